"""`teojeon check`: what must change before strangers may send files."""

import pytest

from teojeon.command import check
from teojeon.kernel.documents.checks import sandbox
from teojeon.settings import base
from tests.kernel.documents.checks.clamds import pong, server

pytestmark = pytest.mark.req("S1-APP-07")


def test_an_installation_without_a_virus_scanner_may_not_serve_the_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "VIRUS_SCAN", "none")
    (problem,) = check.upload_problems()
    assert "TEOJEON_VIRUS_SCAN" in problem and "uploads.md" in problem


def test_a_scanner_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "VIRUS_SCAN", "clamd://127.0.0.1:1")
    (problem,) = check.upload_problems()
    assert "답하지 않습니다" in problem and "clamd://127.0.0.1:1" in problem


def test_a_scanner_that_answers_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(pong) as address:
        monkeypatch.setattr(base, "VIRUS_SCAN", address)
        assert list(check.upload_problems()) == []


def test_an_address_that_cannot_be_read_is_said_once_and_before_deployment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(base, "VIRUS_SCAN", "http://scanner")
    assert check.main([]) == 1
    assert capsys.readouterr().err.count("http://scanner") == 1
    assert list(check.upload_problems()) == []


def test_a_machine_that_cannot_wall_the_process_in_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(pong) as address:
        monkeypatch.setattr(base, "VIRUS_SCAN", address)
        monkeypatch.setattr(sandbox, "breaches", lambda: ("network",))
        (problem,) = check.upload_problems()
    assert "network" in problem


def test_a_machine_on_which_the_checks_do_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable() -> tuple[str, ...]:
        raise sandbox.CheckUnavailable("no")

    with server(pong) as address:
        monkeypatch.setattr(base, "VIRUS_SCAN", address)
        monkeypatch.setattr(sandbox, "breaches", unavailable)
        (problem,) = check.upload_problems()
    assert "시작할 수 없습니다" in problem
