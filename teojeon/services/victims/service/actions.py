"""What the desk does with a service under way: send, note a return, a look-up, a contact, a public notice, the arrival (S1-NTF-01)."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CODES, CaseAct, Effect, case_action
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.masking import mask_free_text, mask_name
from teojeon.kernel.people.models import Organisation
from teojeon.kernel.work.action import Answer, Guard
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.victims.service import PLACES, PRINT_MEDIA, missing_before_notice, notice_takes_effect_on
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.service.records import NOTICE, SYSTEM, ArrivalAct, box_refusal, purposes, records_of

DESK_BOXES = frozenset({"PM-SERVE", "P-INTAKE"})
PUBLIC_NOTICE = "public_notice"  # the message that has the portal post a notice
SENT_BY_DESK = {"post": "등기우편", "hand": "교부"}
REASONS = (
    ("absent", "폐문 부재"),
    ("moved", "이사 불명"),
    ("unknown", "수취인·주소 불명"),
    ("unclaimed", "보관 기간이 지남"),
    ("other", "그 밖의 까닭"),
)
CONTACTS = (("phone", "전화"), ("sms", "문자"), ("email", "전자우편"), ("visit", "방문"))
TEXT_LIMIT, TRACKING_LIMIT, ADDRESS_LIMIT = 200, 40, 200
MISSING_WORDS = {
    "SERVICE_ADDRESS_UNTRIED": "송달 희망 주소로 보내어 반송된 기록",
    "ADDRESS_NOT_LOOKED_UP": "지금 주민등록지의 조회 기록",
    "REGISTERED_ADDRESS_UNTRIED": "지금 주민등록지로 보내어 반송된 기록",
    "NO_CONTACT_TRIED": "연락을 시도한 기록",
}
ReturnHandler = Callable[[Case, ServiceRecord, dt.date, UUID], None]
_return_handlers: dict[str, ReturnHandler] = {}


def on_return(purpose: str) -> Callable[[ReturnHandler], ReturnHandler]:
    """Registers what follows when a document of this purpose came back: `handler(case, record, returned_on, event)`."""

    def register(handler: ReturnHandler) -> ReturnHandler:
        _return_handlers[purpose] = handler
        return handler

    return register


@dataclass(frozen=True)
class DeskAct(CaseAct):
    """An act on one record of a case. `states`: in which it is possible. Who serves documents of its purpose may do it."""

    states: tuple[str, ...] = ()

    def permit(self, row: Any) -> None:
        if not current().actor.boxes & (DESK_BOXES | {p.box for p in purposes().values()}):
            raise Forbidden(
                "FORBIDDEN", f"권한 없음: {self.title} (송달). 권한이 필요하면 기관장에게 등록을 신청합니다.", source="S1-USR-09"
            )

    def refusal(self, row: Case, data: Mapping[str, Any]) -> Refusal | None:
        record = record_of(row, data.get("service"))
        if record is None:
            return Refusal("NO_SERVICE", "해당하는 송달 기록이 없습니다.", "service", "S1-NTF-01")
        if forbidden := box_refusal(record):
            return forbidden
        if record.state not in self.states:
            return Refusal("WRONG_STATE", "송달 기록의 상태가 바뀌어 할 수 없습니다. 화면을 새로 엽니다.", source="S1-NTF-01")
        return self.guard(row, record=record, **{name: value for name, value in data.items() if name != "service"})

    def perform(self, row: Case, event: UUID, data: Mapping[str, Any]) -> Answer:
        record = record_of(row, data["service"])
        assert record is not None  # the guard asked
        rest = {name: value for name, value in data.items() if name != "service"}
        return super().perform(row, event, {"record": record, **rest})


def record_of(case: Case, service: UUID | None) -> ServiceRecord | None:
    """One record of a case for these eyes."""
    return next((row for row in records_of(case) if row.pk == service), None)


def _desk_act(code: str, title: str, states: Sequence[str], guard: Guard) -> Callable[[Callable[..., Effect]], DeskAct]:
    CODES.add(code)
    return lambda body: DeskAct(code, title, Case, "PM-SERVE", guard, body, "", tuple(states))


def _may_be_sent(
    case: Case, record: ServiceRecord, *, method: str, place: str, address: str, dispatched_on: dt.date, tracking_no: str
) -> Refusal | None:
    if method not in SENT_BY_DESK:
        return Refusal("BAD_VALUE", "등기우편이나 교부를 고릅니다.", "method", "행절법§14①")
    if place not in dict(PLACES):
        return Refusal("BAD_VALUE", "보낼 곳을 목록에서 고릅니다.", "place", "행절법§14①")
    if place == "registered" and record.looked_up_on is None:
        message = "지금 주민등록지를 조회하고 그 기록을 남긴 뒤에 그곳으로 보냅니다."
        return Refusal("ADDRESS_NOT_LOOKED_UP", message, "place", "행절법§14④")
    if not address.strip() or len(address) > ADDRESS_LIMIT:
        return Refusal("MISSING_VALUE", f"보낼 주소를 {ADDRESS_LIMIT}자까지 적습니다.", "address", "행절법§14①")
    if len(tracking_no) > TRACKING_LIMIT:
        return Refusal("TOO_LONG", f"등기번호는 {TRACKING_LIMIT}자까지 적습니다.", "tracking_no", "S1-XCT-03")
    earliest = max([clock.seoul_day(record.started_at), *_days(record, "returned_on")])
    if not earliest <= dispatched_on <= clock.business_today():
        message = "발송일은 문서를 만든 날(다시 보낼 때는 반송된 날)부터 오늘까지의 날짜여야 합니다."
        return Refusal("BAD_DATE", message, "dispatched_on", "행절법§14⑥")
    return None


def _days(record: ServiceRecord, name: str) -> list[dt.date]:
    return [dt.date.fromisoformat(each[name]) for each in record.returns]


@_desk_act("victims.service_dispatch", "송달 발송", (ServiceRecord.WAITING, ServiceRecord.RETURNED), _may_be_sent)
def dispatch(
    case: Case,
    *,
    event: UUID,
    record: ServiceRecord,
    method: str,
    place: str,
    address: str,
    dispatched_on: dt.date,
    tracking_no: str,
) -> Effect:
    """The document leaves, for the first time or once more after it came back."""
    record.state, record.method, record.place, record.address = ServiceRecord.DISPATCHED, method, place, address.strip()
    record.dispatched_on, record.tracking_no = dispatched_on, tracking_no.strip()
    record.save()
    return Effect(on=dispatched_on, content={"service": record.service_no, "method": method, "place": place})


def _may_have_returned(case: Case, record: ServiceRecord, *, returned_on: dt.date, reason: str) -> Refusal | None:
    if record.method not in SENT_BY_DESK:
        return Refusal("BAD_METHOD", "우편이나 교부로 보낸 것만 반송될 수 있습니다.", "returned_on", "행절법§14④")
    assert record.dispatched_on is not None  # its state
    if not record.dispatched_on <= returned_on <= clock.business_today():
        return Refusal("BAD_DATE", "반송된 날은 발송일부터 오늘까지의 날짜여야 합니다.", "returned_on", "행절법§14④")
    return None if reason in dict(REASONS) else Refusal("BAD_VALUE", "반송된 까닭을 고릅니다.", "reason", "행절법§14④")


@_desk_act("victims.service_return", "반송 기록", (ServiceRecord.DISPATCHED,), _may_have_returned)
def record_return(case: Case, *, event: UUID, record: ServiceRecord, returned_on: dt.date, reason: str) -> Effect:
    """The attempt under way came back; it stays in the record."""
    assert record.dispatched_on is not None  # the guard asked
    attempt = {
        "place": record.place,
        "method": record.method,
        "dispatched_on": record.dispatched_on.isoformat(),
        "tracking_no": record.tracking_no,
        "returned_on": returned_on.isoformat(),
        "reason": reason,
    }
    record.returns = [*record.returns, attempt]
    record.state = ServiceRecord.RETURNED
    record.save()
    if handler := _return_handlers.get(record.purpose):
        handler(case, record, returned_on, event)
    return Effect(on=returned_on, content={"service": record.service_no, "reason": reason, "place": attempt["place"]})


def _may_be_looked_up(case: Case, record: ServiceRecord, *, address: str, ground: str) -> Refusal | None:
    if not ground.strip() or len(ground) > TEXT_LIMIT:
        return Refusal("GROUND_MISSING", "조회한 근거(공문 번호, 조회 번호)를 적습니다.", "ground", "행절법§14④, S1-NTF-01")
    if not address.strip() or len(address) > ADDRESS_LIMIT:
        return Refusal("MISSING_VALUE", f"조회한 주소를 {ADDRESS_LIMIT}자까지 적습니다.", "address", "행절법§14④")
    return None


@_desk_act(
    "victims.service_look_up",
    "주민등록지 조회 기록",
    (ServiceRecord.WAITING, ServiceRecord.DISPATCHED, ServiceRecord.RETURNED),
    _may_be_looked_up,
)
def look_up(case: Case, *, event: UUID, record: ServiceRecord, address: str, ground: str) -> Effect:
    """The current registered address was looked up by law; the look-up is chained with its ground's digest (S1-XCT-04)."""
    record.looked_up_on = clock.business_today()
    if record.state != ServiceRecord.DISPATCHED:
        record.address, record.place = address.strip(), "registered"
    record.save()
    current().show(case.controller, [case.pk], fields=["party.resident_address"])
    masked, was_masked = mask_free_text(ground.strip())
    record.contacts = [*record.contacts, {"on": record.looked_up_on.isoformat(), "channel": "look_up", "result": masked}]
    record.save(update_fields=["contacts"])
    return Effect(answer={"masked": was_masked}, content={"service": record.service_no})


