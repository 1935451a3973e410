"""The portal's side of a demand: what is asked, by when, what if I do nothing; answer and wish for more time (S1-INT-03)."""

import base64
import datetime as dt
import hashlib
import uuid
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.documents.models import PortalDocument
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.work.messages import opened
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.services.victims.supplement import portal_messages  # noqa: F401  (registers its handlers)
from teojeon.services.victims.supplement.models import PortalDemand
from teojeon.services.victims.supplement.portal_demands import answer, ask_more_time, find_own, held
from tests.services.victims.application import applicant
from tests.services.victims.application.applicant import acting, new_account, told_by_office

PDF = b"%PDF-1.7 a demand"
ITEMS = [{"code": "lease_copy", "title": "임대차계약서 사본", "why": "둘째 장이 빠져 있습니다."}]


def demanded(case: UUID, tenant: Account, **more: Any) -> UUID:
    key = uuid.uuid4()
    content = {
        "demand": str(key), "items": ITEMS, "term_days": 14, "on": clock.business_today().isoformat(),
        "pdf": base64.b64encode(PDF).decode(), "sha256": hashlib.sha256(PDF).hexdigest(), "opinion": "불인정 의견",
    }  # fmt: skip
    told_by_office(case, tenant, "demand", content | more)
    return key


def status(case: UUID, tenant: Account, demand: UUID, step: str, **more: Any) -> None:
    content = {"step": step, "on": clock.business_today().isoformat(), "demand": str(demand), **more}
    told_by_office(case, tenant, "demand_status", content)


def arrived(case: UUID, tenant: Account, demand: UUID, days: int = 14) -> dt.date:
    due = clock.business_today() + dt.timedelta(days=days)
    status(case, tenant, demand, "demand_arrived", due=due.isoformat())
    return due


def sent_to_office(case: UUID) -> list[tuple[str, dict[str, Any]]]:
    """What the portal wrote, opened with the office's key."""
    with acting_as("office"):
        return [(each.kind, opened(each).content) for each in applicant.sent_to_office(case)]


def row(tenant: Account, key: UUID) -> PortalDemand:
    with acting(tenant) as unit:
        found: PortalDemand = PortalDemand.objects.visible_to(unit.actor).get(pk=key)
    return found


