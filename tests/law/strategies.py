"""Facts of the determination for property tests: near every edge of the law, known or unknown."""

import datetime as dt
from collections.abc import Mapping

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from teojeon.law.victims.facts import HANDOVER, INSOLVENCY_EVENT, REGION_CLASS
from tests.law.victims.cases import DEFAULT


def untimed(examples: int = 100) -> settings:
    """So many examples without a clock: a busy machine must not make a right rule fail. A failure prints how it comes back."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=examples, deadline=None, print_blob=True, suppress_health_check=slow)


DAYS_OF_DECISION = [
    dt.date.fromisoformat(day)
    for day in ("2023-06-01", "2024-09-09", "2024-09-10", "2025-05-19", "2025-05-20", "2026-12-16", "2027-07-14")
]
_EDGES = ("2008-08-21", "2021-06-01", "2022-11-15", "2023-06-01", "2024-09-10", "2025-05-31", "2027-05-31")
NEAR_DAYS = st.sampled_from([dt.date.fromisoformat(edge) + dt.timedelta(days=step) for edge in _EDGES for step in (-1, 0, 1)])
_AMOUNTS = (0, 14_000_000, 48_000_000, 50_000_000, 55_000_000, 96_000_000, 200_000_000, 300_000_000, 500_000_000, 700_000_000)
NEAR_WON = st.sampled_from(sorted({max(0, edge + step) for edge in _AMOUNTS for step in (-1, 0, 1)}))
YES_NO = st.booleans()
DAY_OR_NOT = NEAR_DAYS | st.just(False)
STATES = st.sampled_from(["valid", "pending", "refused", "cancelled", "lapsed", "paid"])
GUARANTEE = st.fixed_dictionaries({"amount": st.none() | NEAR_WON, "state": st.none() | STATES})
EVENTS = st.lists(st.sampled_from(INSOLVENCY_EVENT.codes), max_size=2) | st.dictionaries(
    st.sampled_from(INSOLVENCY_EVENT.codes), st.none() | YES_NO
)
BY_FACT: Mapping[str, st.SearchStrategy[object]] = {
    "received_on": NEAR_DAYS,
    "natural_person": YES_NO,
    "landlord_side": YES_NO,
    "residential": YES_NO,
    "first_contract_on": NEAR_DAYS,
    "deposit": NEAR_WON,
    "cap_uplift": st.sampled_from([0, 1, 50_000_000, 200_000_000]),
    "sido": st.sampled_from(["11", "26", "41"]),
    "lessor_authorised": YES_NO,
    "handover": st.sampled_from(HANDOVER.codes),
    "move_in_reported": YES_NO,
    "fixed_date_obtained": YES_NO,
    "occupying_at_reference": YES_NO,
    "occupying_at_filing": YES_NO,
    "leasehold_registered": YES_NO,
    "jeonse_right_registered": YES_NO,
    "insolvency_events": EVENTS,
    "victim_count": st.integers(1, 3),
    "many_victims_found": YES_NO,
    "sale_completed_on": DAY_OR_NOT,
    "price_paid_on": DAY_OR_NOT,
    "intent_found": YES_NO,
    "guarantees": st.lists(GUARANTEE, max_size=3),
    "small_deposit_right": YES_NO,
    "region_class": st.sampled_from(REGION_CLASS.codes),
    "has_security_right": YES_NO,
    "earliest_security_on": DAY_OR_NOT,
    "house_value": NEAR_WON,
    "other_tenants_deposits": st.lists(st.none() | NEAR_WON, max_size=3),
    "family_deposit": NEAR_WON,
    "self_recovery_found": YES_NO,
}


def consistent(facts: dict[str, object]) -> dict[str, object]:
    """The same facts without a day of a security right that contradicts whether there is one."""
    has, since = facts.get("has_security_right"), facts.get("earliest_security_on")
    if (has is False and isinstance(since, dt.date | str)) or (has is True and since is False):
        return {**facts, "earliest_security_on": None}
    return facts


def some_facts() -> st.SearchStrategy[dict[str, object]]:
    """Any facts: each absent, null or near an edge."""
    return st.fixed_dictionaries({}, optional={name: st.none() | known for name, known in BY_FACT.items()}).map(consistent)


def near_a_victim() -> st.SearchStrategy[dict[str, object]]:
    """A victim of class 가 of whom a few facts are others or unknown: there most requirements decide."""
    changed = st.dictionaries(st.sampled_from(sorted(BY_FACT)), st.integers(0, 2), max_size=6).flatmap(
        lambda chosen: st.fixed_dictionaries({name: st.none() | BY_FACT[name] for name in chosen})
    )
    return changed.map(lambda change: consistent({**DEFAULT, **change}))


def any_case() -> st.SearchStrategy[dict[str, object]]:
    """Both: far from every class and near one."""
    return some_facts() | near_a_victim()
