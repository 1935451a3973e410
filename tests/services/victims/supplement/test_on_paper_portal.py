"""What arrived on paper is learnt on the portal by the messages that there are: nothing is asked any more that was handed in."""

import datetime as dt
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.supplement.models import PortalDemand
from tests.services.victims.supplement.test_portal import arrived, demanded, page, row, status

pytestmark = pytest.mark.req("S1-INT-03")


@pytest.mark.parametrize("step", ["answer_supplement", "supplement_partly", "undo_return", "supplement_kept"])
def test_a_demand_that_was_answered_on_paper_asks_nothing_more(browser: Client, tenant: Account, case: UUID, step: str) -> None:
    demand = demanded(case, tenant)
    arrived(case, tenant, demand)
    day = clock.business_today() - dt.timedelta(days=1)
    status(case, tenant, demand, step, on=day.isoformat())
    found = row(tenant, demand)
    assert (found.state, found.answered_on) == (PortalDemand.ANSWERED, day)
    shown = page(browser, case, demand)
    assert "지금 하실 일은 없습니다" in shown and "보완한 내용 보내기" not in shown


def test_an_own_answer_keeps_its_own_day(browser: Client, tenant: Account, case: UUID) -> None:
    demand = demanded(case, tenant)
    browser.post(f"/my/{case}/demands/{demand}/", {"text": "둘째 장을 냅니다."})
    own = row(tenant, demand).answered_on
    status(case, tenant, demand, "answer_supplement", on="2026-01-02")
    assert row(tenant, demand).answered_on == own


def test_a_wish_on_paper_is_shown_as_waiting(browser: Client, tenant: Account, case: UUID) -> None:
    demand = demanded(case, tenant)
    arrived(case, tenant, demand)
    status(case, tenant, demand, "more_time_asked")
    assert row(tenant, demand).more_time == "WAITING"
    assert "담당 기관이 답하기 전에는" in page(browser, case, demand)
