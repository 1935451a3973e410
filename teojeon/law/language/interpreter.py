"""Run an expression for one case and keep what was read and why it came out so.

The tree is made into a runner once for a law and a day (`explained`); the runner leaves a `Step` for every limb, skips none,
and notes each fact and row that it read.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from teojeon.law import calendar
from teojeon.law.language import expression as core
from teojeon.law.language import logic
from teojeon.law.language import nodes as more
from teojeon.law.language.algebra import Read, fold
from teojeon.law.language.expression import Expression, Fact, Parameter, Scalar, Settler
from teojeon.law.language.parameters import Row


class Law(Protocol):
    """The dated values that a rule may read. `LawBook` is the one that ships."""

    def in_force(self, code: str, on: dt.date) -> Row:
        """The nation's row of `code` on that day, or `NOT_IN_FORCE`."""

    def in_force_for(self, code: str, scope: str, on: dt.date) -> Row | None:
        """The row of `code` for one scope on that day, or None."""

    def scopes_in_force(self, code: str, prefix: str, on: dt.date) -> Mapping[str, Row]:
        """Every row of `code` in force on that day, by the part of its scope after `prefix:`."""

    def rows(self, code: str) -> tuple[Row, ...]:
        """Every row of `code`, of whatever scope and day."""


@dataclass(eq=False, slots=True)
class Step:
    """One limb of a requirement with its value, the values beside each other, and the limbs below it.

    Nothing changes it; it is not frozen because a case makes some fifty of them and freezing costs a third of the time.
    """

    node: Expression
    value: Any
    left: Any = None
    right: Any = None
    because: tuple["Step", ...] = ()


@dataclass(slots=True)
class Run:
    """One run on one case: the facts, and which of them and which rows were read."""

    facts: Mapping[str, Any]
    facts_read: dict[str, Any] = field(default_factory=dict)
    rows_read: dict[str, Row] = field(default_factory=dict)

    def fact(self, name: str) -> Any:
        """The fact's value, noted as read."""
        value = self.facts.get(name)
        self.facts_read[name] = value
        return value

    def with_entry(self, name: str, value: object) -> "Run":
        """The same run looking at one entry of a list."""
        return Run({**self.facts, name: value}, self.facts_read, self.rows_read)


Value: TypeAlias = Callable[[Run], Any]


@dataclass(frozen=True, eq=False, slots=True)
class Runner:
    """How to get the value of a node, and the step that explains it (yes/no nodes only)."""

    value: Value
    step: Callable[[Run], Step]


def entry_name(entry: more.EachEntry) -> str:
    """Under which name a list's entry stands beside the facts while a total looks at it."""
    return f"each {id(entry)}"


def table_rows(law: Law, node: more.LookedUp) -> dict[str, list[tuple[dt.date, Row | None]]]:
    """By class code: from which day on which row of the table holds; None from the day after a row that nothing follows."""
    tables: dict[str, list[tuple[dt.date, Row | None]]] = {}
    for row in sorted(law.rows(node.parameter.code), key=lambda row: row.from_):
        begun = tables.setdefault(row.scope.partition(":")[2], [])
        if begun and begun[-1][0] == row.from_:
            begun.pop()
        begun.append((row.from_, row))
        if row.to is not None:
            begun.append((row.to + dt.timedelta(days=1), None))
    return tables


