"""Cells of a table: read exactly or refused by row; a header that nobody declared stops before any row runs."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from tests.law.tables import call, column, csv_file, parquet_file, refused, rows

EXAMPLE = (
    "id,received_on,natural_person,landlord_side,residential,first_contract_on,deposit,lessor_authorised,handover,move_in_reported,"
    "fixed_date_obtained,occupying_at_reference,event_auction_commenced,victim_count,sale_completed_on_not,intent_found,guarantees_known,"
    "small_deposit_right,region_class,has_security_right,earliest_security_on,house_value,other_tenants_known,self_recovery_found"
)
CELLS = "2026-11-20,true,false,true,2023-04-03,{deposit},true,done,true,true,true,true,5,true,true,true,true,seoul,true,2022-08-01,300000000,true,false"


def victim_csv(folder: Path, *deposits: object) -> Path:
    return csv_file(folder, EXAMPLE, *(f"{number}," + CELLS.format(deposit=deposit) for number, deposit in enumerate(deposits)))


@pytest.mark.req("S1-ASM-12")
def test_the_example_of_the_contract_as_a_row_waits_for_r2_alone(tmp_path: Path) -> None:
    answer = rows("victim", victim_csv(tmp_path, 500_000_001, 200_000_000))
    assert answer[0] == {"id": "0", "outcome": "HOLD", "possible": "GA|NA", "missing": "R2", "error": ""}
    assert answer[1] == {"id": "1", "outcome": "GA", "possible": "", "missing": "", "error": ""}


def test_findings_are_columns_after_the_others(tmp_path: Path) -> None:
    (row,) = rows("victim", victim_csv(tmp_path, 500_000_001), "--findings")
    codes = ["G1", "G2", "G3", "G4", "G5", "R1", "R2", "R3", "R4", "AC", "D1", "D2", "D3", "X1", "X2", "X3"]
    assert list(row) == ["id", "outcome", "possible", "missing", "error", *codes]
    assert (row["R1"], row["R2"], row["AC"]) == ("true", "", "false")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("abc", "WRONG_TYPE"),
        ("1.0", "WRONG_TYPE"),
        ('"500,000,000"', "WRONG_TYPE"),
        ("5e8", "WRONG_TYPE"),
        ("+1", "WRONG_TYPE"),
        ("007", "WRONG_TYPE"),
        (" 1", "WRONG_TYPE"),
        ("1 ", "WRONG_TYPE"),
        ("１", "WRONG_TYPE"),
        ("NaN", "WRONG_TYPE"),
        ("true", "WRONG_TYPE"),
        ("-", "WRONG_TYPE"),
        ("-1", "NEGATIVE_AMOUNT"),
        ("-" + "1" * 40, "NEGATIVE_AMOUNT"),
        ("1000000000000001", "BAD_VALUE"),
        ("9223372036854775808", "BAD_VALUE"),
        ("1" * 40, "BAD_VALUE"),
        ("1000000000000000", ""),
        ("0", ""),
        ("-0", ""),
        ('"1"', ""),
        ("", ""),
        ('""', ""),
    ],
)
def test_an_amount_in_a_csv_is_a_whole_number_or_refused(tmp_path: Path, cell: str, code: str) -> None:
    answer = rows("victim", csv_file(tmp_path, "id,deposit", f"1,{cell}", "2,1"))
    assert column("error", answer) == [code, ""]
    assert (answer[0]["outcome"] == "") is (code != "")
    assert answer[1]["outcome"] == "HOLD"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2026-02-29", "BAD_DATE"),
        ("2026-13-01", "BAD_DATE"),
        ("2026-00-10", "BAD_DATE"),
        ("2026-01-00", "BAD_DATE"),
        ("2026-04-31", "BAD_DATE"),
        ("1900-02-29", "BAD_DATE"),
        ("0000-01-01", "BAD_DATE"),
        ("2026-1-1", "BAD_DATE"),
        ("20261120", "BAD_DATE"),
        ("2026/11/20", "BAD_DATE"),
        ("2026-11-20T00:00", "BAD_DATE"),
        (" 2026-11-20", "BAD_DATE"),
        ('"2026-11-20\n"', "BAD_DATE"),
        ("２０２６-11-20", "BAD_DATE"),
        ("45981", "BAD_DATE"),
        ("2024-02-29", ""),
        ("2000-02-29", ""),
        ("0001-01-01", ""),
        ("9999-12-31", ""),
        ("", ""),
    ],
)
def test_a_date_in_a_csv_is_a_day_of_the_calendar_or_refused(tmp_path: Path, cell: str, code: str) -> None:
    assert column("error", rows("victim", csv_file(tmp_path, "id,received_on", f"1,{cell}"))) == [code]


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("natural_person", "TRUE", "WRONG_TYPE"),
        ("natural_person", "1", "WRONG_TYPE"),
        ("natural_person", "예", "WRONG_TYPE"),
        ("natural_person", "false", ""),
        ("event_other_found", "yes", "WRONG_TYPE"),
        ("handover", "gone", "BAD_VALUE"),
        ("handover", "Done", "BAD_VALUE"),
        ("handover", "past", ""),
        ("sido", "1", "BAD_VALUE"),
        ("sido", "１１", "BAD_VALUE"),
        ("sido", "11", ""),
        ("victim_count", "0", "BAD_VALUE"),
        ("victim_count", "-1", "BAD_VALUE"),
        ("victim_count", "1", ""),
        ("other_tenant_40", "-1", "NEGATIVE_AMOUNT"),
        ("guarantee_pending", "-1", "NEGATIVE_AMOUNT"),
        ("cap_uplift", "200000001", "BAD_VALUE"),
        ("cap_uplift", "200000000", ""),
    ],
)
def test_a_cell_outside_its_list_or_range_is_refused(tmp_path: Path, name: str, cell: str, code: str) -> None:
    assert column("error", rows("victim", csv_file(tmp_path, f"id,{name}", f"1,{cell}"))) == [code]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("sale_completed_on,sale_completed_on_not", "2022-01-01,true"),
        ("earliest_security_on,earliest_security_on_not", "2022-01-01,true"),
        ("has_security_right,earliest_security_on", "false,2022-01-01"),
        ("has_security_right,earliest_security_on_not", "true,true"),
    ],
)
def test_columns_that_contradict_each_other_are_refused(tmp_path: Path, header: str, cells: str) -> None:
    assert column("error", rows("victim", csv_file(tmp_path, f"id,{header}", f"1,{cells}", "2,,"))) == ["BAD_VALUE", ""]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("sale_completed_on,sale_completed_on_not", ",true"),
        ("sale_completed_on,sale_completed_on_not", "2022-01-01,false"),
        ("has_security_right,earliest_security_on_not", "false,true"),
        ("has_security_right,earliest_security_on", "true,2022-01-01"),
    ],
)
def test_a_certain_not_without_a_date_is_accepted(tmp_path: Path, header: str, cells: str) -> None:
    assert column("error", rows("victim", csv_file(tmp_path, f"id,{header}", f"1,{cells}"))) == [""]


def test_the_first_fault_in_the_order_of_the_columns_is_the_one_named(tmp_path: Path) -> None:
    answer = rows("victim", csv_file(tmp_path, "id,deposit,received_on", "1,-1,x", "2,x,2026-01-01", "3,-1,2026-01-01"))
    assert column("error", answer) == ["BAD_DATE", "WRONG_TYPE", "NEGATIVE_AMOUNT"]


def test_ids_come_back_as_they_were_in_the_order_of_the_rows(tmp_path: Path) -> None:
    ids = ["007", "=1+1", "가나 다", '"a,b"', '"두\n줄"', "", "-5", "007"]
    answer = rows("victim", csv_file(tmp_path, "id,deposit", *(f"{each},1" for each in ids)))
    assert column("id", answer) == ["007", "=1+1", "가나 다", "a,b", "두\n줄", "", "-5", "007"]


def test_what_went_wrong_is_counted_on_standard_error_by_code_and_column(tmp_path: Path) -> None:
    code, _, err = call("run", "victim", "--table", csv_file(tmp_path, "id,deposit,sido", "1,-1,", "2,x,", "3,-2,x", "4,1,11"))
    assert code == 0
    assert err.splitlines() == ["4행: 결과 1행, 오류 3행", "  WRONG_TYPE deposit: 1행", "  NEGATIVE_AMOUNT deposit: 2행"]


@pytest.mark.parametrize(
    ("header", "code", "field"),
    [
        ("id,deposits", "UNKNOWN_KEY", "deposits"),
        ("id,deposit,guarantees", "UNKNOWN_KEY", "guarantees"),
        ("id,other_tenant_41", "UNKNOWN_KEY", "other_tenant_41"),
        ("id,other_tenant_0", "UNKNOWN_KEY", "other_tenant_0"),
        ("id,received_on_not", "UNKNOWN_KEY", "received_on_not"),
        ("id,__error", "UNKNOWN_KEY", "__error"),
        ("id,Deposit", "UNKNOWN_KEY", "Deposit"),
        ("id;deposit", "UNKNOWN_KEY", "id;deposit"),
        ("id,", "UNKNOWN_KEY", ""),
        ("deposit", "BAD_VALUE", "id"),
        ("id,deposit,deposit", "BAD_VALUE", "deposit"),
        ("", "BAD_VALUE", "table"),
    ],
)
def test_a_header_that_nobody_declared_stops_before_any_row(tmp_path: Path, header: str, code: str, field: str) -> None:
    assert refused("victim", csv_file(tmp_path, header)) == (code, field)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        "id,handover\n1,가\n".encode("cp949"),
        b"id,deposit\n1\n",
        b"id,deposit\n1,2,3\n",
        b'id,deposit\n1,"2\n',
        b'id,"deposit\n',
        b"id,deposit\n" + b"1" * 3_000_000 + b",1\n",
    ],
)
def test_a_csv_that_is_only_half_readable_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes(content)
    assert refused("victim", file) == ("BAD_VALUE", "table")


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes(b"\xef\xbb\xbfid,deposit\r\n1,1\r\n2,-1\r\n")
    assert column("error", rows("victim", file)) == ["", "NEGATIVE_AMOUNT"]


def test_a_table_without_rows_is_answered_with_a_header(tmp_path: Path) -> None:
    assert call("run", "victim", "--table", csv_file(tmp_path, "id,deposit"))[1] == "id,outcome,possible,missing,error\n"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("deposit", pl.Series([1.0])),
        ("deposit", pl.Series(["1"])),
        ("deposit", pl.Series([True])),
        ("natural_person", pl.Series([1])),
        ("natural_person", pl.Series(["true"])),
        ("received_on", pl.Series(["2026-01-01"])),
        ("received_on", pl.Series([20260101])),
        ("received_on", pl.Series([dt.datetime(2026, 1, 1, tzinfo=dt.UTC)])),
        ("sido", pl.Series([11])),
        ("handover", pl.Series([["done"]])),
        ("on", pl.Series(["2026-01-01"])),
    ],
)
def test_a_parquet_column_of_another_type_is_refused_whole(tmp_path: Path, name: str, values: pl.Series) -> None:
    assert refused("victim", parquet_file(tmp_path, {"id": [1], name: values})) == ("WRONG_TYPE", name)


@pytest.mark.parametrize(
    ("name", "values", "codes"),
    [
        ("deposit", pl.Series([1, -1, None], dtype=pl.Int8), ["", "NEGATIVE_AMOUNT", ""]),
        ("deposit", pl.Series([1, 10**15, 10**15 + 1]), ["", "", "BAD_VALUE"]),
        ("deposit", pl.Series([1, 10**15 + 1, 2**64 - 1], dtype=pl.UInt64), ["", "BAD_VALUE", "BAD_VALUE"]),
        ("deposit", pl.Series([2**63 - 1, -(2**63), 0]), ["BAD_VALUE", "NEGATIVE_AMOUNT", ""]),
        ("victim_count", pl.Series([0, 1, 255], dtype=pl.UInt8), ["BAD_VALUE", "", ""]),
        (
            "received_on",
            pl.Series(["2026-01-01 00:00", "2026-01-01 09:00", None]).str.to_datetime("%Y-%m-%d %H:%M"),
            ["", "BAD_DATE", ""],
        ),
        ("received_on", pl.Series([-800_000, 3_000_000, 0], dtype=pl.Int32).cast(pl.Date), ["BAD_DATE", "BAD_DATE", ""]),
        ("handover", pl.Series(["done", "gone", None], dtype=pl.Categorical), ["", "BAD_VALUE", ""]),
        ("handover", pl.Series([None, None, None]), ["", "", ""]),
        ("natural_person", pl.Series([True, False, None]), ["", "", ""]),
    ],
)
def test_a_parquet_column_of_the_kind_is_checked_by_row(tmp_path: Path, name: str, values: pl.Series, codes: list[str]) -> None:
    assert column("error", rows("victim", parquet_file(tmp_path, {"id": [1, 2, 3], name: values}))) == codes


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\x00" * 100 + b"PAR1", b"id,deposit\n1,1\n"])
def test_what_is_no_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cases.parquet"
    file.write_bytes(content)
    assert refused("victim", file) == ("BAD_VALUE", "table")


def test_a_parquet_file_that_is_broken_in_the_middle_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    file = parquet_file(tmp_path, {"id": list(range(50_000)), "deposit": [number * 7_919 % 1_000_003 for number in range(50_000)]})
    content = bytearray(file.read_bytes())
    content[2_000:60_000] = bytes(58_000)
    file.write_bytes(bytes(content))
    out = tmp_path / "answer.csv"
    assert refused("victim", file, "-o", out) == ("BAD_VALUE", "table")
    assert [each.name for each in tmp_path.iterdir()] == ["cases.parquet"]
