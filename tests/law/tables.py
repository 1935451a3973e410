"""What the tests of tables share: write a small table, run the command on it, read the answer."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from teojeon.command.law import main

Row = dict[str, str]


def csv_file(folder: Path, *lines: str) -> Path:
    file = folder / "cases.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def parquet_file(folder: Path, columns: Mapping[str, object]) -> Path:
    file = folder / "cases.parquet"
    pl.DataFrame(columns).write_parquet(file)
    return file


def call(*argv: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `teojeon law …`."""
    out, err = io.StringIO(), io.StringIO()
    code = main([str(word) for word in argv], out, err, io.BytesIO(b""))
    return code, out.getvalue(), err.getvalue()


def rows(name: str, table: Path, *options: str | Path, on: str = "2026-12-16") -> list[Row]:
    """The rows of the answer as texts; empty cells are empty texts."""
    code, out, _ = call("run", name, "--on", on, "--table", table, *options)
    assert code == 0, out
    return list(csv.DictReader(io.StringIO(out)))


def column(name: str, answer: Sequence[Row]) -> list[str]:
    return [row[name] for row in answer]


def refused(name: str, table: Path, *options: str | Path) -> tuple[str, str | None]:
    """Code and field of a refusal of the whole table."""
    code, out, err = call("run", name, "--on", "2026-12-16", "--table", table, *options)
    error = json.loads(out)
    assert (code, err) == (2, "")
    assert set(error) == {"error", "message", "field", "source"}
    assert error["message"]
    return error["error"], error["field"]
