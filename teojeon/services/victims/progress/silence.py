"""The morning's job: after 14 silent days a person is told that the case goes on, and that nothing need be done (S1-BEY-03)."""

import datetime as dt
import logging
from uuid import UUID

from django.db.models import Exists, OuterRef

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import messages
from teojeon.kernel.work.models import ToPortal
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.progress.actions import SILENT_DAYS, TOLD_STATES, tell_silent

logger = logging.getLogger(__name__)


def tell_the_silent() -> int:
    """The morning's job. Each case in a unit of its own, after what the person sent. Returns how many were told."""
    count = 0
    for case in _silent():
        try:
            messages.take(case, case)
            with unit_of_work(INTAKE_PRINCIPAL):
                tell_silent(case)
        except Refusal as refusal:
            logger.info("not told: %s %s", case, refusal.code)
        except Exception:
            logger.exception("not told: %s", case)
        else:
            count += 1
    return count


def _silent() -> list[UUID]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        first_day = clock.business_today() - dt.timedelta(days=SILENT_DAYS)
        midnight = dt.datetime.combine(first_day + dt.timedelta(days=1), dt.time(), clock.SEOUL)
        lately = ToPortal.objects.filter(subject=OuterRef("pk"), at__gte=midnight)
        rows = Case.objects.visible_to(unit.actor).filter(~Exists(lately), state__in=TOLD_STATES, received_at__lt=midnight)
        return list(rows.order_by("received_at").values_list("pk", flat=True))
