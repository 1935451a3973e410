"""A phone all the way: somebody applies for a friend with papers, a supplement is demanded and answered, another filing is withdrawn."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from teojeon.law.calendar import count, is_working_day
from tests.browser.test_tour import ADDRESS, Tenant, apply, receive, sign_up, today
from tests.browser.visitor import Visitor
from tests.support.house import House, wait_until
from tests.support.made_files import pdf, photo

pytestmark = pytest.mark.browser
Officials = Callable[[str, int], Visitor]
PHONE, DESK = 360, 1280
PROXY = 362  # of the people in test_tour
FRIEND, FRIENDS_NUMBER = "황보라온누리", "880706-1234567"
WHAT, WHY = "등기사항증명서", "선순위 권리를 확인하는 데 필요합니다."
TERM, DAYS_UNTIL_ANSWER = 14, 3


@dataclass
class Files:
    """Papers as a phone holds them."""

    folder: Path

    def photos(self, *colours: str) -> list[str]:
        return [self._kept(f"IMG_{number}.jpg", photo(colour, 400)) for number, colour in enumerate(colours, 1)]

    def document(self, name: str, pages: int = 1) -> str:
        return self._kept(f"{name}.pdf", pdf(pages, name))

    def _kept(self, name: str, content: bytes) -> str:
        (self.folder / name).write_bytes(content)
        return str(self.folder / name)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def upload(visitor: Visitor, kind: str, *paths: str) -> None:
    """Chooses the files of one paper and waits for the verdict, which comes without reloading."""
    visitor.page.set_input_files(f"#files-{kind}", list(paths))
    expect(visitor.page.locator(f"#paper-{kind}").get_by_text("확인됨")).to_be_visible(timeout=40_000)


def steps_of_a_proxy(house: House, visitor: Visitor) -> None:
    """Steps 1 to 6: the friend's answers, and who answers for the friend."""
    visitor.go(house.url("portal", "/applications/new/"))
    visitor.press("새로 신청하기")
    visitor.choose("mandate_type", "proxy")
    visitor.choose("is_natural_person", "yes")
    visitor.fill(name=FRIEND, birth_date="1988-07-06", number=FRIENDS_NUMBER, resident_address=ADDRESS, mobile="01055550001")
    visitor.tick("service_at_resident")
    visitor.press("다음")
    visitor.sees("2단계. 대신 신청하는 분")
    visitor.fill(relation="같이 사는 친구", service_address=ADDRESS, mobile="01055550362")
    visitor.look("10-phone-actor")
    visitor.press("다음")
    visitor.choose("sido", "11")
    visitor.page.locator("select[name='sigungu'] option[value='11620']").wait_for(state="attached")
    visitor.choose("sigungu", "11620")
    visitor.fill(legal_dong="신림동", address=ADDRESS, unit_ho="1203호")
    visitor.press("다음")
    visitor.fill(first_contract_date="2023-06-05", deposit_current="230000000", monthly_rent="0")
    visitor.look("10-phone-lease")
    visitor.press("다음")
    visitor.choose("handover_state", "done")
    visitor.fill(handover_on="2023-07-03", move_in_report_on="2023-07-03", fixed_date_on="2023-07-03")
    visitor.look("10-phone-occupancy")
    visitor.press("다음")
    visitor.choose("any_events", "unknown")
    visitor.fill(other_victims="3")
    visitor.look("10-phone-damage")
    visitor.press("다음")


def consents_and_papers(visitor: Visitor, files: Files) -> None:
    """Step 7: each consent alone, one of them refused; photos of the lease become one document."""
    visitor.sees("7단계. 동의와 서류")
    assert visitor.page.locator("input[name^='c'][type='radio']:checked").count() == 0
    for name, answer in {"c1": "yes", "c3": "yes", "c4": "yes", "c5": "no"}.items():
        visitor.choose(name, answer)
    upload(visitor, "lease_copy", *files.photos("red", "green"))
    expect(visitor.page.locator("#paper-lease_copy").get_by_text("2쪽")).to_be_visible()
    upload(visitor, "mandate", files.document("위임장"))
    visitor.look("10-phone-papers")
    visitor.press("다음")