class _Explaining:
    """Each node as a runner. Values follow the same `logic` as the compiled form and the table form."""

    def __init__(self, law: Law, on: dt.date) -> None:
        self._law = law
        self._on = on

    def _leaf(self, node: Expression, value: Value) -> Runner:
        return Runner(value, lambda run: Step(node, value(run)))

    def constant(self, node: core.Constant, read: Read[Runner]) -> Runner:
        fixed = node.value
        return self._leaf(node, lambda run: fixed)

    def fact(self, node: Fact, read: Read[Runner]) -> Runner:
        name = node.name
        return self._leaf(node, lambda run: run.fact(name))

    def parameter(self, node: Parameter, read: Read[Runner]) -> Runner:
        row = self._law.in_force(node.code, self._on)

        def value(run: Run) -> Scalar:
            run.rows_read[row.code] = row
            return row.value

        return self._leaf(node, value)

    def scoped(self, node: core.ScopedParameter, read: Read[Runner]) -> Runner:
        rows, place = self._law.scopes_in_force(node.parameter.code, node.prefix, self._on), node.place.name

        def value(run: Run) -> Scalar | None:
            row = rows.get(run.fact(place))
            if row is None:
                return None
            run.rows_read[row.code] = row
            return row.value

        return self._leaf(node, value)

    def definition(self, node: core.Definition, read: Read[Runner]) -> Runner:
        meaning = read(node.meaning)

        def step(run: Run) -> Step:
            below = meaning.step(run)
            return Step(node, below.value, because=(below,))

        return Runner(meaning.value, step)

    def comparison(self, node: core.Comparison, read: Read[Runner]) -> Runner:
        how, left, right = node.operator, read(node.left).value, read(node.right).value

        def step(run: Run) -> Step:
            one, other = left(run), right(run)
            return Step(node, logic.compare(how, one, other), one, other)

        return Runner(lambda run: logic.compare(how, left(run), right(run)), step)

    def arithmetic(self, node: core.Arithmetic, read: Read[Runner]) -> Runner:
        how, left, right = node.operator, read(node.left).value, read(node.right).value
        return self._leaf(node, lambda run: logic.calculate(how, left(run), right(run)))

    def conjunction(self, node: core.Conjunction, read: Read[Runner]) -> Runner:
        return self._limbs(node, node.terms, logic.conjunction, read)

    def disjunction(self, node: core.Disjunction, read: Read[Runner]) -> Runner:
        return self._limbs(node, node.terms, logic.disjunction, read)

    def negation(self, node: core.Negation, read: Read[Runner]) -> Runner:
        return self._limbs(node, (node.term,), lambda values: logic.negation(values[0]), read)

    def _limbs(
        self, node: Expression, terms: Sequence[Expression], join: Callable[[list[Any]], bool | None], read: Read[Runner]
    ) -> Runner:
        limbs = [read(term) for term in terms]

        def step(run: Run) -> Step:
            below = tuple([limb.step(run) for limb in limbs])
            return Step(node, join([each.value for each in below]), because=below)

        return Runner(lambda run: step(run).value, step)

    def first_known(self, node: core.FirstKnown, read: Read[Runner]) -> Runner:
        terms = [read(term).value for term in node.terms]

        def value(run: Run) -> Scalar | None:
            # a later term is read only where the earlier are unknown: what did not count is not in the receipt
            for term in terms:
                known = term(run)
                if known is not None:
                    return known  # type: ignore[no-any-return]
            return None

        return self._leaf(node, value)

    def greatest(self, node: core.Greatest, read: Read[Runner]) -> Runner:
        terms = [read(term).value for term in node.terms]
        return self._leaf(node, lambda run: logic.most([term(run) for term in terms]))

    def least(self, node: more.Least, read: Read[Runner]) -> Runner:
        terms = [read(term).value for term in node.terms]
        return self._leaf(node, lambda run: logic.fewest([term(run) for term in terms]))

    def times(self, node: more.Times, read: Read[Runner]) -> Runner:
        factor, term = node.factor, read(node.term).value

        def value(run: Run) -> int | None:
            known = term(run)
            return None if known is None else factor * known

        return self._leaf(node, value)

    def quotient(self, node: more.Quotient, read: Read[Runner]) -> Runner:
        divisor, term = node.divisor, read(node.term).value

        def value(run: Run) -> int | None:
            known = term(run)
            return None if known is None else known // divisor

        return self._leaf(node, value)

    def where(self, node: more.Where, read: Read[Runner]) -> Runner:
        condition, then, otherwise = read(node.condition).value, read(node.then).value, read(node.otherwise).value

        def value(run: Run) -> Scalar | None:
            holds = condition(run)
            if holds is None:
                return logic.where(None, then(run), otherwise(run))
            return then(run) if holds else otherwise(run)  # type: ignore[no-any-return]

        return self._leaf(node, value)

    def chosen(self, node: more.Chosen, read: Read[Runner]) -> Runner:
        row = self._law.in_force(node.parameter.code, self._on)
        case = read(node.cases[row.value])

        def value(run: Run) -> Any:
            run.rows_read[row.code] = row
            return case.value(run)

        def step(run: Run) -> Step:
            run.rows_read[row.code] = row
            return case.step(run)

        return Runner(value, step)

    def one_of(self, node: more.OneOf, read: Read[Runner]) -> Runner:
        term, codes = read(node.term).value, frozenset(node.codes)

        def step(run: Run) -> Step:
            known = term(run)
            return Step(node, None if known is None else known in codes, known)

        return Runner(lambda run: step(run).value, step)

    def holds(self, node: more.Holds, read: Read[Runner]) -> Runner:
        name, code = node.fact.name, node.code

        def value(run: Run) -> bool | None:
            known = run.fact(name)
            return None if known is None else known[code]

        return self._leaf(node, value)

    def agreed(self, node: more.Agreed, read: Read[Runner]) -> Runner:
        return self._limbs(node, (node.one, node.other), lambda values: logic.agreed(*values), read)  # type: ignore[arg-type,return-value]

    def not_means(self, node: more.NotMeans, read: Read[Runner]) -> Runner:
        name, meaning = node.fact.name, read(node.meaning).value

        def value(run: Run) -> Scalar | None:
            known = run.fact(name)
            return meaning(run) if known is False else known  # type: ignore[no-any-return]

        return self._leaf(node, value)

    def is_not(self, node: more.IsNot, read: Read[Runner]) -> Runner:
        name = node.fact.name

        def value(run: Run) -> bool | None:
            known = run.fact(name)
            return None if known is None else known is False

        return self._leaf(node, value)

    def decision_day(self, node: more.DecisionDay, read: Read[Runner]) -> Runner:
        on = self._on
        return self._leaf(node, lambda run: on)

    def looked_up(self, node: more.LookedUp, read: Read[Runner]) -> Runner:
        tables, key, at = table_rows(self._law, node), node.key.name, read(node.at).value

        def value(run: Run) -> Scalar | None:
            code, day = run.fact(key), at(run)
            if code is None or day is None:
                return None
            row = next((row for start, row in reversed(tables.get(code, [])) if start <= day), None)
            if row is None:
                return None
            run.rows_read[row.code] = row
            return row.value

        return self._leaf(node, value)

    def greatest_row(self, node: more.GreatestRow, read: Read[Runner]) -> Runner:
        begun = [row for row in self._law.rows(node.parameter.code) if row.from_ <= self._on]
        greatest = max(begun, key=lambda row: row.value) if begun else None

        def value(run: Run) -> Scalar | None:
            if greatest is None:
                return None
            run.rows_read[f"{greatest.code}:greatest"] = greatest
            return greatest.value

        return self._leaf(node, value)

    def measure(self, node: more.Measure, read: Read[Runner]) -> Runner:
        name, measured = node.fact.name, node.read
        return self._leaf(node, lambda run: measured(run.fact(name)))

    def entry(self, node: more.EachEntry, read: Read[Runner]) -> Runner:
        name = entry_name(node)
        return self._leaf(node, lambda run: run.facts[name])

    def total(self, node: more.Total, read: Read[Runner]) -> Runner:
        parts = self._parts(node, read)
        return self._leaf(node, lambda run: sum(part for part in parts(run) if part is not None))

    def exact(self, node: more.Exact, read: Read[Runner]) -> Runner:
        name, parts = node.total.fact.name, self._parts(node.total, read)
        return self._leaf(node, lambda run: None if run.fact(name) is None or None in parts(run) else True)

    def due(self, node: more.Due, read: Read[Runner]) -> Runner:
        base, length = read(node.base).value, read(node.length).value

        def value(run: Run) -> dt.date | None:
            day, number = base(run), length(run)
            return None if day is None or number is None else calendar.due(day, number).effective

        return self._leaf(node, value)

    def _parts(self, node: more.Total, read: Read[Runner]) -> Callable[[Run], list[Any]]:
        name, entry, amount = node.fact.name, entry_name(node.entry), read(node.amount).value

        def parts(run: Run) -> list[Any]:
            listed = run.fact(name) or ()
            return [None if each is None else amount(run.with_entry(entry, each)) for each in listed]

        return parts


def explained(expression: Expression, law: Law, on: dt.date) -> Runner:
    """The expression ready to be run with reasons under the law of that day; `NOT_IN_FORCE` where a value is missing."""
    return fold(expression, _Explaining(law, on))


def settlers(step: Step, facts: Mapping[str, object]) -> tuple[Settler, ...]:
    """Who can settle an unknown limb: the owners of the unknown facts and open resolutions in its undecided parts."""
    if step.value is not None:
        return ()
    found: dict[Settler, None] = {}
    if step.because:
        for below in step.because:
            found.update(dict.fromkeys(settlers(below, facts)))
    else:
        for node in core.nodes(step.node):
            settler = node.settled_by if isinstance(node, Fact | Parameter) else None
            # a list or a set of codes may be known in part
            unknown = not isinstance(node, Fact) or not isinstance(facts.get(node.name), bool | int | str | dt.date)
            if settler is not None and unknown:
                found[settler] = None
    return tuple(found)
