"""What the office's worker does each day for decisions: the objection periods that have passed."""

import logging
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Deadline
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import messages
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.decision.actions import become_final

logger = logging.getLogger(__name__)


def finalise_due() -> int:
    """Makes served decisions final whose last day to object has passed (row 24). Returns how many.

    Each case in a unit of its own, after what its applicant sent; one that fails holds up no other.
    """
    count = 0
    for case in _overdue():
        try:
            messages.take(case, case)
            with unit_of_work(INTAKE_PRINCIPAL):
                become_final(case)
        except Refusal as refusal:
            logger.warning("not final: %s %s", case, refusal.code)
        except Exception:
            logger.exception("not final: %s", case)
        else:
            count += 1
    return count


def _overdue() -> list[UUID]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        rows = Deadline.objects.visible_to(unit.actor).filter(code="OBJECTION", closed_on=None, case__state="SERVED")
        return list(rows.filter(effective__lt=clock.business_today()).order_by("effective", "case").values_list("case", flat=True))