def page(browser: Client, case: UUID, demand: UUID) -> str:
    response = browser.get(f"/my/{case}/demands/{demand}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.req("S1-INT-03")
def test_the_page_says_what_is_asked_by_when_and_what_if_i_do_nothing(browser: Client, tenant: Account, case: UUID) -> None:
    demand = demanded(case, tenant)
    shown = page(browser, case, demand)
    for text in (
        "임대차계약서 사본",
        "둘째 장이 빠져 있습니다.",
        "필요합니다",
        "아무것도 하지 않으면",
        "도달한 날의 다음 날부터 14일",
    ):
        assert text in shown
    assert "불인정 의견" not in shown
    due = arrived(case, tenant, demand)
    assert f"{due.year}. {due.month}. {due.day}." in page(browser, case, demand)
    assert "보완 요구 확인하고 답하기" in browser.get(f"/my/{case}/").content.decode()


@pytest.mark.req("S1-INT-03")
def test_the_letter_is_shown_as_it_was_sent_and_a_damaged_one_is_not_taken(browser: Client, tenant: Account, case: UUID) -> None:
    demand = demanded(case, tenant)
    assert browser.get(f"/my/{case}/demands/{demand}/letter.pdf").content == PDF
    with pytest.raises(Refusal, match="LETTER_DAMAGED"):
        demanded(case, tenant, sha256="0" * 64)
    with acting(tenant) as unit:
        assert PortalDocument.objects.visible_to(unit.actor).filter(kind="demand_letter").count() == 1


@pytest.mark.req("S1-INT-03")
def test_an_answer_goes_to_the_office_and_the_page_says_so(browser: Client, tenant: Account, case: UUID) -> None:
    demand = demanded(case, tenant)
    arrived(case, tenant, demand)
    address = f"/my/{case}/demands/{demand}/"
    assert browser.post(address, {"text": ""}).status_code == 409  # nothing was given
    response = browser.post(address, {"text": "둘째 장을 냅니다. 900101-1234567", "request": str(uuid.uuid4())})
    assert (response.status_code, response["Location"]) == (303, f"/my/{case}/")
    kind, content = sent_to_office(case)[-1]
    assert (kind, content["demand"]) == ("supplement_answer", str(demand))
    assert "234567" not in content["text"]
    assert row(tenant, demand).state == PortalDemand.ANSWERED
    shown = page(browser, case, demand)
    assert "지금 하실 일은 없습니다" in shown and "둘째 장을 냅니다." in shown and "보완한 내용 보내기" not in shown


@pytest.mark.req("S1-XCT-03")
def test_an_answer_sent_twice_is_one_message(tenant: Account, case: UUID) -> None:
    demand, request = demanded(case, tenant), uuid.uuid4()
    with acting(tenant):
        first = answer(case, request=request, demand=demand, text="냅니다.")
        assert answer(case, request=request, demand=demand, text="냅니다.") == first
    with pytest.raises(Refusal, match="ANSWERED_ALREADY"), acting(tenant):
        answer(case, demand=demand, text="또 냅니다.")
    assert [kind for kind, _ in sent_to_office(case)].count("supplement_answer") == 1


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize("days", [0, 1])
def test_more_time_is_asked_for_on_the_last_day_and_not_after_it(tenant: Account, case: UUID, days: int) -> None:
    demand = demanded(case, tenant)
    arrived(case, tenant, demand, -days)
    if days:
        with pytest.raises(Refusal, match="TERM_OVER"), acting(tenant):
            ask_more_time(case, demand=demand, reason="등기소 휴무")
        return
    with acting(tenant):
        ask_more_time(case, demand=demand, reason="등기소 휴무", until=clock.business_today() + dt.timedelta(days=7))
    kind, content = sent_to_office(case)[-1]
    assert (kind, content["reason"]) == ("supplement_extension", "등기소 휴무")
    with pytest.raises(Refusal, match="ASKED_ALREADY"), acting(tenant):
        ask_more_time(case, demand=demand, reason="한 번 더")


@pytest.mark.req("S1-INT-03")
def test_the_wish_needs_a_reason_and_a_later_day(tenant: Account, case: UUID) -> None:
    demand = demanded(case, tenant)
    due = arrived(case, tenant, demand)
    for words, code in (({"reason": " "}, "REASON_MISSING"), ({"reason": "까닭", "until": due}, "BAD_DATE")):
        with pytest.raises(Refusal, match=code), acting(tenant):
            ask_more_time(case, demand=demand, **words)


@pytest.mark.req("S1-INT-03")
def test_the_answer_to_the_wish_is_shown_with_its_reason(browser: Client, tenant: Account, case: UUID) -> None:
    demand = demanded(case, tenant)
    due = arrived(case, tenant, demand)
    response = browser.post(f"/my/{case}/demands/{demand}/extension/", {"reason": "등기소 휴무", "until": ""})
    assert response.status_code == 303
    assert "요청했습니다" in page(browser, case, demand)
    status(case, tenant, demand, "more_time_refused", due=due.isoformat(), reason="매각기일이 곧입니다.")
    shown = page(browser, case, demand)
    assert "기한을 늘리지 않았습니다" in shown and "매각기일이 곧입니다." in shown
    later = due + dt.timedelta(days=7)
    status(case, tenant, demand, "more_time", due=later.isoformat())
    assert row(tenant, demand).due_on == later


@pytest.mark.req("S1-INT-03")
def test_a_return_is_shown_with_its_reasons_and_may_still_be_answered(browser: Client, tenant: Account, case: UUID) -> None:
    demand = demanded(case, tenant)
    notice = b"%PDF-1.7 returned"
    told_by_office(case, tenant, "returned", {
        "on": clock.business_today().isoformat(), "demands": [str(demand)], "reason": "계약서 사본이 오지 않았습니다.",
        "pdf": base64.b64encode(notice).decode(), "sha256": hashlib.sha256(notice).hexdigest(),
    })  # fmt: skip
    shown = page(browser, case, demand)
    assert "계약서 사본이 오지 않았습니다." in shown and "다시 신청할 수 있습니다" in shown
    assert browser.get(f"/my/{case}/demands/{demand}/letter.pdf").content == notice
    assert "신청 취하하기" not in browser.get(f"/my/{case}/").content.decode()
    status(case, tenant, demand, "undo_return")
    assert "반려를 취소하고 계속 진행합니다" in browser.get(f"/my/{case}/").content.decode()


@pytest.mark.req("S1-USR-08")
def test_another_person_sees_and_answers_nothing(tenant: Account, case: UUID, client: Client) -> None:
    demand = demanded(case, tenant)
    other = new_account("tenant02", Verified("ci-2", "김다른", dt.date(1990, 5, 6), "01098765432", "simulator"))
    with pytest.raises(Missing), acting(other):
        find_own(case, demand)
    with pytest.raises(Missing), acting(other):
        answer(case, demand=demand, text="냅니다.")
    assert row(tenant, demand).state == PortalDemand.OPEN


def test_what_is_asked_lies_under_the_persons_key(tenant: Account, case: UUID) -> None:
    demand = row(tenant, demanded(case, tenant))
    assert "임대차계약서".encode() not in bytes(demand.box)
    with acting(tenant):
        assert held(demand).items == ITEMS


@pytest.mark.req("S1-INT-03")
def test_papers_are_uploaded_to_the_demand_and_go_with_the_answer(browser: Client, tenant: Account, case: UUID) -> None:
    demand = demanded(case, tenant)
    address = f"/my/{case}/demands/{demand}/"
    assert "서류 목록 열기" in page(browser, case, demand)
    started = browser.post(address, {"start": "papers"})
    assert (started.status_code, started["Location"]) == (303, f"{address}#papers")
    shown = page(browser, case, demand)
    assert 'id="paper-lease_copy"' in shown and "서류 목록 열기" not in shown
    absent = browser.post(browser.get(address).context["absent_url"], {"doc_type": "lease_copy", "reason": "잃어버렸습니다."})
    assert absent["Location"].startswith(address)
    browser.post(address, {"text": "임대인에게 다시 받고 있습니다.", "request": str(uuid.uuid4())})
    kind, content = sent_to_office(case)[-1]
    assert kind == "supplement_answer"
    assert [(each["doc_type"], each["not_available"]) for each in content["papers"]] == [("lease_copy", True)]
