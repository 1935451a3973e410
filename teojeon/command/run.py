"""`make run`: everything a person needs to try the house on one machine, started, watched and stopped together."""

import argparse
import fcntl
import http.client
import json
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import psycopg
from psycopg import sql

from teojeon.command import database
from teojeon.command.main import ROOT, data_dir
from teojeon.command.processes import ChildFailed, Interrupts, Processes, stop_leftovers
from teojeon.embedded import LauncherError
from teojeon.kernel.crypto.keyring import create_missing

ANSWER_SECONDS = 60.0
SIDES = ("portal", "office")
NAMES = {"portal": "누리집", "office": "업무시스템"}


class CannotRun(RuntimeError):
    """Something on this machine stands in the way; the message is one Korean line."""


def main(words: list[str]) -> int:
    """Start all, wait for Ctrl-C or SIGTERM, stop what was started. 0 also when another run is already there."""
    parser = argparse.ArgumentParser(prog="teojeon run", description="개발용으로 한꺼번에 실행합니다.")
    parser.add_argument("--portal-port", type=int, default=8000, metavar="포트")
    parser.add_argument("--office-port", type=int, default=8001, metavar="포트")
    given = parser.parse_args(words)
    if os.environ.get("TEOJEON_ENV", "development") != "development":
        print("이 명령은 개발용입니다. 운영에서는 각 프로세스를 따로 실행합니다(docs/operations).", file=sys.stderr)
        return 2
    data = data_dir()
    data.mkdir(parents=True, exist_ok=True)
    os.environ.update(TEOJEON_ENV="development", TEOJEON_DATA=str(data))
    with (data / "run.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(_what_is_running(data))
            return 0
        return Run(data, {"portal": given.portal_port, "office": given.office_port}).to_end()


class Run:
    """One run, from the empty machine to the last stopped process. `run.json` tells the next run what it started."""

    def __init__(self, data: Path, ports: dict[str, int]) -> None:
        self._data = data
        self._ports = ports
        self._state = data / "run.json"
        self._id = secrets.token_hex(8)
        self._children: Processes | None = None
        self._started_database = False
        self._interrupts = Interrupts()

    def to_end(self) -> int:
        """Start, watch, stop. 1 with the reason when something failed."""
        self._interrupts.listen()
        try:
            self._start()
            self._watch()
        except KeyboardInterrupt:
            print("\n멈추는 중입니다.", flush=True)
            return 0
        except (CannotRun, LauncherError, psycopg.Error) as problem:
            print(f"\n{problem}", file=sys.stderr)
            return 1
        except ChildFailed as failure:
            print(f"\n{failure.last_lines()}\n‘{failure.name}’이(가) 끝났습니다. 기록: {failure.log}", file=sys.stderr)
            return 1
        finally:
            self._stop()

    def _start(self) -> None:
        self._take_over_from_a_killed_run()
        for side, port in self._ports.items():
            _require_free(side, port)
        with _stage("데이터베이스 시작"):
            self._start_database()
        with _stage("역할과 스키마 준비"):
            database.prepare(self._data)
        with _stage("암호 키 준비"):
            create_missing(self._data / "keys")
        children = Processes(self._id, self._data / "log", database.environment(self._data), ROOT)
        self._children = children
        with _stage("데이터베이스 구조와 권한"):
            children.finish("migrate", ["-m", "teojeon.command.main", "migrate"])
        with _stage("시연 자료"):
            children.finish("demo", ["-m", "teojeon.command.main", "demo", "--if-empty"])
        with _stage("화면 자원"):
            children.finish("ui", ["-m", "teojeon.ui.build"])
            words = ["-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
            children.finish("static", words, DJANGO_SETTINGS_MODULE="teojeon.settings.portal")
        with _stage("누리집, 업무시스템, 작업 처리기"):
            since = self._database_instant()
            self._start_doors_and_workers(children)
            self._save_state()
            self._wait_until_all_answer(children, since)
        print(f"\n{_addresses(self._ports)}\n")
        print(children.finish("who", ["-m", "teojeon.command.main", "demo", "--who"]).rstrip())
        print(f"\n멈추려면 Ctrl-C를 누릅니다. 기록: {self._data / 'log'}", flush=True)

    def _watch(self) -> NoReturn:
        while True:
            time.sleep(0.5)
            if self._children is not None:
                self._children.check()

    def _stop(self) -> None:
        self._interrupts.ignore()
        if self._children is not None:
            self._children.stop()
        if self._started_database:
            database.embedded(self._data).stop()
        self._state.unlink(missing_ok=True)

    # the database

    def _start_database(self) -> None:
        if "DATABASE_URL" in os.environ:
            return
        # noted before: a run killed while the server starts must not leave one that nobody stops
        self._started_database = self._started_database or not database.embedded(self._data).is_running()
        self._save_state()
        with self._interrupts.held():
            database.embedded(self._data).start()

    def _database_instant(self) -> Any:
        """The database's own clock: workers sign in by it."""
        with psycopg.connect(database.urls(self._data)["owner"]) as connection:
            row = connection.execute("SELECT clock_timestamp()").fetchone()
            return row[0] if row else None

    # doors and workers

    def _start_doors_and_workers(self, children: Processes) -> None:
        for side, port in self._ports.items():
            door = f"teojeon.doors.{side}.wsgi:application"
            children.start(
                side,
                ["-m", "granian", *f"--interface wsgi --blocking-threads 8 --host 127.0.0.1 --port {port}".split(), door],
                DJANGO_SETTINGS_MODULE=f"teojeon.settings.{side}",
            )
            children.start(f"{side}-worker", ["-m", "teojeon.command.main", "worker", side])

    def _wait_until_all_answer(self, children: Processes, since: Any) -> None:
        waiting: dict[str, Callable[[], bool]] = {}
        for side, port in self._ports.items():
            waiting[side] = partial(_answers, port)
            waiting[f"{side}-worker"] = partial(self._worker_signed_in, side, since)
        give_up = time.monotonic() + ANSWER_SECONDS
        while waiting:
            children.check()
            waiting = {name: ready for name, ready in waiting.items() if not ready()}
            if waiting and time.monotonic() > give_up:
                raise CannotRun(f"응답하지 않습니다: {', '.join(waiting)}. 기록: {self._data / 'log'}")
            time.sleep(0.1)

    def _worker_signed_in(self, side: str, since: Any) -> bool:
        workers = sql.Identifier(f"{side}_side", "procrastinate_workers")
        query = sql.SQL("SELECT count(*) FROM {} WHERE last_heartbeat >= %s").format(workers)
        with psycopg.connect(database.urls(self._data)["owner"]) as connection:
            row = connection.execute(query, [since]).fetchone()
            return bool(row and row[0])

    # what the next run needs to know

    def _save_state(self) -> None:
        pids = self._children.pids() if self._children else {}
        state = {"run": self._id, "pid": os.getpid(), "ports": self._ports, "processes": pids}
        half_made = self._state.with_suffix(".new")
        half_made.write_text(json.dumps({**state, "started_database": self._started_database}))
        half_made.replace(self._state)

    def _take_over_from_a_killed_run(self) -> None:
        """We hold the lock, so whoever wrote `run.json` is dead: stop its children, and its database becomes ours."""
        state = _read_state(self._data)
        if state:
            self._started_database = bool(state.get("started_database"))
            count = stop_leftovers(str(state.get("run")))
            print(f"지난 실행이 갑자기 끝나 남은 프로세스 {count}개를 정리했습니다.", flush=True)
        self._save_state()


@contextmanager
def _stage(title: str) -> Iterator[None]:
    """One line a stage: its name, then its seconds."""
    began = time.perf_counter()
    print(f"{title} …", end=" ", flush=True)
    yield
    print(f"{time.perf_counter() - began:.1f}초", flush=True)


def _require_free(side: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CannotRun(
                f"{NAMES[side]}이 쓸 {port}번 포트를 다른 프로그램이 쓰고 있습니다. 그 프로그램을 끄고 다시 실행합니다."
            ) from None


def _answers(port: int) -> bool:
    """Whether the door answers without an error of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _read_state(data: Path) -> dict[str, Any]:
    try:
        state: dict[str, Any] = json.loads((data / "run.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return state


def _what_is_running(data: Path) -> str:
    state = _read_state(data)
    lines = [f"이미 실행 중입니다(프로세스 {state.get('pid', '?')})."]
    if state.get("processes"):
        lines += [_addresses(state["ports"])]
        lines += [f"  {name}: 프로세스 {pid}" for name, pid in state["processes"].items()]
    else:
        lines += ["아직 시작하는 중입니다."]
    return "\n".join([*lines, "멈추려면 그 창에서 Ctrl-C를 누릅니다."])


def _addresses(ports: dict[str, int]) -> str:
    return "\n".join(f"{NAMES[side]:　<6} http://localhost:{ports[side]}/" for side in SIDES)
