"""The assessment again when something it rests on has changed, with what changed (S1-ASM-13; 행정기본법 제14조제2항).

A run writes one row and nothing else: no class, letter or state follows from it. What was decided stays until it is objected to,
corrected or cancelled.
"""

from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Assignment, Case, belonging
from teojeon.kernel.work.unit import current
from teojeon.services.victims.assessment.assess import Matter
from teojeon.services.victims.assessment.models import Reassessment
from teojeon.services.victims.assessment.results import differences, result_of
from teojeon.services.victims.intake.actions import INVESTIGATOR

UNDECIDED = ("RECEIVED", "INVESTIGATING", "REVIEW", "READY", "SENT", "AGENDA", "TABLED", "ADD_INVEST", "RESOLVED")
BOX_OF_STATE = {
    "RECEIVED": "P-INTAKE",
    "REVIEW": "P-REV",
    "READY": "P-SEND",
    "SENT": "PM-AGENDA",
    "AGENDA": "PM-SEC",
    "TABLED": "PM-SEC",
    "RESOLVED": "PM-DRAFT",
}
"""Whose task the case is in a state; during the investigation the investigator's."""


def note_change(before: Matter, after: Matter, *, trigger: str, subject: str, event: UUID) -> Reassessment | None:
    """Runs the assessment without and with the change, under the law of today, and keeps what differs; None where nothing does.

    In the unit of the act that made the change, which locked the case.
    """
    case, today = after.case, clock.business_today()
    old, new = result_of(before, today), result_of(after, today)
    differing = differences(old, new)
    if not differing:
        return None
    rows = Reassessment.objects.visible_to(current().actor).filter(case=case)
    made: Reassessment = Reassessment.objects.create(
        **belonging(case),
        number=rows.count() + 1,
        trigger=trigger,
        subject=subject,
        on=today,
        run_at=clock.business_now(),
        old_result=old,
        new_result=new,
        differences=differing,
        told_to=told_to(case),
        event=event,
    )
    return made


def told_to(case: Case) -> list[str]:
    """The accounts and boxes who hold the case now: `account:…`, `box:PM-AGENDA`."""
    rows = Assignment.objects.visible_to(current().actor).filter(case=case, role=INVESTIGATOR, until=None)
    holders = [f"account:{account}" for account in rows.values_list("account", flat=True)]
    box = BOX_OF_STATE.get(case.state)
    return [*holders, f"box:{box}"] if box else holders


def is_told(row: Reassessment) -> bool:
    """Whether the acting official is one of those who are told."""
    actor = current().actor
    mine = {f"account:{actor.account}", *(f"box:{box}" for box in actor.boxes)}
    return bool(mine & set(row.told_to))
