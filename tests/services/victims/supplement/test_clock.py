"""The clock of the investigation stands while a supplement is out: both end days out, once, rolled once (규칙§3⑤, A-29)."""

import datetime as dt
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.cases.deadlines import derive, rules_of
from teojeon.kernel.cases.rebuild import rebuild_deadlines
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.case.procedure import KIND
from tests.services.victims.supplement.demands import (
    FILED_AT,
    answered,
    arrive,
    brought,
    deadline,
    demand_of,
    demanded,
    filed,
    issue,
    state,
)
from tests.support.factories import days_later, reload, told

pytestmark = pytest.mark.usefixtures("office_side")
(RULE,) = (rule for rule in rules_of(KIND) if rule.code == "INVESTIGATION")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def excluded(*events: tuple[str, str, dict[str, str]]) -> list[list[str]]:
    history = [("filed", day("2026-11-20"))] + [(kind, day(on), clock.business_now(), content) for kind, on, content in events]
    (derived,) = derive([RULE], history)
    return derived.excluded


@pytest.mark.req("S1-INT-03")
def test_ten_excluded_days_make_the_twenty_first_the_thirtieth_of_december() -> None:
    at = clock.business_now()
    (derived,) = derive(
        [RULE],
        [
            ("filed", day("2026-11-20"), at),
            ("demand_supplement", day("2026-11-25"), at, {"pause": "1", "days": 14}),
            ("answer_supplement", day("2026-12-04"), at, {"pause": "1"}),
        ],
    )
    assert derived.excluded == [["2026-11-25", "2026-12-04"]]
    assert (derived.nominal, derived.effective) == (day("2026-12-30"), day("2026-12-30"))


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize(
    ("sent", "answer", "effective"),
    [
        ("2026-11-25", "2026-11-25", "2026-12-21"),  # one day: 12-20 is a Sunday, so is 12-21 a Monday
        ("2026-11-25", "2026-11-26", "2026-12-22"),
        ("2026-11-25", "2026-12-03", "2026-12-29"),
        ("2026-11-25", "2026-12-05", "2026-12-31"),
        ("2026-11-25", "2026-12-06", "2027-01-04"),  # New Year's Day and a weekend, rolled once
    ],
)
def test_both_the_day_of_sending_and_the_day_of_arrival_are_out(sent: str, answer: str, effective: str) -> None:
    at = clock.business_now()
    (derived,) = derive(
        [RULE],
        [
            ("filed", day("2026-11-20"), at),
            ("demand_supplement", day(sent), at, {"pause": "1"}),
            ("answer_supplement", day(answer), at, {"pause": "1"}),
        ],
    )
    assert derived.effective == day(effective)


@pytest.mark.req("S1-INT-03")
def test_days_of_two_demands_that_overlap_count_once() -> None:
    at = clock.business_now()
    (derived,) = derive(
        [RULE],
        [
            ("filed", day("2026-11-20"), at),
            ("demand_supplement", day("2026-11-25"), at, {"pause": "1"}),
            ("victims.demand_more", day("2026-11-30"), at, {"pause": "2"}),
            ("victims.note_supplement", day("2026-12-02"), at, {"pause": "1"}),
            ("answer_supplement", day("2026-12-04"), at, {"demand": "2"}),
        ],
    )
    assert derived.excluded == [["2026-11-25", "2026-12-02"], ["2026-11-30", "2026-12-04"]]
    assert derived.effective == day("2026-12-30")  # 25 November to 4 December: ten days, not thirteen


def test_a_second_demand_on_the_day_of_the_first_answer_takes_that_day_once() -> None:
    at = clock.business_now()
    (derived,) = derive(
        [RULE],
        [
            ("filed", day("2026-11-20"), at),
            ("demand_supplement", day("2026-11-25"), at, {"pause": "1"}),
            ("answer_supplement", day("2026-11-27"), at, {}),
            ("demand_supplement", day("2026-11-27"), at, {"pause": "2"}),
            ("answer_supplement", day("2026-11-30"), at, {}),
        ],
    )
    assert derived.nominal == day("2026-12-26")  # 20 + 6


def test_a_pause_that_ends_before_it_began_excludes_nothing() -> None:
    assert excluded(("demand_supplement", "2026-11-25", {"pause": "1"}), ("answer_supplement", "2026-11-24", {})) == []


def test_going_on_late_excludes_only_the_days_of_the_term() -> None:
    events = ("demand_supplement", "2026-11-25", {"pause": "1"}), ("continue_on_file", "2027-01-20", {"until": "2026-12-09"})
    assert excluded(*events) == [["2026-11-25", "2026-12-09"]]


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize("before", ["RECEIVED", "INVESTIGATING"])
def test_the_clock_stands_until_the_answer_and_the_case_goes_back_to_where_it_was(before: str) -> None:
    case, demand = demanded(before)
    row = deadline(case)
    assert (state(case), row.stopped_on) == ("SUPPLEMENT", clock.business_today())
    assert reload(case).next_due == demand_of(demand).due_on  # what runs now is the person's term
    answered(case, demand)
    row = deadline(case)
    today = clock.business_today().isoformat()
    assert (state(case), row.stopped_on, row.excluded) == (before, None, [[today, today]])
    assert reload(case).next_due == row.effective
    assert deadline(case, "SUPPLEMENT").closed_on == clock.business_today()


@pytest.mark.req("S1-INT-03")
def test_the_days_of_real_acts_are_excluded_and_the_person_is_told_the_new_last_day() -> None:
    case = brought(filed(received_at=FILED_AT), "RECEIVED")
    ahead = (day("2026-11-25") - clock.business_today()).days
    with days_later(ahead):
        demand = issue(case)
        arrive(case, demand)
    with days_later(ahead):
        assert demand_of(demand).due_on == day("2026-12-09")
    with days_later(ahead + 9):
        answered(case, demand)
    assert deadline(case).effective == day("2026-12-30")
    moved = [content for kind, content in told(case) if kind == "status" and content["step"] == "move_investigation"]
    assert [each["due"] for each in moved] == ["2026-12-30"]


def rebuilt() -> tuple[int, int]:
    with unit_of_work(INTAKE_PRINCIPAL):
        return rebuild_deadlines()


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize("moment", ["waiting", "answered", "two"])
def test_the_index_built_anew_is_the_same(moment: str) -> None:
    case, demand = demanded("INVESTIGATING")
    second: UUID | None = issue(case, more=True) if moment == "two" else None
    if moment != "waiting":
        answered(case, demand)
    before = vars(deadline(case)) | {"_state": None}
    assert rebuilt()[1] == 0
    assert vars(deadline(case)) | {"_state": None} == before
    assert (state(case) == "SUPPLEMENT") == (moment != "answered")
    assert (deadline(case).stopped_on is not None) == (moment != "answered") or second is not None
