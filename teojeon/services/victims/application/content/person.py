"""Who suffered the loss, and who acts for that person (S1-APP-02, S1-ACC-03)."""

import datetime as dt
from dataclasses import dataclass

from teojeon.services.victims.application.content.values import Maybe


@dataclass(frozen=True)
class Applicant:
    """The tenant (S1-APP-02): where somebody acts for another, the principal. The number stands sealed in the content.

    `nationality`: ISO 3166-1 alpha-2, asked only with a foreigner's number. `service_at_resident`: letters go to the registered
    address; then `service_address` is that address. `contact_*`: how and when we may call; `contact_barred` is where never.
    `death_date`: asked only where an heir acts.
    """

    is_natural_person: Maybe[bool] = None
    name: str = ""
    birth_date: dt.date | None = None
    service_address: str = ""
    resident_address: str = ""
    mobile: str = ""
    nationality: Maybe[str] = None
    service_at_resident: bool = False
    phone: str = ""
    email: str = ""
    contact_channel: Maybe[str] = None
    contact_window: Maybe[str] = None
    contact_barred: str = ""
    preferred_language: str = ""
    death_date: Maybe[dt.date] = None


@dataclass(frozen=True)
class Heir:
    """One relative of a tenant who died. `relation`: spouse, descendant, ascendant, sibling, collateral (민법§1000, §1003);
    `degree`: how near. `signed`: agreed to the choice of the representative.
    """

    name: str = ""
    birth_date: Maybe[dt.date] = None
    relation: Maybe[str] = None
    degree: Maybe[int] = None
    is_alive: Maybe[bool] = None
    renounced: Maybe[bool] = None
    signed: Maybe[bool] = None
    is_representative: bool = False


@dataclass(frozen=True)
class Actor:
    """Who files (S1-ACC-03). `mandate_type`: "" the tenant in person, "proxy", "legal_representative", "heir_representative".

    Who acts is the account's verified person; an empty `name` or `birth_date` is that person's. The principal is `Content.applicant`
    with `Content.number`. `valid_from`, `valid_to`: both days included.
    """

    mandate_type: str = ""
    relation: str = ""
    name: str = ""
    birth_date: dt.date | None = None
    service_address: str = ""
    mobile: str = ""
    email: str = ""
    scope: str = ""
    valid_from: Maybe[dt.date] = None
    valid_to: Maybe[dt.date] = None
    heirs: tuple[Heir, ...] = ()
