"""Who reviewed a case. A room of its own, since the assignment asks it as well (S1-USR-09: P-INV × P-REV on one case)."""

from uuid import UUID

from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.additional.models import InvestigationOrder
from teojeon.services.victims.investigation.models import Report


def reviewer_refusal(case: Case, account: UUID | None, field: str = "") -> Refusal | None:
    """Why this account cannot investigate this case: it reviewed a report or an addendum of it."""
    actor = current().actor
    reports = Report.objects.visible_to(actor).filter(case=case, reviewed_by=account)
    addenda = InvestigationOrder.objects.visible_to(actor).filter(case=case, reviewed_by=account)
    if not (reports.exists() or addenda.exists()):
        return None
    message = "이 사건의 보고를 검토한 사람은 조사할 수 없습니다. 다른 담당자가 조사합니다."
    return Refusal("SAME_PERSON", message, field, "S1-USR-09")
