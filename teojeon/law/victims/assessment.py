"""Assess one case of 전세사기피해자등: its class, findings with reasons, and the receipt that a decision keeps."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from teojeon.law.book import LawBook
from teojeon.law.language import logic
from teojeon.law.language.compiler import compiled
from teojeon.law.language.errors import LawError
from teojeon.law.language.interpreter import Runner
from teojeon.law.language.parameters import Row
from teojeon.law.language.reading import read_facts
from teojeon.law.language.rules import Finding, Requirement, ready
from teojeon.law.language.rules import assess as find
from teojeon.law.language.source import Source
from teojeon.law.receipt import receipt
from teojeon.law.victims import values
from teojeon.law.victims.outcome import CLASSES, CODES, COMPOSITES, Conclusion, Formulas, Outcome, Truth
from teojeon.law.victims.outcome import conclude as _conclude
from teojeon.law.victims.rules import VICTIM


@dataclass(frozen=True)
class Assessment:
    """The result for one case on one day: class, findings in the order of the law, and the receipt.

    `possible` and `missing` are empty unless the outcome is HOLD. `direct_decision`: whether the Minister may decide without
    the committee (법§14⑤ proviso; A-31), None while the outcome is open.
    """

    on: dt.date
    outcome: Outcome
    possible: tuple[Outcome, ...]
    missing: tuple[str, ...]
    direct_decision: bool | None
    findings: tuple[Finding, ...]
    classes: Mapping[str, Truth]
    receipt: Mapping[str, object]

    def finding(self, code: str) -> Finding:
        """The finding of one requirement, e.g. "R2"; KeyError for a code that is not assessed."""
        for finding in self.findings:
            if finding.requirement.code == code:
                return finding
        raise KeyError(code)

    def as_dict(self) -> dict[str, object]:
        """As the law command answers it."""
        return {
            "on": self.on.isoformat(),
            "outcome": self.outcome,
            "possible": list(self.possible),
            "missing": list(self.missing),
            "direct_decision": self.direct_decision,
            "findings": [finding.as_dict() for finding in self.findings],
            "receipt": dict(self.receipt),
        }


@dataclass(frozen=True, eq=False)
class _Prepared:
    """The requirements under the law of one day: with reasons, and as plain functions."""

    explained: tuple[tuple[Requirement, Runner], ...]
    tests: tuple[Callable[[Mapping[str, Any]], Any], ...]
    formulas: Formulas
    sources: tuple[Source, ...]
    uplift_max: Row


@lru_cache(maxsize=32)
def _prepared(book: LawBook, on: dt.date) -> _Prepared:
    VICTIM.must_be_in_force(on)
    return _Prepared(
        explained=ready(VICTIM.requirements, on, book),
        tests=tuple(compiled(requirement.test, book, on) for requirement in VICTIM.requirements),
        formulas=Formulas.of(book, on),
        sources=tuple(source for requirement in VICTIM.requirements for source in (requirement.source, *requirement.also)),
        uplift_max=book.in_force(values.UPLIFT_MAX.code, on),
    )


def assess(facts: Mapping[str, object], on: dt.date, book: LawBook) -> Assessment:
    """Find what holds under the law of day `on`, the date of the decision (처분 당시, 행정기본법 제14조제2항).

    `facts` are as in the law command (`teojeon law schema victim`); days may also be `datetime.date`. Absent and None
    are unknown. Raises `LawError` for facts that the command refuses, among them NOT_IN_FORCE.
    """
    prepared = _prepared(book, on)
    findings = find(prepared.explained, read(facts, on, book))
    known = [finding.value for finding in findings]
    conclusion = _conclude(known, prepared.formulas)
    rows: dict[str, Row] = {}
    for finding in findings:
        rows.update(finding.rows)
    by_composite = _composites(known)
    for code in (values.READING_A13.code, values.READING_A31.code, values.DIRECT_NEGATIVE.code):
        rows[code] = book.in_force(code, on)
    return Assessment(
        on=on,
        outcome=conclusion.outcome,
        possible=conclusion.possible,
        missing=conclusion.missing,
        direct_decision=_direct_decision(conclusion.outcome, dict(zip(CODES, known, strict=True)), rows),
        findings=findings,
        classes={name: prepared.formulas.of_class(name, by_composite) for name in CLASSES},
        receipt=receipt(VICTIM.name, on, facts, prepared.sources, rows, hypothetical=book.hypothetical),
    )


def conclude(facts: Mapping[str, object], on: dt.date, book: LawBook) -> Conclusion:
    """Outcome, possible and missing of one case, without reasons. Refuses what `assess` refuses."""
    return conclude_read(read(facts, on, book), on, book)


def conclude_read(known: Mapping[str, object], on: dt.date, book: LawBook) -> Conclusion:
    """As `conclude`, of facts that were read already."""
    prepared = _prepared(book, on)
    return _conclude([test(known) for test in prepared.tests], prepared.formulas)


def class_holds(assessment: Assessment, name: str) -> Truth:
    """Whether the formula of the class GA, NA or DA holds in this assessment; None while it is open."""
    return assessment.classes[name]


def read(facts: Mapping[str, object], on: dt.date, book: LawBook) -> dict[str, object]:
    """The facts as rules read them; refuses contradictions and an uplift beyond the statute."""
    known = read_facts(VICTIM.facts, facts)
    _refuse_contradictions(known)
    uplift, greatest = known.get("cap_uplift"), _prepared(book, on).uplift_max
    if isinstance(uplift, int) and uplift > _amount(greatest):
        raise LawError("BAD_VALUE", f"상향액은 {_amount(greatest):,}원을 넘을 수 없습니다.", "cap_uplift", greatest.source)
    return known


def check_rows(book: LawBook) -> None:
    """Refuse a resolved cap that goes beyond the statute on its first day (BAD_VALUE, S1-XCT-02)."""
    for row in book.authority:
        if row.code == values.RESOLVED_CAP.code and isinstance(row.value, int):
            caps = (values.DEPOSIT_CAP.code, values.UPLIFT_MAX.code)
            greatest = sum(_amount(book.in_force(code, row.from_)) for code in caps)
            if row.value > greatest:
                raise LawError("BAD_VALUE", f"법정 상향 범위({greatest:,}원)를 넘습니다.", row.code, row.source)


def _composites(known: Sequence[Truth]) -> dict[str, Truth]:
    by_code = dict(zip(CODES, known, strict=True))
    return {composite.name: composite.value(by_code) for composite in COMPOSITES}


def _direct_decision(outcome: Outcome, known: Mapping[str, Truth], rows: Mapping[str, Row]) -> bool | None:
    if outcome == "HOLD":
        return None
    if outcome == "DISMISS":
        return rows[values.READING_A31.code].value == "minister"
    by_number = logic.disjunction((known["X1"], known["X2"])) is True
    return outcome == "EXCLUDE" and by_number and rows[values.DIRECT_NEGATIVE.code].value is True


def _amount(row: Row) -> int:
    assert isinstance(row.value, int)
    return row.value


def _refuse_contradictions(known: Mapping[str, object]) -> None:
    has_security, security_on = known.get("has_security_right"), known.get("earliest_security_on")
    if has_security is False and isinstance(security_on, dt.date):
        message = "담보물권이 없다고 하면서 취득일을 적었습니다. 둘 중 하나를 고칩니다."
        raise LawError("BAD_VALUE", message, "earliest_security_on")
    if has_security is True and security_on is False:
        message = "담보물권이 있다고 하면서 취득한 날이 없다고 적었습니다. 둘 중 하나를 고칩니다."
        raise LawError("BAD_VALUE", message, "earliest_security_on")
