"""What happens between the steps: the network goes, a second tab is open, the back button is pressed, the browser is closed."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_tour import ADDRESS, NUMBER, Tenant, apply, sign_up
from tests.support.house import House

pytestmark = pytest.mark.browser
PHONE, INTERRUPTED = 360, 365  # the second: of the people in test_tour
CONFLICT = 409


@pytest.fixture(scope="module")
def tenant(house: House, browser: Browser) -> Iterator[Tenant]:
    """Somebody with a phone."""
    found = sign_up(house, browser, PHONE, key=INTERRUPTED)
    yield found
    found.visitor.leave()


@pytest.fixture
def draft(house: House, tenant: Tenant) -> str:
    """Address of a new application, without the step."""
    tenant.visitor.complaints.clear()
    tenant.visitor.go(house.url("portal", "/applications/new/"))
    tenant.visitor.press("새로 신청하기")
    return tenant.visitor.page.url.removesuffix("applicant/")


def value(page: Page, name: str) -> str:
    return page.locator(f"[name='{name}']").first.input_value()


@pytest.mark.req("S1-BEY-04", "S1-APP-01")
def test_a_phone_that_loses_the_network_in_step_six_keeps_every_answer(tenant: Tenant, draft: str) -> None:
    visitor, page = tenant.visitor, tenant.visitor.page
    visitor.go(f"{draft}damage/")
    visitor.choose("any_events", "yes")
    visitor.choose("events-0-kind", "auction_opened")
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("에 임시 저장했습니다")
    page.context.set_offline(True)
    visitor.fill(**{"events-0-court_or_office": "한빛지방법원", "events-0-case_no": "2026타경77"})
    page.keyboard.press("Tab")
    expect(status).to_contain_text("임시 저장하지 못했습니다")
    visitor.fill(other_victims="7")
    page.get_by_role("button", name="다음", exact=True).last.click()
    expect(status).to_contain_text("인터넷 연결을 확인하고 다시 눌러 주십시오")
    assert page.url == f"{draft}damage/" and value(page, "other_victims") == "7"
    page.context.set_offline(False)
    assert [each for each in visitor.complaints if "ERR_INTERNET_DISCONNECTED" not in each] == []
    visitor.complaints.clear()
    page.get_by_role("button", name="다음", exact=True).last.click()
    page.wait_for_url(lambda url: urlsplit(url).fragment.startswith("asked-") or "/papers/" in url)
    visitor.go(f"{draft}damage/")
    kept = [value(page, name) for name in ("events-0-court_or_office", "events-0-case_no", "other_victims")]
    assert kept == ["한빛지방법원", "2026타경77", "7"]


@pytest.mark.req("S1-BEY-04")
def test_a_browser_that_is_closed_in_the_middle_loses_no_field(tenant: Tenant, draft: str) -> None:
    page = tenant.visitor.page.context.new_page()
    page.goto(f"{draft}lease/")
    page.fill("[name='landlord_name']", "나라한")
    page.fill("[name='contracts-0-deposit']", "2억 1천만")
    page.keyboard.press("Tab")
    expect(page.locator("[data-autosave-status]")).to_contain_text("에 임시 저장했습니다")
    page.fill("[name='contracts-0-signed_on']", "2023-04-01")
    page.close()  # the last field was never left
    again = tenant.visitor.page.context.new_page()
    again.goto(f"{draft}lease/")
    assert value(again, "landlord_name") == "나라한" and value(again, "contracts-0-deposit") == "210,000,000"
    again.close()


@pytest.mark.req("S1-XCT-03", "S1-BEY-04")
def test_two_tabs_on_one_step_overwrite_nothing_and_show_both_versions(tenant: Tenant, draft: str) -> None:
    visitor = tenant.visitor
    first, second = visitor.page, visitor.page.context.new_page()
    visitor.go(f"{draft}lease/")
    second.goto(f"{draft}lease/")
    visitor.fill(first_contract_date="2023-04-03", deposit_current="120000000")
    visitor.press("다음")
    second.fill("[name='deposit_current']", "210000000")
    with second.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/lease/")) as sent:
        second.get_by_role("button", name="다음", exact=True).last.click()
    assert sent.value.status == CONFLICT
    table = second.get_by_role("table", name="두 내용의 비교")
    expect(table).to_contain_text("120,000,000원")
    expect(table).to_contain_text("210,000,000원")
    assert value(second, "deposit_current").replace(",", "") == "210000000"
    visitor.go(f"{draft}lease/")
    assert value(first, "deposit_current") == "120,000,000"
    second.fill("[name='first_contract_date']", "2023-04-03")
    second.get_by_role("button", name="다음", exact=True).last.click()
    second.wait_for_url("**/occupancy/")
    visitor.go(f"{draft}lease/")
    assert value(first, "deposit_current") == "210,000,000"
    second.close()


@pytest.mark.req("S1-APP-01", "S1-BEY-04")
def test_the_back_button_shows_what_was_saved_and_a_change_there_counts(tenant: Tenant, draft: str) -> None:
    visitor, page = tenant.visitor, tenant.visitor.page
    visitor.go(f"{draft}applicant/")
    visitor.choose("is_natural_person", "yes")
    visitor.fill(name=tenant.name, number=NUMBER, service_address=ADDRESS, mobile="01055550000")
    visitor.press("다음")
    page.wait_for_url("**/house/")
    page.go_back()
    page.wait_for_url("**/applicant/")
    assert value(page, "service_address") == ADDRESS
    assert NUMBER not in page.content()
    visitor.fill(service_address="서울특별시 종로구 대학로 1")
    visitor.press("다음")
    page.wait_for_url("**/house/")
    visitor.go(f"{draft}applicant/")
    assert value(page, "service_address") == "서울특별시 종로구 대학로 1"


@pytest.mark.req("S1-APP-01")
def test_going_back_after_the_submission_and_pressing_again_files_nothing_twice(house: House, tenant: Tenant) -> None:
    visitor, page = tenant.visitor, tenant.visitor.page
    apply(house, tenant, deposit="70000000")
    page.go_back()
    again = page.get_by_role("button", name="제출하기", exact=True)
    if again.count():  # the browser kept the page; otherwise the review leads on by itself
        again.click()
    page.wait_for_url(lambda url: urlsplit(url).path == f"/applications/{tenant.case}/done/")
    visitor.go(house.url("portal", "/my/"))
    assert page.inner_text("main").count(tenant.receipt_no) == 1
    assert page.locator(f"main a[href='/my/{tenant.case}/']").count() >= 1
