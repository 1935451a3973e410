"""Ten million assessments from a Parquet file, beside a hand-written Polars query, DuckDB, Spark and OpenFisca's toy.

"Computed" is columns in memory to columns of the answer, checks included; "from file to file" is the command as a process, with
reading and writing. OpenFisca-Core needs an environment of its own: install `openfisca-core` there and name the command that runs
the design's `openfisca_bench.py` with it in `TEOJEON_OPENFISCA`. Its toy has five conditions, two values and no unknowns.
"""

import datetime as dt
import io
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import narwhals as nw
import polars as pl

from bench.law_by_hand import outcomes_by_hand
from bench.result import Figure, Result, median, shares
from teojeon.command.tables.answer import answer
from teojeon.command.tables.engines import Polars, applied
from teojeon.command.tables.files import Table, opened
from teojeon.command.tables.progress import Progress
from teojeon.law.book import LawBook
from teojeon.law.table.catalogue import form
from teojeon.law.table.plan import Planned, plan
from teojeon.law.table.reading import shape
from tests.support.law_rows import victim_rows

TITLE = "법령 규칙을 표로"
ROOT = Path(__file__).resolve().parent.parent
ROWS, IN_MEMORY, FEWER = 10_000_000, 2_000_000, 1_000_000
TARGET_ROWS, TARGET_MIB = 5_000_000, 2_048
SEED = 20_261_113
ON = dt.date(2026, 12, 16)
LAW = "import sys; from teojeon.command.law import main; sys.exit(main(sys.argv[1:], sys.stdout, sys.stderr))"
# a process that starts another is a small one: the memory of whoever forks counts as that of the child until it is replaced
APART = (
    "import resource, subprocess, sys, time; start = time.perf_counter();"
    "subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL);"
    "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
)


def run(runs: int) -> Result:
    """Medians of `runs`; what takes minutes is measured once."""
    with tempfile.TemporaryDirectory(prefix="teojeon-bench-") as folder:
        big, small = Path(folder) / "cases.parquet", Path(folder) / "fewer.parquet"
        victim_rows(ROWS, SEED).sink_parquet(big, row_group_size=250_000)
        victim_rows(FEWER, SEED).sink_parquet(small, row_group_size=250_000)
        table = opened(big, Path(folder))
        figures = [
            Figure("계산(열에서 열로)", rows_a_second(lambda: computed(table, findings=False), runs), "행/s", TARGET_ROWS),
            Figure("같은 것, 판단 항목까지(`--findings`)", rows_a_second(lambda: computed(table, findings=True), runs), "행/s"),
            Figure("손으로 쓴 Polars(결과만, 검사 없음)", rows_a_second(lambda: by_hand(table), runs), "행/s"),
            *from_file_to_file("1,000만 행, Polars", big, ROWS, runs, TARGET_MIB),
            *from_file_to_file("1,000만 행, Polars, `--findings`", big, ROWS, 1, None, "--findings"),
            *from_file_to_file("1,000만 행, DuckDB", big, ROWS, 1, None, "--engine", "duckdb"),
            *from_file_to_file("100만 행, Spark(local[2], 시작 포함)", small, FEWER, 1, None, "--engine", "spark"),
        ]
        return Result([*figures, *openfisca()], profile(table), [note()])


def rows_a_second(once: Callable[[], float], runs: int) -> float:
    """Rows a second over the part of the table that is held in memory."""
    return IN_MEMORY / median(once, runs)


def computed(table: Table, *, findings: bool) -> float:
    """Seconds from columns in memory to the columns of the answer; writing is not part of it."""
    rows, planned = _planned(table, table.scan().head(IN_MEMORY).collect().lazy(), findings=findings)
    answered = answer(rows, planned, Progress(io.StringIO(), IN_MEMORY))
    return _seconds(answered)


def by_hand(table: Table) -> float:
    """Seconds of a query that someone would write who needs the outcome alone."""
    return _seconds(outcomes_by_hand(table.scan().head(IN_MEMORY).collect().lazy()))


def from_file_to_file(what: str, table: Path, rows: int, runs: int, most: int | None, *options: str) -> list[Figure]:
    """Rows a second of the whole command, and the most memory that its process held."""
    taken, held = [], []
    for _ in range(runs):
        seconds, memory = _process(table, options)
        taken.append(seconds)
        held.append(memory)
    figures = [Figure(f"파일에서 파일로: {what}", rows / sorted(taken)[len(taken) // 2], "행/s")]
    if "spark" not in options:  # its memory is Java's, in a process that the command does not wait for
        figures.append(Figure(f"메모리: {what}", max(held), "MiB", most, at_most=True))
    return figures


def profile(table: Table) -> dict[str, float]:
    """Where the time goes from file to file: each part is what a run up to it takes more than a run up to the one before."""
    rows, planned = _planned(table, table.scan(), findings=False)
    native = planned.frame.to_native()
    assert isinstance(native, pl.LazyFrame)
    up_to = {
        "읽기": _seconds(table.scan()),
        "검사": _seconds(native),
        "규칙": _seconds(rows),
        "답": _seconds(answer(rows, planned, Progress(io.StringIO(), ROWS))),
    }
    with tempfile.TemporaryDirectory(prefix="teojeon-bench-") as folder:
        start = time.perf_counter()
        answer(rows, planned, Progress(io.StringIO(), ROWS)).sink_parquet(Path(folder) / "answer.parquet", engine="streaming")
        up_to["쓰기"] = time.perf_counter() - start
    parts, before = {}, 0.0
    for name, seconds in up_to.items():
        parts[name], before = max(0.0, seconds - before), seconds
    return shares(parts)


def openfisca() -> Iterator[Figure]:
    """The toy of OpenFisca-Core, where the command that runs it is named."""
    command = shlex.split(os.environ.get("TEOJEON_OPENFISCA", ""))
    if command:
        told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        yield Figure("OpenFisca의 작은 규칙(조건 5개, 100만 행)", told["compute_persons_per_s"], "행/s")
        yield Figure("같은 것, 열을 넣는 것까지", told["load_plus_compute_persons_per_s"], "행/s")


def note() -> str:
    return (
        "Polars로 쓴 질의는 판단 항목을 식으로 손수 옮긴 것으로, 행의 검사와 모르는 요건(`missing`)이 없습니다. "
        "OpenFisca는 `TEOJEON_OPENFISCA`에 실행 명령을 적으면 함께 잽니다."
    )


def _planned(table: Table, rows: pl.LazyFrame, *, findings: bool) -> tuple[pl.LazyFrame, Planned]:
    its = form("victim")
    header = shape(its.columns, table.dtypes, is_text=False)
    planned = plan(its, nw.from_native(rows), header, LawBook.shipped(), ON, findings=findings)
    native = applied(Polars(), planned).to_native()
    assert isinstance(native, pl.LazyFrame)
    return native, planned


def _seconds(rows: pl.LazyFrame) -> float:
    """Run to the end and keep nothing."""
    start = time.perf_counter()
    rows.map_batches(lambda part: part.head(0), streamable=True).collect(engine="streaming")
    return time.perf_counter() - start


def _process(table: Path, options: tuple[str, ...]) -> tuple[float, float]:
    """Seconds and MiB of one `teojeon law run`; a process that fails stops the benchmark."""
    words = ["run", "victim", "--on", ON.isoformat(), "--table", str(table), "-o", str(table.with_suffix(".out.parquet")), *options]
    command = [sys.executable, "-c", APART, sys.executable, "-c", LAW, *words]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    seconds, memory = printed.split()
    return float(seconds), float(memory)
