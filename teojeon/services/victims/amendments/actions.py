"""The portal's part: beginning a change, saving it, sending it (S1-APP-09). The filing's own copy follows what was sent."""

import json
from typing import Any
from uuid import UUID

from django.utils import translation

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import decrypt_for, destroy, encrypt_for
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import action, record
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.amendments.changes import changed_codes, changes
from teojeon.services.victims.amendments.models import OPEN, SENT, PortalAmendment
from teojeon.services.victims.application.content import (
    Content,
    Filed,
    filed_box,
    from_json,
    load_filed,
    to_json,
)
from teojeon.services.victims.application.drafts import find_filing
from teojeon.services.victims.application.filed import filing_message
from teojeon.services.victims.application.models import Filing, PortalEntry
from teojeon.services.victims.application.questions import questions
from teojeon.services.victims.application.statements import statements
from teojeon.services.victims.mycase.queries import entries_of, may_withdraw
from teojeon.ui.languages import RECORD

SOURCE = "행정절차법§17⑧"


def begin(subject: UUID) -> PortalAmendment:
    """The change being written, made from what is filed where there is none. Raises Missing, Refusal TOO_LATE."""
    filing = find_filing(subject)
    own = PortalAmendment.objects.visible_to(current().actor).filter(filing=subject)
    standing: PortalAmendment | None = own.filter(state=OPEN).first()
    if standing:
        return standing
    if refusal := _too_late(subject):
        raise refusal
    amendment = PortalAmendment(
        controller=MINISTRY_CODE,
        handled_by=MINISTRY_CODE,
        state=OPEN,
        account=filing.account,
        filing=subject,
        number=own.count() + 2,
        saved_at=clock.business_now(),
    )
    keep(amendment, load_filed(filing).content)
    amendment.save(force_insert=True)
    record(MINISTRY_CODE, amendment.pk, "amendment.begin", {"number": amendment.number}, subject=amendment.account)
    return amendment


def find(pk: UUID) -> PortalAmendment:
    """The change of an own case. Raises Missing."""
    row: PortalAmendment | None = PortalAmendment.objects.visible_to(current().actor).filter(pk=pk).first()
    if row is None:
        raise Missing("amendment")
    return row


def sent_of(subject: UUID) -> list[PortalAmendment]:
    """What was sent, the newest first."""
    return list(PortalAmendment.objects.visible_to(current().actor).filter(filing=subject, state=SENT).order_by("-number"))


def content_of(amendment: PortalAmendment) -> Content:
    """What is being written."""
    return from_json(json.loads(decrypt_for(amendment.pk, bytes(amendment.box), _place(amendment))))


def keep(amendment: PortalAmendment, content: Content) -> None:
    """Puts the content under the amendment's own key. The caller saves the row."""
    plain = json.dumps(to_json(content), ensure_ascii=False, sort_keys=True).encode()
    amendment.box = encrypt_for(amendment.pk, plain, _place(amendment))


def changes_of(amendment: PortalAmendment) -> list[dict[str, str]]:
    """What a sent change changed, in words."""
    found: list[dict[str, str]] = json.loads(decrypt_for(amendment.account, bytes(amendment.box), _place(amendment)))
    return found


def reply_of(amendment: PortalAmendment) -> str:
    """What the office said of it; empty before."""
    box = bytes(amendment.reply_box)
    return decrypt_for(amendment.account, box, f"{_place(amendment)}/reply").decode() if box else ""


def still_written(amendment: PortalAmendment, **data: Any) -> Refusal | None:
    """What was sent is changed by a further change."""
    if amendment.state == OPEN:
        return None
    return Refusal("ALREADY_SENT", "이미 제출한 변경입니다. 더 고치려면 새로 시작합니다.", source=SOURCE)


@action("amendment.save", "변경 임시 저장", PortalAmendment, guard=still_written)
def save_step(amendment: PortalAmendment, *, event: UUID, **step: Any) -> dict[str, Any]:
    """Stores one step; `step` as `Content.with_step` takes it."""
    keep(amendment, content_of(amendment).with_step(**step))
    amendment.saved_at = clock.business_now()
    return {"saved_at": amendment.saved_at.isoformat()}


def may_be_sent(amendment: PortalAmendment) -> Refusal | None:
    """Something differs, and the decision is not known here; the office says the last word."""
    if refusal := still_written(amendment) or _too_late(amendment.filing):
        return refusal
    before = load_filed(_filing(amendment)).content
    if not changes(before, content_of(amendment), clock.business_today()):
        return Refusal("NOTHING_CHANGED", "고친 내용이 없습니다. 고칠 단계를 골라 내용을 바꾼 뒤 제출합니다.", source=SOURCE)
    return None


@action("amendment.send", "신청 내용 변경", PortalAmendment, guard=may_be_sent)
def send_amendment(amendment: PortalAmendment, *, event: UUID) -> dict[str, Any]:
    """Sends the change; from now on the filing's own copy shows the new version, and the change shows both."""
    filing, now = _filing(amendment), clock.business_now()
    filed, after, today = load_filed(filing), content_of(amendment), clock.business_today()
    with translation.override(RECORD):
        shown = [each.as_dict() for each in changes(filed.content, after, today)]
    flags = tuple(sorted({question.code for question in questions(after, clock.seoul_day(filing.received_at))}))
    message = filing_message(after, now, channel="internet", papers=[], flags=flags)
    sent = send(
        filing.pk,
        filing.account,
        "amendment",
        {
            "amendment": str(amendment.pk),
            "number": amendment.number,
            "changes": shown,
            "said": changed_codes(statements(filed.content), message["statements"]),
            **{name: message[name] for name in ("party", "house", "urgent", "flags")},
        },
        event=event,
    )
    filing.box = filed_box(filing.account, filing.pk, Filed(after, flags))
    filing.save(update_fields=["box"])
    destroy(amendment.pk)
    plain = json.dumps(shown, ensure_ascii=False).encode()
    amendment.box = encrypt_for(amendment.account, plain, _place(amendment))
    amendment.state, amendment.sent_at = SENT, now
    PortalEntry.objects.create(account=filing.account, subject=filing.pk, step="amendment_sent", on=today, message=sent, at=now)
    return {"number": amendment.number}


def drop(pk: UUID) -> None:
    """Takes back a change that was not sent. Raises Missing, Refusal."""
    amendment = find(pk)
    if refusal := still_written(amendment):
        raise refusal
    destroy(amendment.pk)
    record(MINISTRY_CODE, amendment.pk, "amendment.drop", {}, subject=amendment.account)
    amendment.delete()


def _filing(amendment: PortalAmendment) -> Filing:
    return find_filing(amendment.filing)


def _too_late(subject: UUID) -> Refusal | None:
    if may_withdraw(entries_of(subject)):
        return None
    message = "이미 결정되었거나 취하한 사건은 고칠 수 없습니다. 결정에 이의가 있으면 결정문에 적힌 방법으로 이의신청이나 정정을 신청합니다."
    return Refusal("TOO_LATE", message, source=SOURCE)


def _place(amendment: PortalAmendment) -> str:
    return f"amendment/{amendment.pk}"
