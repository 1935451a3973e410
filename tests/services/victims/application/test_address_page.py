"""Finding the address on the step «주택» without a script (S1-APP-03)."""

import html
import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.application.actions import start
from teojeon.services.victims.application.address_search import chosen, search
from teojeon.services.victims.application.content import load
from teojeon.services.victims.application.drafts import find_draft
from tests.services.victims.application.applicant import PERSON, acting, sign_in
from tests.services.victims.application.test_rows import send


@pytest.fixture
def browser(tenant: Account, client: Client) -> Client:
    """The tenant, signed in."""
    sign_in(client)
    return client


@pytest.fixture
def draft(tenant: Account) -> UUID:
    with acting(tenant):
        return start(tenant.pk, PERSON).pk


@pytest.mark.req("S1-APP-03")
def test_a_found_address_fills_the_fields_and_what_stood_beside_it_stays(browser: Client, tenant: Account, draft: UUID) -> None:
    answer = send(browser, draft, "find", "house", address_query="서울 종로구 혜화동 대학로 1", unit_ho="201호")
    page = answer.content.decode()
    assert answer.status_code == 200 and "서울특별시 종로구 혜화동 대학로 1" in page and 'value="201호"' in page
    found = re.search(r'name="found" id="id_found_0" value="([^"]*)"', page)
    assert found
    used = send(browser, draft, "use_address", "house", found=html.unescape(found[1]), unit_ho="201호")
    assert used["Location"] == f"/applications/{draft}/house/#id_building_dong"
    with acting(tenant):
        house = load(find_draft(draft)).house
    assert (house.sido, house.sigungu, house.legal_dong, house.address, house.unit_ho) == (
        "11",
        "11110",
        "혜화동",
        "대학로 1",
        "201호",
    )


@pytest.mark.req("S1-APP-03")
def test_an_address_that_is_not_found_may_be_typed_and_is_flagged(browser: Client, tenant: Account, draft: UUID) -> None:
    page = send(browser, draft, "find", "house", address_query="없는 마을 1").content.decode()
    assert "찾지 못했습니다" in page and "아는 대로 직접 적어" in page
    answer = send(browser, draft, "next", "house", sido="11", address="없어진 길 1")
    assert answer["Location"] == f"/applications/{draft}/lease/"
    assert "이대로 접수하고 담당자가 확인합니다" in browser.get(f"/applications/{draft}/house/").content.decode()


@pytest.mark.parametrize("query", ["", "가", "   "])
def test_too_little_to_search_for_is_answered_with_what_to_do(query: str) -> None:
    assert "두 글자 이상" in search(query).note


def test_where_the_service_is_away_the_table_answers_and_says_so(settings: Any) -> None:
    settings.ADDRESS_SEARCH, settings.ADDRESS_SEARCH_URL = "teojeon.kernel.regions.juso.Juso", "http://127.0.0.1:9/"
    found = search("서울 종로구 대학로 1")
    assert [each.sigungu for each in found.addresses] == ["11110"] and "연결하지 못하여" in found.note


@pytest.mark.req("S1-XCT-05")
def test_a_number_of_a_person_never_leaves_with_a_search() -> None:
    assert "2345678" not in search("종로구 910302-2345678").query


@pytest.mark.parametrize("value", ["", "x", "[]", "3", '{"sido": 1}', '{"name": "다른 칸"}', "null"])
def test_a_forged_choice_fills_nothing(value: str) -> None:
    assert chosen(value) == {}
