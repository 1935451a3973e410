"""The law command's `period`: the three countings, forwards and backwards."""

from typing import Any

import pytest

from tests.law.periods import BOOK, days, holiday, run

# the lines of the catalogue


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize(
    ("facts", "nominal", "effective", "why"),
    [
        ({"base": "2026-11-20", "length": 30}, "2026-12-20", "2026-12-21", "법§13⑤: the Sunday moves to Monday"),
        ({"base": "2027-01-07", "length": 30}, "2027-02-06", "2027-02-10", "법§14③: Lunar New Year and its substitute"),
        ({"base": "2027-01-07", "length": 45}, "2027-02-21", "2027-02-22", "법§14③: total 45 days, one roll at the end"),
        ({"base": "2026-11-20", "length": 90}, "2027-02-18", "2027-02-18", "법§25의9①: 90 days"),
        ({"base": "2026-11-20", "length": 120}, "2027-03-20", "2027-03-22", "법§25의9①: total 120 days, a Saturday"),
        ({"base": "2026-12-16", "length": 30}, "2027-01-15", "2027-01-15", "법§15①: served by public notice"),
        ({"base": "2026-12-01", "length": 14}, "2026-12-15", "2026-12-15", "행절법§15③: the notice takes effect a day later"),
        (
            {"base": "2026-11-20", "length": 30, "excluded": [["2026-11-25", "2026-12-04"]]},
            "2026-12-30",
            "2026-12-30",
            "규칙§3⑤: ten days for the supplement, both ends out",
        ),
        ({"base": "2024-09-10", "length": 3, "unit": "year"}, "2027-09-10", "2027-09-10", "부칙(20429)§2: three years"),
        ({"base": "2027-05-31", "length": 6, "unit": "month"}, "2027-11-30", "2027-11-30", "부칙(19425)§5: six months"),
    ],
)
def test_the_periods_of_the_catalogue(facts: dict[str, Any], nominal: str, effective: str, why: str) -> None:
    assert days(run(**{"unit": "day", **facts})) == (nominal, effective, nominal != effective), why


