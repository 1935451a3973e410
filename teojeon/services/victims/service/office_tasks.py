"""What the office's worker does each day for services: public notices whose 14 days have passed."""

import logging
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import messages
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law.victims.service import notice_takes_effect_on
from teojeon.services.victims.service.actions import arrival_act, media_of
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.service.records import NOTICE

logger = logging.getLogger(__name__)


def notices_take_effect() -> int:
    """Records the arrival of every public notice whose day of effect has come. Returns how many.

    Each in a unit of its own, after what the person sent; one that fails holds up no other.
    """
    count = 0
    for case, service in _noticed():
        try:
            messages.take(case, case)
            with unit_of_work(INTAKE_PRINCIPAL) as unit:
                record: ServiceRecord = ServiceRecord.objects.visible_to(unit.actor).get(pk=service)
                if record.state != ServiceRecord.NOTICED or record.noticed_on is None:
                    continue  # ended by what the person sent
                if notice_takes_effect_on(record.noticed_on) > clock.business_today():
                    continue
                arrival_act(record)(
                    case,
                    service=service,
                    method=NOTICE,
                    arrived_on=notice_takes_effect_on(record.noticed_on),
                    proof=f"누리집과 {media_of(record)} 공고 {record.noticed_on.isoformat()}"[:200],
                )
        except Refusal as refusal:
            logger.warning("notice took no effect: %s %s", case, refusal.code)
        except Exception:
            logger.exception("notice took no effect: %s", case)
        else:
            count += 1
    return count


def _noticed() -> list[tuple[UUID, UUID]]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        rows = ServiceRecord.objects.visible_to(unit.actor).filter(state=ServiceRecord.NOTICED).exclude(noticed_on=None)
        return list(rows.order_by("noticed_on", "case").values_list("case_id", "pk"))
