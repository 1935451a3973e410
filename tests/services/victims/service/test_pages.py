"""The service desk's pages: the list, the records of a case, acts with their errors (S1-NTF-01)."""

import uuid
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.services.victims.service.models import ServiceRecord
from tests.services.victims.decision.letters import dispatched, state
from tests.services.victims.service.test_desk import ADDRESS, PLACE, posted, services
from tests.support.factories import browser, cast, events, reload
from tests.support.meetings import move_clock

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-NTF-01")]


@pytest.fixture
def server() -> Client:
    return browser(cast("server"))


def sent(client: Client, case: UUID, act: str, **data: Any) -> Any:
    given = {
        "service": str(services(case)[-1].pk),
        "version": str(reload(case).version),
        "request": str(uuid.uuid4()),
        **data,
    }
    return client.post(f"/cases/{case}/service/{act}/", given)


def today() -> str:
    return clock.business_today().isoformat()


def test_from_return_to_public_notice_on_the_page(server: Client) -> None:
    case = dispatched()
    receipt_no = reload(case).receipt_no
    assert receipt_no in server.get("/service/?tab=under-way").content.decode()
    page = server.get(f"/cases/{case}/service/").content.decode()
    assert "홍길동" in page and "송달-" in page and "공시송달을 하려면" not in page
    assert sent(server, case, "return", returned_on=today(), reason="moved").status_code == 302
    assert receipt_no in server.get("/service/?tab=returned").content.decode()
    page = server.get(f"/cases/{case}/service/").content.decode()
    assert "반송: 이사 불명" in page and "공시송달을 하려면 다음이 있어야 합니다" in page
    assert sent(server, case, "look-up", address=ADDRESS, ground="공문 1").status_code == 302
    again = {"method": "post", "place": "registered", "address": ADDRESS, "dispatched_on": today(), "tracking_no": "1234"}
    assert sent(server, case, "send", **again).status_code == 302
    assert sent(server, case, "return", returned_on=today(), reason="unknown").status_code == 302
    assert sent(server, case, "contact", channel="phone", result="받지 않음").status_code == 302
    page = server.get(f"/cases/{case}/service/").content.decode()
    assert "공시송달 공고" in page and "송달받을 사람: 홍*동" in page
    missing = sent(server, case, "notice", printed_on=today(), receive_at=PLACE)
    assert missing.status_code == 422
    notice = {"printed_on": today(), "printed_in": ["board"], "receive_at": PLACE}
    assert sent(server, case, "notice", **notice).status_code == 302
    assert receipt_no in server.get("/service/?tab=noticed").content.decode()
    assert "게시를 기다림" in server.get(f"/cases/{case}/service/").content.decode()
    posted(case)
    assert "에 효력이 생깁니다" in server.get(f"/cases/{case}/service/").content.decode()
    assert services(case)[-1].state == ServiceRecord.NOTICED


def test_an_arrival_is_recorded_and_what_is_wrong_comes_back_with_all_that_was_typed(server: Client) -> None:
    case = dispatched()
    wrong = sent(server, case, "arrival", method="hand", arrived_on=today(), proof="수령확인서 17호")
    assert wrong.status_code == 409
    page = wrong.content.decode()
    assert "수령확인서 17호" in page and "받은 사람" in page
    assert sent(server, case, "arrival", method="hand", arrived_on="", proof="").status_code == 422
    right = sent(server, case, "arrival", method="hand", arrived_on=today(), proof="수령확인서 17호", relation="cohabitant")
    assert right.status_code == 302 and state(case) == "SERVED"
    assert "동거인" in server.get(f"/cases/{case}/service/").content.decode()


def test_who_saves_after_somebody_else_compares_and_saves_once_more(server: Client) -> None:
    case = dispatched()
    first = sent(server, case, "contact", channel="phone", result="받지 않음")
    stale = sent(server, case, "contact", channel="phone", result="또 받지 않음", version="1")
    assert (first.status_code, stale.status_code) == (302, 409)
    assert "또 받지 않음" in stale.content.decode() and f'value="{reload(case).version}"' in stale.content.decode()


def test_an_unknown_act_and_a_foreign_record_do_not_exist(server: Client) -> None:
    case, other = dispatched(), dispatched()
    assert server.post(f"/cases/{case}/service/burn/", {}).status_code == 404
    foreign = sent(server, case, "contact", channel="phone", result="부재", service=str(services(other)[-1].pk))
    assert foreign.status_code == 409 and services(other)[-1].contacts == []


def test_the_province_sees_the_record_of_a_decision_and_no_form(server: Client) -> None:
    case = dispatched()
    page = browser(cast("intake")).get(f"/cases/{case}/service/").content.decode()
    assert "송달-" in page and '<form method="post" action="/cases/' not in page
    assert reload(case).receipt_no not in browser(cast("intake")).get("/service/?tab=under-way").content.decode()


def test_looking_at_the_records_leaves_an_access_event_that_names_the_address(server: Client) -> None:
    case = dispatched()
    server.get(f"/cases/{case}/service/")
    [event] = [body for body in events("read") if body["page"] == "case_service"]
    assert event["fields"] == ["party.address"]


def test_after_the_day_of_effect_the_letters_page_tells_the_last_day_to_object(server: Client) -> None:
    case = dispatched()
    sent(server, case, "arrival", method="post", arrived_on=today(), proof="등기 1")
    move_clock(1)
    page = server.get(f"/cases/{case}/letter/").content.decode()
    assert "이의신청 기한" in page and "송달 진행" not in page