def _contact_fits(case: Case, record: ServiceRecord, *, channel: str, result: str) -> Refusal | None:
    if channel not in dict(CONTACTS):
        return Refusal("BAD_VALUE", "연락한 방법을 고릅니다.", "channel", "S1-NTF-01")
    if not result.strip() or len(result) > TEXT_LIMIT:
        return Refusal("MISSING_VALUE", f"연락한 결과를 {TEXT_LIMIT}자까지 적습니다.", "result", "S1-NTF-01")
    return None


@_desk_act(
    "victims.service_contact",
    "연락 시도 기록",
    (ServiceRecord.WAITING, ServiceRecord.DISPATCHED, ServiceRecord.RETURNED),
    _contact_fits,
)
def record_contact(case: Case, *, event: UUID, record: ServiceRecord, channel: str, result: str) -> Effect:
    """Somebody tried to reach the person."""
    masked, was_masked = mask_free_text(result.strip())
    record.contacts = [*record.contacts, {"on": clock.business_today().isoformat(), "channel": channel, "result": masked}]
    record.save()
    return Effect(answer={"masked": was_masked}, content={"service": record.service_no, "channel": channel})


def missing_for_notice(record: ServiceRecord) -> tuple[str, ...]:
    """What must still be tried before a public notice, in words."""
    tries = [each for each in record.contacts if each["channel"] in dict(CONTACTS)]
    codes = missing_before_notice(
        {each["place"] for each in record.returns}, looked_up=record.looked_up_on is not None, contacts=len(tries)
    )
    return tuple(MISSING_WORDS[code] for code in codes)