def submit(visitor: Visitor) -> tuple[str, str]:
    """Step 8. The subject of the case and its receipt number."""
    visitor.sees("8단계. 확인과 제출")
    visitor.sees(FRIEND)
    visitor.look("10-phone-review")
    visitor.press("제출하기")
    visitor.sees("신청이 접수되었습니다")
    visitor.look("10-phone-done")
    found = re.search(r"/applications/([0-9a-f-]{36})/done", visitor.page.url)
    number = re.search(r"\d{4}-서울-\d{6}", visitor.page.inner_text("body"))
    assert found and number
    return found[1], number[0]


def papers_have_come(official: Visitor, url: str, titles: tuple[str, ...]) -> None:
    """The office holds these papers, checked once more by itself."""

    def readable() -> bool:
        official.page.goto(url)
        text = official.page.inner_text("main")
        return all(title in text for title in titles) and text.count("열람 가능") >= len(titles)

    assert wait_until(readable, 40, every=0.5), official.page.inner_text("main")


def last_day(official: Visitor) -> dt.date:
    """Of the investigation, as the case page shows it."""
    place = official.page.locator("dl.ui-summary > div", has_text="조사 기한").first
    year, month, day = re.search(r"(\d{4})\. (\d{1,2})\. (\d{1,2})\.", place.inner_text()).groups()  # type: ignore[union-attr]
    return dt.date(int(year), int(month), int(day))


def moved_by(last: dt.date, excluded: int) -> set[dt.date]:
    """Where a last day may come to lie: counted from the day itself, or from a day of rest that had been moved to it."""
    counted = {last}
    while not is_working_day(earlier := min(counted) - dt.timedelta(days=1)):
        counted.add(earlier)
    return {count(day, excluded).effective for day in counted}


def demand(house: House, case: str, officials: Officials) -> None:
    """The investigator writes what is missing; the province's clerk reads the draft and sends it."""
    page = f"/cases/{case}/demand/"
    investigator = officials("invest11", DESK)
    investigator.go(house.url("office", page))
    investigator.choose("code0", "registry_extract")
    investigator.fill(why0=WHY)
    investigator.press("초안으로 저장")
    investigator.sees("초안")
    clerk = officials("intake11", PHONE)
    clerk.go(house.url("office", page))
    clerk.sees("담당자가")
    clerk.choose("term_days", str(TERM))
    clerk.choose("method", "electronic")
    clerk.look("10-phone-demand-office")
    clerk.press("보완 요구 보내기")
    clerk.sees("보완 요구를 보냈습니다")
    clerk.go(house.url("office", f"/cases/{case}/"))
    clerk.sees("보완이 도착할 때까지 세지 않습니다")


def answer_the_demand(house: House, visitor: Visitor, case: str, files: Files) -> None:
    """On the phone: what is asked and until when, a file beside it, a few words."""
    until = today(house) + dt.timedelta(days=TERM)

    def asked() -> bool:
        visitor.page.goto(house.url("portal", f"/my/{case}/"))
        return "보완 요구 확인하고 답하기" in visitor.page.inner_text("main")

    assert wait_until(asked, 40, every=0.5), house.log("portal-worker")[-2000:]
    visitor.look("10-phone-my-case-demand")
    visitor.press("보완 요구 확인하고 답하기")
    visitor.sees(WHAT)
    visitor.sees(WHY)

    def told() -> bool:
        visitor.page.reload()
        return "도달이 확인되면" not in visitor.page.inner_text("main")

    assert wait_until(told, 40, every=0.5), house.log("office-worker")[-2000:]
    shown = visitor.page.locator("dl.ui-summary > div", has_text="언제까지").inner_text()
    given = re.search(r"(\d{4})\. (\d{1,2})\. (\d{1,2})\.", shown)
    assert given and dt.date(*map(int, given.groups())) >= until, shown  # a day of rest moves it further
    house.command("clock", "advance", str(DAYS_UNTIL_ANSWER))
    letter = visitor.page.get_by_role("link", name="보낸 문서 보기(PDF)").get_attribute("href")
    opened = visitor.page.request.get(house.url("portal", str(letter)))
    assert opened.ok and opened.body().startswith(b"%PDF-")
    visitor.press("서류 목록 열기")
    upload(visitor, "registry_extract", files.document("등기사항증명서", 2))
    visitor.fill(text="인터넷등기소에서 오늘 발급받은 증명서를 올립니다.")
    visitor.look("10-phone-demand")
    visitor.press("보완한 내용 보내기")
    visitor.sees("보완한 내용을 보냈습니다")
    visitor.look("10-phone-answered")


