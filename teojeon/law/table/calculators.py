"""The table form of a calculator: its results as columns, and the facts they wait for."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

import narwhals as nw

from teojeon.law import calendar
from teojeon.law.book import LawBook
from teojeon.law.language.calculation import Calculation
from teojeon.law.language.compiler import compiled
from teojeon.law.language.expression import Expression, Fact, nodes
from teojeon.law.language.nodes import Due
from teojeon.law.table.bits import as_number, joined_texts
from teojeon.law.table.columns import declared
from teojeon.law.table.form import Output, TableForm
from teojeon.law.table.needed import needed
from teojeon.law.table.reading import Fault
from teojeon.law.table.steps import Reading

_MISSING = "__missing"
_NOTHING = "__nothing"


def of_calculation(calculation: Calculation) -> TableForm:
    """The table form of a calculator. `possible` is always empty: no outcome is left open."""
    rules = calculation.rules
    results = tuple(calculation.columns())
    tests = tuple((requirement.code, requirement) for requirement in rules.requirements)
    expressions = (*(expression for _, expression in results), *(requirement.test for _, requirement in tests))
    facts = tuple(fact.name for fact in rules.facts)

    def named(reading: Reading) -> Mapping[str, str | nw.Expr]:
        found = {f"__{name}": reading.column(expression) for name, expression in results}
        found |= {f"__{code}": reading.column(requirement.test) for code, requirement in tests}
        waits = needed([expression for _, expression in results], reading)
        return found | {_MISSING: as_number([waits.get(name) for name in facts]), _NOTHING: nw.lit(0)}

    def faults(book: LawBook, on: dt.date, available: Collection[str]) -> Sequence[Fault]:
        return [fault for expression in expressions for node in nodes(expression) for fault in _beyond(node, book, on, available)]

    return TableForm(
        rules=rules,
        columns=declared(rules.facts, expressions),
        expressions=expressions,
        outputs=(
            *(Output(name, _title(calculation, name), f"__{name}") for name, _ in results),
            Output("possible", "항상 비어 있음", _NOTHING, ("",)),
            Output("missing", "결과가 기다리는 사실", _MISSING, joined_texts(facts)),
        ),
        named=named,
        findings=tuple(Output(code, requirement.title, f"__{code}") for code, requirement in tests),
        faults=faults,
    )


def _title(calculation: Calculation, column_name: str) -> str:
    return next(result.title for result in calculation.results if any(name == column_name for name, _ in result.columns()))


def _beyond(node: Expression, book: LawBook, on: dt.date, available: Collection[str]) -> Iterator[Fault]:
    """A legal period that leaves the table of holidays: the same refusal as for one case, under the name of its base."""
    if isinstance(node, Due) and isinstance(node.base, Fact) and node.base.name in available:
        table = calendar.holidays()
        last = table.last
        while not calendar.is_working_day(last):
            last -= dt.timedelta(days=1)
        length = compiled(node.length, book, on)({})
        assert isinstance(length, int)
        base = nw.col(node.base.name)
        outside = (base < table.first) | (base > last - dt.timedelta(days=length))
        yield Fault("NOT_IN_FORCE", node.base.name, outside, between=True)
