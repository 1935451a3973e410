"""When an arrival may be recorded (행정절차법§14, §15; S1-NTF-01)."""

import datetime as dt
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.victims.service import METHODS, RECEIVERS, electronic_arrival, notice_takes_effect_on
from teojeon.services.victims.service.consent import ELECTRONIC, method_refusal
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.service.records import NOTICE, in_effect, open_record

PROOF_LIMIT, NAME_LIMIT = 200, 60
BY_HAND = "hand"


def arrival_is_possible(
    case: Case,
    *,
    purpose: str,
    method: str,
    arrived_on: dt.date | None,
    proof: str,
    service: UUID | None = None,
    receiver: str = "",
    relation: str | None = "",
    refused: bool = False,
    arrived_at: dt.datetime | None = None,
) -> Refusal | None:
    """Why an arrival cannot be recorded as given."""
    record = open_record(case, purpose, service)
    if record is None or record.state not in (ServiceRecord.DISPATCHED, ServiceRecord.NOTICED) or record.dispatched_on is None:
        return Refusal("NOT_DISPATCHED", "발송한 문서의 도달만 기록합니다.", source="S1-NTF-01")
    if refusal := _way_refusal(case, record, method, arrived_at):
        return refusal
    if refusal := _day_refusal(record, method, arrived_on, arrived_at):
        return refusal
    if refusal := _receiver_refusal(method, receiver, relation or "", refused):
        return refusal
    if not proof.strip():
        return Refusal("PROOF_MISSING", "도달을 증명하는 자료(등기번호, 수령증 등)를 적습니다.", "proof", "행절법§15①")
    if len(proof) > PROOF_LIMIT:
        return Refusal("TOO_LONG", f"증명 자료는 {PROOF_LIMIT}자까지 적습니다.", "proof", "S1-XCT-03")
    return None


def _way_refusal(case: Case, record: ServiceRecord, method: str, arrived_at: dt.datetime | None) -> Refusal | None:
    if method == ELECTRONIC:
        if record.method == ELECTRONIC and arrived_at is not None:
            return None  # consent stood when it was sent; a later withdrawal looks ahead only
        if refusal := method_refusal(case, method, dict(METHODS)):
            return refusal
        message = "전자송달의 도달은 누리집이 저장한 때를 알려 옵니다. 손으로 적지 않습니다."
        return Refusal("ARRIVAL_IS_REPORTED", message, "method", "행절법§15②")
    if method not in dict(METHODS):
        return Refusal("BAD_VALUE", "송달 방법을 목록에서 고릅니다.", "method", "행절법§14")
    is_noticed = record.state == ServiceRecord.NOTICED
    if (method == NOTICE and not is_noticed) or (is_noticed and method not in (NOTICE, BY_HAND)):
        message = "공시송달은 공고를 기록한 문서에만 적습니다. 공고한 문서를 효력이 생기기 전에 직접 내주었으면 교부로 적습니다."
        return Refusal("BAD_METHOD", message, "method", "행절법§14④")
    return None


def _day_refusal(record: ServiceRecord, method: str, arrived_on: dt.date | None, arrived_at: dt.datetime | None) -> Refusal | None:
    if arrived_on is None:
        return Refusal(
            "ARRIVAL_MISSING", "도달한 날을 적습니다. 도달일이 없으면 기간이 시작되지 않습니다.", "arrived_on", "행절법§15①"
        )
    if method == NOTICE:
        if record.noticed_on is None:
            message = "누리집에 게시된 날이 아직 없습니다. 게시되면 그날부터 14일을 셉니다."
            return Refusal("NOT_POSTED", message, "arrived_on", "행절법§14④")
        effect = notice_takes_effect_on(record.noticed_on)
        if arrived_on != effect or clock.business_today() < effect:
            message = f"공시송달은 공고일부터 14일이 지난 {effect.isoformat()}에 효력이 생깁니다. 그날 뒤에 그날로 기록합니다."
            return Refusal("NOTICE_RUNS", message, "arrived_on", "행절법§15③")
        return None
    if arrived_at is not None and electronic_arrival(arrived_at) != arrived_on:
        return Refusal("BAD_DATE", "저장된 시각과 도달일이 다릅니다.", "arrived_on", "행절법§15②")
    if record.state == ServiceRecord.NOTICED:
        return _collected_refusal(record, arrived_on)
    assert record.dispatched_on is not None  # asked before
    if not record.dispatched_on <= arrived_on <= clock.business_today():
        return Refusal("BAD_DATE", "도달일은 발송일부터 오늘까지의 날짜여야 합니다.", "arrived_on", "행절법§15①")
    return None


def _collected_refusal(record: ServiceRecord, arrived_on: dt.date) -> Refusal | None:
    """A document that is under public notice and was handed over: on a day since it came back, before the notice takes effect."""
    if record.noticed_on is not None and arrived_on >= (effect := notice_takes_effect_on(record.noticed_on)):
        return in_effect(effect)
    came_back = max(dt.date.fromisoformat(each["returned_on"]) for each in record.returns)
    if not came_back <= arrived_on <= clock.business_today():
        message = "내준 날은 마지막으로 반송된 날부터 오늘까지의 날짜여야 합니다."
        return Refusal("BAD_DATE", message, "arrived_on", "행절법§15①")
    return None


def _receiver_refusal(method: str, receiver: str, relation: str, refused: bool) -> Refusal | None:
    if relation and relation not in dict(RECEIVERS):
        return Refusal("BAD_VALUE", "받은 사람을 목록에서 고릅니다.", "relation", "행절법§14②")
    if method == BY_HAND and not relation:
        message = "교부한 때에는 받은 사람(거부했으면 거부한 사람)이 누구인지 고릅니다."
        return Refusal("RECEIVER_MISSING", message, "relation", "행절법§14②")
    if refused and method != BY_HAND:
        return Refusal("BAD_METHOD", "받기를 거부하여 놓아둔 것은 교부한 때에만 적습니다.", "refused", "행절법§14② 단서")
    if len(receiver) > NAME_LIMIT:
        return Refusal("TOO_LONG", f"받은 사람은 {NAME_LIMIT}자까지 적습니다.", "receiver", "S1-XCT-03")
    return None
