"""What a person may do with an own case: withdraw it (행정절차법§17⑧, S1-APP-09)."""

from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.action import action
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.drafts import FILED
from teojeon.services.victims.application.models import Draft, PortalEntry
from teojeon.services.victims.mycase.queries import entries_of, may_withdraw

SOURCE = "행정절차법§17⑧"


def can_be_withdrawn(draft: Draft, **data: Any) -> Refusal | None:
    """Filed, not decided as far as the portal knows, and not withdrawn already."""
    if draft.state != FILED:
        return Refusal("NOT_FILED", "아직 제출하지 않은 신청서입니다. 쓰던 신청서는 지울 수 있습니다.", source=SOURCE)
    if may_withdraw(entries_of(draft.pk)):
        return None
    return Refusal(
        "NOT_WITHDRAWABLE",
        "이미 취하했거나 결정된 사건입니다. 결정에 이의가 있으면 결정문에 적힌 방법으로 이의신청을 합니다.",
        source=SOURCE,
    )


@action("application.withdraw", "취하", Draft, guard=can_be_withdrawn)
def withdraw(draft: Draft, *, event: UUID, reason: str) -> dict[str, Any]:
    """Tells the office; the legal day is today. Numbers of persons in the reason are hidden."""
    today = clock.business_today()
    sent = send(draft.pk, draft.account, "withdrawal", {"reason": mask_free_text(reason)[0]}, event=event)
    PortalEntry.objects.create(
        account=draft.account,
        subject=draft.pk,
        step="withdrawal_sent",
        on=today,
        message=sent,
        at=clock.business_now(),
    )
    return {"on": today.isoformat()}
