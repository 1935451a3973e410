"""Run an expression for one case and keep what was read and why it came out so."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from teojeon.law.language import logic
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
    Settler,
    nodes,
)
from teojeon.law.language.parameters import Row


class Law(Protocol):
    """The dated values that a rule may read. `LawBook` is the one that ships."""

    def in_force(self, code: str, on: dt.date) -> Row:
        """The nation's row of `code` on that day, or `NOT_IN_FORCE`."""

    def in_force_for(self, code: str, scope: str, on: dt.date) -> Row | None:
        """The row of `code` for one scope on that day, or None."""

    def scopes_in_force(self, code: str, prefix: str, on: dt.date) -> Mapping[str, Row]:
        """Every row of `code` in force on that day, by the part of its scope after `prefix:`."""


@dataclass(frozen=True, eq=False)
class Step:
    """One limb of a requirement with its value, the values beside each other, and the limbs below it."""

    node: Expression
    value: bool | None
    left: Scalar | None = None
    right: Scalar | None = None
    because: tuple["Step", ...] = ()


@dataclass
class Run:
    """One expression run on one case: collects the facts and rows that it read."""

    facts: Mapping[str, object]
    law: Law
    on: dt.date
    facts_read: dict[str, Scalar | None] = field(default_factory=dict)
    rows_read: dict[str, Row] = field(default_factory=dict)

    def explain(self, node: Expression) -> Step:
        """The truth of a yes/no expression with the reasons, limb by limb. No limb is skipped."""
        match node:
            case Conjunction(terms=terms):
                steps = tuple(self.explain(term) for term in terms)
                return Step(node, logic.conjunction(step.value for step in steps), because=steps)
            case Disjunction(terms=terms):
                steps = tuple(self.explain(term) for term in terms)
                return Step(node, logic.disjunction(step.value for step in steps), because=steps)
            case Negation(term=term):
                step = self.explain(term)
                return Step(node, logic.negation(step.value), because=(step,))
            case Definition(meaning=meaning):
                step = self.explain(meaning)
                return Step(node, step.value, because=(step,))
            case Comparison(operator=how, left=left_node, right=right_node):
                left, right = self.value(left_node), self.value(right_node)
                return Step(node, logic.compare(how, left, right), left, right)
        return Step(node, self._truth(node))

    def value(self, node: Expression) -> Scalar | None:
        """The value of any expression; None is unknown."""
        match node:
            case Constant(value=value):
                return value
            case Fact():
                return self._fact(node)
            case Parameter(code=code):
                return self._row(self.law.in_force(code, self.on))
            case ScopedParameter():
                return self._scoped(node)
            case Definition(meaning=meaning):
                return self.value(meaning)
            case Arithmetic(operator=how, left=left, right=right):
                return logic.calculate(how, self.value(left), self.value(right))
            case FirstKnown(terms=terms):
                return self._first_known(terms)
            case Greatest(terms=terms):
                known = [self.value(term) for term in terms]
                return None if None in known else max(known)  # type: ignore[type-var]
        return self.explain(node).value

    def _truth(self, node: Expression) -> bool | None:
        value = self.value(node)
        return value if isinstance(value, bool) else None

    def _fact(self, fact: Fact) -> Scalar | None:
        value = self.facts.get(fact.name)
        scalar = value if isinstance(value, bool | int | str | dt.date) else None
        self.facts_read[fact.name] = scalar
        return scalar

    def _row(self, row: Row) -> Scalar:
        self.rows_read[row.code] = row
        return row.value

    def _scoped(self, node: ScopedParameter) -> Scalar | None:
        place = self._fact(node.place)
        if place is None:
            return None
        row = self.law.in_force_for(node.parameter.code, f"{node.prefix}:{place}", self.on)
        return None if row is None else self._row(row)

    def _first_known(self, terms: tuple[Expression, ...]) -> Scalar | None:
        # a later term is read only where the earlier are unknown: what did not count is not in the receipt
        for term in terms:
            value = self.value(term)
            if value is not None:
                return value
        return None


def settlers(step: Step, facts: Mapping[str, object]) -> tuple[Settler, ...]:
    """Who can settle an unknown limb: the owners of the unknown facts and open resolutions in its undecided parts."""
    if step.value is not None:
        return ()
    found: dict[Settler, None] = {}
    if step.because:
        for below in step.because:
            found.update(dict.fromkeys(settlers(below, facts)))
    else:
        for node in nodes(step.node):
            settler = node.settled_by if isinstance(node, Fact | Parameter) else None
            unknown = not isinstance(node, Fact) or facts.get(node.name) is None
            if settler is not None and unknown:
                found[settler] = None
    return tuple(found)
