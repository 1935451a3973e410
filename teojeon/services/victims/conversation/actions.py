"""The thread in the office: taking a question, replying, noting a call (S1-BEY-03). Nothing here starts or stops a clock."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CODES, CaseAct, Effect
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.action import Guard
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.conversation.models import OUTCOMES, Call, ThreadEntry
from teojeon.services.victims.conversation.windows import is_within

BOXES = ("P-INTAKE", "P-INV", "P-REV", "PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SERVE")
"""Who may answer a person whose case they read."""
TEXT_LIMIT, NOTE_LIMIT, REASON_LIMIT = 2000, 1000, 400
OLDEST_CALL = dt.timedelta(days=7)


@dataclass(frozen=True)
class TalkingAct(CaseAct):
    """An act that any of BOXES may do."""

    def permit(self, row: Any) -> None:
        if not current().actor.boxes & set(BOXES):
            raise Forbidden("FORBIDDEN", f"권한 없음: {self.title} ({', '.join(BOXES)}).", source="S1-USR-09")


def _talking(code: str, title: str, guard: Guard) -> Callable[[Callable[..., Effect]], TalkingAct]:
    CODES.add(code)
    return lambda body: TalkingAct(code, title, Case, BOXES[0], guard, body)


def thread_of(case: Case) -> list[ThreadEntry]:
    """All words of a case, the oldest first."""
    return list(ThreadEntry.objects.visible_to(current().actor).filter(case=case).order_by("at", "id"))


def calls_of(case: Case) -> list[Call]:
    """The calls, the newest first."""
    return list(Call.objects.visible_to(current().actor).filter(case=case).order_by("-called_at"))


def window_of(case: Case) -> str:
    """When the person may be called, as the application says."""
    rows = Party.objects.visible_to(current().actor).filter(case_id=case.pk, role="applicant")
    return rows.values_list("contact_window", flat=True).first() or ""


def _reply_fits(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None
    if not data["text"].strip():
        return Refusal("MISSING_VALUE", "답변을 적습니다.", "text", "S1-BEY-03")
    if len(data["text"]) > TEXT_LIMIT:
        return Refusal("TOO_LONG", f"답변은 {TEXT_LIMIT:,}자까지 적습니다.", "text", "S1-XCT-03")
    return None


@_talking("victims.reply", "질문에 답변", _reply_fits)
def reply(case: Case, *, event: UUID, text: str) -> Effect:
    """Answers all open questions of the case. It replaces no demand, no order and no service: the person's page says so."""
    masked, was_masked = mask_free_text(text.strip())
    now = clock.business_now()
    ThreadEntry.objects.create(**belonging(case), kind="reply", text=masked, at=now, by=current().account, event=event)
    waiting = ThreadEntry.objects.visible_to(current().actor).filter(case=case, kind="question", answered_at=None)
    answered = waiting.update(answered_at=now)
    return Effect(answer={"masked": was_masked}, content={"answered": answered}, tell=("reply", {"text": masked}))


def _call_fits(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None
    called_at, now = data["called_at"], clock.business_now()
    if not now - OLDEST_CALL <= called_at <= now:
        return Refusal("BAD_DATE", "통화한 때는 지난 7일 안에서 지금까지여야 합니다.", "called_at", "S1-BEY-03")
    if data["outcome"] not in dict(OUTCOMES):
        return Refusal("BAD_VALUE", "통화의 결과를 고릅니다.", "outcome", "S1-BEY-03")
    if not is_within(window_of(case), called_at) and not data["reason"].strip():
        message = "신청인이 정한 연락 시간이 아닙니다. 그때 전화한 까닭을 적습니다."
        return Refusal("OUTSIDE_WINDOW", message, "reason", "S1-APP-02")
    if len(data["note"]) > NOTE_LIMIT or len(data["reason"]) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"내용은 {NOTE_LIMIT:,}자, 까닭은 {REASON_LIMIT}자까지 적습니다.", "note", "S1-XCT-03")
    return None


@_talking("victims.log_call", "통화 기록", _call_fits)
def log_call(case: Case, *, event: UUID, called_at: dt.datetime, outcome: str, note: str, reason: str) -> Effect:
    """Notes a call; one outside the person's hours with its reason."""
    masked, was_masked = mask_free_text(note.strip())
    masked_reason, also = mask_free_text(reason.strip())
    outside = not is_within(window_of(case), called_at)
    Call.objects.create(
        **belonging(case),
        called_at=called_at,
        by=current().person,
        outcome=outcome,
        outside_window=outside,
        reason=masked_reason if outside else "",
        note=masked,
        event=event,
    )
    return Effect(answer={"masked": was_masked or also}, content={"outcome": outcome, "outside_window": outside})
