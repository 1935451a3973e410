"""Whether a case of the tables notices a changed rule or parameter. Fast: only what the change touches is run again."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.calculation import Calculation
from teojeon.law.language.compiler import Compiled, compiled
from teojeon.law.language.errors import LawError
from teojeon.law.language.expression import Expression, Parameter, ScopedParameter, nodes
from teojeon.law.language.nodes import Chosen, GreatestRow, LookedUp
from teojeon.law.language.parameters import plain
from teojeon.law.language.reading import read_facts
from teojeon.law.victims import minimum_guarantee, recovery_estimate, small_deposit, tax_apportionment
from teojeon.law.victims.assessment import _direct_decision
from teojeon.law.victims.minimum_guarantee import MINIMUM_GUARANTEE
from teojeon.law.victims.outcome import CODES, Formulas, conclude
from teojeon.law.victims.rules import VICTIM
from teojeon.law.victims.small_deposit import SMALL_DEPOSIT
from teojeon.law.victims.values import DIRECT_NEGATIVE, READING_A13, READING_A31
from tests.law.victims import cases
from tests.law.victims.tables import SINGLES, WHOLES
from tests.law.victims.tables.calculators import CALCULATORS, Calculated
from tests.law.victims.tables.parameters import FIXED, day_of

SHIPPED = LawBook.shipped()
VICTIM_RULES: Mapping[str, Expression] = {requirement.code: requirement.test for requirement in VICTIM.requirements}
CALCULATIONS: Mapping[str, Calculation] = {each.rules.name: each for each in (MINIMUM_GUARANTEE, SMALL_DEPOSIT)}
RUNS = {
    "minimum-guarantee": minimum_guarantee.run,
    "tax-apportionment": tax_apportionment.run,
    "small-deposit": small_deposit.run,
    "recovery-estimate": recovery_estimate.run,
}
_OF_THE_OUTCOME = {READING_A13.code, READING_A31.code, DIRECT_NEGATIVE.code}


def codes_read(rule: Expression) -> set[str]:
    """The parameters that an expression reads, in whatever way."""
    found: set[str] = set()
    for node in nodes(rule):
        match node:
            case Parameter(code=code):
                found.add(code)
            case ScopedParameter(parameter=its) | Chosen(parameter=its) | GreatestRow(parameter=its) | LookedUp(parameter=its):
                found.add(its.code)
    return found


def calculated(name: str) -> dict[str, Expression]:
    """The results of a calculator, by column."""
    return dict(CALCULATIONS[name].columns())


@dataclass
class Determination:
    """The determination under changed rules or a changed law."""

    rules: Mapping[str, Expression] = field(default_factory=lambda: VICTIM_RULES)
    law: LawBook = SHIPPED
    _ready: dict[object, Compiled] = field(default_factory=dict)
    _books: dict[tuple[AuthorityRow, ...], LawBook] = field(default_factory=dict)

    def book(self, rows: tuple[AuthorityRow, ...]) -> LawBook:
        if rows not in self._books:
            self._books[rows] = cases.book(rows, self.law)
        return self._books[rows]

    def value(self, code: str, facts: Mapping[str, object], on: dt.date, rows: tuple[AuthorityRow, ...]) -> Any:
        key = (code, on, rows)
        if key not in self._ready:
            self._ready[key] = compiled(self.rules[code], self.book(rows), on)
        return self._ready[key](facts)

    def noticed(self, codes: Collection[str], *, outcome_too: bool) -> str | None:
        """The first case that comes out otherwise, among those that ask for one of these requirements."""
        for single, facts in _SINGLES:
            if single.code in codes and self._value_or_refusal(single, facts) is not single.value:
                return f"{single.code} {single.says}"
        for whole, known, before in _WHOLES if outcome_too else ():
            try:
                found = self._concluded(codes, whole, known, before)
            except LawError:
                return whole.says
            if found != (whole.outcome, whole.possible, whole.missing, whole.direct):
                return whole.says
        return None

    def _value_or_refusal(self, single: cases.Single, facts: Mapping[str, object]) -> object:
        try:
            return self.value(single.code, facts, single.on, single.rows)
        except LawError as refused:
            return refused.code

    def _concluded(self, codes: Collection[str], whole: cases.Whole, facts: Mapping[str, object], before: Sequence[Any]) -> object:
        law = self.book(whole.rows)
        values = [
            self.value(code, facts, whole.on, whole.rows) if code in codes else old for code, old in zip(CODES, before, strict=True)
        ]
        done = conclude(values, Formulas.of(law, whole.on))
        rows = {code: law.in_force(code, whole.on) for code in _OF_THE_OUTCOME}
        direct = _direct_decision(done.outcome, dict(zip(CODES, values, strict=True)), rows)
        return (done.outcome, done.possible, done.missing, direct)


_SINGLES = tuple((single, read_facts(VICTIM.facts, single.facts)) for single in SINGLES)


def _whole_cases() -> Iterator[tuple[cases.Whole, Mapping[str, object], Sequence[Any]]]:
    unchanged = Determination()
    for whole in WHOLES:
        facts = read_facts(VICTIM.facts, whole.facts)
        yield whole, facts, [unchanged.value(code, facts, whole.on, whole.rows) for code in CODES]


_WHOLES = tuple(_whole_cases())


def calculator_notices(name: str, rules: Mapping[str, Expression]) -> str | None:
    """The first case of a calculator whose answer changed with its expressions."""
    calculation = CALCULATIONS[name]
    ready: dict[object, Compiled] = {}
    for case, facts in _CALCULATED:
        if case.name != name:
            continue
        law = cases.book(case.rows)
        for result in calculation.results:
            if result.name not in case.answer:
                continue
            found = []
            for column, _ in result.columns():
                key = (column, case.on, case.rows)
                if key not in ready:
                    ready[key] = compiled(rules[column], law, case.on)
                found.append(plain(ready[key](facts)))
            answer = found[0] if len(found) == 1 else None if None in found else found
            if answer != case.answer[result.name]:
                return case.says
    return None


def _calculated_cases() -> Iterator[tuple[Calculated, Mapping[str, object]]]:
    for case in CALCULATORS:
        if case.name in CALCULATIONS:
            yield case, read_facts(CALCULATIONS[case.name].rules.facts, case.facts)


_CALCULATED = tuple(_calculated_cases())


def calculators_notice(law: LawBook) -> str | None:
    """The first case of any calculator whose answer changed with the law."""
    for case in CALCULATORS:
        try:
            done = RUNS[case.name](case.facts, case.on, cases.book(case.rows, law))
        except (LawError, ValueError):  # a day that no calendar has
            return f"{case.name}: {case.says}"
        if any(done[name] != expected for name, expected in case.answer.items()):
            return f"{case.name}: {case.says}"
    return None


def appendix_notices(law: LawBook, code: str) -> str | None:
    """The first line of appendix (c) that the changed rows of a parameter contradict."""
    for fixed in FIXED:
        if fixed[0] == code:
            row = law.in_force_for(code, fixed[1], day_of(fixed))
            if (None if row is None else row.value) != fixed[3]:
                return f"appendix (c): {fixed[:3]}"
    return None
