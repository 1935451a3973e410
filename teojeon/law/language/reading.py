"""Read facts as they come from JSON or Python into typed values; refuse what is not exactly right, naming the field."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from teojeon.law.language.errors import LawError
from teojeon.law.language.expression import Fact
from teojeon.law.language.kinds import (
    Choice,
    CodeSet,
    CodeText,
    Count,
    Date,
    DateOrNot,
    Days,
    Kind,
    ListKind,
    Record,
    Won,
    YesNo,
)
from teojeon.law.language.own_kind import OwnKind
from teojeon.law.language.parameters import check_value

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_ENTRIES = 10_000


def read_facts(declared: Sequence[Fact], given: Mapping[str, object]) -> dict[str, object]:
    """The known facts by name, typed. Absent and null are unknown and left out.

    Lists become tuples, entries and code sets become dicts in which an unknown part is None.
    Raises `LawError` with UNKNOWN_KEY, WRONG_TYPE, BAD_VALUE, NEGATIVE_AMOUNT or BAD_DATE.
    """
    readers = _readers(tuple(declared))
    known: dict[str, object] = {}
    for name, value in given.items():
        found = readers.get(name)
        if found is None:
            raise LawError("UNKNOWN_KEY", "이 규칙에 없는 사실입니다. 이름을 확인합니다.", str(name))
        if value is not None:
            reader, kind = found
            known[name] = value if kind is YesNo and isinstance(value, bool) else reader.read(value, kind, name)
    return known


@lru_cache(maxsize=64)
def _readers(declared: tuple[Fact, ...]) -> dict[str, tuple["_Reader", Kind]]:
    return {fact.name: (_Reader(fact.source, fact.minimum), fact.kind) for fact in declared}


def read_day(value: object, field: str, source: str | None = None) -> dt.date:
    """A day: a date, or text of the form 2026-11-20. Other text is `BAD_DATE`, anything else `WRONG_TYPE`."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str):
        raise LawError("WRONG_TYPE", "날짜는 2026-11-20과 같이 적습니다.", field, source)
    if _ISO_DAY.fullmatch(value) is None:
        raise LawError("BAD_DATE", "날짜는 2026-11-20과 같이 적습니다.", field, source)
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise LawError("BAD_DATE", "달력에 없는 날짜입니다.", field, source) from error


def as_given(value: object) -> object:
    """The value in JSON's own terms, for the receipt: days as ISO text, tuples as lists, names in order."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_given(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [as_given(part) for part in value]
    return value


class _Reader:
    """Reads the value of one fact; every refusal carries the fact's source."""

    def __init__(self, source: str, minimum: int | None) -> None:
        self._source = source or None
        self._minimum = minimum
        self._ways: dict[type[Kind], Callable[[object, Kind, str], object]] = {
            Choice: self._choice,
            CodeText: self._code,
            CodeSet: self._code_set,
            ListKind: self._list,
            Record: self._record,
        }

    def read(self, value: object, kind: Kind, field: str) -> object:
        way = self._ways.get(type(kind))
        if way is not None:
            return way(value, kind, field)
        if isinstance(kind, OwnKind):
            return kind.read(value, field, self._source)
        if kind == DateOrNot and value is False:
            return False
        if kind in (Date, DateOrNot):
            return read_day(value, field, self._source)
        if kind in (Won, Count, Days, YesNo):
            return self._number(value, kind, field)
        raise TypeError(f"no way to read {kind.name}")

    def _number(self, value: object, kind: Kind, field: str) -> object:
        checked = check_value(value, kind, field, self._source)
        if self._minimum is not None and isinstance(checked, int) and checked < self._minimum:
            raise self._refusal("BAD_VALUE", f"{self._minimum} 이상이어야 합니다.", field)
        return checked

    def _choice(self, value: object, kind: Kind, field: str) -> object:
        assert isinstance(kind, Choice)
        return self._one_of(value, kind.codes, field)

    def _one_of(self, value: object, codes: tuple[str, ...], field: str) -> str:
        if not isinstance(value, str):
            raise self._refusal("WRONG_TYPE", f"{', '.join(codes)} 중 하나여야 합니다.", field)
        if value not in codes:
            raise self._refusal("BAD_VALUE", f"{', '.join(codes)} 중 하나여야 합니다.", field)
        return value

    def _code(self, value: object, kind: Kind, field: str) -> object:
        assert isinstance(kind, CodeText)
        if not isinstance(value, str):
            raise self._refusal("WRONG_TYPE", f"{kind.title}는 따옴표로 묶은 글자여야 합니다.", field)
        if re.fullmatch(kind.pattern, value, re.ASCII) is None:
            raise self._refusal("BAD_VALUE", f"{kind.title}의 형식이 아닙니다.", field)
        return value

    def _code_set(self, value: object, kind: Kind, field: str) -> object:
        assert isinstance(kind, CodeSet)
        if isinstance(value, Mapping):
            for code, holds in value.items():
                if code not in kind.codes:
                    raise self._refusal("UNKNOWN_KEY", "목록에 없는 항목입니다.", f"{field}.{code}")
                if holds is not None and not isinstance(holds, bool):
                    raise self._refusal("WRONG_TYPE", "true, false, null 중 하나여야 합니다.", f"{field}.{code}")
            return {code: value.get(code) for code in kind.codes}
        present = {
            self._one_of(entry, kind.codes, f"{field}[{number}]") for number, entry in enumerate(self._entries(value, field))
        }
        return {code: code in present for code in kind.codes}

    def _list(self, value: object, kind: Kind, field: str) -> object:
        assert isinstance(kind, ListKind)
        read: list[object] = []
        for number, entry in enumerate(self._entries(value, field)):
            if entry is None and kind.unknown_items:
                read.append(None)
            else:
                read.append(self.read(entry, kind.item, f"{field}[{number}]"))
        return tuple(read)

    def _record(self, value: object, kind: Kind, field: str) -> object:
        assert isinstance(kind, Record)
        if not isinstance(value, Mapping):
            raise self._refusal("WRONG_TYPE", "이름과 값으로 된 묶음이어야 합니다.", field)
        for name in value:
            if kind.part(str(name)) is None:
                raise self._refusal("UNKNOWN_KEY", "이 항목에 없는 이름입니다.", f"{field}.{name}")
        return {
            name: None if value.get(name) is None else self.read(value[name], part, f"{field}.{name}")
            for name, part, _ in kind.parts
        }

    def _entries(self, value: object, field: str) -> Sequence[object]:
        if not isinstance(value, list | tuple):
            raise self._refusal("WRONG_TYPE", "목록이어야 합니다.", field)
        if len(value) > _MOST_ENTRIES:
            raise self._refusal("BAD_VALUE", f"목록은 {_MOST_ENTRIES:,}개까지 적을 수 있습니다.", field)
        return value

    def _refusal(self, code: str, message: str, field: str) -> LawError:
        return LawError(code, message, field, self._source)  # type: ignore[arg-type]
