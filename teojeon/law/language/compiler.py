"""Turn an expression into a plain Python function of the facts, for one law and one day.

All dated values are read once, while compiling. The function keeps no reasons; `interpreter` does. Both readings and the
table form are held together by a property test over unknowns.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from teojeon.law import calendar
from teojeon.law.language import expression as core
from teojeon.law.language import logic
from teojeon.law.language import nodes as more
from teojeon.law.language.algebra import Read, fold
from teojeon.law.language.expression import Expression, Scalar
from teojeon.law.language.interpreter import Law, entry_name, table_rows
from teojeon.law.language.kinds import CodeSet

Facts: TypeAlias = Mapping[str, Any]
Compiled: TypeAlias = Callable[[Facts], Any]


class _PythonAlgebra:
    """Each node as a function of the facts."""

    def __init__(self, law: Law, on: dt.date) -> None:
        self._law = law
        self._on = on

    def constant(self, node: core.Constant, read: Read[Compiled]) -> Compiled:
        value = node.value
        return lambda facts: value

    def fact(self, node: core.Fact, read: Read[Compiled]) -> Compiled:
        name = node.name
        return lambda facts: facts.get(name)

    def parameter(self, node: core.Parameter, read: Read[Compiled]) -> Compiled:
        value = self._law.in_force(node.code, self._on).value
        return lambda facts: value

    def scoped(self, node: core.ScopedParameter, read: Read[Compiled]) -> Compiled:
        rows = self._law.scopes_in_force(node.parameter.code, node.prefix, self._on)
        values = {scope: row.value for scope, row in rows.items()}
        place = node.place.name
        return lambda facts: values.get(facts.get(place))  # type: ignore[arg-type]

    def definition(self, node: core.Definition, read: Read[Compiled]) -> Compiled:
        return read(node.meaning)

    def comparison(self, node: core.Comparison, read: Read[Compiled]) -> Compiled:
        holds, left, right = logic.COMPARE[node.operator], read(node.left), read(node.right)

        def compare(facts: Facts) -> bool | None:
            one, other = left(facts), right(facts)
            return None if one is None or other is None else holds(one, other)

        return compare

    def arithmetic(self, node: core.Arithmetic, read: Read[Compiled]) -> Compiled:
        how, left, right = node.operator, read(node.left), read(node.right)
        return lambda facts: logic.calculate(how, left(facts), right(facts))

    def conjunction(self, node: core.Conjunction, read: Read[Compiled]) -> Compiled:
        terms = tuple(read(term) for term in node.terms)

        def all_hold(facts: Facts) -> bool | None:
            result: bool | None = True
            for term in terms:
                value = term(facts)
                if value is False:
                    return False
                if value is None:
                    result = None
            return result

        return all_hold

    def disjunction(self, node: core.Disjunction, read: Read[Compiled]) -> Compiled:
        terms = tuple(read(term) for term in node.terms)

        def one_holds(facts: Facts) -> bool | None:
            result: bool | None = False
            for term in terms:
                value = term(facts)
                if value is True:
                    return True
                if value is None:
                    result = None
            return result

        return one_holds

    def negation(self, node: core.Negation, read: Read[Compiled]) -> Compiled:
        term = read(node.term)

        def opposite(facts: Facts) -> bool | None:
            value = term(facts)
            return None if value is None else not value

        return opposite

    def first_known(self, node: core.FirstKnown, read: Read[Compiled]) -> Compiled:
        terms = tuple(read(term) for term in node.terms)

        def first(facts: Facts) -> Scalar | None:
            for term in terms:
                value = term(facts)
                if value is not None:
                    return value  # type: ignore[no-any-return]
            return None

        return first

    def greatest(self, node: core.Greatest, read: Read[Compiled]) -> Compiled:
        terms = tuple(read(term) for term in node.terms)
        return lambda facts: logic.most([term(facts) for term in terms])

    def least(self, node: more.Least, read: Read[Compiled]) -> Compiled:
        terms = tuple(read(term) for term in node.terms)
        return lambda facts: logic.fewest([term(facts) for term in terms])

    def times(self, node: more.Times, read: Read[Compiled]) -> Compiled:
        factor, term = node.factor, read(node.term)

        def multiple(facts: Facts) -> int | None:
            value = term(facts)
            return None if value is None else factor * value

        return multiple

    def quotient(self, node: more.Quotient, read: Read[Compiled]) -> Compiled:
        divisor, term = node.divisor, read(node.term)

        def part(facts: Facts) -> int | None:
            value = term(facts)
            return None if value is None else value // divisor

        return part

    def where(self, node: more.Where, read: Read[Compiled]) -> Compiled:
        condition, then, otherwise = read(node.condition), read(node.then), read(node.otherwise)

        def choose(facts: Facts) -> Scalar | None:
            holds = condition(facts)
            if holds is None:
                return logic.where(None, then(facts), otherwise(facts))
            return then(facts) if holds else otherwise(facts)  # type: ignore[no-any-return]

        return choose

    def chosen(self, node: more.Chosen, read: Read[Compiled]) -> Compiled:
        return read(node.cases[self._law.in_force(node.parameter.code, self._on).value])

    def one_of(self, node: more.OneOf, read: Read[Compiled]) -> Compiled:
        term, codes = read(node.term), frozenset(node.codes)

        def among(facts: Facts) -> bool | None:
            value = term(facts)
            return None if value is None else value in codes

        return among

    def holds(self, node: more.Holds, read: Read[Compiled]) -> Compiled:
        name, code = node.fact.name, node.code
        assert isinstance(node.fact.kind, CodeSet)

        def in_set(facts: Facts) -> bool | None:
            known = facts.get(name)
            return None if known is None else known[code]

        return in_set

    def agreed(self, node: more.Agreed, read: Read[Compiled]) -> Compiled:
        one, other = read(node.one), read(node.other)
        return lambda facts: logic.agreed(one(facts), other(facts))

    def not_means(self, node: more.NotMeans, read: Read[Compiled]) -> Compiled:
        name, meaning = node.fact.name, read(node.meaning)

        def day(facts: Facts) -> Scalar | None:
            value = facts.get(name)
            return meaning(facts) if value is False else value

        return day

    def is_not(self, node: more.IsNot, read: Read[Compiled]) -> Compiled:
        name = node.fact.name

        def certainly_not(facts: Facts) -> bool | None:
            value = facts.get(name)
            return None if value is None else value is False

        return certainly_not

    def decision_day(self, node: more.DecisionDay, read: Read[Compiled]) -> Compiled:
        on = self._on
        return lambda facts: on

    def looked_up(self, node: more.LookedUp, read: Read[Compiled]) -> Compiled:
        key, at = node.key.name, read(node.at)
        tables: dict[object, tuple[list[dt.date], list[Scalar | None]]] = {}
        for code, rows in table_rows(self._law, node).items():
            tables[code] = ([start for start, _ in rows], [None if row is None else row.value for _, row in rows])

        def value(facts: Facts) -> Scalar | None:
            table, day = tables.get(facts.get(key)), at(facts)
            if table is None or day is None:
                return None
            position = bisect_right(table[0], day) - 1
            return None if position < 0 else table[1][position]

        return value

    def greatest_row(self, node: more.GreatestRow, read: Read[Compiled]) -> Compiled:
        value = logic.most([row.value for row in self._law.rows(node.parameter.code) if row.from_ <= self._on])
        return lambda facts: value

    def measure(self, node: more.Measure, read: Read[Compiled]) -> Compiled:
        name, measured = node.fact.name, node.read
        return lambda facts: measured(facts.get(name))

    def entry(self, node: more.EachEntry, read: Read[Compiled]) -> Compiled:
        name = entry_name(node)
        return lambda facts: facts[name]

    def total(self, node: more.Total, read: Read[Compiled]) -> Compiled:
        parts = self._parts(node, read)
        return lambda facts: sum(part for part in parts(facts) if part is not None)

    def exact(self, node: more.Exact, read: Read[Compiled]) -> Compiled:
        name, parts = node.total.fact.name, self._parts(node.total, read)
        return lambda facts: None if facts.get(name) is None or None in parts(facts) else True

    def due(self, node: more.Due, read: Read[Compiled]) -> Compiled:
        base, length = read(node.base), read(node.length)

        def last_day(facts: Facts) -> dt.date | None:
            day, number = base(facts), length(facts)
            return None if day is None or number is None else calendar.due(day, number).effective

        return last_day

    def _parts(self, node: more.Total, read: Read[Compiled]) -> Callable[[Facts], Sequence[Any]]:
        name, entry, amount = node.fact.name, entry_name(node.entry), read(node.amount)

        def parts(facts: Facts) -> Sequence[Any]:
            listed = facts.get(name)
            if not listed:
                return ()
            return [None if each is None else amount({**facts, entry: each}) for each in listed]

        return parts


def compiled(expression: Expression, law: Law, on: dt.date) -> Compiled:
    """The expression as a function of the facts under the law of that day; `NOT_IN_FORCE` where a value is missing."""
    return fold(expression, _PythonAlgebra(law, on))
