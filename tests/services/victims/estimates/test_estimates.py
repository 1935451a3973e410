"""An estimate of what is recovered: kept with its receipt, shown to whoever reads the file, deciding nothing (S1-ASM-09)."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.assessment.assess import assess_case, newest_facts
from teojeon.services.victims.estimates.actions import save_estimate
from teojeon.services.victims.estimates.models import Estimate
from teojeon.services.victims.estimates.queries import estimates_of, is_unchanged
from tests.kernel.committees.test_meeting import refused
from tests.support.factories import acting, browser, cast, events, make_case, official, record_fact, reload
from tests.support.meetings import SYSTEM

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-ASM-09")]
MILLION = 1_000_000
FACTS: dict[str, Any] = {
    "price_low": 170 * MILLION, "price_base": 200 * MILLION, "price_high": 230 * MILLION, "price_source": "appraisal",
    "sale_costs": 0, "region_class": "seoul", "earliest_security_on": "2024-05-01", "deposit": 200 * MILLION, "right": "fixed_date",
    "opposable_on": "2024-04-02", "ranked_on": "2024-04-02", "small_deposit_right": False, "first_encumbrance_on": "2024-05-01",
    "claims": [{"kind": "mortgage", "amount": 100 * MILLION, "ranked_on": "2024-05-01"}],
}  # fmt: skip
GOOD: dict[str, Any] = {"facts": FACTS, "price_evidence": "감정평가서(2026. 11. 2. 기준) 3면"}
TYPED: dict[str, Any] = {
    **{name: str(FACTS[name]) for name in ("price_low", "price_base", "price_high", "sale_costs", "deposit")},
    **{name: FACTS[name] for name in ("price_source", "right", "opposable_on", "ranked_on", "region_class", "first_encumbrance_on")},
    "price_evidence": GOOD["price_evidence"], "small_deposit_right": "no", "earliest_security_on": "2024-05-01",
    "claims-known": "some", "claims-rows": "2", "claims-0-kind": "mortgage", "claims-0-amount": "1억", "claims-0-ranked_on": "2024-05-01",
    "claims-1-kind": "fixed_date", "claims-1-unknown": "on", "claims-1-ranked_on": "2024-06-01",
    "claims-1-opposable_on": "2024-06-01", "claims-1-small_deposit_right": "no",
}  # fmt: skip


def made(case: UUID) -> list[Estimate]:
    row = reload(case)
    with acting(SYSTEM, read_only=True):
        return estimates_of(row)


def estimated(case: UUID, **changes: Any) -> Estimate:
    with acting("invest"):
        save_estimate(case, facts=FACTS | changes, price_evidence=GOOD["price_evidence"])
    return made(case)[0]


def test_the_estimate_is_kept_with_author_day_and_receipt_and_x3_stays_with_the_committee() -> None:
    case = make_case("INVESTIGATING")
    row = estimated(case)
    assert row.result["recovered"] == {"low": 170 * MILLION, "base": 200 * MILLION, "high": 200 * MILLION}
    assert (row.number, row.on, row.author, row.facts) == (1, clock.business_today(), cast("invest"), FACTS)
    assert row.receipt_sha256 == row.result["receipt"]["sha256"] and is_unchanged(row)
    with acting("auditor", read_only=True):
        assert "self_recovery_found" not in newest_facts(case)
        assert assess_case(find_case(case), clock.business_today()).finding("X3").value is None
    bodies = [body for body in events("act") if body.get("action") == "victims.estimate"]
    assert len(bodies) == 1 and "감정평가서" not in str(bodies)


def test_no_investigator_can_say_that_all_is_recovered() -> None:
    case = make_case("INVESTIGATING")
    with pytest.raises(Refusal) as caught:
        record_fact(case, cast("invest"), "self_recovery_found", {"found": True, "indicators": []})
    assert caught.value.code == "UNKNOWN_FACT"


def test_a_new_estimate_counts_and_the_earlier_one_stays_as_it_was() -> None:
    case = make_case("INVESTIGATING")
    first = estimated(case)
    estimated(case, price_low=150 * MILLION)
    newest, earlier = made(case)
    assert (newest.number, newest.result["recovered"]["low"]) == (2, 150 * MILLION)
    assert (earlier.pk, earlier.result) == (first.pk, first.result)


@pytest.mark.parametrize(
    ("changes", "evidence", "code", "field"),
    [
        ({"price_source": None}, "감정평가서", "PRICE_SOURCE_MISSING", "price_source"),
        ({}, " ", "PRICE_SOURCE_MISSING", "price_evidence"),
        ({"price_high": None}, "감정평가서", "MISSING_VALUE", "price_high"),
        ({}, "가" * 201, "TOO_LONG", "price_evidence"),
        ({"price_low": 200 * MILLION + 1}, "감정평가서", "BAD_VALUE", "price_base"),
        ({"earliest_security_on": "2024-05-02"}, "감정평가서", "BAD_VALUE", "claims"),
        ({"deposit": -1}, "감정평가서", "NEGATIVE_AMOUNT", "deposit"),
    ],
)
def test_an_estimate_is_refused_with(changes: dict[str, Any], evidence: str, code: str, field: str) -> None:
    case = make_case("INVESTIGATING")
    refusal = refused(code, save_estimate, case, who="invest", facts=FACTS | changes, price_evidence=evidence)
    assert refusal.field == field and made(case) == []


def test_only_the_assigned_investigator_writes_and_only_during_the_investigation() -> None:
    case = make_case("INVESTIGATING")
    for who in ("review", "send", "intake", "agenda"):
        refused("FORBIDDEN", save_estimate, case, who=who, **GOOD)
    refused("NOT_ASSIGNED", save_estimate, case, who=official("other", "SD-11", "P-INV"), **GOOD)
    for state in ("RECEIVED", "REVIEW"):
        refused("ILLEGAL_TRANSITION", save_estimate, make_case(state), who="invest", **GOOD)


def test_a_resident_number_in_the_evidence_is_masked() -> None:
    case = make_case("INVESTIGATING")
    with acting("invest"):
        answer = save_estimate(case, facts=FACTS, price_evidence="감정평가서 900101-1234567")
    assert answer["masked"] and "234567" not in made(case)[0].price_evidence


# the page


def send(client: Client, case: UUID, **words: Any) -> Any:
    return client.post(
        reverse("case_estimate", args=[case]), {"version": reload(case).version, "request": uuid4(), **TYPED, **words}
    )


def test_the_form_comes_with_what_is_on_file() -> None:
    case = make_case("INVESTIGATING")
    for code, value in (("deposit_current", 180 * MILLION), ("house_value", 210 * MILLION), ("fixed_date_on", "2024-04-02"),
                        ("handover_on", "2024-04-01"), ("move_in_report_on", "2024-04-02"), ("earliest_security_on", "2022-08-01"),
                        ("other_tenants_deposits", [90 * MILLION, None])):  # fmt: skip
        record_fact(case, cast("invest"), code, value)
    page = browser(cast("invest")).get(reverse("case_estimate", args=[case])).content.decode()
    for name, value in (("price_base", "210,000,000"), ("deposit", "180,000,000"), ("opposable_on", "2024-04-02"),
                        ("ranked_on", "2024-04-02"), ("claims-0-ranked_on", "2022-08-01"), ("claims-1-amount", "90,000,000")):  # fmt: skip
        assert re.search(rf'name="{name}"[^>]*value="{value}"|value="{value}"[^>]*name="{name}"', page), name
    assert "저장한 회수 추정이 없습니다" in page


def test_an_investigator_computes_on_the_page_and_sees_bars_words_and_table() -> None:
    case, invest = make_case("INVESTIGATING"), browser(cast("invest"))
    assert send(invest, case).status_code == 303
    [row] = made(case)
    assert row.facts["claims"][1] == {
        "kind": "fixed_date", "ranked_on": "2024-06-01", "opposable_on": "2024-06-01", "small_deposit_right": False,
    }  # fmt: skip
    assert row.result["recovered"]["low"] == 170 * MILLION, "a junior of unknown amount changes nothing"
    page = invest.get(reverse("case_estimate", args=[case])).content.decode()
    assert "아무것도 결정하지 않습니다" in page and "위원회가 판단합니다" in page
    assert "170,000,000원" in page and "30,000,000원" in page and row.receipt_sha256 in page and "1원 미만을 버림" in page
    assert send(invest, case, **{"claims-rows": "1"}).status_code == 303
    page = invest.get(reverse("case_estimate", args=[case])).content.decode()
    assert page.count("<svg") >= 3 and "url(#estimate-own-0)" in page and "빗금과 굵은 테두리: 신청인" in page
    first = invest.get(reverse("case_estimate", args=[case]), {"number": "1"}).content.decode()
    assert "앞선 추정" in first and "누가 받는지 모르는 금액" in first and "2번 대항요건과 확정일자를 갖춘 임차인" in first
    assert invest.get(reverse("case_estimate", args=[case]), {"number": "3"}).status_code == 404


def test_what_is_not_known_is_named_and_given_as_a_range() -> None:
    case = make_case("INVESTIGATING")
    estimated(case, sale_costs=None, claims=[{"kind": "mortgage", "amount": None, "ranked_on": "2024-04-01"}],
              earliest_security_on="2024-04-01", first_encumbrance_on=None)  # fmt: skip
    page = browser(cast("invest")).get(reverse("case_estimate", args=[case])).content.decode()
    assert "모름 (0원부터 200,000,000원까지)" in page
    assert "<li>집행비용</li>" in page and "<li>1번 줄의 금액</li>" in page
    assert "매수인에게 요구할 수 없습니다" in page, "a mortgage is older"
    assert page.count("모르는 것이 있어 그림으로 나타내지 않습니다") == 3 and "url(#estimate-own" not in page


def test_what_is_refused_comes_back_with_all_that_was_typed() -> None:
    case, invest = make_case("INVESTIGATING"), browser(cast("invest"))
    answer = send(invest, case, price_low="250000000")
    assert answer.status_code == 409 and "차례로" in answer.content.decode() and "250000000" in answer.content.decode()
    for words, said in (
        ({"price_source": ""}, "가격의 근거"),
        ({"claims-0-kind": ""}, "1번 줄의 권리의 종류"),
        ({"claims-0-ranked_on": "2024-13-01"}, "1번 줄의 날짜"),
        ({"claims-0-receipt_no": "x"}, "1번 줄의 접수번호"),
        ({"claims-1-unknown": ""} | {"claims-1-amount": "", "claims-known": "none"}, "하나만 남깁니다"),
    ):
        answer = send(invest, case, **words)
        assert answer.status_code == 422 and said in answer.content.decode(), words
    assert made(case) == []


def test_more_lines_keep_everything_typed_and_save_nothing() -> None:
    case, invest = make_case("INVESTIGATING"), browser(cast("invest"))
    page = send(invest, case, **{"claims-more": "1"}).content.decode()
    assert 'name="claims-4-kind"' in page and 'value="1억"' in page and GOOD["price_evidence"] in page
    assert made(case) == []


def test_who_only_reads_sees_the_estimate_and_no_form() -> None:
    case = make_case("INVESTIGATING")
    row = estimated(case)
    for who in ("review", "auditor"):
        page = browser(cast(who)).get(reverse("case_estimate", args=[case])).content.decode()
        assert row.receipt_sha256 in page and 'name="price_low"' not in page
        assert send(browser(cast(who)), case).status_code == 403
    other = browser(official("other", "SD-11", "P-INV")).get(reverse("case_estimate", args=[case]))
    assert other.status_code == 200 and 'name="price_low"' not in other.content.decode()


def test_another_province_sees_neither_the_page_nor_the_estimate() -> None:
    case = make_case("INVESTIGATING")
    estimated(case)
    elsewhere = browser(official("busan", "SD-26", "P-INV"))
    assert elsewhere.get(reverse("case_estimate", args=[case])).status_code == 404
    assert send(elsewhere, case).status_code == 404


def test_the_ministry_reads_it_once_the_case_was_sent() -> None:
    sent = make_case("SENT")
    page = browser(cast("agenda")).get(reverse("case_estimate", args=[sent]))
    assert page.status_code == 200 and 'name="price_low"' not in page.content.decode()
