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
from teojeon.services.victims.amendments import additions, receiving
from teojeon.services.victims.amendments.models import ORDERED, UNREAD
from teojeon.services.victims.amendments.outcomes import OUTCOMES
from teojeon.services.victims.case.procedure import WITH_THE_PROVINCE
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


# an order asks for more than a reason and has a page of its own
BY_READING = tuple((code, title) for code, title in OUTCOMES.items() if code != ORDERED)
ORDERING = frozenset({"PM-AGENDA", "PM-SEC"})


class ReadForm(ActForm):
    """What was done with one change, and why."""

    use_required_attribute = False
    amendment = forms.UUIDField(widget=forms.HiddenInput)
    outcome = KoreanChoiceField(label="처리", choices=[*BY_READING], source="S1-APP-09")
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
    boxes = current().actor.boxes & set(ACTS)
    is_after_sending = receiving.stage_of(row) not in WITH_THE_PROVINCE
    orders = reverse("case_additional", kwargs={"case": row.pk}) if boxes & ORDERING and is_after_sending else ""
    versions = []
    rows = receiving.amendments_of(row)
    papers = additions.papers_of(rows)
    for each in rows:
        own = form if form is not None and form.data.get("amendment") == str(each.pk) else None
        fresh = ReadForm(version=row.version, initial={"amendment": each.pk}, auto_id=f"id_{each.number or each.pk}_%s")
        versions.append(
            {
                "row": each,
                "changes": receiving.changes_of(each),
                "papers": papers.get(each.pk, []),
                "outcome": OUTCOMES.get(each.state, ""),
                "form": (own or fresh) if each.state == UNREAD and boxes & receiving.readers_of(row, each) else None,
                "order_url": f"{orders}?amendment={each.pk}" if each.state == UNREAD and orders else "",
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
