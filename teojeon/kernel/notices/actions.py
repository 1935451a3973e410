"""What a person decides about messages: one whose answer was lost, one that must go by post; the own address for digests."""

from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.notices.models import Notice, OfficialAddress
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current

DECIDING_BOXES = frozenset({"P-INTAKE", "PM-SERVE"})
SEND_AGAIN, WAS_SENT, POST_SENT = "again", "was_sent", "posted"
DECISIONS = {SEND_AGAIN: "다시 보냅니다", WAS_SENT: "보내진 것으로 확인했습니다", POST_SENT: "우편으로 보냈습니다"}


def decide(key: UUID, decision: str) -> Notice:
    """Ends the doubt about one message. Raises Missing, Forbidden; Refusal NOTHING_TO_DECIDE, BAD_VALUE."""
    if not current().actor.boxes & DECIDING_BOXES:
        raise Forbidden("FORBIDDEN", "권한 없음: 안내 발송의 처리.", source="S1-USR-09")
    rows = Notice.objects.visible_to(current().actor).filter(pk=key)
    row: Notice | None = rows.select_for_update(no_key=True, of=("self",)).first()
    if row is None:
        raise Missing("notice")
    if decision not in DECISIONS:
        raise Refusal("BAD_VALUE", "처리 방법을 고릅니다.", "decision", "S1-NTF-02")
    is_open = row.post == Notice.POST_NEEDED if decision == POST_SENT else row.state == Notice.MAYBE_SENT
    if not is_open:
        raise Refusal("NOTHING_TO_DECIDE", "다른 담당자가 먼저 처리했거나 처리할 것이 없습니다.", source="S1-NTF-02")
    if decision == SEND_AGAIN:
        row.state, row.tries, row.next_try_at = Notice.QUEUED, 0, clock.real_now()
    elif decision == WAS_SENT:
        row.state, row.sent_at = Notice.SENT, clock.business_now()
    else:
        row.post = Notice.POST_DONE
    row.decided_by, row.decided_at = current().account, clock.business_now()
    row.save()
    record(row.controller, row.pk, "notices.decide", {"decision": decision}, subject=row.case_id)
    return row


def set_own_address(email: str) -> None:
    """Where the signed-in official gets the daily digest; empty = nowhere."""
    account = current().person
    event = record(MINISTRY_CODE, account, "notices.own_address", {"set": bool(email)})
    if email:
        OfficialAddress.objects.update_or_create(account=account, defaults={"email": email, "event": event})
    else:
        OfficialAddress.objects.filter(account=account).delete()
