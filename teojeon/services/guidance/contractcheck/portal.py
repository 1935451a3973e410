"""The contract check for people about to sign a lease (법§11③): the nominal test of a small deposit and a list of what to look at."""

import datetime as dt
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.services.guidance.contractcheck.checklist import GROUPS
from teojeon.services.guidance.contractcheck.compute import nominal
from teojeon.services.guidance.contractcheck.forms import ContractCheckForm
from teojeon.services.guidance.pages.portal import INDEX_TITLE, head

TITLE = "계약 전 점검"


@page(public=True)
def contract_check(request: HttpRequest) -> HttpResponse:
    """The list always; the test after the form was sent. Neither side keeps what was typed."""
    form = ContractCheckForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = nominal(given["deposit"], given["sigungu"], given["legal_dong"] or "", given["security_on"], clock.business_today())
    context = head(
        request,
        TITLE,
        "임대차계약을 맺기 전에 소액보증금의 표를 견주고, 등기와 임대인, 계약서에서 확인할 것을 근거와 함께 봅니다.",
        breadcrumb=[{"title": INDEX_TITLE, "url": reverse("guide_index")}, {"title": TITLE}],
        form=form,
        empty_fields="" if form.is_bound else empty_fields(clock.business_today(), get_language()),
        found=found,
        groups=GROUPS,
    )
    response = render(
        request, "guidance/contract_check.html", context, status=422 if form.is_bound and not form.is_valid() else 200
    )
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


@lru_cache(maxsize=16)
def empty_fields(day: dt.date, language: str) -> str:
    """The fields without answers, the same for everybody on one day."""
    return render_to_string("guidance/_fields.html", {"form": ContractCheckForm()})


urls: list[URLPattern] = [path("contract-check/", contract_check, name="contract_check")]
