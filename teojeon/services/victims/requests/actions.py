"""Asking an agency for data: an investigator drafts, the 시·도 sends, and asks again when no reply comes (법§13③, A-27; S1-INV-03, S1-BEY-05).

A 시·군·구 assists under the province's responsibility and sends nothing by itself. One request covers all the cases it names; each of
them has a line in its own timeline.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.cases.actions import CODES, CaseAct, Effect
from teojeon.kernel.cases.models import Assignment, Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.documents import store
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Official
from teojeon.kernel.work.action import action, record, require
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.calendar import due
from teojeon.services.victims.intake.actions import INVESTIGATOR
from teojeon.services.victims.letterbox.sending import deposit, is_linked
from teojeon.services.victims.requests import letter
from teojeon.services.victims.requests.items import ITEMS, basis_on, reply_days_on, why_unlawful
from teojeon.services.victims.requests.models import (
    DRAFTED,
    DROPPED,
    LETTER,
    LINK,
    SENT,
    DataRequest,
    RequestCase,
)
from teojeon.services.victims.requests.subjects import machine_form, subjects_of

SOURCE = "법§13③, S1-INV-03"
DRAFTING, SENDING = "P-INV", frozenset({"P-INTAKE", "P-INV"})
OPEN_STATES = ("RECEIVED", "INVESTIGATING", "SUPPLEMENT", "ADD_INVEST")
"""States in which a case is investigated, so that data may be asked for it (법§13①, §14④)."""
SERIES, MOST_CASES, NOTE_LIMIT, OFFICE_LIMIT, NAME_LIMIT = "data_request", 1_000, 500, 80, 60
FIRST_CHASE, SECOND_CHASE = 7, 10
DRAFT_CODE = "victims.draft_request"


@dataclass(frozen=True)
class Asked:
    """What is asked: of whom, about what, of which landlord, for which period. `cases`: those that the request covers."""

    item: str
    agency: str
    cases: tuple[UUID, ...]
    office: str = ""
    landlord_name: str = ""
    landlord_birth_date: dt.date | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    note: str = ""

    def keys(self) -> dict[str, str]:
        """As the row keeps it: texts, empty where nothing was said."""
        days = {name: getattr(self, name) for name in ("landlord_birth_date", "period_from", "period_to")}
        written = {name: day.isoformat() if day else "" for name, day in days.items()}
        return {**written, "landlord_name": self.landlord_name.strip(), "note": mask_free_text(self.note.strip())[0]}


# drafting


def draft(asked: Asked, *, request: UUID | None = None) -> DataRequest:
    """Writes a request that the 시·도 will send. The same `request` gives the same row, however often it arrives.

    Raises Missing for a case that these eyes do not see, Forbidden, and Refusal: NO_CASE, NO_OPEN_CASE, NOT_ASSIGNED, TWO_PROVINCES,
    TOO_MANY_CASES, MISSING_VALUE, BAD_DATE, TOO_LONG, and those of `items.why_unlawful`.
    """
    require(DRAFTING, "자료 요청")
    key, unit = request or uuid.uuid4(), current()
    twin: DataRequest | None = DataRequest.objects.visible_to(unit.actor).filter(pk=key, drafted_by=unit.person).first()
    if twin is not None:
        return twin
    cases = cases_asked(asked.cases)
    if refusal := draft_refusal(asked, cases):
        raise refusal
    item, today = ITEMS[asked.item], clock.business_today()
    record(MINISTRY_CODE, key, DRAFT_CODE, {"item": asked.item, "agency": asked.agency, "cases": len(cases)})
    row: DataRequest = DataRequest.objects.create(
        id=key,
        controller=MINISTRY_CODE,
        handled_by=cases[0].handled_by,
        state=DRAFTED,
        item=asked.item,
        agency=asked.agency,
        office=asked.office.strip(),
        legal_basis=basis_on(item, today),
        keys={**asked.keys(), "cases": len(cases)},
        drafted_by=unit.person,
        drafted_in=unit.actor.organisation,
        drafted_at=clock.business_now(),
    )
    subjects = subjects_of(item, cases)
    RequestCase.objects.bulk_create(
        RequestCase(**belonging(case), request=row, ref=number, subject=subjects[case.pk]) for number, case in enumerate(cases, 1)
    )
    return row


def cases_asked(keys: Iterable[UUID]) -> list[Case]:
    """The cases by their receipt, each once. Raises Missing, and leaves a *denied* event, for one that is not for these eyes."""
    unit, wanted = current(), set(keys)
    rows = list(Case.objects.visible_to(unit.actor).filter(pk__in=wanted).order_by("received_at", "id")[: MOST_CASES + 1])
    for key in wanted - {case.pk for case in rows} if len(rows) <= MOST_CASES else ():
        unit.denied.append(denied_event(MINISTRY_CODE, key, actor=unit.account, organisation=unit.actor.organisation))
        raise Missing("case")
    for case in rows:
        unit.show(case.controller, [case.pk])
    return rows


def draft_refusal(asked: Asked, cases: Sequence[Case]) -> Refusal | None:
    """Why these words do not make a request."""
    if refusal := _cases_refusal(cases):
        return refusal
    if refusal := why_unlawful(asked.item, asked.agency, clock.business_today(), Kind.PROVINCE):
        return refusal
    about_landlord = ITEMS[asked.item].about == "landlord"
    if about_landlord and not asked.landlord_name.strip():
        return Refusal("MISSING_VALUE", "임대인의 성명이나 상호를 적습니다.", "landlord_name", SOURCE)
    if asked.period_from and asked.period_to and asked.period_from > asked.period_to:
        return Refusal("BAD_DATE", "기간의 마지막 날을 첫날이나 그 뒤로 적습니다.", "period_to", SOURCE)
    for name, limit in (("note", NOTE_LIMIT), ("office", OFFICE_LIMIT), ("landlord_name", NAME_LIMIT)):
        if len(getattr(asked, name)) > limit:
            return Refusal("TOO_LONG", f"{limit}자까지 적습니다.", name, "S1-XCT-03")
    return None


def _cases_refusal(cases: Sequence[Case]) -> Refusal | None:
    if not cases:
        return Refusal("NO_CASE", "요청의 바탕이 되는 사건을 하나 이상 고릅니다.", "cases", SOURCE)
    if len(cases) > MOST_CASES:
        return Refusal("TOO_MANY_CASES", f"한 요청에 사건 {MOST_CASES:,}건까지 담습니다.", "cases", SOURCE)
    closed = [case.receipt_no for case in cases if case.state not in OPEN_STATES]
    if closed:
        message = (
            f"조사 중인 사건에만 자료를 요청합니다. 다음 사건을 뺍니다: {', '.join(closed[:5])}{' 등' if len(closed) > 5 else ''}."
        )
        return Refusal("NO_OPEN_CASE", message, "cases", "법§13①③")
    if len({case.handled_by for case in cases}) > 1:
        return Refusal("TWO_PROVINCES", "한 시·도가 맡은 사건끼리만 한 요청에 담습니다.", "cases", SOURCE)
    unit = current()
    mine = Assignment.objects.visible_to(unit.actor).filter(case__in=cases, role=INVESTIGATOR, until=None, account=unit.account)
    if not mine.exists():
        return Refusal("NOT_ASSIGNED", "배정받은 사건이 하나 이상 들어 있어야 요청을 씁니다.", "cases", "S1-USR-09")
    return None


# sending


def _of_the_province() -> bool:
    """Whether the acting official may send: P-INTAKE, or an investigator of the 시·도 itself (A-27)."""
    unit = current()
    if "P-INTAKE" in unit.actor.boxes:
        return True
    kind = Official.objects.filter(account=unit.person).values_list("organisation__kind", flat=True).first()
    return kind == Kind.PROVINCE


def may_send() -> bool:
    """Whether these hands send requests, or only draft them."""
    return bool(current().actor.boxes & SENDING) and _of_the_province()


def _hands_refusal(row: DataRequest, title: str) -> Refusal | None:
    actor = current().actor
    if not actor.boxes & SENDING:
        return Forbidden("FORBIDDEN", f"권한 없음: {title}. 권한이 필요하면 기관장에게 등록을 신청합니다.", source="S1-USR-09")
    if not _of_the_province():
        return Forbidden("PROVINCE_ISSUES", f"권한 없음: {title}. 자료 요청은 시·도의 담당자가 보냅니다.", source="법§29①2 (A-27)")
    if row.handled_by != actor.organisation:
        return Forbidden("FORBIDDEN", "권한 없음: 사건을 맡은 시·도의 담당자가 합니다.", source="S1-USR-08")
    return None


def covered_by(row: DataRequest) -> list[RequestCase]:
    """The cases that these eyes see of those still covered, by their number."""
    rows = RequestCase.objects.visible_to(current().actor).filter(request=row, left_on=None)
    return list(rows.select_related("case").order_by("ref"))


def _may_issue(row: DataRequest, **data: Any) -> Refusal | None:
    if refusal := _hands_refusal(row, "자료 요청"):
        return refusal
    if row.state != DRAFTED:
        return Refusal("ILLEGAL_TRANSITION", "이미 처리한 요청입니다. 화면을 새로 엽니다.", source=SOURCE)
    if refusal := why_unlawful(row.item, row.agency, clock.business_today(), Kind.PROVINCE):
        return refusal
    if not any(each.case.state in OPEN_STATES for each in covered_by(row)):
        return Refusal("NO_OPEN_CASE", "조사 중인 사건이 남아 있지 않아 보낼 수 없습니다. 초안을 거둡니다.", source="법§13①③")
    return None


@action("victims.issue_request", "자료 요청", DataRequest, guard=_may_issue)
def issue(row: DataRequest, *, event: UUID) -> Mapping[str, Any]:
    """Numbers it and sends it: into the letter box of a linked agency, else as an official letter to be printed."""
    now, today, unit = clock.business_now(), clock.business_today(), current()
    item, covered = ITEMS[row.item], _still_open(row, today)
    row.request_no = f"DR-{today.year}-{next_number(SERIES, today.year):06d}"
    row.legal_basis = basis_on(item, today)
    row.sent_at, row.sent_on, row.issued_by, row.event = now, today, unit.person, event
    row.due_on = due(today, reply_days_on(today), extra_holidays=extra_holidays()).effective
    row.state, row.channel = SENT, LINK if is_linked(row.agency) else LETTER
    note_on_cases(NOTE_SENT, [each.case_id for each in covered], row)
    if row.channel == LINK:
        deposit(row.request_no, row.agency, machine_form(row, item, covered), row.due_on, event=event)
    else:
        pdf = letter.request_letter(row, item, covered)
        row.letter_sha256 = hashlib.sha256(pdf).hexdigest()
        row.letter_file = store.put(row.pk, pdf).id
    return {"request_no": row.request_no, "due_on": row.due_on.isoformat(), "channel": row.channel}


def _still_open(row: DataRequest, today: dt.date) -> list[RequestCase]:
    """A case that ended since the draft is asked about no more."""
    kept = []
    for each in covered_by(row):
        if each.case.state in OPEN_STATES:
            kept.append(each)
        else:
            each.left_on = today
            each.save(update_fields=["left_on"])
    return kept


# what each covered case's timeline keeps


class NotedOnCase(CaseAct):
    """What happened to a request, on a case that it covers. Who may do it was asked of the request itself."""

    def permit(self, row: Any) -> None:
        return None


def _noted(case: Case, *, event: UUID, request: str, agency: str, item: str) -> Effect:
    return Effect(content={"request": request, "agency": agency, "item": item})


def _noting(code: str, title: str) -> NotedOnCase:
    CODES.add(code)
    return NotedOnCase(code, title, Case, "", lambda row, **data: None, _noted)


NOTE_SENT = _noting("victims.request_sent", "자료 요청 보냄")
NOTE_REFUSED = _noting("victims.request_refused", "자료 요청을 거절받음")
NOTE_ARRIVED = _noting("victims.reply_arrived", "기관 회신 도착")


def note_on_cases(act: NotedOnCase, cases: Iterable[UUID], row: DataRequest) -> None:
    """Leaves a line in the timeline of each case; locked first, so that nobody changes one in between."""
    held = act.locked(cases)
    act.run({pk: case.version for pk, case in held.items()}, request=row.request_no or "", agency=row.agency, item=row.item)


# giving up, asking again


def _may_drop(row: DataRequest, **data: Any) -> Refusal | None:
    actor = current().actor
    is_mine = row.drafted_by == current().account and DRAFTING in actor.boxes
    if not is_mine and (refusal := _hands_refusal(row, "요청 초안 거두기")):
        return refusal
    if row.state != DRAFTED:
        return Refusal("ILLEGAL_TRANSITION", "보내지 않은 초안만 거둡니다.", source=SOURCE)
    return None


@action("victims.drop_request", "요청 초안 거두기", DataRequest, guard=_may_drop)
def drop(row: DataRequest, *, event: UUID) -> Mapping[str, Any]:
    """The draft is not needed; it never had a number."""
    row.state = DROPPED
    return {}


def chase_due(row: DataRequest, on: dt.date) -> int:
    """Which chase waits on a day: 7, 10 or 0. Both count from the day of sending, which is not counted (S1-BEY-05)."""
    if row.state != SENT or row.sent_on is None:
        return 0
    made, days = len(row.chased_on), (on - row.sent_on).days
    if days >= SECOND_CHASE and made < 2:
        return SECOND_CHASE
    return FIRST_CHASE if days >= FIRST_CHASE and made < 1 else 0


def _may_chase(row: DataRequest, **data: Any) -> Refusal | None:
    today = clock.business_today()
    if refusal := _hands_refusal(row, "회신 재촉"):
        return refusal
    if row.state != SENT or row.sent_on is None:
        return Refusal("ILLEGAL_TRANSITION", "회신을 기다리는 요청만 재촉합니다.", source="S1-BEY-05")
    if (today - row.sent_on).days < FIRST_CHASE:
        return Refusal("TOO_EARLY", f"보낸 날부터 {FIRST_CHASE}일이 지난 뒤에 재촉합니다.", source="S1-BEY-05")
    if any(each["on"] == today.isoformat() for each in row.chased_on):
        return Refusal("CHASED_TODAY", "오늘 이미 재촉했습니다.", source="S1-BEY-05")
    return None


@action("victims.chase_request", "회신 재촉", DataRequest, guard=_may_chase)
def chase(row: DataRequest, *, event: UUID) -> Mapping[str, Any]:
    """The agency was asked again, by telephone or with the printed reminder."""
    row.chased_on = [*row.chased_on, {"on": clock.business_today().isoformat(), "by": str(current().person)}]
    return {"count": len(row.chased_on)}
