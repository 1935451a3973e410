"""Proving who one is, on the way to something: sign-up, the forgotten user id or password, log-in, an important act.

The provider may answer at once, on its own page, or on the person's phone (kernel/people/identity.py). Whatever it is, what
comes out is a verified person that this session keeps for half an hour, for that one purpose.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from teojeon.kernel.people.identity import IdentityRefused, Outside, Verified, provider
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.accounts.actions import account_of, already_registered, differences, is_identity_of
from teojeon.services.accounts.forms import IdentityForm
from teojeon.services.accounts.kept import forget, keep, kept
from teojeon.services.accounts.proofs import FLOW, keep_verified
from teojeon.services.accounts.sessions import safe_next
from teojeon.ui.forms import Refusal as FormRefusal

SIGN_UP_ASKS = ("name", "birth_date", "mobile")
SIGN_UP_STEPS = ["본인확인", "아이디와 비밀번호", "가입 완료"]


@dataclass(frozen=True)
class Purpose:
    """What the person wants to prove it for. `then`: the page that follows; empty where the proof itself is all."""

    slug: str
    title: str
    intro: str
    then: str = ""
    signed_in: bool = False


PURPOSES = {
    purpose.slug: purpose
    for purpose in (
        Purpose("sign-up", "회원가입", "본인확인을 한 뒤 아이디와 비밀번호를 정합니다.", "signup_account"),
        Purpose("find-id", "아이디 찾기", "본인확인을 하면 가입한 아이디를 알려 드립니다.", "found_id"),
        Purpose("reset", "비밀번호 다시 정하기", "본인확인을 하면 새 비밀번호를 정할 수 있습니다.", "password_reset"),
        Purpose("sign-in", "본인확인으로 로그인", "아이디와 비밀번호 대신 본인확인으로 로그인합니다.", "identity_sign_in"),
        Purpose("activate", "창구에서 받은 계정 만들기", "코드를 확인했습니다. 본인확인을 하면 계정을 만듭니다.", "signup_account"),
        Purpose("enquiry", "접수번호로 조회", "본인확인을 한 뒤 접수번호로 처리 상황을 조회합니다.", "enquiry"),
        Purpose("step-up", "본인확인", "중요한 처리를 하기 전에 본인확인을 합니다.", signed_in=True),
    )
}


@never_cache
@page(public=True)
def signup_identity(request: HttpRequest) -> HttpResponse:
    """Sign-up, page 1: who the person is, by the identity provider's word."""
    return _begin(request, PURPOSES["sign-up"])


@never_cache
@page(public=True)
def identity_start(request: HttpRequest, purpose: str) -> HttpResponse:
    """The same for every other purpose."""
    wanted = PURPOSES.get(purpose)
    if wanted is None or purpose == "sign-up":
        raise Http404
    if wanted.signed_in and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if purpose == "activate" and kept(request, "activation") is None:
        return HttpResponseRedirect(reverse("activation"))
    return _begin(request, wanted)


def _begin(request: HttpRequest, purpose: Purpose) -> HttpResponse:
    if request.user.is_authenticated and not purpose.signed_in:
        return HttpResponseRedirect(reverse("home"))
    if request.method != "POST":
        return _show(request, purpose, _form(purpose))
    form = _form(purpose, request.POST)
    if not form.is_valid():
        return _show(request, purpose, form)
    words: dict[str, Any] = {
        "typed": form.answers(),
        "purpose": purpose.slug,
        "next": safe_next(request, request.GET.get("next", "")),
    }
    origin = str(request.META.get("REMOTE_ADDR") or "")
    try:
        started = provider().begin(words["typed"], request.build_absolute_uri(reverse("identity_return")), origin)
    except IdentityRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, _as_form_refusal(refused))
        return _show(request, purpose, form)
    if isinstance(started, Verified):
        return _conclude(request, words, started)
    words["kept"] = dict(started.kept)
    if isinstance(started, Outside):
        keep(request, FLOW, {**words, "url": started.url})
        return HttpResponseRedirect(reverse("identity_leave"))
    keep(request, FLOW, {**words, "text": started.text})
    return HttpResponseRedirect(reverse("identity_phone"))


@never_cache
@page(public=True)
def identity_leave(request: HttpRequest) -> HttpResponse:
    """The way to the provider's own page, as a link: a form may lead to no other site (Content-Security-Policy)."""
    flow = kept(request, FLOW)
    if flow is None or "url" not in flow:
        return HttpResponseRedirect(reverse("home"))
    context = {**_frame(PURPOSES[flow["purpose"]]), "url": flow["url"]}
    return render(request, "accounts/identity_leave.html", context)


