"""How the sign-in library is bent to this house: no open sign-up, audited sign-ins, encrypted second factors, Korean texts."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from teojeon.kernel.audit.events import access_event
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.logins.models import Account, Identity
from teojeon.kernel.people.models import Official
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.unit import current
from teojeon.services.accounts import seats
from teojeon.services.accounts.locks import note_locks, show_locks
from teojeon.services.accounts.sessions import ENDED, FACTORS, LAST_ACTIVE, SECOND_FACTORS, authenticated_recently

PLACE = "second factor"
METHODS = {
    "reauthenticate": "비밀번호로",
    "mfa_reauthenticate": "인증 앱의 번호로",
    "mfa_reauthenticate:webauthn": "패스키로",
    "identity": "본인확인으로",
}
AFTER_IDLE = "자동으로 로그아웃되기 전에 저장된 내용은 그대로 있습니다."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in, sign-out and where they lead. New accounts are made elsewhere: portal.py by proof of identity, people by grants."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "아이디 또는 비밀번호가 맞지 않습니다. 확인하고 다시 입력합니다. 잇달아 다섯 번 틀리면 30분 동안 잠깁니다.",
        "incorrect_password": "비밀번호가 맞지 않습니다. 확인하고 다시 입력합니다. 잇달아 다섯 번 틀리면 30분 동안 잠깁니다.",
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
        note_locks(user)  # before the library forgets the wrong tries
        ended = request.session.pop(ENDED, "")
        super().login(request, user)
        request.session.pop(LAST_ACTIVE, None)  # of the person before on this browser
        seats.take_seat(request, user)
        show_locks(request, user)
        if ended:
            messages.info(request, AFTER_IDLE)
        _chain_access(request, "accounts.sign_in", user)

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, Account):
            seats.leave_seat(user)
            _chain_access(request, "accounts.sign_out", user)

    def get_reauthentication_methods(self, user: Account | AnonymousUser) -> list[dict[str, Any]]:
        """The library's own, named in Korean, and on the portal proof of identity."""
        methods = [{**method, "description": METHODS[method["id"]]} for method in super().get_reauthentication_methods(user)]
        if side() == "portal" and methods and Identity.objects.filter(account=user.pk).exclude(ci_hash=None).exists():
            url = reverse("identity_start", kwargs={"purpose": "step-up"})
            methods.append({"id": "identity", "description": METHODS["identity"], "url": url})
        return methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

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
        "incorrect_code": "인증번호가 맞지 않습니다. 앱에 지금 보이는 6자리를 다시 입력합니다. 잇달아 다섯 번 틀리면 30분 동안 잠깁니다.",
        "cannot_delete_authenticator": "담당자는 이차 인증을 끌 수 없습니다. 패스키를 먼저 등록하거나, 기기를 바꾸면 권한 담당자에게 알립니다.",
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(encrypt_text(SECOND_FACTORS, text, PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt_text(SECOND_FACTORS, base64.b64decode(encrypted_text), PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS).exclude(pk=authenticator.pk)
        return side() != "office" or others.exists()

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        return f"패스키 {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """`id`: the host name of this door; a passkey of one door does not serve at the other."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": str(settings.SITE_NAME)}


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