def clock_goes_on(house: House, case: str, officials: Officials, before: dt.date) -> None:
    """The office reads the answer; the days from the demand to the answer, both among them, came on top."""
    clerk = officials("intake11", PHONE)

    def resumed() -> bool:
        clerk.page.goto(house.url("office", f"/cases/{case}/"))
        return "세지 않은 날" in clerk.page.inner_text("main")

    assert wait_until(resumed, 40, every=0.5), house.log("office-worker")[-2000:]
    clerk.sees("인터넷등기소에서 오늘 발급받은 증명서를 올립니다.")
    assert last_day(clerk) in moved_by(before, DAYS_UNTIL_ANSWER + 1), (before, last_day(clerk))
    clerk.look("10-phone-case-answered")
    papers_have_come(clerk, house.url("office", f"/cases/{case}/papers/"), ("임대차계약서", "위임장", WHAT))
    clerk.look("10-phone-case-papers")


def withdraw(house: House, tenant: Tenant) -> None:
    """From the list of own cases to the reason, on the phone; the case then says that it is over."""
    visitor = tenant.visitor
    visitor.go(house.url("portal", "/my/"))
    visitor.sees(tenant.receipt_no)
    visitor.look("10-phone-my-cases")
    visitor.page.locator(f"main a[href='/my/{tenant.case}/']").first.click()
    visitor.press("신청 취하하기")
    visitor.press("취하하기")
    visitor.sees("취하하는 까닭")
    assert visitor.page.locator("#error-summary").is_visible()
    visitor.look("10-phone-withdraw-error")
    visitor.fill(reason="집주인이 보증금을 모두 돌려주었습니다.")
    visitor.press("취하하기")
    visitor.sees("취하서를 제출했습니다")

    def over() -> bool:
        visitor.page.goto(house.url("portal", f"/my/{tenant.case}/"))
        return "신청 취하하기" not in visitor.page.inner_text("main") and "취하" in visitor.page.inner_text("main")

    assert wait_until(over, 40, every=0.5), house.log("office-worker")[-2000:]
    visitor.look("10-phone-withdrawn")


@pytest.mark.req("S1-ACC-03", "S1-APP-01", "S1-APP-07", "S1-APP-08", "S1-INT-03", "S1-BEY-04")
def test_a_proxy_files_and_answers_a_demand_on_a_phone(house: House, browser: Browser, officials: Officials, files: Files) -> None:
    proxy = sign_up(house, browser, PHONE, key=PROXY)
    steps_of_a_proxy(house, proxy.visitor)
    consents_and_papers(proxy.visitor, files)
    proxy.case, proxy.receipt_no = submit(proxy.visitor)
    receive(house, proxy, officials, PHONE)
    clerk = officials("intake11", PHONE)
    clerk.go(house.url("office", f"/cases/{proxy.case}/"))
    before = last_day(clerk)
    demand(house, proxy.case, officials)
    answer_the_demand(house, proxy.visitor, proxy.case, files)
    clock_goes_on(house, proxy.case, officials, before)
    proxy.visitor.leave()


@pytest.mark.req("S1-APP-09")
def test_a_filing_is_withdrawn_from_my_case_on_a_phone(house: House, browser: Browser) -> None:
    tenant = sign_up(house, browser, PHONE, key=363)
    apply(house, tenant, deposit="90000000")
    withdraw(house, tenant)
    tenant.visitor.leave()
