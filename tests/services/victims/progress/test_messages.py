"""Information messages of a case: queued by events, sent row by row, tried three times, decided by a person (S1-NTF-02)."""

import datetime as dt
import uuid
from collections.abc import Iterator
from uuid import UUID

import pytest
from pytest_django import Settings

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import enter_timeline
from teojeon.kernel.notices import sending
from teojeon.kernel.notices.actions import decide
from teojeon.kernel.notices.models import Notice, OutboxEntry
from teojeon.kernel.work.action import record
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.services.victims.consents import recording
from tests.kernel.notices.servers import KEY, SECRET, SENDER, SmsProvider, sms_provider
from tests.services.victims.decision.letters import dispatched
from tests.support.factories import MOBILE, acting, make_case, reload
from tests.support.meetings import SYSTEM, sql

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-NTF-02")]


@pytest.fixture
def provider(settings: Settings) -> Iterator[SmsProvider]:
    with sms_provider() as running:
        settings.NOTICE_SMS = {"url": running.url, "key": KEY, "secret": SECRET, "sender": SENDER}
        settings.NOTICE_CHANNELS = settings.NOTICE_CHANNELS | {"sms": "teojeon.kernel.notices.channels.Solapi"}
        yield running


def notices(case: UUID) -> list[Notice]:
    with acting(SYSTEM, read_only=True) as unit:
        return list(Notice.objects.visible_to(unit.actor).filter(case_id=case).order_by("queued_at", "id"))


def codes(case: UUID) -> list[str]:
    return [row.event_code for row in notices(case)]


def queue(case: UUID, event_code: str = "supplement", **more: object) -> Notice:
    """A message alone in the queue of its case."""
    row = reload(case)
    sql("DELETE FROM notices_notice")
    with acting(SYSTEM):
        sending.queue(row, event_code, words={"site": "터전"}, **more)  # type: ignore[arg-type]
    return notices(case)[0]


def again(case: UUID) -> Notice:
    """The pause before the next try is over; the worker comes by."""
    sql("UPDATE notices_notice SET next_try_at = now() - interval '1 hour' WHERE case_id = %s", case)
    sending.send_waiting()
    return notices(case)[0]


def refuse_sms(case: UUID, granted: bool | None) -> None:
    row = reload(case)
    given = {
        "consent_code": "C5", "granted": granted, "text_version": 1, "at": clock.business_now().isoformat(), "by": "self",
        "recipients": "-", "items": "-", "purpose": "-", "retention": "-",
    }  # fmt: skip
    with acting(SYSTEM):
        recording.take(row, [given])


def test_each_event_of_a_case_queues_its_message_once() -> None:
    case = dispatched()
    assert codes(case) == ["acknowledged", "confirm_receipt", "send", "table", "resolve", "dispatch"]
    other = make_case("WITHDRAWN")
    assert codes(other) == ["acknowledged", "withdraw"]
    assert {row.state for row in notices(case)} == {Notice.QUEUED}


def test_what_is_sent_holds_no_name_no_result_and_no_number_of_the_case() -> None:
    case = dispatched()
    sending.send_waiting()
    assert {row.state for row in notices(case)} == {Notice.SENT}
    texts = list(OutboxEntry.objects.values_list("text", flat=True))
    assert len(texts) == 6
    row = reload(case)
    for text in texts:
        for secret in ("홍길동", "GA", "피해자", row.receipt_no, "180,000,000", "효자로", str(case)):
            assert secret not in text
    assert any("결과가 등록되었습니다" in text for text in texts)
    assert set(OutboxEntry.objects.values_list("recipient", flat=True)) == {"010-****-1234"}


def test_a_message_goes_to_the_number_of_the_application_and_is_sent_once(provider: SmsProvider) -> None:
    case = make_case()
    assert queue(case).state == Notice.QUEUED
    sending.send_waiting()
    sending.send_waiting()
    [row] = notices(case)
    assert (row.state, row.code, row.tries, row.template_version) == (Notice.SENT, "2000", 1, 0)
    assert row.sent_at is not None and row.provider_id == "M0001"
    assert [each["to"] for each in provider.taken] == [MOBILE]


def test_a_refused_demand_is_tried_three_times_then_goes_by_post(provider: SmsProvider) -> None:
    case = make_case()
    provider.behaviour = ["refuse"] * 4
    queue(case, demand=True)
    sending.send_waiting()
    sending.send_waiting()
    first = notices(case)[0]
    assert (first.state, first.tries, first.post) == (Notice.QUEUED, 1, ""), "the pause between tries is kept"
    assert again(case).tries == 2
    last = again(case)
    assert (last.state, last.tries, last.post, last.code) == (Notice.FAILED, 3, Notice.POST_NEEDED, "InvalidNumber")
    assert again(case).tries == 3 and provider.behaviour == ["refuse"], "no fourth try"


def test_a_refused_message_that_nobody_needs_ends_after_three_tries(provider: SmsProvider) -> None:
    case = make_case()
    provider.behaviour = ["refuse"] * 3
    queue(case, "table")
    for _ in range(3):
        again(case)
    assert (notices(case)[0].state, notices(case)[0].post) == (Notice.FAILED, "")


def test_after_a_refusal_the_second_try_may_succeed(provider: SmsProvider) -> None:
    case = make_case()
    provider.behaviour = ["refuse", "ok"]
    queue(case, demand=True)
    again(case)
    assert again(case).state == Notice.SENT


