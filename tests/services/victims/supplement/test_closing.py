"""How a demand ends, in both orders of what the person and the province do (rows 6, 7, 32; 행정절차법§17⑥)."""

import datetime as dt
from uuid import UUID

import pytest

from teojeon.kernel import clock
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.intake.messages import take_withdrawal
from teojeon.services.victims.intake.models import Task
from teojeon.services.victims.service import actions as service
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement import closing, more_time
from teojeon.services.victims.supplement.models import Demand, MoreTime
from tests.services.victims.supplement.demands import (
    answered,
    deadline,
    demand_of,
    demanded,
    issue,
    kinds,
    letter,
    now,
    request_of,
    state,
    time_asked,
)
from tests.support.factories import acting, days_later, reload, told

pytestmark = pytest.mark.usefixtures("office_side")
WHY = "임대차계약서 사본이 오지 않아 요건을 볼 수 없습니다."


def after(demand: UUID, days: int = 1) -> int:
    """How many days from today the last day of the demand and `days` more are."""
    due = demand_of(demand).due_on
    assert due is not None
    return (due - clock.business_today()).days + days


def returned(case: UUID) -> None:
    with acting("intake"):
        closing.return_application(case, reason=WHY, method="post")


def gone_on(case: UUID) -> None:
    with acting("intake"):
        closing.continue_on_file(case)


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize("act", [returned, gone_on])
def test_on_the_last_day_nothing_is_decided_and_the_day_after_it_is(act: object) -> None:
    case, demand = demanded()
    assert callable(act)
    with days_later(after(demand, 0)), pytest.raises(Refusal) as caught:
        act(case)
    assert caught.value.code == "TERM_RUNS"
    with days_later(after(demand, 1)):
        act(case)
    assert state(case) == ("RETURNED" if act is returned else "RECEIVED")


@pytest.mark.req("S1-INT-03")
def test_before_the_arrival_is_known_nothing_is_returned() -> None:
    case, _ = demanded(arrived=False)
    with days_later(60), pytest.raises(Refusal) as caught:
        returned(case)
    assert caught.value.code == "NOT_ARRIVED"


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize("reason", ["", "없음", "   미비   "])
def test_a_return_without_concrete_reasons_is_refused(reason: str) -> None:
    case, demand = demanded()
    with days_later(after(demand)), pytest.raises(Refusal) as caught, acting("intake"):
        closing.return_application(case, reason=reason, method="post")
    assert (caught.value.code, caught.value.field) == ("REASON_MISSING", "reason")


@pytest.mark.req("S1-INT-03")
def test_a_return_is_served_with_its_reasons_and_ends_the_clocks() -> None:
    case, demand = demanded()
    with days_later(after(demand)):
        returned(case)
    kind, content = told(case)[-1]
    assert (kind, content["reason"], content["demands"]) == ("returned", WHY, [str(demand)])
    assert demand_of(demand).state == Demand.RETURNED
    with acting("intake", read_only=True) as unit:
        assert ServiceRecord.objects.visible_to(unit.actor).filter(case=case, purpose="return").count() == 1
    assert deadline(case).closed_on is not None
    assert reload(case).next_due is None


@pytest.mark.req("S1-INT-03")
def test_going_on_late_counts_the_days_after_the_term_again() -> None:
    case, demand = demanded()
    with days_later(after(demand, 30)):
        gone_on(case)
    row, due = deadline(case), demand_of(demand).due_on
    assert due is not None
    assert row.excluded == [[clock.business_today().isoformat(), due.isoformat()]]


@pytest.mark.req("S1-INT-03")
def test_a_supplement_stored_before_the_return_undoes_it_when_it_is_taken_later() -> None:
    case, demand = demanded("INVESTIGATING")
    with days_later(after(demand)):
        stored_at = now()
        returned(case)
        answered(case, demand, at=stored_at)
    assert (state(case), demand_of(demand).state) == ("INVESTIGATING", Demand.ANSWERED)
    row = deadline(case)
    assert (row.closed_on, row.stopped_on) == (None, None)
    assert len(row.excluded) == 1
    assert told(case)[-1][1]["step"] == "undo_return"


@pytest.mark.req("S1-INT-03")
def test_a_supplement_taken_first_leaves_nothing_to_return() -> None:
    case, demand = demanded()
    with days_later(after(demand)):
        answered(case, demand)
        with pytest.raises(Refusal) as caught:
            returned(case)
    assert (caught.value.code, state(case)) == ("ILLEGAL_TRANSITION", "RECEIVED")


