"""The own demands on the portal: reading them, answering, asking for more time (행정절차법§17⑤⑧, S1-INT-03)."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.crypto.subjects import decrypt_for, encrypt_for
from teojeon.kernel.documents.models import PortalDocument
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import action
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Draft, PortalEntry
from teojeon.services.victims.papers import adding
from teojeon.services.victims.papers.uploading import papers_of
from teojeon.services.victims.supplement.models import PortalDemand
from teojeon.ui.languages import worded

SOURCE = "규칙§3⑤, 행정절차법§17⑤"
TEXT_LIMIT, REASON_LIMIT = 4000, 1000
PURPOSE = "supplement"  # of the papers that are uploaded to a demand
LETTER_KINDS = {"demand": "demand_letter", "returned": "return_notice"}


@dataclass(frozen=True)
class Held:
    """What lies in a demand's box: what is asked, what was answered, why more time was refused or the application returned."""

    items: list[dict[str, str]]
    text: str = ""
    refusal: str = ""
    return_reason: str = ""

    def boxed(self, demand: PortalDemand) -> bytes:
        """Under the account's key."""
        plain = json.dumps(vars(self), ensure_ascii=False).encode()
        return encrypt_for(demand.account, plain, f"demand/{demand.pk}")


def held(demand: PortalDemand) -> Held:
    """The box of an own demand, opened."""
    return Held(**json.loads(decrypt_for(demand.account, bytes(demand.box), f"demand/{demand.pk}")))


def own_demands(subject: UUID) -> list[PortalDemand]:
    """The demands of one own case, the newest first."""
    return list(PortalDemand.objects.visible_to(current().actor).filter(subject=subject).order_by("-sent_on", "-id"))


def find_own(subject: UUID, key: UUID) -> PortalDemand:
    """One own demand. Raises Missing and leaves a *denied* event."""
    unit = current()
    demand: PortalDemand | None = PortalDemand.objects.visible_to(unit.actor).filter(pk=key, subject=subject).first()
    if demand is None:
        unit.denied.append(denied_event(MINISTRY_CODE, key, actor=unit.account, organisation=None))
        raise Missing("demand")
    return demand


def letter_of(demand: PortalDemand) -> PortalDocument | None:
    """The demand as a document."""
    document: PortalDocument | None = (
        PortalDocument.objects.visible_to(current().actor).filter(pk=demand.document).first() if demand.document else None
    )
    return document


def has_papers(demand: PortalDemand) -> bool:
    """Whether something was uploaded to this demand, or said not to be at hand."""
    bundle = adding.begun(demand.subject, PURPOSE, demand.pk)
    return bundle is not None and any(paper.state != "rejected" for paper in papers_of(bundle.id))


def may_answer(demand: PortalDemand) -> bool:
    """While it waits; a late answer is taken, too, and the office says what comes of it."""
    return demand.state in (PortalDemand.OPEN, PortalDemand.CLOSED, PortalDemand.RETURNED)


def _locked(subject: UUID, key: UUID) -> PortalDemand | None:
    rows = PortalDemand.objects.visible_to(current().actor).filter(pk=key, subject=subject)
    demand: PortalDemand | None = rows.select_for_update(no_key=True, of=("self",)).first()
    return demand


def _may_be_answered(draft: Draft, **data: Any) -> Refusal | None:
    demand = _locked(draft.pk, data["demand"])
    if demand is None:
        return Refusal("NOT_FOUND", "해당하는 보완 요구가 없습니다.", source=SOURCE)
    if not may_answer(demand):
        return Refusal("ANSWERED_ALREADY", "이미 보완한 내용을 보냈습니다. 더 낼 자료는 «나의 사건»에서 냅니다.", source=SOURCE)
    if not data["text"].strip() and not data.get("with_papers"):
        return Refusal("NOTHING_GIVEN", "보완할 내용을 적거나 서류를 올린 뒤 보냅니다.", "text", SOURCE)
    if len(data["text"]) > TEXT_LIMIT:
        return Refusal("TOO_LONG", worded("내용은 {limit:,}자까지 적습니다.", limit=TEXT_LIMIT), "text", "S1-XCT-03")
    return None


