"""Sign-up, page 2: user id, password and consents of a verified person (S1-ACC-01). And the way of those who have no Korean number."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.accounts.actions import Agreement, sign_up
from teojeon.services.accounts.counter import portal as activation
from teojeon.services.accounts.forms import AccountForm
from teojeon.services.accounts.identifying import SIGN_UP_STEPS
from teojeon.services.accounts.proofs import drop_verified, verified_for
from teojeon.services.accounts.terms import TERMS
from teojeon.ui.forms import Refusal as FormRefusal


@never_cache
@sensitive_post_parameters("password1", "password2")
@page(public=True)
def signup_account(request: HttpRequest) -> HttpResponse:
    """Page 2. Ends signed in."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("home"))
    person = verified_for(request, "sign-up", "activate")
    if person is None:
        return HttpResponseRedirect(reverse("signup_identity"))
    form = AccountForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            account = _make(request, person, form)
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
        "terms": TERMS,
        "steps": SIGN_UP_STEPS,
        "step": 2,
    }
    return render(request, "accounts/signup_account.html", context, status=409 if refusal else 422 if form.errors else 200)


def _make(request: HttpRequest, person: Verified, form: AccountForm) -> Account:
    """The account; with a code of a counter the one that waits for this person. Raises Refusal."""
    words = form.cleaned_data
    chosen = words["username"], words["password1"], Agreement(words["sms_opt_in"])
    if verified_for(request, "activate"):
        return activation.use(request, person, *chosen)
    return sign_up(person, *chosen)


def _signed_in(request: HttpRequest, account: Account) -> HttpResponse:
    drop_verified(request)
    activation.drop(request)
    login = Login(user=account, redirect_url=reverse("home"), signup=True)
    response: HttpResponse = perform_password_login(request, {"username": account.username}, login)
    return response


@page(public=True)
def signup_counter(request: HttpRequest) -> HttpResponse:
    """Who cannot prove identity online: visit or paper, and an account that a clerk prepares."""
    return render(request, "accounts/signup_counter.html", {"page_title": "본인확인을 할 수 없는 분의 신청 방법"})


urls: list[URLPattern] = [
    path("sign-up/account/", signup_account, name="signup_account"),
    path("sign-up/counter/", signup_counter, name="signup_counter"),
]
