"""One case from filing to the served letter, through nine pages, in a real browser (docs/tour.md)."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from teojeon.law.calendar import due
from tests.browser.visitor import Visitor
from tests.support.house import House, wait_until

pytestmark = pytest.mark.browser
Officials = Callable[[str, int], Visitor]
PEOPLE = {
    360: ("남궁가람새롬", "01055550360", "tour0360"),
    1280: ("선우나래", "01055551280", "tour1280"),
    361: ("제갈다온", "01055550361", "tour0361"),
}
ADDRESS = "서울특별시 관악구 신림로 23길 16-8, 한빛마을주상복합아파트 제가동 제12층 제1203호"
NUMBER = "910304-2345678"


@dataclass
class Tenant:
    """The person of the tour, and what comes to be known on the way."""

    visitor: Visitor
    name: str
    case: str = ""
    receipt_no: str = ""


def sign_up(house: House, browser: Browser, width: int, *, javascript: bool = True, key: int | None = None) -> Tenant:
    name, mobile, username = PEOPLE[key or width]
    visitor = Visitor.enter(browser, width, javascript=javascript)
    visitor.go(house.url("portal"))
    visitor.look("00-home") if javascript else None
    visitor.press("회원가입")
    visitor.sees("모의")
    visitor.fill(name=name, birth_date="1991-03-04", mobile=mobile)
    visitor.look("01-sign-up") if javascript else None
    visitor.press("본인확인")
    visitor.fill(username=username, password1="tour-of-the-house", password2="tour-of-the-house")
    visitor.tick("terms")
    visitor.press("가입")
    return Tenant(visitor, name)


def apply(house: House, tenant: Tenant, deposit: str = "600000000") -> None:
    visitor, look = tenant.visitor, tenant.visitor.scripted
    visitor.go(house.url("portal", "/applications/new/"))
    visitor.press("새로 신청하기")
    visitor.choose("is_natural_person", "yes")
    visitor.press("다음")
    visitor.sees("MISSING")  # the gaps of the page stand on top, what was typed stays
    visitor.fill(name=tenant.name, number=NUMBER, service_address=ADDRESS, resident_address=ADDRESS, mobile="01055550000")
    visitor.look("02-application") if look else None
    visitor.press("다음")
    visitor.choose("sido", "11")
    visitor.press("시·군·구 불러오기")
    visitor.choose("sigungu", "11620")
    visitor.fill(legal_dong="신림동", address=ADDRESS)
    visitor.look("02-application-house") if look else None
    visitor.press("다음")
    visitor.fill(first_contract_date="2023-04-03", deposit_current=deposit, monthly_rent="0")
    visitor.press("다음")
    visitor.choose("handover_state", "done")
    visitor.fill(handover_on="2023-05-02", move_in_report_on="2023-05-03")
    visitor.tick("fixed_date_on_unknown")
    visitor.press("다음")
    visitor.sees("확인과 제출")
    visitor.look("02-application-review") if look else None
    visitor.press("제출하기")
    visitor.sees("접수번호")
    visitor.look("03-completion") if look else None
    tenant.case = re.search(r"/applications/([0-9a-f-]{36})/done", visitor.page.url)[1]  # type: ignore[index]
    tenant.receipt_no = re.search(r"\d{4}-서울-\d{6}", visitor.page.inner_text("body"))[0]  # type: ignore[index]


def receive(house: House, tenant: Tenant, officials: Officials, width: int) -> None:
    intake = officials("intake11", width)

    def arrived() -> bool:
        intake.page.goto(house.url("office", "/worklist/?step=SUBMITTED"))
        return tenant.receipt_no in intake.page.inner_text("body")

    assert wait_until(arrived, 40), house.log("office-worker")[-2000:]
    intake.look("04-worklist")
    intake.go(house.url("office", f"/cases/{tenant.case}/confirm/"))
    intake.page.locator("select[name='investigator']").select_option(index=1)
    intake.press("접수 확정·배정")
    intake.sees("접수")
    stranger = officials("intake41", width)
    answer = stranger.page.goto(house.url("office", f"/cases/{tenant.case}/"))
    assert answer is not None and answer.status == 404


def investigate(house: House, tenant: Tenant, officials: Officials, width: int) -> None:
    investigator = officials("invest11", width)
    case = house.url("office", f"/cases/{tenant.case}/")
    investigator.go(f"{case}open/")
    investigator.press("조사 착수")
    facts = {
        "is_natural_person": "yes",
        "first_contract_date": "2023-04-03",
        "deposit_current": "600000000",
        "monthly_rent": "0",
        "handover_state": "done",
        "handover_on": "2023-05-02",
        "move_in_report_on": "2023-05-03",
        "fixed_date_on": "",
    }
    on = today(house)
    for code, value in facts.items():
        record_fact(investigator, f"{case}facts/{code}/", value, on)
    investigator.go(case)
    investigator.sees("임차보증금이 상한 이하일 것")
    investigator.look("05-case-unknown")


def record_fact(official: Visitor, url: str, value: str, on: dt.date) -> None:
    official.go(url)
    if value in ("yes", "done"):
        official.choose("value", value)
    elif value:
        official.fill(value=value)
    else:
        official.tick("value_unknown")
        official.fill(note="확정일자 부여현황을 주민센터에 요청하였다.")
    official.choose("source", "register")
    official.fill(evidence="임대차계약서 사본, 주민등록표 초본" if value else "", as_of=on.isoformat())
    official.press("사실 저장")


def raise_the_cap(house: House, tenant: Tenant, officials: Officials, width: int) -> None:
    """Once: a general resolution for Seoul turns R2 from unknown to true."""
    enterer = officials("param01", width)
    enterer.go(house.url("office", "/parameters/"))
    if "서울-제1호" not in enterer.page.inner_text("body"):
        enterer.go(house.url("office", "/parameters/enter/"))
        enterer.choose("sido", "11")
        enterer.fill(
            value="700000000", valid_from="2026-01-01", resolution="서울-제1호", reason="서울특별시의 평균 보증금을 고려하였다."
        )
        enterer.look("05-uplift")
        enterer.press("승인 요청")
        approver = officials("seal01", width)
        approver.go(house.url("office", "/parameters/"))
        approver.page.get_by_role("link", name="승인 여부 정하기").first.click()
        approver.press("승인")
    investigator = officials("invest11", width)
    investigator.go(house.url("office", f"/cases/{tenant.case}/"))
    investigator.sees("충족")
    investigator.look("05-case")


def review_and_send(house: House, tenant: Tenant, officials: Officials, width: int) -> None:
    case = house.url("office", f"/cases/{tenant.case}/")
    investigator = officials("invest11", width)
    investigator.go(f"{case}report/")
    investigator.choose("opinion", "GA")
    investigator.fill(reason="법 제3조제1항 각 호의 요건을 모두 갖춘 것으로 판단된다.")
    investigator.press("조사보고 제출")
    reviewer = officials("review11", width)
    reviewer.go(f"{case}review/")
    reviewer.look("06-review")
    reviewer.press("보고 확정")
    sender = officials("send11", width)
    sender.go(f"{case}send/")
    sender.press("조사 결과 송부")
    sender.go(f"{case}package/")
    sender.look("06-package")
    ministry = officials("agenda01", width)
    ministry.go(f"{case}opinion/")
    ministry.choose("agrees_with_province", "yes")
    ministry.choose("outcome", "GA")
    ministry.fill(reason="조사 결과에 동의한다.")
    ministry.press("서명하고 안건으로 올리기")


def meet(house: House, tenant: Tenant, officials: Officials, width: int) -> None:
    secretary = officials("secretary01", width)
    secretary.go(house.url("office", "/meetings/new/"))
    secretary.fill(held_on=today(house).isoformat(), place="정부세종청사 6동 대회의실")
    secretary.press("소집")
    meeting = secretary.page.url
    secretary.press("안건 상정")
    secretary.page.locator(f"#case-{tenant.case}").check(force=True)
    secretary.press("상정 미리 보기")
    secretary.press("상정")
    secretary.go(meeting)
    secretary.press("개의")
    for box in secretary.page.locator("input[name='present']").all()[:17]:
        box.check(force=True)
    secretary.press("개의 선언")
    secretary.press("의결안과 이유")
    secretary.choose("motion", "GA")
    secretary.fill(reason="조사 결과와 검토 의견에 따라 요건을 모두 갖춘 것으로 의결한다.")
    secretary.press("저장")
    secretary.press("거수 표결 기록")
    for hand in secretary.page.locator("input[name^='vote-'][value='yes']").all():
        hand.check(force=True)
    secretary.press("기록하고 위원장에게 확인 요청")
    chair = officials("chair01", width)
    chair.go(meeting)
    chair.look("07-meeting")
    chair.press("거수 표결 기록 확인")
    chair.press("확인")
    secretary.go(meeting)
    secretary.press("안건 1번 표결 마감")
    secretary.press("폐회하고 회의록 만들기")
    secretary.go(f"{meeting}minutes/")
    secretary.press("회의록에 서명")
    chair.go(f"{meeting}minutes/")
    chair.look("07-minutes")
    chair.press("회의록에 서명")


def today(house: House) -> dt.date:
    """The legal day of the house."""
    shown = house.command("clock", "show").stdout
    year, month, day = re.search(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})", shown).groups()  # type: ignore[union-attr]
    return dt.date(int(year), int(month), int(day))


def decide_and_serve(house: House, tenant: Tenant, officials: Officials, width: int) -> dt.date:
    letter = house.url("office", f"/cases/{tenant.case}/letter/")
    drafter = officials("drafter01", width)
    drafter.go(letter)
    drafter.press("결정문 기안")
    drafter.look("08-letter-draft")
    sealer = officials("seal01", width)
    sealer.go(letter)
    sealer.press("결정하고 관인 찍기")
    sealer.sees("관인")
    nothing_before_dispatch(house, tenant)
    server = officials("serve01", width)
    server.go(letter)
    server.choose("method", "post")
    server.press("정본 발송")
    house.command("clock", "advance", "3")
    server.go(letter)
    arrived = today(house)
    server.choose("method", "post")
    server.fill(arrived_on=arrived.isoformat(), proof="등기 1234-5678")
    server.press("도달 기록")
    server.look("08-letter")
    return due(arrived, 30).effective


def nothing_before_dispatch(house: House, tenant: Tenant) -> None:
    tenant.visitor.go(house.url("portal", f"/my/{tenant.case}/"))
    tenant.visitor.sees("심의 완료, 결정 처리 중")
    assert "letter.pdf" not in tenant.visitor.page.content()


def read_the_letter(house: House, tenant: Tenant, last_day: dt.date) -> None:
    visitor = tenant.visitor

    def told() -> bool:
        visitor.page.goto(house.url("portal", f"/my/{tenant.case}/"))
        return f"{last_day.year}. {last_day.month}. {last_day.day}." in visitor.page.inner_text("body")

    assert wait_until(told, 40), house.log("portal-worker")[-2000:]
    visitor.look("09-my-case") if visitor.scripted else None
    pdf = visitor.page.request.get(house.url("portal", f"/my/{tenant.case}/letter.pdf"))
    assert pdf.ok and pdf.body().startswith(b"%PDF-")


@pytest.mark.parametrize("width", [360, 1280])
def test_one_case_travels_through_the_house(house: House, browser: Browser, officials: Officials, width: int) -> None:
    tenant = sign_up(house, browser, width)
    apply(house, tenant)
    receive(house, tenant, officials, width)
    investigate(house, tenant, officials, width)
    raise_the_cap(house, tenant, officials, width)
    house.command("clock", "advance", "20")
    review_and_send(house, tenant, officials, width)
    house.command("clock", "advance", "9")
    meet(house, tenant, officials, width)
    last_day = decide_and_serve(house, tenant, officials, width)
    read_the_letter(house, tenant, last_day)
    tenant.visitor.leave()


def test_the_portal_works_without_javascript(house: House, browser: Browser) -> None:
    tenant = sign_up(house, browser, 360, javascript=False, key=361)
    apply(house, tenant, deposit="180000000")
    tenant.visitor.go(house.url("portal", f"/my/{tenant.case}/"))
    tenant.visitor.sees(tenant.receipt_no)
    tenant.visitor.leave()
