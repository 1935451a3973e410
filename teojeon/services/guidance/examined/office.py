"""What examined which page, and the record of a check by a person with a screen reader (S1-GUI-03)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.work.pages import page
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.examined.actions import record_by_person
from teojeon.services.guidance.examined.models import Examination
from teojeon.services.guidance.examined.office_forms import ExaminationForm
from teojeon.services.guidance.pages.actions import APPROVE, EDIT

TITLE, NEW_TITLE = "접근성 점검", "화면낭독기 점검 기록"
SHOWN = 200


@page(EDIT, APPROVE, "AU")
def guidance_examinations(request: HttpRequest) -> HttpResponse:
    """The newest examinations, those by a person first."""
    by_person = Examination.objects.exclude(manual_by="").order_by("-checked_on", "page")[:SHOWN]
    by_program = Examination.objects.filter(manual_by="").order_by("-checked_at", "page")[:SHOWN]
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": "안내 관리", "url": reverse("guidance")}, {"title": TITLE}],
        "by_person": list(by_person),
        "by_program": list(by_program),
        "may_record": APPROVE in current().actor.boxes,
    }
    return render(request, "guidance/office/examinations.html", context)


@page(APPROVE)
def guidance_examination_new(request: HttpRequest) -> HttpResponse:
    """Records what a person found, or that nothing was wrong."""
    form = ExaminationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        record_by_person(
            given["page"],
            language=given["language"],
            manual_by=given["manual_by"],
            reader=given["reader"],
            checked_on=given["checked_on"],
            found=form.findings,
            request=given["request"],
        )
        messages.success(request, "점검을 기록했습니다.")
        return redirect("guidance_examinations")
    context = {
        "page_title": NEW_TITLE,
        "breadcrumb": [{"title": TITLE, "url": reverse("guidance_examinations")}, {"title": NEW_TITLE}],
        "form": form,
        "back_url": reverse("guidance_examinations"),
    }
    return render(request, "guidance/office/examination_new.html", context, status=422 if form.is_bound else 200)


urls: list[URLPattern] = [
    path("guidance/examinations/", guidance_examinations, name="guidance_examinations"),
    path("guidance/examinations/new/", guidance_examination_new, name="guidance_examination_new"),
]
