"""Assess one case of 전세사기피해자등: findings with reasons, and the receipt that a decision keeps."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from teojeon.law.book import LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.language.parameters import Row
from teojeon.law.language.reading import read_facts
from teojeon.law.language.rules import Finding
from teojeon.law.language.rules import assess as find
from teojeon.law.receipt import receipt
from teojeon.law.victims.rules import DEPOSIT_CAP, RESOLVED_CAP, UPLIFT_MAX, VICTIM


@dataclass(frozen=True)
class Assessment:
    """The result for one case on one day: findings in the order of the law, and the receipt."""

    on: dt.date
    findings: tuple[Finding, ...]
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
            "findings": [finding.as_dict() for finding in self.findings],
            "receipt": dict(self.receipt),
        }


def assess(facts: Mapping[str, object], on: dt.date, book: LawBook) -> Assessment:
    """Find what holds under the law of day `on`, the date of the decision (처분 당시, 행정기본법 제14조제2항).

    `facts` are as in the law command (`teojeon law schema victim`); days may also be `datetime.date`. Absent and None
    are unknown. Raises `LawError` for facts that the command refuses, among them NOT_IN_FORCE.
    """
    VICTIM.must_be_in_force(on)
    known = read_facts(VICTIM.facts, facts)
    _refuse_contradictions(known)
    _refuse_uplift_beyond_statute(known, on, book)
    findings = find(VICTIM.requirements, known, on, book)
    rows: dict[str, Row] = {}
    for finding in findings:
        rows.update(finding.rows)
    sources = [requirement.source for requirement in VICTIM.requirements]
    return Assessment(on, findings, receipt(VICTIM.name, on, facts, sources, rows, hypothetical=book.hypothetical))


def check_rows(book: LawBook) -> None:
    """Refuse a resolved cap that goes beyond the statute on its first day (BAD_VALUE, S1-XCT-02)."""
    for row in book.authority:
        if row.code == RESOLVED_CAP.code and isinstance(row.value, int):
            greatest = _amount(book.in_force(DEPOSIT_CAP.code, row.from_)) + _amount(book.in_force(UPLIFT_MAX.code, row.from_))
            if row.value > greatest:
                raise LawError("BAD_VALUE", f"법정 상향 범위({greatest:,}원)를 넘습니다.", row.code, row.source)


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


def _refuse_uplift_beyond_statute(known: Mapping[str, object], on: dt.date, book: LawBook) -> None:
    uplift = known.get("cap_uplift")
    row = book.in_force(UPLIFT_MAX.code, on)
    if isinstance(uplift, int) and uplift > _amount(row):
        raise LawError("BAD_VALUE", f"상향액은 {_amount(row):,}원을 넘을 수 없습니다.", "cap_uplift", row.source)
