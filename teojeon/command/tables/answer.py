"""Write the answer of a planned table: texts for numbers, refused rows empty, the file there whole or not at all."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import polars as pl

from teojeon.command.tables.progress import Progress
from teojeon.law.language.errors import LawError
from teojeon.law.table.columns import ID
from teojeon.law.table.form import Output
from teojeon.law.table.plan import Planned
from teojeon.law.table.reading import ERROR

_ROWS_OF_A_GROUP = 250_000


def answer(frame: pl.LazyFrame, planned: Planned, progress: Progress) -> pl.LazyFrame:
    """The columns of the answer, from a frame that holds what `planned` promises. Each part of it is counted as it passes."""
    schema = frame.collect_schema()
    told = {each.name: pl.String() if each.texts else schema[each.column] for each in (*planned.outputs, *planned.findings)}
    told = {name: told.get(name, schema.get(name, pl.String())) for name in _header(planned)}
    return frame.map_batches(_Teller(planned, progress), schema=pl.Schema(told), streamable=True)


def _header(planned: Planned) -> list[str]:
    return [ID, *(each.name for each in planned.outputs), "error", *(each.name for each in planned.findings)]


class _Teller:
    """Makes a part of the answer from a part of the frame: texts for places, nothing but the code in a refused row."""

    def __init__(self, planned: Planned, progress: Progress) -> None:
        codes = pl.Series([fault.code for fault in planned.faults], dtype=pl.String)
        self._header = _header(planned)
        told = {output.name: _told(output) for output in (*planned.outputs, *planned.findings)}
        self._good = [each.alias(name) for name, each in told.items()]
        self._mixed = [pl.when(pl.col(ERROR).is_null()).then(each).alias(name) for name, each in told.items()]
        self._error = pl.lit(codes).gather(pl.col(ERROR)).alias("error")
        self._no_error = pl.lit(None, dtype=pl.String).alias("error")
        self._progress = progress

    def __call__(self, part: pl.DataFrame) -> pl.DataFrame:
        numbers = part.get_column(ERROR)
        refused = Counter(dict(numbers.drop_nulls().value_counts().iter_rows()))
        self._progress.add(len(part), refused)
        columns = (*self._mixed, self._error) if refused else (*self._good, self._no_error)
        return part.select(ID, *columns).select(self._header)


def _told(output: Output) -> pl.Expr:
    if not output.texts:
        return pl.col(output.column)
    place = pl.col(output.column)
    if output.masks:
        place = place & pl.lit(pl.Series(output.masks, dtype=pl.Int32)).gather(pl.col(output.masked_by))
    # no text is an empty cell, in CSV as in Parquet
    return pl.lit(pl.Series([text or None for text in output.texts], dtype=pl.String)).gather(place)


def write(rows: pl.LazyFrame, file: Path | IO[bytes], ending: str) -> None:
    """Run and write, in parts, so that a long table never stands in memory as a whole."""
    if ending == "parquet":
        rows.sink_parquet(file, row_group_size=_ROWS_OF_A_GROUP, engine="streaming")
    else:
        rows.sink_csv(file, check_extension=False, engine="streaming")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; it takes the place of `path` at the end, and is gone if anything fails."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    except (OSError, ValueError) as error:
        raise LawError("BAD_VALUE", "결과 파일을 쓸 수 없는 곳입니다.", "o") from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
