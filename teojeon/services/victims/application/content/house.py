"""Where the house lies and what it is (S1-APP-03)."""

import datetime as dt
from dataclasses import dataclass

from teojeon.services.victims.application.content.values import Maybe

NO_SIGUNGU = "none"


@dataclass(frozen=True)
class House:
    """`sigungu` may be NO_SIGUNGU: not in the list. `address`: what follows the 법정동, as road name or lot number.

    `road_address`, `jibun_address`, `legal_dong_code` come from the address search only. `exclusive_area_m2`: square metres as
    text with at most two decimals. Questions of trust count only where `trust_registered` is yes or unknown. Price in won.
    """

    sido: str = ""
    sigungu: str = ""
    legal_dong: str = ""
    address: str = ""
    legal_dong_code: str = ""
    road_address: str = ""
    jibun_address: str = ""
    building_dong: str = ""
    unit_ho: str = ""
    registry_unique_no: str = ""
    building_type: Maybe[str] = None
    registered_use: str = ""
    actual_use_residential: Maybe[bool] = None
    exclusive_area_m2: Maybe[str] = None
    whole_or_part: Maybe[str] = None
    trust_registered: Maybe[bool] = None
    trustee_name: str = ""
    trust_ledger_no: str = ""
    priority_beneficiary: str = ""
    trustee_consent: Maybe[bool] = None
    trust_sale_on: Maybe[dt.date] = None
    unauthorised_building: Maybe[str] = None
    est_market_price: Maybe[int] = None
    price_basis: Maybe[str] = None
    price_as_of: Maybe[dt.date] = None
