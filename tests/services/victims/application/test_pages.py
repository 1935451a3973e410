"""The pages of the application in a browser without a script."""

import datetime as dt
import re
import uuid
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.models import ClockOffset
from teojeon.services.victims.application.content import load
from teojeon.services.victims.application.drafts import find_draft, own_drafts, own_filings
from tests.services.victims.application.applicant import (
    ANSWERS,
    NUMBER,
    acting,
    as_owner,
    at,
    file,
    keep,
    new_account,
    new_draft,
    sign_in,
    with_answers,
)


@pytest.fixture
def browser(tenant: Account, client: Client) -> Client:
    """The tenant, signed in."""
    sign_in(client)
    return client


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found, name
    return found[1]


def step(browser: Client, draft: UUID, slug: str, action: str = "next", **inputs: str) -> Any:
    """Opens a step and sends it."""
    url = f"/applications/{draft}/{slug}/"
    page = browser.get(url)
    sent = {"version": hidden(page, "version"), "page": hidden(page, "page"), "action": action}
    return browser.post(url, {**sent, **ANSWERS[slug], **inputs})


def begin(browser: Client) -> UUID:
    answer = browser.post("/applications/new/")
    assert answer.status_code == 303
    found = re.fullmatch(r"/applications/([0-9a-f-]{36})/applicant/", answer["Location"])
    assert found
    return UUID(found[1])


def test_a_tenant_goes_from_the_notice_to_the_receipt_number(browser: Client, tenant: Account) -> None:
    assert "누가 신청할 수 있습니까" in browser.get("/applications/new/").content.decode()
    draft = begin(browser)
    first = browser.get(f"/applications/{draft}/applicant/").content.decode()
    assert 'value="강한결"' in first and 'value="1991-03-02"' in first  # filled in from the proof of identity
    order = ["applicant", "house", "lease", "occupancy", "damage", "papers", "review"]  # nobody acts for the tenant: no step 2
    for slug, following in pairwise(order):
        sent_on = step(browser, draft, slug)
        assert (sent_on.status_code, sent_on["Location"]) == (303, f"/applications/{draft}/{following}/")
    review = browser.get(f"/applications/{draft}/review/")
    shown = review.content.decode()
    assert "210,000,000원" in shown and "2억 1,000만 원" in shown and "모름" in shown and "정보 없음" in shown
    assert "910302-2******" in shown and NUMBER not in shown
    assert "제출한 뒤에도" in shown
    sent = {"version": hidden(review, "version"), "request": hidden(review, "request")}
    answer = browser.post(f"/applications/{draft}/review/", sent)
    assert (answer.status_code, answer["Location"]) == (303, f"/applications/{draft}/done/")
    done = browser.get(answer["Location"]).content.decode()
    with acting(tenant):
        [filing] = own_filings()
    assert filing.receipt_no in done and "까지 조사합니다" in done and f"/my/{draft}/application.pdf" in done
    again = browser.post(f"/applications/{draft}/review/", sent)
    assert again["Location"] == f"/applications/{draft}/done/"
    with acting(tenant):
        assert len(own_filings()) == 1


def test_submit_pressed_twice_at_once_gives_the_same_receipt(browser: Client, tenant: Account) -> None:
    draft = new_draft(tenant)
    review = browser.get(f"/applications/{draft}/review/")
    sent = {"version": hidden(review, "version"), "request": hidden(review, "request")}
    other = {"version": hidden(review, "version"), "request": str(uuid.uuid4())}
    places = [browser.post(f"/applications/{draft}/review/", words)["Location"] for words in (sent, sent, other)]
    assert set(places) == {f"/applications/{draft}/done/"}
    with acting(tenant):
        assert len(own_filings()) == 1


