"""Versions of a case's application beside each other, and what was done with each change (S1-APP-09)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.amendments import receiving
from teojeon.services.victims.amendments.models import OUTCOMES, UNREAD
from teojeon.services.victims.intake.forms import ActForm
from teojeon.ui.forms import FreeTextField, KoreanChoiceField
from teojeon.ui.requests import SeeOther

READERS = ("P-INTAKE", "P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "PM-SERVE", "AU")
CONFLICT, UNPROCESSABLE = 409, 422
ACTS: dict[str, CaseAct] = {
    "P-INV": receiving.read_as_investigator,
    "PM-AGENDA": receiving.read_as_agenda,
    "PM-SEC": receiving.read_as_secretary,
}


class ReadForm(ActForm):
    """What was done with one change, and why."""

    use_required_attribute = False
    amendment = forms.UUIDField(widget=forms.HiddenInput)
    outcome = KoreanChoiceField(label="처리", choices=[("", "선택해 주십시오"), *OUTCOMES.items()], source="S1-APP-09")
    reason = FreeTextField(
        label="이유", limit=1000, help_text="신청인이 읽습니다. 다른 사람의 개인정보를 적지 않습니다.", source="S1-APP-09"
    )


@page(*READERS)
def case_changes(request: HttpRequest, case: UUID) -> HttpResponse:
    """Each version's differences; the unread ones with the form of whoever has to read them."""
    row = find_case(case)
    return _show(request, row)


@page("P-INV", "PM-AGENDA", "PM-SEC", takes=case_in_url)
def case_change_read(request: HttpRequest, case: UUID) -> HttpResponse:
    """Notes that a change was read, and tells the applicant why it was treated so."""
    row = find_case(case)
    form = ReadForm(request.POST if request.method == "POST" else None, version=row.version)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("case_changes", kwargs={"case": case}))
    if not form.is_valid():
        return _show(request, row, form=form, status=UNPROCESSABLE)
    try:
        _act_of()(case, version=form.cleaned_data["version"], request=form.cleaned_data["request"], **form.data_of_act)
    except Refusal as refusal:
        return _show(request, find_case(case), form=form, refusal=refusal.as_dict(), status=CONFLICT)
    messages.success(request, "변경을 확인했습니다. 신청인에게 이유를 알립니다.")
    return SeeOther(reverse("case_changes", kwargs={"case": case}))


def _act_of() -> CaseAct:
    held = current().actor.boxes
    return next(act for box, act in ACTS.items() if box in held)


def _show(
    request: HttpRequest, row: Case, *, form: ReadForm | None = None, refusal: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    current().show(row.controller, [row.subject])
    may_read = bool(current().actor.boxes & set(ACTS))
    versions = []
    for each in receiving.amendments_of(row):
        own = form if form is not None and form.data.get("amendment") == str(each.pk) else None
        fresh = ReadForm(version=row.version, initial={"amendment": each.pk}, auto_id=f"id_{each.number}_%s")
        versions.append(
            {
                "row": each,
                "changes": receiving.changes_of(each),
                "outcome": OUTCOMES.get(each.state, ""),
                "form": (own or fresh) if each.state == UNREAD and may_read else None,
            }
        )
    context = {
        "page_title": "신청 내용의 변경",
        "breadcrumb": [{"title": row.receipt_no, "url": reverse("case", kwargs={"case": row.pk})}, {"title": "신청 내용의 변경"}],
        "case": row,
        "versions": versions,
        "refusal": refusal,
        "form_with_errors": form if form is not None and form.errors else None,
    }
    return render(request, "victims/amendments/case.html", context, status=status)


urls: list[URLPattern] = [
    path("cases/<uuid:case>/changes/", case_changes, name="case_changes"),
    path("cases/<uuid:case>/changes/read/", case_change_read, name="case_change_read"),
]
