"""Pages of orders to hand in statements or documents (업무시스템): the list of a case and across cases, the draft, one order, its letter."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.queries import READERS
from teojeon.services.victims.orders import actions, answer_pages, queries, view
from teojeon.services.victims.orders.forms import DraftForm, IssueForm, OrderForm, WithdrawForm
from teojeon.services.victims.orders.models import StatementOrder
from teojeon.services.victims.orders.pages import acted, frame, pdf_of
from teojeon.services.victims.papers.office import DOWNLOADING
from teojeon.ui.requests import SeeOther, uuid_in

TITLE, NEW_TITLE, DESK_TITLE = "진술·자료 요구", "진술·자료 요구 초안", "진술·자료 요구 목록"
ACTING = ("P-INV", "P-INTAKE")
DONE = {
    "issue": "요구서를 만들었습니다. 송달 화면에서 발송과 도달을 기록하면 기간이 시작됩니다.",
    "withdraw": "요구를 거두어들였습니다.",
    "drop": "초안을 버렸습니다.",
}


@page(*ACTING)
def orders_desk(request: HttpRequest) -> HttpResponse:
    """Across cases: drafts that wait for the province, orders that wait for an answer, those whose last day has passed."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in view.TABS else next(iter(view.TABS))
    lines, more = view.desk(current().actor, tab)
    context = {
        "page_title": DESK_TITLE,
        "breadcrumb": [{"title": DESK_TITLE}],
        "tabs": [
            {"title": title, "url": f"{reverse('orders_desk')}?tab={code}", "current": code == tab}
            for code, (title, _) in view.TABS.items()
        ],
        "tab_title": view.TABS[tab][0],
        "lines": lines,
        "more": more,
    }
    return render(request, "victims/orders/desk.html", context)


@page(*READERS)
def case_orders(request: HttpRequest, case: UUID) -> HttpResponse:
    """All orders of one case by addressee, what came, who was silent; for the committee too."""
    row = get_case(case)
    people = view.people_of(row)
    is_investigator = "P-INV" in current().actor.boxes
    if is_investigator:
        view.offer(row, people)
    context = frame(row, TITLE) | {
        "people": people,
        "fines": view.fines_shown(row) if view.may_read_evidence() else [],
        "closed": actions.draft_order.refused_now(row, {}) if is_investigator else None,
        "is_investigator": is_investigator,
        "clear": view.may_read_evidence(),
    }
    return render(request, "victims/orders/list.html", context)


@page("P-INV", takes=case_in_url)
def case_order_new(request: HttpRequest, case: UUID) -> HttpResponse:
    """A draft: a new one, one that is changed (`?draft=`), or one more to the same addressee (`?again=`)."""
    row = get_case(case)
    earlier, again = _earlier(request, row)
    to = queries.written(earlier) if earlier else None
    if to is not None:
        current().show(row.controller, [row.pk], fields=["order.name", "order.address"])
    form = DraftForm(request.POST or None, version=row.version, order=earlier, to=to, again=again)
    answer = acted(request, row, form, actions.draft_order)
    if isinstance(answer, Mapping):
        messages.success(request, "초안을 저장했습니다. 시·도의 담당자가 확인하여 보냅니다.")
        return SeeOther(reverse("case_order", args=[row.pk, answer["order"]]))
    context = frame(row, NEW_TITLE, reverse("case_orders", args=[row.pk])) | {
        "form": form,
        "again": again,
        "closed": actions.draft_order.refused_now(row, {}) if answer == 200 else None,
    }
    return render(request, "victims/orders/new.html", context, status=answer)


def _earlier(request: HttpRequest, row: Case) -> tuple[StatementOrder | None, bool]:
    """The order that the form is filled from, and whether it stays as it is."""
    words = request.POST or request.GET
    if (key := uuid_in(words.get("draft", ""))) is not None:
        order = queries.order_of(row, key)
        if order.state != StatementOrder.DRAFTED and request.method != "POST":
            raise Missing("draft")
        return order, False
    key = uuid_in(request.GET.get("again", ""))
    return (queries.order_of(row, key), True) if key else (None, False)


@page(*READERS)
def case_order(request: HttpRequest, case: UUID, order: UUID) -> HttpResponse:
    """One order: what is asked, its service, what came, and what its reader may do with it now."""
    row = get_case(case)
    return _show(request, row, queries.order_of(row, order))


