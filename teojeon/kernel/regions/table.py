"""The dated table itself: `regions.csv`, read once and kept for the life of the process.

Columns: `code` (행정표준코드: two digits for a 시·도, five for a 시·군·구), `level`, `name`, `short` (시·도 only),
`parent` (시·도 of a 시·군·구), `from` and `to` (both days included; empty `to` = still stands), `successor` (codes that
stand in its place from the day after `to`, separated by spaces), `source`. A city that has 행정구 appears by these and
not by itself.
"""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

TABLE_START = dt.date(2021, 1, 1)
"""First day the table speaks of. A row with this `valid_from` stood on that day; it may be older."""

_FILE = Path(__file__).with_name("regions.csv")


class Level(StrEnum):
    """The two levels that matter for whose case it is."""

    SIDO = "sido"
    SIGUNGU = "sigungu"


class OutsideTable(ValueError):
    """The day lies before the table's first day: no answer is better than another day's answer."""

    def __init__(self, on: dt.date) -> None:
        super().__init__(f"행정구역 표는 {TABLE_START:%Y-%m-%d}부터 있습니다. {on:%Y-%m-%d}의 구역은 알 수 없습니다.")
        self.on = on


@dataclass(frozen=True, slots=True)
class Region:
    """One 시·도 or 시·군·구 during one period. Both ends are included; `valid_to` None = it still stands."""

    code: str
    name: str
    short_name: str
    """Of a 시·도 the form in receipt numbers (서울, 전남광주); of a 시·군·구 its name."""
    level: Level
    parent: str | None
    """Code of the 시·도; None for a 시·도."""
    valid_from: dt.date
    valid_to: dt.date | None
    successor_codes: tuple[str, ...]
    """Codes that stand in its place from the day after `valid_to`; several when it was divided."""
    source: str
    """The text that made it, in Korean; says so where the number of the text is still to be checked."""

    def stands_on(self, on: dt.date) -> bool:
        """Whether the period includes this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class RegionTable:
    """All rows, and the two ways in: by code, and by 시·도 (None = the 시·도 themselves)."""

    rows: tuple[Region, ...]
    by_code: Mapping[str, tuple[Region, ...]]
    by_parent: Mapping[str | None, tuple[Region, ...]]


def _region(row: Mapping[str, str]) -> Region:
    return Region(
        code=row["code"],
        name=row["name"],
        short_name=row["short"] or row["name"],
        level=Level(row["level"]),
        parent=row["parent"] or None,
        valid_from=dt.date.fromisoformat(row["from"]),
        valid_to=dt.date.fromisoformat(row["to"]) if row["to"] else None,
        successor_codes=tuple(row["successor"].split()),
        source=row["source"],
    )


@cache
def region_table() -> RegionTable:
    """The shipped table, in order of level and code."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = tuple(_region(row) for row in csv.DictReader(lines))
    by_code: defaultdict[str, list[Region]] = defaultdict(list)
    by_parent: defaultdict[str | None, list[Region]] = defaultdict(list)
    for region in rows:
        by_code[region.code].append(region)
        by_parent[region.parent].append(region)
    return RegionTable(
        rows=rows,
        by_code=MappingProxyType({code: tuple(found) for code, found in by_code.items()}),
        by_parent=MappingProxyType({parent: tuple(found) for parent, found in by_parent.items()}),
    )
