"""The two facts of a period that no general kind fits: a day or an instant, and intervals of days."""

import datetime as dt
import re
from dataclasses import dataclass

from teojeon.law.calendar import SEOUL, Span
from teojeon.law.language.errors import LawError
from teojeon.law.language.own_kind import OwnKind
from teojeon.law.language.reading import read_day

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_MOST_SPANS = 10_000


@dataclass(frozen=True)
class DayOrInstant(OwnKind):
    """2026-11-20, or 2026-11-20T14:00 with or without an offset; without one it is Seoul's time."""

    def read(self, value: object, field: str, source: str | None) -> dt.date:
        """A day, or an instant in Seoul. BAD_DATE for text of another form, WRONG_TYPE for what is no text."""
        if isinstance(value, dt.datetime):
            return _in_seoul(value, field, source)
        if not isinstance(value, str) or _INSTANT.fullmatch(value) is None:
            return read_day(value, field, source)
        try:
            instant = dt.datetime.fromisoformat(value)
        except ValueError as error:
            raise LawError("BAD_DATE", "달력이나 시계에 없는 때입니다.", field, source) from error
        return _in_seoul(instant, field, source)

    def json_schema(self) -> dict[str, object]:
        return {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}


@dataclass(frozen=True)
class Spans(OwnKind):
    """A list of [first, last] days, both included; they may overlap."""

    def read(self, value: object, field: str, source: str | None) -> tuple[Span, ...]:
        """The intervals as given. BAD_VALUE for one that ends before it begins or for more than can be meant."""
        if not isinstance(value, list | tuple):
            raise LawError("WRONG_TYPE", "[[시작일, 끝일], …]과 같은 목록이어야 합니다.", field, source)
        if len(value) > _MOST_SPANS:
            raise LawError("BAD_VALUE", f"목록은 {_MOST_SPANS:,}개까지 적을 수 있습니다.", field, source)
        return tuple(_span(entry, f"{field}[{number}]", source) for number, entry in enumerate(value))

    def json_schema(self) -> dict[str, object]:
        day = {"type": "string", "format": "date"}
        return {"type": "array", "items": {"type": "array", "items": day, "minItems": 2, "maxItems": 2}}


DAY_OR_INSTANT = DayOrInstant("day_or_instant", "날짜 또는 시각")
SPANS = Spans("spans", "날짜 구간 목록")


def _in_seoul(instant: dt.datetime, field: str, source: str | None) -> dt.datetime:
    try:
        return instant.replace(tzinfo=SEOUL) if instant.tzinfo is None else instant.astimezone(SEOUL)
    except OverflowError as error:
        raise LawError("BAD_DATE", "달력에 없는 때입니다.", field, source) from error


def _span(entry: object, field: str, source: str | None) -> Span:
    if not isinstance(entry, list | tuple):
        raise LawError("WRONG_TYPE", "[시작일, 끝일]이어야 합니다.", field, source)
    if len(entry) != 2:
        raise LawError("BAD_VALUE", "시작일과 끝일, 날짜 두 개를 적습니다.", field, source)
    first, last = (read_day(day, f"{field}[{number}]", source) for number, day in enumerate(entry))
    if last < first:
        raise LawError("BAD_VALUE", "제외 기간의 끝이 시작보다 빠릅니다.", field, source)
    return first, last
