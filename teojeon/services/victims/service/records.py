"""Starting a service and what follows its arrival; every letter of the house goes this way (S1-NTF-01).

record = start(case, event=event, purpose="supplement", reference=demand.pk, document=None, method="post", address=address)

@on_arrival("supplement", title="보완 요구 도달 확인", box="P-INTAKE")
def demand_arrived(case: Case, record: ServiceRecord, arrived_on: dt.date, event: UUID) -> Effect | None: ...
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CODES, CaseAct, Effect, enter_timeline
from teojeon.kernel.cases.deadlines import refresh
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.work.action import Answer
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.victims.service import effective_on
from teojeon.services.victims.service.addressees import Addressee, addressees_of
from teojeon.services.victims.service.consent import ELECTRONIC
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.ui.formats import korean_date

PARTLY = "victims.arrived_partly"  # one of several addressees has it; the others have not
SYSTEM = "SYSTEM"
NOTICE = "public_notice"  # the method
TAKE_OFF = "public_notice_ended"  # the message that has the portal take a notice off
ArrivalHandler = Callable[[Case, ServiceRecord, dt.date, UUID], Effect | None]


@dataclass(frozen=True)
class Purpose:
    """Why something is served. `title`: name of the document; `box`: who serves it; `act`: records its arrival."""

    code: str
    title: str
    box: str
    act: "ArrivalAct"


_purposes: dict[str, Purpose] = {}


def purposes() -> dict[str, Purpose]:
    """All declared purposes by code."""
    return dict(_purposes)


def records_of(case: Case, purpose: str = "") -> list[ServiceRecord]:
    """The services of a case for these eyes, the oldest first."""
    rows = ServiceRecord.objects.visible_to(current().actor).filter(case=case)
    if purpose:
        rows = rows.filter(purpose=purpose)
    return list(rows.order_by("started_at", "service_no"))


def newest(case: Case, purpose: str) -> ServiceRecord | None:
    """The newest service of a purpose, arrived or not."""
    rows = records_of(case, purpose)
    return rows[-1] if rows else None


def start(
    case: Case,
    *,
    event: UUID,
    purpose: str,
    reference: UUID,
    document: UUID | None,
    method: str,
    address: str,
    title: str = "",
    addressee: str = "",
    dispatched_on: dt.date | None = None,
    tracking_no: str = "",
) -> ServiceRecord:
    """Begins the service of one document, in the unit of the act that makes or sends the document.

    Electronic service is dispatched with the act's message to the portal, today; by post or hand it waits at the desk for its
    dispatch unless `dispatched_on` says that the act itself was it. By post and hand each representative gets a record of the own
    (and the service takes effect when all have it); `address` is then used where a representative has none. `addressee`: somebody
    else. Returns the first record. The caller has asked `consent.method_refusal`.
    """
    given = [Addressee(addressee, "applicant", address)] if addressee else addressees_of(case)
    if method == ELECTRONIC:
        given = given[:1]  # the one account at which the portal stores it
    today = clock.business_today()
    sent_on = today if method == ELECTRONIC else dispatched_on
    made = [
        ServiceRecord.objects.create(
            **belonging(case),
            service_no=f"송달-{today.year}-{next_number('service', today.year):06d}",
            purpose=purpose,
            reference=reference,
            document=document,
            title=title or _purposes[purpose].title,
            addressee=each.name,
            addressee_kind=each.kind,
            state=ServiceRecord.DISPATCHED if sent_on else ServiceRecord.WAITING,
            method=method,
            address=(each.address if each.kind == "representative" else "") or address,
            dispatched_on=sent_on,
            tracking_no=tracking_no,
            started_by=current().account,
            started_at=clock.business_now(),
            event=event,
        )
        for each in given
    ]
    first: ServiceRecord = made[0]
    return first


@dataclass(frozen=True)
class ArrivalAct(CaseAct):
    """Records that one addressee has the document. Once all of them have it, the purpose's handler runs and the case moves.

    `service`: which record; without it the purpose's newest that is under way. Principals may do it, too: for what the portal
    reported and for public notices that took effect.
    """

    purpose: str = ""

    def permit(self, row: Any) -> None:
        if SYSTEM not in current().actor.boxes:
            super().permit(row)

    def refusal(self, row: Any, data: Any) -> Refusal | None:
        refusal = super().refusal(row, data)
        return (refusal and _stands_by_notice(row, data.get("service"))) or refusal

    def perform(self, row: Case, event: UUID, data: Any) -> Answer:
        record = open_record(row, self.purpose, data.get("service"))
        assert record is not None  # the guard asked
        if record.state == ServiceRecord.NOTICED and data["method"] != NOTICE:
            take_off(row, record, event)
        was_masked = arrive(record, event, **{name: value for name, value in data.items() if name != "service"})
        everybody = takes_effect(record)
        if everybody is None:
            enter_timeline(row, PARTLY, event, on=record.arrived_on, content={"service": record.service_no})
            refresh(row, current().actor)
            return {"state": row.state, "masked": was_masked, "complete": False}
        answer = super().perform(row, event, {"record": record, "arrived_on": everybody})
        return {**answer, "masked": was_masked, "complete": True}


def open_record(case: Case, purpose: str, service: UUID | None) -> ServiceRecord | None:
    """The record under way that is meant; None where there is none."""
    rows = [row for row in records_of(case, purpose) if row.state not in (ServiceRecord.ARRIVED, ServiceRecord.ENDED)]
    if service is not None:
        rows = [row for row in rows if row.pk == service]
    return rows[-1] if rows else None


def _stands_by_notice(case: Case, service: UUID | None) -> Refusal | None:
    """Clear words for who records a hand-over after the public notice took effect: that day stays (행정절차법§15③)."""
    if service is None:
        return None
    record = next((row for row in records_of(case) if row.pk == service), None)
    if record is None or record.method != NOTICE or record.arrived_on is None:
        return None
    return in_effect(record.arrived_on)


def in_effect(day: dt.date) -> Refusal:
    """Why a hand-over on or after the day of effect of a public notice is no arrival."""
    message = (
        f"공시송달의 효력이 {korean_date(day)}에 이미 생겼습니다. 그날부터는 문서를 직접 내주어도 도달일이 바뀌지 않습니다. "
        "내준 사실은 수령확인서를 증명 파일로 올려 남깁니다."
    )
    return Refusal("NOTICE_IN_EFFECT", message, "arrived_on", "행절법§15③")


def take_off(case: Case, record: ServiceRecord, event: UUID) -> None:
    """Has the portal take a public notice off at once: it has no object any more, and shows a person's matter (행정절차법§14⑤)."""
    send(case.pk, case.account, TAKE_OFF, {"service": str(record.pk)}, event=event)


