"""How the sign-in library is bent to this house: no open sign-up, audited sign-ins, encrypted second factors, Korean texts."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from teojeon.kernel.audit.events import access_event
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.people.models import Official
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.unit import current
from teojeon.services.accounts.sessions import LAST_ACTIVE, SECOND_FACTORS, authenticated_recently

PLACE = "second factor"
LOCK_NOTE = "잇달아 다섯 번 틀리면 30분 동안 잠깁니다."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in, sign-out and where they lead. New accounts are made elsewhere: portal.py by proof of identity, people by grants."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": f"아이디 또는 비밀번호가 맞지 않습니다. 확인하고 다시 입력합니다. {LOCK_NOTE}",
        "incorrect_password": f"비밀번호가 맞지 않습니다. 확인하고 다시 입력합니다. {LOCK_NOTE}",
        "enter_current_password": "지금 쓰는 비밀번호를 입력합니다.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        return not authenticated_recently(context.request)

    def is_safe_url(self, url: str) -> bool:
        """Redirects stay on this door's own host."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home") if side() == "portal" else reverse("account_login")

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        messages.error(request, "사용이 중지된 계정입니다. 운영기관에 문의합니다.")
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        request.session.pop(LAST_ACTIVE, None)  # of the person before on this browser
        _chain_access(request, "accounts.sign_in", user)

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, Account):
            _chain_access(request, "accounts.sign_out", user)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """The library's own notes («signed in as …») say nothing that the page does not show; refusals pass."""
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors lie encrypted under a data key of this side. An official cannot remove the own factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": f"인증번호가 맞지 않습니다. 앱에 지금 보이는 6자리를 다시 입력합니다. {LOCK_NOTE}",
        "cannot_delete_authenticator": "담당자는 이차 인증을 끌 수 없습니다. 기기를 바꾸면 권한 담당자에게 알립니다.",
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(encrypt_text(SECOND_FACTORS, text, PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt_text(SECOND_FACTORS, base64.b64decode(encrypted_text), PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return side() != "office"


def _chain_access(request: HttpRequest, action: str, account: Account) -> None:
    """S1-XCT-04: log-in and log-out are kept."""
    organisation = None
    if side() == "office":
        organisation = Official.objects.filter(account=account.pk).values_list("organisation_id", flat=True).first()
    current().events.append(
        access_event(
            MINISTRY_CODE,
            action=action,
            actor=account.pk,
            organisation=organisation,
            origin=request.META.get("REMOTE_ADDR"),
        )
    )
