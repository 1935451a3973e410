"""Ordering a statement or documents: the draft, the issue by the 시·도, its arrival, its end without an answer (법§13②; S1-INV-02, A-27)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.filing import kept
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.crypto.subjects import encrypt_text
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Official
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.law.calendar import due
from teojeon.services.victims.intake.tasks import ORDER_OVERDUE, finish, open_task
from teojeon.services.victims.investigation.investigator import acting, only_the_investigator
from teojeon.services.victims.investigation.recording import RECORDING
from teojeon.services.victims.orders import documents
from teojeon.services.victims.orders.limits import (
    ADDRESS,
    LONGEST_TERM,
    MOST_QUESTIONS,
    NAME,
    QUESTION,
    REASON,
    SHORTEST_TERM,
)
from teojeon.services.victims.orders.models import KINDS, ROLES, StatementOrder
from teojeon.services.victims.orders.queries import (
    PURPOSE,
    SOURCE,
    address_context,
    known_addressee,
    name_context,
    next_number_of,
    order_of,
    orders_of,
    written,
)
from teojeon.services.victims.service import records
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.service.records import SYSTEM

METHODS = {"post": "등기우편", "hand": "교부"}
ADDRESSEE = "order"  # `addressee_kind` of its service record: neither the applicant nor who acts for the applicant


def _may_investigate(case: Case) -> Refusal | None:
    if case.state not in RECORDING:
        return Refusal("ILLEGAL_TRANSITION", "조사하거나 추가조사하는 사건에만 진술서나 자료를 요구합니다.", source=SOURCE)
    return only_the_investigator(case)


def _draft_fits(case: Case, **data: Any) -> Refusal | None:
    if refusal := _may_investigate(case):
        return refusal
    if not data:
        return None
    if data["draft"] is not None and order_of(case, data["draft"]).state != StatementOrder.DRAFTED:
        return Refusal("ISSUED_ALREADY", "이미 보낸 요구는 고칠 수 없습니다. 다시 요구하려면 새로 씁니다.", source=SOURCE)
    return _addressee_refusal(data) or _asked_refusal(data)


def _addressee_refusal(data: Mapping[str, Any]) -> Refusal | None:
    if data["role"] not in dict(ROLES):
        return Refusal("BAD_VALUE", "요구받는 사람의 지위를 목록에서 고릅니다.", "role", SOURCE)
    if not data["name"].strip() or len(data["name"]) > NAME:
        return Refusal("MISSING_VALUE", f"요구받는 사람의 이름을 {NAME}자까지 적습니다.", "name", SOURCE)
    if not data["address"].strip() or len(data["address"]) > ADDRESS:
        return Refusal("MISSING_VALUE", f"보낼 주소를 {ADDRESS}자까지 적습니다.", "address", "행절법§14①")
    return None


def _asked_refusal(data: Mapping[str, Any]) -> Refusal | None:
    questions = [each for each in data["questions"] if each.strip()]
    if data["kind"] not in dict(KINDS):
        return Refusal("BAD_VALUE", "진술서와 자료 가운데 하나를 고릅니다.", "kind", SOURCE)
    if not questions:
        return Refusal("QUESTIONS_MISSING", "물음이나 요구하는 자료를 하나 이상, 한 줄에 하나씩 적습니다.", "questions", SOURCE)
    if len(questions) > MOST_QUESTIONS or any(len(each) > QUESTION for each in questions):
        message = f"물음은 {MOST_QUESTIONS}개까지, 하나를 {QUESTION}자까지 적습니다."
        return Refusal("TOO_LONG", message, "questions", "S1-XCT-03")
    if not SHORTEST_TERM <= data["term_days"] <= LONGEST_TERM:
        message = f"기간은 도달한 날부터 {SHORTEST_TERM}일에서 {LONGEST_TERM}일까지로 정합니다. 법에 정해진 기간은 없습니다."
        return Refusal("BAD_TERM", message, "term_days", SOURCE)
    return None


@case_action("victims.draft_order", "진술·자료 요구 초안", box="P-INV", guard=_draft_fits)
def draft_order(
    case: Case,
    *,
    event: UUID,
    draft: UUID | None,
    role: str,
    name: str,
    address: str,
    kind: str,
    questions: Sequence[str],
    term_days: int,
) -> Effect:
    """An investigator, of a 시·군·구 too, writes what is asked of whom. `draft`: the one that is changed. Nothing goes out yet."""
    addressee = known_addressee(case, role, name)
    order = order_of(case, draft) if draft else StatementOrder(**belonging(case), id=uuid4(), number=next_number_of(case))
    asked = [mask_free_text(each.strip()) for each in questions if each.strip()]
    order.addressee = addressee or uuid4()
    order.role, order.kind, order.term_days = role, kind, term_days
    order.questions = [text for text, _ in asked]
    order.name_box = encrypt_text(case.pk, name.strip(), name_context(order.pk))
    order.address_box = encrypt_text(case.pk, address.strip(), address_context(order.pk))
    order.drafted_by, order.drafted_at, order.event = acting(), clock.business_now(), event
    order.save()
    answer = {"order": str(order.pk), "masked": any(was for _, was in asked)}
    return Effect(answer=answer, content={"order": order.number, "role": role, "kind": kind})


def _is_a_draft(case: Case, **data: Any) -> Refusal | None:
    if refusal := _may_investigate(case):
        return refusal
    if data and order_of(case, data["order"]).state != StatementOrder.DRAFTED:
        return Refusal("ISSUED_ALREADY", "보내지 않은 초안만 지웁니다. 보낸 요구는 거두어들입니다.", source=SOURCE)
    return None


@case_action("victims.drop_order", "진술·자료 요구 초안 버림", box="P-INV", guard=_is_a_draft)
def drop_order(case: Case, *, event: UUID, order: UUID) -> Effect:
    """The draft is not sent; it stays readable."""
    row = order_of(case, order)
    row.state, row.closed_on, row.event = StatementOrder.DROPPED, clock.business_today(), event
    row.save()
    return Effect(content={"order": row.number})


# the province


def _issue_fits(case: Case, **data: Any) -> Refusal | None:
    if case.state not in RECORDING:
        return Refusal("ILLEGAL_TRANSITION", "조사하거나 추가조사하는 사건에만 진술서나 자료를 요구합니다.", source=SOURCE)
    if not data:
        return None
    if order_of(case, data["order"]).state != StatementOrder.DRAFTED:
        return Refusal("ISSUED_ALREADY", "이미 보냈거나 버린 요구입니다. 화면을 새로 엽니다.", source=SOURCE)
    if data["method"] not in METHODS:
        message = "등기우편이나 교부로 보냅니다. 전자송달은 송달받을 사람이 동의한 때에만 하며, 여기서는 하지 않습니다."
        return Refusal("BAD_VALUE", message, "method", "행절법§14①③")
    return None


def _of_the_province(case: Case, **data: Any) -> Refusal | None:
    """A 시·군·구 assists under the province's responsibility and orders nothing by itself (법§29①2, A-27)."""
    official = Official.objects.select_related("organisation").get(account=current().person)
    if official.organisation.kind != Kind.PROVINCE:
        message = "진술서와 자료의 요구는 시·도가 합니다. 초안을 쓰면 시·도의 담당자가 보냅니다."
        return Refusal("PROVINCE_ISSUES", message, source="법§13②, §29①2 (A-27)")
    return only_the_investigator(case)