# backwards, the first day in, petitions


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize(
    ("base", "length", "unit", "nominal", "effective"),
    [
        ("2026-12-28", 10, "day", "2026-12-18", "2026-12-18"),
        ("2026-12-21", 1, "day", "2026-12-20", "2026-12-18"),
        ("2027-02-11", 2, "day", "2027-02-09", "2027-02-05"),
        ("2027-02-10", 0, "day", "2027-02-10", "2027-02-10"),
        ("2026-12-15", 1, "month", "2026-11-15", "2026-11-13"),
        ("2027-03-01", 1, "month", "2027-02-01", "2027-02-01"),
        ("2026-05-31", 1, "month", "2026-05-01", "2026-04-30"),
        ("2026-03-31", 1, "month", "2026-03-01", "2026-02-27"),
        ("2026-03-29", 1, "month", "2026-03-01", "2026-02-27"),
        ("2026-03-28", 1, "month", "2026-02-28", "2026-02-27"),
        ("2028-03-30", 1, "month", "2028-03-01", "2028-02-29"),
        ("2028-03-29", 1, "month", "2028-02-29", "2028-02-29"),
        ("2025-02-28", 1, "year", "2024-02-28", "2024-02-28"),
        ("2025-03-01", 1, "year", "2024-03-01", "2024-02-29"),
    ],
)
def test_backwards_the_base_is_out_and_the_end_goes_to_the_working_day_before(
    base: str, length: int, unit: str, nominal: str, effective: str
) -> None:
    assert days(run(base=base, length=length, unit=unit, backward=True)) == (nominal, effective, nominal != effective)


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize(
    ("base", "length", "unit", "last"),
    [
        ("2026-11-20", 30, "day", "2026-12-19"),
        ("2026-11-21", 1, "day", "2026-11-21"),
        ("2026-11-20", 0, "day", "2026-11-20"),
        ("2027-01-08", 30, "day", "2027-02-06"),
        ("2026-11-20", 1, "month", "2026-12-19"),
        ("2026-12-01", 1, "month", "2026-12-31"),
        ("2026-01-31", 1, "month", "2026-02-28"),
        ("2026-01-29", 1, "month", "2026-02-28"),
        ("2026-01-28", 1, "month", "2026-02-27"),
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2026-11-20", 1, "year", "2027-11-19"),
    ],
)
def test_with_the_first_day_in_the_last_day_stays_where_it_falls(base: str, length: int, unit: str, last: str) -> None:
    assert days(run(base=base, length=length, unit=unit, counting="first_day")) == (last, last, False)


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize(
    ("base", "length", "last"),
    [
        ("2026-11-20", 6, "2026-11-27"),
        ("2026-11-20", 7, "2026-11-30"),
        ("2026-11-21", 6, "2026-11-30"),
        ("2027-02-05", 6, "2027-02-16"),
        ("2026-12-24", 6, "2027-01-04"),
        ("2026-11-20T23:50", 6, "2026-11-27"),
    ],
)
def test_six_days_of_a_petition_are_working_days_with_the_first_in(base: str, length: int, last: str) -> None:
    result = run(base=base, length=length, unit="day", counting="petition")
    assert days(result) == (last, last, False)
    assert result["ends_at"] is None


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize(
    ("received_at", "length", "ends_at"),
    [
        ("2026-11-20T14:00", 1, "2026-11-23T14:00:00+09:00"),
        ("2026-11-20T14:00", 3, "2026-11-25T14:00:00+09:00"),
        ("2026-11-20T14:00", 5, "2026-11-27T14:00:00+09:00"),
        ("2026-11-20T09:00", 1, "2026-11-20T18:00:00+09:00"),
        ("2026-11-20T08:59:59", 1, "2026-11-20T18:00:00+09:00"),
        ("2026-11-20T09:00:01", 1, "2026-11-23T09:00:01+09:00"),
        ("2026-11-20T11:59", 1, "2026-11-23T11:59:00+09:00"),
        ("2026-11-20T12:00", 1, "2026-11-23T12:00:00+09:00"),
        ("2026-11-20T12:30", 1, "2026-11-23T12:00:00+09:00"),
        ("2026-11-20T13:00", 1, "2026-11-23T12:00:00+09:00"),
        ("2026-11-20T13:01", 1, "2026-11-23T13:01:00+09:00"),
        ("2026-11-20T17:59", 1, "2026-11-23T17:59:00+09:00"),
        ("2026-11-20T18:00", 1, "2026-11-23T18:00:00+09:00"),
        ("2026-11-20T23:00", 2, "2026-11-24T18:00:00+09:00"),
        ("2026-11-21T10:00", 1, "2026-11-23T18:00:00+09:00"),
        ("2027-02-05T10:00", 1, "2027-02-10T10:00:00+09:00"),
        ("2026-11-20T05:00:00Z", 1, "2026-11-23T14:00:00+09:00"),
        ("2026-11-19T20:00:00-05:00", 1, "2026-11-23T10:00:00+09:00"),
        ("2026-11-20T10:00", 0, "2026-11-20T10:00:00+09:00"),
        ("2026-11-21T10:00", 0, "2026-11-23T09:00:00+09:00"),
    ],
)
def test_five_days_of_a_petition_are_hours_of_work_from_the_receipt(received_at: str, length: int, ends_at: str) -> None:
    result = run(base=received_at, length=length, unit="day", counting="petition")
    assert result["ends_at"] == ends_at
    assert days(result) == (ends_at[:10], ends_at[:10], False)
    assert result["receipt"]["parameters"]["WORKING_HOURS"]["source"] == "국가공무원 복무규정 제9조제2항"


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize(
    ("base", "length", "unit", "nominal", "effective"),
    [
        ("2026-11-20", 1, "month", "2026-12-19", "2026-12-21"),
        ("2026-12-01", 1, "month", "2026-12-31", "2026-12-31"),
        ("2026-11-20", 1, "year", "2027-11-19", "2027-11-19"),
    ],
)
def test_months_of_a_petition_have_the_first_day_in_and_roll_as_in_the_civil_code(
    base: str, length: int, unit: str, nominal: str, effective: str
) -> None:
    assert days(run(base=base, length=length, unit=unit, counting="petition")) == (nominal, effective, nominal != effective)


def test_an_instant_counts_as_its_day_in_seoul() -> None:
    assert days(run(base="2026-11-19T15:00:00Z", length=30, unit="day")) == ("2026-12-20", "2026-12-21", True)
    assert days(run(base="2026-11-19T14:59:59Z", length=30, unit="day")) == ("2026-12-19", "2026-12-21", True)


@pytest.mark.parametrize("received_at", ["2026-11-20T18:00", "2026-11-20T23:00", "2026-11-21T10:00"])
def test_a_period_of_no_length_ends_when_work_begins(received_at: str) -> None:
    assert run(base=received_at, length=0, unit="day", counting="petition")["ends_at"] == "2026-11-23T09:00:00+09:00"


def test_a_petition_received_on_a_holiday_fixed_ad_hoc_begins_the_day_after() -> None:
    result = run(BOOK.with_rows([holiday("2026-11-20")]), base="2026-11-20", length=6, unit="day", counting="petition")
    assert result["effective"] == "2026-11-30"
    assert "AD_HOC_HOLIDAY:2026-11-20" in result["receipt"]["parameters"]
