"""`teojeon law`: names, shapes, error codes and exit codes are a contract."""

import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import teojeon
from teojeon.command.law import main
from teojeon.kernel import clock
from teojeon.law.receipt import is_intact
from tests.law.victims.cases import EXAMPLE

ROWS = """[[row]]
code = "DEPOSIT_CAP_EFFECTIVE"
scope = "sido:11"
value = 600_000_000
from = 2026-12-01
source = "위원회 의결"
resolution = "제2026-31호"
"""


def law(*argv: str, facts: object = None, raw: bytes | None = None) -> tuple[int, str]:
    """Exit code and standard output; nothing may come on standard error."""
    out, err = io.StringIO(), io.StringIO()
    content = raw if raw is not None else json.dumps(facts).encode()
    code = main(argv, out, err, io.BytesIO(content))
    assert err.getvalue() == ""
    return code, out.getvalue()


def run(facts: object, *options: str) -> dict[str, Any]:
    options = options or ("--on", "2026-12-16")
    code, out = law("run", "victim", *options, facts=facts)
    assert code == 0, out
    answer = json.loads(out)
    assert isinstance(answer, dict)
    return answer


def refused(*argv: str, facts: object = None, raw: bytes | None = None) -> tuple[str, str | None]:
    code, out = law(*argv, facts=facts, raw=raw)
    error = json.loads(out)
    assert code == 2
    assert set(error) == {"error", "message", "field", "source"}
    assert error["message"]
    return error["error"], error["field"]


def refused_facts(**facts: object) -> tuple[str, str | None]:
    return refused("run", "victim", "--on", "2026-12-16", facts=facts)


def r2(answer: dict[str, Any]) -> object:
    """The value of the finding R2."""
    return next(finding["value"] for finding in answer["findings"] if finding["code"] == "R2")


def test_list_gives_one_line_a_rule() -> None:
    code, out = law("list")
    assert code == 0
    lines = [line.split("\t") for line in out.splitlines()]
    assert [line[0] for line in lines] == [
        "victim",
        "small-deposit",
        "period",
        "minimum-guarantee",
        "tax-apportionment",
        "recovery-estimate",
    ]
    assert lines[0][3] == "2023-06-01"
    assert all(len(line) == 5 and line[1] and line[2] for line in lines)


@pytest.mark.req("S1-ASM-04", "S1-ASM-12")
def test_the_example_of_the_contract_waits_for_r2_alone() -> None:
    answer = run(EXAMPLE)
    assert (answer["outcome"], answer["possible"], answer["missing"]) == ("HOLD", ["GA", "NA"], ["R2"])
    assert answer["on"] == "2026-12-16"
    codes = ["G1", "G2", "G3", "G4", "G5", "R1", "R2", "R3", "R4", "AC", "D1", "D2", "D3", "X1", "X2", "X3"]
    assert [finding["code"] for finding in answer["findings"]] == codes
    assert r2(answer) is None
    assert answer["findings"][6]["settled_by"] == [{"who": "committee", "what": "상한 상향 의결"}]
    assert is_intact(answer["receipt"])


@pytest.mark.req("S1-ASM-04", "S1-ASM-12")
@pytest.mark.parametrize("uplift", [None, 0, 200_000_000])
def test_the_example_with_two_hundred_million_is_a_victim_whatever_the_uplift(uplift: int | None) -> None:
    answer = run(EXAMPLE | {"deposit": 200_000_000, "cap_uplift": uplift})
    assert (answer["outcome"], answer["possible"], answer["missing"]) == ("GA", [], [])


def test_no_facts_at_all_is_a_result_and_not_an_error() -> None:
    answer = run({})
    assert answer["outcome"] == "HOLD"
    assert r2(answer) is None


def test_facts_come_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(EXAMPLE), encoding="utf-8")
    from_file = law("run", "victim", str(file), "--on", "2026-12-16")
    assert from_file == law("run", "victim", "--on=2026-12-16", "-", facts=EXAMPLE)
    assert from_file == law("run", "victim", "--on", "2026-12-16", facts=EXAMPLE)


def test_without_a_date_the_law_is_that_of_today_in_seoul(monkeypatch: pytest.MonkeyPatch) -> None:
    late = dt.datetime(2024, 9, 9, 15, 30, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "real_now", lambda: late)
    code, out = law("run", "victim", facts={"deposit": 500_000_000})
    assert code == 0
    assert json.loads(out)["on"] == "2024-09-10"


