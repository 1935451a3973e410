"""Legal periods: the day of the event out, one roll at the end, excluded days once, over a dated holiday table."""

import datetime as dt

import pytest

from teojeon.law import calendar
from teojeon.law.calendar import due, workdays_after
from teojeon.law.language.errors import LawError


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(first: str, last: str) -> tuple[dt.date, dt.date]:
    return (day(first), day(last))


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize(
    ("base", "nominal", "effective"),
    [
        ("2026-11-19", "2026-12-19", "2026-12-21"),
        ("2026-11-20", "2026-12-20", "2026-12-21"),
        ("2026-11-21", "2026-12-21", "2026-12-21"),
        ("2027-01-06", "2027-02-05", "2027-02-05"),
        ("2027-01-07", "2027-02-06", "2027-02-10"),
        ("2027-01-08", "2027-02-07", "2027-02-10"),
        ("2027-01-10", "2027-02-09", "2027-02-10"),
        ("2027-01-11", "2027-02-10", "2027-02-10"),
    ],
)
def test_thirty_days_end_on_a_working_day(base: str, nominal: str, effective: str) -> None:
    period = due(day(base), 30)
    assert (period.nominal, period.effective) == (day(nominal), day(effective))
    assert period.rolled_over is (nominal != effective)
    assert (period.base, period.length, period.unit, period.excluded) == (day(base), 30, "day", ())
    assert period.rule_version == calendar.rule_version()


@pytest.mark.req("S1-XCT-01")
def test_a_supplement_from_the_25th_to_the_4th_excludes_ten_days() -> None:
    period = due(day("2026-11-20"), 30, excluded=[span("2026-11-25", "2026-12-04")])
    assert (period.nominal, period.effective) == (day("2026-12-30"), day("2026-12-30"))


@pytest.mark.parametrize(
    ("excluded", "days"),
    [
        ([], 0),
        ([("2026-11-25", "2026-11-25")], 1),
        ([("2026-11-25", "2026-11-26"), ("2026-11-26", "2026-11-27")], 3),
        ([("2026-11-25", "2026-11-30"), ("2026-11-26", "2026-11-27")], 6),
        ([("2026-11-26", "2026-11-27"), ("2026-11-25", "2026-11-30")], 6),
        ([("2026-11-25", "2026-11-25"), ("2026-11-25", "2026-11-25")], 1),
        ([("2026-11-25", "2026-11-26"), ("2026-11-27", "2026-11-28")], 4),
        ([("2026-11-25", "2026-11-26"), ("2026-11-28", "2026-11-29")], 4),
    ],
)
def test_overlapping_excluded_days_count_once(excluded: list[tuple[str, str]], days: int) -> None:
    period = due(day("2026-11-20"), 30, excluded=[span(*each) for each in excluded])
    assert period.nominal == day("2026-12-20") + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("base", "length", "unit", "nominal"),
    [
        ("2026-01-15", 1, "month", "2026-02-15"),
        ("2026-01-26", 1, "month", "2026-02-26"),
        ("2026-01-27", 1, "month", "2026-02-27"),
        ("2026-01-28", 1, "month", "2026-02-28"),
        ("2026-01-30", 1, "month", "2026-02-28"),
        ("2026-01-31", 1, "month", "2026-02-28"),
        ("2028-01-30", 1, "month", "2028-02-29"),
        ("2026-02-28", 1, "month", "2026-03-31"),
        ("2026-04-30", 1, "month", "2026-05-31"),
        ("2026-11-20", 2, "month", "2027-01-20"),
        ("2026-12-31", 2, "month", "2027-02-28"),
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2026-05-12", 1, "year", "2027-05-12"),
        ("2026-05-31", 6, "month", "2026-11-30"),
        ("2026-11-20", 0, "day", "2026-11-20"),
        ("2026-11-20", 0, "month", "2026-11-20"),
    ],
)
def test_months_and_years_go_by_the_calendar(base: str, length: int, unit: calendar.Unit, nominal: str) -> None:
    assert due(day(base), length, unit).nominal == day(nominal)


def test_an_ad_hoc_holiday_moves_the_end_and_nothing_else() -> None:
    period = due(day("2026-11-20"), 30, extra_holidays={day("2026-12-21")})
    assert (period.nominal, period.effective) == (day("2026-12-20"), day("2026-12-22"))


@pytest.mark.parametrize(
    ("base", "number", "expected"),
    [
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-20", 3, "2026-11-25"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2027-02-05", 1, "2027-02-10"),
        ("2026-12-24", 1, "2026-12-28"),
    ],
)
def test_working_days_are_counted_without_the_first(base: str, number: int, expected: str) -> None:
    assert workdays_after(day(base), number) == day(expected)


@pytest.mark.parametrize(
    ("base", "length", "field"),
    [
        ("2020-12-31", 30, "base"),
        ("2041-01-01", 1, "base"),
        ("2040-12-31", 1, "length"),
        ("2026-11-20", 10**9, "length"),
    ],
)
def test_a_day_outside_the_table_is_not_in_force_and_names_the_field(base: str, length: int, field: str) -> None:
    with pytest.raises(LawError) as refused:
        due(day(base), length)
    assert (refused.value.code, refused.value.field) == ("NOT_IN_FORCE", field)


def test_years_beyond_the_calendar_are_refused_too() -> None:
    with pytest.raises(LawError, match="NOT_IN_FORCE"):
        due(day("2026-11-20"), 9000, "year")


def test_an_interval_that_ends_before_it_begins_and_a_negative_length_are_refused() -> None:
    with pytest.raises(LawError, match="BAD_VALUE excluded"):
        due(day("2026-11-20"), 30, excluded=[span("2026-12-04", "2026-12-03")])
    with pytest.raises(LawError, match="BAD_VALUE length"):
        due(day("2026-11-20"), -1)
    with pytest.raises(LawError, match="BAD_VALUE n"):
        workdays_after(day("2026-11-20"), -1)
