"""The dated table of public holidays (관공서의 공휴일에 관한 규정 제2조·제3조) and the question whether a day is a working day."""

import datetime as dt
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from teojeon.law.language.errors import DefinitionError, LawError

Kind: TypeAlias = Literal["법정", "대체", "임시", "선거일"]

HOLIDAY_SOURCE = "관공서의 공휴일에 관한 규정"
_RULE = "period-1"
_KINDS = ("법정", "대체", "임시", "선거일")
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
    """The holidays of the years that the table covers, both included, and the version of the table.

    `projected` are the years whose almanac was not proclaimed when the table was made; `superseded` the versions that
    were in use before this one.
    """

    version: str
    first: dt.date
    last: dt.date
    days: dict[dt.date, tuple[Holiday, ...]]
    projected: frozenset[int]
    superseded: tuple[str, ...]


@cache
def holidays() -> HolidayTable:
    """The table that ships with the code, read once. A faulty table fails here, naming the day."""
    return read_holidays(Path(__file__).parent.with_name("holidays.toml"))


def read_holidays(path: Path) -> HolidayTable:
    """Read a holiday table; years must follow each other and each day lie in its year with name, kind and source."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    days: dict[dt.date, tuple[Holiday, ...]] = {}
    years: list[int] = []
    projected: set[int] = set()
    for entry in content["year"]:
        year = entry["year"]
        if years and year != years[-1] + 1:
            raise DefinitionError(f"{path.name}: {year} does not follow {years[-1]}")
        if projected and entry["proclaimed"]:
            raise DefinitionError(f"{path.name}: {year} is proclaimed although the year before it is not")
        years.append(year)
        if not entry["proclaimed"]:
            projected.add(year)
        for row in entry["days"]:
            day = row.get("on")
            if not isinstance(day, dt.date) or day.year != year:
                raise DefinitionError(f"{path.name}: {day} is no day of {year}")
            if row.get("kind") not in _KINDS or not row.get("name") or not row.get("source"):
                raise DefinitionError(f"{path.name}: {day} lacks its name, kind or source")
            holiday = Holiday(day, row["name"], row["kind"], row["source"], not entry["proclaimed"])
            days[day] = (*days.get(day, ()), holiday)
    first, last = dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31)
    superseded = tuple(content.get("superseded", ()))
    if content["version"] in superseded:
        raise DefinitionError(f"{path.name}: {content['version']} cannot supersede itself")
    return HolidayTable(content["version"], first, last, days, frozenset(projected), superseded)


def rule_version() -> str:
    """What a stored deadline names as the rule under which it was computed."""
    return f"{_RULE}/holidays-{holidays().version}"


def was_valid(version: str) -> bool:
    """Whether a stored deadline names an earlier table of ours; what was closed under it is never computed again."""
    return version.partition("+")[0] in {f"{_RULE}/holidays-{old}" for old in holidays().superseded}


def is_working_day(day: dt.date, extra_holidays: Collection[dt.date] = (), field: str = "base") -> bool:
    """Neither Saturday nor Sunday nor public holiday. A day outside the table is `NOT_IN_FORCE` with that field."""
    table = holidays()
    if not table.first <= day <= table.last:
        message = f"공휴일 표는 {table.first}부터 {table.last}까지 있습니다."
        raise LawError("NOT_IN_FORCE", message, field, HOLIDAY_SOURCE)
    return day.weekday() < _SATURDAY and day not in table.days and day not in extra_holidays


def is_projected(first: dt.date, last: dt.date) -> bool:
    """Whether a day from `first` to `last`, both included, lies in a year whose almanac is not yet proclaimed."""
    return any(first.year <= year <= last.year for year in holidays().projected)
