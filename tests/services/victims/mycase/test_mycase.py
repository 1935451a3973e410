"""My case: what the office tells, what the person sees of it and when, the letter, who looked, withdrawal."""

import base64
import datetime as dt
import hashlib
import re
import uuid
from html.parser import HTMLParser
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.audit.models import Look
from teojeon.kernel.crypto.subjects import KeyDestroyed, decrypt_for
from teojeon.kernel.documents.models import PortalDocument
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.drafts import find_draft, find_filing
from teojeon.services.victims.application.models import PortalEntry
from teojeon.services.victims.application.summary import parts
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.intake.forms import PURPOSES as UNMASKING
from teojeon.services.victims.mycase import messages  # noqa: F401  (registers its handlers)
from teojeon.services.victims.mycase.actions import withdraw
from teojeon.services.victims.mycase.allowed import PATTERNS, PURPOSES, STEPS, fixed_texts
from tests.services.victims.application.applicant import (
    acting,
    as_owner,
    file,
    new_account,
    new_draft,
    sent_to_office,
    told_by_office,
)

PDF = b"%PDF-1.7 sealed decision letter"
# What an official of the office knows and a tenant may not see before dispatch, planted in the messages.
SECRETS = {"outcome": "RECOGNISED", "class": "가", "opinion": "인용 의견", "official": "조사담당 김관리", "finding": "R4 불충족"}


def status(case: UUID, tenant: Account, step: str, on: str = "2026-12-01", due: str | None = None, **more: str) -> None:
    told_by_office(case, tenant, "status", {"step": step, "on": on, "due": due, **more})


def letter(case: UUID, tenant: Account, pdf: bytes = PDF, sha256: str = "") -> None:
    digest = sha256 or hashlib.sha256(pdf).hexdigest()
    content = {"decision_no": "2026-1", "pdf": base64.b64encode(pdf).decode(), "sha256": digest, "on": "2026-12-18"}
    told_by_office(case, tenant, "letter", {**content, **SECRETS})


def acknowledge(case: UUID, tenant: Account) -> None:
    told_by_office(case, tenant, "acknowledged", {"register_no": "2026-서울-17", "handled_by_name": "서울특별시", **SECRETS})


