"""How long `teojeon demo` takes on an empty, migrated database: all its cases walk through the real acts."""

import time

from bench.house import scratch_house
from bench.result import Figure, Result, median
from teojeon.command.main import VERBS
from tests.support.house import House

TITLE = "시연 자료 넣기"
TARGET_SECONDS = 20


def run(runs: int) -> Result:
    """Median over `runs` empty databases, and the floor: the start of the same command that finds everything there."""
    if not VERBS["demo"].exists():
        return Result(skipped="이 판에는 아직 `teojeon demo` 명령이 없습니다.")
    floors: list[float] = []

    def load() -> float:
        with scratch_house("bench_demo") as house:
            seconds, again = _seconds(house), _seconds(house)
            floors.append(again)
            return seconds

    whole = median(load, runs)
    return Result(
        [
            Figure("`teojeon demo`", whole, "초", TARGET_SECONDS, at_most=True),
            Figure("이미 자료가 있을 때(명령을 시작하는 시간)", sorted(floors)[len(floors) // 2], "초"),
        ]
    )


def _seconds(house: House) -> float:
    started = time.perf_counter()
    house.command("demo", "--if-empty")
    return time.perf_counter() - started
