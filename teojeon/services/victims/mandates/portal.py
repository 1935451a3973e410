"""Who else reaches an own filing: inviting with a one-time code, shutting out, coming in, and what a helper sees."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.people import access
from teojeon.kernel.people.models import Access
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.accounts.public import identity_of
from teojeon.services.victims.application.drafts import FILED, find_draft, find_shared_filing
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.mandates import helper_view
from teojeon.services.victims.mandates.actions import INVITABLE, end_access, invite, join, leave, may_invite, shut_out_owner
from teojeon.services.victims.mandates.forms import CodeForm, ProxyForm
from teojeon.services.victims.mandates.people_view import people_of
from teojeon.services.victims.papers import adding, bundles
from teojeon.services.victims.papers.portal_view import listed
from teojeon.ui.requests import SeeOther, uuid_in

PEOPLE, ENTER, HELPING = "함께 처리하는 사람", "초대 번호 입력", "도와주는 신청"
WRONG_CODE = Refusal(
    "WRONG_CODE", "초대 번호가 맞지 않거나 이미 쓴 번호입니다. 초대한 사람에게 새 번호를 받습니다.", "code", "S1-ACC-03"
)
MASKED = "글에서 주민등록번호로 보이는 숫자를 찾아 뒤 여섯 자리를 가렸습니다."
CONFLICT, UNPROCESSABLE = 409, 422


@page(step_up=True)
def my_people(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Who helps or acts, and the forms to invite and to shut out."""
    draft = find_draft(subject)
    proxy, shown, refusal, status = ProxyForm(), "", None, 200
    if request.method == "POST":
        kind = request.POST.get("invite", "")
        if kind == Access.PROXY:
            proxy = ProxyForm(request.POST)
        if kind == Access.PROXY and not proxy.is_valid():
            return _people(request, draft, proxy, "", None, UNPROCESSABLE)
        try:
            if kind:
                shown = _invite(request, draft, kind, proxy)
            else:
                return _end(request, draft)
        except Refusal as refused:
            refusal, status = refused, CONFLICT
    return _people(request, draft, proxy, shown, refusal, status)


def _invite(request: HttpRequest, draft: Draft, kind: str, proxy: ProxyForm) -> str:
    """The new code, for this one page."""
    code = access.new_code()
    is_proxy = kind == Access.PROXY
    invite(draft.pk, kind=kind, code=code, terms=proxy.terms if is_proxy else None)
    if is_proxy and proxy.was_masked:
        messages.warning(request, MASKED)
    return code


def _end(request: HttpRequest, draft: Draft) -> HttpResponse:
    what, here = request.POST.get("end", ""), reverse("my_people", kwargs={"subject": draft.pk})
    if what == "me":
        leave(draft.pk)
        messages.success(request, "이 신청의 처리를 그만두었습니다.")
        return SeeOther(reverse("my_cases"))
    if what == "owner":
        shut_out_owner(draft.pk, request=uuid_in(request.POST.get("request", "")))
    else:
        end_access(draft.pk, request=uuid_in(request.POST.get("request", "")), person=uuid_in(what) or uuid4())
    messages.success(request, "이용을 끝냈습니다. 그 사람은 지금부터 이 신청을 볼 수 없습니다.")
    return SeeOther(here)


def _people(
    request: HttpRequest, draft: Draft, proxy: forms.Form, shown: str, refusal: Refusal | None, status: int
) -> HttpResponse:
    case_url = reverse("my_case", kwargs={"subject": draft.pk}) if draft.state == FILED else ""
    context = {
        "page_title": PEOPLE,
        "breadcrumb": [{"title": "나의 사건", "url": reverse("my_cases")}, {"title": PEOPLE}],
        "people": people_of(draft),
        "proxy": proxy,
        "may": {kind: may_invite(draft, kind=kind) is None for kind in INVITABLE},
        "code": shown,
        "hours": access.CODE_HOURS,
        "request_id": uuid4(),
        "refusal": refusal.as_dict() if refusal else None,
        "back_url": case_url or reverse("my_cases"),
    }
    return render(request, "victims/mandates/people.html", context, status=status)


@page(step_up=True)
def enter_code(request: HttpRequest) -> HttpResponse:
    """The one-time code of somebody who asks for help or hands over; below it what one helps with already."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                opened = join(form.cleaned_data["code"], identity_of(request.user))  # type: ignore[arg-type]
                refusal = None if opened else WRONG_CODE
            except Refusal as refused:
                opened, refusal = None, refused
            if opened:
                messages.success(request, "초대를 받아들였습니다.")
                name = "helping" if opened.kind == Access.HELPER else "my_case"
                return SeeOther(reverse(name, kwargs={"subject": opened.subject}))
            status = CONFLICT
    context = {
        "page_title": ENTER,
        "breadcrumb": [{"title": "나의 사건", "url": reverse("my_cases")}, {"title": ENTER}],
        "form": form,
        "refusal": refusal.as_dict() if refusal else None,
        "helped": helper_view.helped_lines(),
        "back_url": reverse("my_cases"),
    }
    return render(request, "victims/mandates/enter.html", context, status=status)


@page()
def helping(request: HttpRequest, subject: UUID) -> HttpResponse:
    """What a helper sees of one application; nothing can be signed, sent, withdrawn or consented to here."""
    shown = helper_view.helped_page(subject)
    if request.method == "POST" and request.POST.get("action") == "papers" and shown.is_filed:
        adding.start(subject, find_shared_filing(subject).account)
        return SeeOther(reverse("helping", kwargs={"subject": subject}))
    if request.method == "POST":
        leave(subject)
        messages.success(request, "도움을 그만두었습니다.")
        return SeeOther(reverse("enter_code"))
    bundle = adding.begun(subject) if shown.is_filed else bundles.find(subject)
    context: dict[str, Any] = {
        "page_title": HELPING,
        "breadcrumb": [{"title": ENTER, "url": reverse("enter_code")}, {"title": HELPING}],
        "helped": shown,
        "bundle": bundle,
        "request_id": uuid4(),
        **(listed(bundle, shown.content if not shown.is_filed else None) if bundle else {}),
    }
    return render(request, "victims/mandates/helping.html", context)


urls: list[URLPattern] = [
    path("my/<uuid:subject>/people/", my_people, name="my_people"),
    path("invitations/", enter_code, name="enter_code"),
    path("helping/<uuid:subject>/", helping, name="helping"),
]
