"""A scratch house for a benchmark: a server that writes to disk as in production, a migrated copy, keys, all thrown away."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from teojeon.embedded import EmbeddedDatabase
from tests.support import databases
from tests.support.house import House

ROOT = databases.ROOT
BENCH_DATA = ROOT / ".data" / "bench"


@contextmanager
def scratch_house(purpose: str) -> Iterator[House]:
    """A migrated database of its own and fresh keys. With `DATABASE_URL` it lies on that server."""
    databases.TEST_DATA = BENCH_DATA  # not the tests' server: that one never waits for the disk, so a commit costs nothing
    BENCH_DATA.mkdir(parents=True, exist_ok=True)
    server = EmbeddedDatabase(BENCH_DATA / "pg")
    started = server.start() == "started"
    try:
        with tempfile.TemporaryDirectory(prefix="teojeon-bench-") as folder:
            house = House(Path(folder), databases.copy(purpose))
            try:
                make_keys(house)
                yield house
            finally:
                house.stop()
                databases.drop(house.database)
    finally:
        if started:
            server.stop()


def make_keys(house: House) -> None:
    subprocess.run(
        [
            sys.executable,
            "-c",
            "from pathlib import Path; import sys; from teojeon.kernel.crypto.keyring import create_missing; "
            "create_missing(Path(sys.argv[1]))",
            str(house.data / "keys"),
        ],
        env={**house.environment, "DJANGO_SETTINGS_MODULE": "teojeon.settings.owner"},
        cwd=ROOT,
        check=True,
    )


def spawn(house: House, side: str, module: str, *words: object) -> "subprocess.Popen[str]":
    """`python -m MODULE WORDS` as a process of one side: its settings, its log-in, its keys. Talks by lines of JSON."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, words)],
        env={**house.environment, "DJANGO_SETTINGS_MODULE": f"teojeon.settings.{side}"},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ask(process: "subprocess.Popen[str]", question: object) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(question) + "\n")
    process.stdin.flush()


def answer(process: "subprocess.Popen[str]") -> Any:
    """The next line. Raises RuntimeError when the process ended instead; it has then said why on standard error."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"{process.args!r} ended with {process.wait()}")
    return json.loads(line)
