"""Replay: a receipt under the law of its own day and of another. What was changed, or is no receipt, is refused with its field."""

import copy
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pytest

from teojeon.law import victims
from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.catalogue import ENTRIES
from teojeon.law.language.errors import LawError
from teojeon.law.receipt import canonical_json
from teojeon.law.replay import replay

OLD_CAP, NEW_CAP = dt.date(2024, 9, 9), dt.date(2024, 9, 10)
NOW = dt.date(2026, 12, 16)
FACTS: dict[str, object] = {"deposit": 450_000_000, "cap_uplift": 0, "received_on": "2024-08-20"}
SEOUL = AuthorityRow(
    "DEPOSIT_CAP_EFFECTIVE", "sido:11", 650_000_000, dt.date(2026, 1, 1), dt.date(2027, 6, 30), "위원회 의결", "제31호"
)
INVENTED = AuthorityRow("DEPOSIT_CAP_BASE", "nation", 600_000_000, dt.date(2027, 3, 1), None, "가상의 개정", "")


def result(facts: Mapping[str, object] = FACTS, on: dt.date = OLD_CAP, *rows: AuthorityRow) -> dict[str, Any]:
    """A result as the command prints it."""
    answer: dict[str, Any] = json.loads(json.dumps(victims.assess(facts, on, LawBook.shipped().with_rows(rows)).as_dict()))
    return answer


def resealed(receipt: Mapping[str, Any], **changed: Any) -> dict[str, Any]:
    """A receipt with other content and the hash that fits it: what somebody would write who knows the format."""
    made = {key: value for key, value in {**receipt, **changed}.items() if key != "sha256"}
    return made | {"sha256": hashlib.sha256(canonical_json(made)).hexdigest()}


def difference(answer: Mapping[str, Any], path: str) -> dict[str, Any] | None:
    return next((each for each in answer["differences"] if each["path"] == path), None)


def refused(document: object, on: dt.date = NEW_CAP) -> tuple[str, str | None]:
    with pytest.raises(LawError) as caught:
        replay(document, on)
    return caught.value.code, caught.value.field


@pytest.mark.req("S1-XCT-02")
def test_a_deposit_of_450_million_is_above_the_cap_the_day_before_the_amendment_and_below_it_on_its_day() -> None:
    answer: Any = replay(result(), NEW_CAP)
    found = difference(answer, "findings.R2.value")
    assert found is not None
    assert (found["before"], found["after"], found["source"]) == (False, True, "전세사기피해자법 제3조제1항제2호")
    cap = difference(answer, "parameters.DEPOSIT_CAP_BASE.value")
    assert cap is not None
    assert (cap["before"], cap["after"]) == (300_000_000, 500_000_000) and "20429" in cap["source"]
    assert (answer["before"]["on"], answer["after"]["on"]) == ("2024-09-09", "2024-09-10")
    assert "mismatch" not in answer


def test_under_its_own_day_nothing_differs_and_the_receipt_comes_out_with_the_same_hash() -> None:
    made = result()
    answer: Any = replay(made, OLD_CAP)
    assert answer["differences"] == []
    assert answer["before"] == answer["after"] == made


def test_a_bare_receipt_and_the_result_that_carries_it_are_replayed_alike() -> None:
    made = result()
    assert replay(made["receipt"], NEW_CAP) == replay(made, NEW_CAP)


def test_an_authority_row_counts_on_the_new_day_only_while_it_is_valid() -> None:
    made = result({"deposit": 600_000_000, "sido": "11"}, NOW, SEOUL)
    last, after = dt.date(2027, 6, 30), dt.date(2027, 7, 1)
    assert difference(replay(made, last), "findings.R2.value") is None
    answer: Any = replay(made, after)
    found = difference(answer, "findings.R2.value")
    assert found is not None and (found["before"], found["after"]) == (True, None)
    gone = difference(answer, "parameters.DEPOSIT_CAP_EFFECTIVE.value")
    assert gone is not None
    assert (gone["before"], gone["after"], gone["source"]) == (650_000_000, None, "위원회 의결")


