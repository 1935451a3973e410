"""What people may propose beside the result of the rules (S1-ASM-12): with a reason, and no class whose formula is false."""

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Refusal
from teojeon.law import victims
from teojeon.law.victims import Assessment
from teojeon.services.victims.assessment.assess import assess_case
from teojeon.services.victims.assessment.outcomes import OUTCOMES

CLASSES, GATES, EXCLUSIONS = ("GA", "NA", "DA"), ("G1", "G2", "G3", "G4", "G5"), ("X1", "X2", "X3")


def refuse_impossible_class(case: Case, outcome: str, field: str) -> Refusal | None:
    """A refusal where the facts on file rule this class out under the law of today; an open class may be proposed.

    Facts that cannot be assessed rule nothing out: their reason stands on the case page.
    """
    try:
        assessment = assess_case(case, clock.business_today())
    except Refusal:
        return None
    if not _is_ruled_out(assessment, outcome):
        return None
    false = [finding.requirement for finding in assessment.findings if finding.value is False]
    named = ", ".join(f"{requirement.code} {requirement.title}" for requirement in false)
    message = (
        f"«{OUTCOMES[outcome]}»은 확인한 사실과 법의 요건에 맞지 않아 제안할 수 없습니다. ‘아니오’로 확인된 요건: {named or '없음'}. "
        "사실이 틀렸으면 사실을 고쳐 적고, 아니면 다른 의견을 고릅니다."
    )
    return Refusal("CLASS_IMPOSSIBLE", message, field, "S1-ASM-12, 법§3")


def _is_ruled_out(assessment: Assessment, outcome: str) -> bool:
    """Whether the formula of this outcome is certainly false, whatever comes to be known."""
    if outcome in CLASSES:
        return victims.class_holds(assessment, outcome) is False
    if outcome == "DISMISS":
        return all(finding.value for finding in assessment.findings if finding.requirement.code in GATES)
    if outcome == "EXCLUDE":
        return all(finding.value is False for finding in assessment.findings if finding.requirement.code in EXCLUSIONS)
    return any(victims.class_holds(assessment, name) for name in CLASSES)
