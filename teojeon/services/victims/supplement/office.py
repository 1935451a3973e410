"""Pages of demands to supplement in the office (업무시스템): drafting, sending, what follows when nothing comes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import Document
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Official
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.pages import ActPage, answer, doing
from teojeon.services.victims.intake.queries import READERS, names_of
from teojeon.services.victims.mandates.queries import proposed_supplements
from teojeon.services.victims.service.consent import consents_to_electronic
from teojeon.services.victims.supplement import actions, closing, more_time, paper_pages
from teojeon.services.victims.supplement.forms import DemandForm, MoreTimeForm, RemindForm, ReturnForm, UnreachableForm
from teojeon.services.victims.supplement.models import Demand
from teojeon.services.victims.supplement.queries import draft_of, find_demand, open_demands, waiting_requests

DEMAND_PAGE, CLOSING_PAGE = "victims/supplement/demand.html", "victims/supplement/closing.html"
SAVE = "save"


def sending_act(case: Case) -> CaseAct:
    """The act by which this official sends a demand: P-INTAKE, or the province's own investigator; a district drafts."""
    if "P-INTAKE" in current().actor.boxes:
        return actions.demand_more if case.state == "SUPPLEMENT" else actions.demand_supplement
    return actions.investigator_demands


def only_drafts() -> bool:
    """Whether this official may only prepare a demand (A-27)."""
    unit = current()
    if "P-INTAKE" in unit.actor.boxes:
        return False
    kind = Official.objects.filter(account=unit.person).values_list("organisation__kind", flat=True).first()
    return kind != Kind.PROVINCE


@page("P-INTAKE", "P-INV", takes=case_in_url)
def demand(request: HttpRequest, case: UUID) -> HttpResponse:
    """보완 요구: one form; an investigator saves it as a draft, the province sends it."""
    row = get_case(case)
    drafting = only_drafts() or SAVE in request.POST
    act = actions.draft_demand if drafting else sending_act(row)
    draft = draft_of(row)
    sends = not (only_drafts() or SAVE in request.POST)
    form = DemandForm(
        request.POST or None,
        version=row.version,
        draft=draft,
        proposed=[each.item for each in proposed_supplements(row)],
        sends=sends,
        electronic=sends and consents_to_electronic(row),
    )
    act_page = ActPage(
        title="보완 요구",
        button="초안 저장" if only_drafts() else "보완 요구 보내기",
        form=form,
        perform=doing(act, row),
        template=DEMAND_PAGE,
        done="초안을 저장했습니다. 시·도의 담당자가 확인하여 보냅니다."
        if drafting
        else "보완 요구를 보냈습니다. 조사 기간이 멈춥니다.",
        closed=act.refused_now(row, {}),
        context={
            "draft": draft,
            "drafted_by": names_of([draft.drafted_by]).get(draft.drafted_by, "") if draft else "",
            "may_save": "P-INV" in current().actor.boxes and not only_drafts(),
            "only_drafts": only_drafts(),
        },
    )
    return answer(request, row, act_page)


def _closing(request: HttpRequest, row: Case, act: CaseAct, form: ActForm, **more: Any) -> HttpResponse:
    act_page = ActPage(
        title=more.pop("title", act.title),
        button=more.pop("button", act.title),
        form=form,
        perform=doing(act, row),
        template=CLOSING_PAGE,
        closed=more.pop("closed", None) or act.refused_now(row, {}),
        context={
            "demands": open_demands(row),
            "requests": waiting_requests(row),
            "today": clock.business_today(),
            "notice": more.pop("notice", ""),
        },
        **more,
    )
    return answer(request, row, act_page)


@page("P-INTAKE", takes=case_in_url)
def go_on(request: HttpRequest, case: UUID) -> HttpResponse:
    """보완 없이 계속."""
    row = get_case(case)
    form = ActForm(request.POST or None, version=row.version)
    return _closing(request, row, closing.continue_on_file, form, done="보완 없이 진행합니다. 조사 기간이 다시 갑니다.")


@page("P-INTAKE", takes=case_in_url)
def send_back(request: HttpRequest, case: UUID) -> HttpResponse:
    """반려."""
    row = get_case(case)
    form = ReturnForm(request.POST or None, version=row.version, electronic=consents_to_electronic(row))
    done = "신청을 반려하고 통지서를 보냈습니다."
    notice = "보완 기한(독촉하였으면 다시 정한 기한)이 지난 뒤에 이유를 구체적으로 밝혀 돌려보냅니다(행정절차법 제17조제6항). 독촉은 할 수 있는 일이며, 독촉하지 않았어도 돌려보낼 수 있습니다."
    return _closing(request, row, closing.return_application, form, done=done, tone="danger", button="반려하기", notice=notice)


@page("P-INTAKE", takes=case_in_url)
def unreachable(request: HttpRequest, case: UUID) -> HttpResponse:
    """취하로 봄."""
    row = get_case(case)
    form = UnreachableForm(request.POST or None, version=row.version)
    return _closing(request, row, closing.treat_as_withdrawn, form, done="취하한 것으로 처리했습니다.", tone="danger")


@page("P-INTAKE", takes=case_in_url)
def remind(request: HttpRequest, case: UUID) -> HttpResponse:
    """보완 독촉."""
    row = get_case(case)
    today = clock.business_today()
    overdue = [each for each in open_demands(row) if each.due_on and each.due_on < today and each.reminded_on is None]
    form = RemindForm(request.POST or None, version=row.version, demands=overdue)
    return _closing(request, row, more_time.remind_supplement, form, done="독촉했습니다. 신청인에게 새 기한을 알렸습니다.")


@page("P-INTAKE", takes=case_in_url)
def extension(request: HttpRequest, case: UUID) -> HttpResponse:
    """보완 기한 연장 요청의 결정."""
    row = get_case(case)
    form = MoreTimeForm(request.POST or None, version=row.version, requests=waiting_requests(row))
    grants = request.POST.get("answer") != "refuse"
    act = more_time.grant_time if grants else more_time.refuse_time
    done = "기한을 늘렸습니다. 신청인에게 알렸습니다." if grants else "늘리지 않기로 하고 신청인에게 까닭을 알렸습니다."
    return _closing(request, row, act, form, title="보완 기한 연장 요청", button="결정", done=done)


@page(*READERS)
def demand_pdf(request: HttpRequest, case: UUID, demand: UUID) -> HttpResponse:
    """The demand as it was sent."""
    row = get_case(case)
    found = find_demand(row, demand)
    document: Document | None = Document.objects.visible_to(current().actor).filter(pk=found.document).first()
    if found.state == Demand.DRAFTED or document is None:
        raise Missing("demand")
    response = HttpResponse(store.read(row.pk, document.file_id), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="supplement-{found.number}.pdf"'
    return response


urls: list[URLPattern] = [
    path("cases/<uuid:case>/demand/", demand, name="case_demand"),
    path("cases/<uuid:case>/demands/<uuid:demand>.pdf", demand_pdf, name="case_demand_pdf"),
    path("cases/<uuid:case>/supplement/continue/", go_on, name="case_continue"),
    path("cases/<uuid:case>/supplement/return/", send_back, name="case_return"),
    path("cases/<uuid:case>/supplement/unreachable/", unreachable, name="case_unreachable"),
    path("cases/<uuid:case>/supplement/remind/", remind, name="case_remind"),
    path("cases/<uuid:case>/supplement/extension/", extension, name="case_extension"),
    *paper_pages.urls,
]