@page(*ACTING, takes=case_in_url)
def case_order_act(request: HttpRequest, case: UUID, order: UUID, act: str) -> HttpResponse:
    """303 after an act on one order, 422 for the form's errors, 409 for a refusal."""
    row = get_case(case)
    found, acts = queries.order_of(row, order), _acts()
    if act not in acts:
        raise Http404
    if request.method != "POST":
        return SeeOther(reverse("case_order", args=[row.pk, found.pk]))
    form = _form(act, row, found, request.POST)
    answer = acted(request, row, form, acts[act])
    if isinstance(answer, Mapping):
        messages.success(request, DONE[act])
        return SeeOther(reverse("case_order", args=[row.pk, found.pk]))
    return _show(request, get_case(case), queries.order_of(row, order), sent=act, form=form, status=answer)


def _acts() -> dict[str, CaseAct]:
    """The acts of this official by the word of their address."""
    is_intake = "P-INTAKE" in current().actor.boxes
    return {
        "issue": actions.issue_order_intake if is_intake else actions.issue_order,
        "withdraw": actions.withdraw_order_intake if is_intake else actions.withdraw_order,
        "drop": actions.drop_order,
    }


_FORMS: dict[str, Callable[..., OrderForm]] = {"issue": IssueForm, "withdraw": WithdrawForm, "drop": OrderForm}
_BUTTONS = {"issue": "요구서 만들고 송달 시작", "withdraw": "거두어들이기", "drop": "초안 버리기"}
_TITLES = {"issue": "보내기", "withdraw": "거두어들이기", "drop": "초안 버리기"}
_OPEN_IN = {"issue": StatementOrder.DRAFTED, "drop": StatementOrder.DRAFTED, "withdraw": StatementOrder.ISSUED}


def _form(act: str, row: Case, order: StatementOrder, data: Any = None) -> OrderForm:
    return _FORMS[act](data, version=row.version, order=order.pk, auto_id=f"{act}-%s")


def _show(
    request: HttpRequest, row: Case, order: StatementOrder, *, sent: str = "", form: OrderForm | None = None, status: int = 200
) -> HttpResponse:
    shown, offered = view.order_view(row, order), []
    for name, act in _acts().items():
        if act.box not in current().actor.boxes or order.state != _OPEN_IN[name]:
            continue
        closed = act.refused_now(row, {})
        if name == sent and form is not None:
            offered.append({"name": name, "title": _TITLES[name], "button": _BUTTONS[name], "form": form, "closed": None})
        else:
            blank = _form(name, row, order)
            offered.append({"name": name, "title": _TITLES[name], "button": _BUTTONS[name], "form": blank, "closed": closed})
    is_investigator = "P-INV" in current().actor.boxes
    context = frame(row, f"{TITLE} {shown.title}", reverse("case_orders", args=[row.pk])) | {
        "view": shown,
        "offered": offered,
        "sent_back": form,
        "may_change": is_investigator and order.state == StatementOrder.DRAFTED,
        "may_answer": is_investigator and order.state in queries.SENT and answer_pages.is_open(row),
        "may_read_letter": view.may_read_evidence() and order.document is not None,
        "at_desk": "P-INTAKE" in current().actor.boxes and shown.service is not None,
    }
    return render(request, "victims/orders/order.html", context, status=status)


@page(*DOWNLOADING)
def case_order_pdf(request: HttpRequest, case: UUID, order: UUID) -> HttpResponse:
    """The letter as it was made."""
    row = get_case(case)
    found = queries.order_of(row, order)
    return pdf_of(row, found.document, f"order-{found.number}.pdf")


_CASE = "cases/<uuid:case>/orders"
urls: list[URLPattern] = [
    *answer_pages.urls,
    path("orders/", orders_desk, name="orders_desk"),
    path(f"{_CASE}/", case_orders, name="case_orders"),
    path(f"{_CASE}/new/", case_order_new, name="case_order_new"),
    path(f"{_CASE}/<uuid:order>/", case_order, name="case_order"),
    path(f"{_CASE}/<uuid:order>.pdf", case_order_pdf, name="case_order_pdf"),
    path(f"{_CASE}/<uuid:order>/act/<slug:act>/", case_order_act, name="case_order_act"),
]
