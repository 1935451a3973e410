"""`period`: holidays fixed ad hoc, the receipt, and the command itself."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from teojeon.command import law as command
from teojeon.law import calendar, period
from teojeon.law.book import AuthorityRow
from teojeon.law.catalogue import ENTRIES, Entry
from teojeon.law.language.errors import LawError
from teojeon.law.language.schema import schema
from teojeon.law.receipt import is_intact
from teojeon.law.replay import replay
from tests.law.periods import BOOK, GOOD, ON, days, holiday, run

# holidays fixed ad hoc


@pytest.mark.req("S1-XCT-01")
def test_a_holiday_fixed_ad_hoc_moves_the_end_and_stands_in_the_receipt() -> None:
    book = BOOK.with_rows([holiday("2026-12-21"), holiday("2026-12-28")])
    result = run(book, **GOOD)
    assert days(result) == ("2026-12-20", "2026-12-22", True)
    rows = result["receipt"]["parameters"]
    assert sorted(rows) == ["AD_HOC_HOLIDAY:2026-12-21", "HOLIDAYS"]
    assert rows["AD_HOC_HOLIDAY:2026-12-21"]["resolution"] == "공고 2026-12-21"
    assert [each["name"] for each in result["skipped"]] == ["일요일", "임시공휴일"]
    assert "hypothetical" not in result["receipt"]


@pytest.mark.parametrize(
    ("rows", "effective", "mattered"),
    [
        (["2026-12-22"], "2026-12-21", []),
        (["2026-12-20"], "2026-12-21", []),
        (["2026-12-21", "2026-12-22"], "2026-12-23", ["2026-12-21", "2026-12-22"]),
        (["2026-12-01"], "2026-12-21", []),
        (["2050-01-03"], "2026-12-21", []),
    ],
)
def test_only_the_holidays_that_mattered_stand_in_the_receipt(rows: list[str], effective: str, mattered: list[str]) -> None:
    result = run(BOOK.with_rows([holiday(day) for day in rows]), **GOOD)
    assert result["effective"] == effective
    assert sorted(result["receipt"]["parameters"]) == [*(f"AD_HOC_HOLIDAY:{day}" for day in mattered), "HOLIDAYS"]


def test_a_petition_loses_a_working_day_to_each_holiday_fixed_ad_hoc() -> None:
    book = BOOK.with_rows([holiday("2026-11-24", "2026-11-25")])
    result = run(book, base="2026-11-20", length=6, unit="day", counting="petition")
    assert result["effective"] == "2026-12-01"
    assert len(result["receipt"]["parameters"]) == 3
    hours = run(book, base="2026-11-23T14:00", length=1, unit="day", counting="petition")
    assert hours["ends_at"] == "2026-11-26T14:00:00+09:00"


def test_backwards_a_holiday_fixed_ad_hoc_moves_the_end_to_the_day_before() -> None:
    book = BOOK.with_rows([holiday("2026-12-18")])
    assert days(run(book, base="2026-12-28", length=10, unit="day", backward=True)) == ("2026-12-18", "2026-12-17", True)


def test_with_the_first_day_in_no_holiday_moves_anything() -> None:
    result = run(BOOK.with_rows([holiday("2026-12-18")]), base="2026-11-19", length=30, unit="day", counting="first_day")
    assert days(result) == ("2026-12-18", "2026-12-18", False)
    assert sorted(result["receipt"]["parameters"]) == ["HOLIDAYS"]


@pytest.mark.req("S1-XCT-01")
def test_the_same_day_is_not_fixed_twice() -> None:
    with pytest.raises(LawError, match=r"BAD_VALUE row\[1\].from"):
        BOOK.with_rows([holiday("2026-12-21", "2026-12-22"), holiday("2026-12-22")])


@pytest.mark.parametrize(
    "row",
    [
        holiday("2026-12-21", value=False),
        AuthorityRow("AD_HOC_HOLIDAY", "nation", True, dt.date(2026, 12, 21), None, "규정", "공고"),
        holiday("2026-12-01", "2027-01-01"),
    ],
)
def test_a_row_that_fixes_no_day_is_refused(row: AuthorityRow) -> None:
    with pytest.raises(LawError, match="BAD_VALUE AD_HOC_HOLIDAY"):
        period.check_rows(BOOK.with_rows([row]))


def test_a_row_of_thirty_one_days_is_still_a_row() -> None:
    assert len(period.ad_hoc_holidays(BOOK.with_rows([holiday("2026-12-01", "2026-12-31")]))) == 31


# the receipt


def test_the_receipt_carries_the_facts_as_read_the_articles_and_the_table() -> None:
    result = run(base="2026-11-20T14:00", length=3, unit="day", counting="petition", excluded=[["2026-11-23", "2026-11-23"]])
    receipt = result["receipt"]
    assert receipt["facts"] == {
        "base": "2026-11-20T14:00:00+09:00",
        "length": 3,
        "unit": "day",
        "counting": "petition",
        "excluded": [["2026-11-23", "2026-11-23"]],
    }
    assert next((each["text"], each["article"]) for each in receipt["law"]) == ("민원 처리에 관한 법률", "제19조")
    assert receipt["parameters"]["HOLIDAYS"]["value"] == calendar.holidays().version
    assert is_intact(receipt)
    assert result["effective"] == "2026-11-26"


def test_the_same_facts_give_the_same_bytes_however_they_are_written() -> None:
    one = run(base="2026-11-20T14:00", length=3, unit="day", counting="petition", backward=None)
    two = run(counting="petition", unit="day", length=3, base="2026-11-20T05:00:00Z")
    assert one["receipt"] == two["receipt"]
    assert run(base=dt.date(2026, 11, 20), length=30, unit="day") == run(**GOOD)


@pytest.mark.parametrize(("base", "projected"), [("2027-11-01", False), ("2027-12-01", False), ("2027-12-02", True)])
def test_an_end_in_a_year_not_yet_proclaimed_says_so(base: str, projected: bool) -> None:
    # 2027-12-31 is a Friday; 2028-01-01 a Saturday
    assert run(base=base, length=30, unit="day")["projected"] is projected


# the command


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ENTRIES", {**ENTRIES, "period": Entry(period.PERIOD, period.run, period.check_rows)})


def answer(*words: str, facts: object = GOOD) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    code = command.main(list(words), out, io.StringIO(), io.BytesIO(json.dumps(facts).encode()))
    return code, json.loads(out.getvalue())


@pytest.mark.req("S1-XCT-01")
@pytest.mark.usefixtures("registered")
def test_the_command_honours_the_holidays_of_a_parameters_file(tmp_path: Path) -> None:
    file = tmp_path / "rows.toml"
    file.write_text(
        '[[row]]\ncode = "AD_HOC_HOLIDAY"\nscope = "nation"\nvalue = true\nfrom = 2026-12-21\nto = 2026-12-21\n'
        'source = "관공서의 공휴일에 관한 규정 제2조제11호"\nresolution = "인사혁신처공고 제2026-1호"\n',
        encoding="utf-8",
    )
    assert answer("run", "period", "--on", "2026-11-20")[1]["effective"] == "2026-12-21"
    code, result = answer("run", "period", "--on", "2026-11-20", "--parameters", str(file))
    assert (code, result["effective"]) == (0, "2026-12-22")


@pytest.mark.usefixtures("registered")
def test_the_command_answers_a_short_petition_without_a_time_with_exit_2() -> None:
    code, error = answer("run", "period", facts={**GOOD, "length": 5, "counting": "petition"})
    assert code == 2
    assert (error["error"], error["field"], error["source"]) == ("BAD_DATE", "base", "민원처리법 제19조제1항")


def test_the_schema_names_both_forms_of_the_base_and_the_defaults() -> None:
    described = schema(period.PERIOD.name, period.PERIOD.title, period.PERIOD.facts)["properties"]
    assert isinstance(described, dict)
    assert list(described) == ["base", "length", "unit", "backward", "excluded", "counting"]
    assert "date-time" in json.dumps(described["base"])
    assert described["excluded"]["anyOf"][0]["items"]["minItems"] == 2
    assert described["counting"]["default_meaning"].startswith("civil")
    assert all(fact["source"] for fact in described.values())


@pytest.mark.req("S1-XCT-01")
def test_a_receipt_with_a_holiday_fixed_ad_hoc_is_recomputed_to_the_same_day() -> None:
    result = run(BOOK.with_rows([holiday("2026-12-21", "2026-12-22")]), **GOOD)
    assert result["effective"] == "2026-12-23"
    answer = replay(result, ON)
    before = answer["before"]
    assert isinstance(before, dict)
    assert (before["effective"], before["receipt"]["sha256"]) == ("2026-12-23", result["receipt"]["sha256"])
    assert "mismatch" not in answer
