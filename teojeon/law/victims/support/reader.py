"""Reads `table.toml`: each measure with the classes it is open to, where to apply, by when, and the days on which the row holds.

A row without an article, without a first day, or whose article is not in force on its days does not load.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from teojeon.law.language.errors import DefinitionError, LawError
from teojeon.law.language.periods import headers, no_gap_or_overlap, required_day, required_text
from teojeon.law.language.source import Source, law_texts

ACT = "전세사기피해자법"
GROUPS = ("GA", "NA", "DA", "TRUST", "UNAUTHORISED", "DECREE")
CLASSES = ("GA", "NA", "DA")
_FILE = Path(__file__).with_name("table.toml")
_KEYS = frozenset(
    ["code", "title", "article", "groups", "legal_check", "korean_nationals_only", "apply_to", "plain", "condition", "deadline", "from", "to"]
)  # fmt: skip


@dataclass(frozen=True)
class Deadline:
    """By when to apply. `words` hold from `from_` on; `before` stands in their place earlier (empty: nothing was fixed)."""

    code: str
    words: str
    source: str
    before: str
    from_: dt.date

    def on(self, day: dt.date) -> str:
        """The words as of that day."""
        return self.words if self.from_ <= day else self.before


@dataclass(frozen=True)
class Row:
    """One row: a measure as it stands from `from_` to `to` (both included; None: until it is amended).

    `groups`: to whom it is open. `legal_check`: classes for which the text leaves it open, to be shown as a note.
    """

    code: str
    title: str
    article: str
    groups: frozenset[str]
    legal_check: frozenset[str]
    korean_nationals_only: bool
    apply_to: str
    plain: str
    condition: str
    deadline: Deadline
    from_: dt.date
    to: dt.date | None

    @property
    def source(self) -> str:
        """As people cite it: 전세사기피해자법 제25조의9."""
        return f"{ACT} {self.article}"

    def holds_on(self, day: dt.date) -> bool:
        """Whether the row is in force that day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


@cache
def rows() -> tuple[Row, ...]:
    """The shipped table, read when first asked for."""
    return read(_FILE.read_text(encoding="utf-8"), _FILE.name)


def read(content: str, name: str) -> tuple[Row, ...]:
    """The rows of one file in the order of the law. Raises DefinitionError with file, line and code."""
    document = tomllib.loads(content)
    deadlines = {raw["code"]: _deadline(raw, f"{name}: {raw['code']}") for raw in document.get("deadline_rule", [])}
    found = tuple(
        _row(raw, deadlines, f"{name}:{line}")
        for line, raw in zip(headers(content, "measure"), document.get("measure", []), strict=True)
    )
    for code in {row.code for row in found}:
        no_gap_or_overlap([(row.from_, row.to) for row in found if row.code == code], f"{name}: {code}")
    return found


def _deadline(raw: Mapping[str, object], place: str) -> Deadline:
    first, _ = required_day(raw, place)
    return Deadline(
        required_text(raw, "code", place),
        required_text(raw, "words", place),
        str(raw.get("source", "")),
        str(raw.get("before", "")),
        first,
    )


def _row(raw: Mapping[str, object], deadlines: Mapping[str, Deadline], place: str) -> Row:
    place = f"{place} {required_text(raw, 'code', place)}"
    if unknown := raw.keys() - _KEYS:
        raise DefinitionError(f"{place}: unknown key {sorted(unknown)}")
    first, last = required_day(raw, place)
    article = required_text(raw, "article", place)
    _must_be_in_force(article, first, last, place)
    rule = required_text(raw, "deadline", place)
    if rule not in deadlines:
        raise DefinitionError(f"{place}: no deadline_rule {rule}")
    groups, legal_check = _groups(raw, "groups", place), _groups(raw, "legal_check", place)
    if not groups or groups & legal_check:
        raise DefinitionError(f"{place}: groups is empty, or a group is both open and under legal check")
    return Row(
        code=required_text(raw, "code", place),
        title=required_text(raw, "title", place),
        article=article,
        groups=groups,
        legal_check=legal_check,
        korean_nationals_only=raw.get("korean_nationals_only") is True,
        apply_to=required_text(raw, "apply_to", place),
        plain=required_text(raw, "plain", place),
        condition=required_text(raw, "condition", place),
        deadline=deadlines[rule],
        from_=first,
        to=last,
    )


def _groups(raw: Mapping[str, object], key: str, place: str) -> frozenset[str]:
    named = raw.get(key, [])
    if not isinstance(named, list) or not set(named) <= set(GROUPS):
        raise DefinitionError(f"{place}: {key} holds {', '.join(GROUPS)} and nothing else")
    return frozenset(named)


def _must_be_in_force(article: str, first: dt.date, last: dt.date | None, place: str) -> None:
    text = law_texts()[ACT]
    if article not in text.articles:
        raise DefinitionError(f"{place}: {ACT} has no {article}")
    for day in (first, *([last] if last else [])):
        try:
            Source(text, article).on(day)
        except LawError as error:
            raise DefinitionError(f"{place}: {article} is not in force on {day}") from error
