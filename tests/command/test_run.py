"""`make run` keeps to its own: one run a data folder, no port of others, no process left behind."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from teojeon.command import run
from teojeon.command.processes import MARK, ChildFailed, Interrupts, Processes, stop_leftovers

SLEEP = ["-c", "import time; time.sleep(60)"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder for development."""
    monkeypatch.setenv("TEOJEON_DATA", str(tmp_path))
    monkeypatch.setenv("TEOJEON_ENV", "development")
    return tmp_path


def test_a_second_run_says_what_is_running(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = {"pid": 4321, "ports": {"portal": 8000, "office": 8001}, "processes": {"portal": 4322}}
    (data / "run.json").write_text(json.dumps(state))
    with (data / "run.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        assert run.main([]) == 0

    shown = capsys.readouterr().out
    assert "이미 실행 중입니다(프로세스 4321)" in shown
    assert "http://localhost:8000/" in shown and "http://localhost:8001/" in shown


def test_a_busy_port_is_named_in_one_line_before_anything_starts(data: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        words = ["-m", "teojeon.command.main", "run", "--portal-port", str(port)]
        result = subprocess.run([sys.executable, *words], capture_output=True, text=True)

    assert result.returncode == 1
    assert result.stderr.strip().splitlines() == [
        f"누리집이 쓸 {port}번 포트를 다른 프로그램이 쓰고 있습니다. 그 프로그램을 끄고 다시 실행합니다."
    ]
    assert not (data / "pg").exists() and not (data / "run.json").exists()


def test_it_refuses_to_run_as_production(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEOJEON_ENV", "production")

    assert run.main([]) == 2


def test_children_and_their_children_are_stopped(tmp_path: Path) -> None:
    children = Processes("run-of-this-test", tmp_path, {}, tmp_path)
    with_child = "import subprocess; subprocess.run(['sleep', '60'])"
    children.start("parent", ["-c", with_child])
    wait_for(lambda: len(carrying("run-of-this-test")) == 2)

    children.stop()

    wait_for(lambda: not carrying("run-of-this-test"))


def test_what_a_killed_run_left_is_found_by_its_mark_and_nothing_else_is(tmp_path: Path) -> None:
    left = subprocess.Popen([sys.executable, *SLEEP], env={**os.environ, MARK: "killed"})
    other = subprocess.Popen([sys.executable, *SLEEP], env={**os.environ, MARK: "killed-not"})
    try:
        wait_for(lambda: len(carrying("killed")) == 1 and len(carrying("killed-not")) == 1)

        assert stop_leftovers("killed") == 1

        assert left.wait(10) == -signal.SIGTERM
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_child_that_ends_is_noticed_with_the_end_of_its_log(tmp_path: Path) -> None:
    children = Processes("a", tmp_path, {}, tmp_path)

    with pytest.raises(ChildFailed) as failure:
        children.finish("migrate", ["-c", "print('why'); raise SystemExit(3)"])

    assert failure.value.name == "migrate"
    assert failure.value.last_lines() == "why"
    assert failure.value.log == tmp_path / "migrate.log"


def test_an_interrupt_waits_for_what_must_not_stop_half_way() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    interrupts, finished = Interrupts(), False
    try:
        interrupts.listen()
        with pytest.raises(KeyboardInterrupt), interrupts.held():
            os.kill(os.getpid(), signal.SIGTERM)
            finished = True
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert finished


def carrying(run_id: str) -> list[str]:
    """Processes that carry this mark in their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and f"{MARK}={run_id}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append(entry.name)
        except OSError:
            continue
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    """Until the condition holds; fails the test after a while."""
    give_up = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.02)
