"""Runs one look into files in a process of its own, and believes nothing of what comes back but its form.

The process gets: the files as read-only descriptors, one descriptor to write a copy into, one to answer on, no
environment of ours (no database address, no key), no standard streams. It raises its walls (walls.py), says "ready", and
answers in one line. Past its time it is killed with whatever it started.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from teojeon.kernel.documents.checks import limits

WORKER = "teojeon.kernel.documents.checks.worker"
ROOT = Path(__file__).resolve().parents[4]


class CheckUnavailable(RuntimeError):
    """The process that looks inside did not start here: a defect of the installation, not of the file. Try again later."""


@dataclass(frozen=True)
class Answer:
    """`words`: what the process said, a JSON object; None where it died, was killed or said something else after it was
    ready. `walls`: those that it raised. `seconds`: from start to end."""

    words: Mapping[str, Any] | None
    walls: tuple[str, ...]
    seconds: float


def run(
    job: Mapping[str, Any],
    inputs: Sequence[Path] = (),
    output: int | None = None,
    *,
    module: str = WORKER,
    wall_seconds: float = limits.WALL_SECONDS,
) -> Answer:
    """Let `module` do a job on files, in constant memory here. `output`: a descriptor that it may write a copy into.
    Raises CheckUnavailable when it does not get ready, OSError when a file cannot be read or is no plain file."""
    begun = time.monotonic()
    with ExitStack() as stack:
        files = [_opened(path, stack) for path in inputs]
        answer, its_end = os.pipe()
        stack.callback(os.close, answer)
        words = dict(job) | {"inputs": files, "output": output, "answer": its_end}
        try:
            process = _started(module, words, (*files, its_end, *(() if output is None else (output,))))
        finally:
            os.close(its_end)
        try:
            said, has_ended = _listen(answer, begun + wall_seconds)
            if has_ended:
                _wait(process, begun + wall_seconds)
        finally:
            _kill(process)
    return _understood(said, has_ended and process.returncode == 0, time.monotonic() - begun)


def breaches() -> tuple[str, ...]:
    """What a process behind the walls of this machine can still do that it should not (walls.breaches), found by trying.
    Raises CheckUnavailable."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        words = run({"do": "walls", "port": server.getsockname()[1]}).words or {}
    found = words.get("breaches")
    return tuple(str(name) for name in found) if isinstance(found, list) else ("unknown",)


def _opened(path: Path, stack: ExitStack) -> int:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    stack.callback(os.close, descriptor)
    if not os.path.isfile(f"/dev/fd/{descriptor}"):  # noqa: PTH113  (a descriptor, no path)
        raise OSError("not a plain file")
    return descriptor


def _started(module: str, job: Mapping[str, Any], descriptors: tuple[int, ...]) -> "subprocess.Popen[bytes]":
    environment = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "MALLOC_ARENA_MAX": "2",
        "RAYON_NUM_THREADS": "2",
    }
    command = [sys.executable, "-P", "-s", "-B", "-X", "utf8", "-m", module, json.dumps(job)]
    try:
        return subprocess.Popen(  # noqa: S603  (this interpreter and a module of ours)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # a library's complaint may quote the file
            cwd="/",
            env=environment,
            pass_fds=descriptors,
            start_new_session=True,
        )
    except OSError as error:
        raise CheckUnavailable(str(error)) from error


def _listen(answer: int, until: float) -> tuple[bytes, bool]:
    """What was said, and whether the other end closed before time or the permitted length ran out."""
    os.set_blocking(answer, False)
    poll = select.poll()
    poll.register(answer, select.POLLIN | select.POLLHUP)
    said = b""
    while (left := until - time.monotonic()) > 0:
        if not poll.poll(left * 1000):
            break
        part = os.read(answer, 4096)
        if not part:
            return said, True
        said += part
        if len(said) > limits.ANSWER_BYTES:
            break
    return said, False


def _wait(process: "subprocess.Popen[bytes]", until: float) -> None:
    try:
        process.wait(max(until - time.monotonic(), 0))
    except subprocess.TimeoutExpired:
        return  # killed next


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """The whole group, also after an orderly end: nothing that it started may live on."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()


def _understood(said: bytes, is_whole: bool, seconds: float) -> Answer:
    lines = said.splitlines()
    ready = (_object(lines[0]) or {}).get("ready") if lines else None
    if not isinstance(ready, list):
        raise CheckUnavailable("검사 프로세스가 준비되지 못했습니다.")
    walls = tuple(wall for wall in ready if isinstance(wall, str))
    return Answer(_object(lines[1]) if is_whole and len(lines) == 2 else None, walls, seconds)


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