def _may_be_noticed(
    case: Case, record: ServiceRecord, *, printed_on: dt.date, media: Sequence[str], receive_at: str, internet: str = ""
) -> Refusal | None:
    if missing := missing_for_notice(record):
        message = f"공시송달을 하려면 다음이 있어야 합니다: {', '.join(missing)}."
        return Refusal("NOTICE_TOO_EARLY", message, "printed_on", "행절법§14④")
    if not media or not set(media) <= set(dict(PRINT_MEDIA)):
        return Refusal("MEDIA_MISSING", "관보·공보, 게시판, 일간신문 가운데 하나 이상을 고릅니다.", "printed_in", "행절법§14④")
    if not max(_days(record, "returned_on")) <= printed_on <= clock.business_today():
        message = "공고한 날은 마지막으로 반송된 날부터 오늘까지의 날짜여야 합니다."
        return Refusal("BAD_DATE", message, "printed_on", "행절법§15③")
    if not receive_at.strip() or len(receive_at) > TEXT_LIMIT:
        return Refusal("MISSING_VALUE", f"문서를 받을 곳과 전화번호를 {TEXT_LIMIT}자까지 적습니다.", "receive_at", "행절법§14④")
    if len(internet) > TEXT_LIMIT:
        return Refusal("TOO_LONG", f"주소는 {TEXT_LIMIT}자까지 적습니다.", "internet", "S1-XCT-03")
    if _names_the_person(record, receive_at):
        message = "누구나 보는 공고입니다. 송달받을 사람의 이름, 주소, 등록번호를 지우고 기관의 이름, 주소, 전화번호만 적습니다."
        return Refusal("PERSONAL_DATA", message, "receive_at", "행절법§14⑤")
    return None


