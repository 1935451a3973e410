"""What the portal reports back: a document lies readable at the designated address of the person (행정절차법§15②)."""

from uuid import UUID

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.work.action import record as chain
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.victims.service import electronic_arrival
from teojeon.services.victims.service.actions import arrival_act, record_of
from teojeon.services.victims.service.consent import ELECTRONIC
from teojeon.services.victims.service.models import ServiceRecord


@handles("stored")
def take_stored(message: Letter) -> None:
    """The arrival of an electronic service: the instant of storing, whenever this is taken. One reported twice changes nothing."""
    case = find_case(message.subject)
    record = record_of(case, UUID(message.content["service"]))
    if record is None or record.method != ELECTRONIC:
        raise Refusal("NO_SERVICE", "전자송달한 기록이 없습니다.", source="행절법§15②")
    if record.state == ServiceRecord.ARRIVED:
        chain(case.controller, case.pk, "victims.stored_again", {"service": record.service_no}, subject=case.pk)
        return
    _arrived(case, record, message)


def _arrived(case: Case, record: ServiceRecord, message: Letter) -> None:
    arrival_act(record)(
        case.pk,
        service=record.pk,
        method=ELECTRONIC,
        arrived_on=electronic_arrival(message.at),
        arrived_at=message.at,
        proof=f"누리집 저장 {message.at.isoformat(timespec='seconds')}",
    )
