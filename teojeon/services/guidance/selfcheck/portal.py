"""The self-check: anonymous, nothing stored, nothing in the address (S1-GUI-02)."""

import datetime as dt
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.law.language.errors import LawError
from teojeon.services.guidance.offices.queries import intake_of
from teojeon.services.guidance.pages.portal import INDEX_TITLE, head
from teojeon.services.guidance.selfcheck.forms import SelfCheckForm
from teojeon.services.guidance.selfcheck.result import Result, check

START = "application_start"
TITLE = "신청 전 자가 점검"


@page(public=True)
def self_check(request: HttpRequest) -> HttpResponse:
    """The questions; after they were sent, the result above the answers. Neither side keeps them."""
    form = SelfCheckForm(request.POST if request.method == "POST" else None)
    result: Result | None = None
    today = clock.business_today()
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                result = check(form.cleaned_data, today)
            except LawError as error:
                form.add_error(error.field if error.field in form.fields else None, error.message)
        status = 200 if form.is_valid() else 422
    context = head(
        request,
        TITLE,
        "이름을 묻지 않고 저장하지 않는 열다섯 가지 질문으로, 전세사기피해자 결정의 요건 가운데 무엇을 더 확인할지 알아봅니다.",
        breadcrumb=[{"title": INDEX_TITLE, "url": reverse("guide_index")}, {"title": TITLE}],
        form=form,
        empty_fields="" if form.is_bound else empty_fields(today, get_language()),
        result=result,
        offices=intake_of(form.cleaned_data["sido"], today) if result and form.cleaned_data.get("sido") else [],
        start_url=reverse(START),
    )
    response = render(request, "guidance/self_check.html", context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"  # somebody's answers stand on it
    return response


@lru_cache(maxsize=16)
def empty_fields(day: dt.date, language: str) -> str:
    """The questions without answers, the same for everybody on one day: most of the work of the page, so it is done once."""
    return render_to_string("guidance/_fields.html", {"form": SelfCheckForm()})


urls: list[URLPattern] = [path("self-check/", self_check, name="self_check")]
