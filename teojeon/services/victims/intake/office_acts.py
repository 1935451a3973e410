"""Pages of single acts of intake (업무시스템): another investigator, another province, tasks done, the resident register."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake import queries, resident, tasks
from teojeon.services.victims.intake.actions import assign, investigator_of
from teojeon.services.victims.intake.forms import ActForm, AssignForm, TaskForm, TransferForm
from teojeon.services.victims.intake.pages import MASKED, ActPage, answer, doing, refused
from teojeon.services.victims.intake.transfer import provinces, transfer

STAY_BOX = "PM-STAY"


def _page(act: CaseAct, row: Case, form: ActForm, **more: object) -> ActPage:
    return ActPage(
        title=act.title,
        form=form,
        perform=doing(act, row),
        closed=act.refused_now(row, {}),
        **more,  # type: ignore[arg-type]
    )


@page("P-INTAKE", takes=case_in_url)
def reassign(request: HttpRequest, case: UUID) -> HttpResponse:
    """조사자 배정, the first after a transfer or another one."""
    row = get_case(case)
    form = AssignForm(request.POST or None, version=row.version, candidates=queries.candidates(current().actor))
    now = investigator_of(row)
    name = queries.names_of([now]).get(now, "") if now else ""
    notice = f"지금 조사자는 {name}입니다. 바꾸면 앞의 조사자와 그 시·군·구는 이 사건을 볼 수 없게 됩니다." if name else ""
    act_page = _page(assign, row, form, button="배정", done="조사자를 배정했습니다.", context={"notice": notice})
    return answer(request, row, act_page)


@page("P-INTAKE", takes=case_in_url)
def hand_over(request: HttpRequest, case: UUID) -> HttpResponse:
    """다른 시·도로 이송. Afterwards the case is no longer this province's to see: back to the list."""
    row = get_case(case)
    form = TransferForm(request.POST or None, version=row.version, provinces=provinces(but=row.handled_by))
    notice = "접수일과 접수번호는 그대로이고 접수대장에는 «이송»으로 남습니다. 이송한 뒤에는 이 사건을 볼 수 없습니다."
    act_page = _page(transfer, row, form, button="이송하기", tone="danger", context={"notice": notice})
    if request.method != "POST" or not form.is_valid():
        return answer(request, row, act_page)
    try:
        result = act_page.perform(form)
    except Forbidden:
        raise
    except Refusal as refusal:
        return refused(request, row, act_page, refusal)
    messages.success(request, f"{row.receipt_no} 사건을 이송했습니다. 신청인에게 알렸습니다.")
    if result.get("masked"):
        messages.warning(request, MASKED)
    return redirect("worklist")


@page("P-INTAKE", STAY_BOX, takes=case_in_url)
def task_done(request: HttpRequest, case: UUID) -> HttpResponse:
    """할 일 마침."""
    row = get_case(case)
    act = tasks.finish_ministry_task if STAY_BOX in current().actor.boxes else tasks.finish_task
    listed = [(str(each["row"].pk), each["title"]) for each in tasks.tasks_of(row) if each["mine"]]
    form = TaskForm(request.POST or None, version=row.version, tasks=listed)
    return answer(request, row, _page(act, row, form, button="마침", done="할 일을 마쳤습니다."))


@page("P-INTAKE", "P-INV", takes=case_in_url)
def resident_check(request: HttpRequest, case: UUID) -> HttpResponse:
    """주민등록표 확인: what was found, and a new look."""
    row = get_case(case)
    boxes = current().actor.boxes
    act = resident.check_as_intake if "P-INTAKE" in boxes else resident.check_as_investigator
    form = ActForm(request.POST or None, version=row.version)
    act_page = _page(
        act,
        row,
        form,
        button="조회하기",
        done="주민등록표를 확인했습니다.",
        template="victims/intake/resident.html",
        context={"checks": shown_checks(row), "may_record": "P-INV" in boxes},
    )
    act_page.title = "주민등록표 확인"
    return answer(request, row, act_page)


def shown_checks(row: Case) -> list[dict[str, object]]:
    """The looks into the register with the names of the officials and of what differs."""
    rows = resident.checks_of(row)
    names = queries.names_of(each.checked_by for each in rows)
    return [
        {
            "row": each,
            "by": names.get(each.checked_by, ""),
            "differences": [{"title": resident.TITLES.get(one["code"], one["code"]), **one} for one in each.discrepancies],
        }
        for each in rows
    ]


urls: list[URLPattern] = [
    path("cases/<uuid:case>/assign/", reassign, name="case_assign"),
    path("cases/<uuid:case>/transfer/", hand_over, name="case_transfer"),
    path("cases/<uuid:case>/task/", task_done, name="case_task"),
    path("cases/<uuid:case>/resident/", resident_check, name="case_resident"),
]
