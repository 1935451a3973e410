"""Taking an earlier filing up again: the portal proposes what rests among the own filings, the message says which (S1-APP-01)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.messages import opened
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.actions import submit
from teojeon.services.victims.application.documents import exported
from teojeon.services.victims.application.drafts import find_filing
from teojeon.services.victims.application.models import PortalEntry
from tests.services.victims.application.applicant import (
    acting,
    file,
    new_account,
    new_draft,
    other_side,
    sent_to_office,
    sign_in,
    with_answers,
)
from tests.services.victims.application.test_pages import hidden

pytestmark = pytest.mark.req("S1-APP-01")
ELSEWHERE = with_answers(house={"address": "효자로 12, 301호"})


def filed(account: Account, answers: dict[str, dict[str, str]] | None = None, *steps: str) -> UUID:
    """A filing of this person, after which these steps were told."""
    draft = new_draft(account, answers)
    file(account, draft)
    told(account, draft, *steps)
    return draft


def told(account: Account, subject: UUID, *steps: str) -> None:
    with acting(account):
        for step in steps:
            PortalEntry.objects.create(
                account=account.pk, subject=subject, step=step, on=clock.business_today(), at=clock.business_now()
            )


def review(client: Client, draft: UUID) -> Any:
    return client.get(f"/applications/{draft}/review/")


def send(client: Client, draft: UUID, **words: str) -> Any:
    page = review(client, draft)
    sent = {"version": hidden(page, "version"), "request": hidden(page, "request")}
    return client.post(f"/applications/{draft}/review/", {**sent, **words})


@pytest.fixture
def browser(tenant: Account, client: Client) -> Client:
    sign_in(client)
    return client


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        (("withdraw",), "취하함"),
        (("become_final",), "결정이 확정됨"),
        (("return_application",), "되돌려 보냄(반려)"),
        (("treat_as_withdrawn",), "취하한 것으로 봄"),
    ],
)
def test_what_rests_is_proposed_and_that_of_the_same_house_is_chosen_beforehand(
    browser: Client, tenant: Account, steps: tuple[str, ...], outcome: str
) -> None:
    earlier = filed(tenant, None, *steps)
    page = review(browser, new_draft(tenant))
    form = page.context["prior_form"]
    with acting(tenant):
        number = find_filing(earlier).receipt_no
    assert form.initial["prior"] == str(earlier)
    assert f"예, {number} ({outcome})" in page.content.decode()


@pytest.mark.parametrize("steps", [(), ("serve",), ("withdrawal_sent",), ("return_application", "undo_return")])
def test_what_is_still_active_is_not_taken_up_again_but_led_to(browser: Client, tenant: Account, steps: tuple[str, ...]) -> None:
    earlier = filed(tenant, None, *steps)
    draft = new_draft(tenant)
    assert review(browser, draft).context["prior_form"] is None
    answer = send(browser, draft)
    assert answer.status_code == 409 and f'href="/my/{earlier}/"' in answer.content.decode()


def test_one_of_another_house_is_offered_but_not_chosen(browser: Client, tenant: Account) -> None:
    earlier = filed(tenant, ELSEWHERE, "withdraw")
    form = review(browser, new_draft(tenant)).context["prior_form"]
    assert form.initial["prior"] == "another"
    assert str(earlier) in dict(form.fields["prior"].choices)


def test_what_was_chosen_goes_to_the_office_and_both_pages_lead_to_each_other(browser: Client, tenant: Account) -> None:
    earlier, draft = filed(tenant, None, "withdraw"), new_draft(tenant)
    assert send(browser, draft, prior=str(earlier)).status_code == 303
    (message,) = sent_to_office(draft)
    with other_side():
        assert opened(message).content["prior_case_id"] == str(earlier)
    with acting(tenant):
        assert find_filing(draft).prior == earlier
        assert exported(find_filing(draft))["prior_case_id"] == str(earlier)
    assert f'href="/my/{earlier}/"' in browser.get(f"/my/{draft}/").content.decode()
    assert f'href="/my/{draft}/"' in browser.get(f"/my/{earlier}/").content.decode()


@pytest.mark.parametrize("answer", ["another", "", "nonsense"])
def test_without_a_choice_nothing_is_linked(browser: Client, tenant: Account, answer: str) -> None:
    filed(tenant, None, "withdraw")
    draft = new_draft(tenant)
    assert send(browser, draft, prior=answer).status_code == 303
    with acting(tenant):
        assert find_filing(draft).prior is None


def test_a_filing_that_is_active_of_another_person_or_of_nobody_is_refused_and_the_draft_stays(
    tenant: Account, browser: Client
) -> None:
    other = new_account("tenant02", Verified("ci-2", "나다온", dt.date(1989, 7, 14), "01022223333", "simulator"))
    theirs, active, draft = filed(other, None, "withdraw"), filed(tenant, ELSEWHERE), new_draft(tenant)
    for prior in (theirs, active, uuid4(), draft):
        with acting(tenant), pytest.raises(Refusal) as refused:
            submit(draft, request=uuid4(), insist=False, prior=prior)
        assert (refused.value.code, refused.value.field) == ("PRIOR_UNKNOWN", "prior")
    answer = send(browser, draft, prior=str(theirs))
    assert answer.status_code == 409 and "앞선 신청이 아닙니다" in answer.content.decode()
