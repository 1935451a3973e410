"""The results as a table on the terminal and as RESULTS.md, with the machine on which they were taken."""

import os
import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.result import Figure, Result
from teojeon.kernel import clock

ROOT = Path(__file__).resolve().parent.parent
HEADER = """# 성능

`make bench`가 재어 쓴 표입니다. 손으로 고치지 않습니다. 한 벤치마크만 다시 재려면 `.venv/bin/python -m bench 이름`을 씁니다.
목표가 "–"인 줄은 견줄 값입니다(바닥: 그보다 빠를 수 없는 값, 또는 같은 일을 하는 다른 것). 목표에 못 미친 것은 시간이 드는 곳을
함께 적습니다. 여러 번 잰 값은 중앙값입니다.
"""


def machine() -> str:
    """Cores, memory, model of the processor, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{_cores()}코어, 메모리 {memory:.0f}GB, {_processor()}, Python {platform.python_version()}"


def moment() -> dict[str, Any]:
    """Day, commit and how busy the machine was when the measurement began."""
    commit = _git("rev-parse", "--short", "HEAD") or "없음"
    # what the benchmarks write themselves changes nothing that they measure
    changed = _git("status", "--porcelain", "--", ".", ":!bench/RESULTS.md", ":!bench/results.json")
    return {
        "on": clock.business_today().isoformat(),
        "commit": commit + ("+고친 것" if changed else ""),
        "load": round(os.getloadavg()[0], 1),
    }


def as_text(result: Result) -> str:
    """For the terminal."""
    if result.skipped:
        return f"  건너뜀: {result.skipped}"
    return "\n".join(
        f"  {figure.name:<46} {_number(figure):>14}  목표 {_target(figure)} {_verdict(figure)}" for figure in result.figures
    )


def as_markdown(measured: Sequence[dict[str, Any]]) -> str:
    """The whole page."""
    return HEADER + "".join(f"\n{_section(one)}" for one in measured)


def _section(one: dict[str, Any]) -> str:
    result = Result.of(one["result"])
    busy = f" 재기 시작할 때 다른 일로 기계가 바빴습니다(부하 {one['load']})." if one["load"] > _cores() / 2 else ""
    lines = [
        f"## {one['title']} (`{one['name']}`)",
        "",
        f"{one['on']}, {one['commit']}, {one['runs']}회. {one['machine']}.{busy}",
        "",
    ]
    if result.skipped:
        return "\n".join([*lines, f"건너뜀: {result.skipped}", ""])
    lines += ["| 무엇 | 값 | 목표 | 이르렀는가 |", "|---|---:|---:|---|"]
    lines += [f"| {each.name} | {_number(each)} | {_target(each)} | {_verdict(each)} |" for each in result.figures]
    if result.profile:
        lines += ["", "시간이 드는 곳: " + ", ".join(f"{name} {share}%" for name, share in result.profile.items()) + "."]
    return "\n".join([*lines, *(f"\n{note}" for note in result.notes), ""])


def _number(figure: Figure) -> str:
    digits = 0 if figure.value >= 100 or figure.value == int(figure.value) else 2
    return f"{figure.value:,.{digits}f} {figure.unit}"


def _target(figure: Figure) -> str:
    if figure.target is None:
        return "–"
    return f"{'≤' if figure.at_most else '≥'} {figure.target:,g} {figure.unit}"


def _verdict(figure: Figure) -> str:
    return {True: "예", False: "**아니요**", None: ""}[figure.is_reached]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _git(*words: str) -> str:
    process = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return process.stdout.strip()