def _names_the_person(record: ServiceRecord, text: str) -> bool:
    """Whether the words for everybody hold the addressee's name or address, or a number of a person."""
    packed = "".join(text.split())
    known = ("".join(each.split()) for each in (record.addressee, record.address))
    return mask_free_text(text)[1] or any(each in packed for each in known if len(each) > 1)


@_desk_act("victims.service_notice", "공시송달 공고", (ServiceRecord.RETURNED,), _may_be_noticed)
def post_notice(
    case: Case,
    *,
    event: UUID,
    record: ServiceRecord,
    printed_on: dt.date,
    media: Sequence[str],
    receive_at: str,
    internet: str = "",
) -> Effect:
    """The notice is printed, and goes to the portal for everybody to read. Its 14 days begin when the portal has posted it."""
    record.state, record.printed_on, record.receive_at = ServiceRecord.NOTICED, printed_on, receive_at.strip()
    record.method, record.notice_media, record.notice_internet = NOTICE, sorted(media), mask_free_text(internet.strip())[0]
    record.noticed_on = record.posted_at = None
    record.save()
    return Effect(on=printed_on, content={"service": record.service_no}, tell=(PUBLIC_NOTICE, published(case, record)))


def media_of(record: ServiceRecord) -> str:
    """Where the notice was printed, in words."""
    return ", ".join(dict(PRINT_MEDIA)[each] for each in record.notice_media)


def published(case: Case, record: ServiceRecord) -> dict[str, Any]:
    """What everybody may read of a service: what, in which matter, where to receive it; of the person a masked name (행정절차법§14⑤)."""
    here = Organisation.objects.filter(pk=current().actor.organisation).values_list("name", flat=True).first()
    return {
        "service": str(record.pk),
        "service_no": record.service_no,
        "receipt_no": case.receipt_no,
        "document": record.title,
        "addressee": mask_name(record.addressee),
        "authority": here or "",
        "receive_at": record.receive_at,
    }


def _has_no_day(case: Case, *, service: UUID, posted_at: dt.datetime) -> Refusal | None:
    record = record_of(case, service)
    if record is None or record.state != ServiceRecord.NOTICED or record.posted_at is not None:
        return Refusal("WRONG_STATE", "게시를 기다리는 공고가 아닙니다.", source="행절법§14④")
    return None


@case_action("victims.notice_posted", "누리집에 공고를 게시함", box=SYSTEM, guard=_has_no_day)
def note_posted(case: Case, *, event: UUID, service: UUID, posted_at: dt.datetime) -> Effect:
    """The day on which the portal posted it counts: from then on it stands both in print and on the internet (행정절차법§14④, §15③)."""
    record = record_of(case, service)
    assert record is not None and record.printed_on is not None  # the guard, and the state's constraint
    record.posted_at, record.noticed_on = posted_at, max(record.printed_on, clock.seoul_day(posted_at))
    record.save(update_fields=["posted_at", "noticed_on"])
    effect = notice_takes_effect_on(record.noticed_on)
    return Effect(on=record.noticed_on, answer={"effect_on": effect.isoformat()}, content={"service": record.service_no})


def arrival_act(record: ServiceRecord) -> ArrivalAct:
    """The act that records the arrival of documents of this record's purpose."""
    return purposes()[record.purpose].act


def record_arrival(case: Case, record: ServiceRecord, **data: Any) -> Answer:
    """Records one arrival by the act of its purpose. `data`: version, request, method, arrived_on, proof, receiver, relation,
    refused, arrived_at. Raises Missing, Forbidden, Stale or Refusal."""
    if record.case_id != case.pk:
        raise Missing("service")
    return arrival_act(record)(case.pk, service=record.pk, **data)
