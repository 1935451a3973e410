"""`teojeon law … --table`: options, engines, output files, progress; names and codes are a contract."""

import datetime as dt
import importlib.util
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from teojeon.command.law import main
from teojeon.command.tables import engines
from teojeon.command.tables.progress import Progress
from teojeon.command.tables.run import Order, run
from teojeon.kernel import clock
from teojeon.law.book import LawBook
from teojeon.law.table.catalogue import form
from tests.law.tables import call, column, csv_file, parquet_file, refused, rows
from tests.support.law_rows import victim_rows

VICTIM_RESULTS = ["id", "outcome", "possible", "missing", "error"]


def small(folder: Path) -> Path:
    return csv_file(folder, "id,deposit", "1,1", "2,-1")


def test_the_schema_of_a_table_names_each_column_in_korean_and_what_an_empty_cell_means() -> None:
    code, out, err = call("schema", "victim", "--table")
    described = json.loads(out)
    columns = {each["name"]: each for each in described["columns"]}
    assert (code, err) == (0, "")
    assert list(columns)[:3] == ["id", "on", "received_on"]
    assert {"event_other_found", "guarantee_valid", "guarantee_pending", "guarantees_known", "other_tenants_known"} <= set(columns)
    assert [f"other_tenant_{number}" in columns for number in (0, 1, 40, 41)] == [False, True, True, False]
    assert {name for name in columns if name.endswith("_not")} == {
        f"{name}_not" for name in ("sale_completed_on", "price_paid_on", "earliest_security_on")
    }
    assert not {"guarantees", "insolvency_events", "other_tenants_deposits"} & set(columns)
    for name, each in columns.items():
        assert any("가" <= letter <= "힣" for letter in each["title"]), name
        assert each["kind"] and each["empty"], name
    assert (columns["guarantee_valid"]["empty"], columns["deposit"]["empty"]) == ("0", "모름")
    assert columns["deposit"]["unit"] == "원"
    assert [each["name"] for each in described["results"]] == VICTIM_RESULTS
    assert [each["name"] for each in described["findings"]][:2] == ["G1", "G2"]
    assert described["engines"] == ["polars", "duckdb", "spark"]


@pytest.mark.parametrize(
    ("name", "results", "among"),
    [
        ("small-deposit", ["protected_amount", "tenant_threshold"], ["duckdb", "spark"]),
        ("minimum-guarantee", ["entitled", "payable", "floor_n", "floor_d", "decide_by", "extended_by"], ["duckdb", "spark"]),
        ("period", ["nominal", "effective", "rolled_over"], []),
    ],
)
def test_scalar_results_stand_where_an_outcome_would(name: str, results: list[str], among: list[str]) -> None:
    described = json.loads(call("schema", name, "--table")[1])
    assert [each["name"] for each in described["results"]] == ["id", *results, "possible", "missing", "error"]
    assert described["engines"] == ["polars", *among]


