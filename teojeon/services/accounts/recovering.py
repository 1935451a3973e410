"""Getting back into an account by proof of identity: the forgotten user id, the forgotten password, log-in without either.

The user id is shown in full: whoever sees the page has just proved to be its owner, and with the same proof may set a new
password. Nobody else is told anything.
"""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from teojeon.kernel.work.pages import page
from teojeon.services.accounts.actions import account_of, reset_password
from teojeon.services.accounts.forms import NewPasswordForm
from teojeon.services.accounts.proofs import drop_verified, verified_for
from teojeon.services.accounts.sessions import safe_next


@never_cache
@page(public=True)
def found_id(request: HttpRequest) -> HttpResponse:
    """The user id of the verified person, or that there is none."""
    person = verified_for(request, "find-id")
    if person is None:
        return HttpResponseRedirect(reverse("identity_start", kwargs={"purpose": "find-id"}))
    context = {"page_title": "아이디 찾기", "account": account_of(person)}
    return render(request, "accounts/found_id.html", context)


@never_cache
@sensitive_post_parameters("password1", "password2")
@page(public=True)
def password_reset(request: HttpRequest) -> HttpResponse:
    """A new password for the verified person's account."""
    person = verified_for(request, "reset")
    if person is None:
        return HttpResponseRedirect(reverse("identity_start", kwargs={"purpose": "reset"}))
    account = account_of(person)
    if account is None:
        return render(request, "accounts/found_id.html", {"page_title": "비밀번호 다시 정하기", "account": None})
    form = NewPasswordForm(request.POST or None)
    form.account = account
    if request.method == "POST" and form.is_valid():
        reset_password(account, form.cleaned_data["password1"])
        drop_verified(request)
        messages.success(request, "비밀번호를 새로 정했습니다. 다른 기기의 로그인은 모두 끝났습니다. 새 비밀번호로 로그인합니다.")
        return HttpResponseRedirect(reverse("account_login"))
    context = {"page_title": "비밀번호 다시 정하기", "form": form, "account": account}
    return render(request, "accounts/password_reset.html", context, status=422 if form.errors else 200)


@never_cache
@page(public=True)
def identity_sign_in(request: HttpRequest) -> HttpResponse:
    """Signs the verified person in. A second factor is still asked for where there is one."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("home"))
    person = verified_for(request, "sign-in")
    if person is None:
        return HttpResponseRedirect(reverse("identity_start", kwargs={"purpose": "sign-in"}))
    account = account_of(person)
    if account is not None and request.method == "POST":
        drop_verified(request)
        record_authentication(request, account, "identity")
        login = Login(user=account, redirect_url=safe_next(request, request.GET.get("next", "")) or reverse("home"))
        response: HttpResponse = perform_login(request, login)
        return response
    context = {"page_title": "본인확인으로 로그인", "account": account}
    template = "accounts/identity_sign_in.html" if account else "accounts/found_id.html"
    return render(request, template, context)


urls: list[URLPattern] = [
    path("find-id/", found_id, name="found_id"),
    path("reset-password/", password_reset, name="password_reset"),
    path("sign-in/identity/", identity_sign_in, name="identity_sign_in"),
]
