"""Asking by receipt number without an account, and linking a case on paper to the own account (S1-RES-02)."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account, Identity
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.accounts.public import acting_for, identity_of, verified_for
from teojeon.services.victims.enquiry.asking import ask, find, last, person_of
from teojeon.services.victims.enquiry.forms import LinkForm, ReceiptForm
from teojeon.services.victims.enquiry.models import LINK, PortalEnquiry
from teojeon.services.victims.mycase.allowed import STEPS
from teojeon.ui.requests import SeeOther

TITLE, LINK_TITLE = "접수번호로 조회", "종이로 낸 신청 연결"
PURPOSE = "enquiry"
CONFLICT, UNPROCESSABLE = 409, 422


@never_cache
@page(public=True)
def enquiry(request: HttpRequest) -> HttpResponse:
    """Who asks comes first; then the number."""
    person = verified_for(request, PURPOSE)
    if person is None:
        frame = {"page_title": TITLE, "breadcrumb": [{"title": TITLE}], "signed_in": request.user.is_authenticated}
        return render(request, "victims/enquiry/ask.html", frame)
    form, refusal = ReceiptForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            with acting_for(person_of(person)):
                ask(person, form.cleaned_data["receipt_no"])
            return SeeOther(reverse("enquiry_answer"))
        except Refusal as refused:
            refusal = refused.as_dict()
    context: dict[str, Any] = {
        "page_title": TITLE,
        "breadcrumb": [{"title": TITLE}],
        "person": person,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "victims/enquiry/ask.html", context, status=_status(form, refusal))


@never_cache
@page(public=True)
def enquiry_answer(request: HttpRequest) -> HttpResponse:
    """What the office said of the last question, or that it has not answered yet: right and wrong numbers read the same until then."""
    person = verified_for(request, PURPOSE)
    if person is None:
        return HttpResponseRedirect(reverse("enquiry"))
    with acting_for(person_of(person)):
        row = last()
    if row is None:
        return HttpResponseRedirect(reverse("enquiry"))
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": TITLE, "url": reverse("enquiry")}, {"title": "조회 결과"}],
        "row": row,
        "steps": _in_words(row),
    }
    return render(request, "victims/enquiry/answer.html", context)


@page(step_up=True)
def link_paper(request: HttpRequest) -> HttpResponse:
    """A case that was filed on paper, with the slip's code, becomes one of the own cases."""
    form, refusal = LinkForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            person = _own_identity(cast(Account, request.user))
            row = ask(person, form.cleaned_data["receipt_no"], purpose=LINK, code=form.cleaned_data["code"])
            return SeeOther(reverse("link_answer", kwargs={"enquiry": row.pk}))
        except Refusal as refused:
            refusal = refused.as_dict()
    context = {"page_title": LINK_TITLE, "breadcrumb": _trail(LINK_TITLE), "form": form, "refusal": refusal}
    return render(request, "victims/enquiry/link.html", context, status=_status(form, refusal))


@page()
def link_answer(request: HttpRequest, enquiry: UUID) -> HttpResponse:
    """Whether the case was linked."""
    context = {"page_title": LINK_TITLE, "breadcrumb": _trail(LINK_TITLE), "row": find(enquiry)}
    return render(request, "victims/enquiry/link_answer.html", context)


def _own_identity(account: Account) -> Verified:
    try:
        return identity_of(account)
    except Identity.DoesNotExist:
        message = "본인확인을 한 계정만 연결할 수 있습니다. 접수한 창구에 문의합니다."
        raise Refusal("NOT_VERIFIED", message, source="S1-ACC-01") from None


def _in_words(row: PortalEnquiry) -> list[dict[str, Any]]:
    return [
        {"title": STEPS[each["step"]].title, "on": dt.date.fromisoformat(each["on"])} for each in row.steps if each["step"] in STEPS
    ]


def _status(form: ReceiptForm, refusal: dict[str, Any] | None) -> int:
    return CONFLICT if refusal else UNPROCESSABLE if form.errors else 200


def _trail(title: str) -> list[dict[str, str]]:
    return [{"title": "나의 사건", "url": reverse("my_cases")}, {"title": title}]


urls: list[URLPattern] = [
    path("enquiry/", enquiry, name="enquiry"),
    path("enquiry/answer/", enquiry_answer, name="enquiry_answer"),
    path("my/link/", link_paper, name="link_paper"),
    path("my/link/<uuid:enquiry>/", link_answer, name="link_answer"),
]
