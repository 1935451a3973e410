"""The page of an estimate: bars and table for whoever reads the file, and the form for the investigator."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.estimates.actions import save_estimate
from teojeon.services.victims.estimates.forms import EstimateForm, initial_of
from teojeon.services.victims.estimates.models import Estimate
from teojeon.services.victims.estimates.queries import estimates_of, from_the_file
from teojeon.services.victims.estimates.shown import shown
from teojeon.services.victims.estimates.widgets import ClaimsWidget
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, breadcrumb, carry_on
from teojeon.services.victims.intake.queries import names_of
from teojeon.ui.forms import put_refusal
from teojeon.ui.requests import SeeOther

READING = ("P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-DRAFT", "AU")
TITLE, MORE_ROWS = "보증금 회수 추정", "claims-more"


@page(*READING, takes=case_in_url)
def case_estimate(request: HttpRequest, case: UUID) -> HttpResponse:
    """303 after an estimate was kept, 422 for the form's errors, 409 for a refusal. `?number=`: an earlier one."""
    row = get_case(case)
    if request.method != "POST":
        return _show(request, row, _first_form(row) if _may_write(row) else None)
    form = EstimateForm(request.POST, version=row.version)
    if MORE_ROWS in request.POST:
        return _show(request, row, _with_more_rows(request, row))
    if not form.is_valid():
        return _show(request, row, form, UNPROCESSABLE)
    words = form.cleaned_data
    try:
        result = save_estimate(row.pk, version=words["version"], request=words["request"], **form.data_of_act)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal)
        if isinstance(refusal, Stale):
            carry_on(form, row, refusal)
        return _show(request, get_case(case), form, CONFLICT)
    messages.success(request, f"보증금 회수 추정을 저장했습니다: {result['number']}번")
    if result.get("masked"):
        messages.warning(request, MASKED)
    return SeeOther(reverse("case_estimate", args=[row.pk]))


def _may_write(row: Case) -> bool:
    return save_estimate.box in current().actor.boxes and save_estimate.refused_now(row, {}) is None


def _first_form(row: Case) -> EstimateForm:
    """The newest estimate to be made again; without one, what is on file."""
    made = estimates_of(row)
    initial = initial_of(made[0].facts, made[0].price_evidence) if made else initial_of(from_the_file(row))
    return EstimateForm(version=row.version, initial=initial)


def _with_more_rows(request: HttpRequest, row: Case) -> EstimateForm:
    """The same form with everything typed and more empty lines; nothing is checked or saved yet."""
    blank = EstimateForm(version=row.version)
    typed = {name: each.widget.value_from_datadict(request.POST, request.FILES, name) for name, each in blank.fields.items()}
    widget = blank.fields["claims"].widget
    assert isinstance(widget, ClaimsWidget)
    typed |= {"claims": widget.with_more(typed["claims"]), "request": uuid4()}
    return EstimateForm(version=row.version, initial=typed)


def _chosen(request: HttpRequest, made: list[Estimate]) -> Estimate | None:
    """The estimate asked for, or the newest. Raises Missing for a number that is none."""
    number = request.GET.get("number", "")
    if not number:
        return made[0] if made else None
    found = next((each for each in made if str(each.number) == number), None)
    if found is None:
        raise Missing("estimate")
    return found


def _show(request: HttpRequest, row: Case, form: EstimateForm | None, status: int = 200) -> HttpResponse:
    made = estimates_of(row)
    chosen, names = _chosen(request, made), names_of(each.author for each in made)
    context: dict[str, Any] = {
        "case": row,
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "state_title": PROCEDURE.states[row.state],
        "estimate": shown(chosen, names) if chosen else None,
        "earlier": [{"row": each, "author": names.get(each.author, "")} for each in made if each is not chosen],
        "is_newest": bool(made) and chosen is made[0],
        "form": form,
        "has_errors": status != 200,
        "back_url": reverse("case", args=[row.pk]),
    }
    return render(request, "victims/estimates/case.html", context, status=status)


urls: list[URLPattern] = [path("cases/<uuid:case>/estimate/", case_estimate, name="case_estimate")]
