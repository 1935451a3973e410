"""Which events of a case are told by an information message, in which words (S1-NTF-02, S1-BEY-03)."""

import datetime as dt
from uuid import UUID, uuid5

from django.conf import settings

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, Deadline, TimelineEntry
from teojeon.kernel.cases.moves import MOVED
from teojeon.kernel.cases.observers import observed_by
from teojeon.kernel.notices import sending
from teojeon.kernel.notices.templates import NoticeEvent, declare
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, NAMESPACE
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.consents.models import Consent
from teojeon.services.victims.progress.clock import DEMANDED
from teojeon.ui.formats import korean_date

LOOK = "{site}에서 확인합니다."


def _event(code: str, title: str, words: str) -> NoticeEvent:
    """The same words by SMS and e-mail."""
    text = f"[{{site}}] {words}"
    return NoticeEvent(code, title, text, f"[{{site}}] {title}", f"{words}\n\n이 전자우편은 송달이 아닙니다. 답장은 읽지 않습니다.")


declare(
    _event("acknowledged", "신청 전달", f"신청이 담당 기관에 전달되었습니다. {LOOK}"),
    _event("confirm_receipt", "접수", f"신청이 접수되었습니다. 하실 일은 없습니다. {LOOK}"),
    _event("send", "국토교통부로 보냄", f"조사를 마치고 국토교통부로 보냈습니다. 하실 일은 없습니다. {LOOK}"),
    _event("table", "위원회 심의 시작", f"위원회 심의가 시작되었습니다. 하실 일은 없습니다. {LOOK}"),
    _event("resolve", "심의 마침", f"위원회 심의를 마쳤습니다. 하실 일은 없습니다. {LOOK}"),
    _event("dispatch", "결과 등록", f"결과가 등록되었습니다. {LOOK}"),
    _event("serve", "송달 확인", f"보낸 문서의 도달을 확인했습니다. 다음 기한을 {LOOK}"),
    _event("withdraw", "취하 처리", f"취하를 처리했습니다. {LOOK}"),
    _event("deadline_moved", "기한 변경", f"진행 기한이 바뀌었습니다. {LOOK}"),
    _event("supplement", "보완 요구", f"제출해 주셔야 하는 서류가 있습니다. {LOOK}"),
    _event("supplement_due", "보완 기한 3일 전", f"서류를 {{due}}까지 제출해 주셔야 합니다. {LOOK}"),
    _event("supplement_done", "보완 접수", f"보완하신 내용이 접수되었습니다. 하실 일은 없습니다. {LOOK}"),
    _event("returned", "문서 등록", f"새 문서가 등록되었습니다. {LOOK}"),
    _event("reply", "질문에 답변", f"질문에 답변이 등록되었습니다. {LOOK}"),
    _event("silent", "진행 안내", f"절차가 진행되고 있습니다. 하실 일은 없습니다. {LOOK}"),
)

TOLD: dict[str, str] = {
    "filed": "acknowledged",
    "confirm_receipt": "confirm_receipt",
    "send": "send",
    "table": "table",
    "resolve": "resolve",
    "victims.dispatch": "dispatch",
    "serve": "serve",
    "withdraw": "withdraw",
    "answer_supplement": "supplement_done",
    "victims.reply": "reply",
    MOVED: "deadline_moved",
    **dict.fromkeys(DEMANDED, "supplement"),
    "return_application": "returned",
}
"""Kind of a timeline line → event of the message."""
LEGALLY_NEEDED = frozenset({"supplement", "returned"})
"""Told whoever refused SMS, and by post where three tries failed."""
REMINDED = {"SUPPLEMENT": "supplement_due"}
"""Deadlines that the person has to keep, of which a message reminds three days before."""
REMIND_DAYS = 3


@observed_by
def tell(case: Case, entry: TimelineEntry) -> None:
    """Queues the message of an event, once; without anything that the text may not say."""
    if event_code := TOLD.get(entry.kind):
        if entry.kind == MOVED and entry.content.get("from") == entry.content.get("to"):
            return
        demand = event_code in LEGALLY_NEEDED
        sending.queue(case, event_code, demand=demand, cause=entry.event, words={"site": settings.SITE_NAME})


@sending.wanted_by
def wants_messages(case: UUID, channel: str) -> bool:
    """Whether the person of a case may be told by SMS (C5): asked and not consented, or taken back, is no. E-mail is not asked for.

    Who was never asked (filed on paper or before the consents) is told until that is refused (운용규정§7①7).
    """
    if channel != "sms":
        return True
    rows = Consent.objects.visible_to(current().actor).filter(case=case, consent_code="C5")
    newest: Consent | None = rows.order_by("-at").first()
    return newest is None or (newest.granted is True and newest.withdrawn_at is None)


def remind() -> int:
    """Each morning: one message for each demand whose last day is three days ahead. Returns how many there are."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        wanted = clock.business_today() + dt.timedelta(days=REMIND_DAYS)
        rows = Deadline.objects.visible_to(unit.actor).filter(code__in=REMINDED, effective=wanted, closed_on=None)
        found = list(rows.select_related("case").order_by("case"))
        for row in found:
            cause = uuid5(NAMESPACE, f"reminder/{row.case_id}/{row.code}/{row.effective.isoformat()}")
            words = {"site": settings.SITE_NAME, "due": korean_date(row.effective)}
            sending.queue(row.case, REMINDED[row.code], demand=True, cause=cause, words=words)
    return len(found)
