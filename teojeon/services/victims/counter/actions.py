"""Keying in an application on paper: start, save, register (S1-APP-01). Registering gives the receipt; a job opens the case.

Nothing that arrived is sent back for gaps (행정절차법§17④): what the paper leaves open is noted and asked for later (규칙§3⑤).
"""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.documents import uploads
from teojeon.kernel.documents.numbering import next_receipt
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work import jobs
from teojeon.kernel.work.action import action, record, require
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.accounts.public import new_code
from teojeon.services.victims.application.content import FORM_VERSION, Content, load, store
from teojeon.services.victims.application.steps import gaps
from teojeon.services.victims.counter.models import CHANNELS, FILED, OPEN, CounterDraft, CounterScan

BOX, TITLE = "P-REG", "신청 등록"
OPENING = "open_paper_case"  # the job that makes the case
AT_THE_COUNTER = frozenset({"visit", "on_site"})
NEEDED = frozenset({"name", "sido"})
"""Without a name nobody applied, and without a 시·도 no register can hold it."""


def start(channel: str, arrived_at: dt.datetime, session_no: str = "") -> CounterDraft:
    """A new application on paper. `arrived_at`: the stamp. Raises Forbidden, Refusal ARRIVED_LATER, SESSION_MISSING."""
    require(BOX, TITLE)
    if channel not in CHANNELS:
        raise Refusal("BAD_CHANNEL", "접수 방법을 고릅니다.", "channel", "규칙§3①")
    now = clock.business_now()
    if arrived_at > now:
        raise Refusal(
            "ARRIVED_LATER", "도착 일시는 지금보다 늦을 수 없습니다. 접수 도장의 일시를 적습니다.", "arrived_at", "행정절차법§17"
        )
    if channel == "on_site" and not session_no:
        raise Refusal("SESSION_MISSING", "현장접수는 회차 번호를 적습니다.", "session_no", "S1-APP-01")
    actor = current().actor
    draft = CounterDraft(
        controller=MINISTRY_CODE,
        handled_by=actor.organisation,
        state=OPEN,
        author=current().person,
        channel=channel,
        session_no=session_no,
        arrived_at=arrived_at,
        form_version=FORM_VERSION,
        created_at=now,
        saved_at=now,
    )
    store(draft, Content())
    draft.save(force_insert=True)
    record(MINISTRY_CODE, draft.pk, "counter.start", {"channel": channel, "arrived_at": arrived_at.isoformat()}, subject=draft.pk)
    return draft


def find(pk: UUID) -> CounterDraft:
    """An application on paper of the own organisation or one it supervises. Raises Missing."""
    draft: CounterDraft | None = CounterDraft.objects.visible_to(current().actor).filter(pk=pk).first()
    if draft is None:
        raise Missing("counter")
    return draft


def still_open(draft: CounterDraft, **data: Any) -> Refusal | None:
    """A registered application is changed by the acts of its case, not here."""
    if draft.state == OPEN:
        return None
    return Refusal("ALREADY_FILED", "이미 등록한 신청서입니다. 사건 화면에서 처리합니다.", source="규칙§3⑥")


@action("counter.save", "임시 저장", CounterDraft, box=BOX, guard=still_open)
def save_step(draft: CounterDraft, *, event: UUID, **step: Any) -> dict[str, Any]:
    """Stores one step as it was keyed in; `step` as `Content.with_step` takes it."""
    store(draft, load(draft).with_step(**step))
    draft.saved_at = clock.business_now()
    return {"saved_at": draft.saved_at.isoformat()}


def may_be_registered(draft: CounterDraft, *, identity_seen: bool = False) -> Refusal | None:
    """At the counter the identity is looked at; else only what no register can do without."""
    if refusal := still_open(draft):
        return refusal
    if draft.channel in AT_THE_COUNTER and not identity_seen:
        message = "신분증을 확인한 뒤 ‘신분증을 확인했습니다’에 표시합니다. 사본은 두지 않습니다."
        return Refusal("IDENTITY_NOT_SEEN", message, "identity_seen", "S1-APP-01")
    for gap in gaps(load(draft)):
        if gap.field in NEEDED:
            return Refusal("INCOMPLETE", f"{gap.label}: {gap.message}", gap.field, gap.source)
    return None


@action("counter.register", "신청 등록", CounterDraft, box=BOX, guard=may_be_registered)
def register(draft: CounterDraft, *, event: UUID, identity_seen: bool) -> dict[str, Any]:
    """Gives the receipt number of the office's block. The legal receipt is the arrival stamp, whenever it is keyed in."""
    content, arrived_on = load(draft), clock.seoul_day(draft.arrived_at)
    sido = regions.find(content.house.sido, arrived_on) or regions.find(content.house.sido, clock.business_today())
    if sido is None:
        raise Refusal("REGION_UNKNOWN", "주택이 있는 시·도를 고릅니다.", "sido", "법§29①")
    draft.identity_seen = identity_seen
    draft.state = FILED
    draft.receipt_no = next_receipt(arrived_on.year, sido.short_name, "office")
    jobs.wake(OPENING, draft=str(draft.pk))
    return {"receipt_no": draft.receipt_no}


def delete(pk: UUID) -> None:
    """Takes away what was started by mistake; an application that was registered stays. Raises Missing, Refusal."""
    require(BOX, TITLE)
    draft = find(pk)
    if refusal := still_open(draft):
        raise refusal
    record(MINISTRY_CODE, draft.pk, "counter.delete", {}, subject=draft.pk)
    scanned = CounterScan.objects.visible_to(current().actor).filter(draft=draft)
    uploads.remove_files(file_id for file_id in scanned.values_list("file_id", flat=True) if file_id)
    scanned.delete()
    draft.delete()


CODE_VALID = dt.timedelta(days=30)
CODE_TRIES = 5


def is_registered(draft: CounterDraft, **data: Any) -> Refusal | None:
    """A code is for what has a receipt number and no account yet."""
    if draft.state == OPEN:
        return Refusal("NOT_REGISTERED", "신청을 등록한 뒤에 연결 코드를 만듭니다.", source="S1-APP-01")
    if draft.linked_at:
        return Refusal("ALREADY_LINKED", "이미 계정과 연결된 신청입니다.", source="S1-APP-01")
    return None


@action("counter.link_code", "연결 코드", CounterDraft, box=BOX, guard=is_registered)
def issue_link_code(draft: CounterDraft, *, event: UUID) -> dict[str, Any]:
    """A code for the person to whom the receipt is handed: it is shown once, and an earlier one no longer holds."""
    code = new_code()
    draft.code_selector, draft.code_hash = code.selector, code.hashed
    draft.code_expires_at, draft.code_tries_left = clock.real_now() + CODE_VALID, CODE_TRIES
    return {"code": code.shown}
