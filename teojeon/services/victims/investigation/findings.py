"""The findings of a report: each requirement on the facts of that day, with what the investigator proposes (S1-INV-06).

Where only the committee finds (R4, X3), the rules leave a requirement open; a proposal beside it is no finding and changes no result.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.assessment.assess import assess_matter, matter_of
from teojeon.services.victims.assessment.given import judged
from teojeon.services.victims.investigation.models import Fact

INTENT, SELF_RECOVERY = "R4", "X3"
PROPOSALS = {"yes": True, "no": False}
WORDS = {True: "예", False: "아니오", None: "모름"}

Finding = dict[str, Any]


def findings_of(case: Case, facts: Mapping[str, Fact], self_recovery: str = "") -> list[Finding]:
    """One entry a requirement, in the order of the law: code, title, source, value (null = unknown) and what is proposed.

    `self_recovery`: yes, no, or empty where the investigator proposes nothing. Empty where the facts cannot be assessed.
    """
    try:
        assessment = assess_matter(matter_of(case, facts), clock.business_today())
    except Refusal:
        return []
    intent = facts.get("intent_proposal")
    proposed = {INTENT: judged(intent.value) if intent else None, SELF_RECOVERY: PROPOSALS.get(self_recovery)}
    return [
        {
            "code": each.requirement.code,
            "title": each.requirement.title,
            "source": str(each.requirement.source),
            "value": each.value,
            "proposed": proposed.get(each.requirement.code) if each.value is None else None,
        }
        for each in assessment.findings
    ]


def stands(finding: Mapping[str, Any]) -> bool | None:
    """What a person who wrote it holds: the value, or the proposal where the rules leave it open."""
    value: bool | None = finding["value"]
    return finding.get("proposed") if value is None else value


def in_words(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same for a page: a proposal is called one."""
    return [
        {
            **each,
            "word": WORDS[each["value"]],
            "proposal": WORDS[each["proposed"]] if each.get("proposed") is not None else "",
        }
        for each in findings
    ]
