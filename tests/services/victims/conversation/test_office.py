"""The thread in the office: questions on a list, answers, calls within the person's hours (S1-BEY-03)."""

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Deadline
from teojeon.kernel.work.messages import Letter
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.law.calendar import workdays_after
from teojeon.services.victims.application.forms.choices import WINDOWS
from teojeon.services.victims.conversation.actions import calls_of, log_call, reply, thread_of
from teojeon.services.victims.conversation.messages import take_question
from teojeon.services.victims.conversation.queries import count_open, open_questions
from teojeon.services.victims.conversation.windows import is_within, words_of
from tests.support.factories import acting, browser, cast, make_case, reload, told
from tests.support.meetings import SYSTEM, sql

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-BEY-03")]


def asked(case: UUID, text: str = "언제 끝납니까?", at: dt.datetime | None = None) -> None:
    """A question as the portal sends it."""
    letter = Letter(uuid.uuid4(), case, reload(case).account, 2, "question", at or clock.business_now(), {"text": text})
    with acting(SYSTEM):
        take_question(letter)


def seoul(month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=clock.SEOUL)


def test_a_question_stands_on_the_list_until_it_is_answered_and_touches_no_clock() -> None:
    case = make_case("INVESTIGATING")
    before = reload(case)
    asked(case)
    after = reload(case)
    assert (after.version, after.state, after.next_due) == (before.version, before.state, before.next_due)
    with acting("invest", read_only=True) as unit:
        [line] = open_questions(unit.actor)
        assert count_open(unit.actor) == "1건" and line.applicant == "홍*동"
        due = workdays_after(clock.business_today(), 2)
        assert line.entry.due_on == due
        assert line.d_day == (due - clock.business_today()).days
    with acting("invest"):
        reply(case, text="이번 달 안에 조사를 마칩니다.")
    with acting("invest", read_only=True) as unit:
        assert open_questions(unit.actor) == [] and count_open(unit.actor) == "0건"
    row = reload(case)
    with acting("invest", read_only=True):
        entries = thread_of(row)
    assert [entry.kind for entry in entries] == ["question", "reply"]
    with acting(SYSTEM, read_only=True) as unit:
        assert not Deadline.objects.visible_to(unit.actor).filter(case=case).exclude(code="INVESTIGATION").exists()
    assert told(case)[-1] == ("reply", {"text": "이번 달 안에 조사를 마칩니다."})


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (seoul(11, 23, 10), dt.date(2026, 11, 25)),
        (seoul(11, 26, 23, 59), dt.date(2026, 11, 30)),
        (seoul(11, 27, 0), dt.date(2026, 12, 1)),
        (seoul(11, 28, 12), dt.date(2026, 12, 1)),
        (seoul(12, 24, 9), dt.date(2026, 12, 29)),
    ],
)
def test_the_answer_is_promised_within_two_working_days(at: dt.datetime, due: dt.date) -> None:
    case = make_case()
    asked(case, at=at)
    with acting("intake", read_only=True) as unit:
        assert [line.entry.due_on for line in open_questions(unit.actor)] == [due]


def test_a_question_of_somebody_else_about_a_case_is_refused() -> None:
    case = make_case()
    letter = Letter(uuid.uuid4(), case, uuid.uuid4(), 2, "question", clock.business_now(), {"text": "?"})
    with pytest.raises(Refusal, match="NOT_OWN_CASE"), acting(SYSTEM):
        take_question(letter)


@pytest.mark.parametrize(("text", "code"), [(" ", "MISSING_VALUE"), ("가" * 2001, "TOO_LONG")])
def test_an_empty_or_endless_reply_is_refused(text: str, code: str) -> None:
    case = make_case("RECEIVED")
    with pytest.raises(Refusal) as refused, acting("invest"):
        reply(case, text=text)
    assert refused.value.code == code


def test_a_number_of_a_person_in_a_reply_is_hidden_before_it_leaves() -> None:
    case = make_case("RECEIVED")
    with acting("invest"):
        assert reply(case, text="900101-1234567 확인했습니다.")["masked"]
    assert told(case)[-1][1]["text"] == "900101-1****** 확인했습니다."


def test_who_reads_no_cases_of_this_province_answers_nothing() -> None:
    case = make_case("RECEIVED")
    with pytest.raises(Missing), acting("intake", "26"):
        reply(case, text="답")
    for who in ("auditor", "param"):
        with pytest.raises(Forbidden), acting(who):
            reply(case, text="답")


