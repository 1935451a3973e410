"""What moves a deadline: holidays fixed ad hoc, overrides, a newer table. The rules alone, without a database."""

import datetime as dt
from uuid import UUID, uuid4

import pytest

from teojeon.kernel.cases.deadlines import DeadlineRule, Derivation, derivations
from teojeon.kernel.cases.moves import MOVED, Move
from teojeon.kernel.cases.overrides import Override
from teojeon.kernel.parameters.queries import FixedDay
from teojeon.law.calendar import rule_version

pytestmark = pytest.mark.req("S1-XCT-01")

OFFICE = DeadlineRule("PERIOD", "기간", "begin", 30, ("end",), "§1")
CITIZEN = DeadlineRule("PERIOD", "기간", "begin", 30, ("end",), "§1", for_citizen=True)
ROW, OTHER = uuid4(), uuid4()
BEGIN = ("begin", dt.date(2026, 11, 20))  # thirty days: Sunday 12-20, so Monday 12-21


def at(day: str, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), dt.UTC)


def fixed(day: str, known: str, row: UUID = ROW) -> FixedDay:
    return FixedDay(dt.date.fromisoformat(day), at(known), row)


def derived(
    rule: DeadlineRule, *events: tuple[object, ...], days: tuple[FixedDay, ...] = (), by_hand: tuple[Override, ...] = ()
) -> Derivation:
    (found,) = derivations([rule], events, days, by_hand)
    return found


def began(known: str = "2026-11-20") -> tuple[object, ...]:
    return (*BEGIN, at(known))


def moved(before: str, after: str) -> tuple[object, ...]:
    move = Move("PERIOD", BEGIN[1], dt.date.fromisoformat(before), dt.date.fromisoformat(after), "HOLIDAY")
    return (MOVED, dt.date(2026, 12, 1), at("2026-12-01"), move.content())


@pytest.mark.parametrize(
    ("days", "effective", "told", "version"),
    [
        ((), "2026-12-21", "2026-12-21", ""),
        ((fixed("2026-12-21", "2026-12-01"),), "2026-12-22", "2026-12-21", "+adhoc"),
        ((fixed("2026-12-21", "2026-11-01"),), "2026-12-22", "2026-12-22", "+adhoc"),
        ((fixed("2026-12-21", "2026-12-01"), fixed("2026-12-22", "2026-12-02", OTHER)), "2026-12-23", "2026-12-21", "+adhoc"),
        ((fixed("2026-12-22", "2026-12-01"),), "2026-12-21", "2026-12-21", ""),
        ((fixed("2026-12-20", "2026-12-01"),), "2026-12-21", "2026-12-21", ""),
        ((fixed("2026-12-01", "2026-11-25"),), "2026-12-21", "2026-12-21", ""),
    ],
)
def test_a_holiday_on_the_last_day_moves_an_open_deadline(
    days: tuple[FixedDay, ...], effective: str, told: str, version: str
) -> None:
    found = derived(OFFICE, began(), days=days)
    assert (str(found.deadline.effective), str(found.told)) == (effective, told)
    assert str(found.deadline.nominal) == "2026-12-20"
    assert found.deadline.rule_version == rule_version() + version
    assert found.rows == (tuple(day.row for day in days) if version else ())


@pytest.mark.parametrize(
    ("known", "effective"), [("2026-12-02T08", "2026-12-22"), ("2026-12-02T09", "2026-12-22"), ("2026-12-02T10", "2026-12-21")]
)
def test_what_was_closed_before_the_approval_is_never_computed_again(known: str, effective: str) -> None:
    day, _, hour = known.partition("T")
    holiday = FixedDay(dt.date(2026, 12, 21), at(day, int(hour)), ROW)
    found = derived(OFFICE, began(), ("end", dt.date(2026, 12, 2), at("2026-12-02", 9)), days=(holiday,))
    assert str(found.deadline.effective) == effective


def test_once_told_a_move_is_not_told_again() -> None:
    found = derived(OFFICE, began(), moved("2026-12-21", "2026-12-22"), days=(fixed("2026-12-21", "2026-12-01"),))
    assert found.told == found.deadline.effective == dt.date(2026, 12, 22)


def test_a_move_of_another_deadline_or_an_earlier_beginning_says_nothing() -> None:
    other = (MOVED, dt.date(2026, 12, 1), at("2026-12-01"), {"deadline": "OTHER", "base": "2026-11-20", "to": "2027-01-04"})
    earlier = (MOVED, dt.date(2026, 12, 1), at("2026-12-01"), {"deadline": "PERIOD", "base": "2026-11-19", "to": "2027-01-04"})
    assert derived(OFFICE, began(), other, earlier).told == dt.date(2026, 12, 21)


@pytest.mark.parametrize(("rule", "effective"), [(OFFICE, "2026-12-21"), (CITIZEN, "2026-12-28")])
def test_a_deadline_of_the_citizen_stays_where_it_was_told(rule: DeadlineRule, effective: str) -> None:
    assert str(derived(rule, began(), moved("2026-12-21", "2026-12-28")).deadline.effective) == effective


def by_hand(last_day: str, known: str) -> Override:
    return Override("PERIOD", dt.date.fromisoformat(last_day), at(known), OTHER)


@pytest.mark.parametrize(
    ("rule", "last_day", "effective"),
    [
        (OFFICE, "2026-12-28", "2026-12-28"),
        (OFFICE, "2026-12-14", "2026-12-14"),
        (CITIZEN, "2026-12-28", "2026-12-28"),
        (CITIZEN, "2026-12-14", "2026-12-21"),
    ],
)
def test_a_day_set_by_hand_holds_but_never_earlier_for_a_citizen(rule: DeadlineRule, last_day: str, effective: str) -> None:
    found = derived(rule, began(), by_hand=(by_hand(last_day, "2026-12-01"),))
    assert str(found.deadline.effective) == effective
    assert (found.cause, found.rows) == ("OVERRIDE", (OTHER,))
    assert len(found.deadline.rule_version) <= 40


def test_the_newest_day_set_by_hand_counts_and_rolls_over_a_holiday_fixed_later() -> None:
    hands = (by_hand("2026-12-28", "2026-12-01"), by_hand("2026-12-29", "2026-12-02"))
    assert str(derived(OFFICE, began(), by_hand=hands).deadline.effective) == "2026-12-29"
    found = derived(OFFICE, began(), by_hand=hands, days=(fixed("2026-12-29", "2026-12-03"),))
    assert str(found.deadline.effective) == "2026-12-30"


@pytest.mark.parametrize("known", ["2026-11-19", "2026-12-03"])
def test_a_day_set_by_hand_before_the_beginning_or_after_the_end_counts_for_nothing(known: str) -> None:
    ended = ("end", dt.date(2026, 12, 2), at("2026-12-02"))
    found = derived(OFFICE, began(), ended, by_hand=(by_hand("2026-12-28", known),))
    assert str(found.deadline.effective) == "2026-12-21"


def test_another_deadlines_override_counts_for_nothing() -> None:
    other = Override("OTHER", dt.date(2026, 12, 28), at("2026-12-01"), OTHER)
    assert str(derived(OFFICE, began(), by_hand=(other,)).deadline.effective) == "2026-12-21"
