"""Pages of visits and interviews (업무시스템): the list of a case, a new one, one visit, more photos, the form to be printed."""

from dataclasses import replace
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
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, breadcrumb, carry_on
from teojeon.services.victims.intake.queries import READERS, names_of
from teojeon.services.victims.papers.scan_pages import receive_scans
from teojeon.services.victims.visits import queries, uploading
from teojeon.services.victims.visits.actions import add_photos, record_visit, visit_of
from teojeon.services.victims.visits.forms import FIELDS_OF_ACT, VisitForm
from teojeon.services.victims.visits.models import METERS, OCCUPANCY, Visit
from teojeon.ui.forms import put_refusal
from teojeon.ui.requests import SeeOther

TITLE, NEW_TITLE, PHOTOS_TITLE, PRINT_TITLE = "현장조사와 면담", "현장조사 기록", "현장조사 사진 더하기", "현장조사 기록지"


@page(*READERS)
def case_visits(request: HttpRequest, case: UUID) -> HttpResponse:
    """All visits and interviews of one case."""
    row = get_case(case)
    is_investigator = "P-INV" in current().actor.boxes
    context = _frame(row, TITLE) | {
        "visits": queries.visits_of(row),
        "is_investigator": is_investigator,
        "closed": record_visit.refused_now(row, {}) if is_investigator else None,
    }
    return render(request, "victims/visits/list.html", context)


@page("P-INV", takes=case_in_url, receives=receive_scans)
def case_visit_new(request: HttpRequest, case: UUID) -> HttpResponse:
    """303 after recording, 422 for the form's errors, 409 for a refusal. Photos that are not taken hold up nothing."""
    row = get_case(case)
    me = current().account
    form = VisitForm(
        request.POST if request.method == "POST" else None, version=row.version, visitor=names_of([me]).get(me, "") if me else ""
    )
    if request.method != "POST":
        return _show_new(request, row, form)
    if not form.is_valid():
        return _show_new(request, row, form, UNPROCESSABLE)
    sent, words = uploading.sent_in(request), form.cleaned_data
    try:
        answer = record_visit(row.pk, version=words["version"], request=words["request"], photos=sent.photos, **form.data_of_act)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal if isinstance(refusal, Stale) else _at_its_input(refusal))
        if isinstance(refusal, Stale):
            carry_on(form, row, refusal)
        return _show_new(request, get_case(case), form, CONFLICT)
    sent.keep(answer)
    messages.success(request, f"현장조사 {answer['number']}호를 기록했습니다.")
    uploading.tell(request, answer, sent.refusals)
    if answer["masked"]:
        messages.warning(request, MASKED)
    return SeeOther(reverse("case_visit", args=[row.pk, answer["visit"]]))


def _at_its_input(refusal: Refusal) -> Refusal:
    """What the act calls otherwise than the form stands at the form's input."""
    return replace(refusal, field=FIELDS_OF_ACT.get(refusal.field, refusal.field))


def _show_new(request: HttpRequest, row: Case, form: VisitForm, status: int = 200) -> HttpResponse:
    context = _frame(row, NEW_TITLE, reverse("case_visits", args=[row.pk])) | {
        **uploading.frame(),
        "form": form,
        "closed": record_visit.refused_now(row, {}) if status == 200 else None,
        "photos_lost": status != 200 and bool(request.FILES.getlist(uploading.INPUT)),
    }
    return render(request, "victims/visits/new.html", context, status=status)


@page(*READERS)
def case_visit(request: HttpRequest, case: UUID, visit: UUID) -> HttpResponse:
    """One visit with its photos, and the facts that it can show. Printed, it is the sheet that the interviewee signs."""
    row = get_case(case)
    found = _visit(row, visit)
    may_add = "P-INV" in current().actor.boxes and add_photos.refused_now(row, {}) is None
    context = _frame(row, f"현장조사 {found.number}호", reverse("case_visits", args=[row.pk])) | {
        "view": queries.visit_shown(row, found),
        "may_see_place": bool(current().actor.boxes & queries.EVIDENCE_READERS),
        "may_add": may_add,
        "facts": queries.fact_links(row) if may_add else [],
    }
    return render(request, "victims/visits/visit.html", context)


@page("P-INV", takes=case_in_url, receives=receive_scans)
def case_visit_photos(request: HttpRequest, case: UUID, visit: UUID) -> HttpResponse:
    """Further photos of one visit."""
    row = get_case(case)
    found = _visit(row, visit)
    form = ActForm(request.POST if request.method == "POST" else None, version=row.version)
    refusals, status = list[Refusal](), 200
    if request.method == "POST":
        sent = uploading.sent_in(request)
        refusals, status = sent.refusals, UNPROCESSABLE
        if form.is_valid() and (sent.photos or not sent.refusals):
            try:
                words = form.cleaned_data
                answer = add_photos(row.pk, version=words["version"], request=words["request"], visit=found.pk, photos=sent.photos)
                sent.keep(answer)
                uploading.tell(request, answer, sent.refusals)
                return SeeOther(reverse("case_visit", args=[row.pk, found.pk]))
            except Forbidden:
                raise
            except Refusal as refusal:
                put_refusal(form, refusal)
                if isinstance(refusal, Stale):
                    carry_on(form, row, refusal)
                status = CONFLICT
    context = _frame(row, PHOTOS_TITLE, reverse("case_visit", args=[row.pk, found.pk])) | {
        **uploading.frame(),
        "form": form,
        "visit": found,
        "refusals": refusals,
        "closed": add_photos.refused_now(row, {}) if status == 200 else None,
    }
    return render(request, "victims/visits/photos.html", context, status=status)


@page("P-INV")
def case_visit_print(request: HttpRequest, case: UUID) -> HttpResponse:
    """The form on paper, for those who have no device with them: the case's number and house, and empty lines."""
    row = get_case(case)
    house = Application.objects.visible_to(current().actor).filter(case=row).order_by("-form_version").first()
    context = _frame(row, PRINT_TITLE, reverse("case_visits", args=[row.pk])) | {
        "house": house.address if house else "",
        "occupancy": [title for _, title in OCCUPANCY],
        "meters": [title for _, title in METERS],
        "lines": range(6),
    }
    return render(request, "victims/visits/print.html", context)


def _visit(row: Case, key: UUID) -> Visit:
    found = visit_of(row, key)
    if found is None:
        raise Missing("visit")
    return found


def _frame(row: Case, title: str, back: str = "") -> dict[str, Any]:
    return {
        "case": row,
        "page_title": title,
        "breadcrumb": breadcrumb(row, title),
        "back_url": back or reverse("case", args=[row.pk]),
    }


_CASE = "cases/<uuid:case>/visits"
urls: list[URLPattern] = [
    path(f"{_CASE}/", case_visits, name="case_visits"),
    path(f"{_CASE}/new/", case_visit_new, name="case_visit_new"),
    path(f"{_CASE}/print/", case_visit_print, name="case_visit_print"),
    path(f"{_CASE}/<uuid:visit>/", case_visit, name="case_visit"),
    path(f"{_CASE}/<uuid:visit>/photos/", case_visit_photos, name="case_visit_photos"),
]