def test_rows_of_an_authority_are_read_and_named_in_the_receipt(tmp_path: Path) -> None:
    file = tmp_path / "rows.toml"
    file.write_text(ROWS, encoding="utf-8")
    answer = run(EXAMPLE | {"sido": "11"}, "--on", "2026-12-16", "--parameters", str(file))
    assert r2(answer) is True
    assert answer["receipt"]["parameters"]["DEPOSIT_CAP_EFFECTIVE"]["home"] == "authority"
    assert "hypothetical" not in answer["receipt"]


def test_a_row_against_a_statute_marks_the_receipt(tmp_path: Path) -> None:
    file = tmp_path / "rows.toml"
    file.write_text(ROWS.replace("DEPOSIT_CAP_EFFECTIVE", "DEPOSIT_CAP_BASE").replace("sido:11", "nation"), encoding="utf-8")
    answer = run(EXAMPLE, "--on", "2026-12-16", "--parameters", str(file))
    assert answer["receipt"]["hypothetical"] is True
    assert r2(answer) is True


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (lambda text: text.replace("600_000_000", "800_000_000"), "BAD_VALUE", "DEPOSIT_CAP_EFFECTIVE"),
        (lambda text: text.replace("600_000_000", "-1"), "NEGATIVE_AMOUNT", "row[0].value"),
        (lambda text: text.replace("600_000_000", "6.5"), "WRONG_TYPE", "row[0].value"),
        (lambda text: text.replace("600_000_000", "1 2"), "BAD_VALUE", "parameters"),
        (lambda text: text.replace("DEPOSIT_CAP_EFFECTIVE", "CAP"), "UNKNOWN_KEY", "row[0].code"),
        (lambda text: text.replace("2026-12-01", '"2026-02-30"'), "BAD_DATE", "row[0].from"),
        (lambda text: text + text, "BAD_VALUE", "row[1].from"),
    ],
)
def test_faulty_rows_are_refused(tmp_path: Path, change: Callable[[str], str], code: str, field: str) -> None:
    file = tmp_path / "rows.toml"
    file.write_text(change(ROWS), encoding="utf-8")
    assert refused("run", "victim", "--on", "2026-12-16", "--parameters", str(file), facts={}) == (code, field)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"deposit": 1,}',
        b'{"deposit": 1} {}',
        b'{"deposit": 01}',
        b"\xff\xfe",
        b'{"deposit": NaN}',
        b'{"deposit": -Infinity}',
        b'{"deposit": 1, "deposit": 1}',
        b'{"guarantees": [{"amount": 1, "amount": 2}]}',
        b"[" * 100_000,
        b'{"a\x00": 1}',
    ],
)
def test_what_is_not_json_is_bad_json(raw: bytes) -> None:
    assert refused("run", "victim", "--on", "2026-12-16", raw=raw)[0] == "BAD_JSON"


@pytest.mark.parametrize(("sign", "code"), [("", "BAD_VALUE"), ("-", "NEGATIVE_AMOUNT")])
def test_a_number_of_five_thousand_digits_is_out_of_range(sign: str, code: str) -> None:
    raw = f'{{"deposit": {sign}{"1" * 5_000}}}'.encode()
    assert refused("run", "victim", "--on", "2026-12-16", raw=raw) == (code, "deposit")


def test_a_doubled_key_is_named() -> None:
    doubled = b'{"deposit": 1, "deposit": 2}'
    assert refused("run", "victim", "--on", "2026-12-16", raw=doubled) == ("BAD_JSON", "deposit")


