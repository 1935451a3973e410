"""The portal's first page, sign-up in two pages, and the sign-in pages."""

import base64
import datetime as dt
import json
from dataclasses import asdict

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from teojeon.kernel import clock
from teojeon.kernel.crypto.boxes import Unreadable
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.kernel.people.identity import IdentityRefused, Verified, provider
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.accounts import signing_in
from teojeon.services.accounts.actions import Agreement, account_of, already_registered, sign_up
from teojeon.services.accounts.forms import AccountForm, IdentityForm
from teojeon.services.accounts.sessions import SIGN_UPS
from teojeon.ui.forms import Refusal as FormRefusal

STEPS = ["본인확인", "아이디와 비밀번호", "가입 완료"]
VERIFIED = "sign_up"  # where the session keeps the verified person, encrypted
VERIFIED_FOR = dt.timedelta(minutes=30)
PLACE = "sign-up"


@page(public=True)
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the two ways in."""
    return render(request, "accounts/home.html", {"page_title": "전세사기피해자 결정 신청"})


@never_cache
@page(public=True)
def signup_identity(request: HttpRequest) -> HttpResponse:
    """Page 1: who the person is, by the identity provider's word."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("home"))
    adapter = provider()
    form = IdentityForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            person = adapter.verify({**form.cleaned_data, "birth_date": form.cleaned_data["birth_date"].isoformat()})
        except IdentityRefused as refused:
            known = refused.field if refused.field in form.fields else None
            form.add_error(known, FormRefusal(refused.message, "IDENTITY_REFUSED", "S1-ACC-01"))
        else:
            registered = account_of(person)
            if registered is None:
                _keep(request, person)
                return HttpResponseRedirect(reverse("signup_account"))
            refusal = already_registered(registered)
    context = {
        "page_title": "회원가입",
        "form": form,
        "refusal": refusal,
        "adapter": adapter,
        "steps": STEPS,
        "step": 1,
    }
    return render(request, "accounts/signup_identity.html", context, status=_status(form, refusal))


@never_cache
@sensitive_post_parameters("password1", "password2")
@page(public=True)
def signup_account(request: HttpRequest) -> HttpResponse:
    """Page 2: user id, password, agreement. Ends signed in."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("home"))
    person = _kept(request)
    if person is None:
        return HttpResponseRedirect(reverse("signup_identity"))
    form = AccountForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            account = sign_up(person, words["username"], words["password1"], Agreement(words["sms_opt_in"]))
        except Refusal as refused:
            if refused.field in form.fields:
                form.add_error(refused.field, FormRefusal(refused.message, refused.code, refused.source))
            else:
                refusal = refused
        else:
            return _signed_in(request, account)
    context = {
        "page_title": "회원가입",
        "form": form,
        "refusal": refusal,
        "person": person,
        "steps": STEPS,
        "step": 2,
    }
    return render(request, "accounts/signup_account.html", context, status=_status(form, refusal))


def _status(form: IdentityForm | AccountForm, refusal: Refusal | None) -> int:
    if refusal:
        return 409
    return 422 if form.errors else 200


def _signed_in(request: HttpRequest, account: Account) -> HttpResponse:
    request.session.pop(VERIFIED, None)
    login = Login(user=account, redirect_url=reverse("home"), signup=True)
    response: HttpResponse = perform_password_login(request, {"username": account.username}, login)
    return response


def _keep(request: HttpRequest, person: Verified) -> None:
    """Between the two pages the person lies encrypted: sessions are rows."""
    kept = {**asdict(person), "birth_date": person.birth_date.isoformat(), "at": clock.real_now().timestamp()}
    box = encrypt_text(SIGN_UPS, json.dumps(kept, ensure_ascii=False), PLACE)
    request.session[VERIFIED] = base64.b64encode(box).decode()


def _kept(request: HttpRequest) -> Verified | None:
    """The person verified on page 1 in this session, or None where there is none or too long ago."""
    box = request.session.get(VERIFIED)
    if not box:
        return None
    try:
        kept = json.loads(decrypt_text(SIGN_UPS, base64.b64decode(box), PLACE))
    except Unreadable:
        return None
    if clock.real_now().timestamp() - kept.pop("at") > VERIFIED_FOR.total_seconds():
        return None
    return Verified(**{**kept, "birth_date": dt.date.fromisoformat(kept["birth_date"])})


urls: list[URLPattern] = [
    path("", home, name="home"),
    path("sign-up/", signup_identity, name="signup_identity"),
    path("sign-up/account/", signup_account, name="signup_account"),
    *signing_in.urls,
]
