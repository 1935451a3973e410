"""The holiday table as it is read, and the refusals of every count in full: code, Korean sentence, field, source."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from teojeon.law import calendar
from teojeon.law.calendar import (
    FIRST_DAY_SOURCE,
    HOLIDAY_SOURCE,
    PETITION_SOURCE,
    SEOUL,
    SOURCE,
    Holiday,
    count,
    is_working_day,
    read_holidays,
    workdays_after,
)
from teojeon.law.language.errors import DefinitionError, LawError

DAY = dt.date(2026, 11, 20)
TABLE = """version = "z2"
superseded = ["z1"]

[[year]]
year = 2026
proclaimed = true
days = [
  { on = 2026-01-01, name = "신정", kind = "법정", source = "규정 제2조제1호" },
  { on = 2026-09-25, name = "추석", kind = "법정", source = "규정 제2조제9호" },
  { on = 2026-09-25, name = "선거일", kind = "선거일", source = "규정 제2조제10호" },
]

[[year]]
year = 2027
proclaimed = false
days = [{ on = 2027-02-09, name = "대체공휴일", kind = "대체", source = "규정 제3조" }]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "holidays.toml"
    made.write_text(TABLE, encoding="utf-8")
    return made


@pytest.mark.req("S1-XCT-01")
def test_a_table_is_read_with_every_day_its_name_kind_source_and_standing(file: Path) -> None:
    table = read_holidays(file)
    assert (table.version, table.superseded) == ("z2", ("z1",))
    assert (table.first, table.last) == (dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    assert table.projected == frozenset({2027})
    assert table.days == {
        dt.date(2026, 1, 1): (Holiday(dt.date(2026, 1, 1), "신정", "법정", "규정 제2조제1호", False),),
        dt.date(2026, 9, 25): (
            Holiday(dt.date(2026, 9, 25), "추석", "법정", "규정 제2조제9호", False),
            Holiday(dt.date(2026, 9, 25), "선거일", "선거일", "규정 제2조제10호", False),
        ),
        dt.date(2027, 2, 9): (Holiday(dt.date(2027, 2, 9), "대체공휴일", "대체", "규정 제3조", True),),
    }


def test_a_table_without_earlier_versions_supersedes_nothing(file: Path) -> None:
    file.write_text(TABLE.replace('superseded = ["z1"]\n', ""), encoding="utf-8")
    assert read_holidays(file).superseded == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("year = 2027", "year = 2028", "2028 does not follow 2026"),
        ("year = 2027", "year = 2026", "2026 does not follow 2026"),
        ("2027-02-09", "2026-02-09", "2026-02-09 is no day of 2027"),
        ("2027-02-09", '"2027-02-09"', "2027-02-09 is no day of 2027"),
        ("on = 2027-02-09, ", "", "None is no day of 2027"),
        ('kind = "대체"', 'kind = "휴무"', "2027-02-09 lacks"),
        (', kind = "대체"', "", "2027-02-09 lacks"),
        ('name = "대체공휴일"', 'name = ""', "2027-02-09 lacks"),
        ('source = "규정 제3조"', 'source = ""', "2027-02-09 lacks"),
        ('superseded = ["z1"]', 'superseded = ["z2"]', "z2 cannot supersede itself"),
    ],
)
def test_a_faulty_table_fails_with_file_and_day(file: Path, old: str, new: str, said: str) -> None:
    assert TABLE.count(old) == 1
    file.write_text(TABLE.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=said) as failed:
        read_holidays(file)
    assert str(failed.value).startswith("holidays.toml: ")


