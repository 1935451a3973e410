"""Tabling a case before the committee, and carrying out what was resolved (S1-COM-03, S1-COM-09)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, Reader
from teojeon.kernel.committees import minutes
from teojeon.kernel.committees.models import AgendaItem, Meeting
from teojeon.kernel.committees.queries import get_meeting, items_of, members_on
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.calendar import due
from teojeon.services.victims.assessment.assess import assess_case
from teojeon.services.victims.investigation.models import Opinion, Package, Report

# What the committee may resolve (S1-COM-09); the class is a finding by people, the program computes R2 only.
OUTCOMES = {
    "GA": "전세사기피해자 (가목)",
    "NA": "전세사기피해자등 (나목)",
    "DA": "전세사기피해자등 (다목)",
    "REJECT": "불인정",
    "EXCLUDE": "적용 제외",
    "DISMISS": "각하",
}
READING_DAYS_AFTER = 30  # S1-USR-08, appendix (d): members' access ends 30 days after the meeting


def _with_attachments(case: Case, meeting: UUID, motion: str, **data: Any) -> Refusal | None:
    actor = current().actor
    if not Package.objects.visible_to(actor).filter(case=case).exists():
        return Refusal("ATTACHMENT_1_MISSING", "조사 결과(붙임 1)가 있어야 상정합니다.", source="법§14①")
    if not Opinion.objects.visible_to(actor).filter(case=case).exists():
        return Refusal("ATTACHMENT_2_MISSING", "검토 의견(붙임 2)이 있어야 상정합니다.", source="법§14①")
    if motion not in OUTCOMES:
        return Refusal("BAD_VALUE", "의결안을 목록에서 고릅니다.", "motion", "법§14②")
    row = get_meeting(meeting, actor)
    if row.state not in (Meeting.CONVENED, Meeting.OPEN):
        return Refusal("MEETING_CLOSED", "끝난 회의에는 상정할 수 없습니다.", "meeting", "법§14②")
    if row.held_on < clock.business_today():
        return Refusal("BAD_DATE", "지난 회의에는 상정할 수 없습니다.", "meeting", "법§14②")
    return None


@case_action("victims.table", "위원회 상정", box="PM-SEC", move="table", guard=_with_attachments)
def table(case: Case, *, event: UUID, meeting: UUID, motion: str) -> Effect:
    """Places the case on the agenda; members in office may read it from now until 30 days after the meeting.

    The 30 days of the committee run from the meeting's day: an item is 상정 when it first lies before a meeting (A-18).
    """
    row = get_meeting(meeting, current().actor)
    position = len(items_of(row, current().actor)) + 1
    AgendaItem.objects.create(
        meeting=row,
        controller=row.controller,
        handled_by=row.handled_by,
        position=position,
        matter=case.pk,
        sheet=sheet(case),
        motion=motion,
    )
    _open_to_members(case, row, event)
    last = due(row.held_on, 30).effective
    told = {"step": "table", "on": row.held_on.isoformat(), "due": last.isoformat()}
    return Effect(on=row.held_on, answer={"position": position}, content={"meeting": row.number}, tell=("status", told))


def sheet(case: Case) -> dict[str, Any]:
    """The assessment sheet as it is tabled: computed findings with their receipt, and the two opinions."""
    actor = current().actor
    report = Report.objects.visible_to(actor).filter(case=case, state=Report.APPROVED).order_by("-number").first()
    opinion = Opinion.objects.visible_to(actor).filter(case=case).order_by("-signed_at").first()
    return {
        "receipt_no": case.receipt_no,
        "assessment": assess_case(case, clock.business_today()).as_dict(),
        "investigation": {"opinion": report.opinion, "reason": report.reason} if report else None,
        "review": {"opinion": opinion.outcome, "reason": opinion.reason, "sha256": opinion.sha256} if opinion else None,
    }


def _open_to_members(case: Case, meeting: Meeting, event: UUID) -> None:
    ends = dt.datetime.combine(meeting.held_on, dt.time.max, clock.SEOUL) + dt.timedelta(days=READING_DAYS_AFTER)
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
    )


def _minutes_signed(case: Case, meeting: UUID, **data: Any) -> Refusal | None:
    row = get_meeting(meeting, current().actor)
    if row.state != Meeting.SIGNED:
        return Refusal("MINUTES_UNSIGNED", "회의록에 간사와 위원장이 서명한 뒤에 의결이 효력을 갖습니다.", source="S1-COM-09")
    if _item(case, row) is None:
        return Refusal("NOT_ON_AGENDA", "이 회의에서 의결된 안건이 아닙니다.", source="법§14②")
    return None


@case_action("victims.resolve", "의결", box="CM-CHAIR", move="resolve", guard=_minutes_signed)
def resolve(case: Case, *, event: UUID, meeting: UUID) -> Effect:
    """The committee has resolved (법§14②). The person is told that it was deliberated, not how (S1-RES-01)."""
    row = get_meeting(meeting, current().actor)
    item = _item(case, row)
    result = item.result if item else ""
    told = {"step": "resolve", "on": row.held_on.isoformat(), "due": None}
    return Effect(on=row.held_on, content={"meeting": row.number, "result": result}, tell=("status", told))


def _item(case: Case, meeting: Meeting) -> AgendaItem | None:
    rows = AgendaItem.objects.visible_to(current().actor).filter(meeting=meeting, matter=case.pk).exclude(result="")
    return rows.first()  # type: ignore[no-any-return]


def sign_and_resolve(meeting: UUID, *, version: int | None = None) -> Mapping[str, Any]:
    """The chair's signature locks the minutes; in the same unit every item takes effect."""
    answer = minutes.sign_as_chair(meeting, version=version)
    row = get_meeting(meeting, current().actor)
    for item in items_of(row, current().actor):
        resolve(item.matter, meeting=meeting)
    return answer