def test_a_lost_answer_is_maybe_sent_and_is_not_sent_again_by_itself(provider: SmsProvider) -> None:
    case = make_case()
    provider.behaviour = ["lost"]
    queue(case, demand=True)
    assert again(case).state == Notice.MAYBE_SENT
    again(case)
    assert len(provider.taken) == 1


def test_a_person_says_that_it_was_sent_or_sends_it_again(provider: SmsProvider) -> None:
    case = make_case()
    provider.behaviour = ["lost", "lost", "ok"]
    key = queue(case).pk
    again(case)
    with acting("intake"):
        decide(key, "again")
    assert again(case).state == Notice.MAYBE_SENT
    with acting("intake"):
        decide(key, "was_sent")
    [row] = notices(case)
    assert row.state == Notice.SENT and row.decided_by is not None
    with pytest.raises(Refusal) as refused, acting("intake"):
        decide(key, "again")
    assert refused.value.code == "NOTHING_TO_DECIDE"
    assert len(provider.taken) == 2


def test_who_may_not_decide_does_not() -> None:
    key = queue(make_case()).pk
    with pytest.raises(Forbidden), acting("invest"):
        decide(key, "again")
    with pytest.raises(Missing), acting("intake", "26"):
        decide(key, "again")
    with pytest.raises(Refusal), acting("intake"):
        decide(key, "was_sent")


def test_a_worker_killed_while_handing_over_leaves_maybe_sent() -> None:
    case = make_case()
    key = queue(case).pk
    assert sending.claim(key) is not None
    assert sending.claim(key) is None, "claimed once"
    assert sending.send_waiting() == 0 and notices(case)[0].state == Notice.SENDING
    sql("UPDATE notices_notice SET claimed_at = now() - interval '11 minutes' WHERE id = %s", key)
    sending.send_waiting()
    assert (notices(case)[0].state, notices(case)[0].code) == (Notice.MAYBE_SENT, "WORKER_LOST")


@pytest.mark.parametrize(("granted", "state"), [(False, Notice.NOT_WANTED), (None, Notice.NOT_WANTED), (True, Notice.SENT)])
def test_who_did_not_consent_to_sms_gets_none(granted: bool | None, state: str) -> None:
    case = make_case()
    refuse_sms(case, granted)
    queue(case, "table")
    sending.send_waiting()
    assert notices(case)[0].state == state


def test_who_refused_sms_is_told_of_a_demand_all_the_same() -> None:
    case = make_case()
    refuse_sms(case, False)
    queue(case, demand=True)
    sending.send_waiting()
    assert notices(case)[0].state == Notice.SENT


def test_a_consent_taken_back_stops_messages_from_then_on() -> None:
    case = make_case()
    refuse_sms(case, True)
    sql("UPDATE victims_consent SET withdrawn_at = now() WHERE case_id = %s", case)
    queue(case, "table")
    sending.send_waiting()
    assert notices(case)[0].state == Notice.NOT_WANTED


def test_a_demand_to_somebody_without_a_number_goes_by_post_at_once() -> None:
    case = make_case()
    sql("UPDATE people_party SET mobile_box = NULL WHERE case_id = %s", case)
    key = queue(case, demand=True).pk
    sending.send_waiting()
    assert (notices(case)[0].state, notices(case)[0].post) == (Notice.FAILED, Notice.POST_NEEDED)
    with acting("intake"):
        decide(key, "posted")
    assert notices(case)[0].post == Notice.POST_DONE


def test_a_text_that_was_spoilt_in_the_database_is_not_sent() -> None:
    case = make_case()
    queue(case, "table")
    sql(
        "INSERT INTO notices_template (id, event_code, channel, version, subject, text, saved_by, saved_at, event)"
        " VALUES (%s, 'table', 'sms', 1, '', '홍길동님은 기각되었습니다', %s, now(), %s)",
        uuid.uuid4(), uuid.uuid4(), uuid.uuid4(),
    )  # fmt: skip
    sending.send_waiting()
    assert (notices(case)[0].state, notices(case)[0].code) == (Notice.FAILED, "RESULT_IN_TEXT")
    assert not OutboxEntry.objects.exists()


def test_one_row_that_breaks_holds_up_no_other(provider: SmsProvider, caplog: pytest.LogCaptureFixture) -> None:
    first, second = make_case(), make_case()
    sql("DELETE FROM notices_notice")
    rows = [reload(first), reload(second)]
    with acting(SYSTEM):
        for row in rows:
            sending.queue(row, "table", words={"site": "터전"})
    sql("UPDATE people_party SET mobile_box = 'not a box' WHERE case_id = %s", first)
    sending.send_waiting()
    assert "notice not handed over" in caplog.text
    assert notices(second)[0].state == Notice.SENT


def test_the_pauses_between_tries_fit_the_tries() -> None:
    assert len(sending.PAUSES) == sending.TRIES - 1 and sum(sending.PAUSES, dt.timedelta()) <= dt.timedelta(minutes=11)


@pytest.mark.parametrize("kind", ["demand_supplement", "investigator_demands", "victims.demand_more"])
def test_a_demand_is_told_as_legally_needed_when_it_is_issued(kind: str) -> None:
    case = make_case("RECEIVED")
    row = reload(case)
    sql("DELETE FROM notices_notice")
    with acting(SYSTEM):
        enter_timeline(row, kind, record(row.controller, case, "tests.demand", {}, subject=case))
    [told] = notices(case)
    assert (told.event_code, told.demand, told.state) == ("supplement", True, Notice.QUEUED)
