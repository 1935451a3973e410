"""The programs that one `make run` starts: each with its log and session, all found again after a crash."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

MARK = "TEOJEON_RUN_ID"
TERM_SECONDS = 15.0
PROC = Path("/proc")


class ChildFailed(RuntimeError):
    """A program ended with an error or too early; `log` says more."""

    def __init__(self, name: str, log: Path) -> None:
        super().__init__(name)
        self.name = name
        self.log = log

    def last_lines(self, count: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


class Processes:
    """Children of this run. They carry the run's id in their environment, so that the next run knows them for ours."""

    def __init__(self, run_id: str, logs: Path, environment: Mapping[str, str], folder: Path) -> None:
        self._logs = logs
        self._environment = {**os.environ, **environment, MARK: run_id, "PYTHONUNBUFFERED": "1"}
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, words: list[str], **variables: str) -> None:
        """Start `python WORDS` and leave it running. Its output goes to the log of that name."""
        # a session of its own: Ctrl-C reaches only us, and we stop the children in order
        with self._log(name).open("wb") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, *words],
                cwd=self._folder,
                env={**self._environment, **variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def finish(self, name: str, words: list[str], **variables: str) -> str:
        """Run `python WORDS` to its end and return what it printed. Raises ChildFailed when it reports an error."""
        self.start(name, words, **variables)
        code = self._running[name].wait()
        self._running.pop(name)
        if code:
            raise ChildFailed(name, self._log(name))
        return self._log(name).read_text(errors="replace")

    def check(self) -> None:
        """Raises ChildFailed when one of the children has ended."""
        for name, child in self._running.items():
            if child.poll() is not None:
                raise ChildFailed(name, self._log(name))

    def pids(self) -> dict[str, int]:
        """Process numbers by name."""
        return {name: child.pid for name, child in self._running.items()}

    def stop(self) -> None:
        """Ask all to end, then make them."""
        for child in self._running.values():
            child.terminate()
        give_up = time.monotonic() + TERM_SECONDS
        for child in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, give_up - time.monotonic()))
            _signal_group(child.pid, signal.SIGKILL)
            child.wait()
        self._running.clear()

    def _log(self, name: str) -> Path:
        self._logs.mkdir(parents=True, exist_ok=True)
        return self._logs / f"{name}.log"


class Interrupts:
    """Ctrl-C, SIGTERM and a closed terminal, all as KeyboardInterrupt."""

    def __init__(self) -> None:
        self._is_held = False
        self._arrived = False

    def listen(self) -> None:
        """From now on they interrupt. What our parent chose to ignore (`nohup`) stays ignored, but for Ctrl-C."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._arrive)

    def ignore(self) -> None:
        """From now on they are too late: we are stopping already."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)

    @contextmanager
    def held(self) -> Iterator[None]:
        """They wait until the end of this block, which must not stop half-way."""
        self._is_held = True
        yield
        self._is_held = False
        if self._arrived:
            raise KeyboardInterrupt

    def _arrive(self, number: int, frame: object) -> None:
        self._arrived = True
        if not self._is_held:
            raise KeyboardInterrupt


def stop_leftovers(run_id: str) -> int:
    """Stop what a killed run left behind, by its id in their environment (Linux). Returns how many there were."""
    left = _carrying(run_id)
    for pid in left:
        _signal(pid, signal.SIGTERM)
    give_up = time.monotonic() + TERM_SECONDS
    while _carrying(run_id) and time.monotonic() < give_up:
        time.sleep(0.1)
    for pid in _carrying(run_id):
        _signal(pid, signal.SIGKILL)
    return len(left)


def _carrying(run_id: str) -> list[int]:
    wanted = f"{MARK}={run_id}".encode()
    found = []
    for entry in PROC.iterdir() if PROC.is_dir() else ():
        if not entry.name.isdigit():
            continue
        try:
            if wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            continue  # gone, or another person's
    return found


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _signal_group(leader: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)
