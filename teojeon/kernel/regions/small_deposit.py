"""The class of a house in the small-deposit table on a day (주임령 제10조제1항, 제11조; S1-ASM-08).

The house is named as today, the day may lie years back: codes moved since and land did not. So the class hangs on the
names of 시·도, 시·군·구 and 법정동, in `small_deposit_classes.toml`, and never on the code that stood on that day.
"""

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from teojeon.kernel.regions.dong import legal_dong as tidied
from teojeon.kernel.regions.table import Level, region_table

RegionClass: TypeAlias = Literal["seoul", "overconcentration", "metropolitan", "other"]

_FILE = Path(__file__).with_name("small_deposit_classes.toml")
_DAY = dt.timedelta(days=1)
_NOT_NAMED = "이 기간의 표와 과밀억제권역 별표가 이름으로 정하지 않은 곳이므로 그 밖의 지역입니다."
_CONFIRM_DONG = (
    "이 시·군·구의 구분은 법정동에 따라 다른데, {what}. "
    "행정동이 아닌 법정동을 건축물대장이나 등기사항증명서의 지번 주소로 확인하여 다시 입력하면 정해집니다."
)
_BEFORE_THE_TABLE = "{first:%Y-%m-%d} 전의 소액임차인 표는 가진 자료에 없습니다. 기준일에 시행된 주택임대차보호법 시행령을 법무부에 확인하면 정해집니다."
_UNKNOWN_CODE = "행정구역 표에 없는 시·군·구 코드입니다. 시·군·구를 다시 선택하면 정해집니다."


@dataclass(frozen=True, slots=True)
class ClassAnswer:
    """The class and the days on which this very answer holds, both included.

    `class_` None = unknown, never a guess; `reason` then says who can settle it and with what. `from_` None: no first
    day is known; `to` None: it still holds.
    """

    class_: RegionClass | None
    reason: str
    source: str
    from_: dt.date | None
    to: dt.date | None


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One row of the file: what a place is during one period. Empty `sigungu` or `dong` = all of the level above."""

    sido: frozenset[str]
    sigungu: frozenset[str]
    except_: frozenset[str]
    dong: frozenset[str]
    class_: RegionClass | None
    from_: dt.date
    to: dt.date | None
    reason: str
    source: str

    def covers_place(self, sido: str, sigungu: str) -> bool:
        """Whether it speaks of this 시·군·구, by itself or by the city whose 행정구 it is (수원시 장안구)."""
        names = {sigungu, sigungu.split(" ")[0]}
        return sido in self.sido and (not self.sigungu or bool(names & self.sigungu)) and not names & self.except_

    def covers_dong(self, key: str) -> bool:
        """Whether it speaks of this 법정동, given as `dong_key` makes it; a 읍 or 면 covers its 리."""
        return not self.dong or any(key == dong or _lies_in(key, dong) for dong in self.dong)

    def stands_on(self, on: dt.date) -> bool:
        """Whether the period includes this day."""
        return self.from_ <= on and (self.to is None or on <= self.to)


@dataclass(frozen=True, slots=True)
class ClassTable:
    """The whole file: its rows, its first day, the source of a class that no row decides, and that of the zones."""

    first_day: dt.date
    rows: tuple[ClassRow, ...]
    source: str
    zones_source: str


def _lies_in(key: str, town: str) -> bool:
    return town.endswith(("읍", "면")) and key.startswith(town) and key.endswith("리")


def dong_key(name: str) -> str:
    """The name as compared: tidied, half and full width alike, without spaces (신흥동 １가 → 신흥동1가)."""
    return "".join(unicodedata.normalize("NFKC", tidied(name)).split())


@cache
def class_table() -> ClassTable:
    """The shipped file, read once. KeyError or ValueError where it is not as its head describes."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    rows = tuple(_row(entry, content) for entry in content["rows"])
    sources = content["sources"]
    return ClassTable(content["table_first_day"], rows, source=sources["table"], zones_source=sources["zones"])


def _row(entry: Mapping[str, Any], content: Mapping[str, Any]) -> ClassRow:
    class_ = entry.get("class")
    if class_ not in ("seoul", "overconcentration", "metropolitan", "other", None):
        raise ValueError(f"{_FILE.name}: {class_!r} is no class")
    if (class_ is None) != ("settled_by" in entry):
        raise ValueError(f"{_FILE.name}: a row has a class, or says who settles it ({entry['why']})")
    settled = f" {content['settled_by'][entry['settled_by']]}" if class_ is None else ""
    return ClassRow(
        sido=frozenset(entry["sido"]),
        sigungu=frozenset(entry.get("sigungu", ())),
        except_=frozenset(entry.get("except", ())),
        dong=frozenset(entry.get("dong", ())),
        class_=cast(RegionClass | None, class_),
        from_=entry["from"],
        to=entry.get("to"),
        reason=entry["why"] + settled,
        source=content["sources"][entry["source"]],
    )


def region_class(sigungu_code: str, legal_dong: str, on: dt.date) -> ClassAnswer:
    """The class of a house on a reference date (earliest security right, or the decision), by the place's names.

    `sigungu_code`: any code that the region table has or had, whether or not it stood on `on`. `legal_dong`: free
    text, read only where the class differs within the 시·군·구; an 행정동 or a lot number there gives unknown.
    """
    table = class_table()
    if on < table.first_day:
        return ClassAnswer(None, _BEFORE_THE_TABLE.format(first=table.first_day), table.source, None, table.first_day - _DAY)
    place = _place(sigungu_code)
    if place is None:
        return ClassAnswer(None, _UNKNOWN_CODE, table.source, None, None)
    rows = [row for row in table.rows if row.covers_place(*place)]
    standing = [row for row in rows if row.stands_on(on)]
    if not standing:
        return _not_named(rows, on, table)
    key = dong_key(legal_dong)
    for row in standing:
        if row.covers_dong(key):
            return ClassAnswer(row.class_, row.reason, row.source, row.from_, row.to)
    what = "적힌 이름이 이 시·군·구의 법정동으로 확인되지 않습니다" if key else "법정동이 적혀 있지 않습니다"
    return ClassAnswer(None, _CONFIRM_DONG.format(what=what), table.zones_source, standing[0].from_, standing[0].to)


def _place(sigungu_code: str) -> tuple[str, str] | None:
    """Names of 시·도 and 시·군·구 that the code has or last had; None where it never was a 시·군·구."""
    known = region_table().by_code.get(sigungu_code, ())
    if not known or known[-1].level is not Level.SIGUNGU or known[-1].parent is None:
        return None
    return region_table().by_code[known[-1].parent][-1].name, known[-1].name


def _not_named(rows: list[ClassRow], on: dt.date, table: ClassTable) -> ClassAnswer:
    """Every other place: from the day after the last period that named it to the day before the next one."""
    ended = [row.to + _DAY for row in rows if row.to is not None and row.to < on]
    begins = [row.from_ - _DAY for row in rows if row.from_ > on]
    return ClassAnswer("other", _NOT_NAMED, table.source, max(ended, default=table.first_day), min(begins) if begins else None)
