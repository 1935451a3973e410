"""Legal service by every method: returns, look-up, public notice, refusal, representatives, electronic arrival (S1-NTF-01)."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Deadline
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.messages import Letter
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law.victims.service import notice_takes_effect_on
from teojeon.services.victims.consents import recording
from teojeon.services.victims.decision.actions import dispatch_letter, record_service
from teojeon.services.victims.decision.period import last_day_to_object
from teojeon.services.victims.mandates.models import Mandate
from teojeon.services.victims.service import actions, records
from teojeon.services.victims.service.messages import take_posted, take_stored
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.service.office_tasks import notices_take_effect
from tests.kernel.committees.test_meeting import refused
from tests.services.victims.decision.letters import dispatched, sealed, sent_to_portal, state
from tests.support.factories import acting, reload
from tests.support.meetings import SYSTEM, move_clock, sql

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-NTF-01")]
ADDRESS = "서울특별시 종로구 효자로 99"
PLACE = "국토교통부 전세사기피해지원과(044-201-0000)"


def services(case: UUID) -> list[ServiceRecord]:
    row = reload(case)
    with acting(SYSTEM, read_only=True):
        return records.records_of(row)


def desk(act: Callable[..., Any], case: UUID, **data: Any) -> Any:
    service = data.pop("service", None) or services(case)[-1].pk
    with acting("server"):
        return act(case, service=service, **data)


def not_done(code: str, act: Any, case: UUID, **data: Any) -> Any:
    service = data.pop("service", None) or services(case)[-1].pk
    return refused(code, act, case, who="server", service=service, **data)


def today(plus: int = 0) -> dt.date:
    return clock.business_today() + dt.timedelta(days=plus)


def returned_from(case: UUID, place: str, day: dt.date) -> None:
    """One attempt that comes back on the day on which it was sent."""
    if services(case)[-1].state != ServiceRecord.DISPATCHED:
        desk(actions.dispatch, case, method="post", place=place, address=ADDRESS, dispatched_on=day, tracking_no="")
    desk(actions.record_return, case, returned_on=day, reason="moved")


def returned_twice(case: UUID, day: dt.date) -> None:
    returned_from(case, "service", day)
    desk(actions.look_up, case, address=ADDRESS, ground="행정정보 공동이용 2026-1")
    returned_from(case, "registered", day)
    desk(actions.record_contact, case, channel="phone", result="전화를 받지 않음")


def on_day(year: int, month: int, day: int) -> int:
    """How far the legal clock must be moved so that it is this day."""
    return (dt.date(year, month, day) - clock.business_today()).days


def consenting(case: UUID) -> None:
    """The person of the case consented to electronic service."""
    row = reload(case)
    given = {
        "consent_code": "C4", "granted": True, "text_version": 1, "at": clock.business_now().isoformat(), "by": "self",
        "recipients": "-", "items": "-", "purpose": "-", "retention": "-",
    }  # fmt: skip
    with acting(SYSTEM):
        recording.take(row, [given])


def stored(case: UUID, at: dt.datetime | None = None) -> None:
    """The portal reports that it stored what was served."""
    row = services(case)[-1]
    letter = Letter(uuid.uuid4(), case, reload(case).account, 2, "stored", at or clock.business_now(), {"service": str(row.pk)})
    with acting(SYSTEM):
        take_stored(letter)


def posted(case: UUID) -> dt.datetime:
    """The portal reports that it posted the public notice. Returns the instant."""
    row, account = services(case)[-1], reload(case).account
    with acting(SYSTEM):
        at = clock.business_now()  # within a unit, where a moved clock runs
        take_posted(Letter(uuid.uuid4(), case, account, 2, "notice_posted", at, {"service": str(row.pk)}))
    return at


def representative(case: UUID, name: str) -> None:
    """An accepted mandate."""
    row = reload(case)
    with acting(SYSTEM):
        party = Party.objects.create(
            case_id=case, controller=row.controller, handled_by=row.handled_by, role="actor", name=name, address=ADDRESS
        )
        Mandate.objects.create(
            case=row, controller=row.controller, handled_by=row.handled_by, mandate_type="proxy", state=Mandate.ACCEPTED,
            party=party.pk, doc_type="mandate", began_at=clock.business_now(),
        )  # fmt: skip


def test_dispatch_keeps_name_of_the_document_addressee_method_and_day() -> None:
    case = dispatched()
    [row] = services(case)
    assert (row.title, row.addressee, row.method, row.dispatched_on) == ("전세사기피해자등 결정문", "홍길동", "post", today())
    assert row.service_no.startswith(f"송달-{today().year}-") and row.state == ServiceRecord.DISPATCHED
    assert row.arrived_on is None and row.effective_on is None


def test_without_a_day_of_arrival_no_objection_period_starts() -> None:
    case = dispatched()
    refused("ARRIVAL_MISSING", record_service, case, who="server", method="post", arrived_on=None, proof="등기 1234")
    with acting(SYSTEM, read_only=True) as unit:
        assert not Deadline.objects.visible_to(unit.actor).filter(case=case, code="OBJECTION").exists()
    assert state(case) == "DECIDED"


def test_returned_twice_a_notice_of_1_december_is_effective_on_16_december_and_the_objection_ends_on_15_january() -> None:
    start = clock.business_today()
    move_clock(on_day(2026, 12, 1))
    case = dispatched()
    returned_twice(case, dt.date(2026, 12, 1))
    desk(actions.post_notice, case, printed_on=dt.date(2026, 12, 1), media=["board"], receive_at=PLACE)
    posted(case)
    move_clock((dt.date(2026, 12, 15) - start).days)
    assert notices_take_effect() == 0 and state(case) == "DECIDED"
    move_clock((dt.date(2026, 12, 16) - start).days)
    assert notices_take_effect() == 1
    [row] = services(case)
    assert (row.arrived_on, row.effective_on, row.method) == (dt.date(2026, 12, 16), dt.date(2026, 12, 16), "public_notice")
    with acting(SYSTEM, read_only=True) as unit:
        deadline = Deadline.objects.visible_to(unit.actor).get(case=case, code="OBJECTION")
    assert (deadline.base_on, deadline.effective) == (dt.date(2026, 12, 16), dt.date(2027, 1, 15))
    assert notices_take_effect() == 0, "once"


def test_a_notice_before_both_addresses_a_look_up_and_a_contact_were_tried_is_refused_and_says_what_is_missing() -> None:
    case = dispatched()
    post = {"printed_on": today(), "media": ["board"], "receive_at": PLACE}
    returned_from(case, "service", today())
    first = not_done("NOTICE_TOO_EARLY", actions.post_notice, case, **post)
    assert "주민등록지의 조회" in first.message and "연락을 시도한 기록" in first.message
    desk(actions.look_up, case, address=ADDRESS, ground="공문 1")
    returned_from(case, "registered", today())
    last = not_done("NOTICE_TOO_EARLY", actions.post_notice, case, **post)
    assert "연락을 시도한 기록" in last.message and "조회" not in last.message
    desk(actions.record_contact, case, channel="sms", result="문자를 남김")
    not_done("MEDIA_MISSING", actions.post_notice, case, **(post | {"media": []}))
    not_done("MISSING_VALUE", actions.post_notice, case, **(post | {"receive_at": " "}))
    not_done("TOO_LONG", actions.post_notice, case, **(post | {"internet": "1" * 201}))
    not_done("BAD_DATE", actions.post_notice, case, **(post | {"printed_on": today(1)}))
    not_done("BAD_DATE", actions.post_notice, case, **(post | {"printed_on": today(-1)}))
    desk(actions.post_notice, case, **post)
    assert services(case)[-1].state == ServiceRecord.NOTICED


@pytest.mark.parametrize("words", ["홍길동 씨는 시청 3층에서", "홍 길 동", f"{ADDRESS} 앞", "900101-1234567 본인은 시청으로"])
def test_words_for_everybody_that_name_the_person_are_refused(words: str) -> None:
    case = dispatched()
    returned_twice(case, today())
    not_done("PERSONAL_DATA", actions.post_notice, case, printed_on=today(), media=["board"], receive_at=words)


def test_the_notice_that_goes_to_the_portal_holds_a_masked_name_and_nothing_else_of_the_person() -> None:
    case = dispatched()
    returned_twice(case, today())
    desk(actions.post_notice, case, printed_on=today(), media=["board"], receive_at=PLACE)
    [sent] = sent_to_portal(case, "public_notice")
    [row] = services(case)
    assert sent == {
        "service": str(row.pk), "service_no": row.service_no, "receipt_no": reload(case).receipt_no,
        "document": "전세사기피해자등 결정문", "addressee": "홍*동", "authority": "국토교통부", "receive_at": PLACE,
    }  # fmt: skip


def test_the_day_on_which_the_portal_posted_it_counts_and_without_it_no_day_runs() -> None:
    case, printed = dispatched(), today()
    returned_twice(case, printed)
    desk(actions.post_notice, case, printed_on=printed, media=["newspaper"], receive_at=PLACE)
    assert services(case)[-1].noticed_on is None
    given = {"method": "public_notice", "proof": "관보", "arrived_on": notice_takes_effect_on(printed)}
    move_clock(16)
    assert notices_take_effect() == 0
    refused("NOT_POSTED", record_service, case, who="server", **given)
    at = posted(case)
    [row] = services(case)
    assert (row.posted_at, row.noticed_on) == (at, printed + dt.timedelta(days=16))
    move_clock(17)
    assert posted(case) > at and services(case)[-1].posted_at == at, "reported twice, it stays as it was"
    move_clock(30)
    assert notices_take_effect() == 0
    move_clock(31)
    assert notices_take_effect() == 1 and services(case)[-1].arrived_on == notice_takes_effect_on(clock.seoul_day(at))


def test_a_notice_cannot_be_recorded_as_arrived_before_its_day_nor_on_another() -> None:
    case = dispatched()
    returned_twice(case, today())
    desk(actions.post_notice, case, printed_on=today(), media=["gazette"], receive_at=PLACE)
    posted(case)
    effect = notice_takes_effect_on(today())
    given = {"method": "public_notice", "proof": "관보"}
    refused("NOTICE_RUNS", record_service, case, who="server", arrived_on=effect, **given)
    refused("BAD_METHOD", record_service, case, who="server", method="post", arrived_on=today(), proof="등기")
    move_clock(16)
    refused("NOTICE_RUNS", record_service, case, who="server", arrived_on=effect + dt.timedelta(days=1), **given)


def test_the_registered_address_is_used_only_after_a_noted_look_up() -> None:
    case = dispatched()
    returned_from(case, "service", today())
    given = {"method": "post", "address": ADDRESS, "dispatched_on": today(), "tracking_no": ""}
    not_done("ADDRESS_NOT_LOOKED_UP", actions.dispatch, case, place="registered", **given)
    not_done("GROUND_MISSING", actions.look_up, case, address=ADDRESS, ground=" ")
    desk(actions.look_up, case, address=ADDRESS, ground="공문 1")
    desk(actions.dispatch, case, place="registered", **given)
    assert services(case)[-1].place == "registered"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method": "electronic"}, "BAD_VALUE"),
        ({"method": "public_notice"}, "BAD_VALUE"),
        ({"place": "moon"}, "BAD_VALUE"),
        ({"address": " "}, "MISSING_VALUE"),
        ({"dispatched_on": 1}, "BAD_DATE"),
        ({"dispatched_on": -1}, "BAD_DATE"),
        ({"tracking_no": "1" * 41}, "TOO_LONG"),
    ],
)
def test_sending_again_is_refused_with(changes: dict[str, Any], code: str) -> None:
    case = dispatched()
    returned_from(case, "service", today())
    given = {"method": "post", "place": "service", "address": ADDRESS, "dispatched_on": today(), "tracking_no": "1"} | changes
    if isinstance(given["dispatched_on"], int):
        given["dispatched_on"] = today(given["dispatched_on"])
    not_done(code, actions.dispatch, case, **given)


def test_what_came_back_has_not_arrived_until_it_is_sent_again() -> None:
    case = dispatched()
    not_done("BAD_DATE", actions.record_return, case, returned_on=today(1), reason="moved")
    not_done("BAD_VALUE", actions.record_return, case, returned_on=today(), reason="ghost")
    desk(actions.record_return, case, returned_on=today(), reason="absent")
    refused("NOT_DISPATCHED", record_service, case, who="server", method="post", arrived_on=today(), proof="등기")
    not_done("WRONG_STATE", actions.record_return, case, returned_on=today(), reason="absent")
    desk(actions.dispatch, case, method="hand", place="met", address="시청 3층", dispatched_on=today(), tracking_no="")
    with acting("server"):
        record_service(case, method="hand", arrived_on=today(), proof="수령확인서", relation="self", receiver="홍길동")
    [row] = services(case)
    assert [each["reason"] for each in row.returns] == ["absent"] and row.relation == "self"


def test_a_hand_over_names_who_took_it_and_a_refusal_is_left_there_and_noted() -> None:
    case = dispatched()
    given: dict[str, Any] = {"method": "hand", "arrived_on": today(), "proof": "수령확인서"}
    refused("RECEIVER_MISSING", record_service, case, who="server", **given)
    refused("BAD_VALUE", record_service, case, who="server", relation="neighbour", **given)
    refused("BAD_METHOD", record_service, case, who="server", **(given | {"method": "post"}), refused=True)
    with acting("server"):
        record_service(case, relation="cohabitant", refused=True, **given)
    [row] = services(case)
    assert (row.refused, row.relation, row.state) == (True, "cohabitant", ServiceRecord.ARRIVED)
    assert state(case) == "SERVED"


def test_all_representatives_must_have_it_before_the_period_runs() -> None:
    case = sealed()
    representative(case, "김대리")
    representative(case, "박대표")
    with acting("server"):
        dispatch_letter(case, method="post")
    first, second = services(case)
    assert {first.addressee, second.addressee} == {"김대리", "박대표"} and first.addressee_kind == "representative"
    given: dict[str, Any] = {"method": "post", "proof": "등기 1"}
    with acting("server"):
        answer = record_service(case, service=first.pk, arrived_on=today(), **given)
    assert answer["complete"] is False and state(case) == "DECIDED"
    assert services(case)[0].effective_on is None
    later = today(2)
    move_clock(2)
    with acting("server"):
        answer = record_service(case, service=second.pk, arrived_on=later, **given)
    assert answer["complete"] is True and state(case) == "SERVED"
    assert {row.effective_on for row in services(case)} == {later}
    assert answer["last_day"] == last_day_to_object(later).on.isoformat()


def test_electronic_service_arrives_at_the_instant_that_the_portal_reports_and_never_by_hand() -> None:
    case = sealed()
    consenting(case)
    with acting("server"):
        dispatch_letter(case, method="electronic")
    [row] = services(case)
    [letter] = sent_to_portal(case, "letter")
    assert letter["service"] == str(row.pk) and row.state == ServiceRecord.DISPATCHED
    refused("ARRIVAL_IS_REPORTED", record_service, case, who="server", method="electronic", arrived_on=today(), proof="누리집")
    assert state(case) == "DECIDED", "dispatch is no arrival"
    at = clock.business_now()
    stored(case, at)
    [row] = services(case)
    assert (row.arrived_at, row.arrived_on, state(case)) == (at, today(), "SERVED")
    stored(case)
    assert services(case)[0].arrived_at == at, "reported twice, it stays as it was"


def test_a_consent_withdrawn_after_dispatch_does_not_undo_the_arrival() -> None:
    case = sealed()
    consenting(case)
    with acting("server"):
        dispatch_letter(case, method="electronic")
    row = reload(case)
    later = {
        "consent_code": "C4", "granted": False, "text_version": 1, "at": clock.business_now().isoformat(), "by": "self",
        "recipients": "-", "items": "-", "purpose": "-", "retention": "-",
    }  # fmt: skip
    with acting(SYSTEM):
        recording.change(row, [later])
    stored(case)
    assert state(case) == "SERVED"


def test_a_withdrawn_consent_closes_electronic_dispatch() -> None:
    case = sealed()
    consenting(case)
    sql("UPDATE victims_consent SET withdrawn_at = now() WHERE case_id = %s", case)
    refused("E_SERVICE_WITHOUT_CONSENT", dispatch_letter, case, method="electronic", who="server")


def test_a_number_of_a_person_in_a_proof_is_hidden() -> None:
    case = dispatched()
    with acting("server"):
        answer = record_service(case, method="post", arrived_on=today(), proof="900101-1234567 수령")
    assert answer["masked"] and services(case)[0].proof == "900101-1****** 수령"


def test_who_does_not_serve_decisions_changes_no_record_of_theirs() -> None:
    case = dispatched()
    service = services(case)[-1].pk
    for who in ("drafter", "intake"):
        refused("FORBIDDEN", actions.record_return, case, who=who, service=service, returned_on=today(), reason="moved")


def test_a_record_of_another_case_is_not_found() -> None:
    case, other = dispatched(), dispatched()
    service = services(other)[-1].pk
    refused("NO_SERVICE", actions.record_contact, case, who="server", service=service, channel="phone", result="부재")
    refused("NOT_DISPATCHED", record_service, case, who="server", service=service, method="post", arrived_on=today(), proof="1")


def test_the_database_keeps_no_arrival_without_a_day() -> None:
    case = dispatched()
    with pytest.raises(Exception, match="service_arrived_with_a_day"), unit_of_work(None):
        sql("UPDATE victims_servicerecord SET state = 'ARRIVED' WHERE case_id = %s", case)
