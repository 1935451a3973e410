"""How long `teojeon law run` takes from process start to exit, beside the bare interpreter. The first run of each warms up."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.result import Figure, Result

TITLE = "법령 규칙의 시작"
ROOT = Path(__file__).resolve().parent.parent
TARGET_MS = 300
FACTS = b'{"deposit": 500000001, "cap_uplift": null}'
LAW = "import sys; from teojeon.command.law import main; sys.exit(main(sys.argv[1:], sys.stdout, sys.stderr))"
COMMANDS = {
    "`teojeon law run victim`": [sys.executable, "-c", LAW, "run", "victim", "--on", "2026-12-16"],
    "`teojeon law list`": [sys.executable, "-c", LAW, "list"],
    "바닥: 빈 파이썬": [sys.executable, "-c", "pass"],
}


def run(runs: int) -> Result:
    """Median milliseconds by command; the commands take turns so that a busy moment hits all of them."""
    for command in COMMANDS.values():
        milliseconds(command)
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            taken[name].append(milliseconds(command))
    return Result(
        [
            Figure(name, statistics.median(times), "ms", TARGET_MS if "law" in name else None, at_most=True)
            for name, times in taken.items()
        ]
    )


def milliseconds(command: list[str]) -> float:
    """One process from start to exit, in milliseconds; a process that fails stops the benchmark."""
    start = time.perf_counter()
    subprocess.run(command, input=FACTS, stdout=subprocess.DEVNULL, cwd=ROOT, check=True)
    return (time.perf_counter() - start) * 1000
