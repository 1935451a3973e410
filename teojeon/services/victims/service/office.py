"""Pages of the service desk (업무시스템): the list, the records of one case, one act on one record (S1-NTF-01)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, breadcrumb, carry_on
from teojeon.services.victims.service import actions, proof_pages
from teojeon.services.victims.service.forms import FORMS, RecordForm
from teojeon.services.victims.service.view import TABS, desk, views_of
from teojeon.ui.forms import put_refusal

TITLE, DESK_TITLE = "송달 기록", "송달"
BOXES = ("PM-SERVE", "P-INTAKE")
DONE = {
    "send": "발송을 기록했습니다.",
    "return": "반송을 기록했습니다. 다시 보내거나 주소를 조회합니다.",
    "look-up": "조회를 기록했습니다.",
    "contact": "연락을 기록했습니다.",
    "notice": "공고를 누리집으로 보냈습니다. 게시되면 그날이 공고일이 되고, 14일이 지나면 도달이 저절로 기록됩니다.",
    "arrival": "도달을 기록했습니다.",
}


@page(*BOXES)
def service_desk(request: HttpRequest) -> HttpResponse:
    """What waits to be sent, to arrive, to be sent again."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else next(iter(TABS))
    lines, more = desk(current().actor, tab)
    context = {
        "page_title": DESK_TITLE,
        "breadcrumb": [{"title": DESK_TITLE}],
        "tabs": [
            {"title": title, "url": f"{reverse('service_desk')}?tab={code}", "current": code == tab}
            for code, (title, _) in TABS.items()
        ],
        "lines": lines,
        "more": more,
        "tab_title": TABS[tab][0],
    }
    return render(request, "victims/service/desk.html", context)


@page(*BOXES)
def case_service(request: HttpRequest, case: UUID) -> HttpResponse:
    """All services of one case, what was tried, and what can be done now."""
    return _shown(request, get_case(case))


def _shown(request: HttpRequest, case: Case, *, name: str = "", form: RecordForm | None = None, status: int = 200) -> HttpResponse:
    views = views_of(case)
    if any(view.record.address for view in views):
        current().show(case.controller, [case.pk], fields=["party.address"])
    if form is not None:
        for view in views:
            view.acts = [_with(act, name, form, str(view.record.pk)) for act in view.acts]
    context = {
        "page_title": TITLE,
        "breadcrumb": breadcrumb(case, TITLE),
        "case": case,
        "views": views,
        "form": form,
        "back_url": reverse("case", args=[case.pk]),
    }
    return render(request, "victims/service/case.html", context, status=status)


def _with(act: Any, name: str, form: RecordForm, service: str) -> Any:
    """The same act with the form that came back, where it is that act of that record."""
    if act.name != name or str(form["service"].value()) != service:
        return act
    return type(act)(act.name, act.title, act.button, form, act.closed)


@page(*BOXES, takes=case_in_url)
def case_service_act(request: HttpRequest, case: UUID, act: str) -> HttpResponse:
    """One act on one record: 302 after it, 422 for the form's errors, 409 for a refusal."""
    row = get_case(case)
    if act not in FORMS:
        raise Http404
    if request.method != "POST":
        return redirect("case_service", row.pk)
    form = FORMS[act](request.POST, auto_id=f"{act}-{str(request.POST.get('service', ''))[:8]}-%s")
    if not form.is_valid():
        return _shown(request, row, name=act, form=form, status=UNPROCESSABLE)
    try:
        result = perform(row, act, form.cleaned_data)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal)
        if isinstance(refusal, Stale):
            carry_on(form, row, refusal)
        return _shown(request, get_case(case), name=act, form=form, status=CONFLICT)
    messages.success(request, DONE[act])
    if result.get("masked"):
        messages.warning(request, MASKED)
    return redirect("case_service", row.pk)


def perform(case: Case, name: str, data: dict[str, Any]) -> Mapping[str, Any]:
    """Calls the act that a form stands for."""
    known: dict[str, Any] = {key: ("" if value is None else value) for key, value in data.items()}
    if "printed_in" in known:
        known["media"] = known.pop("printed_in")
    if name == "arrival":
        record = actions.record_of(case, known.pop("service"))
        if record is None:
            raise Refusal("NO_SERVICE", "해당하는 송달 기록이 없습니다.", source="S1-NTF-01")
        return actions.record_arrival(case, record, **known)
    acts = {
        "send": actions.dispatch,
        "return": actions.record_return,
        "look-up": actions.look_up,
        "contact": actions.record_contact,
        "notice": actions.post_notice,
    }
    return acts[name](case.pk, **known)


CASE = "cases/<uuid:case>/service"
urls: list[URLPattern] = [
    *proof_pages.urls,
    path("service/", service_desk, name="service_desk"),
    path(f"{CASE}/", case_service, name="case_service"),
    path(f"{CASE}/<slug:act>/", case_service_act, name="case_service_act"),
]
