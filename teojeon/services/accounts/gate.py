"""Who gets to which page. Closed by default: a view without a rule does not exist for anybody (kernel/work/pages.py)."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.boxes import BOXES
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.middleware import READS
from teojeon.kernel.work.pages import PageRule, View, rule_of
from teojeon.kernel.work.unit import current
from teojeon.services.accounts import errors
from teojeon.services.accounts.seats import was_closed
from teojeon.services.accounts.secrecy import is_acknowledged
from teojeon.services.accounts.sessions import ENDED, has_second_factor, missing_proof, note_activity, was_idle

logger = logging.getLogger(__name__)

# What an official without a second factor may open: the way to one, and out.
ENROLMENT = frozenset({"mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout"})
# Asks how long the session still lasts, which is no sign that somebody sits there.
WATCHES = "account_session"
# What an official may open before the duty of secrecy is acknowledged: that page, and all about the own sign-in.
BEFORE_SECRECY, OWN_SIGN_IN = frozenset({"secrecy_duty"}), ("account_", "mfa_")


class SignedInMiddleware:
    """Stands inside the unit of work: it asks for the actor. Signed-in pages are kept by no cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: View, words: tuple[Any, ...], names: dict[str, Any]) -> HttpResponse | None:
        """The answer instead of the page, or None where the page may be shown."""
        rule = rule_of(view)
        if rule is None:
            logger.error("page without a rule: %s", _page(request))
            raise Http404
        if rule.admits:  # proven before the unit opened; a session of a person opens nothing here
            if current().account is None:
                raise Http404
            return None
        ended = _ended(request)
        if request.user.is_authenticated and not (_page(request) == WATCHES and request.method in READS):
            note_activity(request)
        if rule.public:
            return None
        return _to_sign_in(request, ended) if ended else refused(request, rule)


def refused(request: HttpRequest, rule: PageRule) -> HttpResponse | None:
    """Why this person may not open a page that is not public, or None."""
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    if side() == "office" and _page(request) not in ENROLMENT and not has_second_factor(request):
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    if rule.boxes and not current().actor.boxes & rule.boxes:
        return _forbidden(request, rule)
    if side() == "office" and not _is_before_secrecy(_page(request)) and not is_acknowledged(request):
        return _to_secrecy_duty(request)
    if rule.step_up and (missing := missing_proof(request)):
        return _to_reauthentication(request, missing)
    return None


def _is_before_secrecy(name: str) -> bool:
    return name in BEFORE_SECRECY or name.startswith(OWN_SIGN_IN)


def may_open(rule: PageRule | None) -> bool:
    """Whether the signed-in actor's boxes open a page. For menus: no link leads to a refusal."""
    return rule is not None and (not rule.boxes or bool(current().actor.boxes & rule.boxes))


def _page(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.view_name) or "unnamed"


def _ended(request: HttpRequest) -> errors.Reason | None:
    """Why the session of this browser ends with this request, or ended before it; None where it goes on or there was none.

    The next page tells it, the sign-in page too.
    """
    reason: errors.Reason | None = None
    if request.user.is_authenticated:
        if was_idle(request):
            _forget(request)
            reason = errors.IDLE_OUT
    elif was_closed(request):
        reason = errors.CLOSED
    if reason and request.method in READS:
        messages.warning(request, f"{reason.title}. {reason.at_sign_in}")
    return reason


def _forget(request: HttpRequest) -> None:
    """Signs out without a query: this may be a read-only unit. The emptied session is saved after it."""
    request.session.clear()
    request.session[ENDED] = "idle"
    request.user = AnonymousUser()


def _to_sign_in(request: HttpRequest, ended: errors.Reason | None = None) -> HttpResponse:
    sign_in = reverse("account_login")
    if request.method in READS:
        return redirect_to_login(request.get_full_path(), sign_in)
    return errors.send_again(request, ended or errors.SIGNED_OUT, sign_in)


def _to_reauthentication(request: HttpRequest, missing: str) -> HttpResponse:
    page = reverse("mfa_reauthenticate" if missing == "factor" else "account_reauthenticate")
    if request.method in READS:
        return redirect_to_login(request.get_full_path(), page)
    return errors.send_again(request, errors.STEP_UP, page)


def _to_secrecy_duty(request: HttpRequest) -> HttpResponse:
    page = reverse("secrecy_duty")
    if request.method in READS:
        return redirect_to_login(request.get_full_path(), page)
    return errors.send_again(request, errors.SECRECY, page)


def _forbidden(request: HttpRequest, rule: PageRule) -> HttpResponse:
    unit = current()
    if unit.account:
        # S1-USR-08: a refusal is logged; the account stands for the row, for there is none
        unit.denied.append(
            denied_event(
                MINISTRY_CODE,
                unit.account,
                actor=unit.account,
                organisation=unit.actor.organisation,
                page=_page(request),
                origin=request.META.get("REMOTE_ADDR"),
            )
        )
    needed = ", ".join(BOXES[code].title if code in BOXES else code for code in sorted(rule.boxes))
    context = {
        "title": "이 화면을 열 권한이 없습니다",
        "text": f"권한 없음: 다음 권한 가운데 하나가 필요합니다. {needed}",
        "next_step": "권한이 필요하면 소속 기관장에게 등록을 신청합니다(운용규정 제8조).",
        "code": "FORBIDDEN",
        "url": reverse("home"),
        "url_label": "첫 화면으로",
    }
    return render(request, "ui/message.html", context, status=403)
