"""What stops a fact beyond its kind (S1-ASM-02 … S1-ASM-11), and the forms of facts that are more than one line."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.assessment.facts import FACTS, MANDATORY
from teojeon.services.victims.investigation import actions, recording
from teojeon.services.victims.investigation.models import Fact
from tests.support.assessments import AUCTION, COMPLETE, GUARANTEE, INTENT, NO_EVENTS, put_on_file
from tests.support.factories import acting, browser, cast, make_case, record_fact

pytestmark = pytest.mark.usefixtures("office_side")


@pytest.fixture
def case(office_side: None) -> UUID:
    return make_case("INVESTIGATING")


def refused(case: UUID, code: str, value: Any, **more: Any) -> Refusal | None:
    try:
        record_fact(case, cast("invest"), code, value, **more)
    except Refusal as refusal:
        return refusal
    return None


def value_of(case: UUID, code: str) -> Any:
    with acting("auditor", read_only=True) as unit:
        return (
            Fact.objects.visible_to(unit.actor).filter(case=case, code=code).order_by("-number").values_list("value", flat=True)[0]
        )


@pytest.mark.req("S1-ASM-01")
@pytest.mark.parametrize("code", [code for code in FACTS if code in COMPLETE])
def test_no_known_value_of_any_fact_stands_without_evidence(case: UUID, code: str) -> None:
    refusal = refused(case, code, COMPLETE[code], evidence="")
    assert refusal is not None
    assert (refusal.code, refusal.field) == ("EVIDENCE_MISSING", "evidence")


@pytest.mark.req("S1-ASM-02")
def test_a_renewal_does_not_replace_a_proven_first_contract(case: UUID) -> None:
    record_fact(case, cast("invest"), "first_contract_date", "2023-04-03")
    refusal = refused(case, "first_contract_date", "2025-07-01", seen=1)
    assert refusal is not None
    assert refusal.code == "RENEWAL_DATE"
    assert refused(case, "first_contract_date", "2022-04-03", seen=1) is None  # an earlier one that was found
    record_fact(case, cast("invest"), "first_contract_date", None, note="앞의 계약서는 다른 집의 것이었습니다.", seen=2)
    assert refused(case, "first_contract_date", "2025-07-01", seen=3) is None


@pytest.mark.req("S1-ASM-05")
@pytest.mark.parametrize(
    ("events", "evidence", "code"),
    [
        ({"bankruptcy_opened": True}, "2026하단100 파산 신청서", "NOT_OPENED"),
        ({"rehabilitation_opened": True}, "2026회단7", "NOT_OPENED"),
        ({"bankruptcy_opened": True}, "2026하단100 파산선고 2026. 5. 1.", None),
        ({"rehabilitation_opened": True}, "회생절차 개시결정", None),
        ({"auction_commenced": True}, "등기사항증명서 을구 가압류", "NOT_A_TRIGGER"),
        ({"auction_commenced": True}, "가압류와 경매개시결정", None),
        ({"national_tax_seizure": True}, "등기사항증명서 갑구 압류(세무서)", None),
        ({"private_attachment": True}, "등기사항증명서 을구 가압류", None),
    ],
)
def test_a_petition_and_a_private_attachment_are_no_triggers(
    case: UUID, events: dict[str, bool], evidence: str, code: str | None
) -> None:
    refusal = refused(case, "events", NO_EVENTS | events, evidence=evidence)
    assert (refusal and refusal.code) == code


@pytest.mark.req("S1-ASM-05")
def test_no_investigator_says_that_another_event_was_found(case: UUID) -> None:
    refusal = refused(case, "events", NO_EVENTS | {"other_found": True}, evidence="진술서")
    assert refusal is not None
    assert refusal.code == "COMMITTEE_ONLY"


@pytest.mark.req("S1-ASM-06")
def test_a_proposal_on_intent_needs_indicator_and_reason(case: UUID) -> None:
    for value, note, code in ((INTENT, "", "REASON_MISSING"), ({"found": True, "indicators": []}, "까닭", "INDICATOR_MISSING")):
        refusal = refused(case, "intent_proposal", value, note=note)
        assert refusal is not None
        assert refusal.code == code
    assert refused(case, "intent_proposal", INTENT, note="수사가 개시되었습니다.") is None


@pytest.mark.req("S1-ASM-05")
def test_an_expected_loss_needs_its_reason(case: UUID) -> None:
    refusal = refused(case, "loss_state", "expected")
    assert refusal is not None
    assert (refusal.code, refusal.field) == ("REASON_MISSING", "note")
    assert refused(case, "loss_state", "occurred") is None


@pytest.mark.req("S1-ASM-11")
def test_an_impossible_handover_needs_its_reason(case: UUID) -> None:
    refusal = refused(case, "handover_state", "impossible")
    assert refusal is not None
    assert (refusal.code, refusal.field) == ("REASON_MISSING", "note")
    assert refused(case, "handover_state", "impossible", note="이중계약으로 열쇠를 받지 못하였습니다.") is None


@pytest.mark.req("S1-ASM-10")
@pytest.mark.parametrize("code", ["sale_completed_on", "price_paid_on"])
def test_a_completed_sale_needs_its_document_first(case: UUID, code: str) -> None:
    refusal = refused(case, code, "2022-11-15")
    assert refusal is not None
    assert refusal.code == "COMPLETION_DOCUMENT_MISSING"
    assert refused(case, code, False) is None
    record_fact(case, cast("invest"), "completion_document", "distribution", evidence="배당표")
    assert refused(case, code, "2022-11-15", seen=1) is None


@pytest.mark.req("S1-ASM-03")
def test_occupation_needs_the_day_it_refers_to(case: UUID) -> None:
    refusal = refused(case, "occupying_at_reference", True)
    assert refusal is not None
    assert refusal.code == "REFERENCE_MISSING"
    record_fact(case, cast("invest"), "reference_basis", "filing")
    assert refused(case, "occupying_at_reference", True) is None


@pytest.mark.req("S1-ASM-07")
def test_a_valid_guarantee_needs_its_amount(case: UUID) -> None:
    refusal = refused(case, "guarantees", [GUARANTEE | {"amount": None}])
    assert refusal is not None
    assert refusal.code == "BAD_VALUE"
    assert refused(case, "guarantees", [GUARANTEE | {"amount": None, "state": "pending"}]) is None


@pytest.mark.req("S1-INV-06")
def test_everything_recorded_lets_the_report_go_and_one_gap_does_not(case: UUID) -> None:
    put_on_file(case, {"house_value": None})
    with acting("invest"):
        answer = actions.submit_report(case, opinion="GA", reason="요건을 갖추었습니다.")
    assert answer["state"] == "REVIEW"


@pytest.mark.req("S1-INV-06")
def test_what_could_not_be_found_out_is_recorded_as_unknown_with_one_note(case: UUID) -> None:
    record_fact(case, cast("invest"), "deposit_current", 1)
    page, address = browser(cast("invest")), reverse("case_unknowns", args=[case])
    shown = page.get(address).content.decode()
    assert 'value="deposit_current"' not in shown
    wanted = [code for code in MANDATORY if code != "deposit_current"]
    version = shown.split('name="version" value="')[1].split('"')[0]
    given = {
        "version": version,
        "request": str(UUID(int=3)),
        "codes": wanted,
        "source": "agency",
        "note": "기관에 조회를 요청하였습니다.",
    }
    assert page.post(address, given).status_code == 302
    assert value_of(case, "guarantees") is None
    assert value_of(case, "deposit_current") == 1
    with acting("invest"), pytest.raises(Refusal) as caught:
        recording.record_unknowns(case, codes=["house_value"], source="agency", note="다시")
    assert caught.value.code == "NOTHING_TO_RECORD"


# the forms

BASE = {"seen": "0", "source": "register", "evidence": "등기사항증명서, 경매개시결정", "note": "원본 대조"}
EVENTS = {f"value-{code}": "yes" if value else "no" for code, value in AUCTION.items()}
ROW = {"value-0-provider": "hug", "value-0-holder": "tenant", "value-0-state": "valid", "value-0-amount": "2억"}


def send(case: UUID, code: str, given: dict[str, Any], number: int = 1) -> Any:
    data = BASE | {"as_of": clock.business_today().isoformat(), "request": str(UUID(int=number))} | given
    return browser(cast("invest")).post(reverse("case_fact", args=[case, code]), data)


@pytest.mark.req("S1-INV-01")
@pytest.mark.parametrize(
    ("code", "given", "value"),
    [
        ("fixed_date_on", {"value": "2023-05-02"}, "2023-05-02"),
        ("fixed_date_on", {"value_not": "on"}, False),
        ("fixed_date_on", {"value_unknown": "on"}, None),
        ("victim_count", {"value": "7"}, 7),
        ("events", EVENTS, AUCTION),
        ("events", dict.fromkeys(EVENTS, "unknown"), None),
        ("guarantees", {"value-known": "none"}, []),
        ("guarantees", {"value-known": "unknown"}, None),
        ("guarantees", {"value-known": "some"} | ROW, [GUARANTEE]),
        ("other_tenants_deposits", {"value-0-amount": "9,000만", "value-1-unknown": "on"}, [90_000_000, None]),
        ("intent_proposal", {"value": "no", "value-indicators": ["I2"]}, {"found": False, "indicators": ["I2"]}),
        ("intent_proposal", {"value": "unknown"}, None),
        ("reference_basis", {"value": "demand"}, "demand"),
    ],
)
def test_a_form_of_each_kind_records_what_was_entered(case: UUID, code: str, given: dict[str, Any], value: Any) -> None:
    assert send(case, code, given).status_code == 302
    assert value_of(case, code) == value


@pytest.mark.req("S1-XCT-03")
@pytest.mark.parametrize(
    ("code", "given", "refusal", "kept"),
    [
        ("fixed_date_on", {}, "MISSING_VALUE", ""),
        ("fixed_date_on", {"value": "2023-05-02", "value_not": "on"}, "CONTRADICTION", 'value="2023-05-02"'),
        ("fixed_date_on", {"value": "2023-02-30x"}, "BAD_DATE", 'value="2023-02-30x"'),
        ("victim_count", {"value": "둘"}, "BAD_VALUE", 'value="둘"'),
        ("events", {"value-auction_commenced": "yes"}, "MISSING_VALUE", 'value="yes" id="id_value_auction_commenced_yes" checked'),
        ("guarantees", {"value-known": "some"}, "MISSING_VALUE", 'value="some" id="id_value_known_some" checked'),
        ("guarantees", {"value-known": "none"} | ROW, "CONTRADICTION", 'value="2억"'),
        ("guarantees", ROW | {"value-0-amount": ""}, "MISSING_VALUE", '<option value="hug" selected>'),
        ("guarantees", ROW | {"value-0-state": ""}, "MISSING_VALUE", 'value="2억"'),
        ("other_tenants_deposits", {"value-0-amount": "-1"}, "NEGATIVE_AMOUNT", 'value="-1"'),
        ("intent_proposal", {"value-indicators": ["I2"]}, "MISSING_VALUE", 'value="I2" id="id_value_I2" checked'),
        ("intent_proposal", {"value": "yes", "value-indicators": ["I9"]}, "BAD_VALUE", ""),
    ],
)
def test_a_refused_form_keeps_what_was_typed(case: UUID, code: str, given: dict[str, Any], refusal: str, kept: str) -> None:
    response = send(case, code, given)
    page = response.content.decode()
    assert response.status_code == 422
    assert refusal in page
    assert kept in page
    assert "원본 대조" in page


def test_more_rows_are_given_without_losing_or_saving_anything(case: UUID) -> None:
    response = send(case, "guarantees", {"value-known": "some", "value-rows": "3", "value-more": "1"} | ROW)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="value-rows" value="6"' in page
    assert 'value="2억"' in page
    assert "원본 대조" in page
    assert "오류 코드" not in page
    with acting("auditor", read_only=True) as unit:
        assert not Fact.objects.visible_to(unit.actor).filter(case=case).exists()


def test_a_correction_begins_with_what_stands_on_file(case: UUID) -> None:
    record_fact(case, cast("invest"), "guarantees", [GUARANTEE])
    page = browser(cast("invest")).get(reverse("case_fact", args=[case, "guarantees"])).content.decode()
    assert 'value="200,000,000"' in page
    assert '<option value="hug" selected>' in page