def test_the_sigungu_of_a_chosen_sido_come_with_a_plain_button(browser: Client, tenant: Account) -> None:
    draft = begin(browser)
    answer = step(browser, draft, "house", "regions", sido="26", sigungu="11110", address="")
    assert answer["Location"] == f"/applications/{draft}/house/#id_sigungu"
    page = browser.get(f"/applications/{draft}/house/").content.decode()
    assert '<option value="26110">' in page and '<option value="11110">' not in page
    assert '<option value="26" selected>' in page
    assert "error-summary" not in page


def test_an_empty_step_lists_all_its_gaps_on_top_and_keeps_the_rest(browser: Client, tenant: Account) -> None:
    draft = begin(browser)
    answer = step(browser, draft, "applicant", name="", service_address="", number="", mobile="01099998888")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="error-summary"' in page and page.count("오류 코드 MISSING_VALUE") == 3
    assert str(draft) in page
    for field in ("name", "service_address", "number"):
        assert f'href="#id_{field}"' in page and f'id="id_{field}_error"' in page
    with acting(tenant):
        assert load(find_draft(draft)).applicant.mobile == "01099998888"
    assert step(browser, draft, "applicant", "skip", name="")["Location"] == f"/applications/{draft}/house/"


def test_an_impossible_date_comes_back_as_it_was_typed(browser: Client, tenant: Account) -> None:
    draft = begin(browser)
    answer = step(browser, draft, "lease", first_contract_date="2023-02-30")
    assert answer.status_code == 422
    assert "2023-02-30" in answer.content.decode() and "BAD_DATE" in answer.content.decode()
    assert "2023-02-30" in browser.get(f"/applications/{draft}/lease/").content.decode()
    review = browser.get(f"/applications/{draft}/review/").content.decode()
    assert "2023-02-30 (다시 확인해 주십시오)" in review and 'href="#part-lease"' in review


def test_a_number_in_a_text_is_hidden_with_a_warning(browser: Client, tenant: Account) -> None:
    draft = begin(browser)
    answer = step(browser, draft, "applicant", service_address=f"대학로 1 {NUMBER}")
    page = browser.get(answer["Location"]).content.decode()
    assert "뒤 여섯 자리를 가렸습니다" in page
    with acting(tenant):
        assert load(find_draft(draft)).applicant.service_address == "대학로 1 910302-2******"


@pytest.mark.req("S1-APP-04", "S1-XCT-03")
def test_a_late_contract_is_warned_of_strongly_and_not_stopped(browser: Client, tenant: Account) -> None:
    draft = begin(browser)
    answer = step(browser, draft, "lease", first_contract_date="2025-06-01")
    assert answer["Location"] == f"/applications/{draft}/occupancy/"
    assert "2025년 5월 31일보다 늦습니다" in browser.get(answer["Location"]).content.decode()
    assert "꼭 확인해 주십시오" in browser.get(f"/applications/{draft}/lease/").content.decode()


