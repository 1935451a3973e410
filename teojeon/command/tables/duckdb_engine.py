"""DuckDB: the planned columns are computed in one pass, in the order of the rows, within a fixed memory."""

import tempfile
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Any, cast

import duckdb
import narwhals as nw
import polars as pl

from teojeon.command.tables.files import Table
from teojeon.command.tables.progress import Progress
from teojeon.law.table.form import Frame
from teojeon.law.table.steps import LookUp

_MEMORY = "1200MB"
_EVERY_SECONDS = 0.5


class DuckDB:
    """One connection in memory; what does not fit spills into a directory of its own."""

    def __enter__(self) -> "DuckDB":
        self._spill = tempfile.TemporaryDirectory(prefix="teojeon-")
        self._connection = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": self._spill.name})
        # its own bar would stand in the answer; asked for the share that is done, it answers only with the bar counted
        self._connection.execute("SET enable_progress_bar = true")
        self._connection.execute("SET enable_progress_bar_print = false")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()
        self._spill.cleanup()

    def read(self, table: Table) -> Frame:
        """The file as a relation."""
        return nw.from_native(self._connection.read_parquet(str(table.path)))

    def look_up(self, frame: Frame, step: LookUp) -> Frame:
        """By the place in a constant list."""
        place = duckdb.ColumnExpression(step.place) + duckdb.ConstantExpression(1)
        value = duckdb.FunctionExpression("list_extract", duckdb.ConstantExpression(list(step.values)), place)
        relation: Any = frame.to_native()
        return cast("Frame", nw.from_native(relation.select(duckdb.StarExpression(), value.alias(step.name))))

    def run(self, frame: Frame, room: Path, progress: Progress) -> pl.LazyFrame:
        """Compute into a Parquet file and scan that."""
        file = room / "duckdb.parquet"
        relation: Any = frame.to_native()
        done = Event()
        watcher = Thread(target=self._watch, args=(progress, done), daemon=True)
        watcher.start()
        try:
            relation.write_parquet(str(file), compression="snappy")
        finally:
            done.set()
            watcher.join()
        return pl.scan_parquet(file, glob=False)

    def _watch(self, progress: Progress, done: Event) -> None:
        while not done.wait(_EVERY_SECONDS):
            progress.tell(f"DuckDB {max(0, int(self._connection.query_progress()))}%")