class Texts(HTMLParser):
    """The texts inside <main>, one an element."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "main" or (self.depth and tag not in {"br", "input"}):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth and data.strip():
            self.found.append(" ".join(data.split()))


def texts(page: str) -> list[str]:
    parser = Texts()
    parser.feed(page)
    return parser.found


def own_words(tenant: Account, case: UUID) -> set[str]:
    """What the tenant said, and what names the case."""
    with acting(tenant):
        filing = find_filing(case)
        filed = load_filed(filing)
    said = {filing.receipt_no, "2026-서울-17", "서울특별시"}
    for part in parts(filed.content, clock.seoul_day(filing.received_at)):
        said |= {part.title} | {text for row in part.rows for text in (row.label, row.value, row.note)}
    return said


def not_allowed(page: str, own: set[str]) -> list[str]:
    allowed = set(fixed_texts()) | own
    return [text for text in texts(page) if text not in allowed and not any(re.fullmatch(each, text) for each in PATTERNS)]


def test_the_page_holds_nothing_but_own_statements_steps_and_dates_at_every_step_before_dispatch(
    browser: Client, tenant: Account, case: UUID
) -> None:
    acknowledge(case, tenant)
    own = own_words(tenant, case)
    for state in [*PROCEDURE.by_code, "opinion", "vote", "assign"]:
        if state in ("withdraw", "serve", "become_final", "filed"):
            continue
        status(case, tenant, state, due="2026-12-21", **SECRETS)
        page = browser.get(f"/my/{case}/").content.decode()
        assert not_allowed(page, own) == [], state
        for secret in SECRETS.values():
            assert len(secret) < 3 or secret not in page, state
    assert "결정문 보기" not in page


def test_the_allow_list_would_catch_an_opinion(browser: Client, tenant: Account, case: UUID) -> None:
    page = browser.get(f"/my/{case}/").content.decode()
    own = own_words(tenant, case)
    assert not_allowed(page, own) == []
    assert not_allowed(page.replace("</main>", "<p>조사자 의견: 인용</p></main>"), own) == ["조사자 의견: 인용"]


def test_what_a_message_says_besides_step_and_days_is_not_even_kept(tenant: Account, case: UUID) -> None:
    acknowledge(case, tenant)
    status(case, tenant, "resolve", **SECRETS)
    letter(case, tenant)
    with acting(tenant) as unit:
        kept = dict(PortalEntry.objects.visible_to(unit.actor).filter(subject=case).values_list("step", "content"))
    assert kept == {
        "filed": {},
        "acknowledged": {"register_no": "2026-서울-17", "handled_by_name": "서울특별시"},
        "resolve": {},
        "dispatch": {"decision_no": "2026-1"},
    }


def test_after_the_resolution_the_page_says_that_the_decision_is_being_made(browser: Client, tenant: Account, case: UUID) -> None:
    status(case, tenant, "resolve", on="2026-12-16")
    status(case, tenant, "decide", on="2026-12-18")
    page = browser.get(f"/my/{case}/").content.decode()
    assert "심의 완료, 결정 처리 중" in page and "결정·관인" not in page
    assert browser.get(f"/my/{case}/letter.pdf").status_code == 404


def test_inner_steps_of_the_office_are_not_shown() -> None:
    hidden = set(PROCEDURE.by_code) - set(STEPS)
    assert hidden == {"investigator_demands", "submit_report", "return_report", "approve_report", "to_agenda", "decide"}


def test_the_letter_is_there_from_dispatch_on_and_lies_under_the_persons_key(browser: Client, tenant: Account, case: UUID) -> None:
    assert browser.get(f"/my/{case}/letter.pdf").status_code == 404
    letter(case, tenant)
    answer = browser.get(f"/my/{case}/letter.pdf")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, PDF, "application/pdf")
    page = browser.get(f"/my/{case}/").content.decode()
    assert "결정문 보기(PDF)" in page and "2026. 12. 18.(금)" in page and "취하하기" not in page
    with acting(tenant) as unit:
        kept = PortalDocument.objects.visible_to(unit.actor).get(subject=case)
    assert bytes(kept.sha256) == hashlib.sha256(PDF).digest() and kept.size == len(PDF)


def test_a_letter_that_is_not_the_one_named_is_refused_and_leaves_nothing(tenant: Account, case: UUID) -> None:
    with pytest.raises(Refusal) as refused:
        letter(case, tenant, sha256="0" * 64)
    assert refused.value.code == "LETTER_DAMAGED"
    with acting(tenant) as unit:
        assert not PortalEntry.objects.visible_to(unit.actor).filter(subject=case, step="dispatch").exists()


def test_a_letter_of_somebody_else_does_not_exist(browser: Client, tenant: Account) -> None:
    stranger = new_account("tenant02", Verified("ci-2", "다른이", dt.date(1990, 1, 1), "01087654321", "simulator"))
    theirs = new_draft(stranger)
    file(stranger, theirs)
    letter(theirs, stranger)
    for page in ("", "requirements/", "letter.pdf", "withdraw/", "application.pdf"):
        assert browser.get(f"/my/{theirs}/{page}").status_code == 404


def test_acknowledgement_destroys_the_drafts_key_and_clears_what_it_held(tenant: Account, case: UUID) -> None:
    with acting(tenant):
        box = bytes(find_draft(case).box)
        assert decrypt_for(case, box, f"draft/{case}/content")
    acknowledge(case, tenant)
    with acting(tenant):
        assert bytes(find_draft(case).box) == b""
        assert find_filing(case).acknowledged_at is not None
        with pytest.raises(KeyDestroyed):
            decrypt_for(case, box, f"draft/{case}/content")


def test_the_timeline_keeps_the_order_and_the_days_of_the_office(browser: Client, tenant: Account, case: UUID) -> None:
    acknowledge(case, tenant)
    status(case, tenant, "confirm_receipt", on="2026-11-23", due="2026-12-21")
    status(case, tenant, "open_file", on="2026-11-24", due="2026-12-21")
    page = browser.get(f"/my/{case}/").content.decode()
    places = [page.rindex(STEPS[step].title) for step in ("open_file", "confirm_receipt", "acknowledged", "filed")]
    assert places == sorted(places)
    assert "접수대장 번호" in page and "2026-서울-17" in page and "서울특별시" in page
    assert "기한 2026. 12. 21.(월)" in page and "시·도가 이날까지 조사합니다" in page


def test_after_service_the_last_day_to_object_stands_with_what_happens_if_i_do_nothing(
    browser: Client, tenant: Account, case: UUID
) -> None:
    letter(case, tenant)
    status(case, tenant, "serve", on="2026-12-02", due="2027-01-04")
    page = browser.get(f"/my/{case}/").content.decode()
    assert "이의신청 마지막 날 2027. 1. 4.(월)" in page
    left = (dt.date(2027, 1, 4) - clock.business_today()).days
    assert f"D-{left}" in page
    assert "이의신청을 할 수 없게 됩니다" in page


def test_a_withdrawal_that_came_too_late_hides_no_running_period(browser: Client, tenant: Account, case: UUID) -> None:
    letter(case, tenant)
    status(case, tenant, "serve", on="2026-12-02", due="2027-01-04")
    status(case, tenant, "withdraw_late", on="2026-12-03")
    page = browser.get(f"/my/{case}/").content.decode()
    assert "이미 결정되어 취하할 수 없습니다" in page
    assert f"D-{(dt.date(2027, 1, 4) - clock.business_today()).days}" in page and "이의신청을 할 수 없게 됩니다" in page


def test_a_withdrawal_that_came_too_late_does_not_speak_of_a_letter_that_was_not_sent(
    browser: Client, tenant: Account, case: UUID
) -> None:
    status(case, tenant, "resolve", on="2026-12-16")
    status(case, tenant, "withdraw_late", on="2026-12-17")
    page = browser.get(f"/my/{case}/").content.decode()
    assert "결정문을 확인해 주십시오" not in page and STEPS["resolve"].waits in page


def test_a_period_that_ended_is_not_shown_as_the_next_date(browser: Client, tenant: Account, case: UUID) -> None:
    status(case, tenant, "send", on="2026-12-10")
    assert "정해진 다음 날짜가 없습니다." in browser.get(f"/my/{case}/").content.decode()
    assert "정해진 다음 날짜가 없습니다." in browser.get("/my/").content.decode()


def test_every_purpose_of_unmasking_has_its_words() -> None:
    assert dict(UNMASKING) | {"": "사건 처리", "audit": "감사"} == dict(PURPOSES)


def test_who_looked_is_shown_by_organisation_hour_and_purpose_only_to_the_person(
    browser: Client, tenant: Account, case: UUID
) -> None:
    hour = dt.datetime(2026, 11, 24, 14, tzinfo=clock.SEOUL)
    with as_owner():
        for account, organisation, purpose in (
            (tenant.pk, "SD-11", ""),
            (uuid.uuid4(), "SD-26", ""),
            (tenant.pk, "MOLIT", "unmask"),
            (tenant.pk, "MOLIT", "service"),
        ):
            Look.objects.create(
                subject=uuid.uuid4(), account=account, hour=hour, organisation=organisation, purpose=purpose, count=3
            )
    page = browser.get(f"/my/{case}/").content.decode()
    shown = texts(page)
    assert "2026. 11. 24.(화) 14시" in shown and "3회" in shown
    assert "국토교통부" in shown and "사건 처리" in shown and "업무 처리" in shown
    assert "결정문 송달" in shown, "why a hidden value was seen"
    assert "부산광역시" not in page and "unmask" not in page
    assert not_allowed(page, own_words(tenant, case) | {"국토교통부", "서울특별시"}) == []


def test_withdrawing_sends_one_message_with_the_reason_and_its_numbers_hidden(browser: Client, tenant: Account, case: UUID) -> None:
    page = browser.get(f"/my/{case}/withdraw/").content.decode()
    found = re.search(r'name="request" value="([^"]+)"', page)
    assert found
    words = {"request": found[1], "reason": "합의했습니다. 910302-2345678"}
    for _ in range(2):
        answer = browser.post(f"/my/{case}/withdraw/", words)
        assert (answer.status_code, answer["Location"]) == (303, f"/my/{case}/")
    assert [message.kind for message in sent_to_office(case)] == ["filing", "withdrawal"]
    shown = browser.get(f"/my/{case}/").content.decode()
    assert "취하서를 제출했습니다" in shown and "신청 취하하기" not in shown
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM work_storedanswer WHERE answer::text LIKE '%2345678%'")
        assert cursor.fetchone() == (0,)
    status(case, tenant, "withdraw")
    assert "취하되었습니다" in browser.get(f"/my/{case}/").content.decode()


def test_a_withdrawal_without_a_reason_asks_for_one_and_sends_nothing(browser: Client, tenant: Account, case: UUID) -> None:
    answer = browser.post(f"/my/{case}/withdraw/", {"request": str(uuid.uuid4()), "reason": " "})
    assert answer.status_code == 422 and "MISSING_VALUE" in answer.content.decode()
    assert len(sent_to_office(case)) == 1


def test_after_dispatch_a_withdrawal_is_refused_with_what_to_do_instead(browser: Client, tenant: Account, case: UUID) -> None:
    letter(case, tenant)
    with pytest.raises(Refusal) as refused, acting(tenant):
        withdraw(case, request=uuid.uuid4(), reason="마음이 바뀜")
    assert refused.value.code == "NOT_WITHDRAWABLE"
    answer = browser.post(f"/my/{case}/withdraw/", {"request": str(uuid.uuid4()), "reason": "마음이 바뀜"})
    assert answer.status_code == 409 and "이의신청" in answer.content.decode()
    assert len(sent_to_office(case)) == 1


def test_an_unfiled_draft_has_no_case_page_and_cannot_be_withdrawn(browser: Client, tenant: Account) -> None:
    draft = new_draft(tenant)
    assert browser.get(f"/my/{draft}/").status_code == 404
    with pytest.raises(Refusal), acting(tenant):
        withdraw(draft, request=uuid.uuid4(), reason="잘못 씀")


def test_the_list_shows_drafts_and_cases_and_says_so_when_there_are_none(browser: Client, tenant: Account) -> None:
    empty = browser.get("/my/").content.decode()
    assert "신청한 사건이 없습니다." in empty and "쓰던 신청서가 없습니다." in empty
    filed, draft = new_draft(tenant), None
    receipt = file(tenant, filed)["receipt_no"]
    draft = new_draft(tenant)
    page = browser.get("/my/").content.decode()
    assert receipt in page and f"/my/{filed}/" in page and f"/applications/{draft}/applicant/" in page


def test_a_filed_draft_leads_to_its_case(browser: Client, tenant: Account, case: UUID) -> None:
    acknowledge(case, tenant)
    assert browser.get(f"/applications/{case}/house/")["Location"] == f"/my/{case}/"
    assert browser.get(f"/applications/{case}/done/").status_code == 200
    assert browser.get(f"/my/{case}/application.pdf").content.startswith(b"%PDF")
