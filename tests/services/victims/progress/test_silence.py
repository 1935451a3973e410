"""Fourteen silent days, reminders, figures and digests (S1-BEY-03, S1-NTF-02, S1-NTF-03)."""

import datetime as dt
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.alerts import derive_alerts
from teojeon.kernel.notices import sending
from teojeon.kernel.notices.actions import set_own_address
from teojeon.kernel.notices.models import Notice, OutboxEntry
from teojeon.services.victims.progress.actions import SILENT_DAYS
from teojeon.services.victims.progress.digest import send_digests
from teojeon.services.victims.progress.figures import count_figures, figures_named, figures_of
from teojeon.services.victims.progress.silence import tell_the_silent
from teojeon.services.victims.progress.telling import remind
from tests.services.victims.decision.letters import dispatched
from tests.support.factories import acting, make_case, told
from tests.support.meetings import SYSTEM, move_clock, sql

pytestmark = pytest.mark.usefixtures("office_side")


def silent_steps(case: UUID) -> list[str]:
    return [content["step"] for kind, content in told(case) if kind == "status" and content["step"] == "silent"]


@pytest.mark.req("S1-BEY-03")
def test_after_14_silent_days_there_is_exactly_one_message() -> None:
    case = make_case("INVESTIGATING")
    move_clock(SILENT_DAYS - 1)
    assert tell_the_silent() == 0 and silent_steps(case) == []
    move_clock(SILENT_DAYS)
    assert tell_the_silent() == 1
    assert tell_the_silent() == 0
    assert silent_steps(case) == ["silent"]
    with acting(SYSTEM, read_only=True) as unit:
        assert Notice.objects.visible_to(unit.actor).filter(case_id=case, event_code="silent").count() == 1
    move_clock(2 * SILENT_DAYS - 1)
    assert tell_the_silent() == 0, "that message ended the silence"
    move_clock(2 * SILENT_DAYS)
    assert tell_the_silent() == 1


@pytest.mark.req("S1-BEY-03")
def test_what_is_told_after_silence_names_no_agency_and_no_inner_step() -> None:
    case = make_case("READY")
    move_clock(SILENT_DAYS)
    tell_the_silent()
    kind, content = told(case)[-1]
    assert kind == "status" and set(content) == {"step", "on", "due"}


@pytest.mark.parametrize("state", ["SERVED", "FINAL", "WITHDRAWN"])
def test_who_waits_for_nothing_is_told_nothing(state: str) -> None:
    case = make_case(state)
    move_clock(60)
    tell_the_silent()
    assert silent_steps(case) == []


def test_who_has_to_answer_a_demand_is_not_told_that_nothing_need_be_done() -> None:
    case = make_case("INVESTIGATING")
    sql("UPDATE cases_case SET state = 'SUPPLEMENT' WHERE id = %s", case)
    move_clock(SILENT_DAYS)
    assert tell_the_silent() == 0


def _deadline_of_a_demand(case: UUID, effective: dt.date) -> None:
    sql(
        "INSERT INTO cases_deadline (case_id, controller, handled_by, code, base_event, base_on, length, unit, excluded, nominal,"
        " effective, rule_version) SELECT id, controller, handled_by, 'SUPPLEMENT', 'x', %s, 14, 'day', '[]', %s, %s, 'x'"
        " FROM cases_case WHERE id = %s",
        effective - dt.timedelta(days=14), effective, effective, case,
    )  # fmt: skip


@pytest.mark.req("S1-NTF-02")
def test_three_days_before_the_last_day_of_a_demand_one_reminder_is_sent_and_not_on_the_days_beside() -> None:
    cases = {days: make_case("INVESTIGATING") for days in (2, 3, 4)}
    today = clock.business_today()
    for days, case in cases.items():
        _deadline_of_a_demand(case, today + dt.timedelta(days=days))
    remind()
    remind()
    with acting(SYSTEM, read_only=True) as unit:
        rows = list(Notice.objects.visible_to(unit.actor).filter(event_code="supplement_due"))
    assert [(row.case_id, row.demand) for row in rows] == [(cases[3], True)]
    sending.send_waiting()
    [text] = OutboxEntry.objects.filter(text__contains="제출해 주셔야 합니다").values_list("text", flat=True)
    last = today + dt.timedelta(days=3)
    assert f"{last.year}. {last.month}. {last.day}." in text


@pytest.mark.req("S1-BEY-03")
def test_figures_are_counted_per_province_over_the_decisions_of_the_last_90_days() -> None:
    cases = [dispatched() for _ in range(2)]
    for case, days in zip(cases, (20, 40), strict=True):
        sql(
            'UPDATE cases_timelineentry SET "on" = %s WHERE case_id = %s AND kind = %s',
            clock.business_today() - dt.timedelta(days=days), case, "filed",
        )  # fmt: skip
    assert count_figures() == 1
    figures = figures_of("SD-11")
    assert figures is not None and (figures.cases, figures.p50, figures.p90) == (2, 20, 40)
    assert figures_named("서울특별시") == figures and figures_named("없는도") is None and figures_of("SD-26") is None
    move_clock(89)
    assert count_figures() == 1
    move_clock(90)
    assert count_figures() == 0
    figures = figures_of("SD-11")
    assert figures is not None and figures.cases == 0


@pytest.mark.req("S1-NTF-03")
def test_the_daily_digest_goes_once_to_owner_and_supervisor_and_says_numbers_only() -> None:
    make_case("RECEIVED")
    for who in ("invest", "review", "intake"):
        with acting(who):
            set_own_address(f"{who}@example.go.kr")
    move_clock(33)
    derive_alerts()
    assert send_digests() == 2, "owner and supervisor; who has no alert gets none"
    send_digests()
    sending.send_waiting()
    mails = list(OutboxEntry.objects.filter(channel="email"))
    assert len(mails) == 2 and {mail.recipient for mail in mails} == {"i***@example.go.kr", "r***@example.go.kr"}
    for mail in mails:
        assert "1건" in mail.subject and "홍길동" not in mail.text and "2026-" not in mail.text


def test_who_takes_the_address_away_gets_no_digest() -> None:
    make_case("RECEIVED")
    with acting("invest"):
        set_own_address("invest@example.go.kr")
    with acting("invest"):
        set_own_address("")
    move_clock(33)
    derive_alerts()
    assert send_digests() == 0