def _investigator_may_issue(case: Case, **data: Any) -> Refusal | None:
    return _of_the_province(case) or _issue_fits(case, **data)


def _issue(case: Case, *, event: UUID, order: UUID, method: str) -> Effect:
    """Gives the number, makes the letter and begins its service. The term begins with the arrival (민법§157)."""
    row, today = order_of(case, order), clock.business_today()
    row.order_no = f"요구-{today.year}-{next_number('statement_order', today.year):06d}"
    row.state, row.issued_by, row.issued_on, row.event = StatementOrder.ISSUED, acting(), today, event
    to = written(row)
    pdf = documents.order_pdf(case, row, to)
    with kept(case, pdf, kind="statement_order", event=event, number=row.order_no) as document:
        row.document, row.sha256 = document.pk, document.sha256.hex()
        row.save()
    service = records.start(
        case,
        event=event,
        purpose=PURPOSE,
        reference=row.pk,
        document=document.pk,
        method=method,
        address=to.address,
        title=f"{dict(KINDS)[row.kind]} 제출 요구서",
        addressee=to.name,
    )
    service.addressee_kind = ADDRESSEE
    service.save(update_fields=["addressee_kind"])
    return Effect(
        answer={"order": str(row.pk), "order_no": row.order_no},
        content={"order": row.number, "order_no": row.order_no, "service": service.service_no, "method": method},
    )


issue_order = case_action("victims.issue_order", "진술·자료 요구", box="P-INV", guard=_investigator_may_issue)(_issue)
issue_order_intake = case_action("victims.issue_order_intake", "진술·자료 요구(총괄접수)", box="P-INTAKE", guard=_issue_fits)(
    _issue
)


