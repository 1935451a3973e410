"""The whole house as it runs: both doors and both workers as processes of their own, with the real log-ins and keys."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

from tests.support import databases

Name = Literal["portal", "office", "portal-worker", "office-worker"]
EVERYTHING: tuple[Name, ...] = ("portal", "office", "portal-worker", "office-worker")


@dataclass
class House:
    """Starts and kills its parts. `data`: keys, files and heads; `database`: a copy of the template."""

    data: Path
    database: str
    ports: dict[str, int] = field(default_factory=lambda: {"portal": free_port(), "office": free_port()})
    running: dict[Name, subprocess.Popen[bytes]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return databases.environment(self.database, TEOJEON_DATA=str(self.data), PYTHONDONTWRITEBYTECODE="1")

    def url(self, door: str, path: str = "/") -> str:
        return f"http://localhost:{self.ports[door]}{path}"

    def command(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs `teojeon WORDS` on this house."""
        command = [sys.executable, "-m", "teojeon.command.main", *words]
        result = subprocess.run(command, env=self.environment, cwd=databases.ROOT, capture_output=True, text=True)
        if check and result.returncode:
            raise RuntimeError(f"teojeon {' '.join(words)}: {result.stdout}{result.stderr}")
        return result

    def one_time_code(self, username: str) -> str:
        """The second factor of a demo official. A code serves once: waits, up to half a minute, for one that was not given out yet."""
        while (code := self.command("totp", username).stdout.split()[0]) == self.codes.get(username):
            time.sleep(1)
        self.codes[username] = code
        return code

    def python(self, code: str, settings: str) -> "subprocess.Popen[str]":
        """Starts a piece of Python with Django under one side's settings, e.g. `portal`. Its answer is `finished(…)`."""
        # such a piece may start more threads than a door has, which then wait for each other's connections
        side = {"DJANGO_SETTINGS_MODULE": f"teojeon.settings.{settings}", "TEOJEON_POOL_SECONDS": "90"}
        environment = {**self.environment, **side}
        command = [sys.executable, "-c", f"import django\ndjango.setup()\n{code}"]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=environment, cwd=databases.ROOT, stdout=pipe, stderr=pipe, text=True)

    def collect_static(self) -> None:
        """Puts styles and scripts as they are now where the doors serve them from; browsers need them, other visitors do not."""
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "teojeon.settings.portal"}
        command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(command, env=environment, cwd=databases.ROOT, check=True)

    def start(self, *names: Name) -> Self:
        """Starts parts (all by default) and waits until the doors answer."""
        for name in names or EVERYTHING:
            self.running[name] = self._spawn(name)
        for name in names or EVERYTHING:
            if name in ("portal", "office"):
                self._wait_for(name)
        return self

    def kill(self, *names: Name) -> None:
        """As a machine that loses its power: SIGKILL to the part and all its children."""
        for name in names:
            process = self.running.pop(name)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # a door's server answers from a child process
            process.wait()

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()

    def log(self, name: Name) -> str:
        return (self.data / f"{name}.log").read_text(errors="replace")

    def _spawn(self, name: Name) -> "subprocess.Popen[bytes]":
        side = name.split("-")[0]
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": f"teojeon.settings.{side}"}
        if name.endswith("-worker"):
            words = ["-m", "teojeon.command.main", "worker", side]
        else:
            door = f"teojeon.doors.{side}.wsgi:application"
            words = [
                "-m",
                "granian",
                "--interface",
                "wsgi",
                "--blocking-threads",
                "8",
                "--host",
                "127.0.0.1",
                "--port",
                str(self.ports[side]),
                door,
            ]
        with (self.data / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *words], env=environment, cwd=databases.ROOT, stdout=log, stderr=log, start_new_session=True
            )

    def _wait_for(self, door: Name) -> None:
        give_up = time.monotonic() + 40
        while time.monotonic() < give_up:
            if self.running[door].poll() is not None:
                raise RuntimeError(f"{door} ended: {self.log(door)[-2000:]}")
            try:
                urllib.request.urlopen(self.url(door, "/sign-in/"), timeout=5)
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"{door} does not answer: {self.log(door)[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], object], seconds: float = 30.0, every: float = 0.1) -> bool:
    """Asks again until the callable answers true. False when the time is up."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if condition():
            return True
        time.sleep(every)
    return False


def finished(process: "subprocess.Popen[str]", seconds: float = 120.0) -> str:
    """What a piece of Python printed. Raises RuntimeError with its errors where it failed."""
    out, errors = process.communicate(timeout=seconds)
    if process.returncode:
        raise RuntimeError(errors[-4000:])
    return out


@contextmanager
def house_of_its_own(purpose: str, data: Path, keys: Path) -> Iterator[House]:
    """A house on a fresh copy of the template, with a copy of these keys; nothing runs yet. Everything goes at the end."""
    shutil.copytree(keys, data / "keys")
    house = House(data, databases.copy(purpose))
    try:
        yield house
    finally:
        house.stop()
        databases.drop(house.database)
