"""Demanding a supplement: a draft of the 시·군·구, the demand of the 시·도, its arrival (규칙§3⑤; S1-INT-03; rows 5, 6)."""

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.deadlines import PAUSE
from teojeon.kernel.cases.filing import kept
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Official
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.calendar import due
from teojeon.services.victims.case.deadlines import ARRIVED
from teojeon.services.victims.case.procedure import DEMANDED_FROM, PROCEDURE
from teojeon.services.victims.intake.actions import is_assigned
from teojeon.services.victims.intake.personal import party_of
from teojeon.services.victims.investigation.people import reviewer_refusal
from teojeon.services.victims.service import records
from teojeon.services.victims.service.consent import ELECTRONIC, method_refusal
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement import documents, items
from teojeon.services.victims.supplement.models import Demand
from teojeon.services.victims.supplement.queries import draft_of, find_demand, next_number_of

SOURCE = "규칙§3⑤"
LONGEST_TERM = 14  # days, 규칙§3⑤
PURPOSE = "supplement"
METHODS = {"post": "등기우편", "hand": "교부", ELECTRONIC: "전자송달"}
Given = Sequence[Mapping[str, str]]


def term_refusal(days: int, longest: int, source: str, field: str = "term_days") -> Refusal | None:
    """A term of 1 to `longest` days."""
    if 1 <= days <= longest:
        return None
    return Refusal("TERM_TOO_LONG", f"기간은 1일에서 {longest}일까지입니다. {longest}일 이하로 다시 입력합니다.", field, source)


def _content_refusal(case: Case, given: Given, term_days: int) -> Refusal | None:
    if refusal := term_refusal(term_days, LONGEST_TERM, SOURCE):
        return refusal
    try:
        items.checked(given)
    except Refusal as refusal:
        return refusal
    return items.obtainable(case, given)


def _may_draft(case: Case, **data: Any) -> Refusal | None:
    if case.state not in (*DEMANDED_FROM, "SUPPLEMENT"):
        return Refusal(
            "ILLEGAL_TRANSITION", f"«{PROCEDURE.states[case.state]}» 상태에서는 보완 요구를 쓸 수 없습니다.", source=SOURCE
        )
    if not is_assigned(case):
        return Refusal("NOT_ASSIGNED", "이 사건에 배정된 조사자만 보완 요구의 초안을 씁니다.", source="S1-USR-09")
    if refusal := reviewer_refusal(case, _account()):
        return refusal
    return _content_refusal(case, data["wanted"], data["term_days"]) if data else None


@case_action("victims.draft_demand", "보완 요구 초안", box="P-INV", guard=_may_draft)
def draft_demand(case: Case, *, event: UUID, wanted: Given, term_days: int) -> Effect:
    """An investigator, of a 시·군·구 too, writes what is missing; the province issues it (A-27). No move, no clock."""
    demand = draft_of(case) or Demand(**belonging(case), number=next_number_of(case))
    demand.items, demand.term_days = items.checked(wanted), term_days
    demand.drafted_by, demand.drafted_at = _account(), clock.business_now()
    demand.save()
    answer = {"demand": str(demand.pk), "masked": items.hides_a_number(wanted)}
    return Effect(answer=answer, content={"demand": str(demand.pk)})


def _issue_fits(case: Case, **data: Any) -> Refusal | None:
    if not data:
        return None
    if refusal := _content_refusal(case, data["wanted"], data["term_days"]):
        return refusal
    if refusal := method_refusal(case, data["method"], METHODS):
        return refusal
    draft = draft_of(case)
    wanted = data.get("draft")
    if wanted is not None and (draft is None or draft.pk != wanted):
        return Refusal("DRAFT_CHANGED", "초안이 그 사이 바뀌었습니다. 화면을 새로 열어 다시 확인합니다.", source="S1-XCT-03")
    return None


def _of_the_province(case: Case, **data: Any) -> Refusal | None:
    """A 시·군·구 assists under the province's responsibility and does not demand by itself (A-27)."""
    official = Official.objects.select_related("organisation").get(account=_account())
    if official.organisation.kind != Kind.PROVINCE:
        return Refusal(
            "PROVINCE_ISSUES", "보완 요구는 시·도가 합니다. 초안을 쓰면 시·도의 담당자가 보냅니다.", source="규칙§3⑤ (A-27)"
        )
    if not is_assigned(case):
        return Refusal("NOT_ASSIGNED", "이 사건에 배정된 조사자만 보완을 요구합니다.", source="S1-USR-09")
    return reviewer_refusal(case, _account()) or _issue_fits(case, **data)