@pytest.mark.req("S1-XCT-03")
def test_two_devices_see_both_versions_and_nothing_is_overwritten(browser: Client, tenant: Account) -> None:
    draft = new_draft(tenant)
    url = f"/applications/{draft}/lease/"
    page = browser.get(url)
    with acting(tenant):
        keep(draft, "lease", {**ANSWERS["lease"], "deposit_current": "3억"}, page="phone")
    sent = {"version": hidden(page, "version"), "page": hidden(page, "page"), "action": "next"}
    answer = browser.post(url, {**sent, **ANSWERS["lease"], "deposit_current": "2억 5천만"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "250,000,000원" in shown and "300,000,000원" in shown and "2억 5천만" in shown
    with acting(tenant):
        assert load(find_draft(draft)).lease.deposit_current == 300_000_000
    retry = {**sent, "version": hidden(answer, "version")}
    assert browser.post(url, {**retry, **ANSWERS["lease"], "deposit_current": "2억 5천만"}).status_code == 303


def test_saving_by_itself_answers_with_the_time_and_never_stands_against_its_own_page(browser: Client, tenant: Account) -> None:
    draft = begin(browser)
    page = browser.get(f"/applications/{draft}/applicant/")
    sent = {"version": hidden(page, "version"), "page": hidden(page, "page")}
    url = f"/applications/{draft}/applicant/save/"
    first = browser.post(url, {**sent, **ANSWERS["applicant"], "name": "강"})
    second = browser.post(url, {**sent, **ANSWERS["applicant"], "number": ""})
    assert (first.status_code, second.status_code) == (200, 200)
    assert re.fullmatch(r"\d{4}\. \d+\. \d+\.\(.\) \d\d:\d\d", first.json()["saved_at"])
    assert first.json()["number"] == "910302-2******" and NUMBER not in first.content.decode()
    with acting(tenant):
        kept = load(find_draft(draft))
    assert kept.applicant.name == "강한결" and kept.number is not None


def test_saving_by_itself_from_an_old_page_gives_both_versions(browser: Client, tenant: Account) -> None:
    draft = new_draft(tenant)
    with acting(tenant):
        seen = find_draft(draft).version
        keep(draft, "lease", {**ANSWERS["lease"], "deposit_current": "3억"}, page="phone")
    url = f"/applications/{draft}/lease/save/"
    answer = browser.post(url, {**ANSWERS["lease"], "version": str(seen), "page": "laptop"})
    assert answer.status_code == 409
    told = answer.json()
    assert told["error"] == "STALE_VERSION"
    assert (told["mine"]["임차보증금"], told["theirs"]["임차보증금"]) == ("210,000,000원", "300,000,000원")


def test_saving_by_itself_brings_the_sigungu_of_the_chosen_sido(browser: Client, tenant: Account) -> None:
    draft = begin(browser)
    page = browser.get(f"/applications/{draft}/house/")
    sent = {"version": hidden(page, "version"), "page": hidden(page, "page"), "sido": "26"}
    answer = browser.post(f"/applications/{draft}/house/save/", sent).json()
    assert ["26110", "중구"] in answer["sigungu"]


def test_when_the_session_has_ended_the_page_is_told_and_nothing_is_written(tenant: Account, client: Client) -> None:
    draft = new_draft(tenant)
    with acting(tenant):
        before = find_draft(draft).version
    answer = client.post(f"/applications/{draft}/lease/save/", {**ANSWERS["lease"], "version": "1", "page": "p"})
    assert answer.status_code == 401
    assert answer.json()["error"] == "SIGNED_OUT" and "그대로 있습니다" in answer.json()["message"]
    with acting(tenant):
        assert find_draft(draft).version == before


def test_without_a_script_an_ended_session_gives_everything_back_to_be_sent_again(tenant: Account, client: Client) -> None:
    draft = new_draft(tenant)
    answer = client.post(f"/applications/{draft}/lease/", {**ANSWERS["lease"], "action": "next"})
    assert answer.status_code == 403 and "2억 1천만" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["applicant/", "review/", "delete/", "done/", "lease/save/", "../../my/{}/", "../../my/{}/application.pdf"]
)
def test_a_draft_of_somebody_else_answers_as_one_that_does_not_exist(browser: Client, tenant: Account, path: str) -> None:
    stranger = new_account("tenant02", Verified("ci-2", "다른이", dt.date(1990, 1, 1), "01087654321", "simulator"))
    theirs = new_draft(stranger)
    answers = []
    for draft in (theirs, uuid.uuid4()):
        url = f"/my/{draft}/{path.split('{}/')[1]}" if "{}" in path else f"/applications/{draft}/{path}"
        answer = browser.post(url) if path.endswith("save/") else browser.get(url)
        answers.append((answer.status_code, answer.content.replace(str(draft).encode(), b"")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE body LIKE %s", [f'%"key":"{theirs}"%"kind":"denied"%'])
        assert cursor.fetchone() == (1,)


def test_a_step_that_does_not_exist_is_not_found(browser: Client, tenant: Account) -> None:
    assert browser.get(f"/applications/{begin(browser)}/outcome/").status_code == 404


def test_review_needs_a_fresh_authentication(browser: Client, tenant: Account) -> None:
    draft = new_draft(tenant)
    session = browser.session
    session["account_authentication_methods"] = [{**record, "at": 0} for record in session["account_authentication_methods"]]
    session.save()
    answer = browser.get(f"/applications/{draft}/review/")
    assert answer.status_code == 302 and answer["Location"].startswith("/reauthenticate/")


def test_gaps_at_submission_come_all_at_once_on_top(browser: Client, tenant: Account) -> None:
    draft = begin(browser)
    review = browser.get(f"/applications/{draft}/review/")
    sent = {"version": hidden(review, "version"), "request": hidden(review, "request")}
    answer = browser.post(f"/applications/{draft}/review/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("오류 코드 MISSING_VALUE") == 7  # identity gave name and birth date
    assert str(draft) in page and 'href="#part-lease"' in page


def test_a_second_filing_for_the_same_house_leads_to_the_first_and_can_be_insisted_on(browser: Client, tenant: Account) -> None:
    first = new_draft(tenant)
    file(tenant, first)
    draft = new_draft(tenant)
    review = browser.get(f"/applications/{draft}/review/")
    sent = {"version": hidden(review, "version"), "request": hidden(review, "request")}
    answer = browser.post(f"/applications/{draft}/review/", sent)
    assert answer.status_code == 409
    assert f'href="/my/{first}/"' in answer.content.decode() and 'name="insist"' in answer.content.decode()
    sent |= {"request": hidden(answer, "request"), "insist": "1"}
    assert browser.post(f"/applications/{draft}/review/", sent).status_code == 303


@pytest.mark.req("S1-XCT-06")
def test_after_the_last_day_the_notice_warns_and_still_lets_start(browser: Client, tenant: Account) -> None:
    days = (dt.date(2027, 6, 2) - clock.business_today()).days
    with as_owner():
        ClockOffset.objects.update_or_create(id=1, defaults={"seconds": days * 86400})
    assert "2027년 5월 31일에 끝났습니다" in browser.get("/applications/new/").content.decode()
    draft = begin(browser)
    assert "기간이 지난 신청으로 검토합니다" in browser.get(f"/applications/{draft}/review/").content.decode()


def test_a_draft_is_deleted_after_being_asked_once(browser: Client, tenant: Account) -> None:
    draft = begin(browser)
    assert browser.get(f"/applications/{draft}/delete/").status_code == 200
    assert browser.post(f"/applications/{draft}/delete/")["Location"] == "/my/"
    with acting(tenant):
        assert own_drafts() == []


def test_the_pdf_of_what_was_filed_shows_blanks_unknowns_and_the_masked_number(browser: Client, tenant: Account) -> None:
    draft = new_draft(tenant, with_answers(applicant={"name": "김🌱", "service_address": "a" * 200}))
    file(tenant, draft)
    answer = browser.get(f"/my/{draft}/application.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF") and NUMBER.encode() not in answer.content


def test_the_pdf_of_a_filing_shortly_after_midnight_is_named_after_the_day_in_seoul(
    browser: Client, tenant: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = new_draft(tenant)
    with monkeypatch.context() as patched:
        at(patched, 2026, 11, 21, 0, 30)
        file(tenant, draft)
    assert 'filename="application-20261121.pdf"' in browser.get(f"/my/{draft}/application.pdf")["Content-Disposition"]


@pytest.mark.parametrize("size", [1_000_000])
def test_a_megabyte_of_text_is_refused_and_still_there(browser: Client, tenant: Account, size: int) -> None:
    draft = begin(browser)
    answer = step(browser, draft, "applicant", resident_address="a" * size)
    assert answer.status_code == 422 and "TOO_LONG" in answer.content.decode() and "a" * size in answer.content.decode()
