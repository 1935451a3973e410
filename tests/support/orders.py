"""Orders to a landlord on their way: drafted, issued by the province, served, past their last day."""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.services.victims.orders import actions
from teojeon.services.victims.orders.models import NoResponse, StatementOrder
from teojeon.services.victims.service import actions as desk
from teojeon.services.victims.service.models import ServiceRecord
from tests.support.factories import acting, cast
from tests.support.meetings import SYSTEM

NAME, ADDRESS = "임대주", "서울특별시 강남구 테헤란로 1, 2층"
VISIT: dict[str, Any] = {
    "way": "on_site", "way_note": "", "visitors": ["최조사"], "present": [], "no_notice_reason": "", "occupancy": "tenant", "condition": "",
    "meters": {}, "interview_with": "", "interview_summary": "", "signed_by_interviewee": False, "photos": [],
}  # fmt: skip
"""A visit with as little as may be said of one; when, and when it was announced, is for the caller to say."""
QUESTIONS = ["보증금을 돌려주지 못한 까닭은 무엇입니까?", "돌려줄 계획이 있으면 날과 금액을 적습니다."]


def wanted(**more: Any) -> dict[str, Any]:
    """What a careful investigator orders of a landlord."""
    return {
        "draft": None, "role": "landlord", "name": NAME, "address": ADDRESS, "kind": "statement", "questions": QUESTIONS, "term_days": 14,
        **more,
    }  # fmt: skip


def drafted(case: UUID, who: UUID | None = None, **more: Any) -> UUID:
    with acting(who or cast("invest")):
        return UUID(actions.draft_order(case, **wanted(**more))["order"])


def issued(case: UUID, *, method: str = "post", **more: Any) -> UUID:
    """Drafted and issued by the province's investigator; it waits at the desk."""
    order = drafted(case, **more)
    with acting("invest"):
        actions.issue_order(case, order=order, method=method)
    return order


def service(order: UUID) -> ServiceRecord:
    with acting(SYSTEM, read_only=True) as unit:
        row: ServiceRecord = ServiceRecord.objects.visible_to(unit.actor).get(purpose="order", reference=order)
    return row


def sent(case: UUID, order: UUID) -> None:
    """The desk sends it today."""
    record = service(order).pk
    with acting("intake"):
        desk.dispatch(
            case, service=record, method="post", place="service", address=ADDRESS, dispatched_on=clock.business_today(),
            tracking_no="12345-6789",
        )  # fmt: skip


def arrived(case: UUID, order: UUID, on: dt.date | None = None) -> None:
    """The desk records its arrival."""
    with acting("intake") as unit:
        record = ServiceRecord.objects.visible_to(unit.actor).get(purpose="order", reference=order)
        row = Case.objects.visible_to(unit.actor).get(pk=case)
        desk.record_arrival(row, record, method="post", arrived_on=on or clock.business_today(), proof="등기 12345-6789")


def served(case: UUID, **more: Any) -> UUID:
    """Issued, sent and arrived today."""
    order = issued(case, **more)
    sent(case, order)
    arrived(case, order)
    return order


def order_of(key: UUID) -> StatementOrder:
    with acting(SYSTEM, read_only=True) as unit:
        row: StatementOrder = StatementOrder.objects.visible_to(unit.actor).get(pk=key)
    return row


def silences(case: UUID) -> list[NoResponse]:
    with acting(SYSTEM, read_only=True) as unit:
        return list(NoResponse.objects.visible_to(unit.actor).filter(case=case).order_by("noted_at"))
