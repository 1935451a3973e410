"""Passkeys (WebAuthn): adding, listing, taking away, signing in and proving again with one. Both doors offer them.

A passkey asks for the finger, face or PIN of its device (`MFA_WEBAUTHN_USER_VERIFICATION`), so that it is two factors at once and
an official may sign in with nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.action import record
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.unit import current
from teojeon.services.accounts.sessions import FACTORS, safe_next
from teojeon.ui.forms import Refusal
from teojeon.ui.languages import worded

NAME_LIMIT = 40
LARGEST = 64 * 1024  # letters of a credential; real ones have about two thousand
NOT_TAKEN = "패스키를 확인하지 못했습니다. 이 누리집에 등록한 패스키로 다시 시도합니다."
LAST_FACTOR = "담당자는 마지막 이차 인증을 지울 수 없습니다. 다른 것을 먼저 등록합니다."


class CredentialField(forms.JSONField):
    """What a browser says of a passkey: a small object of texts. Everything else is refused like a wrong one."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if len(str(value or "")) > LARGEST:
            raise _not_taken()
        try:
            told = super().to_python(value)
        except ValueError:  # among it a number of thousands of digits
            raise _not_taken() from None
        parts = told.get("response") if isinstance(told, dict) else None
        named = isinstance(told, dict) and all(isinstance(told.get(name), str) for name in ("id", "rawId", "type"))
        if value and not (named and isinstance(parts, dict)):
            raise _not_taken()
        return told or None


def _not_taken() -> ValidationError:
    return ValidationError(NOT_TAKEN, code="incorrect_code")


@contextmanager
def _what_is_unreadable_is_wrong() -> Iterator[None]:
    """The library takes apart what anybody may have sent, and its ways of failing are many: keys, texts, numbers, signatures."""
    try:
        yield
    except (ValidationError, DatabaseError):
        raise
    except Exception:
        raise _not_taken() from None


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """The name that the person gives a new passkey, and what its device answered."""

    credential = CredentialField()

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.fields.pop("passwordless", None)
        self.fields["name"].label = "패스키 이름"
        self.fields["name"].help_text = "나중에 알아볼 수 있게 적습니다. 예: 내 휴대전화"
        self.fields["name"].widget.attrs["maxlength"] = NAME_LIMIT

    def clean_name(self) -> str:
        name = "".join(sign for sign in str(super().clean_name()) if sign.isprintable()).strip()
        if len(name) > NAME_LIMIT:
            raise Refusal(
                worded("패스키 이름은 {most}자까지 쓸 수 있습니다. 줄여 주십시오.", most=NAME_LIMIT), "TOO_LONG", "S1-ACC-02"
            )
        return name or "패스키"

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True  # the library then insists on finger, face or PIN
        with _what_is_unreadable_is_wrong():
            return dict(super().clean() or {})


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey at sign-in: whose it is, it says itself."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with _what_is_unreadable_is_wrong():
            return super().clean_credential()


class SecondPasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with _what_is_unreadable_is_wrong():
            return super().clean_credential()


class PasskeyAgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before an important act."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with _what_is_unreadable_is_wrong():
            return super().clean_credential()


class AddPasskey(views.AddWebAuthnView):  # type: ignore[misc]
    """Registers a passkey that is kept on the device and can sign in alone."""

    form_class = PasskeyForm

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**words)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        account = current().person
        # the device has just proved itself: the person need not do it once more in this session
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.WEBAUTHN, reauthenticated=True)
        record(MINISTRY_CODE, account, "accounts.add_passkey", {}, subject=account)
        messages.success(self.request, "패스키를 등록했습니다. 다음부터 패스키로 로그인할 수 있습니다.")
        return response


class RemovePasskey(views.RemoveWebAuthnView):  # type: ignore[misc]
    """Takes a passkey away. An official keeps one second factor at least."""

    def form_valid(self, form: Any) -> HttpResponse:
        account = current().person
        others = Authenticator.objects.filter(user=account, type__in=FACTORS).exclude(pk=self.get_object().pk)
        if side() == "office" and not others.exists():
            messages.error(self.request, LAST_FACTOR)
            return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        response: HttpResponse = super().form_valid(form)
        record(MINISTRY_CODE, account, "accounts.remove_passkey", {}, subject=account)
        messages.success(self.request, "패스키를 지웠습니다.")
        return response


class SignInByPasskey(views.LoginWebAuthnView):  # type: ignore[misc]
    """Sign-in with nothing but a passkey. Nothing can be guessed here, so a lock after wrong passwords does not keep the owner out."""

    form_class = PasskeySignInForm

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator = form.cleaned_data["credential"]
        target = safe_next(self.request, self.request.POST.get("next", "")) or None
        login = Login(user=authenticator.user, redirect_url=target)
        response: HttpResponse = flows.perform_passwordless_login(self.request, authenticator, login)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, NOT_TAKEN)
        return HttpResponseRedirect(reverse("account_login"))


class ProveByPasskey(views.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey before an important act."""

    form_class = PasskeyAgainForm

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, NOT_TAKEN)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")))


listed = page()(views.ListWebAuthnView.as_view())
add = page(step_up=True)(AddPasskey.as_view())
remove = page(step_up=True)(RemovePasskey.as_view())
sign_in = page(public=True)(SignInByPasskey.as_view())
prove = page()(ProveByPasskey.as_view())


urls: list[URLPattern] = [
    path("sign-in/passkey/", sign_in, name="mfa_login_webauthn"),
    path("reauthenticate/passkey/", prove, name="mfa_reauthenticate_webauthn"),
    path("second-factor/passkeys/", listed, name="mfa_list_webauthn"),
    path("second-factor/passkeys/add/", add, name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", remove, name="mfa_remove_webauthn"),
]
