"""Alerts of clocks: levels, owner, closing, the same result however often (S1-NTF-03)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.alerts import alerts_for, close_alert, derive_alerts, level_on
from teojeon.kernel.cases.models import Alert, Deadline
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from tests.support.factories import acting, cast, make_case
from tests.support.meetings import SYSTEM, move_clock, sql

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-NTF-03")]


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def alerts(case: UUID, **wanted: Any) -> list[Alert]:
    with acting(SYSTEM, read_only=True) as unit:
        return list(Alert.objects.visible_to(unit.actor).filter(case=case, **wanted).order_by("raised_on", "effective", "id"))


def last_day(case: UUID, code: str = "INVESTIGATION") -> dt.date:
    with acting(SYSTEM, read_only=True) as unit:
        found: Deadline = Deadline.objects.visible_to(unit.actor).get(case=case, code=code)
    return found.effective


def days_before_the_end(case: UUID, days: int) -> None:
    """So many days before the last day of the investigation, in the morning."""
    sql("DELETE FROM sides_clockoffset")
    move_clock((last_day(case) - dt.timedelta(days=days) - clock.business_today()).days)
    derive_alerts()


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (day(12, 10), ""), (day(12, 11), "D-10"), (day(12, 17), "D-10"), (day(12, 18), "D-3"), (day(12, 20), "D-3"),
        (day(12, 21), "D0"), (day(12, 22), "OVERDUE"), (dt.date(2027, 3, 1), "OVERDUE"),
    ],
)  # fmt: skip
def test_a_last_day_of_21_december_has_on_this_day_the_level(today: dt.date, level: str) -> None:
    assert level_on(day(12, 21), today) == level


def test_the_digest_of_18_december_lists_what_is_due_on_21_december() -> None:
    move_clock((day(11, 20) - clock.business_today()).days)
    with acting(SYSTEM, read_only=True):
        filed = clock.business_now()
    case = make_case("RECEIVED", received_at=filed)
    assert last_day(case) == day(12, 21)
    sql("DELETE FROM sides_clockoffset")
    move_clock((day(12, 18) - clock.business_today()).days)
    derive_alerts()
    with acting("invest", read_only=True) as unit:
        [alert] = alerts_for(unit.actor)
    assert (alert.level, alert.effective, alert.clock_code, alert.owner) == ("D-3", day(12, 21), "INVESTIGATION", cast("invest"))


def test_each_level_is_raised_once_and_takes_the_place_of_the_one_before() -> None:
    case = make_case("RECEIVED")
    for days, level in ((11, None), (10, "D-10"), (3, "D-3"), (0, "D0"), (-1, "OVERDUE")):
        days_before_the_end(case, days)
        assert derive_alerts() == 0, "a second run changes nothing"
        assert [row.level for row in alerts(case, closed_at=None)] == ([level] if level else [])
    assert [(row.level, row.close_reason) for row in alerts(case)] == [
        ("D-10", "NEXT_LEVEL"), ("D-3", "NEXT_LEVEL"), ("D0", "NEXT_LEVEL"), ("OVERDUE", ""),
    ]  # fmt: skip


def test_an_overdue_alert_is_not_closed_without_a_reason() -> None:
    case = make_case("RECEIVED")
    days_before_the_end(case, -1)
    [alert] = alerts(case)
    for reason in ("", "  "):
        with pytest.raises(Refusal) as refused, acting("invest"):
            close_alert(alert.pk, reason)
        assert (refused.value.code, refused.value.field) == ("REASON_MISSING", "reason")
    with pytest.raises(Refusal, match="TOO_LONG"), acting("invest"):
        close_alert(alert.pk, "가" * 401)
    with acting("invest"):
        close_alert(alert.pk, "신청인의 병원 진료로 미룸 900101-1234567")
    [closed] = alerts(case)
    assert closed.close_reason == "신청인의 병원 진료로 미룸 900101-1******" and closed.closed_by == cast("invest")
    with pytest.raises(Refusal, match="CLOSED_ALREADY"), acting("invest"):
        close_alert(alert.pk, "다시")
    assert derive_alerts() == 0, "what was closed by hand stays closed"


def test_an_alert_that_is_not_overdue_may_be_closed_without_words() -> None:
    case = make_case("RECEIVED")
    days_before_the_end(case, 3)
    [alert] = alerts(case, closed_at=None)
    with acting("review"):
        close_alert(alert.pk, "")
    assert alerts(case)[-1].close_reason == "확인"


def test_when_the_clock_ends_its_alerts_end_but_an_overdue_one_waits_for_its_reason() -> None:
    in_time, late = make_case("RECEIVED"), make_case("RECEIVED")
    days_before_the_end(in_time, 3)
    sql("UPDATE cases_deadline SET closed_on = effective WHERE case_id = %s", in_time)
    derive_alerts()
    assert [row.close_reason for row in alerts(in_time)] == ["DONE"]
    days_before_the_end(late, -1)
    sql("UPDATE cases_deadline SET closed_on = effective + 1 WHERE case_id = %s", late)
    derive_alerts()
    assert [(row.level, row.close_reason) for row in alerts(late, closed_at=None)] == [("OVERDUE", "")]


def test_a_clock_that_stands_raises_nothing_and_one_that_moved_is_raised_anew() -> None:
    case = make_case("RECEIVED")
    days_before_the_end(case, 3)
    sql("UPDATE cases_deadline SET stopped_on = effective WHERE case_id = %s", case)
    derive_alerts()
    assert alerts(case, closed_at=None) == []
    sql("UPDATE cases_deadline SET stopped_on = NULL, effective = effective + 5 WHERE case_id = %s", case)
    derive_alerts()
    [alert] = alerts(case, closed_at=None)
    assert (alert.level, (alert.effective - last_day(case)).days) == ("D-10", 0)


def test_owner_supervisor_and_nobody_else_have_the_alert() -> None:
    case = make_case("RECEIVED")
    days_before_the_end(case, -1)
    [alert] = alerts(case)
    for who, there in (("invest", True), ("review", True), ("intake", False), ("send", False), ("auditor", False)):
        with acting(who, read_only=True) as unit:
            assert alerts_for(unit.actor).filter(pk=alert.pk).exists() is there, who
    with pytest.raises(Forbidden), acting("intake"):
        close_alert(alert.pk, "까닭")
    with pytest.raises(Missing), acting("review", "26"):
        close_alert(alert.pk, "까닭")


def test_a_case_that_nobody_has_yet_is_the_intake_desks() -> None:
    case = make_case("SUBMITTED")
    days_before_the_end(case, 0)
    with acting("intake", read_only=True) as unit:
        [alert] = alerts_for(unit.actor)
    assert (alert.case_id, alert.owner, alert.level) == (case, None, "D0")
