"""The kinds of value that a rule may speak about. There is no kind for fractions of a won and none for plain text."""

from collections.abc import Mapping
from dataclasses import dataclass

from teojeon.law.language.errors import KindError
from teojeon.law.money import GREATEST_WON

GREATEST_NUMBER = GREATEST_WON
"""Won and counts above this are refused: they would be typing errors, and int64 columns stay far from overflow."""


@dataclass(frozen=True)
class Kind:
    """A kind of value: `name` for machines, `title` for people, `unit` where a number needs one."""

    name: str
    title: str
    unit: str = ""
    ordered: bool = False


Won = Kind("won", "금액", unit="원", ordered=True)
Date = Kind("date", "날짜", ordered=True)
DateOrNot = Kind("date_or_not", "날짜 또는 아님")
"""A date, or `false` for "certainly not". It is not ordered: a rule has to say what "not" means before it compares."""
Days = Kind("days", "일수", unit="일", ordered=True)
Count = Kind("count", "수", ordered=True)
YesNo = Kind("yes_no", "예·아니오")


@dataclass(frozen=True)
class Choice(Kind):
    """Exactly one of a closed list; `options` are pairs of code and Korean title."""

    options: tuple[tuple[str, str], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.options)


@dataclass(frozen=True)
class CodeText(Kind):
    """A code of an outside list that has a fixed form; `pattern` must match the whole text."""

    pattern: str = ""


@dataclass(frozen=True)
class CodeSet(Kind):
    """For each code of a closed list: yes, no or unknown. Read from a list (these and no others) or an object."""

    options: tuple[tuple[str, str], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.options)


@dataclass(frozen=True)
class Record(Kind):
    """An entry with named parts, each of its own kind; each part may be unknown."""

    parts: tuple[tuple[str, Kind, str], ...] = ()

    def part(self, name: str) -> Kind | None:
        """The kind of the part called `name`, or None."""
        return next((kind for part, kind, _ in self.parts if part == name), None)


@dataclass(frozen=True)
class ListKind(Kind):
    """A list of entries of one kind."""

    item: Kind = Won
    unknown_items: bool = False


def choice(**titles: str) -> Choice:
    """A closed choice: `choice(done="인도받음", none="인도 안 됨")`."""
    return Choice("choice", "선택", options=tuple(titles.items()))


def code_set(titles: Mapping[str, str]) -> CodeSet:
    """A closed list of codes of which each may hold or not."""
    return CodeSet("code_set", "해당 항목", options=tuple(titles.items()))


def code_text(title: str, pattern: str) -> CodeText:
    """A code of fixed form, e.g. the two digits of a 시·도."""
    return CodeText("code", title, pattern=pattern)


def record(**parts: tuple[Kind, str]) -> Record:
    """An entry: `record(amount=(Won, "보증금액"), …)`."""
    return Record("record", "항목", parts=tuple((name, kind, title) for name, (kind, title) in parts.items()))


def ListOf(item: Kind, *, unknown_items: bool = False) -> ListKind:
    """A list of `item`; with `unknown_items` an entry may be null: it exists and its value is unknown."""
    if isinstance(item, ListKind | CodeSet):
        raise KindError("a list of lists has no meaning in a rule")
    return ListKind("list", "목록", unit=item.unit, item=item, unknown_items=unknown_items)
