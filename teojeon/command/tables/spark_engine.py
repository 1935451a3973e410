"""Spark: the cluster that its settings name, otherwise two threads of this machine. Rows stay in their order."""

import logging
import os
from pathlib import Path
from types import TracebackType
from typing import Any, cast

import narwhals as nw
import polars as pl
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession, functions

from teojeon.command.tables.files import Table
from teojeon.command.tables.progress import Progress
from teojeon.law.language.errors import LawError
from teojeon.law.table.form import Frame
from teojeon.law.table.steps import LookUp

_SETTINGS = ("SPARK_REMOTE", "SPARK_CONF_DIR", "SPARK_HOME", "PYSPARK_SUBMIT_ARGS", "MASTER")
"""Where one of these is set, the master and the network are the operator's."""
_HERE = {
    "spark.master": "local[2]",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_ALWAYS = {"spark.sql.session.timeZone": "UTC", "spark.sql.parquet.compression.codec": "snappy"}


class Spark:
    """A session of our own, ended with the run; one that exists already is used and left as it is."""

    def __enter__(self) -> "Spark":
        running = SparkSession.getActiveSession()
        self._own = running is None
        self._session = running or _session()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._own:
            self._session.stop()

    def read(self, table: Table) -> Frame:
        """The file as a data frame."""
        return cast("Frame", nw.from_native(self._session.read.parquet(str(table.path))))

    def look_up(self, frame: Frame, step: LookUp) -> Frame:
        """By the place in a constant array."""
        values = functions.array(*(functions.lit(value) for value in step.values))
        native: Any = frame.to_native()
        return cast("Frame", nw.from_native(native.withColumn(step.name, functions.get(values, functions.col(step.place)))))

    def run(self, frame: Frame, room: Path, progress: Progress) -> pl.LazyFrame:
        """Compute into Parquet files, one a part, and scan them in the order of the parts."""
        parts = room / "spark"
        progress.tell("Spark")
        native: Any = frame.to_native()
        native.write.parquet(str(parts))
        return pl.scan_parquet(sorted(parts.glob("part-*.parquet")), glob=False)


def _session() -> Any:
    builder = SparkSession.builder.appName("teojeon law")
    chosen = _ALWAYS if any(name in os.environ for name in _SETTINGS) else {**_HERE, **_ALWAYS}
    for name, value in chosen.items():
        builder = builder.config(name, value)
    logging.getLogger("py4j").setLevel(logging.ERROR)  # it speaks of each connection, even after the streams are closed
    try:
        session = builder.getOrCreate()
    except PySparkException as error:
        raise LawError(
            "ENGINE_NOT_INSTALLED", "Spark를 시작할 수 없습니다. 자바 17 이상이 설치되어 있어야 합니다.", "engine"
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session
