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
    362: ("독고하늬", "01055550362", "phone0362"),  # of test_phone
    363: ("사공빛나리", "01055550363", "phone0363"),
    364: ("동방하람", "01055550364", "median0364"),  # of test_median_tenant
    365: ("어금가온", "01055550365", "broken0365"),  # of test_interrupted
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
    visitor.tick("privacy")
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
    visitor.choose("any_events", "unknown")
    visitor.fill(other_victims="3")
    visitor.press("다음")
    visitor.choose("c3", "yes")
    visitor.look("02-application-papers") if look else None
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
    intake.press("접수 확인·배정")
    intake.sees("접수")
    stranger = officials("intake41", width)
    answer = stranger.page.goto(house.url("office", f"/cases/{tenant.case}/"))
    assert answer is not None and answer.status == 404


FACTS: dict[str, tuple[str, str]] = {
    "is_natural_person": ("choose", "yes"),
    "applicant_landlord_side": ("choose", "no"),
    "first_contract_date": ("fill", "2023-04-03"),
    "deposit_current": ("fill", "600000000"),
    "monthly_rent": ("fill", "0"),
    "actual_use_residential": ("choose", "yes"),
    "lessor_authority": ("choose", "yes"),
    "handover_state": ("choose", "done"),
    "handover_on": ("fill", "2023-05-02"),
    "move_in_report_on": ("fill", "2023-05-03"),
    "fixed_date_on": ("fill", "2023-05-03"),
    "reference_basis": ("choose", "filing"),
    "occupying_at_reference": ("choose", "yes"),
    "leasehold_reg_done_on": ("not", ""),
    "jeonse_right_reg_on": ("not", ""),
    "events": ("codes", "auction_commenced"),
    "victim_count": ("fill", "4"),
    "loss_state": ("choose", "occurred"),
    "sale_completed_on": ("not", ""),
    "guarantees": ("none", ""),
}
"""What the investigator of the tour finds: how it is entered, and what. The rest is recorded as unknown."""


def investigate(house: House, tenant: Tenant, officials: Officials, width: int) -> None:
    investigator = officials("invest11", width)
    case = house.url("office", f"/cases/{tenant.case}/")
    investigator.go(f"{case}open/")
    investigator.press("조사 착수")
    on = today(house)
    for code, (how, value) in FACTS.items():
        record_fact(investigator, f"{case}facts/{code}/", how, value, on)
    investigator.go(f"{case}unknown-facts/")
    investigator.choose("source", "register")
    investigator.fill(note="경매 기록과 감정평가서를 법원에 요청하였다.")
    investigator.press("모름으로 기록")
    investigator.go(case)
    investigator.sees("임차보증금이 상한 이하일 것")
    investigator.sees("보류: 확인할 것이 남아 있음")
    investigator.look("05-case-unknown")


def record_fact(official: Visitor, url: str, how: str, value: str, on: dt.date) -> None:
    official.go(url)
    if how == "choose":
        official.choose("value", value)
    elif how == "fill":
        official.fill(value=value)
    elif how == "not":
        official.tick("value_not")
    elif how == "none":
        official.choose("value-known", "none")
    else:
        for answer in official.page.locator("input[type='radio'][value='no']").all():
            official.mark(answer)
        official.choose(f"value-{value}", "yes")
    official.choose("source", "register")
    official.fill(evidence="경매개시결정문, 등기사항증명서, 주민등록표 초본", as_of=on.isoformat())
    official.press("사실 저장")


def record_findings(house: House, tenant: Tenant, officials: Officials, width: int) -> None:
    """What the law leaves to the committee, with its resolution: then every requirement is known."""
    secretary = officials("secretary01", width)
    case = house.url("office", f"/cases/{tenant.case}/")
    for code, value, reason in (
        ("intent_found", "yes", "임대인에 대한 수사가 개시되었다."),
        ("self_recovery_found", "no", "선순위 채권이 주택의 가액에 이른다."),
    ):
        secretary.go(f"{case}findings/{code}/")
        secretary.choose("value", value)
        indicator = secretary.page.locator("input[name='value-indicators'][value='I1']")
        if indicator.count():
            secretary.mark(indicator)
        secretary.fill(resolution="2026-제1차 안건 1번", resolved_on=today(house).isoformat(), reason=reason)
        secretary.press("판단 저장")
    secretary.go(case)
    secretary.sees("가: 전세사기피해자")
    secretary.look("07-assessment")


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
    secretary.mark(secretary.page.locator(f"#case-{tenant.case}"))
    secretary.press("상정 미리 보기")
    secretary.press("상정")
    secretary.go(meeting)
    secretary.press("개의")
    for box in secretary.page.locator("input[name='present']").all()[:17]:
        secretary.mark(box)
    secretary.press("개의 선언")
    secretary.press("의결안과 이유")
    secretary.choose("motion", "GA")
    secretary.fill(reason="조사 결과와 검토 의견에 따라 요건을 모두 갖춘 것으로 의결한다.")
    secretary.press("저장")
    secretary.press("거수 표결 기록")
    for hand in secretary.page.locator("input[name^='vote-'][value='yes']").all():
        secretary.mark(hand)
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
    tenant.visitor.go(house.url("portal", f"/my/{tenant.case}/requirements/"))
    tenant.visitor.sees("대항력")
    assert "가: 전세사기피해자" not in tenant.visitor.page.content()
    tenant.visitor.look("09-requirements-before")


def read_the_letter(house: House, tenant: Tenant, last_day: dt.date) -> None:
    visitor = tenant.visitor

    def told() -> bool:
        visitor.page.goto(house.url("portal", f"/my/{tenant.case}/"))
        return f"{last_day.year}. {last_day.month}. {last_day.day}." in visitor.page.inner_text("body")

    assert wait_until(told, 40), house.log("portal-worker")[-2000:]
    visitor.look("09-my-case") if visitor.scripted else None
    visitor.go(house.url("portal", f"/my/{tenant.case}/requirements/"))
    visitor.look("09-requirements") if visitor.scripted else None
    pdf = visitor.page.request.get(house.url("portal", f"/my/{tenant.case}/letter.pdf"))
    assert pdf.ok and pdf.body().startswith(b"%PDF-")


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.slow)])
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
    record_findings(house, tenant, officials, width)
    last_day = decide_and_serve(house, tenant, officials, width)
    read_the_letter(house, tenant, last_day)
    tenant.visitor.leave()


def test_the_portal_works_without_javascript(house: House, browser: Browser) -> None:
    tenant = sign_up(house, browser, 360, javascript=False, key=361)
    apply(house, tenant, deposit="180000000")
    tenant.visitor.go(house.url("portal", f"/my/{tenant.case}/"))
    tenant.visitor.sees(tenant.receipt_no)
    tenant.visitor.leave()
