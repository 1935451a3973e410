"""The dated table of holidays: complete, with sources, and the same as three other ways to get at it."""

import datetime as dt
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import holidays as outside
import pytest

from teojeon.law import calendar
from teojeon.law.language.errors import DefinitionError

DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.req("S1-XCT-01")
def test_new_holidays_count_from_their_first_year() -> None:
    working = {text: calendar.is_working_day(day(text)) for text in ("2025-05-01", "2026-05-01", "2025-07-17", "2026-07-17")}
    assert working == {"2025-05-01": True, "2026-05-01": False, "2025-07-17": True, "2026-07-17": False}


def test_the_table_lists_the_same_days_as_the_holidays_library() -> None:
    table = calendar.holidays()
    other = outside.country_holidays("KR", years=range(table.first.year, table.last.year + 1), language="ko")
    assert set(table.days) == set(other)


def test_the_table_covers_2021_to_2040_and_marks_years_not_yet_proclaimed() -> None:
    table = calendar.holidays()
    assert (table.first, table.last) == (day("2021-01-01"), day("2040-12-31"))
    for holidays in table.days.values():
        for holiday in holidays:
            assert holiday.projected is (holiday.on.year >= 2028)
            assert holiday.source.startswith("관공서의 공휴일에 관한 규정 제")


