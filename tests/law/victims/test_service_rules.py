"""When a served document has arrived, and when a public notice may be posted (행정절차법§11⑥, §14, §15)."""

import datetime as dt

import pytest

from teojeon.law.calendar import due
from teojeon.law.victims.service import (
    effective_on,
    electronic_arrival,
    missing_before_notice,
    notice_takes_effect_on,
)


@pytest.mark.req("S1-NTF-01")
def test_a_notice_of_1_december_2026_takes_effect_on_16_december_and_the_objection_runs_until_15_january() -> None:
    effect = notice_takes_effect_on(dt.date(2026, 12, 1))
    assert effect == dt.date(2026, 12, 16), "the 14 days are 2 to 15 December"
    assert due(effect, 30).effective == dt.date(2027, 1, 15)


def test_the_14_days_of_a_notice_are_not_rolled_over_a_weekend() -> None:
    assert notice_takes_effect_on(dt.date(2026, 11, 27)) == dt.date(2026, 12, 12), "a Saturday"


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (dt.datetime(2026, 12, 1, 14, 59, 59, tzinfo=dt.UTC), dt.date(2026, 12, 1)),
        (dt.datetime(2026, 12, 1, 15, 0, 0, tzinfo=dt.UTC), dt.date(2026, 12, 2)),
    ],
)
def test_electronic_service_arrives_on_the_day_in_seoul(instant: dt.datetime, day: dt.date) -> None:
    assert electronic_arrival(instant) == day


@pytest.mark.parametrize(
    ("arrivals", "effect"),
    [
        ([], None),
        ([None], None),
        ([dt.date(2026, 12, 1)], dt.date(2026, 12, 1)),
        ([dt.date(2026, 12, 1), None], None),
        ([dt.date(2026, 12, 3), dt.date(2026, 12, 1)], dt.date(2026, 12, 3)),
    ],
)
def test_a_service_takes_effect_with_the_last_of_all_arrivals(arrivals: list[dt.date | None], effect: dt.date | None) -> None:
    assert effective_on(arrivals) == effect


@pytest.mark.req("S1-NTF-01")
@pytest.mark.parametrize(
    ("places", "looked_up", "contacts", "missing"),
    [
        ({"service", "registered"}, True, 1, ()),
        ({"registered"}, True, 1, ("SERVICE_ADDRESS_UNTRIED",)),
        ({"service"}, True, 1, ("REGISTERED_ADDRESS_UNTRIED",)),
        ({"service", "registered"}, False, 1, ("ADDRESS_NOT_LOOKED_UP",)),
        ({"service", "registered"}, True, 0, ("NO_CONTACT_TRIED",)),
        (set(), False, 0, ("SERVICE_ADDRESS_UNTRIED", "ADDRESS_NOT_LOOKED_UP", "REGISTERED_ADDRESS_UNTRIED", "NO_CONTACT_TRIED")),
    ],
)
def test_a_public_notice_needs_both_addresses_a_look_up_and_a_contact(
    places: set[str], looked_up: bool, contacts: int, missing: tuple[str, ...]
) -> None:
    assert missing_before_notice(places, looked_up=looked_up, contacts=contacts) == missing
