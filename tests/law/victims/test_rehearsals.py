"""Amendments rehearsed: two that came (2024-09-10, 2026-05-12) and one that is invented (a cap of 600 million from 2027-03-01)."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from teojeon.command.lawbook import parameters as parameter_page
from teojeon.law import texts, victims
from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.language.schema import schema
from teojeon.law.language.words import value_words
from teojeon.law.replay import replay
from teojeon.law.victims.rules import VICTIM
from tests.law.amended import amended
from tests.law.victims import cases, tables
from tests.law.victims.cases import DEFAULT, NEW, OLD

SHIPPED = LawBook.shipped()
ACT = "전세사기피해자법"
MAY_EVE, MAY = dt.date(2026, 5, 11), dt.date(2026, 5, 12)
IN_2024 = {**DEFAULT, "received_on": "2024-08-05"}
NO_LEASE_LIMBS = {"handover": "none", "occupying_at_reference": False, "move_in_reported": False, "fixed_date_obtained": False}


def changed_values(eve: dt.date, first: dt.date) -> dict[str, tuple[object, object]]:
    """Parameters of all that another value holds from `first` on, with both values."""

    def value(code: str, on: dt.date) -> object:
        row = SHIPPED.in_force_for(code, "nation", on)
        return None if row is None else row.value

    pairs = {code: (value(code, eve), value(code, first)) for code in SHIPPED.table.rows}
    return {code: pair for code, pair in pairs.items() if pair[0] != pair[1]}


def changed_articles(eve: dt.date, first: dt.date) -> set[str]:
    before = {each.label: each.text for each in texts.articles_in_force(ACT, eve)}
    after = {each.label: each.text for each in texts.articles_in_force(ACT, first)}
    assert set(before) <= set(after)
    return {label.removeprefix(f"{ACT} ") for label, text in after.items() if before.get(label) != text}


@pytest.mark.req("S1-XCT-02", "S1-ASM-12")
def test_2024_09_10_changes_these_five_values_and_no_other() -> None:
    assert changed_values(OLD, NEW) == {
        "DEPOSIT_CAP_BASE": (300_000_000, 500_000_000),
        "R1_JEONSE_RIGHT": (False, True),
        "R3_TWO_SUFFICE": (False, True),
        "D1_IMPOSSIBLE": (False, True),
        "DIRECT_NEGATIVE": (False, True),
    }


@pytest.mark.req("S1-ASM-03", "S1-ASM-04", "S1-ASM-05", "S1-ASM-11", "S1-ASM-12")
@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ({}, "GA", "GA"),
        ({"deposit": 450_000_000, "cap_uplift": 0}, "NA", "GA"),
        ({"deposit": 450_000_000}, "HOLD", "GA"),
        ({"deposit": 600_000_000, "cap_uplift": 200_000_000}, "NA", "GA"),
        ({**NO_LEASE_LIMBS, "jeonse_right_registered": True}, "REJECT", "GA"),
        ({"handover": "impossible"}, "REJECT", "DA"),
        ({"victim_count": 2}, "GA", "GA"),
        ({"victim_count": 1}, "DA", "DA"),
    ],
    ids=str,
)
def test_2024_09_10_decides_by_the_day_of_the_decision(change: Mapping[str, object], before: str, after: str) -> None:
    facts = {**IN_2024, **change}
    assert [victims.conclude(facts, on, SHIPPED).outcome for on in (OLD, NEW)] == [before, after]


def test_2024_09_10_lets_the_minister_exclude_by_number_without_the_committee() -> None:
    facts = {**IN_2024, "guarantees": [{"amount": 200_000_000, "state": "valid"}]}
    decided = [victims.assess(facts, on, SHIPPED) for on in (OLD, NEW)]
    assert [each.outcome for each in decided] == ["EXCLUDE", "EXCLUDE"]
    assert [each.direct_decision for each in decided] == [False, True]


def test_2024_09_10_changes_the_texts_that_the_changed_rules_cite() -> None:
    assert {"제2조", "제3조", "제14조"} <= changed_articles(OLD, NEW)
    acts = {
        on: {wording["article"]: wording["act"] for wording in victims.assess(IN_2024, on, SHIPPED).receipt["law"]}  # type: ignore[attr-defined]
        for on in (OLD, NEW)
    }
    changed = {article for article, act in acts[NEW].items() if acts[OLD].get(article) != act}
    assert changed == {"제2조제4호다목", "제3조제1항제1호", "제3조제1항제2호", "제3조제1항제3호"}
    assert {acts[OLD][article] for article in changed} == {"법률 제19425호"}
    assert {acts[NEW][article] for article in changed} == {"법률 제20429호"}


def test_2025_05_20_limits_the_first_contract_and_prolongs_the_act() -> None:
    eve, first = dt.date(2025, 5, 19), dt.date(2025, 5, 20)
    assert changed_values(eve, first) == {
        "ACT_VALID_TO": (dt.date(2025, 5, 31), dt.date(2027, 5, 31)),
        "FIRST_CONTRACT_LIMITED": (False, True),
        "FIRST_CONTRACT_MAX": (None, dt.date(2025, 5, 31)),
    }
    late = {**IN_2024, "first_contract_on": "2025-06-01"}
    assert [victims.conclude(late, on, SHIPPED).outcome for on in (eve, first)] == ["GA", "DISMISS"]


@pytest.mark.req("S1-XCT-02", "S1-ASM-12")
def test_2026_05_12_changes_no_value_and_no_decision() -> None:
    assert changed_values(MAY_EVE, MAY) == {}
    for case in tables.WHOLES:
        law = cases.book(case.rows)
        assert victims.conclude(case.facts, MAY_EVE, law) == victims.conclude(case.facts, MAY, law), case.says
        eve, first = (victims.assess(case.facts, on, law) for on in (MAY_EVE, MAY))
        assert [finding.value for finding in eve.findings] == [finding.value for finding in first.findings]
        assert eve.receipt["law"] == first.receipt["law"]


def test_2026_05_12_changes_texts_that_no_requirement_cites() -> None:
    changed = changed_articles(MAY_EVE, MAY)
    assert {"제11조", "제23조", "제24조", "제25조", "제25조의2", "제25조의13"} <= changed
    assert "부칙(법률 제21634호) 제1조" in changed
    assert not changed & {"제2조", "제3조", "제14조", "부칙(법률 제19425호) 제2조"}
    # what its addenda put off to 2026-11-13 is not yet there
    assert not any(label.startswith(("제25조의8", "제25조의9", "제28조의4")) for label in changed)


FIRST = dt.date(2027, 3, 1)
EVE = FIRST - dt.timedelta(days=1)
DEAR = {**DEFAULT, "deposit": 550_000_000, "cap_uplift": 0}


@pytest.fixture
def law(tmp_path: Path) -> LawBook:
    """A copy of the parameters with one more dated row and nothing else."""
    return amended(tmp_path, "DEPOSIT_CAP_BASE", "600_000_000", FIRST, f"{ACT} 제3조제1항제2호(가상의 법률)")


@pytest.mark.req("S1-XCT-02")
def test_the_invented_cap_decides_from_its_first_day(law: LawBook) -> None:
    assert [victims.conclude(DEAR, on, law).outcome for on in (EVE, FIRST)] == ["NA", "GA"]
    assert [victims.conclude(DEAR, on, SHIPPED).outcome for on in (EVE, FIRST)] == ["NA", "NA"]
    edges = {600_000_000: True, 600_000_001: None, 800_000_000: None, 800_000_001: False}
    assert {deposit: victims.assess({"deposit": deposit}, FIRST, law).finding("R2").value for deposit in edges} == edges


@pytest.mark.req("S1-XCT-02")
def test_the_finding_the_limbs_and_the_receipt_quote_the_invented_cap(law: LawBook) -> None:
    done = victims.assess(DEAR, FIRST, law)
    finding = done.finding("R2").as_dict()
    row = {
        "value": 600_000_000,
        "from": "2027-03-01",
        "to": None,
        "source": f"{ACT} 제3조제1항제2호(가상의 법률)",
        "home": "statute",
    }
    assert finding["parameters"]["DEPOSIT_CAP_BASE"] == row  # type: ignore[index]
    assert finding["because"][0]["right"] == 600_000_000  # type: ignore[index]
    assert done.receipt["parameters"]["DEPOSIT_CAP_BASE"] == row  # type: ignore[index]
    eve = victims.assess(DEAR, EVE, law).receipt["parameters"]["DEPOSIT_CAP_BASE"]  # type: ignore[index]
    assert (eve["value"], eve["to"]) == (500_000_000, "2027-02-28")
    assert "hypothetical" not in done.receipt


@pytest.mark.req("S1-XCT-02")
def test_no_other_figure_of_the_cap_is_left_in_what_is_answered(law: LawBook) -> None:
    printed = json.dumps(victims.assess(DEAR, FIRST, law).as_dict(), ensure_ascii=False)
    assert "500000000" not in printed
    assert "600000000" in printed
    assert "800000000" in printed  # with the whole uplift


def test_neither_words_nor_schema_nor_titles_quote_a_figure_of_the_cap() -> None:
    """What people read of the rule itself names the cap and leaves the amount to the row in force."""
    read = [rule.words for rule in VICTIM.requirements] + [rule.title for rule in VICTIM.requirements]
    read.append(json.dumps(schema(VICTIM.name, VICTIM.title, VICTIM.facts), ensure_ascii=False))
    for figure in ("500", "5억", "300", "3억", "700", "7억"):
        assert not any(figure in words for words in read), figure


def test_the_law_book_prints_the_invented_row(law: LawBook, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = law.table.parameter("DEPOSIT_CAP_BASE").kind
    assert value_words(600_000_000, kind) not in parameter_page.page()
    monkeypatch.setattr(parameter_page, "shipped_parameters", lambda: law.table)
    printed = parameter_page.page()
    line = next(line for line in printed.splitlines() if value_words(600_000_000, kind) in line)
    assert "2027-03-01" in line
    assert any("2027-02-28" in line and value_words(500_000_000, kind) in line for line in printed.splitlines())


def test_a_refused_general_resolution_follows_the_invented_cap(law: LawBook) -> None:
    victims.check_rows(law.with_rows((cases.cap(800_000_000, "2027-03-01"),)))
    with pytest.raises(LawError, match="BAD_VALUE"):
        victims.check_rows(law.with_rows((cases.cap(800_000_001, "2027-03-01"),)))
    with pytest.raises(LawError, match="BAD_VALUE"):
        victims.check_rows(law.with_rows((cases.cap(700_000_001, "2027-02-28"),)))


@pytest.mark.req("S1-XCT-02")
def test_as_a_row_of_the_command_the_invented_cap_is_a_simulation_and_can_be_replayed() -> None:
    supposed = SHIPPED.with_rows([AuthorityRow("DEPOSIT_CAP_BASE", "nation", 600_000_000, FIRST, None, "가상의 법률", "")])
    done = victims.assess(DEAR, FIRST, supposed)
    assert (done.outcome, done.receipt["hypothetical"]) == ("GA", True)
    again = replay(done.as_dict(), EVE)
    assert again["before"]["outcome"] == "GA"  # type: ignore[index]
    assert again["after"]["outcome"] == "NA"  # type: ignore[index]
