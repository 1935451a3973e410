"""The letter's reasons by requirement, and what a decision keeps of its calculation."""

import datetime as dt
import io
import json
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction

from teojeon.kernel import clock
from teojeon.kernel.cases.queries import find_case
from teojeon.law import victims
from teojeon.law.book import LawBook
from teojeon.law.receipt import is_intact
from teojeon.services.victims.decision.actions import draft_letter, seal_letter
from teojeon.services.victims.decision.documents import draft_pdf
from teojeon.services.victims.decision.receipt import DecidedAssessment, decided_assessment, sha256_of
from teojeon.services.victims.decision.stated import QUOTED, REFUSALS, reasons_in_words, stated
from teojeon.services.victims.mycase.requirements import NOTHING, REQUIREMENTS
from tests.kernel.committees.test_meeting import refused
from tests.services.victims.decision.letters import drafted, read_letter, sealed, stored_pdf
from tests.support.factories import acting, make_case
from tests.support.meetings import SYSTEM, sql

pytestmark = pytest.mark.usefixtures("office_side")

NOW = dt.date(2026, 12, 16)
NO_RESIDENCE = {"move_in_report_on": False}


def found(outcome: str, **facts: Any) -> dict[str, dict[str, Any]]:
    """What a letter with this outcome would state, by requirement; without a database."""
    return {each["code"]: each for each in stated(victims.assess(facts, NOW, LawBook.shipped()), outcome)}


def decided(case: Any) -> DecidedAssessment:
    with acting(SYSTEM, read_only=True):
        kept = decided_assessment(find_case(case))
    assert kept is not None
    return kept


# what is stated


@pytest.mark.req("S1-BEY-01")
def test_a_refusal_says_what_failed_by_how_much_and_what_would_change_it() -> None:
    cap = found("REJECT", deposit=510_000_000, cap_uplift=0)["R2"]
    assert cap["decides"] and cap["source"] == "전세사기피해자법 제3조제1항제2호"
    assert "임차보증금 510,000,000원" in cap["why"]
    assert cap["limit"] == "비교한 금액은 510,000,000원, 기준은 500,000,000원이고 차이는 10,000,000원입니다."
    assert cap["change"] == REQUIREMENTS["R2"].change
    count = found("REJECT", victim_count=1, insolvency_events=["auction_commenced"])["R3"]
    assert "비교한 수는 1, 기준은 2입니다." in count["limit"] and count["change"] == REQUIREMENTS["R3"].change
    first = found("DISMISS", first_contract_on="2025-06-01")["G2"]
    assert "비교한 날은 2025. 6. 1.(일), 기준일은 2025. 5. 31.(토)입니다." in first["limit"]


@pytest.mark.req("S1-BEY-01")
def test_a_deposit_beyond_the_greatest_cap_cannot_be_changed_by_the_applicant_and_one_won_less_could_be() -> None:
    beyond = found("REJECT", deposit=700_000_001, cap_uplift=0)["R2"]
    assert NOTHING in beyond["change"] and "전세피해지원센터" in beyond["change"]
    assert NOTHING not in found("REJECT", deposit=700_000_000, cap_uplift=0)["R2"]["change"]


@pytest.mark.req("S1-BEY-01")
def test_only_what_brought_the_outcome_about_decides() -> None:
    facts: dict[str, Any] = {"deposit": 510_000_000, "cap_uplift": 0, "natural_person": True, "intent_found": False}
    deciding = {code for code, each in found("REJECT", **facts).items() if each["decides"]}
    assert deciding == {"R2", "R4"}
    assert not any(each["decides"] for each in found("GA", **facts).values()), "a grant rests on no refusal"
    excluded = found("EXCLUDE", deposit=100, guarantees=[{"amount": 100, "state": "valid"}], self_recovery_found=False)
    assert [code for code, each in excluded.items() if each["decides"]] == ["X1"]
    assert excluded["X1"]["result"] == "제외 사유에 해당합니다" and excluded["X3"]["result"] == "제외 사유에 해당하지 않습니다"


@pytest.mark.req("S1-BEY-01")
def test_replies_of_agencies_and_other_tenants_deposits_are_never_quoted() -> None:
    facts: dict[str, Any] = {
        "deposit": 40_000_000, "guarantees": [{"amount": 77_777_777, "state": "valid"}], "house_value": 66_666_666,
        "other_tenants_deposits": [55_555_555], "small_deposit_right": True, "region_class": "seoul", "has_security_right": False,
        "insolvency_events": ["national_tax_seizure"], "intent_found": False, "self_recovery_found": False,
    }  # fmt: skip
    for outcome in REFUSALS:
        text = json.dumps(list(found(outcome, **facts).values()), ensure_ascii=False)
        for hidden in ("77,777,777", "66,666,666", "55,555,555", "133,333,332", "국세"):
            assert hidden not in text, (outcome, hidden)
    assert not QUOTED & {"guarantees", "other_tenants_deposits", "house_value", "insolvency_events", "intent_found"}


