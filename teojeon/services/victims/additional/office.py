"""The additional investigation of a case: what was asked, what was found, and the form of whoever acts now (법§14④)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.law.victims import VICTIM
from teojeon.services.victims.additional import actions
from teojeon.services.victims.additional.forms import AnswerForm, OrderForm, QuestionForm, ReturnForm
from teojeon.services.victims.additional.models import SENT, STATES, InvestigationOrder
from teojeon.services.victims.amendments.additions import papers_of
from teojeon.services.victims.amendments.models import UNREAD
from teojeon.services.victims.amendments.receiving import amendment_of, changes_of
from teojeon.services.victims.assessment.facts import FACTS
from teojeon.services.victims.case.procedure import ADDITIONAL, PROCEDURE
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, breadcrumb, carry_on
from teojeon.services.victims.intake.queries import READERS, names_of
from teojeon.services.victims.investigation.package import sha256_of
from teojeon.ui.forms import put_refusal
from teojeon.ui.requests import SeeOther, uuid_in

TITLE = "추가조사"
DONE = {
    "order": "추가조사를 지시했습니다. 위원회의 심의 기한은 그대로입니다.",
    "question": "물음을 더했습니다. 조사자가 다시 답합니다.",
    "answer": "추가조사 결과를 제출했습니다. 다른 담당자가 검토합니다.",
    "approve": "추가조사 결과를 확정했습니다.",
    "return": "추가조사 결과를 반려했습니다.",
    "send": "추가조사 결과를 보냈습니다.",
    "resume": "사건을 위원회의 심의로 되돌렸습니다.",
}
FORMS: dict[str, type[ActForm]] = {
    "order": OrderForm, "question": QuestionForm, "answer": AnswerForm, "approve": ActForm, "return": ReturnForm, "send": ActForm,
    "resume": ActForm,
}  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """One form of this page that its reader may send now."""

    name: str
    title: str
    form: ActForm


@page(*READERS, takes=case_in_url)
def case_additional(request: HttpRequest, case: UUID) -> HttpResponse:
    """302 after an act, 422 for the form's errors, 409 for a refusal."""
    row = get_case(case)
    if request.method != "POST":
        return _show(request, row)
    name = request.POST.get("decision", "") or next((each.name for each in _offered(request, row, "", None)), "")
    if name not in FORMS:
        return _show(request, row, status=UNPROCESSABLE)
    act, form = actions.acts_of(row)[name], _form(row, name, request)
    if not form.is_valid():
        return _show(request, row, name, form, UNPROCESSABLE)
    try:
        words = form.cleaned_data
        result = act(row.pk, version=words["version"], request=words["request"], **form.data_of_act)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal)
        if isinstance(refusal, Stale):
            carry_on(form, row, refusal)
        return _show(request, get_case(case), name, form, CONFLICT)
    messages.success(request, DONE[name])
    if result.get("masked"):
        messages.warning(request, MASKED)
    return SeeOther(reverse("case_additional", args=[row.pk]))


def _form(row: Case, name: str, request: HttpRequest) -> ActForm:
    data = request.POST if request.method == "POST" and request.POST.get("decision", name) == name else None
    more: dict[str, Any] = {}
    if name in ("order", "question"):
        change = uuid_in((data or request.GET).get("amendment", ""))
        asked = _question_about(request.GET.get("finding", ""))
        more = {"with_change": change is not None, "initial": {"amendment": change, "question": asked}}
    if name == "order":
        more["committee_due"] = actions.committee_due(row)
    return FORMS[name](data, version=row.version, auto_id=f"{name}-%s", **more)


def _question_about(requirement: str) -> str:
    """The beginning of the question, where the ministry's review leads here from one requirement (S1-INV-08)."""
    found = next((each for each in VICTIM.requirements if each.code == requirement), None)
    return f"«{found.code} {found.title}»을 판단하는 데 필요한 다음 사실을 확인합니다: " if found else ""


def _offered(request: HttpRequest, row: Case, sent: str, form: ActForm | None) -> list[Offered]:
    """Each act whose box this official holds and that is possible now; the form that came back in its place."""
    found = []
    for name, act in actions.acts_of(row).items():
        if act.box not in current().actor.boxes:
            continue
        if name == sent and form is not None:
            found.append(Offered(name, act.title, form))
        elif act.refused_now(row, {}) is None:
            found.append(Offered(name, act.title, _form(row, name, request)))
    return found


def _show(request: HttpRequest, row: Case, sent: str = "", form: ActForm | None = None, status: int = 200) -> HttpResponse:
    change = amendment_of(row, key) if (key := uuid_in((request.POST or request.GET).get("amendment", ""))) else None
    orders = actions.orders_of(row)
    names = names_of(account for each in orders for account in (each.ordered_by, each.drafted_by, each.reviewed_by, each.sent_by))
    context = {
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "case": row,
        "state_title": PROCEDURE.states[row.state],
        "is_open": row.state == ADDITIONAL,
        "orders": [_order(each, names) for each in orders],
        "offered": _offered(request, row, sent, form),
        "sent_back": form,
        "change": change if change is not None and change.state == UNREAD else None,
        "changes": changes_of(change) if change is not None else [],
        "change_papers": papers_of([change]).get(change.pk, []) if change is not None else [],
        "committee_due": actions.committee_due(row),
        "back_url": reverse("case", args=[row.pk]),
    }
    return render(request, "victims/additional/case.html", context, status=status)


def _order(row: InvestigationOrder, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "row": row,
        "state": STATES[row.state],
        "tone": "success" if row.state == SENT else "warning",
        "facts": [FACTS[code].title for code in row.facts_changed if code in FACTS],
        "is_intact": row.state != SENT or sha256_of(row.content) == row.sha256,
        **{name: names.get(getattr(row, name), "") for name in ("ordered_by", "drafted_by", "reviewed_by", "sent_by")},
    }


urls: list[URLPattern] = [path("cases/<uuid:case>/additional/", case_additional, name="case_additional")]
