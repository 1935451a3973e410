"""Calculators: named results, each one an expression of the language, for one case and for a table alike.

A result is a scalar, or an exact fraction of two whole numbers: `[n, d]` for one case, two columns `_n`, `_d` in a table.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from teojeon.law.language.errors import KindError
from teojeon.law.language.expression import Expression, Fact, Scalar, nodes
from teojeon.law.language.interpreter import Law, Run, Runner, explained
from teojeon.law.language.kinds import Count, Won
from teojeon.law.language.nodes import Chosen, LookedUp, Where
from teojeon.law.language.parameters import Row, plain
from teojeon.law.language.rules import READING_PREFIX, Finding, ReadingTaken, Requirement, RuleSet, assess, reading_taken, ready
from teojeon.law.language.source import Source


@dataclass(frozen=True, eq=False)
class Result:
    """One thing that a calculator answers. With a `denominator` it is the fraction of both, in lowest terms by rule."""

    name: str
    title: str
    value: Expression
    denominator: Expression | None = None

    def __post_init__(self) -> None:
        if self.denominator is not None and not {self.value.kind, self.denominator.kind} <= {Won, Count}:
            raise KindError(f"{self.name}: a fraction is made of whole numbers")

    def columns(self) -> tuple[tuple[str, Expression], ...]:
        """The result's columns in a table, with their expressions."""
        if self.denominator is None:
            return ((self.name, self.value),)
        return ((f"{self.name}_n", self.value), (f"{self.name}_d", self.denominator))


@dataclass(frozen=True, eq=False)
class Calculation:
    """A calculator: its declaration with the facts and conditions, its results in the order of the answer, its articles."""

    rules: RuleSet
    results: tuple[Result, ...]
    sources: tuple[Source, ...]

    def __post_init__(self) -> None:
        declared = {fact.name: fact for fact in self.rules.facts}
        names = [name for name, _ in self.columns()]
        if len(set(names)) != len(names):
            raise KindError(f"{self.rules.name}: a result is declared twice")
        for name, expression in self.columns():
            for node in nodes(expression):
                if isinstance(node, Fact) and declared.get(node.name) is not node:
                    raise KindError(f"{self.rules.name} {name}: the fact {node.name} is not declared")

    def columns(self) -> Iterator[tuple[str, Expression]]:
        """Every scalar result under its column's name, in order."""
        for result in self.results:
            yield from result.columns()


@dataclass(frozen=True, eq=False)
class Calculated:
    """What came out for one case: the results (None = unknown), the unknown facts they wait for, findings and rows read."""

    values: Mapping[str, object]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    rows: Mapping[str, Row]
    readings: tuple[ReadingTaken, ...] = ()


def calculate(calculation: Calculation, facts: Mapping[str, object], on: dt.date, law: Law) -> Calculated:
    """Every result for typed facts (see `read_facts`) under the law of the day."""
    run, search = Run(facts), _Search(facts, on, law)
    values: dict[str, object] = {}
    needed: set[str] = set()
    for result in calculation.results:
        scalars = [_runner(expression, law, on).value(run) for _, expression in result.columns()]
        values[result.name] = _shown(scalars)
        if None in scalars:
            needed |= {name for _, expression in result.columns() for name in search.needed(expression)}
    book: Any = law
    findings = assess(_conditions(calculation, book, on), facts)
    rows = dict(run.rows_read)
    for finding in findings:
        rows.update(finding.rows)
    missing = tuple(fact.name for fact in calculation.rules.facts if fact.name in needed)
    return Calculated(values, missing, findings, rows, tuple(_readings(calculation, rows)))


def _runner(node: Expression, law: Law, on: dt.date) -> Runner:
    # a law book never changes, so what was made ready for it stays right; `Any`: a cache asks for more than the protocol says
    book: Any = law
    return _kept_runner(node, book, on)


@lru_cache(maxsize=4096)
def _kept_runner(node: Expression, law: Law, on: dt.date) -> Runner:
    return explained(node, law, on)


@lru_cache(maxsize=64)
def _conditions(calculation: Calculation, law: Law, on: dt.date) -> tuple[tuple[Requirement, Runner], ...]:
    return ready(calculation.rules.requirements, on, law)


def _readings(calculation: Calculation, rows: Mapping[str, Row]) -> Iterator[ReadingTaken]:
    """The readings of an ambiguity that the results rest on: those whose row was read."""
    switches = {
        node.parameter.code: node.parameter
        for _, expression in calculation.columns()
        for node in nodes(expression)
        if isinstance(node, Chosen) and node.parameter.code.startswith(READING_PREFIX)
    }
    for code, switch in switches.items():
        if code in rows:
            yield reading_taken(rows[code], switch.kind)


def _shown(scalars: list[Scalar | None]) -> object:
    if len(scalars) == 1:
        return plain(scalars[0])
    return None if None in scalars else [plain(scalar) for scalar in scalars]


@dataclass(frozen=True)
class _Search:
    """Looks for the facts that an unknown value waits for. It runs apart: looking adds nothing to the receipt."""

    facts: Mapping[str, object]
    on: dt.date
    law: Law

    def needed(self, node: Expression) -> set[str]:
        """The unknown facts in the undecided parts of the expression; nothing where its value is known."""
        if self._value(node) is not None:
            return set()
        if isinstance(node, Fact):
            return {node.name}
        found = {name for part in self._parts_read(node) for name in self.needed(part)}
        if not found and isinstance(node, LookedUp):
            # class and date are known and the table has no row: it is the date that the table does not reach
            return {each.name for each in nodes(node.at) if isinstance(each, Fact)}
        return found

    def _value(self, node: Expression) -> object:
        return _runner(node, self.law, self.on).value(Run(self.facts))

    def _parts_read(self, node: Expression) -> tuple[Expression, ...]:
        match node:
            case Where(condition=condition, then=then, otherwise=otherwise):
                holds = self._value(condition)
                return (condition, then, otherwise) if holds is None else (then if holds else otherwise,)
            case Chosen(parameter=parameter, cases=cases):
                return (cases[self.law.in_force(parameter.code, self.on).value],)
        return node.children()
