"""Confirming receipt, and assigning the investigator then or later (S1-INT-01, appendix (a) row 3)."""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Assignment, Case, Reader, belonging
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Official
from teojeon.kernel.people.officials import boxes_of
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.investigation.people import reviewer_refusal

INVESTIGATOR = "investigator"
GROUND_OF_ASSIGNMENT = "배정"
ASSIGNED_IN = ("RECEIVED", "SUPPLEMENT", "INVESTIGATING")


def is_assigned(case: Case) -> bool:
    """Whether the acting official is this case's investigator."""
    unit = current()
    rows = Assignment.objects.visible_to(unit.actor).filter(case=case, role=INVESTIGATOR, until=None)
    return bool(rows.filter(account=unit.account).exists())


def investigator_refusal(case: Case, investigator: UUID) -> Refusal | None:
    """Why this account cannot investigate this case: only P-INV of the province, or of one of its districts (S1-USR-09)."""
    official = Official.objects.select_related("organisation").filter(account=investigator, is_principal=False).first()
    belongs = official is not None and case.handled_by in (official.organisation_id, official.organisation.supervisor_id)
    if official is None or not belongs:
        return Refusal(
            "NOT_OF_THIS_PROVINCE",
            "조사자는 이 사건을 맡은 시·도나 그 시·군·구의 담당자 가운데에서 고릅니다.",
            "investigator",
            "법§29①2",
        )
    if "P-INV" not in boxes_of(official.account, clock.business_now()):
        message = "‘전세사기피해자 조사’ 권한이 있는 담당자를 고릅니다."
        return Refusal("NO_INVESTIGATION_RIGHT", message, "investigator", "S1-USR-09")
    return reviewer_refusal(case, investigator, "investigator")


def _investigator_fits(case: Case, **data: Any) -> Refusal | None:
    # without data it is asked whether the move is open at all (case page)
    return investigator_refusal(case, data["investigator"]) if data else None


@case_action("victims.confirm_receipt", "접수 확인·배정", box="P-INTAKE", move="confirm_receipt", guard=_investigator_fits)
def confirm_receipt(case: Case, *, event: UUID, investigator: UUID) -> Effect:
    """The legal day is that of filing, whenever somebody clicks (행정절차법§17②); a district gets to see the one case."""
    official = _assign(case, investigator, event)
    filed_on = clock.seoul_day(case.received_at)
    due = case.next_due.isoformat() if case.next_due else None
    return Effect(
        on=filed_on,
        content={"organisation": official.organisation_id},
        tell=("status", {"step": "confirm_receipt", "on": filed_on.isoformat(), "due": due}),
    )


def _assignment_fits(case: Case, **data: Any) -> Refusal | None:
    if case.state not in ASSIGNED_IN:
        return Refusal("ILLEGAL_TRANSITION", f"«{PROCEDURE.states[case.state]}» 상태에서는 배정할 수 없습니다.", source="법§29①2")
    if not data:
        return None
    if investigator_of(case) == data["investigator"]:
        return Refusal("ASSIGNED_ALREADY", "이미 이 담당자에게 배정된 사건입니다.", "investigator", "S1-INT-01")
    return investigator_refusal(case, data["investigator"])


@case_action("victims.assign", "조사자 배정", box="P-INTAKE", guard=_assignment_fits)
def assign(case: Case, *, event: UUID, investigator: UUID) -> Effect:
    """Another investigator, or the first one after a transfer. What the former unit alone could see is closed to it."""
    end_assignment(case)
    return Effect(content={"organisation": _assign(case, investigator, event).organisation_id})


def investigator_of(case: Case) -> UUID | None:
    """The account that investigates now."""
    rows = Assignment.objects.visible_to(current().actor).filter(case=case, role=INVESTIGATOR, until=None)
    found: UUID | None = rows.values_list("account", flat=True).first()
    return found


def end_assignment(case: Case) -> None:
    """Nobody investigates from now on, and a district that saw the case for it sees it no more."""
    now = clock.business_now()
    Assignment.objects.visible_to(current().actor).filter(case=case, role=INVESTIGATOR, until=None).update(until=now)
    Reader.objects.filter(case_id=case.pk, ground=GROUND_OF_ASSIGNMENT, until=None).update(until=now)


def _assign(case: Case, investigator: UUID, event: UUID) -> Official:
    """A district gets to see the one case."""
    official = Official.objects.select_related("organisation").get(account=investigator)
    now: dt.datetime = clock.business_now()
    Assignment.objects.create(**belonging(case), role=INVESTIGATOR, account=investigator, since=now, event=event)
    if official.organisation.kind == Kind.DISTRICT:
        Reader.objects.create(
            case_id=case.pk,
            controller=case.controller,
            organisation_id=official.organisation_id,
            since=now,
            ground=GROUND_OF_ASSIGNMENT,
            received_at=case.received_at,
            event=event,
        )
    return official
