"""The lease, the landlord and those around (S1-APP-04). Amounts in won."""

import datetime as dt
from dataclasses import dataclass

from teojeon.services.victims.application.content.values import Maybe


@dataclass(frozen=True)
class Contract:
    """One contract of this lease. `kind`: new, renewed, again, implied (신규/갱신/재계약/묵시갱신)."""

    kind: Maybe[str] = None
    signed_on: Maybe[dt.date] = None
    term_from: Maybe[dt.date] = None
    term_to: Maybe[dt.date] = None
    deposit: Maybe[int] = None
    monthly_rent: Maybe[int] = None
    deposit_paid_on: Maybe[dt.date] = None


@dataclass(frozen=True)
class LandlordChange:
    """The house passed to another owner."""

    on: Maybe[dt.date] = None
    new_owner: str = ""


@dataclass(frozen=True)
class RelatedParty:
    """One of the 임대인등. `role`: ga to ba, the items of 법§2.2."""

    role: Maybe[str] = None
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class LandlordHeir:
    """Who stands for a landlord that died or closed: an heir, or a manager of the estate. `relation`: spouse, descendant,
    ascendant, sibling, collateral, manager. `share`: of the estate (상속분), as a fraction such as "3/7".
    """

    name: Maybe[str] = None
    relation: Maybe[str] = None
    share: Maybe[str] = None
    address: Maybe[str] = None


@dataclass(frozen=True)
class CoTenant:
    """Another tenant of the same contract; there is one deposit. `deposit_share`: what that person paid of it, in won."""

    name: str = ""
    relation: str = ""
    deposit_share: Maybe[int] = None


@dataclass(frozen=True)
class Lease:
    """`first_contract_date` and `deposit_current` follow from `contracts` where they were left empty (A-07, A-08).

    The landlord's number stands sealed in the content. `landlord_heirs`: in words, what the rows of `landlord_heir_list` do not
    say. `own_deposit_share`: what the applicant paid of the one deposit, where there are co-tenants.
    """

    first_contract_date: Maybe[dt.date] = None
    deposit_current: Maybe[int] = None
    monthly_rent: Maybe[int] = None
    contracts: tuple[Contract, ...] = ()
    lease_type: Maybe[str] = None
    co_tenants: tuple[CoTenant, ...] = ()
    own_deposit_share: Maybe[int] = None
    landlord_type: Maybe[str] = None
    landlord_name: str = ""
    landlord_address: str = ""
    landlord_phone: str = ""
    landlord_status: Maybe[str] = None
    landlord_status_as_of: Maybe[dt.date] = None
    landlord_heir_list: tuple[LandlordHeir, ...] = ()
    landlord_heirs: str = ""
    lessor_authority: Maybe[str] = None
    landlord_changes: tuple[LandlordChange, ...] = ()
    broker_office: str = ""
    broker_reg_no: str = ""
    broker_agent: str = ""
    broker_assistant: str = ""
    related_parties: tuple[RelatedParty, ...] = ()
    termination_notice_on: Maybe[dt.date] = None
    lease_ended_on: Maybe[dt.date] = None