def test_each_substitute_holiday_is_a_working_weekday_by_itself_and_follows_its_holiday() -> None:
    table = calendar.holidays()
    substitutes = [each for days in table.days.values() for each in days if each.kind == "대체"]
    assert len(substitutes) > 40
    for substitute in substitutes:
        name = substitute.name.removesuffix(" 대체공휴일")
        assert substitute.on.weekday() < 5
        within = [substitute.on - dt.timedelta(days=back) for back in range(1, 6)]
        assert any(each.name.startswith(name) for before in within for each in table.days.get(before, ()))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{ on = 2027-01-01, name = "신정", kind = "법정", source = "규정" }', "no day of 2026"),
        ('{ on = 2026-01-01, name = "신정", kind = "휴무", source = "규정" }', "2026-01-01 lacks"),
        ('{ on = 2026-01-01, name = "신정", kind = "법정" }', "2026-01-01 lacks"),
    ],
)
def test_a_faulty_holiday_table_names_the_day(tmp_path: Path, row: str, reason: str) -> None:
    file = tmp_path / "holidays.toml"
    file.write_text(f'version = "x"\n[[year]]\nyear = 2026\nproclaimed = true\ndays = [{row}]\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match=reason):
        calendar.read_holidays(file)


def test_a_holiday_table_without_one_year_between_fails(tmp_path: Path) -> None:
    file = tmp_path / "holidays.toml"
    years = "".join(f"[[year]]\nyear = {year}\nproclaimed = true\ndays = []\n" for year in (2026, 2028))
    file.write_text(f'version = "x"\n{years}', encoding="utf-8")
    with pytest.raises(DefinitionError, match="2028 does not follow 2026"):
        calendar.read_holidays(file)


def test_a_table_that_supersedes_itself_or_proclaims_a_year_after_one_that_is_not_fails(tmp_path: Path) -> None:
    file = tmp_path / "holidays.toml"
    years = "".join(
        f"[[year]]\nyear = {year}\nproclaimed = {flag}\ndays = []\n" for year, flag in ((2026, "false"), (2027, "true"))
    )
    file.write_text(f'version = "x"\n{years}', encoding="utf-8")
    with pytest.raises(DefinitionError, match="2027 is proclaimed"):
        calendar.read_holidays(file)
    file.write_text('version = "x"\nsuperseded = ["x"]\n[[year]]\nyear = 2026\nproclaimed = true\ndays = []\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match="cannot supersede itself"):
        calendar.read_holidays(file)


# derived once more, from the regulation and the election act

ON_SATURDAY_OR_SUNDAY = {
    "3·1절": 2022, "광복절": 2021, "개천절": 2021, "한글날": 2021, "어린이날": 2021,
    "부처님 오신 날": 2023, "기독탄신일": 2023, "노동절": 2026, "제헌절": 2026,
}  # fmt: skip
"""제3조제1항제1호·제2호 and the first year in which each stands there."""
ON_SUNDAY = ("설날 전날", "설날", "설날 다음 날", "추석 전날", "추석", "추석 다음 날")
"""제3조제1항제3호: a Saturday gives nothing."""
NEVER = ("1월 1일", "현충일")


def substitutes(year: int) -> list[dt.date]:
    """Substitute holidays of a year by 제3조: for each cause the first day after it that is no holiday itself."""
    feasts = [each for days in calendar.holidays().days.values() for each in days if each.on.year == year and each.kind != "대체"]
    taken, found = {each.on for each in feasts}, []
    for cause in sorted(causes(year, [each for each in feasts if each.kind == "법정"])):
        free = cause + DAY
        while free.weekday() >= 5 or free in taken:
            free += DAY
        taken.add(free)
        found.append(free)
    return found


def causes(year: int, feasts: list[calendar.Holiday]) -> Iterator[dt.date]:
    """The days that are made up for: one for each holiday on a wrong day of the week, one for each second holiday on a weekday."""
    for each in feasts:
        if (each.name in ON_SUNDAY and each.on.weekday() == 6) or (
            year >= ON_SATURDAY_OR_SUNDAY.get(each.name, 9999) and each.on.weekday() >= 5
        ):
            yield each.on
    for on in {each.on for each in feasts if each.on.weekday() < 5}:
        yield from [on] * (sum(each.on == on for each in feasts) - 1)


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize("year", range(2021, 2041))
def test_substitute_holidays_follow_from_article_3(year: int) -> None:
    rows = [each.on for days in calendar.holidays().days.values() for each in days if each.kind == "대체" and each.on.year == year]
    assert substitutes(year) == sorted(set(rows))


def test_new_year_and_memorial_day_have_no_substitute() -> None:
    names = [each.name for days in calendar.holidays().days.values() for each in days if each.kind == "대체"]
    assert not [name for name in names if name.startswith(NEVER)]


TERMS = {
    # name: last days of terms, and the days before them from which the first Wednesday counts (공직선거법 제34조제1항)
    "대통령 선거일": (("2022-05-09", "2030-06-03", "2035-06-03", "2040-06-03"), 70),
    "국회의원 선거일": (("2024-05-29", "2028-05-29", "2032-05-29", "2036-05-29", "2040-05-29"), 50),
    "지방선거일": (("2022-06-30", "2026-06-30", "2030-06-30", "2034-06-30", "2038-06-30"), 30),
}


@pytest.mark.req("S1-XCT-01")
@pytest.mark.parametrize("name", TERMS)
def test_elections_at_the_end_of_a_term_are_on_the_wednesday_of_the_election_act(name: str) -> None:
    table = calendar.holidays()
    ends, before = TERMS[name]
    expected = set()
    for end in ends:
        on = day(end) - dt.timedelta(days=before)
        while on.weekday() != 2:
            on += DAY
        # 제2항: beside a public holiday (that is none by itself a Sunday) the Wednesday of the next week
        if any(_is_feast(near) for near in (on - DAY, on, on + DAY)):
            on += dt.timedelta(days=7)
        expected.add(on)
    assert {each.on for days in table.days.values() for each in days if each.name == name} == expected


def _is_feast(on: dt.date) -> bool:
    return any(each.kind in ("법정", "대체") for each in calendar.holidays().days.get(on, ()))


@pytest.mark.req("S1-XCT-01")
def test_the_named_days_of_the_catalogue_stand_in_the_table() -> None:
    table = calendar.holidays().days
    assert [each.name for each in table[day("2026-05-01")]] == ["노동절"]
    assert [each.name for each in table[day("2026-07-17")]] == ["제헌절"]
    assert day("2025-05-01") not in table and day("2025-07-17") not in table
    assert [each.name for each in table[day("2026-06-03")]] == ["지방선거일"]
    assert [(each.on, each.name) for days in table.values() for each in days if each.kind == "임시"] == [
        (day("2023-10-02"), "임시공휴일(추석 연휴)"),
        (day("2024-10-01"), "임시공휴일(국군의 날)"),
        (day("2025-01-27"), "임시공휴일(설 연휴)"),
        (day("2025-06-03"), "임시공휴일(대통령 궐위 선거일)"),
    ]


def test_no_day_is_listed_twice_under_one_name_and_every_year_has_its_fixed_days() -> None:
    table = calendar.holidays().days
    for days in table.values():
        assert len({each.name for each in days}) == len(days)
    yearly = {"1월 1일", "3·1절", "어린이날", "현충일", "광복절", "개천절", "한글날", "기독탄신일", "부처님 오신 날", *ON_SUNDAY}
    for year in range(2021, 2041):
        names = {each.name for days in table.values() for each in days if each.on.year == year}
        assert yearly <= names
        assert ("노동절" in names, "제헌절" in names) == (year >= 2026, year >= 2026)


@pytest.mark.parametrize("year", [2022, 2026, 2028, 2036])
def test_the_tool_derives_a_year_as_the_table_holds_it(year: int) -> None:
    root = Path(__file__).parents[2]
    made = subprocess.run(
        [sys.executable, "tools/derive_holidays.py", str(year)], cwd=root, capture_output=True, text=True, check=True
    )
    content = tomllib.loads((root / "teojeon/law/holidays.toml").read_text(encoding="utf-8"))
    assert tomllib.loads(made.stdout)["year"][0]["days"] == next(each for each in content["year"] if each["year"] == year)["days"]
