"""What a person may take home of the own filing: the PDF with every row, and the same as data."""

import json
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.application.documents import _data
from teojeon.services.victims.application.drafts import find_filing
from tests.services.victims.application.applicant import NUMBER, acting, file, new_draft, sign_in, with_answers

ROWS = with_answers(
    lease={
        "contracts-0-kind": "new",
        "contracts-0-deposit": "2억",
        "contracts-1-kind": "renewed",
        "contracts-1-deposit": "2억 1천만",
        "contracts-1-term_from": "2025-04-10",
        "landlord_number": "110111-1987654",
    },
    damage={"any_events": "yes", "events-0-kind": "auction_opened", "events-0-court_or_office": "한빛지방법원"},
)


@pytest.fixture
def filed(tenant: Account) -> UUID:
    draft = new_draft(tenant, ROWS)
    file(tenant, draft)
    return draft


@pytest.mark.req("S1-APP-01")
def test_the_own_filing_is_given_out_as_data_without_a_whole_number(client: Client, tenant: Account, filed: UUID) -> None:
    sign_in(client)
    answer = client.get(f"/my/{filed}/application.json")
    assert answer.status_code == 200 and answer["Content-Disposition"].endswith('.json"')
    text = answer.content.decode()
    assert NUMBER not in text and "2345678" not in text.replace("01012345678", "") and "1987654" not in text
    data = json.loads(text)
    assert data["form_version"] == 2 and len(data["signed_hash"]) == 64
    assert [row["kind"] for row in data["statements"]["contracts"]] == ["new", "renewed"]
    assert data["statements"]["fixed_date_on"] is None  # 모름
    assert data["statements"]["landlord_number"] == {"masked": "110111-1******", "box": ""}
    answers = {row["code"]: row["value"] for rows in data["answers"].values() for row in rows}
    assert answers["events-0"] == "무슨 일입니까: 경매 개시; 법원이나 기관: 한빛지방법원"


@pytest.mark.req("S1-APP-01")
def test_the_paper_holds_every_row_and_says_that_the_official_layout_is_not_loaded(tenant: Account, filed: UUID) -> None:
    with acting(tenant):
        data = _data(find_filing(filed))
    assert "별지 제1호서식의 공식 서식은 아직 실리지 않아" in data["note"]
    parts = {part["title"]: dict(part["rows"]) for part in data["parts"]}
    assert "2억 1,000만 원" in parts["임대차계약"]["임차보증금"]
    assert "처음 계약" in parts["임대차계약"]["계약 1"] and "210,000,000원" in parts["임대차계약"]["계약 2"]
    assert parts["동의와 서류"]["행정정보 공동이용 동의"] == "동의합니다"
    assert parts["주택"]["전용면적(㎡)"] == "정보 없음"
