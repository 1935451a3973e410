"""Both doors together: a proxy files, the person takes over; a tenant dies, the heir comes in; a helper's browser."""

import datetime as dt
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.people import access
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.people.models import Access
from teojeon.kernel.work import messages
from teojeon.kernel.work.messages import take
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.drafts import find_filing, own_filings
from teojeon.services.victims.mandates import rules
from teojeon.services.victims.mandates.actions import invite, join, leave, shut_out_owner
from teojeon.services.victims.mandates.office_actions import change_actor
from teojeon.services.victims.mandates.queries import acting_on, mandates_of
from teojeon.services.victims.mandates.roles import role_on
from teojeon.services.victims.mycase.queries import entries_of
from tests.services.victims.application.applicant import (
    ANSWERS,
    acting,
    file,
    new_draft,
    other_side,
    sent_to_office,
    sign_in,
)
from tests.services.victims.mandates.conftest import FRIEND
from tests.services.victims.mandates.test_access import let_in
from tests.services.victims.mandates.test_office import said
from tests.support import factories

BY_PROXY = {
    "applicant": {**ANSWERS["applicant"], "mandate_type": "proxy", "name": "윤도움", "birth_date": "1988-05-04"},
    "actor": {"relation": "형제", "scope": "결정 신청의 모든 일", "service_address": "서울특별시 중구 을지로 1"},
}


def office_takes(case: UUID) -> int:
    with other_side():
        return take(case, case)


def portal_takes(case: UUID, owner: Account) -> int:
    return take(case, owner.pk)


@pytest.fixture
def filed_by_proxy(tenant: Account) -> UUID:
    """The account `tenant01` filed as somebody's proxy; the office has the filing and answered."""
    answers = {slug: inputs for slug, inputs in ANSWERS.items() if slug != "papers"} | BY_PROXY
    draft = new_draft(tenant, answers)
    file(tenant, draft)
    assert office_takes(draft) == 1
    assert portal_takes(draft, tenant) >= 1
    return draft


def mandates(case: UUID) -> list[tuple[str, str]]:
    with other_side(), unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        return [(each.mandate_type, each.state) for each in mandates_of(find_case(case))]


@pytest.mark.req("S1-ACC-03")
def test_the_filing_of_a_proxy_is_a_case_of_the_tenant_with_a_mandate_as_stated(filed_by_proxy: UUID, tenant: Account) -> None:
    assert mandates(filed_by_proxy) == [("proxy", "STATED")]
    with other_side(), factories.acting("intake", read_only=True):
        (each,) = acting_on(find_case(filed_by_proxy))
        assert [defect.code for defect in each.defects] == ["MANDATE_MISSING"]
        assert each.party.role == "actor"
    with acting(tenant):
        assert role_on(find_filing(filed_by_proxy)) == "proxy"


@pytest.mark.req("S1-ACC-03")
def test_the_person_comes_in_and_takes_over_from_the_proxy(filed_by_proxy: UUID, tenant: Account, friend: Account) -> None:
    with acting(tenant), pytest.raises(Refusal, match="NOBODY_TAKES_OVER"):
        leave(filed_by_proxy)
    let_in(filed_by_proxy, tenant, friend, Access.PRINCIPAL)
    with acting(tenant), pytest.raises(Refusal, match="NOT_THE_PRINCIPAL"):
        shut_out_owner(filed_by_proxy)
    with acting(friend):
        assert role_on(find_filing(filed_by_proxy)) == "self"
        shut_out_owner(filed_by_proxy)
    with acting(tenant):
        assert own_filings() == []
        with pytest.raises(Missing):
            find_filing(filed_by_proxy)
    assert office_takes(filed_by_proxy) == 2
    assert mandates(filed_by_proxy) == []


@pytest.mark.req("S1-ACC-03")
def test_the_proxy_may_go_by_itself_once_the_person_has_come(filed_by_proxy: UUID, tenant: Account, friend: Account) -> None:
    let_in(filed_by_proxy, tenant, friend, Access.PRINCIPAL)
    with acting(tenant):
        leave(filed_by_proxy)
    with acting(tenant), pytest.raises(Missing):
        find_filing(filed_by_proxy)
    with acting(friend):
        assert find_filing(filed_by_proxy).pk == filed_by_proxy
    assert office_takes(filed_by_proxy) == 2
    assert mandates(filed_by_proxy) == []


