"""What the office's worker does each night for orders: those whose last day has passed become a task."""

import logging

from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import jobs
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.orders.actions import note_overdue, overdue_now

logger = logging.getLogger(__name__)


def note_all_overdue() -> int:
    """Each in a unit of its own; one that fails holds up no other. Returns how many."""
    count = 0
    for case, order in overdue_now():
        try:
            with unit_of_work(INTAKE_PRINCIPAL):
                note_overdue(case, order=order)
        except Refusal as refusal:
            logger.warning("order not noted as overdue: %s %s", case, refusal.code)
        except Exception:
            logger.exception("order not noted as overdue: %s", case)
        else:
            count += 1
    return count


jobs.repeat("orders_overdue", jobs.EACH_NIGHT, note_all_overdue)
