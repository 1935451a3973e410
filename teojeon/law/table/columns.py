"""Which columns a rule's table has: one a fact, lists and "certainly not" laid flat, derived from the rule itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teojeon.law.language.columns import CODE_PREFIX, DECISION_DAY_COLUMN, NOT_SUFFIX
from teojeon.law.language.expression import Expression, Fact, nodes
from teojeon.law.language.kinds import Choice, CodeSet, CodeText, Count, Date, DateOrNot, Days, Kind, ListKind, Won, YesNo
from teojeon.law.language.nodes import Exact, Measure, Total

MOST_ENTRIES = 40
"""As many entries of a list as a row can hold."""
ID = "id"
ON = DECISION_DAY_COLUMN
NOT = NOT_SUFFIX
AnyValue = Kind("any", "어떤 값이든")
_UNKNOWN = "모름"


@dataclass(frozen=True)
class Column:
    """One column: its kind, Korean title, and what an empty cell (or no such column) means.

    `minimum` bounds a count; `entry` is true for the numbered columns of a list, which may be as many as needed.
    """

    name: str
    kind: Kind
    title: str
    source: str
    empty: str = _UNKNOWN
    minimum: int | None = None
    entry: bool = False

    def as_dict(self) -> dict[str, object]:
        """As `schema --table` prints it."""
        shown: dict[str, object] = {"name": self.name, "title": self.title, "kind": self.kind.name}
        if isinstance(self.kind, Choice):
            shown["options"] = dict(self.kind.options)
        if isinstance(self.kind, CodeText):
            shown["pattern"] = f"^{self.kind.pattern}$"
        if self.kind.unit:
            shown["unit"] = self.kind.unit
        return shown | {"source": self.source, "empty": self.empty}


def declared(facts: Sequence[Fact], expressions: Iterable[Expression]) -> tuple[Column, ...]:
    """`id`, `on`, then the columns of each fact in its order; lists have those that the expressions read."""
    read = [node for expression in expressions for node in nodes(expression)]
    found = [
        Column(ID, AnyValue, "사건을 가리키는 값(그대로 돌려줍니다)", "", "빈 값 그대로"),
        Column(ON, Date, "처분일(그 날 시행 중인 법령으로 판단합니다)", "", "--on의 날짜, 그것도 없으면 오늘"),
    ]
    for fact in facts:
        found += _of_fact(fact, read)
    return tuple({column.name: column for column in found}.values())


def _of_fact(fact: Fact, read: Sequence[Expression]) -> Iterator[Column]:
    kind = fact.kind
    empty = fact.default if fact.optional else _UNKNOWN
    match kind:
        case CodeSet(options=options):
            for code, title in options:
                yield Column(f"{CODE_PREFIX}{code}", YesNo, title, fact.source)
        case ListKind():
            yield from _of_list(fact, read)
        case _ if kind == DateOrNot:
            yield Column(fact.name, Date, fact.title, fact.source, empty)
            yield Column(fact.name + NOT, YesNo, f"{fact.title}: 그런 일이 없었음이 확인됨", fact.source, "확인되지 않음")
        case _:
            yield Column(fact.name, kind, fact.title, fact.source, empty, fact.minimum)


def _of_list(fact: Fact, read: Sequence[Expression]) -> Iterator[Column]:
    for node in read:
        match node:
            case Measure(fact=its, name=name, kind=kind, title=title) if its is fact:
                yield Column(name, kind, title, fact.source, _UNKNOWN if kind == YesNo else "0")
            case Total(fact=its, column=prefix) if its is fact:
                for number in range(1, MOST_ENTRIES + 1):
                    yield Column(f"{prefix}_{number}", Won, f"{fact.title}({number})", fact.source, "이 자리에는 없음", entry=True)
            case Exact(total=Total(fact=its), known=known) if its is fact:
                yield Column(known, YesNo, f"{fact.title}을 모두 적었는지 여부", fact.source, "더 있을 수 있음")


def is_number(kind: Kind) -> bool:
    """Whether cells of this kind are whole numbers."""
    return kind in (Won, Count, Days)
