"""Turn an expression into a plain Python function of the facts, for one law and one day.

All dated values are read once, while compiling. The function keeps no reasons; `interpreter` does. Both readings are
held together by a property test over unknowns.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from teojeon.law.language import logic
from teojeon.law.language.algebra import fold
from teojeon.law.language.expression import (
    Arithmetic,
    Comparison,
    Conjunction,
    Constant,
    Definition,
    Disjunction,
    Expression,
    Fact,
    FirstKnown,
    Greatest,
    Negation,
    Parameter,
    Scalar,
    ScopedParameter,
)
from teojeon.law.language.interpreter import Law

Facts: TypeAlias = Mapping[str, object]
Compiled: TypeAlias = Callable[[Facts], Scalar | None]


class _PythonAlgebra:
    """Each node as a function of the facts."""

    def __init__(self, law: Law, on: dt.date) -> None:
        self._law = law
        self._on = on

    def constant(self, node: Constant) -> Compiled:
        value = node.value
        return lambda facts: value

    def fact(self, node: Fact) -> Compiled:
        name = node.name
        return lambda facts: facts.get(name)  # type: ignore[return-value]

    def parameter(self, node: Parameter) -> Compiled:
        value = self._law.in_force(node.code, self._on).value
        return lambda facts: value

    def scoped(self, node: ScopedParameter, place: Compiled) -> Compiled:
        rows = self._law.scopes_in_force(node.parameter.code, node.prefix, self._on)
        values = {scope: row.value for scope, row in rows.items()}
        return lambda facts: values.get(place(facts))  # type: ignore[arg-type]

    def definition(self, node: Definition, meaning: Compiled) -> Compiled:
        return meaning

    def comparison(self, node: Comparison, left: Compiled, right: Compiled) -> Compiled:
        holds = logic.COMPARE[node.operator]

        def compare(facts: Facts) -> bool | None:
            one, other = left(facts), right(facts)
            return None if one is None or other is None else holds(one, other)

        return compare

    def arithmetic(self, node: Arithmetic, left: Compiled, right: Compiled) -> Compiled:
        how = node.operator
        return lambda facts: logic.calculate(how, left(facts), right(facts))

    def conjunction(self, node: Conjunction, terms: Sequence[Compiled]) -> Compiled:
        def all_hold(facts: Facts) -> bool | None:
            unknown = False
            for term in terms:
                value = term(facts)
                if value is False:
                    return False
                unknown = unknown or value is None
            return None if unknown else True

        return all_hold

    def disjunction(self, node: Disjunction, terms: Sequence[Compiled]) -> Compiled:
        def one_holds(facts: Facts) -> bool | None:
            unknown = False
            for term in terms:
                value = term(facts)
                if value is True:
                    return True
                unknown = unknown or value is None
            return None if unknown else False

        return one_holds

    def negation(self, node: Negation, term: Compiled) -> Compiled:
        def opposite(facts: Facts) -> bool | None:
            value = term(facts)
            return None if value is None else not value

        return opposite

    def first_known(self, node: FirstKnown, terms: Sequence[Compiled]) -> Compiled:
        def first(facts: Facts) -> Scalar | None:
            return next((value for term in terms if (value := term(facts)) is not None), None)

        return first

    def greatest(self, node: Greatest, terms: Sequence[Compiled]) -> Compiled:
        def most(facts: Facts) -> Scalar | None:
            values = [term(facts) for term in terms]
            return None if None in values else max(values)  # type: ignore[type-var]

        return most


def compiled(expression: Expression, law: Law, on: dt.date) -> Compiled:
    """The expression as a function of the facts under the law of that day; `NOT_IN_FORCE` where a value is missing."""
    return fold(expression, _PythonAlgebra(law, on))
