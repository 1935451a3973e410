"""After an application on paper was registered: no link leads to a refusal, and what comes on paper later reaches the case."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.services.victims.counter.opening import open_case
from teojeon.services.victims.supplement import office_actions as acts
from teojeon.services.victims.supplement.on_paper import carry_out
from tests.services.victims.counter.test_counter import clerk, keyed_in, office, registered, started  # noqa: F401  (fixtures)
from tests.services.victims.supplement.demands import arrive, brought, deadline, issue, state
from tests.support.factories import acting, browser, official

DONE = re.compile(r'<li class="done">')


@pytest.mark.req("S1-USR-09")
def test_who_only_registers_is_told_who_has_the_case_and_sent_nowhere_they_may_not_go(clerk: Client) -> None:  # noqa: F811
    draft = keyed_in(clerk)
    registered(draft)
    open_case(draft)
    page = clerk.get(reverse("counter_done", args=[draft])).content.decode()
    assert f'href="{reverse("case", args=[draft])}"' not in page
    assert "사건은 서울특별시에서 처리합니다. 지금 상태: 제출" in page
    for url in re.findall(rf'href="([^"]*{draft}[^"]*)"', page):
        assert clerk.get(url).status_code == 200, url
    both = browser(official("both11", "SD-11", "P-REG", "P-INTAKE"))
    assert f'href="{reverse("case", args=[draft])}"' in both.get(reverse("counter_done", args=[draft])).content.decode()


def test_the_step_bar_calls_only_those_steps_done_that_are(clerk: Client) -> None:  # noqa: F811
    draft = started()
    page = clerk.get(f"/counter/{draft}/damage/").content.decode()
    assert len(DONE.findall(page)) == 1  # nobody acts for the applicant: there is nothing to key in


@pytest.mark.req("S1-INT-03", "S1-APP-01")
def test_a_case_on_paper_is_supplemented_on_paper(clerk: Client) -> None:  # noqa: F811
    draft: UUID = keyed_in(clerk)
    registered(draft)
    open_case(draft)
    brought(draft, "RECEIVED")
    demand = issue(draft)
    arrive(draft, demand)
    with acting("register"):
        key = acts.enter_paper(
            draft, kind="answer", demand=demand, channel="visit", arrived_on=clock.business_today(), handed_by="carrier",
            handed_name="강하나", text="둘째 장", wanted_until=None, with_papers=False, seen=True,
        )["entry"]  # fmt: skip
    assert carry_out(UUID(key))
    today = clock.business_today().isoformat()
    assert (state(draft), deadline(draft).excluded) == ("RECEIVED", [[today, today]])
