"""Legal periods over a dated table of public holidays (민법 제155조–제161조, 행정기본법 제6조제1항; S1-XCT-01).

Derived, never counted down: the same events and the same table always give the same day.
"""

import calendar as months
import datetime as dt
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from teojeon.law.language.errors import DefinitionError, LawError

Unit: TypeAlias = Literal["day", "month", "year"]
Kind: TypeAlias = Literal["법정", "대체", "임시", "선거일"]

SOURCE = "행정기본법 제6조제1항, 민법 제157조·제160조·제161조"
HOLIDAY_SOURCE = "관공서의 공휴일에 관한 규정"
_KINDS = ("법정", "대체", "임시", "선거일")
_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Holiday:
    """A public holiday; `projected` until the almanac of its year is proclaimed. Sundays are holidays without a row."""

    on: dt.date
    name: str
    kind: Kind
    source: str
    projected: bool


@dataclass(frozen=True)
class HolidayTable:
    """The holidays of the years that the table covers, both included, and the version of the table."""

    version: str
    first: dt.date
    last: dt.date
    days: dict[dt.date, tuple[Holiday, ...]]


@dataclass(frozen=True)
class Period:
    """A computed period. `nominal` is the last day as counted, excluded days included; `effective` is that day rolled
    once to the next working day. The period ends with the end of the effective day."""

    base: dt.date
    length: int
    unit: Unit
    excluded: tuple[tuple[dt.date, dt.date], ...]
    nominal: dt.date
    effective: dt.date
    rolled_over: bool
    rule_version: str


@cache
def holidays() -> HolidayTable:
    """The table that ships with the code, read once. A faulty table fails here, naming the day."""
    return read_holidays(Path(__file__).with_name("holidays.toml"))


def read_holidays(path: Path) -> HolidayTable:
    """Read a holiday table; years must follow each other and each day lie in its year with name, kind and source."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    days: dict[dt.date, tuple[Holiday, ...]] = {}
    years: list[int] = []
    for entry in content["year"]:
        year = entry["year"]
        if years and year != years[-1] + 1:
            raise DefinitionError(f"{path.name}: {year} does not follow {years[-1]}")
        years.append(year)
        for row in entry["days"]:
            day = row.get("on")
            if not isinstance(day, dt.date) or day.year != year:
                raise DefinitionError(f"{path.name}: {day} is no day of {year}")
            if row.get("kind") not in _KINDS or not row.get("name") or not row.get("source"):
                raise DefinitionError(f"{path.name}: {day} lacks its name, kind or source")
            holiday = Holiday(day, row["name"], row["kind"], row["source"], not entry["proclaimed"])
            days[day] = (*days.get(day, ()), holiday)
    return HolidayTable(content["version"], dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31), days)


def rule_version() -> str:
    """What a stored deadline names as the rule under which it was computed."""
    return f"period-1/holidays-{holidays().version}"


def is_working_day(day: dt.date, extra_holidays: Collection[dt.date] = (), field: str = "base") -> bool:
    """Neither Saturday nor Sunday nor public holiday. A day outside the table is `NOT_IN_FORCE` with that field."""
    table = holidays()
    if not table.first <= day <= table.last:
        message = f"공휴일 표는 {table.first}부터 {table.last}까지 있습니다."
        raise LawError("NOT_IN_FORCE", message, field, HOLIDAY_SOURCE)
    return day.weekday() < _SATURDAY and day not in table.days and day not in extra_holidays


def due(
    base: dt.date,
    length: int,
    unit: Unit = "day",
    excluded: Sequence[tuple[dt.date, dt.date]] = (),
    extra_holidays: Collection[dt.date] = (),
) -> Period:
    """The last day of a period of `length` days, months or years whose base event fell on `base`.

    The day of the event does not count (민법 제157조); months and years go by the calendar (제160조). Each day of an
    excluded interval, both ends included, is added once, however often the intervals overlap. At the end, and only
    there, a Saturday or public holiday moves to the next working day (제161조). `extra_holidays` are holidays fixed
    ad hoc. Raises `LawError`: BAD_VALUE (negative length, interval that ends before it begins), NOT_IN_FORCE (outside
    the table).
    """
    if length < 0:
        raise LawError("BAD_VALUE", "기간은 0 이상이어야 합니다.", "length", SOURCE)
    is_working_day(base, field="base")
    try:
        nominal = _counted(base, length, unit) + dt.timedelta(days=_days_in(excluded))
    except (OverflowError, ValueError) as error:
        raise LawError("NOT_IN_FORCE", "기간의 끝이 공휴일 표를 벗어납니다.", "length", HOLIDAY_SOURCE) from error
    effective = nominal
    while not is_working_day(effective, extra_holidays, field="length"):
        effective += _DAY
    return Period(base, length, unit, tuple(excluded), nominal, effective, effective != nominal, rule_version())


def workdays_after(base: dt.date, n: int, extra_holidays: Collection[dt.date] = ()) -> dt.date:
    """The n-th working day after `base`, which does not count itself; for n = 0 `base` itself."""
    if n < 0:
        raise LawError("BAD_VALUE", "일수는 0 이상이어야 합니다.", "n", SOURCE)
    is_working_day(base, field="base")
    day = base
    for _ in range(n):
        day += _DAY
        while not is_working_day(day, extra_holidays, field="n"):
            day += _DAY
    return day


def _counted(base: dt.date, length: int, unit: Unit) -> dt.date:
    """The last day as counted.

    For months and years the period starts on the day after `base` and ends on the day before the corresponding day;
    where that day does not exist, on the last day of that month (민법 제160조제2항·제3항).
    """
    if unit == "day" or length == 0:
        return base + dt.timedelta(days=length)
    start = base + _DAY
    elapsed = start.year * 12 + start.month - 1 + length * (12 if unit == "year" else 1)
    year, month = elapsed // 12, elapsed % 12 + 1
    last_of_month = months.monthrange(year, month)[1]
    if start.day > last_of_month:
        return dt.date(year, month, last_of_month)
    return dt.date(year, month, start.day) - _DAY


def _days_in(intervals: Sequence[tuple[dt.date, dt.date]]) -> int:
    """How many days lie in at least one of the intervals, both ends included."""
    total = 0
    covered_to: dt.date | None = None
    for first, last in sorted(intervals):
        if last < first:
            raise LawError("BAD_VALUE", "제외 기간의 끝이 시작보다 빠릅니다.", "excluded", SOURCE)
        begin = first if covered_to is None or first > covered_to else covered_to + _DAY
        if last >= begin:
            total += (last - begin).days + 1
            covered_to = last
    return total
