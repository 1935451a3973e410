"""Both ways out of the house against servers of their protocols: what became of a message is never guessed (S1-NTF-02)."""

import datetime as dt
import uuid
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from teojeon.kernel.notices import channels
from teojeon.kernel.notices.channels import Smtp, Solapi, authorization, channel
from tests.kernel.notices.servers import KEY, SECRET, SENDER, SmsProvider, free_port, mail_server, sms_provider

pytestmark = pytest.mark.req("S1-NTF-02")


@pytest.fixture
def provider(settings: Settings) -> Iterator[SmsProvider]:
    with sms_provider() as running:
        settings.NOTICE_SMS = {"url": running.url, "key": KEY, "secret": SECRET, "sender": SENDER}
        yield running


@pytest.mark.parametrize(
    ("behaviour", "result", "code"),
    [("ok", "sent", "2000"), ("refuse", "refused", "InvalidNumber"), ("broken", "unknown", "500"), ("garbage", "unknown", "200")],
)
def test_an_sms_is_signed_and_its_answer_read(provider: SmsProvider, behaviour: str, result: str, code: str) -> None:
    provider.behaviour = [behaviour]
    outcome = Solapi().send("01012345678", "", "안내", uuid.uuid4())
    assert (outcome.result, outcome.code, provider.unsigned) == (result, code, 0)
    if result == "sent":
        assert outcome.id == "M0001"
        [taken] = provider.taken
        assert (taken["to"], taken["from"], taken["text"]) == ("01012345678", SENDER, "안내")


def test_an_answer_that_is_lost_is_unknown_and_the_message_was_taken_all_the_same(provider: SmsProvider) -> None:
    provider.behaviour = ["lost"]
    assert Solapi().send("01012345678", "", "안내", uuid.uuid4()).result == "unknown"
    assert len(provider.taken) == 1


def test_a_slow_answer_is_unknown(provider: SmsProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "SECONDS", 0.3)
    provider.behaviour = ["slow"]
    assert Solapi().send("01012345678", "", "안내", uuid.uuid4()).result == "unknown"
    assert len(provider.taken) == 1


def test_with_a_wrong_secret_the_provider_refuses(provider: SmsProvider, settings: Settings) -> None:
    settings.NOTICE_SMS |= {"secret": "another"}
    outcome = Solapi().send("01012345678", "", "안내", uuid.uuid4())
    assert (outcome.result, outcome.code, provider.taken) == ("refused", "Unauthorized", [])


def test_a_provider_that_is_away_took_nothing(settings: Settings) -> None:
    settings.NOTICE_SMS = {"url": f"http://127.0.0.1:{free_port()}", "key": KEY, "secret": SECRET, "sender": SENDER}
    assert Solapi().send("01012345678", "", "안내", uuid.uuid4()).result == "unreachable"


def test_a_signature_is_of_this_instant_and_salt() -> None:
    at = dt.datetime(2026, 12, 1, 9, 0, tzinfo=dt.UTC)
    header = authorization("K", "S", at, "salt")
    assert header.startswith("HMAC-SHA256 apiKey=K, date=2026-12-01T09:00:00Z, salt=salt, signature=")
    assert header != authorization("K", "S", at + dt.timedelta(seconds=1), "salt") != authorization("K", "S", at, "other")


def test_sms_without_its_settings_does_not_start(settings: Settings) -> None:
    settings.NOTICE_SMS = {"url": "http://127.0.0.1", "key": "", "secret": "", "sender": ""}
    with pytest.raises(ImproperlyConfigured, match="TEOJEON_SMS_KEY"):
        Solapi()


def mail_settings(settings: Settings, port: int) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL, settings.NOTICE_DOMAIN = "no-reply@example.go.kr", "example.go.kr"


def test_an_email_arrives_with_its_number_and_says_that_it_is_made_by_a_machine(settings: Settings) -> None:
    key = uuid.uuid4()
    with mail_server() as (box, port):
        mail_settings(settings, port)
        assert Smtp().send("person@example.com", "제목", "본문", key).result == "sent"
    [(recipients, content)] = box.taken
    mail = message_from_bytes(content)
    assert recipients == ["person@example.com"]
    assert str(make_header(decode_header(mail["Subject"]))) == "제목"
    assert mail["Message-ID"] == f"<{key}@example.go.kr>" and mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("refuses", "answer", "result", "code"),
    [("550 no such person", "250 OK", "refused", "550"), ("", "554 not taken", "refused", "554"), ("", "gone", "unknown", None)],
)
def test_an_smtp_server_says_no_or_is_gone(settings: Settings, refuses: str, answer: str, result: str, code: str | None) -> None:
    with mail_server() as (box, port):
        mail_settings(settings, port)
        box.refuses, box.answer = refuses, answer
        outcome = Smtp().send("person@example.com", "제목", "본문", uuid.uuid4())
    assert outcome.result == result and (code is None or outcome.code == code)


def test_an_smtp_server_that_is_away_took_nothing(settings: Settings) -> None:
    mail_settings(settings, free_port())
    assert Smtp().send("person@example.com", "제목", "본문", uuid.uuid4()).result == "unreachable"


def test_the_outbox_of_the_development_does_not_start_elsewhere(settings: Settings) -> None:
    assert channel("sms").simulated
    settings.ENV = "production"
    for name in ("sms", "email"):
        with pytest.raises(ImproperlyConfigured, match="개발용 발송함"):
            channel(name)