@records.on_arrival(PURPOSE, title="진술·자료 요구 도달 확인", document="진술·자료 제출 요구서", box="P-INTAKE")
def order_arrived(case: Case, record: ServiceRecord, arrived_on: dt.date, event: UUID) -> Effect:
    """The addressee's term runs from the arrival (행정절차법§15①, 민법§157, §161). For an order that no longer waits nothing begins."""
    order = order_of(case, record.reference)
    order.arrived_on = arrived_on
    order.due_on = due(arrived_on, order.term_days, extra_holidays=extra_holidays()).effective
    order.save()
    return Effect(answer={"due": order.due_on.isoformat()}, content={"order": order.number, "order_no": order.order_no})


def _may_be_withdrawn(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None
    if order_of(case, data["order"]).state != StatementOrder.ISSUED:
        return Refusal("NOT_OPEN", "답을 기다리는 요구만 거두어들입니다.", source=SOURCE)
    if not 0 < len(data["reason"].strip()) <= REASON:
        return Refusal("REASON_MISSING", f"거두어들이는 까닭을 {REASON:,}자까지 적습니다.", "reason", SOURCE)
    return None


def _investigator_may_withdraw(case: Case, **data: Any) -> Refusal | None:
    return _of_the_province(case) or _may_be_withdrawn(case, **data)


def _withdraw(case: Case, *, event: UUID, order: UUID, reason: str) -> Effect:
    """The order no longer waits: it could not be served, or is not needed. It counts for no silence."""
    row = order_of(case, order)
    row.close_reason, was_masked = mask_free_text(reason.strip())
    row.state, row.closed_on, row.event = StatementOrder.WITHDRAWN, clock.business_today(), event
    row.save()
    end_service(case, row, event)
    settle_task(case)
    return Effect(answer={"masked": was_masked}, content={"order": row.number, "order_no": row.order_no})


withdraw_order = case_action("victims.withdraw_order", "진술·자료 요구를 거둠", box="P-INV", guard=_investigator_may_withdraw)(
    _withdraw
)
withdraw_order_intake = case_action(
    "victims.withdraw_order_intake", "진술·자료 요구를 거둠(총괄접수)", box="P-INTAKE", guard=_may_be_withdrawn
)(_withdraw)


def end_service(case: Case, order: StatementOrder, event: UUID) -> None:
    """What waits to be sent is sent no more, and a public notice without an object is taken off at once (행정절차법§14⑤)."""
    rows = ServiceRecord.objects.visible_to(current().actor).filter(purpose=PURPOSE, reference=order.pk)
    for record in rows.filter(state__in=[ServiceRecord.WAITING, ServiceRecord.RETURNED, ServiceRecord.NOTICED]):
        if record.state == ServiceRecord.NOTICED:
            records.take_off(case, record, event)
        record.state = ServiceRecord.ENDED
        record.save(update_fields=["state"])


# the last day


def _is_overdue(case: Case, **data: Any) -> Refusal | None:
    if data and not _waits_too_long(order_of(case, data["order"])):
        return Refusal("NOT_OVERDUE", "기한이 지난 요구가 아니거나 이미 알렸습니다.", source=SOURCE)
    return None


def _waits_too_long(order: StatementOrder) -> bool:
    is_open = order.state == StatementOrder.ISSUED and order.overdue_noted_on is None
    return is_open and order.due_on is not None and order.due_on < clock.business_today()


@case_action("victims.order_overdue", "진술·자료 요구의 기한이 지남", box=SYSTEM, guard=_is_overdue)
def note_overdue(case: Case, *, event: UUID, order: UUID) -> Effect:
    """Opens the investigator's task: to look whether something came, to order once more, or to note the silence."""
    row = order_of(case, order)
    row.overdue_noted_on = clock.business_today()
    row.save(update_fields=["overdue_noted_on"])
    open_task(case, ORDER_OVERDUE, event, grounds=[row.order_no])
    return Effect(content={"order": row.number, "order_no": row.order_no})


def settle_task(case: Case) -> None:
    """The task is done once no order of the case waits beyond its last day."""
    today = clock.business_today()
    if not any(each.state == StatementOrder.ISSUED and each.due_on and each.due_on < today for each in orders_of(case)):
        finish(case, ORDER_OVERDUE)


def overdue_now() -> list[tuple[UUID, UUID]]:
    """Case and order of what waits beyond its last day and was not noted yet; for the nightly job."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        rows = StatementOrder.objects.visible_to(unit.actor).filter(
            state=StatementOrder.ISSUED, overdue_noted_on=None, due_on__lt=clock.business_today()
        )
        return list(rows.order_by("due_on", "case").values_list("case_id", "pk"))
