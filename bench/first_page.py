"""From a fresh clone to the first page: `make setup-run`, then what `make run` starts, until the portal answers.

The clone holds what is committed. Packages come from the machine's caches (pip, uv, npm); ports are free ones, so that a running
house is not disturbed.
"""

import http.client
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from bench.result import Figure, Result
from tests.support.house import free_port

TITLE = "새 사본에서 첫 화면까지"
TARGET_SECONDS = 60
PATIENCE_SECONDS = 600
ROOT = Path(__file__).resolve().parent.parent
NOT_INHERITED = ("TEOJEON_", "DATABASE_URL", "VIRTUAL_ENV", "PYTHONPATH", "DJANGO_")


def run(runs: int) -> Result:
    """Medians over `runs` clones; one clone before them fills the caches."""
    seconds = [_one_clone() for _ in range(runs + 1)][1:]
    middle = sorted(seconds)[len(seconds) // 2]
    return Result(
        [
            Figure("첫 화면까지", middle[0] + middle[1], "초", TARGET_SECONDS, at_most=True),
            Figure("그 가운데 설치(`make setup-run`)", middle[0], "초"),
            Figure("그 가운데 시작(`make run`이 하는 나머지)", middle[1], "초"),
        ]
    )


def _one_clone() -> tuple[float, float]:
    """Seconds of the installation, and from then to the first page. Raises RuntimeError with the end of the log."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
    with tempfile.TemporaryDirectory(prefix="teojeon-bench-") as folder:
        clone, log = Path(folder) / "teojeon", Path(folder) / "log"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        with log.open("wb") as output:
            started = time.perf_counter()
            installed = subprocess.run(["make", "setup-run"], cwd=clone, env=environment, stdout=output, stderr=output, check=False)
            if installed.returncode:
                raise RuntimeError(log.read_text(errors="replace")[-2000:])
            ready = time.perf_counter()
            portal, office = free_port(), free_port()
            words = [str(clone / ".venv/bin/teojeon"), "run", "--portal-port", str(portal), "--office-port", str(office)]
            house = subprocess.Popen(words, cwd=clone, env=environment, stdout=output, stderr=output, start_new_session=True)
            try:
                _wait_for_page(portal, house, log)
                return ready - started, time.perf_counter() - ready
            finally:
                house.send_signal(signal.SIGINT)
                house.wait(60)


def _wait_for_page(port: int, house: "subprocess.Popen[bytes]", log: Path) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        if house.poll() is not None:
            raise RuntimeError(log.read_text(errors="replace")[-2000:])
        door = http.client.HTTPConnection("localhost", port, timeout=10)
        try:
            door.request("GET", "/")
            if door.getresponse().status == http.client.OK:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            door.close()
    raise RuntimeError(log.read_text(errors="replace")[-2000:])
