"""What a letter states of each requirement: result, article, what was compared, and what would change it (S1-BEY-01).

Own papers and public registers are quoted with their value; replies of agencies (법§13③), other tenants' deposits and the
landlord's affairs are not: of those the letter says only how the requirement came out.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from teojeon.law.language.expression import Comparison, Expression, Fact, nodes
from teojeon.law.language.interpreter import Step
from teojeon.law.language.kinds import Choice, Won
from teojeon.law.language.rules import Finding
from teojeon.law.victims import VICTIM, Assessment
from teojeon.services.victims.mycase.requirements import plain_of
from teojeon.ui.formats import korean_date, won

QUOTED = frozenset(
    [
        "received_on",
        "natural_person",
        "landlord_side",
        "residential",
        "first_contract_on",
        "deposit",
        "cap_uplift",
        "handover",
        "move_in_reported",
        "fixed_date_obtained",
        "occupying_at_reference",
        "leasehold_registered",
        "jeonse_right_registered",
        "lessor_authorised",
        "sale_completed_on",
        "price_paid_on",
        "victim_count",
        "has_security_right",
        "earliest_security_on",
        "region_class",
    ]
)
"""Facts of public registers and of the applicant's own papers."""
REFUSALS: Mapping[str, tuple[str, ...]] = {
    "DISMISS": ("G1", "G2", "G3", "G4", "G5"),
    "EXCLUDE": ("X1", "X2", "X3"),
    "REJECT": ("R1", "R2", "R3", "R4", "D1", "D2", "D3"),
}
"""Outcome → the requirements that can bring it about."""
JUDGED = frozenset({"R4", "X3"})
"""Requirements that rest on a judgement of the committee alone (법§3①4, §3②3)."""
BASIS: Mapping[str, tuple[str, ...]] = {
    "GA": ("R1", "R2", "R3", "R4"),
    "NA": ("R1", "R3", "R4"),
    "DA": ("R2", "R4", "D1", "D2", "D3"),
}
"""Class → the requirements that a grant names (법§2.4)."""
ANY_BASIS = BASIS["GA"]
WORDS = {True: "충족합니다", False: "충족하지 않습니다", None: "확인되지 않았습니다"}
EXCLUSION_WORDS = {True: "제외 사유에 해당합니다", False: "제외 사유에 해당하지 않습니다", None: "확인되지 않았습니다"}
EXEMPTION_WORDS = {True: "해당합니다", False: "해당하지 않습니다", None: "확인되지 않았습니다"}


def stated(assessment: Assessment, outcome: str) -> list[dict[str, Any]]:
    """Each requirement as the letter gives it, in the order of the law. `decides`: the refusal rests on it."""
    return [_stated(finding, outcome) for finding in assessment.findings]


def _stated(finding: Finding, outcome: str) -> dict[str, Any]:
    code = finding.requirement.code
    decides = code in REFUSALS.get(outcome, ()) and finding.value is (outcome == "EXCLUDE")
    return {
        "code": code,
        "title": finding.requirement.title,
        "source": finding.requirement.source.label,
        "value": finding.value,
        "result": result_words(code, finding.value),
        "decides": decides,
        "why": looked_at_in_words(finding),
        "limit": _nearest_limit(finding) if decides else "",
        "change": _change(finding) if decides else "",
    }


def result_words(code: str, value: bool | None) -> str:
    """충족, or for an exclusion whether it applies."""
    words = EXCLUSION_WORDS if code.startswith("X") else EXEMPTION_WORDS if code == "AC" else WORDS
    return words[value]


def _change(finding: Finding) -> str:
    plain = plain_of(finding.requirement.code)
    limits = [step for step in _leaves(finding.because) if step.left is not None and step.right is not None]
    is_beyond = bool(plain.never and limits) and all(step.value is False for step in limits)
    return plain.never if is_beyond else plain.change


def looked_at_in_words(finding: Finding) -> str:
    """What was looked at, as far as it may be quoted; else how it was decided without saying more."""
    facts = {fact.name: fact for fact in VICTIM.facts}
    read = [
        f"{facts[name].title} {_words(facts[name], value)}" for name, value in finding.compared.items() if _is_told(name, value)
    ]
    if read:
        return f"확인한 내용: {', '.join(read)}."
    if finding.value is None:
        return "확인할 자료가 없었습니다."
    return "위원회가 심의하여 판단했습니다." if finding.requirement.code in JUDGED else "조사한 내용은 이 문서에 적지 않습니다."


def _is_told(name: str, value: object) -> bool:
    return name in QUOTED and value is not None


def _nearest_limit(finding: Finding) -> str:
    """By how much the requirement came out so: of its limits the one that lies nearest."""
    missed = [step for step in _leaves(finding.because) if step.value is finding.value and _may_be_quoted(step.node)]
    amounts = [(abs(step.left - step.right), step) for step in missed if _are_won(step)]
    if amounts:
        distance, step = min(amounts, key=lambda pair: pair[0])
        return f"비교한 금액은 {_plain(step.left)}, 기준은 {_plain(step.right)}이고 차이는 {won(distance)}입니다."
    numbers = [step for step in missed if isinstance(step.left, int) and isinstance(step.right, int)]
    if numbers:
        return f"비교한 수는 {numbers[0].left:,}, 기준은 {numbers[0].right:,}입니다."
    days = [step for step in missed if isinstance(step.left, dt.date) and isinstance(step.right, dt.date)]
    return f"비교한 날은 {_plain(days[0].left)}, 기준일은 {_plain(days[0].right)}입니다." if days else ""


def _are_won(step: Step) -> bool:
    return isinstance(step.node, Comparison) and step.node.left.kind == Won and None not in (step.left, step.right)


def _may_be_quoted(node: Expression) -> bool:
    return all(each.name in QUOTED for each in nodes(node) if isinstance(each, Fact))


def _leaves(steps: Sequence[Step]) -> Iterator[Step]:
    for step in steps:
        if step.because:
            yield from _leaves(step.because)
        else:
            yield step


def _words(fact: Fact, value: object) -> str:
    if isinstance(fact.kind, Choice):
        return dict(fact.kind.options).get(str(value), str(value))
    if value is False and fact.kind.name == "date_or_not":
        return "없음"
    return _plain(value, is_won=fact.kind == Won)


def _plain(value: object, *, is_won: bool = True) -> str:
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, dt.date):
        return korean_date(value)
    if isinstance(value, int):
        return won(value) if is_won else f"{value:,}"
    return str(value)


def reasons_in_words(findings: Sequence[Mapping[str, Any]], outcome: str) -> list[str]:
    """The sentences of the letter. A grant names in one what was found to be met; a refusal gives each ground one of its own."""
    deciding = [each for each in findings if each["decides"]]
    if deciding:
        return [f"{each['title']}({each['source']}): {each['result']}. {each['limit']}".strip() for each in deciding]
    known = [each for each in findings if each["value"] is True and each["code"][0] in "GRD"]
    met = [each for each in known if each["code"] in BASIS.get(outcome, ANY_BASIS)] or known
    listed = ", ".join(f"{each['title']}({each['source']})" for each in met)
    return [f"자료로 확인한 요건은 다음과 같습니다: {listed}."] if met else []
