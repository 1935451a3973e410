"""Rows of a calculator's table have the results that the same case has alone; refused rows have its error."""

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from teojeon.law.book import LawBook
from teojeon.law.catalogue import ENTRIES
from teojeon.law.language.errors import LawError
from teojeon.law.table.catalogue import form
from tests.law.tables import call

ON = dt.date(2026, 12, 16)
BOOK = LawBook.shipped()
WON = [None, 0, 1, 2, 3, 29, 30, 100_000_000, 100_000_001, 99_999_999, 33_333_333, 33_333_334, 300_000_000, 10**15, -1, 10**15 + 1]
DAYS = [None, "2008-08-20", "2008-08-21", "2010-07-25", "2023-02-21", "2026-11-12", "2026-11-13", "2026-12-31", "2026-02-30"]
FILED = [None, "2020-12-31", "2021-01-01", "2026-11-13", "2026-12-01", "2027-01-01", "2040-09-20", "2040-10-03", "2041-01-01", "x"]
YES_NO = [None, True, False]
CASES: Mapping[str, Mapping[str, Sequence[Any]]] = {
    "small-deposit": {
        "region_class": [None, "seoul", "overconcentration", "metropolitan", "other", "busan"],
        "reference_on": DAYS,
    },
    "minimum-guarantee": {
        "deposit": WON,
        "outcome": [None, "GA", "NA", "DA", "GA", "DA"],
        "korean_national": YES_NO,
        "received_by_priority": [None, *WON],
        "repaid_on_claim": [None, *WON],
        "support": [None, 0, 0, 0, 1, 33_333_333],
        "bought_house": [None, False, False, True],
        "distribution_demanded": YES_NO,
        "auction_started_on": [*DAYS, False, False],
        "advance_paid": [None, False, False, True],
        "filed_on": FILED,
    },
    "period": {
        "base": [*FILED, "2026-11-20T14:00", "2026-11-20T23:59:59+09:00", "2026-11-20T25:00"],
        "length": [None, 0, 1, 5, 6, 30, 12, 10_000, -1, 10**15],
        "unit": [None, "day", "month", "year", "week"],
        "backward": [None, None, True, False],
        "counting": [None, "civil", "petition", "first_day"],
    },
}


def drawn(name: str, count: int, seed: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(seed)
    for _ in range(count):
        yield {fact: chance.choice(values) for fact, values in CASES[name].items()}


def as_csv(cases: Sequence[Mapping[str, Any]], own_days: Sequence[str] = ("",)) -> str:
    named = [name for fact in cases[0] for name in ((fact, f"{fact}_not") if fact == "auction_started_on" else (fact,))]
    lines = [",".join(["id", "on", *named])]
    for number, (case, day) in enumerate(zip(cases, itertools.cycle(own_days), strict=False)):
        cells = [str(number), day]
        for fact, value in case.items():
            cells.append(
                ""
                if value is None or (value is False and fact == "auction_started_on")
                else str(value).replace("True", "true").replace("False", "false")
            )
            if fact == "auction_started_on":
                cells.append("true" if value is False else "")
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def alone(name: str, case: Mapping[str, Any], on: dt.date) -> dict[str, Any]:
    """The row that the single case would make."""
    try:
        done = ENTRIES[name].run({fact: value for fact, value in case.items() if value is not None}, on, BOOK)
    except LawError as error:
        return {"error": error.code}
    row: dict[str, Any] = {"error": None, "possible": None, "missing": "|".join(done["missing"]) or None}  # type: ignore[arg-type]
    for output in form(name).outputs:
        stem, _, part = output.name.rpartition("_")
        if part in ("n", "d"):
            fraction = done[stem]
            row[output.name] = fraction if fraction is None else fraction["nd".index(part)]  # type: ignore[index]
        elif output.name not in row:
            row[output.name] = done[output.name]
    return row


def table(folder: Path, name: str, content: str, engine: str) -> list[dict[str, Any]]:
    file, out = folder / "cases.csv", folder / f"{engine}.parquet"
    file.write_text(content, encoding="utf-8")
    code, printed, _ = call("run", name, "--on", ON.isoformat(), "--table", file, "--engine", engine, "-o", out)
    assert code == 0, printed
    days = pl.selectors.date().dt.to_string("iso")
    return pl.read_parquet(out).with_columns(days).to_dicts()


def check(name: str, folder: Path, engine: str, count: int, own_days: Sequence[str] = ("",)) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    cases = list(drawn(name, count, seed))
    told = table(folder, name, as_csv(cases, own_days), engine)
    errors = 0
    for case, row, day in zip(cases, told, itertools.cycle(own_days), strict=False):
        expected = alone(name, case, dt.date.fromisoformat(day) if day else ON)
        errors += expected["error"] is not None
        got = {key: row[key] for key in expected} if expected["error"] is None else {"error": row["error"]}
        assert got == expected, case
        if expected["error"] is not None:
            assert set(row.values()) == {row["id"], row["error"], None}, case
    assert 0 < errors < count


@pytest.mark.parametrize("name", sorted(CASES))
def test_each_row_of_a_calculator_is_the_single_case(name: str, tmp_path: Path) -> None:
    check(name, tmp_path, "polars", 3_000)


@pytest.mark.parametrize("name", ["small-deposit", "minimum-guarantee"])
def test_duckdb_gives_the_same_results(name: str, tmp_path: Path) -> None:
    check(name, tmp_path, "duckdb", 1_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["small-deposit", "minimum-guarantee"])
def test_spark_gives_the_same_results(name: str, tmp_path: Path) -> None:
    check(name, tmp_path, "spark", 1_000)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("small-deposit", ("2008-08-20", "2008-08-21", "2023-02-20", "2023-02-21", "2026-12-16")),
        ("minimum-guarantee", ("2026-11-12", "2026-11-13", "2030-01-01")),
        ("period", ("2021-03-22", "2021-03-23", "2026-12-16")),
    ],
)
def test_a_row_of_a_calculator_has_the_law_of_its_own_day(name: str, days: Sequence[str], tmp_path: Path) -> None:
    check(name, tmp_path, "polars", 1_500, days)


@pytest.mark.req("S1-XCT-01")
def test_excluded_days_stand_for_intervals_of_which_only_the_number_is_known(tmp_path: Path) -> None:
    content = "id,base,length,unit,excluded_days\n1,2026-11-20,30,day,\n2,2026-11-20,30,day,11\n3,2026-11-20,30,day,-1\n"
    told = table(tmp_path, "period", content, "polars")
    spans: Callable[[int], dict[str, object]] = lambda last: ENTRIES["period"].run(  # noqa: E731
        {"base": "2026-11-20", "length": 30, "unit": "day", "excluded": [["2026-12-01", f"2026-12-{last:02}"]]}, ON, BOOK
    )
    assert told[1]["nominal"] == spans(11)["nominal"]
    assert told[1]["effective"] == spans(11)["effective"]
    assert [row["error"] for row in told] == [None, None, "BAD_VALUE"]
