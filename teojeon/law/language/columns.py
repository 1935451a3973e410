"""Turn an expression into a column of a table, for one law: the same expression for one tenant and for ten million rows.

A node becomes either a plain value (`Fixed`, folded by the same `logic` as the other readings) or a Narwhals expression, in
which null is unknown; `&` and `|` of the engines are strong Kleene on nullable booleans. A fact is the column of its name, a
list comes flat (`Measure`, `Total`). Columns that the table lacks are unknown.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any, TypeAlias, cast

import narwhals as nw

from teojeon.law import calendar
from teojeon.law.language import expression as core
from teojeon.law.language import logic
from teojeon.law.language import nodes as more
from teojeon.law.language.algebra import Read, fold
from teojeon.law.language.expression import Expression, Scalar
from teojeon.law.language.interpreter import Law, table_rows
from teojeon.law.language.kinds import Choice, CodeText, Date, DateOrNot, Kind, YesNo

DECISION_DAY_COLUMN = "on"
NOT_SUFFIX = "_not"
CODE_PREFIX = "event_"


@dataclass(frozen=True)
class Fixed:
    """A value that is the same in every row."""

    value: Scalar | None


Column: TypeAlias = Fixed | nw.Expr


def dtype(kind: Kind) -> Any:
    """The column type of a kind."""
    if kind == YesNo:
        return nw.Boolean
    if kind in (Date, DateOrNot):
        return nw.Date
    return nw.String if isinstance(kind, Choice | CodeText) else nw.Int64


class Columns:
    """Each node as a column. `available`: the columns that the table has; `on`: the law's day of all rows."""

    def __init__(self, law: Law, on: dt.date, available: Collection[str]) -> None:
        self._law = law
        self._on = on
        self._available = frozenset(available)
        self._entry: Column = Fixed(None)

    def constant(self, node: core.Constant, read: Read[Column]) -> Column:
        return Fixed(node.value)

    def fact(self, node: core.Fact, read: Read[Column]) -> Column:
        return self._named(node.name)

    def parameter(self, node: core.Parameter, read: Read[Column]) -> Column:
        return Fixed(self._law.in_force(node.code, self._on).value)

    def scoped(self, node: core.ScopedParameter, read: Read[Column]) -> Column:
        rows, place = self._law.scopes_in_force(node.parameter.code, node.prefix, self._on), read(node.place)
        if isinstance(place, Fixed):
            row = rows.get(place.value)  # type: ignore[arg-type]
            return Fixed(None if row is None else row.value)
        chosen: Column = Fixed(None)
        for scope, row in rows.items():
            chosen = _if(place == scope, Fixed(row.value), chosen, node.kind)
        return chosen

    def definition(self, node: core.Definition, read: Read[Column]) -> Column:
        return read(node.meaning)

    def comparison(self, node: core.Comparison, read: Read[Column]) -> Column:
        left, right = read(node.left), read(node.right)
        return _both(left, right, logic.COMPARE[node.operator], node.left.kind)

    def arithmetic(self, node: core.Arithmetic, read: Read[Column]) -> Column:
        left, right = read(node.left), read(node.right)
        if isinstance(left, Fixed) and isinstance(right, Fixed):
            return Fixed(logic.calculate(node.operator, left.value, right.value))
        if node.left.kind == Date:
            return _shifted(left, right, node.operator)
        return _both(left, right, lambda one, other: one + other if node.operator == "+" else one - other, node.kind)

    def conjunction(self, node: core.Conjunction, read: Read[Column]) -> Column:
        return _joined([read(term) for term in node.terms], decides=False)

    def disjunction(self, node: core.Disjunction, read: Read[Column]) -> Column:
        return _joined([read(term) for term in node.terms], decides=True)

    def negation(self, node: core.Negation, read: Read[Column]) -> Column:
        term = read(node.term)
        return Fixed(logic.negation(term.value)) if isinstance(term, Fixed) else ~term  # type: ignore[arg-type]

    def first_known(self, node: core.FirstKnown, read: Read[Column]) -> Column:
        terms = [read(term) for term in node.terms]
        terms = [term for term in terms if not (isinstance(term, Fixed) and term.value is None)]
        if not terms:
            return Fixed(None)
        if isinstance(terms[0], Fixed) or len(terms) == 1:
            return terms[0]
        return nw.coalesce(*(expr(term, node.kind) for term in terms))

    def greatest(self, node: core.Greatest, read: Read[Column]) -> Column:
        return _extreme([read(term) for term in node.terms], logic.most, node.kind)

    def least(self, node: more.Least, read: Read[Column]) -> Column:
        return _extreme([read(term) for term in node.terms], logic.fewest, node.kind)

    def times(self, node: more.Times, read: Read[Column]) -> Column:
        return _both(Fixed(node.factor), read(node.term), lambda factor, term: term * factor, node.kind)

    def quotient(self, node: more.Quotient, read: Read[Column]) -> Column:
        return _both(read(node.term), Fixed(node.divisor), lambda term, divisor: term // divisor, node.kind)

    def where(self, node: more.Where, read: Read[Column]) -> Column:
        condition, then, otherwise = read(node.condition), read(node.then), read(node.otherwise)
        if isinstance(condition, Fixed) and condition.value is not None:
            return then if condition.value else otherwise
        if isinstance(then, Fixed) and isinstance(otherwise, Fixed) and then.value == otherwise.value:
            return then
        agreeing = _both(then, otherwise, lambda one, other: one == other, node.kind)
        unknown = Fixed(None) if isinstance(agreeing, Fixed) and not agreeing.value else _if(agreeing, then, Fixed(None), node.kind)
        if isinstance(condition, Fixed):
            return unknown
        return _if(condition, then, _if(~condition, otherwise, unknown, node.kind), node.kind)

    def chosen(self, node: more.Chosen, read: Read[Column]) -> Column:
        return read(node.cases[self._law.in_force(node.parameter.code, self._on).value])

    def one_of(self, node: more.OneOf, read: Read[Column]) -> Column:
        term = read(node.term)
        if isinstance(term, Fixed):
            return Fixed(None if term.value is None else term.value in node.codes)
        return reduce(lambda one, other: one | other, (term == code for code in node.codes))

    def holds(self, node: more.Holds, read: Read[Column]) -> Column:
        return self._named(CODE_PREFIX + node.code)

    def agreed(self, node: more.Agreed, read: Read[Column]) -> Column:
        one, other = read(node.one), read(node.other)
        if isinstance(one, Fixed) and isinstance(other, Fixed):
            return Fixed(logic.agreed(one.value, other.value))
        for known, unknown in ((one, other), (other, one)):
            if isinstance(unknown, Fixed) and unknown.value is None:
                return known
        left, right = expr(one, node.kind), expr(other, node.kind)
        return _if(left != right, Fixed(None), nw.coalesce(left, right), node.kind)

    def not_means(self, node: more.NotMeans, read: Read[Column]) -> Column:
        value, certainly_not = self._named(node.fact.name), self._named(node.fact.name + NOT_SUFFIX)
        if isinstance(certainly_not, Fixed):
            return value
        return _if(certainly_not, read(node.meaning), value, node.kind)

    def is_not(self, node: more.IsNot, read: Read[Column]) -> Column:
        value, certainly_not = self._named(node.fact.name), self._named(node.fact.name + NOT_SUFFIX)
        if isinstance(certainly_not, Fixed):
            return Fixed(None) if isinstance(value, Fixed) else _if(~value.is_null(), Fixed(False), Fixed(None), YesNo)
        dated: Column = Fixed(None) if isinstance(value, Fixed) else _if(~value.is_null(), Fixed(False), Fixed(None), YesNo)
        return _if(certainly_not, Fixed(True), dated, YesNo)

    def decision_day(self, node: more.DecisionDay, read: Read[Column]) -> Column:
        own = self._named(DECISION_DAY_COLUMN)
        return Fixed(self._on) if isinstance(own, Fixed) else own

    def looked_up(self, node: more.LookedUp, read: Read[Column]) -> Column:
        key, at = read(node.key), read(node.at)
        value: Column = Fixed(None)
        for code, rows in table_rows(self._law, node).items():
            of_class: Column = Fixed(None)
            for start, row in rows:
                begun = _both(at, Fixed(start), lambda day, first: day >= first, Date)
                of_class = _if(begun, Fixed(None if row is None else row.value), of_class, node.kind)
            value = _if(_both(key, Fixed(code), lambda one, other: one == other, node.key.kind), of_class, value, node.kind)
        return value

    def greatest_row(self, node: more.GreatestRow, read: Read[Column]) -> Column:
        return Fixed(logic.most([row.value for row in self._law.rows(node.parameter.code) if row.from_ <= self._on] or [None]))

    def measure(self, node: more.Measure, read: Read[Column]) -> Column:
        known = self._named(node.name)
        if isinstance(known, Fixed):
            return Fixed(node.read(None))
        if node.kind == YesNo:
            return _if(known, Fixed(True), Fixed(None), YesNo)
        return known.fill_null(0)

    def entry(self, node: more.EachEntry, read: Read[Column]) -> Column:
        return self._entry

    def total(self, node: more.Total, read: Read[Column]) -> Column:
        parts = [expr(part, node.kind).fill_null(0) for _, part in self._parts(node, read)]
        return reduce(lambda one, other: one + other, parts) if parts else Fixed(0)

    def exact(self, node: more.Exact, read: Read[Column]) -> Column:
        complete = self._named(node.known)
        if isinstance(complete, Fixed):
            return Fixed(None)
        whole: Column = _if(complete, Fixed(True), Fixed(None), YesNo)
        for listed, part in self._parts(node.total, read):
            settled = _joined([listed.is_null(), ~expr(part, node.total.kind).is_null()], decides=True)
            whole = _joined([whole, _if(settled, Fixed(True), Fixed(None), YesNo)], decides=False)
        return whole

    def due(self, node: more.Due, read: Read[Column]) -> Column:
        base, length = read(node.base), read(node.length)
        if not isinstance(length, Fixed):
            raise TypeError("a table knows legal periods of a fixed length only")
        if length.value is None or (isinstance(base, Fixed) and base.value is None):
            return Fixed(None)
        assert isinstance(length.value, int)
        if isinstance(base, Fixed):
            assert isinstance(base.value, dt.date)
            return Fixed(calendar.due(base.value, length.value).effective)
        return rolled(_later(base, length.value))

    def _named(self, name: str) -> Column:
        return nw.col(name) if name in self._available else Fixed(None)

    def _entries(self, node: more.Total) -> list[str]:
        return sorted(name for name in self._available if name.removeprefix(f"{node.column}_").isdecimal())

    def _parts(self, node: more.Total, read: Read[Column]) -> list[tuple[nw.Expr, Column]]:
        found: list[tuple[nw.Expr, Column]] = []
        for name in self._entries(node):
            self._entry = listed = nw.col(name)
            found.append((listed, read(node.amount)))
        return found


def column(expression: Expression, law: Law, on: dt.date, available: Collection[str]) -> nw.Expr:
    """The expression as a column under the law of the day `on`. `available` are the columns of the table; where `on` is among
    them, rules that read the day of the decision itself take each row's own. Raises `NOT_IN_FORCE` where a value is missing.
    """
    return expr(fold(expression, Columns(law, on, available)), expression.kind)


def rolled(day: nw.Expr) -> nw.Expr:
    """The day itself, or the next working day after it, over the shipped table of holidays."""
    moved = day
    for days_later, days_off in _days_off().items():
        moved = nw.when(day.is_in(days_off)).then(_later(day, days_later)).otherwise(moved)
    return moved


@cache
def _days_off() -> dict[int, list[dt.date]]:
    """The days of the table that are no working days, by the number of days to the next working day."""
    table = calendar.holidays()
    found: dict[int, list[dt.date]] = {}
    day, until = table.last, 0
    while day >= table.first:
        until = 0 if calendar.is_working_day(day) else until + 1
        if until:
            found.setdefault(until, []).append(day)
        day -= dt.timedelta(days=1)
    return found


def expr(value: Column, kind: Kind) -> nw.Expr:
    return nw.lit(value.value, dtype=dtype(kind)) if isinstance(value, Fixed) else value


def _if(condition: Column, then: Column, otherwise: Column, kind: Kind) -> Column:
    """`then` where the condition is true, `otherwise` where it is false or unknown."""
    if isinstance(condition, Fixed):
        return then if condition.value else otherwise
    if isinstance(then, Fixed) and isinstance(otherwise, Fixed) and then.value is otherwise.value is None:
        return then
    return nw.when(condition).then(expr(then, kind)).otherwise(expr(otherwise, kind))


def _both(left: Column, right: Column, how: Callable[[Any, Any], Any], kind: Kind) -> Column:
    """An operation on two values: unknown with either; done here where both are the same in every row."""
    for one in (left, right):
        if isinstance(one, Fixed) and one.value is None:
            return Fixed(None)
    if isinstance(left, Fixed) and isinstance(right, Fixed):
        return Fixed(how(left.value, right.value))
    if isinstance(left, Fixed):
        return cast(nw.Expr, how(nw.lit(left.value), right))
    return cast(nw.Expr, how(left, right.value if isinstance(right, Fixed) else right))


def _joined(terms: Sequence[Column], *, decides: bool) -> Column:
    """Kleene's and (`decides` false) or or (`decides` true)."""
    fixed = [term.value for term in terms if isinstance(term, Fixed)]
    known = logic.disjunction(fixed) if decides else logic.conjunction(fixed)  # type: ignore[arg-type]
    columns = [term for term in terms if not isinstance(term, Fixed)]
    if known is decides or not columns:
        return Fixed(known)
    if known is None:
        columns.append(nw.lit(None, dtype=nw.Boolean))
    return reduce(lambda one, other: one | other if decides else one & other, columns)


def _extreme(terms: Sequence[Column], how: Callable[[Sequence[Any]], Any], kind: Kind) -> Column:
    if all(isinstance(term, Fixed) for term in terms):
        return Fixed(how([term.value for term in terms if isinstance(term, Fixed)]))
    return reduce(lambda one, other: _lesser(one, other, kind, least=how is logic.fewest), terms)


def _lesser(one: Column, other: Column, kind: Kind, *, least: bool) -> Column:
    first = _both(one, other, lambda left, right: left <= right if least else left >= right, kind)
    if isinstance(first, Fixed):
        return Fixed(None) if first.value is None else one if first.value else other
    return _if(first, one, _if(~first, other, Fixed(None), kind), kind)


def _shifted(day: Column, number: Column, operator: str) -> Column:
    if not isinstance(number, Fixed):
        raise TypeError("a table adds a fixed number of days only")
    if number.value is None or isinstance(day, Fixed):
        return Fixed(None)
    assert isinstance(number.value, int)
    return _later(day, -number.value if operator == "-" else number.value)


def _later(day: nw.Expr, number: int) -> nw.Expr:
    # some engines answer a moved date with a time of day
    return day.dt.offset_by(f"{number}d").cast(nw.Date)
