"""The own thread on the portal: asking, reading, what others cannot see (S1-BEY-03)."""

import datetime as dt
import json
import uuid
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import unseal
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.work.messages import context
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.conversation.models import PortalThreadEntry
from teojeon.services.victims.conversation.portal_thread import A_DAY, ask, promised_on, thread_of
from tests.services.victims.application.applicant import (
    acting,
    file,
    new_account,
    new_draft,
    sent_to_office,
    told_by_office,
)

pytestmark = pytest.mark.req("S1-BEY-03")


def asked(tenant: Account, case: UUID, text: str = "언제 끝납니까?") -> None:
    with acting(tenant):
        ask(case, request=uuid.uuid4(), text=text)


def last_message(case: UUID) -> tuple[str, dict[str, object]]:
    """What the office finds, opened with its own keys."""
    row = sent_to_office(case)[-1]
    with acting_as("office"):
        plain = unseal(bytes(row.box), keyring().unsealing_keys(), context("to_office", row.pk, case))
    return row.kind, json.loads(plain)


def test_a_question_goes_to_the_office_and_stands_in_the_thread_with_the_day_of_the_promise(tenant: Account, case: UUID) -> None:
    asked(tenant, case, "서류를 더 내야 합니까? 900101-1234567")
    with acting(tenant):
        due = promised_on(clock.business_today())
    assert last_message(case) == ("question", {"text": "서류를 더 내야 합니까? 900101-1******", "due": due.isoformat()})
    with acting(tenant):
        [word] = thread_of(case)
    assert (word.is_mine, word.text, word.promised_on) == (True, "서류를 더 내야 합니까? 900101-1******", due)


def test_the_words_lie_under_the_accounts_key(tenant: Account, case: UUID) -> None:
    asked(tenant, case, "비밀스러운 질문")
    with acting(tenant) as unit:
        row = PortalThreadEntry.objects.visible_to(unit.actor).get(subject=case)
    assert "비밀스러운".encode() not in bytes(row.box)


def test_a_reply_stands_in_the_thread_and_the_page_of_the_case_says_that_it_came(
    browser: Client, tenant: Account, case: UUID
) -> None:
    asked(tenant, case)
    told_by_office(case, tenant, "reply", {"text": "다음 주에 알려 드립니다."})
    page = browser.get(f"/my/{case}/conversation/").content.decode()
    assert page.index("언제 끝납니까?") < page.index("다음 주에 알려 드립니다.")
    shown = browser.get(f"/my/{case}/").content.decode()
    assert "질문에 답변이 왔습니다" in shown and "다음 주에" not in shown


@pytest.mark.parametrize(("text", "code"), [("  ", "MISSING_VALUE"), ("가" * 2001, "TOO_LONG")])
def test_an_empty_or_endless_question_is_refused(tenant: Account, case: UUID, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        asked(tenant, case, text)
    assert refused.value.code == code


def test_an_unfiled_draft_has_no_thread(tenant: Account) -> None:
    draft = new_draft(tenant)
    with pytest.raises(Refusal) as refused:
        asked(tenant, draft)
    assert refused.value.code == "NOT_FILED"


def test_more_than_ten_questions_a_day_are_refused_and_the_next_day_is_free(
    tenant: Account, case: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(A_DAY):
        asked(tenant, case, f"질문 {number}")
    with pytest.raises(Refusal) as refused:
        asked(tenant, case)
    assert refused.value.code == "TOO_MANY"
    later = clock.real_now() + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    asked(tenant, case)


def test_the_page_asks_once_however_often_it_is_sent_and_says_what_it_does_not_replace(
    browser: Client, tenant: Account, case: UUID
) -> None:
    page = browser.get(f"/my/{case}/conversation/").content.decode()
    assert "송달을 대신하지 않습니다" in page and "기한이 멈추거나 늘어나지 않습니다" in page
    given = {"text": "언제 끝납니까?", "request": str(uuid.uuid4())}
    for _ in range(2):
        assert browser.post(f"/my/{case}/conversation/", given).status_code == 303
    with acting(tenant):
        assert len(thread_of(case)) == 1
    empty = browser.post(f"/my/{case}/conversation/", {"text": "", "request": str(uuid.uuid4())})
    assert empty.status_code == 422
    longer = browser.post(f"/my/{case}/conversation/", {"text": "가" * 2001, "request": str(uuid.uuid4())})
    assert longer.status_code == 422 and "가" * 2001 in longer.content.decode()


def test_papers_are_put_beside_a_question(browser: Client, tenant: Account, case: UUID) -> None:
    assert browser.post(f"/my/{case}/conversation/", {"attach": "1"}).status_code == 303
    page = browser.get(f"/my/{case}/conversation/").content.decode()
    assert "질문에 서류 붙이기" not in page and 'type="file"' in page


def test_the_thread_of_somebody_else_does_not_exist(browser: Client, tenant: Account) -> None:
    stranger = new_account("tenant02", Verified("ci-2", "다른이", dt.date(1990, 1, 1), "01087654321", "simulator"))
    theirs = new_draft(stranger)
    file(stranger, theirs)
    asked(stranger, theirs, "남의 질문")
    for method in (browser.get, browser.post):
        assert method(f"/my/{theirs}/conversation/").status_code == 404
    with acting(tenant):
        assert thread_of(theirs) == []
