"""The task list: how far each step is, what is skipped, and where one goes on (S1-BEY-04)."""

import re
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.application.actions import start
from teojeon.services.victims.application.content import load
from teojeon.services.victims.application.drafts import find_draft
from tests.services.victims.application.applicant import PERSON, acting, file, new_draft, sign_in
from tests.services.victims.application.test_pages import step
from tests.services.victims.application.test_rows import send

LINE = re.compile(r'<li><div><a href="[^"]*">([^<]*)</a>.*?krds-badge[^>]*>([^<]*)<', re.DOTALL)


@pytest.fixture
def browser(tenant: Account, client: Client) -> Client:
    """The tenant, signed in."""
    sign_in(client)
    return client


@pytest.fixture
def draft(tenant: Account) -> UUID:
    with acting(tenant):
        return start(tenant.pk, PERSON).pk


def states(browser: Client, draft: UUID) -> dict[str, str]:
    return dict(LINE.findall(browser.get(f"/applications/{draft}/").content.decode()))


@pytest.mark.req("S1-BEY-04")
def test_a_step_is_not_begun_begun_left_with_gaps_or_done(browser: Client, tenant: Account, draft: UUID) -> None:
    shown = states(browser, draft)
    assert list(shown) == [
        "1. 신청인", "2. 대신 신청하는 분", "3. 주택", "4. 임대차계약", "5. 점유와 우선순위", "6. 피해와 회복", "7. 동의와 서류", "피해사실 진술서",
    ]  # fmt: skip
    assert shown["1. 신청인"] == "시작 전" and shown["2. 대신 신청하는 분"] == "끝"  # nobody acts for the tenant
    step(browser, draft, "house", "save", address="")
    assert states(browser, draft)["3. 주택"] == "진행 중"
    step(browser, draft, "house", "skip", address="")
    assert states(browser, draft)["3. 주택"] == "덜 됨"
    step(browser, draft, "house")
    assert states(browser, draft)["3. 주택"] == "끝"
    step(browser, draft, "house", "save", sido="", sigungu="")
    assert states(browser, draft)["3. 주택"] == "덜 됨"  # it was done; now something is missing
    step(browser, draft, "damage")
    assert states(browser, draft)["6. 피해와 회복"] == "끝"


def test_saving_by_itself_does_not_call_a_step_done(browser: Client, tenant: Account, draft: UUID) -> None:
    browser.post(f"/applications/{draft}/damage/save/", {"version": "1", "page": "p", "other_victims": "3", "action": "next"})
    assert states(browser, draft)["6. 피해와 회복"] == "진행 중"


@pytest.mark.req("S1-ACC-03")
def test_the_step_of_those_who_act_comes_only_with_a_mandate(browser: Client, tenant: Account, draft: UUID) -> None:
    assert step(browser, draft, "applicant")["Location"] == f"/applications/{draft}/house/"
    answer = step(browser, draft, "applicant", mandate_type="proxy")
    assert answer["Location"] == f"/applications/{draft}/actor/"
    assert states(browser, draft)["2. 대신 신청하는 분"] == "시작 전"
    refused = send(browser, draft, "next", "actor")
    assert refused.status_code == 422 and "임차인과의 관계" in refused.content.decode()
    assert send(browser, draft, "next", "actor", relation="변호사")["Location"] == f"/applications/{draft}/house/"
    with acting(tenant):
        content = load(find_draft(draft))
    assert (content.actor.mandate_type, content.actor.relation) == ("proxy", "변호사")


@pytest.mark.req("S1-ACC-03")
def test_the_heirs_and_the_day_of_death_are_asked_of_heirs_only(browser: Client, draft: UUID) -> None:
    step(browser, draft, "applicant", mandate_type="heir_representative", death_date="2026-08-01")
    page = browser.get(f"/applications/{draft}/actor/").content.decode()
    assert 'id="asked-heirs" data-name="heirs" data-shown-when="@heir=yes">' in page
    step(browser, draft, "applicant", mandate_type="proxy")
    page = browser.get(f"/applications/{draft}/actor/").content.decode()
    assert 'data-shown-when="@heir=yes" hidden>' in page


def test_a_filed_application_has_no_task_list(browser: Client, tenant: Account) -> None:
    draft = new_draft(tenant)
    file(tenant, draft)
    assert browser.get(f"/applications/{draft}/")["Location"] == f"/my/{draft}/"


@pytest.mark.req("S1-APP-06")
def test_the_statement_has_at_most_ten_questions_and_leads_back_to_the_steps(browser: Client, tenant: Account, draft: UUID) -> None:
    page = browser.get(f"/applications/{draft}/statement/").content.decode()
    assert 0 < page.count("<textarea") <= 10
    answer = send(browser, draft, "next", "statement", found_house="광고를 보았습니다.")
    assert answer["Location"] == f"/applications/{draft}/papers/"
    assert "광고를 보았습니다." in browser.get(f"/applications/{draft}/review/").content.decode()


@pytest.mark.req("S1-APP-08")
def test_no_consent_is_ticked_beforehand_and_a_refusal_blocks_nothing(browser: Client, tenant: Account) -> None:
    draft = new_draft(tenant)
    with acting(tenant):
        fresh = start(tenant.pk, PERSON).pk
    page = browser.get(f"/applications/{fresh}/papers/").content.decode()
    radios = re.findall(r'<input type="radio" name="c\d[^>]*>', page)
    assert len(radios) == 18 and not any("checked" in radio for radio in radios)
    refused = dict.fromkeys(("c1", "c2_court", "c2_tax", "c2_housing", "c2_finance", "c2_local", "c3", "c4", "c5"), "no")
    assert send(browser, draft, "next", "papers", **refused)["Location"] == f"/applications/{draft}/review/"
    assert file(tenant, draft)["receipt_no"]
