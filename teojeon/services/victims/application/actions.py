"""Making, saving, filing and deleting a draft. The filing is made when it is stored here (행정절차법§17②)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from teojeon.kernel import clock, regions
from teojeon.kernel.crypto.subjects import destroy
from teojeon.kernel.documents.numbering import next_receipt
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.work.action import action, record
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.calendar import due
from teojeon.services.victims.application.content import (
    FORM_VERSION,
    Applicant,
    Content,
    Filed,
    filed_box,
    load,
    settled,
    store,
)
from teojeon.services.victims.application.drafts import FILED, OPEN, Earlier, earlier_filings, same_matter
from teojeon.services.victims.application.filed import filing_message
from teojeon.services.victims.application.models import Draft, Filing, PortalEntry
from teojeon.services.victims.application.questions import questions
from teojeon.services.victims.application.steps import Gap, gaps
from teojeon.services.victims.papers.manifest import manifest
from teojeon.services.victims.papers.uploading import discard
from teojeon.ui.languages import worded

INVESTIGATION_DAYS = 30  # 법§13⑤
TWIN = (
    "같은 주택과 최초 계약일로 이미 신청하셨습니다(접수번호 {number}). 그 신청을 확인해 주십시오. "
    "따로 신청하시려면 ‘별도로 신청합니다’를 선택하고 다시 제출해 주십시오."
)


@dataclass
class Incomplete(Refusal):
    """Mandatory answers are missing: all of them at once, with the number of the draft that keeps the rest."""

    gaps: list[Gap] = field(default_factory=list)
    draft: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {**super().as_dict(), "gaps": [vars(gap) for gap in self.gaps], "draft_id": self.draft}


@dataclass
class Duplicate(Refusal):
    """The person already has an active application for this house and contract; `filing` is where to go."""

    filing: UUID | None = None


def start(account: UUID, person: Verified | None) -> Draft:
    """A draft with what the identity provider vouched for; one that was never touched is taken again."""
    untouched: Draft | None = Draft.objects.visible_to(current().actor).filter(state=OPEN, version=1).order_by("created_at").first()
    if untouched:
        return untouched
    now = clock.business_now()
    draft = Draft(
        controller=MINISTRY_CODE,
        handled_by=MINISTRY_CODE,
        state=OPEN,
        account=account,
        form_version=FORM_VERSION,
        created_at=now,
        saved_at=now,
    )
    known = Content()
    if person:
        applicant = Applicant(name=person.name, birth_date=person.birth_date, mobile=person.mobile)
        known = Content(applicant=applicant, verified_name=person.name, verified_birth_date=person.birth_date)
    store(draft, known)
    draft.save(force_insert=True)
    record(MINISTRY_CODE, draft.pk, "application.start", {"form_version": FORM_VERSION}, subject=account)
    return draft


def still_open(draft: Draft, **data: Any) -> Refusal | None:
    """A filed application is not changed by its draft."""
    if draft.state == OPEN:
        return None
    return Refusal(
        "ALREADY_FILED", "이미 제출한 신청서입니다. ‘나의 사건’에서 진행 상황을 확인해 주십시오.", source="행정절차법§17"
    )


@action("application.save", "임시 저장", Draft, guard=still_open)
def save_step(draft: Draft, *, event: UUID, **step: Any) -> dict[str, Any]:
    """Stores one step; `step` as `Content.with_step` takes it."""
    store(draft, load(draft).with_step(**step))
    draft.saved_at = clock.business_now()
    return {"saved_at": draft.saved_at.isoformat()}


def may_be_filed(draft: Draft, *, insist: bool, prior: UUID | None = None) -> Refusal | None:
    """All gaps at once; a likely duplicate unless the person insists (S1-APP-01, S1-XCT-03)."""
    if refusal := still_open(draft):
        return refusal
    content = settled(load(draft))
    if missing := gaps(content):
        message = worded("제출하려면 {count}가지를 더 확인해 주십시오. 입력하신 내용은 그대로 있습니다.", count=len(missing))
        return Incomplete("INCOMPLETE", message, missing[0].field, missing[0].source, gaps=missing, draft=str(draft.pk))
    twin = _twin(draft, content)
    if twin and not insist:
        return Duplicate(
            "DUPLICATE_FILING",
            worded(TWIN, number=twin.receipt_no),
            "insist",
            "S1-APP-01",
            filing=twin.pk,
        )
    if prior and prior not in {each.filing.pk for each in earlier_of(draft, content)}:
        message = "이어서 신청할 수 있는 앞선 신청이 아닙니다. 목록에서 다시 선택해 주십시오."
        return Refusal("PRIOR_UNKNOWN", message, "prior", "S1-APP-01")
    return None


def earlier_of(draft: Draft, content: Content) -> list[Earlier]:
    """Filings of the same person that rest, and that this draft may take up again."""
    return earlier_filings(draft, content.house, content.lease.first_contract_date)


@action("application.submit", "신청서 제출", Draft, guard=may_be_filed)
def submit(draft: Draft, *, event: UUID, insist: bool, prior: UUID | None = None) -> dict[str, Any]:
    """Files the application: receipt number, what was filed, timeline, message to the office, all in one unit.

    `prior`: the earlier filing that it takes up again.
    """
    content = settled(load(draft))
    received_at = clock.business_now()
    received_on = received_at.date()
    flags = tuple(sorted({question.code for question in questions(content, received_on)}))
    if _twin(draft, content):
        flags = (*flags, "DUPLICATE_FILING")
    sido = regions.find(content.house.sido, received_on)
    assert sido is not None  # the form offers only those of this day
    last_day = due(received_on, INVESTIGATION_DAYS, extra_holidays=extra_holidays()).effective
    message = filing_message(content, received_at, channel="internet", papers=manifest(draft), flags=flags)
    # the counter of receipt numbers stays locked until the unit ends: ask late
    receipt_no = next_receipt(received_on.year, sido.short_name, "portal")
    message |= {"receipt_no": receipt_no, **({"prior_case_id": str(prior)} if prior else {})}
    signed_hash = digest(message)
    Filing.objects.create(
        id=draft.pk,
        account=draft.account,
        receipt_no=receipt_no,
        received_at=received_at,
        form_version=FORM_VERSION,
        box=filed_box(draft.account, draft.pk, Filed(content, flags)),
        signed_hash=signed_hash,
        prior=prior,
        event=event,
    )
    sent = send(draft.pk, draft.account, "filing", {**message, "signed_hash": signed_hash}, event=event)
    PortalEntry.objects.create(
        account=draft.account,
        subject=draft.pk,
        step="filed",
        on=received_on,
        due=last_day,
        message=sent,
        at=received_at,
    )
    draft.state = FILED
    return {"receipt_no": receipt_no, "received_at": received_at.isoformat(), "due": last_day.isoformat()}


def delete_draft(pk: UUID) -> None:
    """Takes an unfinished draft away with its key (S1 appendix (a) row 2). Raises Missing, Refusal."""
    draft: Draft | None = (
        Draft.objects.visible_to(current().actor).filter(pk=pk).select_for_update(no_key=True, of=("self",)).first()
    )
    if draft is None:
        raise Missing("draft")
    if refusal := still_open(draft):
        raise refusal
    discard(draft.pk)
    destroy(draft.pk)
    record(MINISTRY_CODE, draft.pk, "application.delete", {}, subject=draft.account)
    draft.delete()


def digest(message: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of what goes to the office, without this digest itself."""
    canonical = json.dumps(message, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _twin(draft: Draft, content: Content) -> Filing | None:
    with connection.cursor() as cursor:  # two drafts filed at once see each other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"filing {draft.account}"])
    house = content.house
    return same_matter(draft, house, content.lease.first_contract_date)