@pytest.mark.req("S1-BEY-01")
def test_no_two_requirements_have_the_same_sentence_as_only_reason() -> None:
    facts: dict[str, Any] = {"deposit": 710_000_000, "move_in_reported": False, "fixed_date_obtained": False, "handover": "none"}
    facts |= {"intent_found": False, "leasehold_registered": False, "jeonse_right_registered": False}
    reasons = reasons_in_words(list(found("REJECT", **facts).values()), "REJECT")
    assert len(reasons) == len(set(reasons)) == 6, reasons


def test_every_requirement_of_the_law_can_be_stated_and_has_a_way_to_change_a_no() -> None:
    assert {code for codes in REFUSALS.values() for code in codes} | {"AC"} == {each.code for each in victims.VICTIM.requirements}
    assert set(found("GA")) == set(REQUIREMENTS)


# in the letter


@pytest.mark.req("S1-BEY-01")
def test_the_letter_of_a_refusal_carries_each_requirement_and_an_annex() -> None:
    case = drafted(outcome="REJECT", facts=NO_RESIDENCE)
    letter = read_letter(case)
    deciding = [each["code"] for each in letter.content["findings"] if each["decides"]]
    assert deciding == ["D2"] or deciding == ["R1", "D2"]
    named = " ".join(letter.content["reasons"][1:])
    assert "전입신고를 하였을 것" in named and "제2조제4호다목" in named and "충족하지 않습니다" in named
    with pikepdf.open(io.BytesIO(draft_pdf(letter, on=NOW))) as pdf:
        assert len(pdf.pages) == 2, "the letter and its annex"
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("A", "1")


def test_a_letter_of_a_grant_stays_one_page_with_one_sentence_about_the_requirements() -> None:
    case = sealed()
    assert len(read_letter(case).content["reasons"]) == 2
    with pikepdf.open(io.BytesIO(stored_pdf(case))) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.req("S1-ASM-13")
def test_facts_that_changed_after_the_draft_stop_the_seal_until_it_is_drafted_again() -> None:
    case = drafted()
    sql("UPDATE victims_fact SET value = '310000000' WHERE case_id = %s AND code = 'deposit_current'", case)
    refused("ASSESSMENT_CHANGED", seal_letter, case, who="sealer")
    with acting("drafter"):
        draft_letter(case)
    with acting("sealer"):
        seal_letter(case)


@pytest.mark.req("S1-ASM-12")
def test_a_class_whose_formula_is_false_on_the_day_of_the_decision_is_not_sealed() -> None:
    case = make_case("RESOLVED")
    sql("UPDATE victims_fact SET value = '710000000' WHERE case_id = %s AND code = 'deposit_current'", case)
    with acting("drafter"):
        draft_letter(case)
    refused("CLASS_IMPOSSIBLE", seal_letter, case, who="sealer")


# what the decision keeps


@pytest.mark.req("S1-XCT-02", "S1-ASM-12")
def test_a_decision_keeps_outcome_findings_and_the_receipt_of_its_day() -> None:
    kept = decided(sealed())
    today = clock.business_today().isoformat()
    assert kept.holds and kept.outcome == "GA"
    assert kept.assessment["on"] == kept.receipt["on"] == today
    assert is_intact(kept.receipt) and kept.receipt["parameters"]["DEPOSIT_CAP_BASE"]["value"] == 500_000_000
    assert [each["code"] for each in kept.assessment["findings"]] == [each.code for each in victims.VICTIM.requirements]


def test_before_the_seal_nothing_is_kept() -> None:
    case = drafted()
    with acting(SYSTEM, read_only=True):
        assert decided_assessment(find_case(case)) is None


@pytest.mark.req("S1-ASM-13")
def test_what_changes_later_changes_nothing_that_a_decision_rests_on() -> None:
    case = sealed()
    before = sha256_of(decided(case).assessment)
    sql("UPDATE victims_fact SET value = '310000000' WHERE case_id = %s AND code = 'deposit_current'", case)
    kept = decided(case)
    assert kept.holds and sha256_of(kept.assessment) == before


TAMPERED: Mapping[str, str] = {
    "a fact of the receipt": "jsonb_set(content, '{assessment,receipt,facts,deposit}', '1')",
    "a finding": "jsonb_set(content, '{assessment,findings,0,value}', 'false')",
    "the outcome": "jsonb_set(content, '{assessment,outcome}', '\"REJECT\"')",
    "the receipt's hash": "jsonb_set(content, '{assessment,receipt,sha256}', to_jsonb(repeat('0', 64)))",
}


@pytest.mark.parametrize("what", list(TAMPERED))
def test_a_change_of_what_was_kept_is_seen(what: str) -> None:
    case = sealed()
    sql(f"UPDATE victims_letter SET content = {TAMPERED[what]} WHERE case_id = %s", case)
    assert not decided(case).holds


def test_the_office_itself_cannot_change_the_line_that_binds_it() -> None:
    case = sealed()
    with (
        pytest.raises(Exception, match="permission denied") as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE cases_timelineentry SET content = '{}' WHERE case_id = %s", [case])
    assert not isinstance(caught.value, IntegrityError)
    assert decided(case).holds