@pytest.mark.parametrize("raw", [b"[]", b"1", b"null", b'"victim"', b"true", b"1.5"])
def test_json_that_is_no_object_has_the_wrong_type(raw: bytes) -> None:
    assert refused("run", "victim", "--on", "2026-12-16", raw=raw) == ("WRONG_TYPE", "file")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("deposits", 1, "UNKNOWN_KEY"),
        ("auction_started_on", None, "UNKNOWN_KEY"),
        ("deposit", "1", "WRONG_TYPE"),
        ("deposit", True, "WRONG_TYPE"),
        ("deposit", 1.0, "WRONG_TYPE"),
        ("deposit", 1e400, "BAD_JSON"),
        ("deposit", [1], "WRONG_TYPE"),
        ("deposit", -1, "NEGATIVE_AMOUNT"),
        ("deposit", 10**15 + 1, "BAD_VALUE"),
        ("deposit", 10**40, "BAD_VALUE"),
        ("deposit", -(10**40), "NEGATIVE_AMOUNT"),
        ("cap_uplift", 200_000_001, "BAD_VALUE"),
        ("cap_uplift", -1, "NEGATIVE_AMOUNT"),
        ("house_value", -1, "NEGATIVE_AMOUNT"),
        ("family_deposit", -1, "NEGATIVE_AMOUNT"),
        ("victim_count", 0, "BAD_VALUE"),
        ("victim_count", -1, "BAD_VALUE"),
        ("victim_count", "2", "WRONG_TYPE"),
        ("natural_person", 1, "WRONG_TYPE"),
        ("natural_person", "yes", "WRONG_TYPE"),
        ("handover", "gone", "BAD_VALUE"),
        ("handover", 1, "WRONG_TYPE"),
        ("region_class", "busan", "BAD_VALUE"),
        ("sido", "1", "BAD_VALUE"),
        ("sido", 11, "WRONG_TYPE"),
        ("sido", "１１", "BAD_VALUE"),
        ("received_on", "2026-02-29", "BAD_DATE"),
        ("received_on", "20261120", "BAD_DATE"),
        ("received_on", "2026-W47-5", "BAD_DATE"),
        ("received_on", "2026-11-20T00:00", "BAD_DATE"),
        ("received_on", "2026-11-20\n", "BAD_DATE"),
        ("received_on", "", "BAD_DATE"),
        ("received_on", 20261120, "WRONG_TYPE"),
        ("received_on", False, "WRONG_TYPE"),
        ("first_contract_on", False, "WRONG_TYPE"),
        ("sale_completed_on", True, "WRONG_TYPE"),
        ("sale_completed_on", 0, "WRONG_TYPE"),
        ("price_paid_on", "nie", "BAD_DATE"),
        ("insolvency_events", "auction_commenced", "WRONG_TYPE"),
        ("guarantees", {}, "WRONG_TYPE"),
        ("other_tenants_deposits", 1, "WRONG_TYPE"),
    ],
)
def test_a_value_that_is_not_exactly_right_is_refused_with_its_field(name: str, value: object, code: str) -> None:
    field = "file" if code == "BAD_JSON" else name
    assert refused_facts(**{name: value}) == (code, field)


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"insolvency_events": ["sold"]}, "BAD_VALUE", "insolvency_events[0]"),
        ({"insolvency_events": [None]}, "WRONG_TYPE", "insolvency_events[0]"),
        ({"insolvency_events": {"sold": True}}, "UNKNOWN_KEY", "insolvency_events.sold"),
        ({"insolvency_events": {"other_found": 1}}, "WRONG_TYPE", "insolvency_events.other_found"),
        ({"guarantees": [1]}, "WRONG_TYPE", "guarantees[0]"),
        ({"guarantees": [None]}, "WRONG_TYPE", "guarantees[0]"),
        ({"guarantees": [{"amount": -1}]}, "NEGATIVE_AMOUNT", "guarantees[0].amount"),
        ({"guarantees": [{}, {"state": "old"}]}, "BAD_VALUE", "guarantees[1].state"),
        ({"guarantees": [{"sum": 1}]}, "UNKNOWN_KEY", "guarantees[0].sum"),
        ({"other_tenants_deposits": [1, -1]}, "NEGATIVE_AMOUNT", "other_tenants_deposits[1]"),
        ({"other_tenants_deposits": [0] * 10_001}, "BAD_VALUE", "other_tenants_deposits"),
        (
            {"has_security_right": False, "earliest_security_on": "2022-08-01"},
            "BAD_VALUE",
            "earliest_security_on",
        ),
        ({"has_security_right": True, "earliest_security_on": False}, "BAD_VALUE", "earliest_security_on"),
    ],
)
def test_parts_of_facts_and_contradictions_are_refused_with_their_place(facts: dict[str, object], code: str, field: str) -> None:
    assert refused_facts(**facts) == (code, field)


