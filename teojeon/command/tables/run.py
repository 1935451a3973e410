"""Run a rule over a table: from the file's name to the written answer."""

import datetime as dt
import io
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import polars as pl

from teojeon.command.tables.answer import answer, whole_file, write
from teojeon.command.tables.engines import applied, engine
from teojeon.command.tables.files import Table, file_format, must_be_readable, opened
from teojeon.command.tables.progress import Progress
from teojeon.command.tables.quiet import own_lines_only
from teojeon.law.book import LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.language.reading import read_day
from teojeon.law.table.catalogue import form
from teojeon.law.table.columns import ON
from teojeon.law.table.plan import plan
from teojeon.law.table.reading import Shape, shape


@dataclass(frozen=True)
class Order:
    """What is to be run: the rule, the table, the day for rows without one, the engine, and where the answer goes.

    Without `out` the answer is CSV on standard output.
    """

    name: str
    table: Path
    on: dt.date
    book: LawBook
    engine: str = "polars"
    findings: bool = False
    out: Path | None = None


def run(order: Order, stdout: TextIO, err: TextIO) -> None:
    """Run the table and write its answer. Raises `LawError` before anything is written; refused rows are only counted."""
    its = form(order.name)
    if order.engine not in its.engines:
        raise LawError("BAD_VALUE", f"이 규칙을 표로 실행하는 엔진: {', '.join(its.engines)}", "engine")
    ending = _checked_out(order)
    with ExitStack() as stack:
        own = stack.enter_context(own_lines_only(err))
        room = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="teojeon-")))
        table = opened(order.table, room)
        header = shape(its.columns, table.dtypes, is_text=table.is_text)
        progress = Progress(own, table.rows)
        part = room / "answer" if order.out is None else stack.enter_context(whole_file(order.out))
        runner = stack.enter_context(engine(order.engine))
        try:
            planned = plan(its, runner.read(table), header, order.book, order.on, _days(table, header), findings=order.findings)
            write(answer(runner.run(applied(runner, planned), room, progress), planned, progress), part, ending)
            if progress.rows != table.rows:
                raise RuntimeError(f"{table.rows} rows were read and {progress.rows} answered")
        except LawError:
            raise
        except (Exception, pl.exceptions.PanicException):
            # a file that is broken inside stops an engine in many ways; what is left is a defect of ours
            must_be_readable(table)
            raise
        if order.out is None:
            _copy(part, stdout)
        progress.finish(planned.faults)


def _copy(part: Path, stdout: TextIO) -> None:
    if isinstance(stdout, io.TextIOWrapper):
        stdout.flush()
        with part.open("rb") as whole:
            shutil.copyfileobj(whole, stdout.buffer)
    else:
        with part.open(encoding="utf-8", newline="") as text:
            shutil.copyfileobj(text, stdout)


def _checked_out(order: Order) -> str:
    if order.out is None:
        return "csv"
    ending = file_format(order.out, "o")
    try:
        if order.out.is_dir() or not order.out.parent.is_dir():
            raise LawError("BAD_VALUE", "결과를 쓸 수 있는 파일 이름이 아닙니다.", "o")
        is_the_table = order.out.exists() and order.table.exists() and order.out.samefile(order.table)
    except (OSError, ValueError) as error:
        raise LawError("BAD_VALUE", "결과를 쓸 수 있는 파일 이름이 아닙니다.", "o") from error
    if is_the_table:
        raise LawError("BAD_VALUE", "결과가 입력 파일을 덮어쓰게 됩니다. 다른 이름을 적습니다.", "o")
    return ending


def _days(table: Table, header: Shape) -> list[dt.date]:
    """The days in the column `on`; what is no day is left to the check of its row."""
    if ON not in header.present:
        return []
    found = table.scan().select(pl.col(ON).unique()).collect(engine="streaming").get_column(ON)
    if not header.is_text:
        return found.cast(pl.Date).drop_nulls().to_list()
    days = []
    for text in found.drop_nulls():
        try:
            days.append(read_day(text, ON))
        except LawError:
            continue
    return days