@pytest.mark.parametrize(
    ("argv", "code", "field"),
    [
        (("schema", "tax-apportionment", "--table"), "BAD_VALUE", "table"),
        (("schema", "victim", "--table", "x"), "UNKNOWN_KEY", "--table"),
        (("run", "tax-apportionment", "--table", "CASES"), "BAD_VALUE", "table"),
        (("run", "victim", "--table"), "BAD_VALUE", "table"),
        (("run", "victim", "--table", "/nowhere.csv"), "BAD_VALUE", "table"),
        (("run", "victim", "--table", "/nowhere.xlsx"), "BAD_VALUE", "table"),
        (("run", "victim", "--table", "/"), "BAD_VALUE", "table"),
        (("run", "victim", "--table", "-"), "BAD_VALUE", "table"),
        (("run", "victim", "--table", "\0.csv"), "BAD_VALUE", "table"),
        (("run", "victim", "--table", "CASES", "facts.json"), "BAD_VALUE", "file"),
        (("run", "victim", "--table", "CASES", "--table", "CASES"), "BAD_VALUE", "table"),
        (("run", "victim", "--table", "CASES", "--engine", "pandas"), "BAD_VALUE", "engine"),
        (("run", "victim", "--table", "CASES", "--engine"), "BAD_VALUE", "engine"),
        (("run", "period", "--table", "CASES", "--engine", "duckdb"), "BAD_VALUE", "engine"),
        (("run", "period", "--table", "CASES", "--engine", "spark"), "BAD_VALUE", "engine"),
        (("run", "victim", "--table", "CASES", "-o"), "BAD_VALUE", "o"),
        (("run", "victim", "--table", "CASES", "-o", "answer.xlsx"), "BAD_VALUE", "o"),
        (("run", "victim", "--table", "CASES", "-o", "/nowhere/answer.csv"), "BAD_VALUE", "o"),
        (("run", "victim", "--table", "CASES", "-o", "/proc/answer.csv"), "BAD_VALUE", "o"),
        (("run", "victim", "--table", "CASES", "-o", "x" * 300 + ".csv"), "BAD_VALUE", "o"),
        (("run", "victim", "--table", "CASES", "-o", "\0.csv"), "BAD_VALUE", "o"),
        (("run", "victim", "--table", "CASES", "-o", "CASES"), "BAD_VALUE", "o"),
        (("run", "victim", "--table", "CASES", "--findings", "--findings"), "BAD_VALUE", "findings"),
        (("run", "victim", "--table", "CASES", "--findings=yes"), "UNKNOWN_KEY", "--findings=yes"),
        (("run", "victim", "--table", "CASES", "--on", "2023-05-31"), "NOT_IN_FORCE", "on"),
        (("run", "victim", "--table", "CASES", "--on", "x"), "BAD_DATE", "on"),
        (("run", "victim", "--engine", "duckdb"), "BAD_VALUE", "engine"),
        (("run", "victim", "--findings"), "BAD_VALUE", "findings"),
        (("run", "victim", "-o", "answer.csv"), "BAD_VALUE", "o"),
        (("replay",), "BAD_VALUE", "on"),
        (("replay", "--on", "2026-12-16"), "BAD_VALUE", "file"),
        (("replay", "CASES"), "BAD_VALUE", "on"),
        (("replay", "CASES", "--on", "2026-12-16"), "BAD_JSON", "file"),
        (("replay", "CASES", "--table", "CASES"), "UNKNOWN_KEY", "--table"),
    ],
)
def test_a_wrong_call_is_refused(tmp_path: Path, argv: tuple[str, ...], code: str, field: str) -> None:
    table = small(tmp_path)
    status, out, _ = call(*(str(table) if word == "CASES" else word for word in argv))
    error = json.loads(out)
    assert (status, error["error"], error["field"]) == (2, code, field)
    assert [each.name for each in tmp_path.iterdir()] == ["cases.csv"]


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_an_engine_that_is_not_installed_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None if name != "polars" else importlib.util.find_spec(name))
    assert refused("victim", small(tmp_path), "--engine", engine) == ("ENGINE_NOT_INSTALLED", "engine")