@pytest.mark.req("S1-INT-03")
def test_a_supplement_after_the_return_stays_on_file_and_the_person_is_told() -> None:
    case, demand = demanded()
    with days_later(after(demand)):
        returned(case)
    with days_later(after(demand, 2)):
        answered(case, demand)
    assert (state(case), told(case)[-1][1]["step"]) == ("RETURNED", "supplement_too_late")
    with acting("intake", read_only=True) as unit:
        assert Task.objects.visible_to(unit.actor).filter(case=case, kind="late_supplement", done_at=None).exists()


def test_a_supplement_after_the_case_went_on_is_kept_for_the_investigator() -> None:
    case, demand = demanded()
    with days_later(after(demand)):
        gone_on(case)
        answered(case, demand)
    assert (state(case), told(case)[-1][1]["step"]) == ("RECEIVED", "supplement_kept")


@pytest.mark.req("S1-INT-03")
def test_a_late_supplement_before_anything_was_done_is_a_supplement() -> None:
    case, demand = demanded()
    with days_later(after(demand, 5)):
        answered(case, demand)
    row = demand_of(demand)
    assert row.due_on is not None and row.answered_on is not None
    assert (state(case), row.answered_on > row.due_on) == ("RECEIVED", True)


def test_the_case_waits_until_the_last_demand_is_answered() -> None:
    case, first = demanded()
    second = issue(case, more=True)
    answered(case, first)
    assert (state(case), "victims.note_supplement" in kinds(case)) == ("SUPPLEMENT", True)
    answered(case, second)
    assert (state(case), "answer_supplement" in kinds(case)) == ("RECEIVED", True)


# more time


def granted(case: UUID, demand: UUID, until: dt.date) -> None:
    asked = request_of(demand).pk
    with acting("intake"):
        more_time.grant_time(case, asked=asked, until=until)


@pytest.mark.req("S1-INT-03")
def test_nothing_is_returned_while_a_request_for_more_time_is_undecided() -> None:
    case, demand = demanded()
    time_asked(case, demand)
    for act in (returned, gone_on):
        with days_later(after(demand)), pytest.raises(Refusal) as caught:
            act(case)
        assert caught.value.code == "MORE_TIME_UNDECIDED"


@pytest.mark.req("S1-INT-03")
def test_the_day_that_was_granted_is_the_last_day() -> None:
    case, demand = demanded()
    due = demand_of(demand).due_on
    assert due is not None
    until = due + dt.timedelta(days=7)
    time_asked(case, demand)
    granted(case, demand, until)
    assert (demand_of(demand).due_on, deadline(case, "SUPPLEMENT").effective, reload(case).next_due) == (until, until, until)
    assert told(case)[-1][1] | {"demand": ""} == {
        "step": "more_time", "on": clock.business_today().isoformat(), "demand": "", "due": until.isoformat(),
    }  # fmt: skip
    with days_later((until - clock.business_today()).days), pytest.raises(Refusal):
        returned(case)
    with days_later((until - clock.business_today()).days + 1):
        returned(case)


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize(("days", "code"), [(0, "EARLIER_FOR_CITIZEN"), (-1, "EARLIER_FOR_CITIZEN"), (21, "TERM_TOO_LONG")])
def test_a_granted_day_is_later_than_the_one_that_stands_and_not_too_late(days: int, code: str) -> None:
    case, demand = demanded()
    time_asked(case, demand)
    due = demand_of(demand).due_on
    assert due is not None
    with pytest.raises(Refusal) as caught:
        granted(case, demand, due + dt.timedelta(days=days))
    assert caught.value.code == code


@pytest.mark.req("S1-INT-03")
def test_a_refusal_of_more_time_says_why_and_the_day_stays() -> None:
    case, demand = demanded()
    due = demand_of(demand).due_on
    time_asked(case, demand)
    asked = request_of(demand).pk
    with pytest.raises(Refusal) as caught, acting("intake"):
        more_time.refuse_time(case, asked=asked, reason="")
    assert caught.value.code == "REASON_MISSING"
    with acting("intake"):
        more_time.refuse_time(case, asked=asked, reason="매각기일이 곧이어서 더 기다릴 수 없습니다.")
    assert (request_of(demand).state, demand_of(demand).due_on) == (MoreTime.REFUSED, due)
    assert "매각기일" in told(case)[-1][1]["reason"]


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize(("days", "kept"), [(0, MoreTime.WAITING), (1, MoreTime.LATE)])
def test_more_time_is_asked_for_until_the_last_day(days: int, kept: str) -> None:
    case, demand = demanded()
    with days_later(after(demand, days)):
        time_asked(case, demand)
    assert request_of(demand).state == kept


