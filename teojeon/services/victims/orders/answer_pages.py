"""Pages of what follows an order: what came in answer with its files, silence after two orders, the draft of a referral for a fine."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, carry_on
from teojeon.services.victims.orders import office_actions, queries, view
from teojeon.services.victims.orders.forms import AnswerForm, FineForm, SilenceForm
from teojeon.services.victims.orders.models import StatementOrder
from teojeon.services.victims.orders.pages import acted, frame, pdf_of
from teojeon.services.victims.papers import scan_form, scans
from teojeon.services.victims.papers.office import DOWNLOADING
from teojeon.services.victims.papers.scan_pages import receive_scans
from teojeon.ui.forms import put_refusal
from teojeon.ui.requests import SeeOther

ANSWER_TITLE, SILENCE_TITLE, FINE_TITLE = "진술·자료 요구의 답 기록", "답하지 않음 기록", "과태료 자료 초안"


def is_open(row: Case) -> bool:
    """Whether this official may enter an answer now."""
    return office_actions.take_answer.refused_now(row, {}) is None


@page("P-INV", takes=case_in_url, receives=receive_scans)
def case_order_answer(request: HttpRequest, case: UUID, order: UUID) -> HttpResponse:
    """303 after taking it, 422 for the form's errors, 409 for a refusal. Files that are not taken hold up nothing."""
    row = get_case(case)
    found = queries.order_of(row, order)
    form = AnswerForm(request.POST if request.method == "POST" else None, version=row.version, order=found.pk)
    if request.method != "POST":
        return _show_answer(request, row, found, form)
    if not form.is_valid():
        return _show_answer(request, row, found, form, UNPROCESSABLE)
    files = scan_form.Sent(request)
    sorted_files = scans.sort(files.stored, {}, join=files.join)
    refusals = [each for each in files.refusals if each.code != "MISSING_VALUE"] + sorted_files.refusals
    words, given = form.cleaned_data, office_actions.Files(tuple(map(tuple, sorted_files.papers)))
    try:
        answer = office_actions.take_answer(
            row.pk, version=words["version"], request=words["request"], files=given, **form.data_of_act
        )
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal)
        if isinstance(refusal, Stale):
            carry_on(form, row, refusal)
        return _show_answer(request, get_case(case), found, form, CONFLICT)
    files.keep(map(UUID, answer["files"]))
    messages.success(request, "답을 기록했습니다.")
    for name in answer["left_out"]:
        messages.warning(request, f"‘{name}’: 이 사건에 이미 있는 파일이어서 다시 담지 않았습니다.")
    scan_form.tell(request, answer["papers"], refusals)
    if answer["masked"]:
        messages.warning(request, MASKED)
    return SeeOther(reverse("case_order", args=[row.pk, found.pk]))


def _show_answer(request: HttpRequest, row: Case, order: StatementOrder, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = frame(row, ANSWER_TITLE, reverse("case_order", args=[row.pk, order.pk])) | {
        **scan_form.frame(),
        "form": form,
        "view": view.order_view(row, order),
        "closed": office_actions.take_answer.refused_now(row, {}) if status == 200 else None,
        "files_lost": status != 200 and bool(request.FILES),
    }
    return render(request, "victims/orders/answer.html", context, status=status)


@page("P-INV", takes=case_in_url)
def case_order_silence(request: HttpRequest, case: UUID, addressee: UUID) -> HttpResponse:
    """Says what is noted and what follows from it, then notes it."""
    row = get_case(case)
    person = _person(row, addressee)
    form = SilenceForm(request.POST or None, version=row.version, addressee=addressee)
    answer = acted(request, row, form, office_actions.note_no_response)
    if isinstance(answer, Mapping):
        messages.success(request, "답하지 않음을 기록했습니다. 요구마다 도달한 날이 함께 남았습니다.")
        return SeeOther(reverse("case_orders", args=[row.pk]))
    refused = office_actions.note_no_response.refused_now(row, {"addressee": addressee})
    context = _closing(row, SILENCE_TITLE, person, form) | {"closed": refused if answer == 200 else None}
    return render(request, "victims/orders/silence.html", context, status=answer)


@page("P-INV", takes=case_in_url)
def case_order_fine(request: HttpRequest, case: UUID, addressee: UUID) -> HttpResponse:
    """The draft of a referral for a fine: ground and reason; then it is there to be printed."""
    row = get_case(case)
    person = _person(row, addressee)
    grounds = office_actions.grounds_of(row, addressee)
    form = FineForm(request.POST or None, version=row.version, addressee=addressee, grounds=grounds)
    answer = acted(request, row, form, office_actions.draft_fine_referral)
    if isinstance(answer, Mapping):
        messages.success(request, f"{answer['referral_no']} 초안을 만들었습니다. 인쇄하여 부과 권한이 있는 행정청에 보냅니다.")
        return SeeOther(reverse("case_orders", args=[row.pk]))
    refused = office_actions.draft_fine_referral.refused_now(row, {})
    context = _closing(row, FINE_TITLE, person, form) | {
        "closed": refused if answer == 200 else None,
        "grounds": grounds,
    }
    return render(request, "victims/orders/fine.html", context, status=answer)


def _closing(row: Case, title: str, person: view.Person, form: SilenceForm) -> dict[str, Any]:
    return frame(row, title, reverse("case_orders", args=[row.pk])) | {"person": person, "form": form}


def _person(row: Case, addressee: UUID) -> view.Person:
    found = next((each for each in view.people_of(row) if each.key == addressee), None)
    if found is None:
        raise Missing("addressee")
    return found


@page(*DOWNLOADING)
def case_order_fine_pdf(request: HttpRequest, case: UUID, fine: UUID) -> HttpResponse:
    """The draft as it was made."""
    row = get_case(case)
    found = next((each for each in office_actions.fines_of(row) if each.pk == fine), None)
    if found is None:
        raise Missing("fine")
    current().show(row.controller, [row.pk], fields=["fine_referral"])
    return pdf_of(row, found.document, f"{found.drafted_at:%Y%m%d}-fine-referral-draft.pdf")


_CASE = "cases/<uuid:case>/orders"
urls: list[URLPattern] = [
    path(f"{_CASE}/<uuid:order>/answer/", case_order_answer, name="case_order_answer"),
    path(f"{_CASE}/silence/<uuid:addressee>/", case_order_silence, name="case_order_silence"),
    path(f"{_CASE}/fine/<uuid:addressee>/", case_order_fine, name="case_order_fine"),
    path(f"{_CASE}/fines/<uuid:fine>.pdf", case_order_fine_pdf, name="case_order_fine_pdf"),
]
