"""What the portal reports back: a document lies readable at the designated address of the person (행정절차법§15②)."""

from uuid import UUID

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.work.action import record as chain
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.victims.service import electronic_arrival
from teojeon.services.victims.service.actions import arrival_act, note_posted, record_of
from teojeon.services.victims.service.consent import ELECTRONIC
from teojeon.services.victims.service.ending import note_taken_off, taken_off_at
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


@handles("notice_posted")
def take_posted(message: Letter) -> None:
    """The portal posted a public notice. One reported twice changes nothing."""
    case = find_case(message.subject)
    service = UUID(message.content["service"])
    record = record_of(case, service)
    if record is not None and record.posted_at is not None:
        chain(case.controller, case.pk, "victims.notice_posted_again", {"service": record.service_no}, subject=case.pk)
        return
    if record is not None and record.state != ServiceRecord.NOTICED:  # ended meanwhile; its taking-off is on the way
        chain(case.controller, case.pk, "victims.notice_posted_late", {"service": record.service_no}, subject=case.pk)
        return
    note_posted(case.pk, service=service, posted_at=message.at)


@handles("notice_taken_off")
def take_taken_off(message: Letter) -> None:
    """The portal took a public notice off before its end. One reported twice changes nothing."""
    case = find_case(message.subject)
    service = UUID(message.content["service"])
    record = record_of(case, service)
    if record is not None and taken_off_at(record) is not None:
        chain(case.controller, case.pk, "victims.notice_taken_off_again", {"service": record.service_no}, subject=case.pk)
        return
    note_taken_off(case.pk, service=service, at=message.at)


def _arrived(case: Case, record: ServiceRecord, message: Letter) -> None:
    arrival_act(record)(
        case.pk,
        service=record.pk,
        method=ELECTRONIC,
        arrived_on=electronic_arrival(message.at),
        arrived_at=message.at,
        proof=f"누리집 저장 {message.at.isoformat(timespec='seconds')}",
    )