@pytest.mark.parametrize(
    "facts",
    [
        {"sale_completed_on": False, "price_paid_on": False, "earliest_security_on": False},
        {"has_security_right": False, "earliest_security_on": False},
        {"earliest_security_on": "2022-08-01"},
        {"insolvency_events": {"other_found": None, "auction_commenced": True}},
        {"insolvency_events": {}},
        {"guarantees": [{"amount": None, "state": "pending"}, {}]},
        {"other_tenants_deposits": [None, 0]},
        {"deposit": 10**15, "cap_uplift": 200_000_000, "victim_count": 1, "sido": "51"},
        dict.fromkeys(EXAMPLE),
    ],
)
def test_what_the_contract_allows_is_accepted(facts: dict[str, object]) -> None:
    assert run(facts)["outcome"]


@pytest.mark.parametrize(
    ("argv", "code", "field"),
    [
        ((), "UNKNOWN_NAME", "verb"),
        (("play",), "UNKNOWN_NAME", "verb"),
        (("list", "all"), "UNKNOWN_KEY", "all"),
        (("schema",), "UNKNOWN_NAME", "name"),
        (("schema", "victims"), "UNKNOWN_NAME", "victims"),
        (("schema", "victim", "--columns"), "UNKNOWN_KEY", "--columns"),
        (("run",), "UNKNOWN_NAME", "name"),
        (("run", "periods"), "UNKNOWN_NAME", "periods"),
        (("run", "victim", "--of", "2026-12-16"), "UNKNOWN_KEY", "--of"),
        (("run", "victim", "--on"), "BAD_VALUE", "on"),
        (("run", "victim", "--on", "tomorrow"), "BAD_DATE", "on"),
        (("run", "victim", "--on", "2026-02-29"), "BAD_DATE", "on"),
        (("run", "victim", "--on", "2026-12-16", "--on", "2026-12-17"), "BAD_VALUE", "on"),
        (("run", "victim", "--on", "2023-05-31"), "NOT_IN_FORCE", "on"),
        (("run", "victim", "a", "b"), "BAD_VALUE", "file"),
        (("run", "victim", "/nowhere.json"), "BAD_JSON", "file"),
        (("run", "victim", "--parameters", "/nowhere.toml"), "BAD_VALUE", "parameters"),
    ],
)
def test_a_wrong_call_is_refused(argv: tuple[str, ...], code: str, field: str) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert main(argv, out, err, io.BytesIO(b"{}")) == 2
    error = json.loads(out.getvalue())
    assert (error["error"], error["field"]) == (code, field)


def test_a_refusal_names_the_article() -> None:
    _, out = law("run", "victim", "--on", "2026-12-16", facts={"cap_uplift": 200_000_001})
    assert json.loads(out)["source"] == "전세사기피해자법 제3조제1항제2호 단서"


def test_half_a_character_in_a_name_is_refused_and_can_be_printed() -> None:
    code, out = law("run", "victim", "--on", "2026-12-16", raw=b'{"\\ud800": 1}')
    assert (code, json.loads(out)["error"]) == (2, "UNKNOWN_KEY")
    assert out.encode("utf-8")


def test_the_schema_names_every_fact_in_korean_with_unit_and_source() -> None:
    code, out = law("schema", "victim")
    described = json.loads(out)
    assert code == 0
    added = {"sido", "family_deposit", "price_paid_on", "occupying_at_filing", "many_victims_found"}
    assert set(EXAMPLE) | added == set(described["properties"])
    for name, fact in described["properties"].items():
        assert any("가" <= letter <= "힣" for letter in fact["title"]), name
        assert fact["source"], name
    assert described["properties"]["deposit"]["unit"] == "원"
    optional = {name for name, fact in described["properties"].items() if fact.get("optional")}
    assert optional == {"sido", "family_deposit", "occupying_at_filing", "many_victims_found"}
    assert all(described["properties"][name]["default_meaning"] for name in optional)


def test_as_a_process_the_command_answers_in_json_with_the_exit_code() -> None:
    call = "import sys; from teojeon.command.law import main; sys.exit(main(sys.argv[1:], sys.stdout, sys.stderr))"
    base = [sys.executable, "-c", call, "run", "victim", "--on", "2026-12-16"]
    ascii_terminal = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(teojeon.__file__).parent.parent)}
    good = subprocess.run(base, input=b'{"deposit": 1}', capture_output=True, check=False, env=ascii_terminal)
    bad = subprocess.run(base, input=b"{", capture_output=True, check=False)
    assert (good.returncode, r2(json.loads(good.stdout))) == (0, True)
    assert (bad.returncode, json.loads(bad.stdout)["error"], bad.stderr) == (2, "BAD_JSON", b"")
