"""What stands beside the moves on a case page: tasks, demands, looks into the resident register, and acts that move nothing."""

import datetime as dt
from typing import Any

from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.pages import opens
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.procedure import WITH_THE_PROVINCE
from teojeon.services.victims.intake import resident, tasks
from teojeon.services.victims.intake.actions import assign
from teojeon.services.victims.supplement import actions, more_time
from teojeon.services.victims.supplement.models import Demand, MoreTime
from teojeon.services.victims.supplement.queries import Shown, shown

STATES = {
    Demand.DRAFTED: "초안",
    Demand.ISSUED: "보완을 기다림",
    Demand.ANSWERED: "보완함",
    Demand.CONTINUED: "보완 없이 계속",
    Demand.RETURNED: "보완이 없어 반려",
    Demand.WITHDRAWN: "취하",
    Demand.DROPPED: "보내지 않음",
}
REQUESTS = {
    MoreTime.WAITING: "결정을 기다림",
    MoreTime.GRANTED: "기한을 늘림",
    MoreTime.REFUSED: "늘리지 않음",
    MoreTime.LATE: "기한이 지난 요청",
    MoreTime.MOOT: "결정할 필요가 없어짐",
}


PAGES = (
    ("case_papers", "서류 나란히 보기"),
    ("case_extracts", "등기사항증명서"),
    ("case_requests", "기관 자료 요청"),
    ("case_orders", "진술·자료 요구"),
    ("case_visits", "현장조사와 면담"),
    ("case_linkage", "같은 임대인의 사건"),
    ("case_estimate", "보증금 회수 추정"),
    ("case_on_paper", "종이로 온 것 입력"),
    ("case_changes", "신청 내용의 변경"),
    ("case_conversation", "질문과 답변·통화"),
    ("case_service", "송달 기록"),
    ("case_consents", "동의"),
    ("case_referrals", "지원센터 의뢰"),
    ("case_additional", "추가조사"),
)


def beside(case: Case) -> dict[str, Any]:
    """For the templates `victims/intake/_beside.html` and `victims/supplement/_panel.html`."""
    demands = shown(case)
    return {
        "supplements": [_demand(each) for each in demands],
        "tasks": tasks.tasks_of(case),
        "resident_check": next(iter(resident.checks_of(case)), None),
        "acts_beside": _acts(case, demands),
        "pages_beside": _pages(case),
    }


def _pages(case: Case) -> list[dict[str, str]]:
    """Links to the other pages of the case that this official's boxes open."""
    boxes, found = current().actor.boxes, []
    for page, title in PAGES:
        if page == "case_additional" and case.state in WITH_THE_PROVINCE:
            continue  # nothing was sent yet that could be added to
        url = reverse(page, args=[case.pk])
        if opens(url, boxes):
            found.append({"title": title, "url": url})
    return found


def _demand(each: Shown) -> dict[str, Any]:
    return {
        "demand": each.demand,
        "state": STATES[each.demand.state],
        "may_remind_from": _after_the_term(each.demand),
        "answers": each.answers,
        "requests": [{"row": row, "word": REQUESTS[row.state]} for row in each.requests],
    }


def _after_the_term(demand: Demand) -> dt.date | None:
    """The day from which something may follow from silence; None where nothing waits, or that day has come."""
    if demand.state != Demand.ISSUED or demand.due_on is None or demand.due_on < clock.business_today():
        return None
    return demand.due_on + dt.timedelta(days=1)


def _acts(case: Case, demands: list[Shown]) -> list[dict[str, str]]:
    """Links to what this official may do now."""
    boxes, found = current().actor.boxes, []
    asked = any(row.state == MoreTime.WAITING for each in demands for row in each.requests)
    for holds, act, title, page in (
        ("P-INTAKE" in boxes, assign, "조사자 배정", "case_assign"),
        ("P-INTAKE" in boxes and asked, more_time.grant_time, "보완 기한 연장 요청 결정", "case_extension"),
        ("P-INTAKE" in boxes, more_time.remind_supplement, "보완 독촉", "case_remind"),
        ("P-INTAKE" in boxes, actions.demand_more, "보완 추가 요구", "case_demand"),
        ("P-INV" in boxes and "P-INTAKE" not in boxes, actions.draft_demand, "보완 요구 초안", "case_demand"),
        ("P-INTAKE" in boxes, resident.check_as_intake, "주민등록표 확인", "case_resident"),
        ("P-INV" in boxes and "P-INTAKE" not in boxes, resident.check_as_investigator, "주민등록표 확인", "case_resident"),
    ):
        if holds and act.refused_now(case, {}) is None:
            found.append({"title": title, "url": reverse(page, args=[case.pk])})
    return found
