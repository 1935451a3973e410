"""Tabling a case before the committee, and carrying out what was resolved (S1-COM-03, S1-COM-09)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, Reader
from teojeon.kernel.committees import actions as meetings
from teojeon.kernel.committees import minutes, results
from teojeon.kernel.committees.models import AgendaItem, Meeting
from teojeon.kernel.committees.queries import get_meeting, item_of, items_of, locked_meeting, members_on
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.law.calendar import due
from teojeon.services.victims.amendments.receiving import unread_among
from teojeon.services.victims.assessment.assess import matter_of, newest_facts
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.assessment.proposals import refuse_impossible_class
from teojeon.services.victims.assessment.sheet import sheet_of
from teojeon.services.victims.case.procedure import ADDITIONAL
from teojeon.services.victims.investigation.models import Package, Report
from teojeon.services.victims.opinions.actions import newer_addendum, newest_opinion

COMMITTEE_DAYS = 30  # 법§14③
READING_DAYS_AFTER = 30  # S1-USR-08, appendix (d): members' access ends 30 days after the meeting
WITHDRAWN = "취하"
OPEN_MEETINGS = (Meeting.CONVENED, Meeting.OPEN)
ENDED_MEETINGS = (Meeting.SIGNED, Meeting.CALLED_OFF)

results.declare(OUTCOMES)


def _with_attachments(case: Case, **data: Any) -> Refusal | None:
    actor = current().actor
    if not Package.objects.visible_to(actor).filter(case=case).exists():
        return Refusal("ATTACHMENT_1_MISSING", "조사 결과(붙임 1)가 있어야 상정합니다.", source="법§14①")
    opinion = newest_opinion(case)
    if opinion is None:
        return Refusal("ATTACHMENT_2_MISSING", "검토 의견(붙임 2)이 있어야 상정합니다.", source="법§14①")
    if newer_addendum(case, opinion) is not None:
        message = "검토 의견에 서명한 뒤에 추가조사 결과가 왔습니다. 국토교통부 담당자가 다시 검토한 뒤 상정합니다."
        return Refusal("ATTACHMENT_2_OLD", message, source="법§14①④, S1-INV-08")
    return None


def _meeting_takes_it(case: Case, meeting: UUID, motion: str, **data: Any) -> Refusal | None:
    if motion not in OUTCOMES:
        return Refusal("BAD_VALUE", "의결안을 목록에서 고릅니다.", "motion", "법§14②")
    return _meeting_is_open(get_meeting(meeting, current().actor))


def _meeting_is_open(row: Meeting) -> Refusal | None:
    if refusal := meetings.of_the_secretary(row):
        return refusal
    if row.state not in OPEN_MEETINGS:
        return Refusal("MEETING_CLOSED", "끝난 회의에는 상정할 수 없습니다.", "meeting", "법§14②")
    if row.held_on < clock.business_today():
        return Refusal("BAD_DATE", "지난 회의에는 상정할 수 없습니다.", "meeting", "법§14②")
    return None


def _may_be_tabled(case: Case, **data: Any) -> Refusal | None:
    return _with_attachments(case) or _meeting_takes_it(case, **data)


@case_action("victims.table", "위원회 상정", box="PM-SEC", move="table", guard=_may_be_tabled)
def table(case: Case, *, event: UUID, meeting: UUID, motion: str) -> Effect:
    """Places the case on the agenda; members in office may read it from now until 30 days after the meeting.

    The 30 days of the committee run from the meeting's day: an item is 상정 when it first lies before a meeting (A-18).
    """
    row, position = _placed(case, meeting, motion, event)
    last = due(row.held_on, COMMITTEE_DAYS, extra_holidays=extra_holidays()).effective
    told = {"step": "table", "on": row.held_on.isoformat(), "due": last.isoformat()}
    return Effect(on=row.held_on, answer={"position": position}, content={"meeting": row.number}, tell=("status", told))


def _was_deferred(case: Case, **data: Any) -> Refusal | None:
    last = last_item(case.pk)
    if case.state != "TABLED" or last is None or last.result != results.DEFERRED or last.meeting.state in OPEN_MEETINGS:
        return Refusal("NOT_DEFERRED", "보류된 뒤 그 회의가 끝난 안건만 다시 상정합니다.", source="S1-COM-09")
    return _meeting_takes_it(case, **data)


@case_action("victims.table_again", "보류 안건 다시 상정", box="PM-SEC", guard=_was_deferred)
def table_again(case: Case, *, event: UUID, meeting: UUID, motion: str) -> Effect:
    """A deferred item on a later agenda. The committee's period goes on from the first tabling (A-18, S1-COM-09)."""
    row, position = _placed(case, meeting, motion, event)
    return Effect(on=row.held_on, answer={"position": position}, content={"meeting": row.number})


def last_item(matter: UUID) -> AgendaItem | None:
    """The case's newest agenda item, with its meeting."""
    rows = AgendaItem.objects.visible_to(current().actor).filter(matter=matter).select_related("meeting")
    item: AgendaItem | None = rows.order_by("-meeting__held_on", "-decided_at").first()
    return item


