"""What an official is offered can be done, and what cannot be done says from when, by whom or why not."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.tasks import AMENDED, AMENDED_SENT, AMENDED_TABLED, open_task
from teojeon.services.victims.supplement import more_time
from teojeon.services.victims.supplement.queries import last_day, open_demands
from teojeon.ui.formats import korean_date
from teojeon.ui.sources import OWN_RULE, readable
from tests.services.victims.supplement.demands import demand_of, demanded
from tests.services.victims.supplement.test_closing import after, returned
from tests.support.factories import acting, browser, cast, days_later, make_case, official, reload, reload_in_unit

pytestmark = pytest.mark.usefixtures("office_side")


def shown(who: UUID, **words: str) -> str:
    return browser(who).get(reverse("worklist"), words).content.decode()


def with_task(state: str, kind: str, **more: UUID) -> str:
    """A case with a task of this kind. Returns its number."""
    case = make_case(state, **more)  # type: ignore[arg-type]
    with acting("intake"):
        open_task(reload_in_unit(case), kind, uuid4())
    return reload(case).receipt_no


@pytest.mark.req("S1-APP-09")
@pytest.mark.parametrize(
    ("role", "state", "kind"),
    [
        ("invest", "INVESTIGATING", AMENDED),
        ("agenda", "SENT", AMENDED_SENT),
        ("agenda", "TABLED", AMENDED_TABLED),
        ("secretary", "TABLED", AMENDED_TABLED),
    ],
)
def test_whoever_is_given_a_task_finds_it_in_the_list(role: str, state: str, kind: str) -> None:
    assert with_task(state, kind) in shown(cast(role), tab="tasks")


def test_an_investigator_does_not_find_a_colleagues_tasks() -> None:
    other = official("other11", "SD-11", "P-INV")
    number = with_task("INVESTIGATING", AMENDED, investigator=other)
    assert number in shown(other, tab="tasks")
    assert number not in shown(cast("invest"), tab="tasks")


@pytest.mark.parametrize(("role", "first"), [("invest", "supplement"), ("agenda", "sent"), ("intake", "intake")])
def test_the_list_opens_at_the_duty_and_not_at_the_tasks(role: str, first: str) -> None:
    page = browser(cast(role)).get(reverse("worklist"))
    assert page.context["filters"].tab.code == first


@pytest.mark.parametrize(("state", "word"), [("RETURNED", "끝난 사건"), ("WITHDRAWN", "끝난 사건"), ("SENT", "가는 기한 없음")])
def test_a_case_without_a_running_clock_says_so(state: str, word: str) -> None:
    case = make_case(state)
    with acting("intake"):
        Case.objects.visible_to(current().actor).filter(pk=case).update(next_due=None)
    page = shown(cast("auditor"), tab="all")
    assert word in page
    assert "정보 없음" not in page.split("<tbody>")[1]


# the reminder


@pytest.mark.req("S1-INT-03")
def test_a_reminder_is_offered_from_the_day_after_the_term_and_before_it_says_which_day_that_is() -> None:
    case, demand = demanded()
    page, url = browser(cast("intake")), reverse("case_remind", args=[case])
    due = demand_of(demand).due_on
    assert due is not None
    first = korean_date(due + dt.timedelta(days=1))
    with days_later(after(demand, 0)):
        on_the_last_day = page.get(reverse("case", args=[case])).content.decode()
        assert url not in on_the_last_day
        assert f"{first}부터 독촉" in on_the_last_day
        assert f"{first}부터 독촉할 수 있습니다" in page.get(url).content.decode()
    with days_later(after(demand, 1)):
        assert url in page.get(reverse("case", args=[case])).content.decode()
        with acting("intake"):
            more_time.remind_supplement(case, demand=demand, term_days=5)
    with days_later(after(demand, 1)):
        assert url not in page.get(reverse("case", args=[case])).content.decode()


@pytest.mark.req("S1-INT-03")
def test_a_demand_whose_arrival_is_not_recorded_is_not_urged() -> None:
    case, _ = demanded(arrived=False)
    with days_later(60), acting("intake", read_only=True):
        refusal = more_time.remind_supplement.refused_now(reload_in_unit(case), {})
    assert refusal is not None and refusal.code == "NOT_ARRIVED"


@pytest.mark.req("S1-INT-03")
def test_a_return_needs_no_reminder_and_after_one_waits_for_the_new_day() -> None:
    """행정절차법§17⑥ asks for the term to have passed; the reminder of S1-INT-03 is a may."""
    without, demand = demanded()
    with days_later(after(demand)):
        returned(without)
    assert reload(without).state == "RETURNED"
    case, demand = demanded()
    with days_later(after(demand)):
        with acting("intake"):
            more_time.remind_supplement(case, demand=demand, term_days=5)
        with pytest.raises(Refusal) as caught:
            returned(case)
        assert caught.value.code == "TERM_RUNS"
        with acting("intake", read_only=True):
            last = last_day(open_demands(reload_in_unit(case)))
    assert last is not None and korean_date(last + dt.timedelta(days=1)) in caught.value.message
    with days_later(after(demand)):
        returned(case)


# words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("규칙§3⑤ (A-27)", "규칙§3⑤"),
        ("S1-XCT-04, 개보법§29", "개보법§29"),
        ("S1-USR-09", OWN_RULE),
        ("행정절차법§17⑥ (A-30)", "행정절차법§17⑥"),
        ("", ""),
    ],
)
def test_a_source_is_shown_without_the_houses_own_numbers(source: str, words: str) -> None:
    assert readable(source) == words


def test_a_case_page_names_boxes_and_sources_in_words() -> None:
    case, _ = demanded()
    with acting("intake"):
        open_task(reload_in_unit(case), AMENDED, uuid4())
    page = browser(cast("intake")).get(reverse("case", args=[case])).content.decode()
    text = page.split('id="main"')[1].split("요건 검토")[0]  # the law's own notes name the reading that was taken
    for code in ("P-INV", "P-INTAKE", "PM-", "(A-", "S1-"):
        assert code not in text, code
