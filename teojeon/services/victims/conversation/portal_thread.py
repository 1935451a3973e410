"""The own thread on the portal: reading it, asking (S1-BEY-03). No clock follows from it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.work.action import action
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.calendar import workdays_after
from teojeon.services.victims.application.drafts import FILED
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.conversation.models import ANSWER_WORKDAYS, PortalThreadEntry
from teojeon.services.victims.papers import adding
from teojeon.ui.languages import worded

TEXT_LIMIT = 2000
A_DAY = 10
QUESTION = "question"  # kind of the message, and purpose of the papers that come with it


@dataclass(frozen=True)
class Shown:
    """One word of the thread. `promised_on`: by when the office answers, for a question."""

    is_mine: bool
    text: str
    at: datetime
    promised_on: date | None


def promised_on(day: date) -> date:
    """The second working day after a day."""
    return workdays_after(day, ANSWER_WORKDAYS, extra_holidays())


def thread_of(subject: UUID) -> list[Shown]:
    """All words of one own case, the oldest first."""
    rows = PortalThreadEntry.objects.visible_to(current().actor).filter(subject=subject).order_by("at", "id")
    return [
        Shown(row.kind == "question", decrypt_text(row.account, bytes(row.box), f"thread/{row.pk}"), row.at, row.promised_on)
        for row in rows
    ]


def keep(subject: UUID, account: UUID, kind: str, text: str, at: datetime, **more: Any) -> PortalThreadEntry:
    """Writes one word into the thread, under the account's key."""
    key = uuid.uuid4()
    made: PortalThreadEntry = PortalThreadEntry.objects.create(
        id=key, account=account, subject=subject, kind=kind, box=encrypt_text(account, text, f"thread/{key}"), at=at, **more
    )
    return made


def _may_ask(draft: Draft, **data: Any) -> Refusal | None:
    if draft.state != FILED:
        return Refusal("NOT_FILED", "아직 제출하지 않은 신청서입니다. 제출한 뒤에 묻습니다.", source="S1-BEY-03")
    if not data["text"].strip():
        return Refusal("MISSING_VALUE", "물을 내용을 적습니다.", "text", "S1-BEY-03")
    if len(data["text"]) > TEXT_LIMIT:
        return Refusal("TOO_LONG", worded("질문은 {limit:,}자까지 적습니다.", limit=TEXT_LIMIT), "text", "S1-XCT-03")
    rows = PortalThreadEntry.objects.visible_to(current().actor).filter(subject=draft.pk, kind="question")
    today = clock.business_now().replace(hour=0, minute=0, second=0, microsecond=0)
    if rows.filter(at__gte=today).count() >= A_DAY:
        message = "하루에 {most}번까지 묻습니다. 내일 다시 묻거나, 한 질문에 모아 적습니다."
        return Refusal("TOO_MANY", worded(message, most=A_DAY), "text", "S1-BEY-03")
    return None


@action("conversation.ask", "질문", Draft, guard=_may_ask)
def ask(draft: Draft, *, event: UUID, text: str) -> dict[str, Any]:
    """Sends a question to the office, with the papers that were put beside it. Numbers of persons are hidden."""
    masked, was_masked = mask_free_text(text.strip())
    now, due = clock.business_now(), promised_on(clock.business_today())
    content: dict[str, Any] = {"text": masked, "due": due.isoformat()}
    bundle = adding.begun(draft.pk, QUESTION)
    if bundle is not None and (papers := adding.close(bundle.id)):
        content["papers"] = papers
    message = send(draft.pk, draft.account, QUESTION, content, event=event)
    keep(draft.pk, draft.account, "question", masked, now, promised_on=due, message=message)
    return {"masked": was_masked, "due": due.isoformat()}
