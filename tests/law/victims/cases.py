"""Cases of the determination as data: the tests read them as sentences, the mutator as what must catch a changed rule."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from teojeon.law.book import AuthorityRow, LawBook

DECIDED = dt.date(2026, 12, 16)
OLD, NEW = dt.date(2024, 9, 9), dt.date(2024, 9, 10)
"""The day before Act 20429 and its first day."""

DEFAULT: dict[str, object] = {
    "received_on": "2026-11-20",
    "natural_person": True,
    "landlord_side": False,
    "residential": True,
    "first_contract_on": "2023-04-03",
    "deposit": 200_000_000,
    "lessor_authorised": True,
    "handover": "done",
    "move_in_reported": True,
    "fixed_date_obtained": True,
    "occupying_at_reference": True,
    "leasehold_registered": False,
    "jeonse_right_registered": False,
    "insolvency_events": ["auction_commenced"],
    "victim_count": 5,
    "sale_completed_on": False,
    "intent_found": True,
    "guarantees": [],
    "small_deposit_right": True,
    "region_class": "seoul",
    "has_security_right": True,
    "earliest_security_on": "2022-08-01",
    "house_value": 300_000_000,
    "other_tenants_deposits": [],
    "self_recovery_found": False,
}
"""The default facts of appendix (e); the uplift and the day of payment of the price are unknown there."""
EXAMPLE: dict[str, object] = {**DEFAULT, "deposit": 500_000_001, "cap_uplift": None}
"""The example of the law contract."""


@dataclass(frozen=True)
class Whole:
    """A whole case: what changes against the default facts, and what the assessment must come to."""

    says: str
    outcome: str
    change: Mapping[str, object] = field(default_factory=dict)
    findings: Mapping[str, bool | None] = field(default_factory=dict)
    possible: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    direct: bool | None = False
    on: dt.date = DECIDED
    rows: tuple[AuthorityRow, ...] = ()

    @property
    def facts(self) -> dict[str, object]:
        return {**DEFAULT, **self.change}


@dataclass(frozen=True)
class Single:
    """One requirement alone: the only facts that are known, and its value."""

    says: str
    code: str
    value: bool | None
    facts: Mapping[str, object]
    on: dt.date = DECIDED
    rows: tuple[AuthorityRow, ...] = ()


def book(rows: Sequence[AuthorityRow], law: LawBook | None = None) -> LawBook:
    """The shipped law (or another) with these rows of an authority."""
    return (law or LawBook.shipped()).with_rows(rows)


def reading(code: str, position: str, since: dt.date = dt.date(2023, 6, 1)) -> AuthorityRow:
    """The resolution that takes another reading: `reading("A04", "price")`."""
    return AuthorityRow(f"READING_{code}", "nation", position, since, None, "위원회 의결", "제2026-3호")


def cap(value: int, since: str, until: str | None = None, sido: str = "11") -> AuthorityRow:
    """A general resolution that raises the cap of one 시·도."""
    last = None if until is None else dt.date.fromisoformat(until)
    return AuthorityRow(
        "DEPOSIT_CAP_EFFECTIVE", f"sido:{sido}", value, dt.date.fromisoformat(since), last, "위원회 의결", "제2026-31호"
    )


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def day_after(text: str, number: int = 1) -> str:
    """The day so many days later, as text; negative numbers go back."""
    return (dt.date.fromisoformat(text) + dt.timedelta(days=number)).isoformat()
