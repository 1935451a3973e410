"""Before a deployment: messages must leave the house (S1-NTF-02)."""

import pytest

from teojeon.command.check import notice_problems
from teojeon.settings import base

OUTBOX = "teojeon.kernel.notices.channels.Outbox"
REAL = {"sms": "teojeon.kernel.notices.channels.Solapi", "email": "teojeon.kernel.notices.channels.Smtp"}


def test_the_outbox_of_the_development_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "NOTICE_CHANNELS", {"sms": OUTBOX, "email": OUTBOX})
    assert [problem.split("TEOJEON_")[1][:5] for problem in notice_problems()] == ["SMS에 ", "EMAIL"]


def test_channels_without_their_settings_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "NOTICE_CHANNELS", REAL)
    monkeypatch.setattr(base, "NOTICE_SMS", {"url": "https://example.com", "key": "", "secret": "x", "sender": "1"})
    monkeypatch.setattr(base, "EMAIL_HOST", "")
    found = list(notice_problems())
    assert len(found) == 2 and "TEOJEON_SMS_KEY" in found[0] and "TEOJEON_SMTP_HOST" in found[1]


def test_with_everything_set_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "NOTICE_CHANNELS", REAL)
    monkeypatch.setattr(base, "NOTICE_SMS", dict.fromkeys(["url", "key", "secret", "sender"], "x"))
    monkeypatch.setattr(base, "EMAIL_HOST", "mail.example.com")
    assert list(notice_problems()) == []


@pytest.mark.parametrize("path", ["teojeon.nothing.Here", "teojeon.kernel.notices.channels.Missing", "noname"])
def test_an_adapter_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(base, "NOTICE_CHANNELS", {"sms": path, "email": REAL["email"]})
    assert any("TEOJEON_SMS" in problem for problem in notice_problems())
