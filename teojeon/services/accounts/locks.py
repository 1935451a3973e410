"""Five wrong tries lock the log-in (the library counts them); the person is told by mail and at the next log-in (S1-ACC-02).

Told afterwards, by the worker: during the tries nothing is done for an account that is not also done for a name that nobody has,
so that neither text nor time says which names exist.
"""

import datetime as dt

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.db.models import Max, Sum
from django.http import HttpRequest

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account, LockNotice
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts import mail
from teojeon.ui.formats import korean_datetime, shown_datetime
from teojeon.ui.languages import worded

LOOKED_BACK = dt.timedelta(hours=2)  # attempts older than this were seen by an earlier run
ONCE_IN = dt.timedelta(hours=6)  # somebody who goes on trying does not fill the owner's mailbox
MAIL_SUBJECT = "로그인이 잠겼습니다"
MAIL_TEXT = (
    "{at}에 이 아이디로 잇달아 다섯 번 잘못된 로그인이 있어 30분 동안 잠갔습니다.\n\n"
    "본인이 한 것이면 30분 뒤에 다시 로그인합니다.\n"
    "본인이 한 것이 아니면 로그인한 뒤 비밀번호를 바꾸고, 운영기관에 알립니다.\n\n"
    "이 전자우편은 보내기만 합니다. 비밀번호나 인증번호를 묻는 전자우편은 보내지 않습니다."
)
AT_SIGN_IN = "{at}에 이 아이디로 잇달아 다섯 번 잘못된 로그인이 있어 잠갔습니다. 본인이 한 것이 아니면 비밀번호를 바꾸고 운영기관에 알립니다."


def note_locks(account: Account | None = None) -> list[LockNotice]:
    """Rows for the locks since the last look, of one account or of all. In an open unit of work."""
    since = clock.real_now() - LOOKED_BACK
    locked = (
        AccessAttempt.objects.filter(attempt_time__gt=since, username__isnull=False)
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    if account is not None:
        locked = locked.filter(username=account.username)
    latest: dict[str, dt.datetime] = {}
    for row in locked:
        latest[row["username"]] = max(row["last"], latest.get(row["username"], row["last"]))
    made = []
    for owner in Account.objects.filter(username__in=latest).order_by("pk"):
        at = latest[owner.username]
        if not LockNotice.objects.filter(account=owner, locked_at__gt=at - ONCE_IN).exists():
            made.append(LockNotice.objects.create(account=owner, locked_at=at))
    return made


def tell_locks() -> int:
    """Each minute: notes new locks and mails where an address is proved. Returns how many mails went out."""
    with unit_of_work(None):
        note_locks()
        waiting = list(
            LockNotice.objects.filter(mailed_at=None, locked_at__gt=clock.real_now() - LOOKED_BACK).order_by("locked_at")
        )
        addresses = {notice.pk: mail.proved_address(notice.account_id) for notice in waiting}
    sent = 0
    for notice in waiting:
        address = addresses[notice.pk]
        if address and mail.send(address, MAIL_SUBJECT, MAIL_TEXT.format(at=_said(notice.locked_at))):
            with unit_of_work(None):
                LockNotice.objects.filter(pk=notice.pk).update(mailed_at=clock.real_now())
            sent += 1
    return sent


def show_locks(request: HttpRequest, account: Account) -> None:
    """At a log-in: what the person was not shown yet. The lock that the library is about to forget is noted first."""
    for notice in LockNotice.objects.filter(account=account, shown_at=None).order_by("locked_at"):
        messages.warning(request, worded(AT_SIGN_IN, at=shown_datetime(notice.locked_at)))
    LockNotice.objects.filter(account=account, shown_at=None).update(shown_at=clock.real_now())


def _said(instant: dt.datetime) -> str:
    return korean_datetime(instant.astimezone(clock.SEOUL))
