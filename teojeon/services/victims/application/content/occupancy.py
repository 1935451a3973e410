"""Handover, move-in report, fixed date, and who else has a claim on the house (S1-APP-05). Amounts in won."""

import datetime as dt
from dataclasses import dataclass

from teojeon.services.victims.application.content.values import Maybe


@dataclass(frozen=True)
class SeniorRight:
    """A security right before the lease. `kind`: mortgage, jeonse, leasehold, other."""

    kind: Maybe[str] = None
    holder: str = ""
    max_claim: Maybe[int] = None
    acquired_on: Maybe[dt.date] = None
    rank: Maybe[int] = None


@dataclass(frozen=True)
class Seizure:
    """`kind`: seizure (압류) or provisional (가압류)."""

    kind: Maybe[str] = None
    creditor: str = ""
    on: Maybe[dt.date] = None
    amount: Maybe[int] = None


@dataclass(frozen=True)
class BuildingTenant:
    """Another tenant of the same building; never shown to others. `order`: place among the tenants by priority."""

    unit: str = ""
    deposit: Maybe[int] = None
    order: Maybe[int] = None


@dataclass(frozen=True)
class Occupancy:
    """`moved_out`, `leasehold_reg` (none, applied, done), `jeonse_right` decide whether their days are asked."""

    handover_state: Maybe[str] = None
    handover_on: Maybe[dt.date] = None
    move_in_report_on: Maybe[dt.date] = None
    fixed_date_on: Maybe[dt.date] = None
    handover_impossible_reason: str = ""
    fixed_date_office: str = ""
    moved_out: Maybe[bool] = None
    moved_out_on: Maybe[dt.date] = None
    leasehold_reg: Maybe[str] = None
    leasehold_reg_applied_on: Maybe[dt.date] = None
    leasehold_reg_done_on: Maybe[dt.date] = None
    jeonse_right: Maybe[bool] = None
    jeonse_right_reg_on: Maybe[dt.date] = None
    jeonse_right_amount: Maybe[int] = None
    any_senior_rights: Maybe[bool] = None
    senior_rights: tuple[SeniorRight, ...] = ()
    any_seizures: Maybe[bool] = None
    seizures: tuple[Seizure, ...] = ()
    other_tenants_known: Maybe[int] = None
    building_tenants: tuple[BuildingTenant, ...] = ()