def _placed(case: Case, meeting: UUID, motion: str, event: UUID) -> tuple[Meeting, int]:
    row = locked_meeting(meeting)  # two tablings at once would take the same place on the agenda
    if refusal := _meeting_is_open(row):
        raise refusal
    before = last_item(case.pk)
    excluded = before.excluded if before else []
    position = len(items_of(row, current().actor)) + 1
    AgendaItem.objects.create(
        **meetings.belonging(row), position=position, matter=case.pk, sheet=sheet(case), motion=motion, excluded=excluded
    )
    _open_to_members(case, row, event, without=excluded)
    return row, position


def sheet(case: Case) -> dict[str, Any]:
    """The assessment sheet as it is tabled: computed findings with their receipt, and the two opinions.

    `shown`: the findings in the words of this day, so that the sheet reads the same whatever the program says later,
    each compared value with the evidence on which it rests.
    """
    actor = current().actor
    report = Report.objects.visible_to(actor).filter(case=case, state=Report.APPROVED).order_by("-number").first()
    opinion = newest_opinion(case)
    facts = newest_facts(case.pk)
    found = sheet_of(matter_of(case, facts), facts, clock.business_today())
    if found.assessment is None:
        raise found.refusal or Refusal("BAD_VALUE", "사건의 사실로는 요건을 검토할 수 없습니다.", source="S1-ASM-12")
    return {
        "receipt_no": case.receipt_no,
        "assessment": found.assessment.as_dict(),
        "shown": found.findings,
        "investigation": {"opinion": report.opinion, "reason": report.reason} if report else None,
        "review": {"opinion": opinion.outcome, "reason": opinion.reason, "sha256": opinion.sha256} if opinion else None,
    }


def _open_to_members(case: Case, meeting: Meeting, event: UUID, *, without: Iterable[UUID]) -> None:
    ends = dt.datetime.combine(meeting.held_on, dt.time.max, clock.SEOUL) + dt.timedelta(days=READING_DAYS_AFTER)
    barred = set(without)
    Reader.objects.bulk_create(
        Reader(
            case_id=case.pk,
            controller=case.controller,
            account=member.account,
            since=clock.business_now(),
            until=ends,
            ground=f"상정 {meeting.number}",
            received_at=case.received_at,
            event=event,
        )
        for member in members_on(meeting.handled_by, meeting.held_on)
        if member.account not in barred
    )


