"""The person's own e-mail address: optional, proved by a code, used for the safety of the account only (S1-ACC-01).

Mails leave from the worker, never from a request: a mail server that is slow holds up nobody's page.
"""

import datetime as dt
import logging
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.logins.models import Mail
from teojeon.kernel.work import jobs
from teojeon.kernel.work.action import record
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work

logger = logging.getLogger(__name__)

SOURCE = "S1-ACC-01"
CODE_DIGITS, TRIES = 6, 5
CODE_FOR, AGAIN_AFTER = dt.timedelta(minutes=30), dt.timedelta(minutes=1)
JOB = "mail_code"
MAIL_SUBJECT = "전자우편 주소 확인 번호"
MAIL_TEXT = (
    "전자우편 주소를 확인하는 번호입니다: {code}\n\n"
    "30분 안에 로그인한 화면에 입력합니다. 이 번호를 요청하지 않았으면 아무것도 하지 않아도 됩니다.\n\n"
    "이 전자우편은 보내기만 합니다."
)


@dataclass(frozen=True)
class Known:
    """What the page shows: the address, whether it is proved, whether a code waits to be typed."""

    address: str
    is_proved: bool
    code_waits: bool


def known(account: UUID) -> Known | None:
    """The address of an account; None where none was given."""
    row = Mail.objects.filter(account=account).first()
    return Known(_address(row), row.verified_at is not None, _waits(row)) if row else None


def proved_address(account: UUID) -> str:
    """Where mail about this account may go; empty where there is none."""
    row = Mail.objects.filter(account=account).exclude(verified_at=None).first()
    return _address(row) if row else ""


def give(account: UUID, address: str) -> None:
    """Keeps an address, not yet proved, and has a code mailed to it. Instead of the one before. Raises Refusal TOO_SOON."""
    row = Mail.objects.select_for_update(no_key=True).filter(account=account).first()
    now = clock.real_now()
    if row and row.code_at and row.code_at > now - AGAIN_AFTER:
        raise Refusal("TOO_SOON", "방금 확인 번호를 보냈습니다. 1분 뒤에 다시 보낼 수 있습니다.", "address", SOURCE)
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    words = {
        "box": encrypt_text(account, address, _place(account)),
        "code_box": encrypt_text(account, code, _code_place(account)),
        "code_at": now,
        "tries_left": TRIES,
        "verified_at": None,
    }
    Mail.objects.update_or_create(account_id=account, defaults=words)
    record(MINISTRY_CODE, account, "accounts.give_mail", {}, subject=account)
    app.configure_task(JOB, queue=jobs.QUEUE).defer(account=str(account))


def prove(account: UUID, code: str) -> bool:
    """Whether the code is the one that was mailed; then the address is proved. A wrong one counts."""
    row = Mail.objects.select_for_update(no_key=True).filter(account=account).first()
    if row is None or not _waits(row) or row.code_box is None:
        return False
    if not secrets.compare_digest(decrypt_text(account, bytes(row.code_box), _code_place(account)), code):
        row.tries_left -= 1
        row.save(update_fields=["tries_left"])
        return False
    row.code_box, row.verified_at = None, clock.real_now()
    row.save(update_fields=["code_box", "verified_at"])
    record(MINISTRY_CODE, account, "accounts.prove_mail", {}, subject=account)
    return True


def remove(account: UUID) -> None:
    """Takes the address away for good."""
    deleted, _ = Mail.objects.filter(account=account).delete()
    if deleted:
        record(MINISTRY_CODE, account, "accounts.remove_mail", {}, subject=account)


def send_code(account: UUID) -> None:
    """The worker's part: mails the code that waits. Raises where the server does not take it, so that the job tries again."""
    with unit_of_work(account, read_only=True):
        row = Mail.objects.filter(account=account).first()
        if row is None or not _waits(row) or row.code_box is None:
            return
        address, code = _address(row), decrypt_text(account, bytes(row.code_box), _code_place(account))
    if not send(address, MAIL_SUBJECT, MAIL_TEXT.format(code=code)):
        raise OSError("the mail server did not take the mail")


def send(address: str, subject: str, text: str) -> bool:
    """Whether the mail server took it. Neither the address nor the reason, which may repeat it, is logged."""
    if not settings.EMAIL_HOST:
        return False
    message = EmailMessage(f"[{settings.SITE_NAME}] {subject}", text, settings.DEFAULT_FROM_EMAIL, [address])
    try:
        return message.send() == 1
    except OSError as problem:  # smtplib's errors are among them
        logger.warning("mail not sent: %s", type(problem).__name__)
        return False


def _waits(row: Mail) -> bool:
    fresh = row.code_at is not None and row.code_at > clock.real_now() - CODE_FOR
    return fresh and row.code_box is not None and row.tries_left > 0


def _address(row: Mail) -> str:
    return decrypt_text(row.account_id, bytes(row.box), _place(row.account_id))


def _place(account: UUID) -> str:
    return f"mail/{account}"


def _code_place(account: UUID) -> str:
    return f"mail code/{account}"
