"""Orders of a case as acts and pages read them, for the eyes of the open unit."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Max

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.subjects import decrypt_text
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.orders.documents import Written
from teojeon.services.victims.orders.models import NoResponse, StatementOrder
from teojeon.services.victims.service.models import ServiceRecord

PURPOSE = "order"
SOURCE = "법§13②, S1-INV-02"
ENOUGH_SILENCE = 2  # served orders without answer
SENT = (StatementOrder.ISSUED, StatementOrder.ANSWERED, StatementOrder.REFUSED)


def orders_of(case: Case) -> list[StatementOrder]:
    """All orders of a case, drafts too, in their order."""
    return list(StatementOrder.objects.visible_to(current().actor).filter(case=case).order_by("number"))


def order_of(case: Case, key: UUID) -> StatementOrder:
    """One order of this case. Raises Missing."""
    row: StatementOrder | None = StatementOrder.objects.visible_to(current().actor).filter(case=case, pk=key).first()
    if row is None:
        raise Missing("order")
    return row


def next_number_of(case: Case) -> int:
    """The case is locked by the act, so nobody else takes it."""
    last = StatementOrder.objects.visible_to(current().actor).filter(case=case).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def written(order: StatementOrder) -> Written:
    """Name and address in clear. The caller's page notes the look."""
    name = decrypt_text(order.case_id, bytes(order.name_box), name_context(order.pk))
    return Written(name, decrypt_text(order.case_id, bytes(order.address_box), address_context(order.pk)))


def name_context(key: UUID) -> str:
    return f"order/{key}/name"


def address_context(key: UUID) -> str:
    return f"order/{key}/address"


def known_addressee(case: Case, role: str, name: str) -> UUID | None:
    """The addressee of an earlier order of this case with the same part and name: silence is counted by person, not by letter."""
    packed = "".join(name.split())
    for order in reversed(orders_of(case)):
        if order.role == role and "".join(written(order).name.split()) == packed:
            return order.addressee
    return None


def services_of(orders: Iterable[StatementOrder]) -> dict[UUID, ServiceRecord]:
    """The service record of each order that has one."""
    keys = [order.pk for order in orders]
    rows = ServiceRecord.objects.visible_to(current().actor).filter(purpose=PURPOSE, reference__in=keys)
    return {row.reference: row for row in rows.order_by("started_at")}


def standing_silence(case: Case, addressee: UUID) -> NoResponse | None:
    """What was noted of this addressee's silence, unless an answer came since."""
    found: NoResponse | None = (
        NoResponse.objects.visible_to(current().actor).filter(case=case, addressee=addressee, ended_on=None).first()
    )
    return found


def unanswered(orders: Sequence[StatementOrder], services: Mapping[UUID, ServiceRecord], today: dt.date) -> list[StatementOrder]:
    """Those that count as unanswered: served by their record, and the last day has passed. `today`: the day that is counted from."""
    return [
        order
        for order in orders
        if order.state == StatementOrder.ISSUED
        and _was_served(order, services)
        and order.due_on is not None
        and order.due_on < today
    ]


def _was_served(order: StatementOrder, services: Mapping[UUID, ServiceRecord]) -> bool:
    record = services.get(order.pk)
    return record is not None and record.arrived_on is not None and order.arrived_on is not None


def silence_refusal(case: Case, addressee: UUID) -> Refusal | None:
    """Why this addressee's silence cannot be noted. An order without a served record never counts as unanswered."""
    orders = [each for each in orders_of(case) if each.addressee == addressee and each.state in SENT]
    open_ones = [each for each in orders if each.state == StatementOrder.ISSUED]
    services, today = services_of(open_ones), clock.business_today()
    if not_served := next((each for each in open_ones if not _was_served(each, services)), None):
        message = (
            f"{not_served.order_no}에는 도달한 송달 기록이 없습니다. 도달을 기록한 요구만 답하지 않은 것으로 봅니다. "
            "도달하지 못한 요구는 다시 보내거나 거두어들입니다."
        )
        return Refusal("NOT_SERVED", message, source=f"{SOURCE}, 행절법§14, §15①")
    if len(open_ones) < ENOUGH_SILENCE:
        message = f"송달한 요구에 {ENOUGH_SILENCE}번 답하지 않은 때에 적습니다. 지금 답하지 않은 요구는 {len(open_ones)}건입니다."
        return Refusal("TOO_FEW", message, source=SOURCE)
    if len(unanswered(open_ones, services, today)) < len(open_ones):
        last = max(each.due_on for each in open_ones if each.due_on is not None)
        message = f"마지막 요구의 기한({last.isoformat()})이 지나지 않았습니다. 기한이 지난 다음 날부터 적습니다."
        return Refusal("TERM_RUNS", message, source=SOURCE)
    first = min(each.arrived_on for each in open_ones if each.arrived_on is not None)
    if any(each.answered_on is not None and each.answered_on >= first for each in orders):
        message = "그 사이 다른 요구에 답한 사람입니다. 답하지 않은 것으로 적지 않고 다시 요구합니다."
        return Refusal("ANSWERED_MEANWHILE", message, source=SOURCE)
    if standing_silence(case, addressee) is not None:
        return Refusal("NOTED_ALREADY", "이미 적었습니다.", source=SOURCE)
    return None