def test_a_row_that_took_the_place_of_the_statute_is_taken_over_and_marks_both_receipts() -> None:
    made = result({"deposit": 550_000_000, "cap_uplift": 0}, dt.date(2027, 3, 1), INVENTED)
    answer: Any = replay(made, dt.date(2027, 12, 1))
    assert answer["before"] == made and answer["differences"] == []
    assert answer["after"]["receipt"]["hypothetical"] is True
    earlier: Any = replay(made, dt.date(2027, 2, 28))
    found = difference(earlier, "findings.R2.value")
    assert found is not None and (found["before"], found["after"]) == (True, False)
    assert "hypothetical" not in earlier["after"]["receipt"], "before its first day the shipped law holds"


def test_a_result_with_other_findings_than_its_receipt_gives_is_a_mismatch() -> None:
    made = result()
    for path, forged in (("findings", []), ("findings", None), ("on", "2024-09-10")):
        assert replay(made | {path: forged}, NEW_CAP)["mismatch"] is True
    turned = copy.deepcopy(made)
    next(each for each in turned["findings"] if each["code"] == "R2")["value"] = True
    answer: Any = replay(turned, NEW_CAP)
    assert answer["mismatch"] is True
    assert answer["before"] == made, "before is what the receipt gives, not what was written"
    assert "mismatch" not in replay(made | {"shown_on_paper": True}, NEW_CAP), "what no engine answers says nothing"


@pytest.mark.parametrize("part", ["facts", "on", "parameters", "law", "engine", "name"])
def test_a_receipt_of_which_any_part_was_changed_is_refused(part: str) -> None:
    receipt = result()["receipt"]
    assert refused(receipt | {part: "x"}) == ("BAD_VALUE", "sha256")


def test_a_receipt_with_one_won_more_is_refused() -> None:
    receipt = result()["receipt"]
    receipt["facts"]["deposit"] += 1
    assert refused(receipt) == ("BAD_VALUE", "sha256")


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"name": "no-such-rule"}, ("UNKNOWN_NAME", "name")),
        ({"name": ["victim"]}, ("UNKNOWN_NAME", "name")),
        ({"on": "2024-9-9"}, ("BAD_DATE", "on")),
        ({"on": 20240909}, ("WRONG_TYPE", "on")),
        ({"on": "2020-01-01"}, ("NOT_IN_FORCE", "on")),
        ({"facts": []}, ("WRONG_TYPE", "facts")),
        ({"facts": {"deposit": "3억"}}, ("WRONG_TYPE", "deposit")),
        ({"facts": {"deposit": -1}}, ("NEGATIVE_AMOUNT", "deposit")),
        ({"facts": {"rent": 1}}, ("UNKNOWN_KEY", "rent")),
        ({"parameters": None}, ("WRONG_TYPE", "parameters")),
        ({"parameters": {"X": 1}}, ("WRONG_TYPE", "parameters.X")),
        ({"parameters": {"X": {}}}, ("WRONG_TYPE", "parameters.X.scope")),
    ],
)
def test_what_is_no_receipt_of_this_house_is_refused_with_its_field(changed: dict[str, Any], answer: tuple[str, str]) -> None:
    assert refused(resealed(result()["receipt"], **changed)) == answer


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"scope": "planet"}, ("BAD_VALUE", "scope")),
        ({"value": "much"}, ("WRONG_TYPE", "value")),
        ({"value": 1.5}, ("WRONG_TYPE", "value")),
        ({"from": "soon"}, ("BAD_DATE", "from")),
        ({"to": "2025-01-01"}, ("BAD_VALUE", "to")),
        ({"source": 1}, ("WRONG_TYPE", "source")),
        ({"resolution": ""}, ("BAD_VALUE", "resolution")),
    ],
)
def test_a_broken_authority_row_is_refused_with_its_place(changed: dict[str, Any], answer: tuple[str, str]) -> None:
    receipt = result({"deposit": 600_000_000, "sido": "11"}, NOW, SEOUL)["receipt"]
    row = receipt["parameters"]["DEPOSIT_CAP_EFFECTIVE"] | changed
    forged = resealed(receipt, parameters=receipt["parameters"] | {"DEPOSIT_CAP_EFFECTIVE": row})
    code, field = answer
    assert refused(forged) == (code, f"parameters.DEPOSIT_CAP_EFFECTIVE.{field}")
    undeclared = resealed(receipt, parameters={"NO_SUCH_CAP": receipt["parameters"]["DEPOSIT_CAP_EFFECTIVE"]})
    assert refused(undeclared) == ("UNKNOWN_KEY", "parameters.NO_SUCH_CAP.code")


