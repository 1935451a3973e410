"""Checks that every dated file of the law shares: validity without gap or overlap, required texts, line numbers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from teojeon.law.language.errors import DefinitionError

Validity: TypeAlias = tuple[dt.date, dt.date | None]


def headers(content: str, name: str) -> list[int]:
    """The line numbers (from 1) of the array headers `[[name]]`, in order; TOML itself keeps no lines."""
    header = f"[[{name}]]"
    return [number for number, line in enumerate(content.splitlines(), 1) if line.strip().startswith(header)]


def required_text(entry: Mapping[str, object], key: str, place: str) -> str:
    """A text that must be there and not be blank."""
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise DefinitionError(f"{place}: {key} is missing")
    return value


def required_day(entry: Mapping[str, object], place: str) -> Validity:
    """`from` and `to` of an entry; both are days, `to` may be left out and is not before `from`."""
    first, last = entry.get("from"), entry.get("to")
    if not _is_day(first) or not (last is None or _is_day(last)):
        raise DefinitionError(f"{place}: from and to must be dates")
    assert isinstance(first, dt.date)
    assert last is None or isinstance(last, dt.date)
    if last is not None and last < first:
        raise DefinitionError(f"{place}: ends before it begins")
    return first, last


def no_gap_or_overlap(periods: Sequence[Validity], place: str) -> None:
    """Each period begins on the day after the one before it; only the last may be open."""
    for (_, end), (start, _) in pairwise(periods):
        if end is None or start <= end:
            raise DefinitionError(f"{place}: overlaps the period before it")
        if start != end + dt.timedelta(days=1):
            raise DefinitionError(f"{place}: leaves a gap from {end + dt.timedelta(days=1)} to {start}")


def _is_day(value: object) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
