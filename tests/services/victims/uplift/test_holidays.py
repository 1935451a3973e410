"""Ad hoc holidays: entered by one, approved by another, and what then moves in the cases (S1-XCT-01)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection

from teojeon.kernel import clock
from teojeon.kernel.cases.codes import YES
from teojeon.kernel.cases.moves import MOVED
from teojeon.kernel.cases.rebuild import rebuild_deadlines
from teojeon.kernel.cases.rederive import rederive_open, refresh_locked
from teojeon.kernel.parameters import actions
from teojeon.kernel.parameters.models import ParameterValue
from teojeon.kernel.parameters.queries import authority_rows, extra_holidays
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law import calendar, period
from teojeon.law.book import LawBook
from teojeon.law.calendar import due
from tests.services.victims.decision.letters import sent_to_portal
from tests.services.victims.uplift.fixed_days import (
    DAY,
    approved,
    close,
    entered,
    last_day,
    moves,
    next_working_day,
    refused,
    served,
)
from tests.support.factories import acting, events, make_case, official, reload
from tests.support.sides import as_side

pytestmark = [pytest.mark.usefixtures("office_side"), pytest.mark.req("S1-XCT-01")]


# entering and approving


def test_an_approved_holiday_moves_every_open_deadline_that_ends_on_it_and_each_case_says_so() -> None:
    cases = [make_case("SUBMITTED"), make_case("SUBMITTED", "26")]
    before = last_day(cases[0])
    key = approved(before)
    assert last_day(cases[0]) == before
    assert rederive_open() == 2
    after = next_working_day(before)
    for case in cases:
        assert last_day(case) == after == reload(case).next_due
        (move,) = moves(case)
        assert (move["deadline"], move["from"], move["to"]) == ("INVESTIGATION", before.isoformat(), after.isoformat())
        assert (move["cause"], move["holidays"], move["rows"]) == ("HOLIDAY", [before.isoformat()], [str(key)])
        assert sent_to_portal(case, "status")[-1] == {
            "step": "move_investigation",
            "on": clock.business_today().isoformat(),
            "due": after.isoformat(),
        }
    done = [each["key"] for each in events("act") if each["action"] == MOVED]
    assert sorted(done) == sorted(str(case) for case in cases)


def test_what_has_moved_does_not_move_again_and_the_rebuild_finds_nothing() -> None:
    case = make_case("SUBMITTED")
    approved(last_day(case))
    assert [rederive_open(), rederive_open()] == [1, 0]
    with unit_of_work(INTAKE_PRINCIPAL):
        assert rebuild_deadlines() == (1, 0)
    assert len(moves(case)) == 1


def test_a_proposal_and_a_refused_proposal_move_nothing() -> None:
    case = make_case("SUBMITTED")
    before = last_day(case)
    key = entered(before)
    assert rederive_open() == 0
    with acting("sealer"):
        actions.refuse(key)
    assert (rederive_open(), last_day(case), moves(case)) == (0, before, [])


def test_a_closed_deadline_stays_as_it_was_also_when_all_are_built_anew() -> None:
    case = make_case("SUBMITTED")
    before = last_day(case)
    close(case)
    approved(before)
    assert rederive_open() == 0
    with unit_of_work(INTAKE_PRINCIPAL):
        assert rebuild_deadlines() == (1, 0)
    assert (last_day(case), moves(case)) == (before, [])


def test_a_case_that_begins_after_the_approval_counts_with_the_holiday_from_the_first_day_on() -> None:
    before = last_day(make_case("SUBMITTED"))
    approved(before)
    case = make_case("SUBMITTED")
    assert last_day(case) == next_working_day(before)
    assert moves(case) == []


def test_an_act_on_the_case_moves_it_too_and_writes_the_same_line() -> None:
    case = make_case("SUBMITTED")
    before = last_day(case)
    approved(before)
    served(case)
    assert [(move["from"], move["to"]) for move in moves(case)] == [(before.isoformat(), next_working_day(before).isoformat())]


def test_several_days_in_one_row_and_several_rows_stand_side_by_side() -> None:
    case = make_case("SUBMITTED")
    first = last_day(case)
    approved(first, first + DAY)
    approved(next_working_day(first, first + DAY))
    rederive_open()
    with acting("sealer", read_only=True):
        days = extra_holidays()
    assert len(days) == 3
    assert last_day(case) == due(first, 0, extra_holidays=days).effective > first + 2 * DAY


def test_the_same_day_is_not_approved_twice() -> None:
    day = last_day(make_case("SUBMITTED"))
    approved(day)
    again = entered(day)
    with pytest.raises(Refusal) as caught, acting("sealer"):
        actions.approve(again)
    assert caught.value.code == "OVERLAP"


def test_who_entered_the_holiday_cannot_approve_it_and_others_cannot_enter_it() -> None:
    both = official("both", MINISTRY_CODE, "PM-PARAM", "PM-SEAL")
    day = last_day(make_case("SUBMITTED"))
    key = entered(day)
    with pytest.raises(Forbidden), acting("param"):
        actions.approve(key)
    with acting(both):
        own = actions.enter(
            controller=MINISTRY_CODE,
            organisation=MINISTRY_CODE,
            code="AD_HOC_HOLIDAY",
            area="nation",
            value=YES,
            valid_from=day,
            valid_to=day,
            resolution="공고 2",
            reason="이유",
        ).pk
    with pytest.raises(Refusal) as caught, acting(both):
        actions.approve(own)
    assert caught.value.code == "SAME_PERSON"


def test_a_holiday_needs_its_day_its_end_and_its_ground() -> None:
    day = dt.date(2026, 12, 21)
    assert refused(day, value=0) == "BAD_VALUE"
    assert refused(day, valid_to=None) == "BAD_DATE"
    assert refused(day, day - DAY) == "BAD_DATE"
    assert refused(day, day + 31 * DAY) == "BAD_DATE"
    assert refused(day, area="sido:11") == "BAD_AREA"
    assert refused(day, resolution=" ") == "RESOLUTION_MISSING"
    assert refused(day, reason=" ") == "REASON_MISSING"
    assert refused(dt.date(2041, 1, 2)) == "NOT_IN_FORCE"


def test_the_law_book_takes_the_approved_rows_as_they_stand() -> None:
    day = dt.date(2026, 12, 21)
    approved(day)
    with acting("sealer", read_only=True):
        book = LawBook.shipped().with_rows(authority_rows(["nation"]))
    assert list(period.ad_hoc_holidays(book)) == [day]


def test_the_portal_reads_the_approved_days_and_no_other_value() -> None:
    day = dt.date(2026, 12, 21)
    approved(day)
    entered(day + DAY)
    approved(dt.date(2026, 11, 1), code="DEPOSIT_CAP_EFFECTIVE", area="sido:11", value=600_000_000, valid_to=None)
    with as_side("portal"), unit_of_work(None, read_only=True) as unit:
        assert extra_holidays() == {day}
        assert ParameterValue.objects.visible_to(unit.actor).count() == 1


# a newer table


def test_under_a_newer_table_closed_deadlines_stay_and_a_citizens_deadline_moves_to_no_earlier_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed, open_case = make_case("SUBMITTED"), make_case("SUBMITTED")
    close(closed)
    served(open_case)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_deadline SET effective = effective + 7, rule_version = 'period-1/holidays-2026-01'")
    before = {case: (last_day(case), last_day(open_case, "OBJECTION")) for case in (closed, open_case)}
    table = calendar.holidays()
    monkeypatch.setattr("teojeon.law.calendar.table.holidays", lambda: replace(table, superseded=("2026-01",)))
    for case in (closed, open_case):
        with unit_of_work(INTAKE_PRINCIPAL):
            refresh_locked(case)
    assert last_day(closed) == before[closed][0]
    assert last_day(open_case, "OBJECTION") == before[open_case][1]
    assert last_day(open_case) == before[open_case][0] - 7 * DAY
    assert [(move["deadline"], move["cause"]) for move in moves(open_case)] == [("INVESTIGATION", "TABLE"), ("OBJECTION", "TABLE")]
    with unit_of_work(INTAKE_PRINCIPAL):
        assert refresh_locked(open_case) is False
    assert last_day(open_case, "OBJECTION") == before[open_case][1]
