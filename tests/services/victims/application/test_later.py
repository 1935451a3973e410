"""Questions for later support: after the filing, optional, told once, and kept by the office as statements (S1-APP-04, 개인정보 보호법§16)."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, TimelineEntry
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.messages import Letter, opened
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.drafts import find_filing
from teojeon.services.victims.application.later import answered
from teojeon.services.victims.application.models import Statement
from teojeon.services.victims.application.office_messages import take_later_support
from teojeon.ui.formats import UNKNOWN
from tests.services.victims.application.applicant import acting, file, new_draft, other_side, sent_to_office, sign_in, with_answers
from tests.services.victims.application.test_pages import hidden
from tests.support.factories import cast, make_case


@pytest.fixture
def browser(tenant: Account, client: Client) -> Client:
    """The tenant, signed in."""
    sign_in(client)
    return client


@pytest.fixture
def filed(tenant: Account) -> UUID:
    draft = new_draft(tenant)
    file(tenant, draft)
    return draft


def answer(browser: Client, filed: UUID, **typed: str) -> Any:
    page = browser.get(f"/applications/{filed}/later/")
    return browser.post(f"/applications/{filed}/later/", {"request": hidden(page, "request"), **typed})


@pytest.mark.req("S1-APP-04", "S1-BEY-04")
def test_the_answers_go_to_the_office_once_and_are_not_asked_again(browser: Client, tenant: Account, filed: UUID) -> None:
    done = browser.get(f"/applications/{filed}/done/").content.decode()
    assert f"/applications/{filed}/later/" in done
    sent = answer(
        browser, filed, household_members="3", loan_bank="한빛은행", loan_balance_unknown="on", loan_pledge_or_assignment="no"
    )
    assert (sent.status_code, sent["Location"]) == (303, f"/my/{filed}/")
    [message] = [each for each in sent_to_office(filed) if each.kind == "later_support"]
    with other_side():
        said = opened(message).content["statements"]
    assert said == {"household_members": 3, "loan_bank": "한빛은행", "loan_balance": None, "loan_pledge_or_assignment": False}
    with acting(tenant):
        kept = answered(find_filing(filed))
    assert kept["loan_balance"] is UNKNOWN and kept["household_members"] == 3
    page = browser.get(f"/applications/{filed}/later/").content.decode()
    assert 'value="한빛은행"' in page and 'value="3"' in page


def test_nothing_answered_is_nothing_sent_and_says_so(browser: Client, filed: UUID) -> None:
    refused = answer(browser, filed)
    assert refused.status_code == 409 and "적은 것이 없습니다" in refused.content.decode()
    assert [each for each in sent_to_office(filed) if each.kind == "later_support"] == []


def test_before_the_filing_nothing_is_asked(browser: Client, tenant: Account) -> None:
    assert browser.get(f"/applications/{new_draft(tenant)}/later/").status_code == 404


@pytest.mark.req("S1-APP-02")
def test_foreigners_are_asked_two_things_more(browser: Client, tenant: Account, filed: UUID) -> None:
    assert "stay_status" not in browser.get(f"/applications/{filed}/later/").content.decode()
    foreign = new_draft(tenant, with_answers(applicant={"number": "910302-6345678"}, house={"address": "대학로 2"}))
    file(tenant, foreign)
    page = browser.get(f"/applications/{foreign}/later/").content.decode()
    assert 'name="stay_status"' in page and 'name="overseas_korean"' in page


def test_the_office_refuses_what_another_account_says_of_a_case(office_side: None, keys: object) -> None:
    message = Letter(uuid4(), make_case("SUBMITTED"), uuid4(), 2, "later_support", clock.business_now(), {"statements": {}})
    with pytest.raises(Refusal) as refused, unit_of_work(INTAKE_PRINCIPAL):
        take_later_support(message)
    assert refused.value.code == "NOT_OWN_CASE"


@pytest.mark.req("S1-APP-04")
def test_the_office_keeps_them_as_statements_of_the_case(office_side: None, keys: object) -> None:
    case = make_case("INVESTIGATING")
    said = {"statements": {"household_members": 2, "loan_balance": None}}
    message = Letter(uuid4(), case, _account_of(case), 2, "later_support", clock.business_now(), said)
    with unit_of_work(INTAKE_PRINCIPAL):
        take_later_support(message)
    with unit_of_work(cast("invest")) as unit:
        rows = Statement.objects.visible_to(unit.actor).filter(case=case, code__in=["household_members", "loan_balance"])
        assert {row.code: row.value for row in rows} == {"household_members": 2, "loan_balance": None}
        assert TimelineEntry.objects.visible_to(unit.actor).filter(case=case, kind="victims.take_later_support").exists()


def _account_of(case: UUID) -> UUID:
    with unit_of_work(cast("invest")) as unit:
        found: Case = Case.objects.visible_to(unit.actor).get(pk=case)
        return found.account