@pytest.mark.parametrize(
    ("window", "at", "within"),
    [
        ("morning", seoul(11, 23, 9), True), ("morning", seoul(11, 23, 8, 59), False), ("morning", seoul(11, 23, 12), False),
        ("afternoon", seoul(11, 23, 12), True), ("afternoon", seoul(11, 23, 18), False), ("afternoon", seoul(11, 28, 13), False),
        ("evening", seoul(11, 23, 18), True), ("evening", seoul(11, 23, 21), False),
        ("any", seoul(11, 28, 20, 59), True), ("any", seoul(11, 28, 21), False), ("any", seoul(11, 28, 8), False),
        ("", seoul(11, 23, 10), True), ("", seoul(11, 23, 18), False), ("수요일만", seoul(11, 23, 10), True),
    ],
)  # fmt: skip
def test_the_hours_in_which_a_person_may_be_called(window: str, at: dt.datetime, within: bool) -> None:
    assert is_within(window, at) is within


def test_the_windows_of_the_application_have_words() -> None:
    assert {code: words_of(code) for code, _ in WINDOWS} == dict(WINDOWS) and words_of("") == "정하지 않음"


def test_a_call_outside_the_hours_needs_a_reason_and_is_marked() -> None:
    case = make_case("RECEIVED")
    sql("UPDATE people_party SET contact_window = 'evening' WHERE case_id = %s", case)
    called = (clock.business_now() - dt.timedelta(days=1)).replace(hour=0, minute=30)
    given: dict[str, Any] = {"called_at": called, "outcome": "reached", "note": "서류를 안내함", "reason": ""}
    with pytest.raises(Refusal) as refused, acting("invest"):
        log_call(case, **given)
    assert (refused.value.code, refused.value.field) == ("OUTSIDE_WINDOW", "reason")
    with acting("invest"):
        log_call(case, **(given | {"reason": "매각기일이 내일임"}))
    row = reload(case)
    with acting("invest", read_only=True):
        [call] = calls_of(row)
    assert (call.outside_window, call.reason, call.by) == (True, "매각기일이 내일임", cast("invest"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"called_at": dt.timedelta(minutes=5)}, "BAD_DATE"),
        ({"called_at": -dt.timedelta(days=8)}, "BAD_DATE"),
        ({"outcome": "shouted"}, "BAD_VALUE"),
        ({"note": "가" * 1001}, "TOO_LONG"),
    ],
)
def test_a_call_is_refused_with(changes: dict[str, Any], code: str) -> None:
    case = make_case("RECEIVED")
    given: dict[str, Any] = {"called_at": dt.timedelta(), "outcome": "no_answer", "note": "", "reason": "급함"} | changes
    given["called_at"] = clock.business_now() + given["called_at"]
    with pytest.raises(Refusal) as refused, acting("invest"):
        log_call(case, **given)
    assert refused.value.code == code


def test_the_pages_show_the_thread_take_a_reply_and_a_call() -> None:
    case = make_case("RECEIVED")
    asked(case, "서류를 더 내야 합니까?")
    client = browser(cast("invest"))
    listed = client.get("/questions/").content.decode()
    assert reload(case).receipt_no in listed and "1건" in listed
    page = client.get(f"/cases/{case}/conversation/").content.decode()
    assert "서류를 더 내야 합니까?" in page and "송달은 정해진 화면에서 따로 합니다" in page
    version = str(reload(case).version)
    sent = client.post(f"/cases/{case}/conversation/", {"text": "아닙니다.", "version": version, "request": str(uuid.uuid4())})
    assert sent.status_code == 302
    assert "아닙니다." in client.get(f"/cases/{case}/conversation/").content.decode()
    yesterday = clock.business_today() - dt.timedelta(days=1)
    call = {
        "called_on": yesterday.isoformat(), "called_time": "00:01", "outcome": "reached", "note": "통화", "reason": "",
        "version": str(reload(case).version), "request": str(uuid.uuid4()),
    }  # fmt: skip
    assert client.post(f"/cases/{case}/calls/", call).status_code == 409, "outside the hours without a reason"
    assert client.post(f"/cases/{case}/calls/", call | {"reason": "급함", "request": str(uuid.uuid4())}).status_code == 302
    assert client.post(f"/cases/{case}/calls/", call | {"called_time": ""}).status_code == 422
    stale = client.post(f"/cases/{case}/conversation/", {"text": "또", "version": version, "request": str(uuid.uuid4())})
    assert stale.status_code == 409 and "또" in stale.content.decode()