@never_cache
@page(public=True)
def identity_return(request: HttpRequest) -> HttpResponse:
    """Back from the provider's page. What it sent serves once."""
    flow = kept(request, FLOW)
    forget(request, FLOW)
    if flow is None or "url" not in flow:
        messages.error(request, "본인확인을 시작한 화면의 시간이 지났습니다. 처음부터 다시 합니다.")
        return HttpResponseRedirect(reverse("home"))
    answers = {name: str(value) for name, value in request.GET.items()}
    return _finish(request, flow, answers)


@never_cache
@page(public=True)
def identity_phone(request: HttpRequest) -> HttpResponse:
    """The person confirms on the phone, and says so here."""
    flow = kept(request, FLOW)
    if flow is None or "text" not in flow:
        return HttpResponseRedirect(reverse("home"))
    purpose = PURPOSES[flow["purpose"]]
    if request.method != "POST":
        return render(request, "accounts/identity_phone.html", {**_frame(purpose), "text": flow["text"], "refusal": None})
    return _finish(request, flow, {})


def _finish(request: HttpRequest, flow: dict[str, Any], answers: dict[str, str]) -> HttpResponse:
    purpose = PURPOSES[flow["purpose"]]
    try:
        person = provider().finish(flow["kept"], answers)
    except IdentityRefused as refused:
        refusal = Refusal("IDENTITY_REFUSED", refused.message, source="S1-ACC-01")
        if refused.again and "text" in flow:
            context = {**_frame(purpose), "text": flow["text"], "refusal": refusal}
            return render(request, "accounts/identity_phone.html", context, status=409)
        forget(request, FLOW)
        return _show(request, purpose, _form(purpose, initial=flow["typed"]), refusal)
    forget(request, FLOW)
    return _conclude(request, flow, person)


def _conclude(request: HttpRequest, flow: dict[str, Any], person: Verified) -> HttpResponse:
    """The provider vouched: what was typed must agree, and then the purpose goes on."""
    purpose, typed = PURPOSES[flow["purpose"]], flow["typed"]
    if purpose.slug == "step-up":
        return _prove_again(request, purpose, flow, person)
    if purpose.slug == "sign-up":
        person = person if person.mobile else replace(person, mobile=typed["mobile"].replace("-", ""))
        found = differences(person, typed["name"], dt.date.fromisoformat(typed["birth_date"]))
        if found:
            form = _form(purpose, typed)
            form.is_valid()
            for refusal in found:
                form.add_error(refusal.field, FormRefusal(refusal.message, refusal.code, refusal.source))
            return _show(request, purpose, form)
    if purpose.slug in ("sign-up", "activate") and (registered := account_of(person)):
        return _show(request, purpose, _form(purpose, initial=typed), already_registered(registered))
    keep_verified(request, purpose.slug, person)
    if purpose.slug == "sign-in" and flow.get("next"):
        return HttpResponseRedirect(f"{reverse(purpose.then)}?{urlencode({'next': flow['next']})}")
    return HttpResponseRedirect(reverse(purpose.then))


def _prove_again(request: HttpRequest, purpose: Purpose, flow: dict[str, Any], person: Verified) -> HttpResponse:
    """A signed-in person proved to be the one of the account. Only the session is written, so this may be a read-only unit."""
    account = request.user
    if not isinstance(account, Account) or not is_identity_of(account, person):
        text = "본인확인한 분이 이 계정의 주인과 다릅니다. 가입할 때와 같은 분이 본인확인을 합니다."
        return _show(request, purpose, _form(purpose), Refusal("NOT_THE_OWNER", text, source="S1-ACC-02"))
    record_authentication(request, account, "identity", reauthenticated=True)
    return HttpResponseRedirect(flow.get("next") or reverse("home"))


def _form(purpose: Purpose, data: Any = None, initial: Any = None) -> IdentityForm:
    asks = tuple(dict.fromkeys([*(SIGN_UP_ASKS if purpose.slug == "sign-up" else ()), *provider().asks]))
    return IdentityForm(data, asks=asks, initial=initial)


def _as_form_refusal(refused: IdentityRefused) -> FormRefusal:
    return FormRefusal(refused.message, "IDENTITY_REFUSED", "S1-ACC-01")


def _frame(purpose: Purpose) -> dict[str, Any]:
    steps = SIGN_UP_STEPS if purpose.then == "signup_account" else []
    return {"page_title": purpose.title, "purpose": purpose, "adapter": provider(), "steps": steps, "step": 1}


def _show(request: HttpRequest, purpose: Purpose, form: IdentityForm, refusal: Refusal | None = None) -> HttpResponse:
    context = {**_frame(purpose), "form": form, "refusal": refusal}
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "accounts/identity_start.html", context, status=status)


urls: list[URLPattern] = [
    path("sign-up/", signup_identity, name="signup_identity"),
    path("identity/leave/", identity_leave, name="identity_leave"),
    path("identity/return/", identity_return, name="identity_return"),
    path("identity/phone/", identity_phone, name="identity_phone"),
    path("identity/<slug:purpose>/", identity_start, name="identity_start"),
]
