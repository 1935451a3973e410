"""More time for the person: requests and their decision, and the one reminder (S1-INT-03; 민원처리법 시행령§24 by analogy)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, Deadline
from teojeon.kernel.cases.moves import Move, enter_move
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.calendar import due, is_working_day
from teojeon.services.victims.case.deadlines import SUPPLEMENT
from teojeon.services.victims.supplement.actions import term_refusal
from teojeon.services.victims.supplement.closing import told
from teojeon.services.victims.supplement.models import Demand, MoreTime
from teojeon.services.victims.supplement.queries import find_demand, open_demands, waiting_requests
from teojeon.ui.formats import korean_date

SOURCE = "민원처리법 시행령§24 준용"
LONGEST_EXTENSION = 14  # days beyond the last day that stands: once more the term of 규칙§3⑤
LONGEST_REMINDER = 10  # days, 민원처리법 시행령§24③ by analogy
REASON_LEAST, REASON_LIMIT = 5, 1000


def _waiting(case: Case, key: UUID) -> MoreTime | None:
    return next((each for each in waiting_requests(case) if each.pk == key), None)


def _nothing_waits() -> Refusal:
    return Refusal("NOTHING_WAITS", "결정할 연장 요청이 없습니다. 화면을 새로 엽니다.", source=SOURCE)


def _may_grant(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None if waiting_requests(case) else _nothing_waits()
    row, until = _waiting(case, data["asked"]), data["until"]
    if row is None:
        return _nothing_waits()
    stands = row.demand.due_on
    if stands is None:
        return Refusal("NOT_ARRIVED", "보완 요구가 도달한 날을 먼저 기록합니다.", source="민법§157")
    if until <= stands:
        message = f"새 기한은 지금 기한({korean_date(stands)})보다 뒤여야 합니다. 신청인의 기한은 앞당길 수 없습니다."
        return Refusal("EARLIER_FOR_CITIZEN", message, "until", SOURCE)
    if (until - stands).days > LONGEST_EXTENSION:
        message = f"한 번에 {LONGEST_EXTENSION}일까지 늘릴 수 있습니다."
        return Refusal("TERM_TOO_LONG", message, "until", SOURCE)
    if not is_working_day(until, extra_holidays()):
        return Refusal("NOT_A_WORKING_DAY", "쉬는 날은 기한의 마지막 날이 될 수 없습니다. 평일을 적습니다.", "until", "민법§161")
    return None


@case_action("victims.grant_time", "보완 기한 연장", box="P-INTAKE", guard=_may_grant)
def grant_time(case: Case, *, event: UUID, asked: UUID, until: dt.date) -> Effect:
    """The person gets a new last day."""
    row = _waiting(case, asked)
    assert row is not None  # the guard asked
    row.state, row.granted_until = MoreTime.GRANTED, until
    row.decided_by, row.decided_at = current().person, clock.business_now()
    row.save()
    _set_last_day(case, row.demand, until)
    return Effect(content={"demand": str(row.demand_id)}, tell=_told("more_time", row.demand, until))


def _may_refuse(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None if waiting_requests(case) else _nothing_waits()
    if _waiting(case, data["asked"]) is None:
        return _nothing_waits()
    if len(data["reason"].strip()) < REASON_LEAST:
        return Refusal(
            "REASON_MISSING", f"늘릴 수 없는 까닭을 {REASON_LEAST}자 이상으로 적습니다. 신청인이 읽습니다.", "reason", SOURCE
        )
    if len(data["reason"]) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"까닭은 {REASON_LIMIT:,}자까지 적습니다.", "reason", "S1-XCT-03")
    return None


@case_action("victims.refuse_time", "연장하지 않음", box="P-INTAKE", guard=_may_refuse)
def refuse_time(case: Case, *, event: UUID, asked: UUID, reason: str) -> Effect:
    """The last day stays; the person reads why."""
    row = _waiting(case, asked)
    assert row is not None  # the guard asked
    masked, was_masked = mask_free_text(reason.strip())
    row.state, row.answer = MoreTime.REFUSED, masked
    row.decided_by, row.decided_at = current().person, clock.business_now()
    row.save()
    kind, content = _told("more_time_refused", row.demand, row.demand.due_on)
    return Effect(answer={"masked": was_masked}, content={"demand": str(row.demand_id)}, tell=(kind, {**content, "reason": masked}))


def _may_remind(case: Case, **data: Any) -> Refusal | None:
    if case.state != "SUPPLEMENT":
        return Refusal("ILLEGAL_TRANSITION", "보완을 기다리는 사건에만 독촉합니다.", source=SOURCE)
    if not data:
        return _none_to_remind(open_demands(case))
    if refusal := term_refusal(data["term_days"], LONGEST_REMINDER, "민원처리법 시행령§24③ 준용"):
        return refusal
    demand = find_demand(case, data["demand"])
    if demand.state != Demand.ISSUED or demand.due_on is None or clock.business_today() <= demand.due_on:
        return Refusal("TERM_RUNS", "보완 기한이 지난 보완 요구만 독촉합니다.", source=SOURCE)
    return _reminded(demand)


def _reminded(demand: Demand) -> Refusal | None:
    if demand.reminded_on is None:
        return None
    return Refusal("REMINDED_ALREADY", "독촉은 한 번만 합니다. 보완 없이 계속하거나 이유를 밝혀 반려합니다.", source=SOURCE)


def _none_to_remind(demands: Sequence[Demand]) -> Refusal | None:
    """Why none of the open demands may be urged now, with the day from which one may be."""
    open_to = [demand for demand in demands if demand.reminded_on is None]
    if demands and not open_to:
        return _reminded(demands[0])
    days = [demand.due_on for demand in open_to if demand.due_on is not None]
    if not days:
        return Refusal("NOT_ARRIVED", "보완 요구가 도달한 날을 먼저 기록합니다.", source="민법§157")
    if clock.business_today() <= min(days):
        first = korean_date(min(days) + dt.timedelta(days=1))
        return Refusal("TERM_RUNS", f"보완 기한이 지나지 않았습니다. {first}부터 독촉할 수 있습니다.", source=SOURCE)
    return None


@case_action("victims.remind_supplement", "보완 독촉", box="P-INTAKE", guard=_may_remind)
def remind_supplement(case: Case, *, event: UUID, demand: UUID, term_days: int) -> Effect:
    """Once, after the last day, with a new one of at most ten days."""
    row, today = find_demand(case, demand), clock.business_today()
    until = due(today, term_days, extra_holidays=extra_holidays()).effective
    row.reminded_on = today
    _set_last_day(case, row, until)
    return Effect(content={"demand": str(row.pk)}, tell=_told("demand_reminded", row, until))


def _set_last_day(case: Case, demand: Demand, until: dt.date) -> None:
    """The demand's last day, and with it the deadline that lists show, with a line in its change log."""
    demand.due_on = until
    demand.save()
    rows = Deadline.objects.visible_to(current().actor).filter(case=case, code=SUPPLEMENT.code, closed_on=None)
    row = rows.order_by("-base_on").first()
    if row is not None and row.effective < until:
        enter_move(case, Move(SUPPLEMENT.code, row.base_on, row.effective, until, "GRANTED"))


def _told(step: str, demand: Demand, day: dt.date | None) -> tuple[str, dict[str, Any]]:
    return told(step, clock.business_today(), demand=str(demand.pk), due=day.isoformat() if day else None)
