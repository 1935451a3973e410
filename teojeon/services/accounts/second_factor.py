"""The second factor: counting wrong codes, enrolling by command, and the code that an app would show now."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.signals import authentication_failed
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from axes.handlers.proxy import AxesProxyHandler
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account

PERIOD = 30  # seconds that a code holds (RFC 6238)
CODE_INPUT = {"placeholder": "", "inputmode": "numeric", "autocomplete": "one-time-code"}


class NoSecondFactor(LookupError):
    """The account has not enrolled an authenticator app."""


@receiver(authentication_failed)
def count_wrong_code(sender: Any, request: HttpRequest, user: Account, **more: Any) -> None:
    """A wrong code counts like a wrong password: the library itself would let one guess all million codes."""
    AxesProxyHandler.user_login_failed(sender, {"username": user.username}, request)


def refuse_while_locked(account: Account) -> None:
    """Raises ValidationError while the account is locked for this address; the page is then replaced by that of the lock."""
    request = context.request
    if not AxesProxyHandler.is_allowed(request, {"username": account.username}):
        request.axes_locked_out = True
        raise ValidationError("로그인이 잠시 잠겼습니다. 30분 뒤에 다시 시도합니다.", code="locked")


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        _label(self)

    def clean_code(self) -> str:
        refuse_while_locked(self.user)
        return str(super().clean_code())


class SecondFactorAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The code before an important act."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        _label(self)

    def clean_code(self) -> str:
        refuse_while_locked(self.user)
        return str(super().clean_code())


class EnrolmentForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which shows that the app took the secret."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        _label(self)


def _label(form: Any) -> None:
    form.fields["code"].label = "인증번호"
    form.fields["code"].widget.attrs.update(CODE_INPUT)


def enrol(account: Account, secret: str | None = None) -> str:
    """Gives an account a second factor and recovery codes, as the page does. Returns the secret. For demo and tests."""
    secret = secret or generate_totp_secret()
    TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    return secret


def secret_of(account: Account) -> str:
    """The secret of an account's authenticator app. Raises NoSecondFactor."""
    row = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if row is None:
        raise NoSecondFactor(account.username)
    return str(decrypt(row.data["secret"]))


def current_code(secret: str) -> tuple[str, int]:
    """The code that the app shows now, and the seconds it still holds."""
    counter, passed = divmod(int(clock.real_now().timestamp()), PERIOD)
    return str(format_hotp_value(hotp_value(secret, counter))), PERIOD - passed


def recovery_codes(account: Account) -> list[str]:
    """The codes that were not used yet; empty without a second factor."""
    row = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(row.wrap().get_unused_codes()) if row else []