def arrive(
    record: ServiceRecord,
    event: UUID,
    *,
    method: str,
    arrived_on: dt.date,
    proof: str,
    receiver: str = "",
    relation: str | None = "",
    refused: bool = False,
    arrived_at: dt.datetime | None = None,
) -> bool:
    """Writes the arrival down. True where a number of a person was hidden in what was typed."""
    record.proof, was_masked = mask_free_text(proof.strip())
    record.receiver, also_masked = mask_free_text(receiver.strip())
    record.state, record.method, record.arrived_on, record.arrived_at = ServiceRecord.ARRIVED, method, arrived_on, arrived_at
    record.relation, record.refused = relation or "", refused
    record.recorded_by, record.recorded_at, record.event = current().account, clock.business_now(), event
    record.save()
    return was_masked or also_masked


def takes_effect(record: ServiceRecord) -> dt.date | None:
    """When the service of the record's reference took effect on everybody, and writes it to all of its records."""
    rows = ServiceRecord.objects.visible_to(current().actor).filter(purpose=record.purpose, reference=record.reference)
    day = effective_on(list(rows.values_list("arrived_on", flat=True)))
    if day is not None:
        rows.update(effective_on=day)
        record.effective_on = day
    return day


def on_arrival(
    purpose: str, *, title: str = "도달 확인", document: str = "문서", box: str = "P-INTAKE", code: str = "", move: str = ""
) -> Callable[[ArrivalHandler], ArrivalAct]:
    """Registers what follows when a document of this purpose has reached everybody: `handler(case, record, arrived_on, event)`.

    The result is the act that records the arrival (`record_arrival` finds it by the record). It writes the timeline's line
    itself: the move's code, or `code` (default `victims.arrived_<purpose>`), on the day of arrival; so the handler writes none
    for this event. `document`: name of the document unless `start` gives one; `box`: who serves it.
    """
    from teojeon.services.victims.service.guards import arrival_is_possible

    name = code or f"victims.arrived_{purpose}"

    def register(handler: ArrivalHandler) -> ArrivalAct:
        def body(case: Case, *, event: UUID, record: ServiceRecord, arrived_on: dt.date) -> Effect:
            effect = handler(case, record, arrived_on, event) or Effect()
            content = {"service": record.service_no, **effect.content}
            return Effect(answer=effect.answer, on=arrived_on, content=content, tell=effect.tell)

        def guard(case: Case, **data: Any) -> Any:
            return arrival_is_possible(case, purpose=purpose, **data) if data else None

        act = ArrivalAct(name, title, Case, box, guard, body, move, purpose)
        CODES.add(name)
        _purposes[purpose] = Purpose(purpose, document, box, act)
        return act

    return register


def box_refusal(record: ServiceRecord) -> Forbidden | None:
    """Only who serves documents of this purpose works on its records."""
    purpose = _purposes[record.purpose]
    if {purpose.box, SYSTEM} & current().actor.boxes:
        return None
    message = f"권한 없음: {purpose.title} 송달 ({purpose.box}). 권한이 필요하면 기관장에게 등록을 신청합니다."
    return Forbidden("FORBIDDEN", message, source="S1-USR-09")
