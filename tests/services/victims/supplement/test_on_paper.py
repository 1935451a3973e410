"""What comes on paper has the effect of what comes by the portal: the same clock, the same case, the same words (S1-INT-03, S1-APP-09)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.intake.models import Task
from teojeon.services.victims.mandates import recording as mandates
from teojeon.services.victims.mandates.models import Mandate
from teojeon.services.victims.supplement import office_actions as acts
from teojeon.services.victims.supplement.models import Demand, DemandAnswer, MoreTime, PaperEntry
from teojeon.services.victims.supplement.on_paper import carry_out, carry_out_left
from tests.services.victims.supplement.demands import answered, deadline, demand_of, demanded, issue, kinds, now, request_of, state
from tests.services.victims.supplement.test_closing import after, gone_on, returned
from tests.support.factories import acting, browser, cast, days_later, district, make_case, official, reload, reload_in_unit, told

pytestmark = pytest.mark.usefixtures("office_side")


def words(demand: UUID | None, **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "kind": PaperEntry.ANSWER, "demand": demand, "channel": "post", "arrived_on": clock.business_today(), "handed_by": "self",
        "handed_name": "", "text": "둘째 장을 냅니다.", "wanted_until": None, "with_papers": False, "seen": False,
    }  # fmt: skip
    return given | more


def entered(case: UUID, demand: UUID | None, *, by: str | UUID = "intake", taken: bool = True, **more: Any) -> UUID:
    """Entered by an official, and carried out as the worker does."""
    act = acts.enter_paper if by == "register" else acts.enter_paper_intake
    with acting(by):
        key = UUID(act(case, **words(demand, **more))["entry"])
    if taken:
        assert carry_out(key)
    return key


def refused(case: UUID, demand: UUID | None, **more: Any) -> str:
    with pytest.raises(Refusal) as caught:
        entered(case, demand, taken=False, **more)
    return caught.value.code


def answers(case: UUID) -> list[DemandAnswer]:
    with acting("intake", read_only=True) as unit:
        return list(DemandAnswer.objects.visible_to(unit.actor).filter(case=case))


# an answer


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize("came_from", ["RECEIVED", "INVESTIGATING"])
def test_an_answer_on_paper_has_the_effect_of_one_by_the_portal(came_from: str) -> None:
    here, demand = demanded(came_from)
    there, other = demanded(came_from)
    with days_later(4):
        entered(here, demand)
        answered(there, other)
    assert (state(here), demand_of(demand).state) == (state(there), demand_of(other).state) == (came_from, Demand.ANSWERED)
    assert deadline(here).excluded == deadline(there).excluded
    assert deadline(here).effective == deadline(there).effective
    assert demand_of(demand).answered_on == demand_of(other).answered_on
    mine, theirs = told(here)[-1], told(there)[-1]
    assert (mine[0], mine[1] | {"demand": ""}) == (theirs[0], theirs[1] | {"demand": ""})
    assert [kind for kind in kinds(here) if not kind.startswith("victims.paper")] == kinds(there)


@pytest.mark.req("S1-INT-03")
def test_the_day_of_arrival_counts_and_not_the_day_on_which_it_is_keyed_in() -> None:
    case, demand = demanded()
    sent_on = clock.business_today()
    with days_later(9):
        entered(case, demand, arrived_on=sent_on + dt.timedelta(days=4))
    assert deadline(case).excluded == [[sent_on.isoformat(), (sent_on + dt.timedelta(days=4)).isoformat()]]
    (answer,) = answers(case)
    assert (answer.on, answer.text) == (sent_on + dt.timedelta(days=4), "둘째 장을 냅니다.")


@pytest.mark.req("S1-INT-03")
def test_the_catalogues_example_holds_on_paper_too() -> None:
    """Ten excluded days, both ends included, where the demand went out and the answer came nine days later."""
    case, demand = demanded()
    sent_on, before = clock.business_today(), deadline(case).nominal
    with days_later(9):
        entered(case, demand)
    assert deadline(case).nominal == before + dt.timedelta(days=10)
    assert deadline(case).excluded == [[sent_on.isoformat(), (sent_on + dt.timedelta(days=9)).isoformat()]]


@pytest.mark.req("S1-INT-03")
def test_an_answer_to_one_of_two_demands_leaves_the_case_waiting() -> None:
    case, first = demanded()
    second = issue(case, more=True)
    entered(case, first)
    assert (state(case), demand_of(first).state, demand_of(second).state) == ("SUPPLEMENT", Demand.ANSWERED, Demand.ISSUED)
    entered(case, second)
    assert state(case) == "RECEIVED"


@pytest.mark.req("S1-INT-03")
def test_paper_that_arrived_before_the_return_undoes_it_and_what_came_after_stays_on_file() -> None:
    for days, wanted in ((0, "RECEIVED"), (1, "RETURNED")):
        case, demand = demanded()
        with days_later(after(demand)):
            returned(case)
            returned_on = clock.seoul_day(now())
        with days_later(after(demand) + 5):
            entered(case, demand, arrived_on=returned_on + dt.timedelta(days=days))
        assert state(case) == wanted
    assert "victims.note_late_supplement" in kinds(case)


@pytest.mark.req("S1-INT-03")
def test_paper_that_comes_after_the_case_went_on_is_kept_and_somebody_looks() -> None:
    case, demand = demanded()
    with days_later(after(demand)):
        gone_on(case)
        entered(case, demand)
    with acting("intake", read_only=True) as unit:
        assert Task.objects.visible_to(unit.actor).filter(case=case, kind="late_supplement", done_at=None).exists()
    assert told(case)[-1][1]["step"] == "supplement_kept"


@pytest.mark.req("S1-INT-03")
def test_a_second_paper_with_another_content_is_an_addition_and_the_same_one_is_refused() -> None:
    case, demand = demanded()
    entered(case, demand)
    assert refused(case, demand) == "ENTERED_TWICE"
    excluded = deadline(case).excluded
    entered(case, demand, text="셋째 장도 냅니다.")
    assert [each.text for each in answers(case)] == ["둘째 장을 냅니다.", "셋째 장도 냅니다."]
    assert (state(case), deadline(case).excluded) == ("RECEIVED", excluded)


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"arrived_on": 1}, "ARRIVED_LATER"),
        ({"arrived_on": -1}, "BEFORE_DEMAND"),
        ({"arrived_on": -3}, "BEFORE_FILING"),
        ({"text": "  "}, "NOTHING_GIVEN"),
        ({"channel": "internet"}, "BAD_CHANNEL"),
        ({"channel": "visit"}, "IDENTITY_NOT_SEEN"),
        ({"handed_by": "proxy"}, "NAME_MISSING"),
        ({"handed_by": "ghost"}, "BAD_VALUE"),
        ({"kind": "gossip"}, "BAD_VALUE"),
        ({"text": "가" * 4001}, "TOO_LONG"),
    ],
)
def test_what_cannot_be_so_is_refused(more: dict[str, Any], code: str) -> None:
    case, demand = demanded()  # filed two days ago, demanded today
    if "arrived_on" in more:
        more = {"arrived_on": clock.business_today() + dt.timedelta(days=more["arrived_on"])}
    assert refused(case, demand, **more) == code
    assert state(case) == "SUPPLEMENT"


@pytest.mark.req("S1-INT-03")
def test_the_day_of_the_demand_itself_is_a_possible_day_of_arrival() -> None:
    case, demand = demanded()
    entered(case, demand, arrived_on=clock.business_today())
    assert state(case) == "RECEIVED"


def test_papers_without_a_word_are_an_answer_too() -> None:
    case, demand = demanded()
    entered(case, demand, text="", with_papers=True)
    assert state(case) == "RECEIVED"


def test_a_demand_of_another_case_is_not_found() -> None:
    case, _ = demanded()
    _, other = demanded()
    assert refused(case, other) == "NO_DEMAND"
    assert refused(make_case("RECEIVED"), None) == "NO_DEMAND"


# more time


@pytest.mark.req("S1-INT-03")
@pytest.mark.parametrize(("days", "wanted"), [(0, MoreTime.WAITING), (1, MoreTime.LATE)])
def test_a_wish_for_more_time_waits_on_the_last_day_and_is_late_the_day_after(days: int, wanted: str) -> None:
    case, demand = demanded()
    with days_later(after(demand, 5)):
        on = demand_of(demand).due_on
        assert on is not None
        entered(case, demand, kind=PaperEntry.MORE_TIME, arrived_on=on + dt.timedelta(days=days), text="등기소가 쉽니다.")
        if wanted == MoreTime.WAITING:
            with pytest.raises(Refusal) as caught:
                returned(case)
            assert caught.value.code == "MORE_TIME_UNDECIDED"
    assert request_of(demand).state == wanted
    assert told(case)[-1][1]["step"] == ("more_time_asked" if wanted == MoreTime.WAITING else "more_time_late")


@pytest.mark.req("S1-INT-03")
def test_one_wish_at_a_time_and_only_a_later_day() -> None:
    case, demand = demanded()
    due = demand_of(demand).due_on
    assert refused(case, demand, kind=PaperEntry.MORE_TIME, wanted_until=due) == "BAD_DATE"
    assert due is not None
    entered(case, demand, kind=PaperEntry.MORE_TIME, wanted_until=due + dt.timedelta(days=1))
    assert request_of(demand).wanted_until == due + dt.timedelta(days=1)
    assert refused(case, demand, kind=PaperEntry.MORE_TIME, text="더 늘려 주십시오.") == "ASKED_ALREADY"


# withdrawal


def withdrawal(**more: Any) -> dict[str, Any]:
    return {"kind": PaperEntry.WITHDRAWAL, "text": "합의하였습니다.", "seen": True} | more


@pytest.mark.req("S1-APP-09")
@pytest.mark.parametrize("came_to", ["SUBMITTED", "SUPPLEMENT", "INVESTIGATING", "TABLED", "RESOLVED"])
def test_a_withdrawal_on_paper_closes_the_case_on_the_day_it_arrived(came_to: str) -> None:
    case = make_case(came_to)
    yesterday = clock.business_today() - dt.timedelta(days=1)
    entered(case, None, **withdrawal(arrived_on=yesterday))
    assert (state(case), reload(case).next_due) == ("WITHDRAWN", None)
    kind, content = told(case)[-1]
    assert (kind, content["step"], content["on"]) == ("status", "withdraw", yesterday.isoformat())


@pytest.mark.req("S1-APP-09")
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"seen": False}, "SIGNATURE_NOT_SEEN"),
        ({"text": " "}, "REASON_MISSING"),
        ({"handed_by": "proxy", "handed_name": "윤도움"}, "NO_MANDATE"),
    ],
)
def test_a_withdrawal_that_nobody_signed_or_who_may_not_is_refused(more: dict[str, Any], code: str) -> None:
    case = make_case("RECEIVED")
    assert refused(case, None, **withdrawal(**more)) == code


@pytest.mark.req("S1-APP-09", "S1-ACC-03")
def test_a_proxy_with_an_accepted_mandate_withdraws() -> None:
    case = make_case("RECEIVED")
    with acting("intake"):
        kept = mandates.take(reload_in_unit(case), {"mandate_type": "proxy", "actor": {"name": "윤도움"}})
        assert kept is not None
        Mandate.objects.visible_to(current().actor).filter(pk=kept.pk).update(state=Mandate.ACCEPTED)
    entered(case, None, **withdrawal(handed_by="proxy", handed_name="윤도움"))
    assert state(case) == "WITHDRAWN"


@pytest.mark.req("S1-APP-09")
@pytest.mark.parametrize("decided", ["DECIDED", "SERVED", "WITHDRAWN"])
def test_what_is_decided_or_withdrawn_is_not_withdrawn(decided: str) -> None:
    assert refused(make_case(decided), None, **withdrawal()) == "NOT_WITHDRAWABLE"


@pytest.mark.req("S1-APP-09")
def test_a_decision_between_the_entry_and_its_carrying_out_is_answered_and_nothing_is_lost() -> None:
    case = make_case("RESOLVED")
    key = entered(case, None, taken=False, **withdrawal())
    with acting("intake"):
        row = reload_in_unit(case)
        Case.objects.visible_to(current().actor).filter(pk=row.pk).update(state="DECIDED")
    assert carry_out(key)
    assert (state(case), told(case)[-1][1]["step"]) == ("DECIDED", "withdraw_late")


# who


@pytest.mark.req("S1-USR-09")
def test_a_registering_official_enters_an_answer_and_no_withdrawal() -> None:
    case, demand = demanded()
    with pytest.raises(Refusal) as caught:
        entered(case, None, by="register", taken=False, **withdrawal())
    assert caught.value.code == "NO_WITHDRAWAL_RIGHT"
    entered(case, demand, by="register")
    assert state(case) == "RECEIVED"


@pytest.mark.req("S1-USR-08", "S1-USR-09")
def test_others_enter_nothing_and_another_organisation_sees_nothing() -> None:
    case, demand = demanded()
    with pytest.raises(Forbidden), acting("invest"):
        acts.enter_paper_intake(case, **words(demand))
    with pytest.raises(Missing), acting("intake", "26"):
        acts.enter_paper_intake(case, **words(demand))
    url = reverse("case_on_paper", args=[case])
    district_clerk = official("jongnoreg", district(), "P-REG")
    assert browser(cast("intake", "26")).get(url).status_code == 404
    assert browser(district_clerk).get(url).status_code == 404
    assert browser(cast("invest")).get(url).status_code == 403
    number = reload(case).receipt_no
    found = browser(district_clerk).post(reverse("paper_desk"), {"number": number})
    assert (found.status_code, "해당하는 접수번호가 없습니다" in found.content.decode()) == (422, True)


def test_the_job_may_come_twice_and_the_sweep_takes_what_was_left() -> None:
    case, demand = demanded()
    key = entered(case, demand, taken=False)
    assert state(case) == "SUPPLEMENT"
    assert carry_out_left() == 1
    assert not carry_out(key)
    assert len(answers(case)) == 1


def test_pressing_twice_enters_once() -> None:
    case, demand = demanded()
    request, key = UUID(int=7), None
    for _ in range(2):
        with acting("intake"):
            done = acts.enter_paper_intake(case, request=request, **words(demand))["entry"]
        assert key in (None, done)
        key = done
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        assert PaperEntry.objects.visible_to(unit.actor).filter(case=case).count() == 1


# pages


@pytest.mark.req("S1-INT-03")
def test_a_clerk_finds_the_case_by_the_number_enters_the_answer_and_goes_on_to_the_scan() -> None:
    case, demand = demanded()
    page = browser(cast("register"))
    found = page.post(reverse("paper_desk"), {"number": reload(case).receipt_no})
    assert found["Location"] == reverse("case_on_paper", args=[case])
    shown = page.get(found["Location"])
    assert "홍길동" not in shown.content.decode()
    assert "취하</option>" not in shown.content.decode()
    form = shown.context["form"]
    sent = {
        "version": form.initial["version"], "request": form.initial["request"], "kind": "answer", "demand": str(demand),
        "channel": "visit", "arrived_on": clock.business_today().isoformat(), "handed_by": "self", "text": "둘째 장", "seen": "on",
        "with_papers": "on",
    }  # fmt: skip
    done = page.post(found["Location"], sent)
    assert (done.status_code, done["Location"]) == (303, reverse("case_paper_scan", args=[case]))
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        key = PaperEntry.objects.visible_to(unit.actor).get(case=case).pk
    assert "반영하는 중" in page.get(found["Location"]).content.decode()
    assert carry_out(key)
    assert "사건에 반영함" in page.get(found["Location"]).content.decode()


def test_the_case_page_leads_to_the_entry() -> None:
    case, _ = demanded()
    shown = browser(cast("intake")).get(reverse("case", args=[case])).content.decode()
    assert reverse("case_on_paper", args=[case]) in shown
