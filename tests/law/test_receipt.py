"""The receipt: everything a result rests on, the same bytes for the same facts and law, with a hash that fits."""

import datetime as dt
import hashlib
import json

import pytest

from teojeon.law import victims
from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.receipt import canonical_json, is_intact

NOW = dt.date(2026, 12, 16)
FACTS: dict[str, object] = {
    "deposit": 600_000_000,
    "cap_uplift": None,
    "sido": "11",
    "guarantees": [{"amount": 1, "state": "valid"}],
    "sale_completed_on": False,
}
SEOUL = AuthorityRow("DEPOSIT_CAP_EFFECTIVE", "sido:11", 650_000_000, NOW, None, "위원회 의결", "제2026-31호")


def assess(facts: dict[str, object], book: LawBook | None = None) -> victims.Assessment:
    return victims.assess(facts, NOW, book or LawBook.shipped())


@pytest.mark.req("S1-XCT-02")
def test_the_receipt_names_law_and_parameters_with_their_days() -> None:
    receipt = assess(FACTS, LawBook.shipped().with_rows([SEOUL])).receipt
    assert set(receipt) == {"name", "on", "facts", "law", "parameters", "engine", "sha256"}
    assert (receipt["name"], receipt["on"]) == ("victim", "2026-12-16")
    law = receipt["law"]
    assert isinstance(law, list)
    assert len(law) == len({wording["article"] for wording in law})
    assert {
        "text": "전세사기피해자 지원 및 주거안정에 관한 특별법",
        "article": "제3조제1항제2호",
        "act": "법률 제20429호",
        "from": "2024-09-10",
        "to": None,
    } in law
    cited = {source.article for rule in victims.VICTIM.requirements for source in (rule.source, *rule.also)}
    assert {wording["article"] for wording in law} == cited
    parameters = receipt["parameters"]
    assert isinstance(parameters, dict)
    assert list(parameters) == sorted(parameters)
    assert {"DEPOSIT_CAP_BASE", "DEPOSIT_CAP_EFFECTIVE", "DEPOSIT_CAP_UPLIFT_MAX"} <= set(parameters)
    assert parameters["DEPOSIT_CAP_EFFECTIVE"]["resolution"] == "제2026-31호"


@pytest.mark.parametrize(("on", "named"), [("2025-05-19", False), ("2025-05-20", True)])
def test_an_article_that_is_not_yet_in_force_is_not_named(on: str, named: bool) -> None:
    law = victims.assess(FACTS, dt.date.fromisoformat(on), LawBook.shipped()).receipt["law"]
    assert isinstance(law, list)
    assert any(wording["act"] == "법률 제20956호" for wording in law) is named


def test_the_hash_is_over_the_canonical_json_without_itself() -> None:
    receipt = dict(assess(FACTS).receipt)
    digest = receipt.pop("sha256")
    text = json.dumps(receipt, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert digest == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_same_facts_under_the_same_law_give_the_same_bytes() -> None:
    other_order = dict(reversed(FACTS.items()))
    without_null = {name: value for name, value in FACTS.items() if value is not None}
    entries_turned = FACTS | {"guarantees": ({"state": "valid", "amount": 1},)}
    first = json.dumps(assess(FACTS).as_dict(), ensure_ascii=False)
    for same in (dict(FACTS), other_order, without_null, entries_turned):
        assert json.dumps(assess(same).as_dict(), ensure_ascii=False) == first


def test_dates_given_as_dates_or_text_are_the_same_facts() -> None:
    text, date = {"received_on": "2026-11-20"}, {"received_on": dt.date(2026, 11, 20)}
    assert assess(dict(text)).receipt == assess(dict(date)).receipt


def test_other_facts_or_another_day_give_another_hash() -> None:
    hashes = {
        assess(FACTS).receipt["sha256"],
        assess(FACTS | {"deposit": 600_000_001}).receipt["sha256"],
        assess(FACTS | {"sale_completed_on": None}).receipt["sha256"],
        victims.assess(FACTS, NOW + dt.timedelta(days=1), LawBook.shipped()).receipt["sha256"],
        assess(FACTS, LawBook.shipped().with_rows([SEOUL])).receipt["sha256"],
    }
    assert len(hashes) == 5


def test_an_altered_receipt_is_not_intact() -> None:
    receipt = dict(assess(FACTS).receipt)
    assert is_intact(receipt)
    assert not is_intact(receipt | {"facts": {"deposit": 1}})
    assert not is_intact(receipt | {"extra": 1})


def test_only_a_row_against_a_statute_marks_the_receipt_hypothetical() -> None:
    invented = AuthorityRow("DEPOSIT_CAP_BASE", "nation", 600_000_000, NOW, None, "가상 개정", "")
    marked = assess(FACTS, LawBook.shipped().with_rows([invented])).receipt
    assert marked["hypothetical"] is True
    assert is_intact(marked)
    assert "hypothetical" not in assess(FACTS, LawBook.shipped().with_rows([SEOUL])).receipt


def test_canonical_json_is_sorted_utf_8_without_spaces() -> None:
    assert canonical_json({"나": [1, None], "가": True}) == '{"가":true,"나":[1,null]}'.encode()
