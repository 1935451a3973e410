"""Properties of counting: against a count by the day, day after day, written here without the calendar's own code."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teojeon.law import calendar
from teojeon.law.calendar import Span, count

pytestmark = pytest.mark.req("S1-XCT-01")

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2024, 7, 1), dt.date(2037, 6, 30)
LONGEST_ROLL = 31
"""With up to twenty days fixed ad hoc; without any it is a week."""

bases = st.dates(FIRST, LAST)
lengths = st.integers(0, 130)
spans = st.lists(
    st.tuples(st.dates(FIRST, LAST), st.integers(0, 15)).map(lambda pair: (pair[0], pair[0] + pair[1] * DAY)), max_size=5
)
near = st.integers(0, 200)


def works(day: dt.date, extra: frozenset[dt.date] = frozenset()) -> bool:
    """Read from the table by hand."""
    return day.weekday() not in (5, 6) and day not in calendar.holidays().days and day not in extra


def naive(
    base: dt.date, length: int, excluded: list[Span], step: int = 1, extra: frozenset[dt.date] = frozenset()
) -> tuple[dt.date, dt.date]:
    """One day after the other: first those of the period, then one for each day that some interval holds."""
    day = base
    for _ in range(length):
        day += step * DAY
    held = {first + number * DAY for first, last in excluded for number in range((last - first).days + 1)}
    for _ in held:
        day += step * DAY
    nominal = day
    while not works(day, extra):
        day += step * DAY
    return nominal, day


@settings(max_examples=400, deadline=None)
@given(bases, lengths, spans, st.booleans(), st.frozensets(near, max_size=20))
def test_counting_is_the_same_as_going_day_by_day(
    base: dt.date, length: int, excluded: list[Span], backward: bool, fixed: frozenset[int]
) -> None:
    step = -1 if backward else 1
    extra = frozenset(base + step * number * DAY for number in fixed)
    period = count(base, length, excluded=excluded, extra_holidays=extra, backward=backward)
    assert (period.nominal, period.effective) == naive(base, length, excluded, step, extra)


@settings(max_examples=300, deadline=None)
@given(bases, lengths, st.frozensets(near, max_size=20), st.booleans())
def test_the_end_is_a_working_day_and_near_and_nothing_between_works(
    base: dt.date, length: int, fixed: frozenset[int], backward: bool
) -> None:
    extra = frozenset(base + number * DAY for number in fixed)
    period = count(base, length, extra_holidays=extra, backward=backward)
    assert works(period.effective, extra)
    assert not any(works(day, extra) for day in period.skipped)
    assert len(period.skipped) == abs((period.effective - period.nominal).days) <= LONGEST_ROLL
    assert period.rolled_over == bool(period.skipped)
    assert (period.effective <= period.nominal) if backward else (period.effective >= period.nominal)


@settings(max_examples=200, deadline=None)
@given(bases, lengths, spans)
def test_excluding_the_same_days_twice_or_in_another_order_changes_nothing(
    base: dt.date, length: int, excluded: list[Span]
) -> None:
    once = count(base, length, excluded=excluded)
    for again in (excluded + excluded, excluded[::-1], [*excluded, *(span for span in excluded if span[0] < span[1])]):
        twice = count(base, length, excluded=again)
        assert (twice.nominal, twice.effective) == (once.nominal, once.effective)


@settings(max_examples=200, deadline=None)
@given(bases, lengths)
def test_backwards_from_the_nominal_end_is_the_base_again(base: dt.date, length: int) -> None:
    assert count(count(base, length).nominal, length, backward=True).nominal == base


@settings(max_examples=300, deadline=None)
@given(bases, st.integers(1, 24), st.sampled_from(["month", "year"]))
def test_a_period_of_months_backwards_begins_where_one_that_ends_the_day_before_begins(
    base: dt.date, length: int, unit: calendar.Unit
) -> None:
    """Mirror: counted forwards with the first day in, the period from the day found ends on the day before `base`, or, where
    months are of unequal length, not later."""
    if unit == "year":
        length = 1 + length % 2
    found = count(base, length, unit, backward=True).nominal
    forth = count(found, length, unit, counting="first_day").nominal
    assert base - DAY - 3 * DAY <= forth <= base - DAY or found.day == 1


@settings(max_examples=200, deadline=None)
@given(bases, st.integers(0, 36))
def test_a_longer_or_later_period_never_ends_earlier(base: dt.date, length: int) -> None:
    for unit in ("day", "month"):
        here = count(base, length, unit)
        assert count(base, length + 1, unit).effective >= here.effective
        assert count(base + DAY, length, unit).effective >= here.effective


@settings(max_examples=300, deadline=None)
@given(bases, lengths, st.frozensets(near, max_size=10), st.integers(0, 200))
def test_one_more_holiday_never_ends_a_period_earlier(base: dt.date, length: int, fixed: frozenset[int], more: int) -> None:
    extra = frozenset(base + number * DAY for number in fixed)
    assert (
        count(base, length, extra_holidays=extra | {base + more * DAY}).effective
        >= count(base, length, extra_holidays=extra).effective
    )


@settings(max_examples=300, deadline=None)
@given(bases, st.integers(6, 60), spans)
def test_a_petition_counts_every_working_day_from_the_first_on(base: dt.date, length: int, excluded: list[Span]) -> None:
    day, counted = base, 0
    while True:
        if works(day) and not any(first <= day <= last for first, last in excluded):
            counted += 1
        if counted == length:
            break
        day += DAY
    assert count(base, length, excluded=excluded, counting="petition").effective == day


@settings(max_examples=300, deadline=None)
@given(bases, st.integers(0, 24 * 60 - 1), st.integers(1, 5))
def test_a_short_petition_ends_when_eight_hours_a_day_have_been_worked(base: dt.date, minute: int, length: int) -> None:
    received_at = dt.datetime.combine(base, dt.time(minute // 60, minute % 60), calendar.SEOUL)
    now, worked = received_at, 0
    while worked < length * 8 * 60:
        worked += works(now.date()) and (9 <= now.hour < 12 or 13 <= now.hour < 18)
        now += dt.timedelta(minutes=1)
    assert count(received_at, length, counting="petition").ends_at == now


@settings(max_examples=200, deadline=None)
@given(bases, st.integers(1, 130))
def test_with_the_first_day_in_the_period_ends_a_day_earlier_and_never_rolls(base: dt.date, length: int) -> None:
    period = count(base, length, counting="first_day")
    assert period.effective == period.nominal == count(base, length).nominal - DAY


def test_without_ad_hoc_days_no_roll_is_longer_than_the_longest_feast_of_the_table() -> None:
    table = calendar.holidays()
    day, longest = table.first, 0
    while day < table.last - 15 * DAY:
        longest = max(longest, len(count(day, 0).skipped))
        day += DAY
    assert longest == 7  # as 2025-10-03, a Friday, to 10-09, a Thursday


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_table_that_knows_only_the_number_of_excluded_days_counts_the_same(days: int) -> None:
    base, span = dt.date(2026, 11, 20), (dt.date(2026, 11, 25), dt.date(2026, 11, 24) + days * DAY)
    for backward in (False, True):
        one, other = count(base, 30, excluded=[span], backward=backward), count(base, 30, excluded_days=days, backward=backward)
        assert (one.nominal, one.effective) == (other.nominal, other.effective)


def test_an_instant_without_an_offset_is_seouls() -> None:
    bare = dt.datetime(2026, 11, 20, 23, 30)  # noqa: DTZ001 - the point of the test
    assert count(bare, 30).base == dt.date(2026, 11, 20)
    assert str(count(bare, 1, counting="petition").ends_at) == "2026-11-23 18:00:00+09:00"


@pytest.mark.parametrize(("length", "last"), [(3, dt.date(2026, 11, 27)), (6, dt.date(2026, 12, 1))])
def test_excluded_days_of_a_petition_are_working_days(length: int, last: dt.date) -> None:
    received_at = dt.datetime(2026, 11, 20, 14, 0, tzinfo=calendar.SEOUL)
    spans = [(dt.date(2026, 11, 21), dt.date(2026, 11, 24))]  # Saturday to Tuesday: two working days
    one = count(received_at, length, excluded=spans, counting="petition")
    assert one.effective == count(received_at, length, excluded_days=2, counting="petition").effective == last
