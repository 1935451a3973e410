"""Open a table of cases: CSV and Parquet, and nothing that is only half readable.

A CSV file is first copied cell by cell as text into a Parquet file, so that every engine reads the same cells by the same rules.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import narwhals as nw
import polars as pl
from narwhals.dtypes import DType

from teojeon.law.language.errors import LawError

FORMATS = ("csv", "parquet")
_FIELD = "table"
_LINE = re.compile(r"CSV Error on Line: (\d+)")
_MEMORY = "600MB"
# several groups are read ahead, and all cells of a group stand in memory as text
_ROWS_OF_A_GROUP = 30_720


@dataclass(frozen=True)
class Table:
    """A readable table: a Parquet file, the types of its columns, the number of its rows. `is_text`: every cell is text."""

    path: Path
    dtypes: Mapping[str, DType]
    rows: int
    is_text: bool

    def scan(self) -> pl.LazyFrame:
        """Its rows, not yet read."""
        return pl.scan_parquet(self.path, glob=False)


def file_format(path: Path, field: str) -> str:
    """`csv` or `parquet` by the name's ending, or `BAD_VALUE`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise LawError("BAD_VALUE", "파일 이름이 .csv나 .parquet로 끝나야 합니다.", field)
    return ending


def opened(path: Path, room: Path) -> Table:
    """The table of a file; `room` is a directory for what is needed on the way.

    Raises `LawError` (BAD_VALUE, field `table`) for what is not there or cannot be read; doubled columns are named.
    """
    ending = file_format(path, _FIELD)
    try:
        is_there = path.is_file()
    except OSError:
        is_there = False
    if not is_there:
        raise LawError("BAD_VALUE", "표 파일이 없거나 파일이 아닙니다.", _FIELD)
    if ending == "csv":
        return _parquet(_text_cells(path, room / "cells.parquet"), is_text=True)
    return _parquet(path, is_text=False)


def must_be_readable(table: Table) -> None:
    """Read every cell once: raises `LawError` where the file itself is broken. For telling a broken file from a defect of ours."""
    try:
        table.scan().select(pl.all().null_count()).collect(engine="streaming")
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise _unreadable("Parquet") from error


def _parquet(path: Path, *, is_text: bool) -> Table:
    try:
        scanned = pl.scan_parquet(path, glob=False)
        scanned.collect_schema()
        rows = scanned.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise _unreadable("Parquet") from error
    return Table(path, dict(nw.from_native(scanned).collect_schema()), rows, is_text)


def _text_cells(path: Path, copy: Path) -> Path:
    names = _header(path)
    with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(copy.parent)}) as connection:
        connection.execute("SET enable_progress_bar = false")
        try:
            cells = connection.sql(
                "SELECT * FROM read_csv($1, columns = $2, auto_detect = false, header = true, strict_mode = true, delim = ',',"
                """ quote = '"', escape = '"', nullstr = '', encoding = 'utf-8')""",
                params=[str(path), dict.fromkeys(names, "VARCHAR")],
            )
            cells.write_parquet(str(copy), compression="zstd", row_group_size=_ROWS_OF_A_GROUP)
        except duckdb.Error as error:
            line = _LINE.search(str(error))
            place = f"{line.group(1)}번째 줄을 읽을 수 없습니다. " if line else ""
            raise LawError("BAD_VALUE", f"{place}줄마다 칸의 수가 같은 UTF-8 CSV 파일이어야 합니다.", _FIELD) from error
    return copy


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            names = next(csv.reader(lines, strict=True), [])
    except (OSError, ValueError, csv.Error) as error:
        raise _unreadable("UTF-8 CSV") from error
    if not names:
        raise LawError("BAD_VALUE", "첫 줄에 열 이름이 있어야 합니다.", _FIELD)
    for name in names:
        if not name:
            raise LawError("UNKNOWN_KEY", "이름이 없는 열이 있습니다.", name)
        if names.count(name) > 1:
            raise LawError("BAD_VALUE", "같은 열이 두 번 있습니다.", name)
    return names


def _unreadable(what: str) -> LawError:
    return LawError("BAD_VALUE", f"{what} 파일로 읽을 수 없습니다.", _FIELD)