def test_an_answer_makes_the_request_for_more_time_moot() -> None:
    case, demand = demanded()
    time_asked(case, demand)
    answered(case, demand)
    assert request_of(demand).state == MoreTime.MOOT


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize(("days", "code"), [(0, "TERM_TOO_LONG"), (11, "TERM_TOO_LONG")])
def test_a_reminder_sets_at_most_ten_days(days: int, code: str) -> None:
    case, demand = demanded()
    with days_later(after(demand)), pytest.raises(Refusal) as caught, acting("intake"):
        more_time.remind_supplement(case, demand=demand, term_days=days)
    assert caught.value.code == code


@pytest.mark.req("S1-INT-03")
def test_a_reminder_is_given_once_and_sets_a_new_last_day() -> None:
    case, demand = demanded()
    with days_later(after(demand, 0)), pytest.raises(Refusal) as early, acting("intake"):
        more_time.remind_supplement(case, demand=demand, term_days=10)
    assert early.value.code == "TERM_RUNS"
    with days_later(after(demand)):
        with acting("intake"):
            more_time.remind_supplement(case, demand=demand, term_days=10)
        with pytest.raises(Refusal) as caught:
            returned(case)
    assert caught.value.code == "TERM_RUNS"
    with days_later(after(demand)):
        with pytest.raises(Refusal) as twice, acting("intake"):
            more_time.remind_supplement(case, demand=demand, term_days=10)
        returned(case)
    assert twice.value.code == "REMINDED_ALREADY"


# nobody knows where the person lives


def came_back(case: UUID, demand: UUID, reason: str) -> None:
    with acting("intake") as unit:
        record = ServiceRecord.objects.visible_to(unit.actor).get(reference=demand)
        record.returns = [*record.returns, {"place": "service", "method": "post", "reason": reason}]
        record.save()


@pytest.mark.req("S1-INT-03")
def test_one_letter_that_came_back_is_no_withdrawal_and_two_are() -> None:
    case, demand = demanded(arrived=False)
    came_back(case, demand, "unknown")
    with pytest.raises(Refusal) as caught, acting("intake"):
        closing.treat_as_withdrawn(case, reason="주민등록지에도 살지 않습니다.")
    assert caught.value.code == "REACHABLE"
    came_back(case, demand, "absent")  # nobody at home is not an unknown address
    with pytest.raises(Refusal), acting("intake"):
        closing.treat_as_withdrawn(case, reason="주민등록지에도 살지 않습니다.")
    came_back(case, demand, "moved")
    with acting("intake"):
        closing.treat_as_withdrawn(case, reason="주민등록지에도 살지 않습니다.")
    assert (state(case), demand_of(demand).state) == ("WITHDRAWN", Demand.WITHDRAWN)


def test_the_reasons_of_the_service_desk_are_those_that_count_here() -> None:
    assert set(closing.UNKNOWN_ADDRESS) <= dict(service.REASONS).keys()


# withdrawal


@pytest.mark.req("S1-APP-09")
def test_a_person_withdraws_while_a_supplement_is_out() -> None:
    case, demand = demanded("INVESTIGATING")
    message = letter(case, "withdrawal", {"reason": "합의하였습니다."})
    with unit_of_work(INTAKE_PRINCIPAL):
        take_withdrawal(message)
    assert (state(case), demand_of(demand).state) == ("WITHDRAWN", Demand.WITHDRAWN)
    answered(case, demand)
    assert state(case) == "WITHDRAWN"


@pytest.mark.req("S1-APP-09")
def test_a_withdrawal_after_the_return_is_answered_and_changes_nothing() -> None:
    case, demand = demanded()
    with days_later(after(demand)):
        returned(case)
        message = letter(case, "withdrawal", {"reason": "합의하였습니다."})
        with unit_of_work(INTAKE_PRINCIPAL):
            take_withdrawal(message)
    assert (state(case), told(case)[-1][1]["step"]) == ("RETURNED", "withdraw_late")


@pytest.mark.req("S1-USR-08")
def test_busan_closes_nothing_of_seoul() -> None:
    case, demand = demanded()
    for act in (closing.continue_on_file, closing.return_application):
        with days_later(after(demand)), pytest.raises(Missing), acting("intake", "26"):
            act(case)