@pytest.fixture
def in_the_office(case: UUID, tenant: Account) -> UUID:
    """The office has the tenant's own filing and answered."""
    assert office_takes(case) == 1
    assert portal_takes(case, tenant) >= 1
    return case


def dies(case: UUID, code: str) -> None:
    child = [each for each in said_heirs() if each.is_representative]
    with other_side(), factories.acting("intake"):
        change_actor(case, reason="death", died_on=dt.date(2026, 8, 1), stated=said(rules.HEIR, *child), code=code)


def said_heirs() -> list:  # type: ignore[type-arg]
    from tests.services.victims.mandates.test_office import CHILD, OTHER, SPOUSE

    return [SPOUSE, CHILD, OTHER]


@pytest.mark.req("S1-ACC-03")
def test_after_a_death_the_heir_comes_in_with_the_counters_code_and_the_account_of_the_dead_sees_nothing(
    in_the_office: UUID, tenant: Account, friend: Account
) -> None:
    code = access.new_code()
    dies(in_the_office, code)
    assert portal_takes(in_the_office, tenant) >= 1
    with acting(tenant), pytest.raises(Missing):
        find_filing(in_the_office)
    with acting(friend):
        opened = join(code, FRIEND)
        assert opened is not None and opened.kind == Access.HEIR
        assert role_on(find_filing(in_the_office)) == rules.HEIR
        assert [entry.step for entry in entries_of(in_the_office)][:2] == ["filed", "acknowledged"]
        assert "actor_changed" in [entry.step for entry in entries_of(in_the_office)]
    assert office_takes(in_the_office) == 1
    assert mandates(in_the_office) == [(rules.HEIR, "STATED")], "the mandate of the counter, not a second one"


@pytest.mark.req("S1-ACC-03")
def test_what_the_office_tells_later_reaches_the_heir_though_the_owner_has_left(
    in_the_office: UUID, tenant: Account, friend: Account
) -> None:
    code = access.new_code()
    dies(in_the_office, code)
    portal_takes(in_the_office, tenant)
    with acting(friend):
        join(code, FRIEND)
    office_takes(in_the_office)
    with other_side(), unit_of_work(INTAKE_PRINCIPAL):
        told = {"step": "open_file", "on": "2026-12-01", "due": None}
        messages.send(in_the_office, tenant.pk, "status", told, event=in_the_office)
    assert portal_takes(in_the_office, tenant) == 1
    with acting(friend):
        assert entries_of(in_the_office)[-1].step == "open_file"
    with acting(tenant):
        assert entries_of(in_the_office) == []


def test_a_death_shuts_helpers_and_proxies_of_the_dead_out_too(in_the_office: UUID, tenant: Account, friend: Account) -> None:
    let_in(in_the_office, tenant, friend)
    dies(in_the_office, "")
    portal_takes(in_the_office, tenant)
    with acting(friend):
        assert access.helped() == []


def test_a_dismissal_on_the_portal_and_a_counter_entry_meet_in_either_order(
    in_the_office: UUID, tenant: Account, friend: Account
) -> None:
    person = let_in(in_the_office, tenant, friend, Access.PROXY)
    office_takes(in_the_office)
    with acting(friend):
        leave(in_the_office)  # stored on the portal, not yet taken
    with other_side(), factories.acting("intake"):
        change_actor(in_the_office, reason="ended")
    assert office_takes(in_the_office) == 1
    assert portal_takes(in_the_office, tenant) >= 1
    assert mandates(in_the_office) == []
    with acting(tenant):
        assert find_filing(in_the_office).pk == in_the_office, "the tenant's own account stays"
        assert person not in [each.pk for each in access.open_to(in_the_office)]


# pages