def test_a_proclaimed_year_cannot_follow_one_that_is_not(file: Path) -> None:
    turned = TABLE.replace("proclaimed = true", "proclaimed = x").replace("proclaimed = false", "proclaimed = true")
    file.write_text(turned.replace("proclaimed = x", "proclaimed = false"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="2027 is proclaimed although"):
        read_holidays(file)


def test_the_shipped_table_is_the_file_that_ships() -> None:
    shipped = Path(calendar.__file__).parents[1] / "holidays.toml"
    assert read_holidays(shipped) == calendar.holidays()


TEN_DAYS = ((dt.date(2026, 11, 21), dt.date(2026, 11, 20)),)
MORNING = dt.datetime(2026, 11, 20, 9)  # noqa: DTZ001 - a bare clock time
FAR, OLD = dt.date(2040, 12, 31), dt.date(2020, 12, 31)
REFUSED: dict[str, tuple[Callable[[], object], str, str, str, str]] = {
    "a negative length": (lambda: count(DAY, -1), "BAD_VALUE", "length", SOURCE, "기간은 0 이상이어야 합니다."),
    "negative excluded days": (
        lambda: count(DAY, 1, excluded_days=-1),
        "BAD_VALUE",
        "excluded_days",
        SOURCE,
        "제외하는 일수는 0 이상이어야 합니다.",
    ),
    "backwards with the first day": (
        lambda: count(DAY, 1, backward=True, counting="first_day"),
        "BAD_VALUE",
        "backward",
        FIRST_DAY_SOURCE,
        "거꾸로 세는 기간은 민법의 방법(civil)으로만 셉니다. 둘 중 하나를 고칩니다.",
    ),
    "backwards with a petition": (
        lambda: count(DAY, 1, backward=True, counting="petition"),
        "BAD_VALUE",
        "backward",
        PETITION_SOURCE,
        "거꾸로 세는 기간은 민법의 방법(civil)으로만 셉니다. 둘 중 하나를 고칩니다.",
    ),
    "an interval that ends before it begins": (
        lambda: count(DAY, 1, excluded=TEN_DAYS),
        "BAD_VALUE",
        "excluded",
        SOURCE,
        "제외 기간의 끝이 시작보다 빠릅니다.",
    ),
    "hours from a day without a time": (
        lambda: count(DAY, 5, counting="petition"),
        "BAD_DATE",
        "base",
        f"{PETITION_SOURCE}제1항",
        "처리기간이 5일 이하이면 접수한 시각부터 셉니다. 2026-11-20T14:00과 같이 시각까지 적습니다.",
    ),
    "a base before the table": (
        lambda: count(OLD, 1),
        "NOT_IN_FORCE",
        "base",
        HOLIDAY_SOURCE,
        "공휴일 표는 2021-01-01부터 2040-12-31까지 있습니다.",
    ),
    "an end after the table": (
        lambda: count(FAR, 1),
        "NOT_IN_FORCE",
        "length",
        HOLIDAY_SOURCE,
        "공휴일 표는 2021-01-01부터 2040-12-31까지 있습니다.",
    ),
    "an end beyond the calendar": (
        lambda: count(DAY, 10**9),
        "NOT_IN_FORCE",
        "length",
        HOLIDAY_SOURCE,
        "기간의 끝이 공휴일 표를 벗어납니다.",
    ),
    "excluded days beyond the calendar": (
        lambda: count(DAY, 1, excluded_days=10**9),
        "NOT_IN_FORCE",
        "excluded",
        HOLIDAY_SOURCE,
        "기간의 끝이 공휴일 표를 벗어납니다.",
    ),
    "excluded days after the table": (
        lambda: count(DAY, 1, excluded_days=9_000),
        "NOT_IN_FORCE",
        "excluded",
        HOLIDAY_SOURCE,
        "공휴일 표는 2021-01-01부터 2040-12-31까지 있습니다.",
    ),
    "a negative number of working days": (lambda: workdays_after(DAY, -1), "BAD_VALUE", "n", SOURCE, "일수는 0 이상이어야 합니다."),
    "working days from before the table": (
        lambda: workdays_after(OLD, 1),
        "NOT_IN_FORCE",
        "base",
        HOLIDAY_SOURCE,
        "공휴일 표는 2021-01-01부터 2040-12-31까지 있습니다.",
    ),
    "working days until after the table": (
        lambda: workdays_after(FAR, 1),
        "NOT_IN_FORCE",
        "n",
        HOLIDAY_SOURCE,
        "공휴일 표는 2021-01-01부터 2040-12-31까지 있습니다.",
    ),
    "a day outside the table": (
        lambda: is_working_day(OLD),
        "NOT_IN_FORCE",
        "base",
        HOLIDAY_SOURCE,
        "공휴일 표는 2021-01-01부터 2040-12-31까지 있습니다.",
    ),
}


@pytest.mark.req("S1-XCT-01", "S1-XCT-03")
@pytest.mark.parametrize(("run", "code", "field", "source", "said"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_full(run: Callable[[], object], code: str, field: str, source: str, said: str) -> None:
    with pytest.raises(LawError) as refused:
        run()
    assert refused.value.as_dict() == {"error": code, "message": said, "field": field, "source": source}


@pytest.mark.req("S1-XCT-01")
def test_working_days_pass_over_a_holiday_fixed_ad_hoc() -> None:
    friday, monday, tuesday = DAY, dt.date(2026, 11, 23), dt.date(2026, 11, 24)
    assert workdays_after(friday, 1) == monday
    assert workdays_after(friday, 1, (monday,)) == tuesday
    assert workdays_after(friday, 0, (friday,)) == friday


def test_the_edges_of_the_table_are_inside() -> None:
    assert is_working_day(dt.date(2021, 1, 1)) is False
    assert is_working_day(dt.date(2040, 12, 31)) is True


@pytest.mark.req("S1-XCT-01")
def test_an_instant_is_read_in_seoul_whatever_the_machine_says() -> None:
    in_seoul = count(MORNING.replace(tzinfo=SEOUL), 1, counting="petition")
    assert count(MORNING, 1, counting="petition") == in_seoul
    assert count(dt.datetime(2026, 11, 20, 0, tzinfo=dt.UTC), 1, counting="petition") == in_seoul
    assert in_seoul.ends_at == dt.datetime(2026, 11, 20, 18, tzinfo=SEOUL)
    # late in the evening in UTC it is the next day in Seoul
    assert count(dt.datetime(2026, 11, 19, 16, tzinfo=dt.UTC), 30).base == DAY
    assert count(dt.datetime(2026, 11, 19, 16), 30).base == dt.date(2026, 11, 19)  # noqa: DTZ001 - a bare clock time


@pytest.mark.req("S1-XCT-01")
def test_a_period_says_how_it_was_counted() -> None:
    assert [count(DAY, 3, backward=back).backward for back in (True, False)] == [True, False]
    assert [count(DAY, 7, counting=how).counting for how in ("civil", "petition", "first_day")] == [
        "civil",
        "petition",
        "first_day",
    ]


@pytest.mark.req("S1-XCT-01")
def test_an_earlier_table_of_ours_is_known_and_the_present_one_is_no_earlier_one(monkeypatch: pytest.MonkeyPatch) -> None:
    later = replace(calendar.holidays(), superseded=("z1", "z2"))
    monkeypatch.setattr("teojeon.law.calendar.table.holidays", lambda: later)
    for version in ("z1", "z2"):
        assert calendar.was_valid(f"period-1/holidays-{version}")
        assert calendar.was_valid(f"period-1/holidays-{version}+2026-11-20")  # with holidays fixed ad hoc
        assert not calendar.was_valid(version)
    assert not calendar.was_valid(calendar.rule_version())
    assert not calendar.was_valid("period-1/holidays-unheard-of")
