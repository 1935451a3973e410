"""Two windows at once, in a real browser: the same fact saved twice, and a button pressed twice."""

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser

from tests.browser.visitor import Visitor
from tests.services.victims.application.applicant import ANSWERS
from tests.support import databases
from tests.support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Officials = Callable[[str, int], Visitor]
RADIOS = {"is_natural_person", "handover_state", "sido", "sigungu", "any_events", "any_guarantees", "c3", "c5"}


def rows(house: House, query: str, *words: str) -> list[Any]:
    with psycopg.connect(databases.urls(house.database)["owner"]) as owner:
        return owner.execute(query, words).fetchall()


def amounts(house: House, case: str) -> list[tuple[int, int]]:
    """All rows of the deposit of a case: number and value."""
    query = "SELECT number, value::int8 FROM victims_fact WHERE case_id = %s AND code = 'deposit_current' ORDER BY number"
    return [(int(number), int(value)) for number, value in rows(house, query, case)]


@pytest.mark.req("S1-XCT-03")
def test_the_second_of_two_windows_sees_both_versions_and_overwrites_nothing(house: House, officials: Officials) -> None:
    [(case,)] = rows(
        house, "SELECT id::text FROM cases_case WHERE state = 'INVESTIGATING' AND handled_by = 'SD-11' ORDER BY id LIMIT 1"
    )
    before = amounts(house, case)
    first = officials("invest11", 1280)
    second = Visitor(first.page.context.new_page(), 1280)
    for window in (first, second):
        window.go(house.url("office", f"/cases/{case}/facts/deposit_current/"))
    for window, amount, evidence in ((first, "191000000", "첫째 창의 증거"), (second, "192000000", "둘째 창의 증거")):
        window.mark(window.page.locator("input[name='value_unknown']"), on=False)
        window.fill(value=amount, evidence=evidence)
        window.choose("source", "register")
        window.press("사실 저장")
    number = before[-1][0] + 1
    assert amounts(house, case) == [*before, (number, 191_000_000)]
    second.sees("다른 담당자가 먼저 저장했습니다")
    second.sees("STALE_VERSION")
    for shown in ("191,000,000원", "192,000,000원", "첫째 창의 증거", "둘째 창의 증거"):
        second.sees(shown)
    assert second.page.locator("[name='evidence']").input_value() == "둘째 창의 증거"
    second.press("사실 저장")
    assert amounts(house, case) == [*before, (number, 191_000_000), (number + 1, 192_000_000)]
    second.page.close()


@pytest.mark.req("S1-XCT-03", "S1-APP-01")
def test_a_double_click_on_submit_files_once(house: House, browser: Browser, password: str) -> None:
    visitor = Visitor.enter(browser, 360)
    visitor.go(house.url("portal", "/sign-in/"))
    visitor.fill(login="tenant40", password=password)
    visitor.press("로그인")
    visitor.go(house.url("portal", "/applications/new/"))
    visitor.press("새로 신청하기")
    for slug, answers in ANSWERS.items():
        for name, value in answers.items():
            if name.endswith("_unknown"):
                visitor.tick(name)
            elif name in RADIOS:
                visitor.choose(name, value)
                if name == "sido":
                    visitor.press("시·군·구 불러오기")
            else:
                visitor.fill(**{name: value})
        visitor.press("다음")
        visitor.page.wait_for_url(lambda url, slug=slug: f"/{slug}/" not in url)  # type: ignore[misc]
    draft = re.search(r"/applications/([0-9a-f-]{36})/review/", visitor.page.url)[1]  # type: ignore[index]
    filed = "SELECT receipt_no FROM victims_filing WHERE account = (SELECT account FROM victims_draft WHERE id = %s)"
    before = rows(house, filed, draft)
    visitor.page.get_by_role("button", name="제출하기", exact=True).dblclick()
    visitor.page.wait_for_url(re.compile(r"/done/"))
    [(receipt_no,)] = set(rows(house, filed, draft)) - set(before)
    visitor.sees(receipt_no)
    assert [count for (count,) in rows(house, "SELECT count(*) FROM to_office WHERE subject = %s AND kind = 'filing'", draft)] == [
        1
    ]
    visitor.leave()
