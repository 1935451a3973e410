"""Expressions as steps over a frame: what several of them share is computed once, and a dated table is read by place.

Without this the tree of a rule would be written out at every use of a part, and grow far beyond what an engine plans quickly.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, TypeAlias, cast

import narwhals as nw

from teojeon.law.book import LawBook
from teojeon.law.language import nodes as more
from teojeon.law.language.algebra import METHODS, Read
from teojeon.law.language.columns import Column, Columns, Fixed, dtype, expr
from teojeon.law.language.expression import Constant, Expression, Fact, Parameter, ScopedParameter, nodes
from teojeon.law.language.interpreter import table_rows
from teojeon.law.language.parameters import Row

_LEAVES = (Constant, Fact, Parameter, more.DecisionDay, more.GreatestRow, more.EachEntry)


@dataclass(frozen=True)
class Computed:
    """New columns from those there are."""

    columns: Mapping[str, nw.Expr]


@dataclass(frozen=True)
class LookUp:
    """A new column: the entry of `values` at the place that the column `place` holds; null for a null place."""

    name: str
    place: str
    values: tuple[Any, ...]
    dtype: Any


@dataclass(frozen=True)
class PerRow:
    """New columns (`outputs`, with their types) from a function of the values of `inputs`; for engines that can call back."""

    inputs: tuple[str, ...]
    outputs: Mapping[str, Any]
    function: Callable[..., tuple[Any, ...]]


Step: TypeAlias = Computed | LookUp | PerRow


def codes_of(expression: Expression) -> frozenset[str]:
    """The parameters that the expression reads by the day of the decision."""
    found: set[str] = set()
    for node in nodes(expression):
        match node:
            case Parameter(code=code):
                found.add(code)
            case ScopedParameter(parameter=parameter) | more.Chosen(parameter=parameter) | more.GreatestRow(parameter=parameter):
                found.add(parameter.code)
    return frozenset(found)


def _is_of_an_entry(node: Expression) -> bool:
    """Whether its value depends on the entry of a list at which a total is looking."""
    if isinstance(node, more.Total | more.Exact):
        return False
    return isinstance(node, more.EachEntry) or any(_is_of_an_entry(child) for child in node.children())


@dataclass
class _Level:
    computed: dict[str, nw.Expr] = field(default_factory=dict)
    looked_up: list[LookUp] = field(default_factory=list)


class Stages:
    """Collects the shared parts of `expressions` in the order in which they build on each other, for one or several laws."""

    def __init__(self, expressions: Sequence[Expression], book: LawBook, available: Collection[str]) -> None:
        self.book = book
        self.available = available
        uses = Counter(id(node) for expression in expressions for node in nodes(expression))
        self.often = frozenset(place for place, times in uses.items() if times > 1)
        self.known: dict[Hashable, _Held] = {}
        self._levels: list[_Level] = []
        self._names = 0

    def reading(self, on: dt.date) -> "Reading":
        """Read under the law of that day. What the law of two days has in common is computed once."""
        return Reading(self, on)

    def steps(self) -> Iterator[Step]:
        """What has been collected, to be applied in this order."""
        for level in self._levels:
            if level.computed:
                yield Computed(level.computed)
            yield from level.looked_up

    def compute(self, level: int, expression: nw.Expr) -> str:
        """Put an expression that needs nothing above `level`; answers the name of its column."""
        name = self._name()
        self._level(level).computed[name] = expression
        return name

    def look_up(self, level: int, place: str, values: tuple[Any, ...], kind: Any) -> str:
        """Put a look-up whose place is computed on `level` or below."""
        name = self._name()
        self._level(level).looked_up.append(LookUp(name, place, values, kind))
        return name

    def _level(self, number: int) -> _Level:
        while len(self._levels) <= number:
            self._levels.append(_Level())
        return self._levels[number]

    def _name(self) -> str:
        self._names += 1
        return f"__part_{self._names}"


class Reading(Columns):
    """The columns of one law; what is used often is a column of its own, and so is every expression asked for by `column`."""

    def __init__(self, stages: Stages, on: dt.date) -> None:
        super().__init__(stages.book, on, stages.available)
        self.book = stages.book
        self.on = on
        self._stages = stages
        self._deepest = 0

    def column(self, node: Expression) -> str | nw.Expr:
        """The expression: the name of its column, or a value that is the same in every row."""
        held = self._held(node)
        return held.name or expr(held.value, node.kind)

    def looked_up(self, node: more.LookedUp, read: Read[Column]) -> Column:
        """By place: the number of the class and how many rows of the table had begun."""
        key, at = read(node.key), read(node.at)
        if isinstance(key, Fixed) or isinstance(at, Fixed):
            return super().looked_up(node, read)
        tables = table_rows(self.book, node)
        starts = sorted({start for rows in tables.values() for start, _ in rows})

        def make() -> Column:
            read(node.at)
            return _place(key, at, list(tables), starts)

        place = self._kept(("place", node.key.name, id(node.at), self._law_of(node.at), tuple(tables), tuple(starts)), make)
        values = [_begun(rows, number, starts) for rows in tables.values() for number in range(len(starts) + 1)]
        name = self._stages.look_up(place.level, place.name, tuple(values), dtype(node.kind))
        self._deepest = max(self._deepest, place.level + 1)
        return nw.col(name)

    def _parts(self, node: more.Total, read: Read[Column]) -> list[tuple[nw.Expr, Column]]:
        found: list[tuple[nw.Expr, Column]] = []
        for name in self._entries(node):
            self._entry = listed = nw.col(name)
            part = self._kept((id(node), name, self._law_of(node)), lambda: read(node.amount))
            self._deepest = max(self._deepest, part.level)
            found.append((listed, part.value))
        return found

    def _held(self, node: Expression) -> "_Held":
        if isinstance(node, Fact):
            value = self._named(node.name)
            return _Held(value, 0, "" if isinstance(value, Fixed) else node.name)
        return self._kept((id(node), self._law_of(node)), lambda: self._method(node)(node, self._read))

    def _read(self, node: Expression) -> Column:
        if isinstance(node, _LEAVES) or id(node) not in self._stages.often or _is_of_an_entry(node):
            return self._method(node)(node, self._read)
        held = self._held(node)
        self._deepest = max(self._deepest, held.level)
        return held.value

    def _kept(self, key: Hashable, make: Callable[[], Column]) -> "_Held":
        """What `make` gives, as a column of its own that is made once under this key."""
        if key not in self._stages.known:
            outside, self._deepest = self._deepest, 0
            value, level = make(), self._deepest
            self._deepest = outside
            if isinstance(value, Fixed):
                self._stages.known[key] = _Held(value, 0, "")
            else:
                name = self._stages.compute(level, value)
                self._stages.known[key] = _Held(nw.col(name), level + 1, name)
        return self._stages.known[key]

    def _method(self, node: Expression) -> Callable[[Any, Read[Column]], Column]:
        return cast("Callable[[Any, Read[Column]], Column]", getattr(self, METHODS[type(node)]))

    def _law_of(self, node: Expression) -> Hashable:
        """The rows that may be read below the node: under laws that share them it is the same column."""
        in_force = [(code, tuple(row.holds_on(self.on) for row in self.book.rows(code))) for code in sorted(codes_of(node))]
        return (*in_force, *(repr(self.on) for each in nodes(node) if isinstance(each, more.GreatestRow)))


@dataclass(frozen=True)
class _Held:
    value: Column
    level: int
    name: str


def _place(key: nw.Expr, at: nw.Expr, classes: Sequence[str], starts: Sequence[dt.date]) -> nw.Expr:
    begun = reduce(lambda one, other: one + other, [(at >= start).cast(nw.Int16) for start in starts])
    place = nw.lit(None, dtype=nw.Int16)
    for number, code in enumerate(classes):
        place = nw.when(key == code).then(nw.lit(number * (len(starts) + 1), dtype=nw.Int16)).otherwise(place)
    return place + begun


def _begun(rows: Sequence[tuple[dt.date, Row | None]], number: int, starts: Sequence[dt.date]) -> Any:
    """The value of a class on days on which `number` of all starts had come; None before the first row and after a row that ended."""
    row = next((row for start, row in reversed(rows) if number and start <= starts[number - 1]), None)
    return None if row is None else row.value
