"""How a message leaves the house: SMTP, one SMS protocol, or the outbox of the development. Each answers with what became of it."""

import datetime as dt
import hashlib
import hmac
import secrets
import smtplib
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from teojeon.kernel import clock
from teojeon.kernel.crypto.masking import mask_phone

Result = Literal["sent", "refused", "unreachable", "unknown"]
SECONDS = 10.0


@dataclass(frozen=True)
class Outcome:
    """What became of one hand-over.

    `sent`: the provider took it. `refused`: it said no for good or for now. `unreachable`: nothing left the house. `unknown`: it
    left and the answer was lost; it may have been sent. `code`: the provider's; `id`: its number of the message.
    """

    result: Result
    code: str = ""
    id: str = ""


class Channel(Protocol):
    """`simulated`: sends nothing; such a channel says so and refuses to start outside development."""

    simulated: bool

    def send(self, recipient: str, subject: str, text: str, key: UUID) -> Outcome:
        """Hands one message over. `key`: of the notice, so that the provider can tell a second hand-over of the same."""
        ...


class Outbox:
    """The development's: nothing is sent, a page of the office shows what would have been."""

    simulated = True

    def send(self, recipient: str, subject: str, text: str, key: UUID) -> Outcome:
        from teojeon.kernel.notices.models import OutboxEntry  # `teojeon check` reads this class without starting Django

        name, at, place = recipient.partition("@")
        masked = f"{name[:1]}***@{place}" if at else mask_phone(recipient)
        channel = "email" if at else "sms"
        OutboxEntry.objects.get_or_create(
            id=key, defaults={"channel": channel, "recipient": masked, "subject": subject, "text": text, "at": clock.business_now()}
        )
        return Outcome("sent", "OUTBOX")


class Smtp:
    """E-mail over the configured SMTP server (`EMAIL_*` of the settings)."""

    simulated = False

    def send(self, recipient: str, subject: str, text: str, key: UUID) -> Outcome:
        connection = get_connection("django.core.mail.backends.smtp.EmailBackend", timeout=SECONDS)
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            return Outcome("unreachable", type(error).__name__)
        headers = {"Message-ID": f"<{key}@{settings.NOTICE_DOMAIN}>", "Auto-Submitted": "auto-generated"}
        mail = EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [recipient], headers=headers, connection=connection)
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            return Outcome("refused", str(code))
        except smtplib.SMTPResponseException as error:
            return Outcome("refused", str(error.smtp_code))
        except (OSError, smtplib.SMTPException) as error:
            return Outcome("unknown", type(error).__name__)
        finally:
            self._close(connection)
        return Outcome("sent", "250")

    @staticmethod
    def _close(connection: object) -> None:
        """A server that is gone at QUIT has taken the message all the same."""
        try:
            connection.close()  # type: ignore[attr-defined]
        except (OSError, smtplib.SMTPException):
            return


class Solapi:
    """SMS over the REST protocol of Solapi: JSON, signed with HMAC-SHA256 of date and salt.

    Settings: `NOTICE_SMS` with url, key, secret, sender.
    """

    simulated = False

    def __init__(self) -> None:
        given = settings.NOTICE_SMS
        if missing := [name for name in ("url", "key", "secret", "sender") if not given.get(name)]:
            raise ImproperlyConfigured(f"문자 발송 설정이 없습니다: TEOJEON_SMS_{', TEOJEON_SMS_'.join(missing).upper()}")
        self.url, self.key, self.secret, self.sender = (given[name] for name in ("url", "key", "secret", "sender"))

    def send(self, recipient: str, subject: str, text: str, key: UUID) -> Outcome:
        body = {"message": {"to": recipient, "from": self.sender, "text": text, "customFields": {"key": str(key)}}}
        try:
            answer = httpx.post(
                f"{self.url.rstrip('/')}/messages/v4/send",
                json=body,
                headers={"Authorization": authorization(self.key, self.secret, clock.real_now())},
                timeout=SECONDS,
            )
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return Outcome("unreachable", type(error).__name__)
        except httpx.HTTPError as error:
            return Outcome("unknown", type(error).__name__)
        return self._read(answer)

    @staticmethod
    def _read(answer: httpx.Response) -> Outcome:
        try:
            said = answer.json()
        except ValueError:
            said = None
        if not isinstance(said, dict):
            return Outcome("unknown", str(answer.status_code))
        if answer.status_code == httpx.codes.OK and str(said.get("statusCode", "")).startswith("2"):
            return Outcome("sent", str(said["statusCode"]), str(said.get("messageId", "")))
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return Outcome("unknown", str(answer.status_code))
        return Outcome("refused", str(said.get("errorCode") or said.get("statusCode") or answer.status_code)[:60])


def authorization(key: str, secret: str, at: dt.datetime, salt: str = "") -> str:
    """The header of one request: what is signed is the instant and a salt used once."""
    date, salt = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), salt or secrets.token_hex(16)
    signature = hmac.new(secret.encode(), f"{date}{salt}".encode(), hashlib.sha256).hexdigest()
    return f"HMAC-SHA256 apiKey={key}, date={date}, salt={salt}, signature={signature}"


def channel(name: str) -> Channel:
    """The configured adapter of `sms` or `email`. Raises ImproperlyConfigured for a simulated one outside development."""
    adapter: Channel = import_string(settings.NOTICE_CHANNELS[name])()
    if adapter.simulated and settings.ENV != "development":
        raise ImproperlyConfigured(
            f"개발용 발송함은 TEOJEON_ENV=development 에서만 쓸 수 있습니다: TEOJEON_{name.upper()} 를 정합니다."
        )
    return adapter
