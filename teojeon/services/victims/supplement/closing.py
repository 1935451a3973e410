"""How a demand ends: the supplement arrives, the case goes on without it, is returned, or counts as withdrawn (rows 6, 7, 32)."""

import base64
import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.deadlines import PAUSE, UNTIL
from teojeon.kernel.cases.filing import kept
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.intake import tasks
from teojeon.services.victims.intake.personal import party_of
from teojeon.services.victims.service import records
from teojeon.services.victims.service.consent import ELECTRONIC, method_refusal
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement import documents
from teojeon.services.victims.supplement.actions import METHODS, PURPOSE
from teojeon.services.victims.supplement.models import Demand, MoreTime
from teojeon.services.victims.supplement.queries import demands_of, find_demand, last_day, open_demands, waiting_requests
from teojeon.ui.formats import korean_date

SOURCE = "행정절차법§17⑥"
REASON_LEAST, REASON_LIMIT = 10, 2000
RETURN = "return"
UNREACHABLE = 2  # letters that came back
UNKNOWN_ADDRESS = ("moved", "unknown")  # of the reasons for which they do (service/actions.py)


def told(step: str, on: dt.date, **more: Any) -> tuple[str, dict[str, Any]]:
    """What the portal is told of a demand."""
    return "demand_status", {"step": step, "on": on.isoformat(), **more}


def close(demand: Demand, state: str, on: dt.date, reason: str = "") -> None:
    """Ends a demand. A request for more time that still waits has lost its object."""
    demand.state, demand.closed_on, demand.reason = state, on, reason
    if state == Demand.ANSWERED:
        demand.answered_on = on
    demand.save()
    for request in waiting_requests(demand.case):
        if request.demand_id == demand.pk:
            request.state = MoreTime.MOOT
            request.save(update_fields=["state"])


def close_all(case: Case, state: str, on: dt.date, reason: str = "") -> list[UUID]:
    """Ends what is open and drops a draft. Returns the keys of the demands that were open."""
    closed = []
    for demand in demands_of(case):
        if demand.state == Demand.ISSUED:
            close(demand, state, on, reason)
            closed.append(demand.pk)
        elif demand.state == Demand.DRAFTED and state in (Demand.RETURNED, Demand.WITHDRAWN):
            demand.state = Demand.DROPPED
            demand.save(update_fields=["state"])
    return closed


@case_action("victims.answer_supplement", "보완 도착", box="SYSTEM", move="answer_supplement")
def answer_supplement(case: Case, *, event: UUID, demand: UUID, on: dt.date) -> Effect:
    """Row 6: nothing more is open. The day of arrival is the portal's and is the last one that does not count (A-29)."""
    close(find_demand(case, demand), Demand.ANSWERED, on)
    return Effect(on=on, content={"demand": str(demand)}, tell=told("answer_supplement", on, demand=str(demand)))


@case_action("victims.note_supplement", "보완 도착(다른 보완 요구가 남음)", box="SYSTEM")
def note_supplement(case: Case, *, event: UUID, demand: UUID, on: dt.date) -> Effect:
    """One of several open demands was answered: its own days end, the case still waits for the others."""
    close(find_demand(case, demand), Demand.ANSWERED, on)
    return Effect(on=on, content={PAUSE: str(demand)}, tell=told("supplement_partly", on, demand=str(demand)))


@case_action("victims.note_late_supplement", "기한 뒤에 온 보완", box="SYSTEM")
def note_late_supplement(case: Case, *, event: UUID, demand: UUID, on: dt.date) -> Effect:
    """It came after the case had gone on or was returned: it stays on file, and the person is told so."""
    tasks.open_task(case, tasks.LATE_SUPPLEMENT, event)
    step = "supplement_too_late" if case.state == "RETURNED" else "supplement_kept"
    return Effect(on=on, content={"demand": str(demand)}, tell=told(step, on, demand=str(demand)))


@case_action("victims.undo_return", "반려 취소", box="SYSTEM", move="undo_return")
def undo_return(case: Case, *, event: UUID, demand: UUID, on: dt.date) -> Effect:
    """The supplement was stored before the case was returned: the return rested on something that was not so."""
    for each in demands_of(case):
        if each.state == Demand.RETURNED:
            answered = each.pk == demand
            close(each, Demand.ANSWERED if answered else Demand.CONTINUED, on)
    return Effect(on=on, content={"demand": str(demand)}, tell=told("undo_return", on, demand=str(demand)))


def past_due(case: Case) -> Refusal | None:
    """Only after the last day of every open demand, and with every request for more time decided."""
    demands = open_demands(case)
    if waiting_requests(case):
        message = "신청인의 기한 연장 요청을 먼저 결정합니다. 결정하기 전에는 반려하거나 보완 없이 진행하지 않습니다."
        return Refusal("MORE_TIME_UNDECIDED", message, source="규칙§3⑤, 민원처리법 시행령§24 준용")
    last = last_day(demands)
    if last is None:
        return Refusal(
            "NOT_ARRIVED", "보완 요구가 도달한 날을 먼저 기록합니다. 보완 기한은 도달한 날부터 셉니다.", source="민법§157"
        )
    if clock.business_today() <= last:
        first = korean_date(last + dt.timedelta(days=1))
        message = f"보완 기한({korean_date(last)})이 지나지 않았습니다. {first}부터 할 수 있습니다."
        return Refusal("TERM_RUNS", message, source=SOURCE)
    return None


