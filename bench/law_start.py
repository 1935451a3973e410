"""How long `teojeon law run` takes from process start to exit, beside the bare interpreter. Median of five each.

Run: python -m bench.law_start. Target: 0.3 s; exits 1 above it. The first run of each only warms up.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
TARGET_MS = 300.0
FACTS = b'{"deposit": 500000001, "cap_uplift": null}'
LAW = "import sys; from teojeon.command.law import main; sys.exit(main(sys.argv[1:], sys.stdout, sys.stderr))"
COMMANDS = {
    "bare interpreter": [sys.executable, "-c", "pass"],
    "law list": [sys.executable, "-c", LAW, "list"],
    "law run victim": [sys.executable, "-c", LAW, "run", "victim", "--on", "2026-12-16"],
}


def milliseconds(command: list[str]) -> float:
    """One process from start to exit, in milliseconds; a process that fails stops the benchmark."""
    start = time.perf_counter()
    subprocess.run(command, input=FACTS, stdout=subprocess.DEVNULL, cwd=ROOT, check=True)
    return (time.perf_counter() - start) * 1000


def measure() -> dict[str, float]:
    """Median milliseconds by command; the commands take turns so that a busy moment hits all of them."""
    for command in COMMANDS.values():
        milliseconds(command)
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, command in COMMANDS.items():
            taken[name].append(milliseconds(command))
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> int:
    """Print the medians; 1 where the target is missed."""
    medians = measure()
    for name, median in medians.items():
        print(f"{name:18} {median:7.1f} ms")
    return 0 if medians["law run victim"] <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
