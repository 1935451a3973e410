"""Giving a consent later, and taking one back, from "my case" (S1-APP-08; 개보법§37). It has effect from that moment on."""

from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.work.action import action
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.drafts import FILED, find_filing
from teojeon.services.victims.application.models import Draft, PortalEntry
from teojeon.services.victims.consents.giving import record_of
from teojeon.services.victims.consents.models import PortalConsent
from teojeon.services.victims.consents.portal_view import kept_fields, standing_of
from teojeon.services.victims.consents.texts import Text, texts_on
from teojeon.services.victims.mandates.roles import role_on
from teojeon.ui.languages import translated, worded

SOURCE = "개보법§22, §37"
CHANGED = "consent_changed"


def may_answer(draft: Draft, *, code: str, granted: bool, text_version: int) -> Refusal | None:
    """A filed application, a consent that is asked, an answer that is new, and the text that the person has read."""
    if draft.state != FILED:
        return Refusal("NOT_FILED", "아직 제출하지 않은 신청서입니다. 신청서의 7단계에서 답합니다.", source=SOURCE)
    standing = standing_of(find_filing(draft.pk), code)
    if standing is None:
        return Refusal("BAD_VALUE", "묻지 않는 동의입니다. 화면을 새로 열어 다시 고릅니다.", "code", SOURCE)
    if standing.stands == granted and standing.granted is not None:
        return Refusal(
            "ALREADY_SO",
            worded("이미 ‘{answer}’으로 되어 있습니다. 바꿀 것이 없습니다.", answer=translated(standing.word)),
            "code",
            SOURCE,
        )
    if granted and text_version != _newest(code).version:
        return Refusal("TEXT_CHANGED", "동의 내용이 바뀌었습니다. 새 내용을 읽고 다시 고릅니다.", "code", SOURCE)
    return None


def _newest(code: str) -> Text:
    return next(text for text in texts_on(clock.business_today()) if text.code == code)


@action("application.answer_consent", "동의·철회", Draft, guard=may_answer)
def answer_consent(draft: Draft, *, event: UUID, code: str, granted: bool, text_version: int) -> dict[str, Any]:
    """Keeps the answer and tells the office, in one unit. A withdrawal names the text that was consented to."""
    now = clock.business_now()
    standing = standing_of(find_filing(draft.pk), code)
    assert standing is not None  # the guard asked
    record = record_of(standing.text if not granted else _newest(code), granted, now, role_on(draft))
    row = kept_fields(record)
    if standing.stands:
        row |= {"granted": True, "at": standing.since, "withdrawn_at": now}
    PortalConsent.objects.create(account=draft.account, subject=draft.pk, event=event, **row)
    sent = send(draft.pk, draft.account, "consent", {"consents": [record]}, event=event)
    PortalEntry.objects.create(
        account=draft.account, subject=draft.pk, step=CHANGED, on=clock.business_today(), message=sent, at=now
    )
    return {"at": now.isoformat()}
