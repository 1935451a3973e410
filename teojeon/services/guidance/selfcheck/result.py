"""What the self-check tells: likely class, likely exclusion, or on what it depends. Never a decision (S1-GUI-02).

The engine runs twice: on the answers alone, and as if the committee found what it alone finds (intent, and no own recovery). The second
run tells which class the answers lead to; what is still unknown in it is what the person or the authority can settle.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from teojeon.law import victims
from teojeon.law.book import LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.victims import Assessment
from teojeon.law.victims.values import ACT_VALID_TO, DEPOSIT_CAP, UPLIFT_MAX
from teojeon.services.guidance.selfcheck.answers import facts_of
from teojeon.services.guidance.selfcheck.words import BY_COMMITTEE, DEPENDS, OUT_OF_REACH
from teojeon.ui.formats import shown_date, shown_reading, shown_won
from teojeon.ui.languages import worded

CLASSES = ("GA", "NA", "DA")
CLASS_TITLES = {"GA": "가목(전세사기피해자)", "NA": "나목 임차인", "DA": "다목 임차인"}
MAY_BE_RAISED = (
    "보증금 {deposit}은 상한 {cap}보다 많습니다. 위원회가 시·도와 피해자의 여건을 고려하여 상한을 {highest}까지 올릴 수 있습니다. "
    "올리지 않더라도 나목 임차인이 될 가능성이 있습니다."
)
ABOVE_EVERY_CAP = "보증금이 위원회가 올릴 수 있는 가장 높은 상한({highest})보다 많아, 나목의 요건을 중심으로 봅니다."
TAKEN_UNTIL = "이 법에 따른 신청은 {last}까지 받습니다."
PERIOD_OVER = (
    "이 법에 따른 신청 기간은 {last}에 끝났습니다(부칙(법률 제19425호) 제2조·제4조). 전세피해지원센터에서 상담할 수 있고, "
    "그래도 신청하면 접수하여 기간이 지난 신청으로 검토합니다."
)
COMMITTEE_FINDS: Mapping[str, object] = {"intent_found": True, "self_recovery_found": False}
LIKELY, EXCLUDED, OPEN = "likely", "excluded", "open"


@dataclass(frozen=True)
class Condition:
    """One requirement in plain words. `note`: what else matters, such as a cap that the committee may raise."""

    code: str
    words: str
    source: str
    note: str = ""


@dataclass
class Result:
    """`kind`: LIKELY, EXCLUDED or OPEN. `classes`: which are possible, in the order of the law. `depends_on`: what settles it.

    `against`: conditions that by the answers speak against it. `parameters`: the values of the law that were read.
    """

    on: dt.date
    kind: str
    classes: list[str] = field(default_factory=list)
    depends_on: list[Condition] = field(default_factory=list)
    against: list[Condition] = field(default_factory=list)
    by_committee: list[Condition] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def likely_class(self) -> list[str]:
        """The classes in words."""
        return [CLASS_TITLES[each] for each in self.classes]


def check(answers: Mapping[str, Any], on: dt.date) -> Result:
    """The result of these answers under the law of that day. Raises LawError for a day without the law."""
    book = LawBook.shipped()
    facts = facts_of(answers, on, book)
    assumed = {**facts, **COMMITTEE_FINDS}
    assessment = victims.assess(assumed, on, book)
    reachable = victims.reachable(assumed, on, book) or (assessment.outcome,)
    classes: list[str] = [each for each in CLASSES if each in reachable]
    covered = answers.get("guarantee") == "whole"  # which decides even where the deposit was not said
    return Result(
        on=on,
        kind=EXCLUDED if not classes else LIKELY if len(reachable) == 1 else OPEN,
        classes=classes,
        depends_on=[_condition(code, assessment, DEPENDS) for code in assessment.missing] if classes else [],
        against=_against(assessment, classes, {"X1"} if covered else set()),
        by_committee=[_condition(code, assessment, BY_COMMITTEE) for code in BY_COMMITTEE],
        notes=_notes(facts, on, book),
        parameters=_parameters(assessment),
    )


def _condition(code: str, assessment: Assessment, words: Mapping[str, str]) -> Condition:
    return Condition(code, words[code], assessment.finding(code).requirement.source.label)


def _against(assessment: Assessment, classes: list[str], said: set[str]) -> list[Condition]:
    """By the answers not met: for every class, or for the classes that are therefore out of reach. `said`: the same by the answer itself."""
    found = []
    for finding in assessment.findings:
        code = finding.requirement.code
        speaks_against = finding.value is (code.startswith("X")) or code in said
        if code == "AC" or not speaks_against or code not in OUT_OF_REACH:
            continue
        if code.startswith("D") and "DA" in classes:
            continue
        found.append(_condition(code, assessment, OUT_OF_REACH))
    return found


def _notes(facts: Mapping[str, object], on: dt.date, book: LawBook) -> list[str]:
    notes = []
    deposit = facts.get("deposit")
    cap, uplift = _amount(book, DEPOSIT_CAP.code, on), _amount(book, UPLIFT_MAX.code, on)
    if isinstance(deposit, int) and cap < deposit <= cap + uplift:
        highest = shown_reading(cap + uplift)
        notes.append(worded(MAY_BE_RAISED, deposit=shown_reading(deposit), cap=shown_reading(cap), highest=highest))
    if isinstance(deposit, int) and deposit > cap + uplift:
        notes.append(worded(ABOVE_EVERY_CAP, highest=shown_won(cap + uplift)))
    last = book.in_force(ACT_VALID_TO.code, on).value
    assert isinstance(last, dt.date)
    notes.append(worded(TAKEN_UNTIL if on <= last else PERIOD_OVER, last=shown_date(last)))
    return notes


def _amount(book: LawBook, code: str, on: dt.date) -> int:
    value = book.in_force(code, on).value
    assert isinstance(value, int)
    return value


def _parameters(assessment: Assessment) -> dict[str, Any]:
    receipt = assessment.receipt.get("parameters")
    return dict(receipt) if isinstance(receipt, Mapping) else {}


__all__ = ["EXCLUDED", "LIKELY", "OPEN", "Condition", "LawError", "Result", "check"]
