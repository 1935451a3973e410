"""After a holiday was fixed ad hoc: the open deadlines that end on it move, each in its own case with its own log."""

import logging
from uuid import UUID

from teojeon.kernel.cases import deadlines
from teojeon.kernel.cases.models import Case, Deadline
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import sweeping
from teojeon.kernel.work.unit import current, unit_of_work

logger = logging.getLogger(__name__)


def rederive_open() -> int:
    """Moves every open deadline whose last day is now a holiday. Returns in how many cases something changed.

    Run each minute by the office's worker. No mark says what was done: a deadline that ends on an approved holiday still has
    to move, and one that moved no longer ends there. Each case is a unit of its own; one that fails holds up no other.
    """
    return sweeping.each(_ending_on_a_holiday(), _refresh, "not derived again")


def _refresh(case: UUID) -> bool:
    with unit_of_work(INTAKE_PRINCIPAL):
        return refresh_locked(case)


def refresh_locked(key: UUID) -> bool:
    """Derives the deadlines of one case again in the open unit of work, with the case locked. True where something changed."""
    actor = current().actor
    case: Case | None = Case.objects.visible_to(actor).filter(pk=key).select_for_update(no_key=True, of=("self",)).first()
    if case is None or not deadlines.refresh(case, actor):
        return False
    case.save(update_fields=["next_due"])
    return True


def _ending_on_a_holiday() -> list[UUID]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        days = extra_holidays()
        if not days:
            return []
        rows = Deadline.objects.visible_to(unit.actor).filter(closed_on=None, effective__in=days)
        return list(rows.order_by("case").values_list("case", flat=True).distinct())
