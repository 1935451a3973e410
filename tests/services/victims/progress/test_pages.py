"""Pages of alerts, of messages that ask a person, of texts, and the outbox of the development (S1-NTF-02, S1-NTF-03)."""

from uuid import UUID

import pytest
from pytest_django import Settings

from teojeon.kernel.cases.alerts import derive_alerts
from teojeon.kernel.notices import sending
from teojeon.kernel.notices.models import Notice, OfficialAddress
from teojeon.kernel.notices.templates import text_of
from tests.kernel.cases.test_alerts import alerts
from tests.services.victims.progress.test_messages import notices, queue
from tests.support.factories import browser, cast, make_case, reload
from tests.support.meetings import move_clock, sql

pytestmark = pytest.mark.usefixtures("office_side")


def overdue() -> UUID:
    case = make_case("RECEIVED")
    move_clock(40)
    derive_alerts()
    return case


@pytest.mark.req("S1-NTF-03")
def test_the_digest_page_lists_the_overdue_first_and_closes_it_only_with_a_reason() -> None:
    case = overdue()
    client = browser(cast("invest"))
    page = client.get("/alerts/").content.decode()
    assert reload(case).receipt_no in page and "초과" in page and "조사 기한" in page
    key = str(alerts(case, closed_at=None)[0].pk)
    without = client.post("/alerts/close/", {"alert": key, "reason": " "})
    assert without.status_code == 409 and "까닭과 조치를 적어야 닫습니다" in without.content.decode()
    assert client.post("/alerts/close/", {"alert": key, "reason": "보완을 기다림"}).status_code == 302
    assert reload(case).receipt_no not in client.get("/alerts/").content.decode()
    assert client.post("/alerts/close/", {"alert": "x"}).status_code == 422
    assert client.get("/alerts/close/").status_code == 302


def test_an_official_sets_and_takes_away_the_own_address() -> None:
    client = browser(cast("invest"))
    assert client.post("/alerts/address/", {"email": "not an address"}).status_code == 422
    assert client.post("/alerts/address/", {"email": "invest@example.go.kr"}).status_code == 302
    assert "invest@example.go.kr" in client.get("/alerts/").content.decode()
    assert client.post("/alerts/address/", {"email": ""}).status_code == 302
    assert not OfficialAddress.objects.exists()


@pytest.mark.req("S1-NTF-02")
def test_what_may_have_been_sent_is_decided_on_the_page() -> None:
    case = make_case()
    key = str(queue(case).pk)
    sql("UPDATE notices_notice SET state = 'MAYBE_SENT', tries = 1, code = 'ReadTimeout' WHERE id = %s", key)
    client = browser(cast("intake"))
    page = client.get("/notices/").content.decode()
    assert "보냈는지 알 수 없음" in page and "보완 요구" in page and "우편으로 보냈습니다" not in page
    assert client.post("/notices/decide/", {"notice": key}).status_code == 422
    assert client.post("/notices/decide/", {"notice": key, "decision": "posted"}).status_code == 409
    assert client.post("/notices/decide/", {"notice": key, "decision": "was_sent"}).status_code == 302
    assert notices(case)[0].state == Notice.SENT
    assert "처리할 안내가 없습니다" in client.get("/notices/").content.decode()


def test_a_text_is_edited_on_its_page_and_a_result_is_refused_with_what_was_typed() -> None:
    client = browser(cast("param"))
    assert "결과 등록" in client.get("/notices/templates/").content.decode()
    page = "/notices/templates/dispatch/sms/"
    bad = client.post(page, {"seen": "0", "subject": "", "text": "홍길동님은 기각되었습니다."})
    assert bad.status_code == 409 and "홍길동님은 기각되었습니다." in bad.content.decode()
    assert client.post(page, {"seen": "0", "subject": "", "text": ""}).status_code == 422
    assert client.post(page, {"seen": "0", "subject": "", "text": "[{site}] 결과가 등록되었습니다."}).status_code == 302
    assert text_of("dispatch", "sms").version == 1
    assert client.post(page, {"seen": "0", "subject": "", "text": "[{site}] 확인합니다."}).status_code == 409
    assert client.get("/notices/templates/nothing/sms/").status_code == 404
    assert client.get("/notices/templates/dispatch/fax/").status_code == 404


def test_the_outbox_shows_what_would_have_been_sent_and_is_nowhere_but_in_development(settings: Settings) -> None:
    queue(make_case(), "table")
    sending.send_waiting()
    client = browser(cast("intake"))
    page = client.get("/notices/outbox/").content.decode()
    assert "위원회 심의가 시작되었습니다" in page and "010-****-1234" in page and "개발용 발송함입니다" in page
    settings.NOTICE_CHANNELS = {
        "sms": "teojeon.kernel.notices.channels.Solapi", "email": "teojeon.kernel.notices.channels.Smtp",
    }  # fmt: skip
    assert client.get("/notices/outbox/").status_code == 404