def test_an_uplift_beyond_the_statute_is_refused_also_from_a_receipt() -> None:
    receipt = result({"deposit": 600_000_000, "sido": "11"}, NOW, SEOUL)["receipt"]
    row = receipt["parameters"]["DEPOSIT_CAP_EFFECTIVE"] | {"value": 700_000_001}
    forged = resealed(receipt, parameters=receipt["parameters"] | {"DEPOSIT_CAP_EFFECTIVE": row})
    assert refused(forged)[0] == "BAD_VALUE"


@pytest.mark.parametrize("document", [None, 1, "receipt", [], {}, {"receipt": None}, {"receipt": []}, {"sha256": "x"}])
def test_what_is_no_receipt_at_all_is_refused(document: object) -> None:
    code, field = refused(document)
    assert code in {"WRONG_TYPE", "BAD_VALUE"} and field


@pytest.mark.parametrize("broken", [float("nan"), "\ud800", object()])
def test_a_receipt_that_no_json_can_hold_is_refused(broken: object) -> None:
    receipt = result()["receipt"]
    assert refused(receipt | {"facts": {"deposit": broken}}) == ("BAD_VALUE", "receipt")


def test_endless_nesting_is_refused_not_followed() -> None:
    nested: Any = []
    for _ in range(100_000):
        nested = [nested]
    assert refused(result()["receipt"] | {"facts": {"guarantees": nested}}) == ("BAD_VALUE", "receipt")


def test_a_day_on_which_the_law_was_not_in_force_is_refused() -> None:
    assert refused(result(), dt.date(2023, 5, 31)) == ("NOT_IN_FORCE", "on")


CASES: Mapping[str, dict[str, object]] = {
    "victim": FACTS,
    "small-deposit": {"region_class": "seoul", "reference_on": "2023-03-02"},
    "period": {"base": "2026-11-20", "length": 30, "unit": "day"},
    "minimum-guarantee": {"deposit": 100_000_000},
    "tax-apportionment": {"house_value": 1, "all_houses_value": 3, "filed_on": "2026-01-02", "national": [], "local": []},
    "recovery-estimate": {
        "price_base": 100_000_001,
        "price_source": "appraisal",
        "deposit": 100_000_000,
        "right": "none",
        "claims": [],
    },
}


@pytest.mark.parametrize("name", list(ENTRIES))
def test_every_rule_of_the_catalogue_can_be_replayed_and_comes_out_the_same_under_its_own_day(name: str) -> None:
    made = json.loads(json.dumps(ENTRIES[name].run(CASES[name], NOW, LawBook.shipped())))
    answer: Any = replay(made, NOW)
    assert answer["before"] == answer["after"] == made
    assert answer["differences"] == [] and "mismatch" not in answer


def test_a_holiday_fixed_ad_hoc_counts_whatever_the_new_day_is() -> None:
    day = dt.date(2026, 12, 21)
    holiday = AuthorityRow("AD_HOC_HOLIDAY", "nation", True, day, day, "관보", "제1호")
    run = ENTRIES["period"].run
    made = json.loads(json.dumps(run(CASES["period"], NOW, LawBook.shipped().with_rows([holiday]))))
    answer: Any = replay(made, dt.date(2026, 12, 1))
    assert answer["after"]["effective"] == "2026-12-22" and answer["differences"] == []
