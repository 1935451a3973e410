"""The sign-in library's pages, under this house's names and rules. Both doors offer them."""

from typing import Any

from allauth.account import views as account
from allauth.mfa import app_settings as settings
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.pages import page
from teojeon.services.accounts import second_factor
from teojeon.services.accounts.forms import PasswordAgainForm, SignInForm


class SignIn(account.LoginView):  # type: ignore[misc]
    """Sign-in; on the portal with the way to sign-up."""

    form_class = SignInForm

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**words)
        return context | {"signup_url": reverse("signup_identity") if side() == "portal" else ""}


sign_in = page(public=True)(SignIn.as_view())
sign_out = page(public=True)(account.LogoutView.as_view())  # also leaves a sign-in that waits for its code
reauthenticate = page()(account.ReauthenticateView.as_view(form_class=PasswordAgainForm))
overview = page()(mfa.IndexView.as_view())
# public: whoever stands here gave the password and is not signed in yet; the library asks for that stage
ask_code = page(public=True)(mfa.AuthenticateView.as_view(form_class=second_factor.SecondFactorForm))
ask_code_again = page()(mfa.ReauthenticateView.as_view(form_class=second_factor.SecondFactorAgainForm))
enrol = page(step_up=True)(totp.ActivateTOTPView.as_view(form_class=second_factor.EnrolmentForm))
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


urls: list[URLPattern] = [
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
