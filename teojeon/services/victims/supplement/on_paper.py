"""What came on paper is carried out by the handlers of the portal's messages: same clock, same case, same words to the person."""

import datetime as dt
import logging
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import sweeping
from teojeon.kernel.work.messages import Letter
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.intake.messages import take_withdrawal
from teojeon.services.victims.supplement.messages import take_answer, take_extension
from teojeon.services.victims.supplement.models import PaperEntry

logger = logging.getLogger(__name__)
HANDLERS = {
    PaperEntry.ANSWER: ("supplement_answer", take_answer),
    PaperEntry.MORE_TIME: ("supplement_extension", take_extension),
    PaperEntry.WITHDRAWAL: ("withdrawal", take_withdrawal),
}


def carry_out(pk: UUID) -> bool:
    """Takes one entry as the intake principal. False where it was taken already, so that the job may come twice."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        found = PaperEntry.objects.visible_to(unit.actor).filter(pk=pk, taken_at=None)
        entry: PaperEntry | None = found.select_for_update(no_key=True, of=("self",)).first()
        if entry is None:
            return False
        case = Case.objects.visible_to(unit.actor).get(pk=entry.case_id)
        kind, handler = HANDLERS[entry.kind]
        handler(_letter(entry, case, kind))
        entry.taken_at = clock.business_now()
        entry.save(update_fields=["taken_at"])
        return True


def _letter(entry: PaperEntry, case: Case, kind: str) -> Letter:
    """As the portal would have sent it. The day's first instant counts: on the day of a return the paper was there before it."""
    at = dt.datetime.combine(entry.arrived_on, dt.time(), clock.SEOUL)
    until = entry.wanted_until.isoformat() if entry.wanted_until else None
    content = {"demand": str(entry.demand_id or ""), "text": entry.text, "reason": entry.text, "until": until}
    return Letter(entry.pk, case.pk, case.account, 0, kind, at, content)


def carry_out_left() -> int:
    """Once a minute: what a killed worker left. One that cannot be carried out holds up no other."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        waiting = PaperEntry.objects.visible_to(unit.actor).filter(taken_at=None)
        keys = list(waiting.order_by("entered_at").values_list("pk", flat=True))
    return sweeping.each(keys, carry_out, "paper entry not carried out")
