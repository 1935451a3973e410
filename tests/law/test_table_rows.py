"""Each row of a table has the answer that the same case has alone, with unknowns everywhere, on each engine."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from teojeon.law import victims
from teojeon.law.book import LawBook
from tests.law.tables import call
from tests.support.law_rows import facts, victim_rows

ON = dt.date(2026, 12, 16)
BOOK = LawBook.shipped()


@pytest.fixture
def seed() -> int:
    """Printed, so that a failure can be run again."""
    chosen = random.SystemRandom().randrange(2**32)
    print(f"seed {chosen}")
    return chosen


def answered(table: Path, engine: str, *options: str) -> pl.DataFrame:
    out = table.with_suffix(f".{engine}.parquet")
    code, printed, _ = call("run", "victim", "--on", ON.isoformat(), "--table", table, "--engine", engine, "-o", out, *options)
    assert code == 0, printed
    return pl.read_parquet(out)


def written(folder: Path, rows: pl.LazyFrame) -> Path:
    file = folder / "cases.parquet"
    rows.sink_parquet(file, row_group_size=100_000)
    return file


def differences(table: Path, answers: pl.DataFrame) -> Iterator[str]:
    """Rows whose answer is not the one of the single case."""
    rows = pl.scan_parquet(table).collect().iter_rows(named=True)
    told = answers.select("id", "outcome", "possible", "missing", "error").iter_rows()
    for row, (name, outcome, possible, missing, error) in zip(rows, told, strict=True):
        alone = victims.conclude(facts(row), row.get("on") or ON, BOOK)
        expected = (row["id"], alone.outcome, "|".join(alone.possible) or None, "|".join(alone.missing) or None, None)
        if (name, outcome, possible, missing, error) != expected:
            yield f"{row} is {expected}, not {(name, outcome, possible, missing, error)}"


def all_outcomes_occur(answers: pl.DataFrame) -> bool:
    return set(answers["outcome"]) == {"GA", "NA", "DA", "REJECT", "EXCLUDE", "DISMISS", "HOLD"}


@pytest.mark.req("S1-ASM-12")
def test_fifty_thousand_random_rows_answer_as_the_single_cases(tmp_path: Path, seed: int) -> None:
    table = written(tmp_path, victim_rows(50_000, seed))
    answers = answered(table, "polars")
    assert next(differences(table, answers), "") == ""
    assert all_outcomes_occur(answers)


@pytest.mark.req("S1-ASM-12")
def test_rows_with_days_of_their_own_answer_under_the_law_of_that_day(tmp_path: Path, seed: int) -> None:
    table = written(tmp_path, victim_rows(20_000, seed, own_day=True))
    assert next(differences(table, answered(table, "polars")), "") == ""


def test_findings_of_rows_are_the_values_of_the_single_cases(tmp_path: Path, seed: int) -> None:
    table = written(tmp_path, victim_rows(2_000, seed, unknown=3))
    answers = answered(table, "polars", "--findings")
    for row, told in zip(pl.scan_parquet(table).collect().iter_rows(named=True), answers.iter_rows(named=True), strict=True):
        alone = victims.assess(facts(row), ON, BOOK)
        assert {each.requirement.code: each.value for each in alone.findings} == {
            each.requirement.code: told[each.requirement.code] for each in alone.findings
        }


@pytest.mark.parametrize("own_day", [False, True])
def test_duckdb_answers_the_same_rows(tmp_path: Path, seed: int, own_day: bool) -> None:
    table = written(tmp_path, victim_rows(20_000, seed, own_day=own_day))
    assert answered(table, "duckdb", "--findings").equals(answered(table, "polars", "--findings"))


@pytest.mark.slow
@pytest.mark.req("S1-ASM-12")
@pytest.mark.parametrize("unknown", [3, 20])
def test_a_million_random_rows_answer_as_the_single_cases(tmp_path: Path, seed: int, unknown: int) -> None:
    table = written(tmp_path, victim_rows(500_000, seed, unknown=unknown))
    answers = answered(table, "polars")
    assert next(differences(table, answers), "") == ""
    assert all_outcomes_occur(answers)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_a_million_rows_are_identical_on_each_engine(tmp_path: Path, seed: int, engine: str) -> None:
    table = written(tmp_path, victim_rows(1_000_000, seed, own_day=True))
    assert answered(table, engine, "--findings").equals(answered(table, "polars", "--findings"))


@pytest.mark.slow
def test_spark_reads_the_cells_of_a_csv_as_the_others_do(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    cells = ["", "1", "-1", "x", "1.0", "9223372036854775808", "1000000000000001", "007", '"1 "']
    days = ["", "2026-02-28", "2026-02-29", "0001-01-01", "x", '"2026-01-01\n"', "2026-01-01T00:00"]
    lines = [f"{number},{cell},{day}" for number, (cell, day) in enumerate((cell, day) for cell in cells for day in days)]
    file.write_text("\n".join(["id,deposit,received_on", *lines]) + "\n", encoding="utf-8")
    polars = answered(file, "polars")
    assert answered(file, "duckdb").equals(polars)
    assert answered(file, "spark").equals(polars)
    assert polars["error"].null_count() == 2 * 3
