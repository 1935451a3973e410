"""The engines: each reads the table's Parquet file as a frame and hands back the planned columns as a Polars frame.

What DuckDB or Spark compute passes through a Parquet file of small numbers; texts are made once, the same for all engines.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, cast

import narwhals as nw
import polars as pl

from teojeon.command.tables.files import Table
from teojeon.command.tables.progress import Progress
from teojeon.law.language.errors import LawError
from teojeon.law.table.form import Frame
from teojeon.law.table.plan import Planned
from teojeon.law.table.steps import Computed, LookUp, PerRow

_POLARS: dict[Any, Any] = {nw.Int64: pl.Int64, nw.Date: pl.Date, nw.Boolean: pl.Boolean, nw.String: pl.String}
_MODULES = {"polars": "polars", "duckdb": "duckdb", "spark": "pyspark"}


class Engine(Protocol):
    """Reads a table and runs a frame that was planned on it."""

    def read(self, table: Table) -> Frame:
        """The table's rows, not yet read."""

    def look_up(self, frame: Frame, step: LookUp) -> Frame:
        """The frame with the column that the step adds."""

    def run(self, frame: Frame, room: Path, progress: Progress) -> pl.LazyFrame:
        """The planned columns; may be run now, with files in `room`, or when they are written."""


def applied(one: Engine, planned: Planned) -> Frame:
    """The frame with every step of the plan, of which only the planned columns are kept."""
    frame = planned.frame
    for step in planned.steps:
        if isinstance(step, Computed):
            frame = frame.with_columns(**step.columns)
        elif isinstance(step, LookUp):
            frame = one.look_up(frame, step)
        else:
            # a rule that asks for it names Polars as its only engine
            assert isinstance(one, Polars)
            frame = one.per_row(frame, step)
    return frame.select(*planned.columns)


@contextmanager
def engine(name: str) -> Iterator[Engine]:
    """The engine of that name while it is needed. `ENGINE_NOT_INSTALLED` where its library is missing."""
    if find_spec(_MODULES[name]) is None:
        raise LawError("ENGINE_NOT_INSTALLED", f"{_MODULES[name]}가 설치되어 있지 않습니다.", "engine")
    if name == "duckdb":
        from teojeon.command.tables.duckdb_engine import DuckDB

        with DuckDB() as one:
            yield one
    elif name == "spark":
        from teojeon.command.tables.spark_engine import Spark

        with Spark() as other:
            yield other
    else:
        yield Polars()


class Polars:
    """Streaming: nothing is run before the answer is written."""

    def read(self, table: Table) -> Frame:
        return nw.from_native(table.scan())

    def look_up(self, frame: Frame, step: LookUp) -> Frame:
        """By the place in a series."""
        values = pl.Series(step.values, dtype=_POLARS[step.dtype])
        column = pl.col(step.place).map_batches(values.gather, return_dtype=values.dtype, is_elementwise=True)
        native: Any = frame.to_native()
        return _frame(native.with_columns(column.alias(step.name)))

    def per_row(self, frame: Frame, step: PerRow) -> Frame:
        """By the step's function, row after row."""
        native: Any = frame.to_native()
        new = {name: _POLARS[dtype] for name, dtype in step.outputs.items()}

        def extended(part: pl.DataFrame) -> pl.DataFrame:
            rows = [step.function(*row) for row in part.select(step.inputs).iter_rows()]
            return part.hstack(pl.DataFrame(rows, schema=new, orient="row"))

        schema = pl.Schema({**native.collect_schema(), **new})
        return _frame(native.map_batches(extended, schema=schema, streamable=True))

    def run(self, frame: Frame, room: Path, progress: Progress) -> pl.LazyFrame:
        native: Any = frame.to_native()
        assert isinstance(native, pl.LazyFrame)
        return native


def _frame(native: Any) -> Frame:
    return cast("Frame", nw.from_native(native))