@pytest.mark.slow
def test_spark_without_java_says_so(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("bash", "ps", "env", "dirname"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    command = [
        sys.executable,
        "-m",
        "teojeon.command.main",
        "law",
        "run",
        "victim",
        "--engine",
        "spark",
        "--table",
        str(small(tmp_path)),
    ]
    done = subprocess.run(command, capture_output=True, check=False, env={"PATH": str(tools)})
    error = json.loads(done.stdout)
    assert (done.returncode, error["error"], error["field"], done.stderr) == (2, "ENGINE_NOT_INSTALLED", "engine", b"")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_an_answer_is_written_beside_and_put_in_place_whole(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"answer.{ending}"
    out.write_bytes(b"old")
    code, printed, err = call("run", "victim", "--table", small(tmp_path), "-o", out)
    answer = pl.read_csv(out) if ending == "csv" else pl.read_parquet(out)
    assert (code, printed) == (0, "")
    assert answer.columns == VICTIM_RESULTS
    assert answer["error"].to_list() == [None, "NEGATIVE_AMOUNT"]
    assert err.splitlines()[0] == "2행: 결과 1행, 오류 1행"
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([f"answer.{ending}", "cases.csv"])


def test_a_run_that_fails_leaves_the_old_answer_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("stopped halfway")

    out = tmp_path / "answer.parquet"
    out.write_bytes(b"old")
    monkeypatch.setattr(pl.LazyFrame, "sink_parquet", fails)
    with pytest.raises(RuntimeError):
        call("run", "victim", "--table", small(tmp_path), "-o", out)
    assert out.read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["answer.parquet", "cases.csv"]


def test_without_a_file_the_answer_is_csv_on_standard_output(tmp_path: Path) -> None:
    assert call("run", "victim", "--table", small(tmp_path))[1].splitlines()[0] == ",".join(VICTIM_RESULTS)


def test_the_rows_own_day_goes_before_that_of_the_call(tmp_path: Path) -> None:
    table = csv_file(
        tmp_path, "id,on,deposit", "1,2024-09-09,300000001", "2,2024-09-10,300000001", "3,,300000001", "4,2023-05-31,1", "5,x,1"
    )
    answer = rows("victim", table, "--findings", on="2024-09-09")
    assert column("R2", answer) == ["", "true", "", "", ""]
    assert column("error", answer) == ["", "", "", "NOT_IN_FORCE", "BAD_DATE"]


def test_rows_with_days_of_their_own_need_no_day_of_the_call(tmp_path: Path) -> None:
    table = csv_file(tmp_path, "id,on,deposit", "1,2026-11-13,1", "2,,1")
    answer = rows("minimum-guarantee", table, on="2026-11-12")
    assert column("error", answer) == ["", "NOT_IN_FORCE"]
    assert refused("minimum-guarantee", csv_file(tmp_path, "id,deposit", "1,1"), "--on=x") == ("BAD_VALUE", "on")


def test_without_a_day_the_law_is_that_of_today_in_seoul(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: dt.datetime(2024, 9, 9, 15, 30, tzinfo=dt.UTC))
    _, out, _ = call("run", "victim", "--findings", "--table", csv_file(tmp_path, "id,deposit", "1,300000001"))
    assert out.splitlines()[1].split(",")[11] == "true"


def test_a_thousand_days_cost_a_few_compilations(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(1_000)]
    read: list[dt.date] = []
    its = form("victim")
    named = its.named

    def noted(reading: Any) -> Any:
        read.append(reading.on)
        return named(reading)

    monkeypatch.setitem(its.__dict__, "named", noted)
    run(Order("victim", parquet_file(tmp_path, {"id": days, "on": days}), days[0], LawBook.shipped()), io.StringIO(), io.StringIO())
    assert len(read) == 3
    assert read == [dt.date(2024, 1, 1), dt.date(2024, 9, 10), dt.date(2025, 5, 20)]


def test_rows_of_an_authority_reach_the_table(tmp_path: Path) -> None:
    file = tmp_path / "rows.toml"
    file.write_text(
        '[[row]]\ncode = "DEPOSIT_CAP_EFFECTIVE"\nscope = "sido:11"\nvalue = 600_000_000\nfrom = 2026-12-01\n'
        'source = "위원회 의결"\nresolution = "제2026-31호"\n',
        encoding="utf-8",
    )
    table = csv_file(tmp_path, "id,deposit,sido", "1,600000000,11", "2,600000000,26", "3,600000001,11", "4,600000000,")
    answer = rows("victim", table, "--findings", "--parameters", file)
    assert column("R2", answer) == ["true", "", "false", ""]


def test_progress_is_told_on_standard_error_and_no_more_often_than_asked() -> None:
    err = io.StringIO()
    eager = Progress(err, 10_000_000, every=0)
    eager.add(1_000_000, {})
    eager.tell("DuckDB 12%")
    patient = Progress(err, 10, every=3_600)
    patient.add(1, {})
    assert err.getvalue() == "1,000,000행 / 10,000,000행\nDuckDB 12%\n"


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_long_table_tells_its_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setattr("teojeon.command.tables.progress._EVERY_SECONDS", 0)
    table = tmp_path / "cases.parquet"
    victim_rows(300_000, 1).sink_parquet(table)
    _, _, err = call("run", "victim", "--table", table, "--engine", engine, "-o", tmp_path / "answer.parquet")
    assert len(err.splitlines()) > 1
    assert err.splitlines()[-1] == "300,000행: 결과 300,000행, 오류 0행"


def test_a_receipt_is_replayed_under_another_day(tmp_path: Path) -> None:
    out = io.StringIO()
    main(("run", "victim", "--on", "2024-09-09"), out, io.StringIO(), io.BytesIO(b'{"deposit": 400000000}'))
    file = tmp_path / "result.json"
    file.write_text(out.getvalue(), encoding="utf-8")
    code, printed, _ = call("replay", file, "--on", "2024-09-10")
    answer = json.loads(printed)
    assert code == 0
    assert list(answer) == ["before", "after", "differences"]
    assert [answer[key]["on"] for key in ("before", "after")] == ["2024-09-09", "2024-09-10"]
    assert answer["before"] == json.loads(out.getvalue())
    assert answer["differences"]


def test_the_command_without_a_table_loads_no_library_for_tables() -> None:
    script = (
        "import io, sys; from teojeon.command.law import main; main(['run', 'victim'], io.StringIO(), io.StringIO(), io.BytesIO(b'{}'));"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'django', 'polars', 'duckdb', 'pyspark', 'narwhals', 'psycopg'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_as_a_process_a_broken_table_is_refused_without_a_word_of_the_libraries(tmp_path: Path) -> None:
    file = tmp_path / "cases.parquet"
    victim_rows(3_000, 3).sink_parquet(file)
    content = bytearray(file.read_bytes())
    content[1_000:30_000] = bytes(range(256)) * 113 + bytes(72)
    file.write_bytes(bytes(content))
    done = subprocess.run(
        [sys.executable, "-m", "teojeon.command.main", "law", "run", "victim", "--table", str(file)],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, json.loads(done.stdout)["error"], done.stderr) == (2, "BAD_VALUE", b"")


def test_as_a_process_whose_reader_has_seen_enough_it_ends_quietly(tmp_path: Path) -> None:
    file = tmp_path / "cases.parquet"
    victim_rows(50_000, 3).sink_parquet(file)
    command = [sys.executable, "-m", "teojeon.command.main", "law", "run", "victim", "--table", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 0