def _may_continue(case: Case, **data: Any) -> Refusal | None:
    return past_due(case)


@case_action("victims.continue_on_file", "보완 없이 계속", box="P-INTAKE", move="continue_on_file", guard=_may_continue)
def continue_on_file(case: Case, *, event: UUID) -> Effect:
    """Row 6: the case is decided on the file. Days after the last day of the term count again, whenever this is clicked."""
    today, last = clock.business_today(), last_day(open_demands(case))
    assert last is not None  # the guard asked
    close_all(case, Demand.CONTINUED, today)
    return Effect(content={UNTIL: last.isoformat()}, tell=told("continue_on_file", today))


def _may_return(case: Case, **data: Any) -> Refusal | None:
    if refusal := past_due(case):
        return refusal
    if not data:
        return None
    if len(data["reason"].strip()) < REASON_LEAST:
        message = f"무엇이 보완되지 않아 돌려보내는지 {REASON_LEAST}자 이상으로 구체적으로 적습니다."
        return Refusal("REASON_MISSING", message, "reason", SOURCE)
    if len(data["reason"]) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"이유는 {REASON_LIMIT:,}자까지 적습니다.", "reason", "S1-XCT-03")
    return method_refusal(case, data["method"], METHODS)


@case_action("victims.return_application", "반려", box="P-INTAKE", move="return_application", guard=_may_return)
def return_application(case: Case, *, event: UUID, reason: str, method: str) -> Effect:
    """Row 7: returned with its reasons, which are served. The person may file again at any time."""
    today = clock.business_today()
    masked, was_masked = mask_free_text(reason.strip())
    demands = list(open_demands(case))
    close_all(case, Demand.RETURNED, today, masked)
    pdf = documents.return_pdf(case, demands, masked)
    party = party_of(case.pk)
    with kept(case, pdf, kind="return_notice", event=event) as document:
        service = records.start(
            case,
            event=event,
            purpose=RETURN,
            reference=demands[-1].pk,
            document=document.pk,
            method=method,
            address=party.address if party else "",
            dispatched_on=today,
        )
    content: dict[str, Any] = {
        "on": today.isoformat(),
        "demands": [str(each.pk) for each in demands],
        "reason": masked,
        "pdf": base64.b64encode(pdf).decode(),
        "sha256": document.sha256.hex(),
    }
    if method == ELECTRONIC:
        content["service"] = str(service.pk)
    return Effect(answer={"masked": was_masked}, content={"service": service.service_no}, tell=("returned", content))


@records.on_arrival(RETURN, title="반려 통지 도달 확인", document="반려 통지서", box="P-INTAKE")
def return_arrived(case: Case, record: ServiceRecord, arrived_on: dt.date, event: UUID) -> Effect | None:
    """Nothing begins with it: the person may file again at any time."""
    return None


def came_back(case: Case) -> int:
    """How many letters of the open demands came back because nobody knows where the person lives."""
    keys = {each.pk for each in open_demands(case)}
    attempts = [each for row in records.records_of(case, PURPOSE) if row.reference in keys for each in row.returns]
    return sum(each.get("reason") in UNKNOWN_ADDRESS for each in attempts)


def _unreachable(case: Case, **data: Any) -> Refusal | None:
    if waiting_requests(case):
        return past_due(case)
    if came_back(case) < UNREACHABLE:
        message = f"보완 요구가 주소를 알 수 없어 {UNREACHABLE}번 되돌아온 때에만 취하한 것으로 봅니다. 송달 기록을 확인합니다."
        return Refusal("REACHABLE", message, source="행정절차법 시행령§10")
    if data and len(data["reason"].strip()) < REASON_LEAST:
        message = f"소재를 어떻게 확인하였는지 {REASON_LEAST}자 이상으로 적습니다."
        return Refusal("REASON_MISSING", message, "reason", "행정절차법 시행령§10")
    if data and len(data["reason"]) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"이유는 {REASON_LIMIT:,}자까지 적습니다.", "reason", "S1-XCT-03")
    return None


@case_action("victims.treat_as_withdrawn", "취하로 봄", box="P-INTAKE", move="treat_as_withdrawn", guard=_unreachable)
def treat_as_withdrawn(case: Case, *, event: UUID, reason: str) -> Effect:
    """The demand came back twice and nobody knows where the person lives: the application counts as withdrawn; it may be filed again."""
    today = clock.business_today()
    masked, was_masked = mask_free_text(reason.strip())
    close_all(case, Demand.WITHDRAWN, today, masked)
    return Effect(answer={"masked": was_masked}, tell=told("treat_as_withdrawn", today))