@action("supplement.answer", "보완 제출", Draft, guard=_may_be_answered)
def answer(draft: Draft, *, event: UUID, demand: UUID, text: str, with_papers: bool = False) -> dict[str, Any]:
    """Sends what was asked; the day on which it is stored here is the day of arrival (행정절차법§17②).

    `with_papers`: some were uploaded to this demand; they follow by themselves.
    """
    row = _locked(draft.pk, demand)
    assert row is not None  # the guard asked
    masked, was_masked = mask_free_text(text.strip())
    today = clock.business_today()
    content: dict[str, Any] = {"demand": str(demand), "text": masked}
    if bundle := adding.begun(draft.pk, PURPOSE, demand):
        content["papers"] = adding.close(bundle.id)
    sent = send(draft.pk, draft.account, "supplement_answer", content, event=event)
    before = held(row)
    row.box = Held(before.items, masked, before.refusal, before.return_reason).boxed(row)
    row.state, row.answered_on = PortalDemand.ANSWERED, today
    row.save()
    _enter(draft, "supplement_sent", today, None, sent)
    return {"on": today.isoformat(), "masked": was_masked}


def _may_ask(draft: Draft, **data: Any) -> Refusal | None:
    demand = _locked(draft.pk, data["demand"])
    if demand is None:
        return Refusal("NOT_FOUND", "해당하는 보완 요구가 없습니다.", source=SOURCE)
    if demand.state != PortalDemand.OPEN:
        return Refusal("NOT_OPEN", "이미 끝난 보완 요구입니다.", source=SOURCE)
    if demand.more_time == "WAITING":
        return Refusal("ASKED_ALREADY", "이미 기한을 늘려 달라고 요청했습니다. 담당 기관의 답을 기다립니다.", source=SOURCE)
    if demand.due_on is not None and clock.business_today() > demand.due_on:
        message = "보완 기한이 지나 연장을 요청할 수 없습니다. 지금이라도 보완할 내용을 보냅니다."
        return Refusal("TERM_OVER", message, source="민원처리법 시행령§24 준용")
    if not data["reason"].strip():
        return Refusal("REASON_MISSING", "기한 안에 내기 어려운 까닭을 적습니다.", "reason", "민원처리법 시행령§24 준용")
    if len(data["reason"]) > REASON_LIMIT:
        return Refusal("TOO_LONG", worded("까닭은 {limit:,}자까지 적습니다.", limit=REASON_LIMIT), "reason", "S1-XCT-03")
    return _until_refusal(demand, data.get("until"))


def _until_refusal(demand: PortalDemand, until: dt.date | None) -> Refusal | None:
    if until is not None and until <= (demand.due_on or clock.business_today()):
        return Refusal("BAD_DATE", "바라는 날은 지금 기한보다 뒤여야 합니다.", "until", "민원처리법 시행령§24 준용")
    return None


@action("supplement.ask_time", "보완 기한 연장 요청", Draft, guard=_may_ask)
def ask_more_time(draft: Draft, *, event: UUID, demand: UUID, reason: str, until: dt.date | None = None) -> dict[str, Any]:
    """Asks the province for a later day; until it has answered, nothing is returned."""
    row = _locked(draft.pk, demand)
    assert row is not None  # the guard asked
    masked, was_masked = mask_free_text(reason.strip())
    content = {"demand": str(demand), "reason": masked, "until": until.isoformat() if until else None}
    sent = send(draft.pk, draft.account, "supplement_extension", content, event=event)
    row.more_time = "WAITING"
    row.save(update_fields=["more_time"])
    _enter(draft, "more_time_sent", clock.business_today(), row.due_on, sent)
    return {"masked": was_masked}


def _enter(draft: Draft, step: str, on: dt.date, due: dt.date | None, message: UUID) -> None:
    PortalEntry.objects.create(
        account=draft.account, subject=draft.pk, step=step, on=on, due=due, message=message, at=clock.business_now()
    )


def kept(content: Mapping[str, Any], *names: str) -> dict[str, str]:
    """Of a message's content these texts and nothing else."""
    return {name: str(content[name]) for name in names if content.get(name)}