@case_action("victims.demand_supplement", "보완 요구", box="P-INTAKE", move="demand_supplement", guard=_issue_fits)
def demand_supplement(case: Case, *, event: UUID, wanted: Given, term_days: int, method: str, draft: UUID | None = None) -> Effect:
    """Row 5. The clock of the investigation stands from today on; the person's term begins with the arrival."""
    return _issue(case, event, wanted, term_days, method, draft)


@case_action(
    "victims.investigator_demands", "보완 요구(시·도 조사자)", box="P-INV", move="investigator_demands", guard=_of_the_province
)
def investigator_demands(
    case: Case, *, event: UUID, wanted: Given, term_days: int, method: str, draft: UUID | None = None
) -> Effect:
    """Row 5 by the province's own investigator."""
    return _issue(case, event, wanted, term_days, method, draft)


def _another_fits(case: Case, **data: Any) -> Refusal | None:
    if case.state != "SUPPLEMENT":
        return Refusal("ILLEGAL_TRANSITION", "보완을 요구한 사건에만 더 요구합니다.", source=SOURCE)
    return _issue_fits(case, **data)


@case_action("victims.demand_more", "보완 추가 요구", box="P-INTAKE", guard=_another_fits)
def demand_more(case: Case, *, event: UUID, wanted: Given, term_days: int, method: str, draft: UUID | None = None) -> Effect:
    """One more demand while another is open; days of both are excluded once."""
    return _issue(case, event, wanted, term_days, method, draft)


def _issue(case: Case, event: UUID, wanted: Given, term_days: int, method: str, draft: UUID | None) -> Effect:
    today = clock.business_today()
    demand = find_demand(case, draft) if draft else Demand(**belonging(case), number=next_number_of(case))
    if draft is None:
        demand.drafted_by, demand.drafted_at = _account(), clock.business_now()
    demand.items, demand.term_days, demand.method, demand.event = items.checked(wanted), term_days, method, event
    demand.state, demand.issued_by, demand.dispatched_on = Demand.ISSUED, _account(), today
    pdf = documents.demand_pdf(case, demand)
    with kept(case, pdf, kind="supplement_demand", event=event) as document:
        demand.document, demand.sha256 = document.pk, document.sha256.hex()
        demand.save()
    party = party_of(case.pk)
    service = records.start(
        case,
        event=event,
        purpose=PURPOSE,
        reference=demand.pk,
        document=document.pk,
        method=method,
        address=party.address if party else "",
        dispatched_on=today,
    )
    told: dict[str, Any] = {
        "demand": str(demand.pk),
        "items": demand.items,
        "term_days": term_days,
        "on": today.isoformat(),
        "pdf": base64.b64encode(pdf).decode(),
        "sha256": demand.sha256,
    }
    if method == ELECTRONIC:
        told["service"] = str(service.pk)  # the portal reports back when it lies readable there (행절법§15②)
    return Effect(
        on=today,
        answer={"demand": str(demand.pk), "masked": items.hides_a_number(wanted)},
        content={PAUSE: str(demand.pk), "days": term_days, "service": service.service_no},
        tell=("demand", told),
    )


@records.on_arrival(PURPOSE, title="보완 요구 도달 확인", document="보완 요구서", box="P-INTAKE", code=ARRIVED)
def demand_arrived(case: Case, record: ServiceRecord, arrived_on: dt.date, event: UUID) -> Effect:
    """The person's term runs from the arrival (민법§157, §161). For a demand that no longer waits nothing begins."""
    demand = find_demand(case, record.reference)
    demand.arrived_on = arrived_on
    if demand.state != Demand.ISSUED:
        demand.save()
        return Effect()
    demand.due_on = due(arrived_on, demand.term_days, extra_holidays=extra_holidays()).effective
    demand.save()
    told = {"demand": str(demand.pk), "step": "demand_arrived", "on": arrived_on.isoformat(), "due": demand.due_on.isoformat()}
    return Effect(
        answer={"due": demand.due_on.isoformat()},
        content={"days": demand.term_days, "demand": str(demand.pk)},
        tell=("demand_status", told),
    )


def _account() -> UUID:
    return current().person