def cases_of_open_items(words: Mapping[str, Any]) -> list[UUID]:
    """`takes` of pages on a meeting: the cases whose withdrawal would change what the page does. A unit of its own."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        rows = AgendaItem.objects.visible_to(unit.actor).filter(meeting=words["meeting"]).exclude(result=results.STRUCK)
        if "item" in words:
            rows = rows.filter(pk=words["item"])
        return list(rows.exclude(meeting__state__in=ENDED_MEETINGS).order_by("position").values_list("matter", flat=True))


def withdrawn_among(items: Iterable[AgendaItem]) -> set[UUID]:
    """Keys of the cases that their applicants withdrew, as far as these eyes see them."""
    keys = [item.matter for item in items]
    rows = Case.objects.visible_to(current().actor).filter(pk__in=keys, state="WITHDRAWN")
    return set(rows.values_list("pk", flat=True))


def refuse_unread(item: AgendaItem) -> None:
    """An item is not voted on while nobody has read what the applicant changed, or the province investigates once more.

    Raises Refusal CHANGE_UNREAD, ADDITIONAL_INVESTIGATION (S1-APP-09, 법§14④).
    """
    if unread_among([item.matter]):
        message = "신청인이 고친 내용이나 더 낸 서류를 아직 확인하지 않은 안건입니다. 간사가 사건 화면의 ‘신청 내용의 변경’에서 확인한 뒤 의결합니다."
        raise Refusal("CHANGE_UNREAD", message, source="S1-APP-09")
    if Case.objects.visible_to(current().actor).filter(pk=item.matter, state=ADDITIONAL).exists():
        message = "추가로 조사하고 있는 안건입니다. 추가조사 결과가 온 뒤 의결하거나, 이 회의에서는 보류합니다."
        raise Refusal("ADDITIONAL_INVESTIGATION", message, source="법§14④")


def set_motion(meeting: UUID, *, item: UUID, motion: str, reason: str, request: UUID | None = None) -> Mapping[str, Any]:
    """What is put to the vote. A class whose formula is false on the facts on file is refused before anybody votes (S1-ASM-12)."""
    row = item_of(get_meeting(meeting, current().actor), item, current().actor)
    case = Case.objects.visible_to(current().actor).get(pk=row.matter)
    if motion in OUTCOMES and (refusal := refuse_impossible_class(case, motion, "motion")):
        raise refusal
    return meetings.set_motion(meeting, item=item, motion=motion, reason=reason, request=request)


def close_item(meeting: UUID, *, item: UUID, request: UUID | None = None) -> Mapping[str, Any]:
    """Counts the votes; a case that was withdrawn meanwhile is struck from the agenda instead (row 32)."""
    row = item_of(get_meeting(meeting, current().actor), item, current().actor)
    if not row.result and withdrawn_among([row]):
        return meetings.strike(meeting, item=item, remark=WITHDRAWN, request=request) | {"struck": True}
    if not row.result:
        refuse_unread(row)
    return meetings.close_item(meeting, item=item, request=request)


def close_meeting(meeting: UUID, *, version: int | None = None, request: UUID | None = None) -> Mapping[str, Any]:
    """Strikes what was withdrawn before its vote, notes what was withdrawn after it, and closes (row 32)."""
    with transaction.atomic():  # a refused closing strikes nothing
        row = locked_meeting(meeting)
        items = items_of(row, current().actor)
        gone = withdrawn_among(items)
        struck = [item for item in items if item.matter in gone and not item.result]
        if struck and row.state == Meeting.OPEN and version in (None, row.version):
            for item in struck:
                meetings.strike(meeting, item=item.pk, remark=WITHDRAWN)
            version = None  # the struck items raised it
        remarks = {str(item.matter): WITHDRAWN for item in items if item.matter in gone and item.result}
        return minutes.close_meeting(meeting, version=version, request=request, remarks=remarks)


def _minutes_signed(case: Case, meeting: UUID, **data: Any) -> Refusal | None:
    row = get_meeting(meeting, current().actor)
    if row.state != Meeting.SIGNED:
        return Refusal("MINUTES_UNSIGNED", "회의록에 간사와 위원장이 서명한 뒤에 의결이 효력을 갖습니다.", source="S1-COM-09")
    line = minutes.line_on(row, case.pk)
    if line is None or not results.is_resolution(line["result"]):
        return Refusal("NOT_ON_AGENDA", "이 회의에서 의결된 안건이 아닙니다.", source="법§14②")
    return None


def _as_resolved(case: Case, row: Meeting) -> dict[str, Any]:
    """Codes for the timeline, which nobody can change: they bind the letter to the minutes."""
    line = minutes.line_on(row, case.pk)
    assert line is not None  # the guard saw it
    return {"meeting": row.number, "result": line["result"], "minutes_sha256": row.minutes_sha256}


@case_action("victims.resolve", "의결", box="CM-CHAIR", move="resolve", guard=_minutes_signed)
def resolve(case: Case, *, event: UUID, meeting: UUID) -> Effect:
    """The committee has resolved (법§14②). The person is told that it was deliberated, not how (S1-RES-01)."""
    row = get_meeting(meeting, current().actor)
    told = {"step": "resolve", "on": row.held_on.isoformat(), "due": None}
    return Effect(on=row.held_on, content=_as_resolved(case, row), tell=("status", told))


@case_action("victims.note_resolution", "취하된 사건의 의결 기록", box="CM-CHAIR", guard=_minutes_signed)
def note_resolution(case: Case, *, event: UUID, meeting: UUID) -> Effect:
    """A resolution on a case that was withdrawn meanwhile is noted, not executed (row 32)."""
    row = get_meeting(meeting, current().actor)
    return Effect(on=row.held_on, content=_as_resolved(case, row))


def sign_and_resolve(
    meeting: UUID, *, sha256: str | None = None, version: int | None = None, request: UUID | None = None
) -> Mapping[str, Any]:
    """The chair's signature locks the minutes; in the same unit every item takes effect."""
    with transaction.atomic():  # no signature where an item cannot take effect
        was_signed = locked_meeting(meeting).state == Meeting.SIGNED
        answer = minutes.sign_as_chair(meeting, version=version, request=request, sha256=sha256)
        if was_signed:
            return answer  # the same request once more
        row = get_meeting(meeting, current().actor)
        resolved = [item for item in items_of(row, current().actor) if results.is_resolution(item.result)]
        lent = _lend_to_signer(row, resolved, UUID(answer["event"]))
        gone = withdrawn_among(resolved)
        for item in resolved:
            act = note_resolution if item.matter in gone else resolve
            act(item.matter, meeting=meeting)
        Reader.objects.filter(pk__in=lent).update(until=_beginning_of(row))
        return answer


def _lend_to_signer(meeting: Meeting, items: list[AgendaItem], event: UUID) -> list[int]:
    """The chair signs for the committee also where the chair was excluded or the days of reading have passed.

    Within this unit only, and without showing anything: the rows end before they are committed.
    """
    keys = {item.matter for item in items}
    keys -= set(Case.objects.visible_to(current().actor).filter(pk__in=keys).values_list("pk", flat=True))
    rows = Reader.objects.bulk_create(
        Reader(
            case_id=key,
            controller=meeting.controller,
            account=current().account,
            since=_beginning_of(meeting),
            until=None,
            ground=f"회의록 서명 {meeting.number}",
            received_at=_beginning_of(meeting),
            event=event,
        )
        for key in sorted(keys)
    )
    return [row.pk for row in rows]


def _beginning_of(meeting: Meeting) -> dt.datetime:
    return dt.datetime.combine(meeting.held_on, dt.time.min, clock.SEOUL)
