"""A public notice that has lost its object is taken off the portal at once, and the office sees that it is off (행정절차법§14⑤)."""

import datetime as dt
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, TimelineEntry
from teojeon.kernel.cases.observers import observed_by
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.service.records import SYSTEM, take_off

ENDS_ALL = frozenset({"withdraw", "treat_as_withdrawn", "return_application"})
ENDS_ITS_OWN = frozenset({"answer_supplement", "victims.note_supplement"})  # the entry names the demand that was answered
UNDOES_RETURN, RETURN = "undo_return", "return"
TAKEN_OFF = "taken_off"  # channel of the line in `ServiceRecord.contacts`


@observed_by
def end_notices(case: Case, entry: TimelineEntry) -> None:
    """Ends the notices whose object this entry ends. A letter that the entry itself sends is not under notice yet and stays."""
    if entry.kind not in ENDS_ALL | ENDS_ITS_OWN | {UNDOES_RETURN}:
        return
    rows = ServiceRecord.objects.visible_to(current().actor).filter(case=case, state=ServiceRecord.NOTICED)
    for record in rows.order_by("started_at", "service_no"):
        if _has_lost_its_object(record, entry):
            record.state = ServiceRecord.ENDED
            record.save(update_fields=["state"])
            take_off(case, record, entry.event)


def _has_lost_its_object(record: ServiceRecord, entry: TimelineEntry) -> bool:
    if entry.kind == UNDOES_RETURN:
        return bool(record.purpose == RETURN)
    return entry.kind in ENDS_ALL or str(record.reference) in entry.content.values()


def taken_off_at(record: ServiceRecord) -> dt.datetime | None:
    """When the portal took the notice off before its end; None where it did not, or has not told so yet."""
    found = [each["at"] for each in record.contacts if each["channel"] == TAKEN_OFF]
    return dt.datetime.fromisoformat(found[0]) if found else None


def _is_not_off(case: Case, *, service: UUID, at: dt.datetime) -> Refusal | None:
    record = ServiceRecord.objects.visible_to(current().actor).filter(case=case, pk=service).first()
    if record is None or record.state == ServiceRecord.NOTICED or taken_off_at(record) is not None:
        return Refusal("WRONG_STATE", "누리집에서 내린 것을 기다리는 공고가 아닙니다.", source="행절법§14⑤")
    return None


@case_action("victims.notice_taken_off", "누리집에서 공고를 내림", box=SYSTEM, guard=_is_not_off)
def note_taken_off(case: Case, *, event: UUID, service: UUID, at: dt.datetime) -> Effect:
    """The portal has taken it off; nobody reads it there any more."""
    record = ServiceRecord.objects.visible_to(current().actor).get(case=case, pk=service)
    day = clock.seoul_day(at)
    record.contacts = [*record.contacts, {"on": day.isoformat(), "channel": TAKEN_OFF, "result": "", "at": at.isoformat()}]
    record.save(update_fields=["contacts"])
    return Effect(on=day, content={"service": record.service_no})