def test_the_page_shows_a_code_once_and_the_helper_enters_it(case: UUID, tenant: Account, friend: Account) -> None:
    mine, theirs = Client(), Client()
    sign_in(mine)
    sign_in(theirs, "friend01")
    shown = mine.post(f"/my/{case}/people/", {"invite": "helper"})
    assert shown.status_code == 200
    code = shown.content.decode().split('<strong class="ui-code">')[1].split("</strong>")[0]
    assert code not in mine.get(f"/my/{case}/people/").content.decode()
    assert theirs.post("/invitations/", {"code": "AAAA-AAAA-AAAA"}).status_code == 409
    answer = theirs.post("/invitations/", {"code": code})
    assert (answer.status_code, answer["Location"]) == (303, f"/helping/{case}/")
    page = theirs.get(f"/helping/{case}/").content.decode()
    assert "도우미는 진행 상황을 보고" in page and "동의함" not in page
    assert "도우미" in mine.get(f"/my/{case}/people/").content.decode()
    with acting(tenant):
        (row,) = access.open_to(case)
    assert mine.post(f"/my/{case}/people/", {"end": str(row.pk)}).status_code == 303
    assert theirs.get(f"/helping/{case}/").status_code == 404


@pytest.mark.req("S1-APP-02")
@pytest.mark.parametrize("page", ["", "consents/", "people/", "withdraw/", "requirements/"])
def test_a_helpers_browser_is_refused_on_every_page_of_the_person(case: UUID, tenant: Account, friend: Account, page: str) -> None:
    let_in(case, tenant, friend)
    theirs = Client()
    sign_in(theirs, "friend01")
    for method in ("get", "post"):
        answer = getattr(theirs, method)(f"/my/{case}/{page}")
        assert answer.status_code == 403, (method, answer.status_code)


def test_a_helper_puts_a_paper_in_and_the_person_sees_it(case: UUID, tenant: Account, friend: Account) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    let_in(case, tenant, friend)
    mine, theirs = Client(), Client()
    sign_in(mine)
    sign_in(theirs, "friend01")
    assert theirs.post(f"/helping/{case}/", {"action": "papers"}).status_code == 303
    page = theirs.get(f"/helping/{case}/")
    bundle = page.context["bundle"].id
    file_ = SimpleUploadedFile("계약서.pdf", b"%PDF-1.7 lease", "application/pdf")
    sent = theirs.post(page.context["upload_url"], {"doc_type": "lease_copy", "files": file_, "end": "1"})
    assert (sent.status_code, sent["Location"]) == (303, f"/helping/{case}/")
    assert mine.get(f"/my/{case}/papers/").context["bundle"].id == bundle
    assert "계약서.pdf" in mine.get(f"/my/{case}/papers/").content.decode()
    assert theirs.post(f"/my/{case}/papers/", {"action": "send"}).status_code == 403


def test_the_form_for_a_proxy_lists_what_is_missing_and_keeps_what_was_typed(case: UUID, tenant: Account) -> None:
    mine = Client()
    sign_in(mine)
    bad = {"invite": "proxy", "relation": "형제", "scope": "모든 일", "valid_from": "2026-11-21", "valid_to": "2026-11-20"}
    answer = mine.post(f"/my/{case}/people/", bad)
    assert answer.status_code == 422 and "형제" in answer.content.decode()
    assert set(answer.context["proxy"].errors) == {"valid_to", "service_address"}


def test_a_stranger_is_told_that_there_is_nothing(case: UUID, tenant: Account, friend: Account) -> None:
    theirs = Client()
    sign_in(theirs, "friend01")
    for url in (f"/my/{case}/people/", f"/my/{case}/consents/", f"/helping/{case}/"):
        assert theirs.get(url).status_code == 404, url
    with acting(tenant):
        assert len(sent_to_office(case)) == 1
        invite(case, kind=Access.HELPER, code=access.new_code())


@pytest.mark.req("S1-XCT-05")
def test_a_number_of_a_person_in_the_words_of_a_mandate_is_hidden(case: UUID, tenant: Account, friend: Account) -> None:
    mine = Client()
    sign_in(mine)
    words = {
        "invite": "proxy",
        "relation": "형제 880504-1234567",
        "scope": "모든 일",
        "valid_from": "2026-11-21",
        "service_address": "을지로 1",
    }
    page = mine.post(f"/my/{case}/people/", words).content.decode()
    assert "뒤 여섯 자리를 가렸습니다" in page
    code = page.split('<strong class="ui-code">')[1].split("</strong>")[0]
    with acting(friend):
        opened = join(code, FRIEND)
        assert opened is not None and "1234567" not in opened.terms["relation"] and "880504" in opened.terms["relation"]
