"""The sign-in library's pages, under this house's names and rules. Both doors offer them."""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings as settings
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.action import record
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.unit import current
from teojeon.services.accounts import passkeys, second_factor
from teojeon.services.accounts.login_forms import PasswordAgainForm, PasswordChangeForm, SignInForm
from teojeon.services.accounts.sessions import seconds_left


class SignIn(account.LoginView):  # type: ignore[misc]
    """Sign-in; on the portal with the way to sign-up."""

    form_class = SignInForm

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**words)
        return context | {"signup_url": reverse("signup_identity") if side() == "portal" else ""}


class ChangePassword(account.PasswordChangeView):  # type: ignore[misc]
    """A new password for whoever knows the present one. The other sessions of the account end."""

    form_class = PasswordChangeForm

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        person = current().person
        record(MINISTRY_CODE, person, "accounts.change_password", {}, subject=person)
        messages.success(self.request, "비밀번호를 바꾸었습니다. 다른 기기의 로그인은 모두 끝났습니다.")
        return response


class Enrol(totp.ActivateTOTPView):  # type: ignore[misc]
    """Enrolling an authenticator app. Its first code was typed just now: no page asks for the next one at once."""

    form_class = second_factor.EnrolmentForm

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp", reauthenticated=True)
        return response


sign_in = page(public=True)(SignIn.as_view())
sign_out = page(public=True)(account.LogoutView.as_view())  # also leaves a sign-in that waits for its code
reauthenticate = page()(account.ReauthenticateView.as_view(form_class=PasswordAgainForm))
overview = page()(mfa.IndexView.as_view())
# public: whoever stands here gave the password and is not signed in yet; the library asks for that stage
ask_code = page(public=True)(
    mfa.AuthenticateView.as_view(form_class=second_factor.SecondFactorForm, webauthn_form_class=passkeys.SecondPasskeyForm)
)
ask_code_again = page()(mfa.ReauthenticateView.as_view(form_class=second_factor.SecondFactorAgainForm))
change_password = page()(ChangePassword.as_view())
enrol = page(step_up=True)(Enrol.as_view())
remove = page(step_up=True)(totp.DeactivateTOTPView.as_view())
new_recovery_codes = page(step_up=True)(codes.GenerateRecoveryCodesView.as_view())


@page(step_up=True)
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The unused recovery codes. The library's own view notes the first look in the database, which a GET may not."""
    unused = second_factor.recovery_codes(request.user) if isinstance(request.user, Account) else []
    context = {
        "unused_codes": unused,
        "total_count": settings.RECOVERY_CODE_COUNT,
        "can_view_codes": True,
        "can_download_codes": False,
        "can_generate_codes": True,
    }
    return render(request, "mfa/recovery_codes/index.html", context)


@page(public=True)
def session_left(request: HttpRequest) -> HttpResponse:
    """For the page's own warning: how many seconds the session still lasts. Asking (GET) prolongs nothing, «계속 사용» (POST) does.

    Public only so that a page whose session has ended is told so.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"error": "SIGNED_OUT", "seconds": 0}, status=401)
    return JsonResponse({"seconds": seconds_left(request)})


urls: list[URLPattern] = [
    *passkeys.urls,
    path("session/", session_left, name="account_session"),
    path("password/", change_password, name="account_change_password"),
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", sign_out, name="account_logout"),
    path("reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path("second-factor/", overview, name="mfa_index"),
    path("second-factor/code/", ask_code, name="mfa_authenticate"),
    path("second-factor/code-again/", ask_code_again, name="mfa_reauthenticate"),
    path("second-factor/enrol/", enrol, name="mfa_activate_totp"),
    path("second-factor/remove/", remove, name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery-codes/new/", new_recovery_codes, name="mfa_generate_recovery_codes"),
]
