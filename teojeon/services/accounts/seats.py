"""One session a business user: a second log-in closes the first, and both browsers are told (S1-ACC-02)."""

import datetime as dt
import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account, ClosedSession, LiveSession
from teojeon.kernel.sides.current import side
from teojeon.ui.formats import korean_datetime

TOLD_FOR = dt.timedelta(days=1)  # how long a closed session's browser is told why
CLOSED_ANOTHER = "다른 곳에서 하던 접속({since} 시작)을 끝냈습니다. 본인이 한 접속이 아니면 비밀번호를 바꾸고 운영기관에 알립니다."


def take_seat(request: HttpRequest, account: Account) -> None:
    """After a log-in of an official: this session is the one, the session before it is closed. The public keeps several."""
    if side() != "office":
        return
    if not request.session.session_key:
        request.session.save()
    key, now = str(request.session.session_key), clock.real_now()
    seat, is_new = LiveSession.objects.select_for_update(no_key=True).get_or_create(
        account=account, defaults={"session_key": key, "since": now}
    )
    if is_new or seat.session_key == key:
        return
    deleted, _ = Session.objects.filter(session_key=seat.session_key, expire_date__gt=now).delete()
    if deleted:
        ClosedSession.objects.filter(at__lt=now - TOLD_FOR).delete()
        ClosedSession.objects.get_or_create(key_hash=_hash(seat.session_key), defaults={"at": now})
        messages.warning(request, CLOSED_ANOTHER.format(since=korean_datetime(seat.since.astimezone(clock.SEOUL))))
    seat.session_key, seat.since = key, now
    seat.save()


def leave_seat(account: Account) -> None:
    """At log-out: the next log-in closes nothing."""
    if side() == "office":
        LiveSession.objects.filter(account=account).delete()


def was_closed(request: HttpRequest) -> bool:
    """Whether this browser's session was closed by another log-in. Asks the database only where a cookie finds no session."""
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if side() != "office" or not cookie or request.session.session_key:
        return False
    return ClosedSession.objects.filter(key_hash=_hash(cookie), at__gt=clock.real_now() - TOLD_FOR).exists()


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
