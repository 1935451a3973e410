"""Repeating groups in a browser without a script: one more, one less, put back, saved by itself, and seen from two devices."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.application.actions import start
from teojeon.services.victims.application.content import Contract, load
from teojeon.services.victims.application.drafts import find_draft
from tests.services.victims.application.applicant import PERSON, acting, keep, sign_in
from tests.services.victims.application.test_pages import hidden

TWO = {
    "first_contract_date": "2023-04-01",
    "deposit_current": "2억",
    "contracts-0-kind": "new",
    "contracts-0-deposit": "200,000,000",
    "contracts-1-kind": "renewed",
    "contracts-1-term_from": "2025-04-10",
    "contracts-1-deposit_unknown": "on",
}


@pytest.fixture
def browser(tenant: Account, client: Client) -> Client:
    """The tenant, signed in."""
    sign_in(client)
    return client


@pytest.fixture
def draft(tenant: Account) -> UUID:
    with acting(tenant):
        return start(tenant.pk, PERSON).pk


def send(browser: Client, draft: UUID, action: str, slug: str = "lease", **inputs: str) -> Any:
    url = f"/applications/{draft}/{slug}/"
    page = browser.get(url)
    sent = {"version": hidden(page, "version"), "page": hidden(page, "page"), "action": action}
    return browser.post(url, {**sent, **inputs})


def contracts(tenant: Account, draft: UUID) -> tuple[Contract, ...]:
    with acting(tenant):
        return load(find_draft(draft)).lease.contracts


@pytest.mark.req("S1-BEY-04", "S1-APP-04")
def test_one_more_row_saves_what_stands_and_comes_back_with_a_blank_one(browser: Client, tenant: Account, draft: UUID) -> None:
    answer = send(browser, draft, "add:contracts", **TWO)
    assert (answer.status_code, answer["Location"]) == (303, f"/applications/{draft}/lease/?more=contracts#id_contracts-2")
    page = browser.get(answer["Location"]).content.decode()
    assert 'id="id_contracts-2"' in page and "계약 3" in page and 'name="contracts-3-kind"' not in page
    assert len(contracts(tenant, draft)) == 2


@pytest.mark.req("S1-BEY-04")
def test_a_removed_row_can_be_put_back_where_it_stood(browser: Client, tenant: Account, draft: UUID) -> None:
    send(browser, draft, "save", **TWO)
    answer = send(browser, draft, "remove:contracts:0", **TWO)
    assert answer["Location"] == f"/applications/{draft}/lease/#id_contracts"
    assert [row.kind for row in contracts(tenant, draft)] == ["renewed"]
    page = browser.get(answer["Location"]).content.decode()
    assert "계약 하나를 지웠습니다" in page and 'value="restore:contracts"' in page
    send(browser, draft, "restore:contracts", **{"contracts-0-kind": "renewed", "contracts-0-term_from": "2025-04-10"})
    assert [(row.kind, row.deposit) for row in contracts(tenant, draft)] == [("new", 200_000_000), ("renewed", None)]
    assert 'value="restore:contracts"' not in browser.get(f"/applications/{draft}/lease/").content.decode()


def test_a_removed_row_survives_log_out_and_another_device(browser: Client, tenant: Account, draft: UUID) -> None:
    send(browser, draft, "remove:contracts:1", **TWO)
    other = Client()
    sign_in(other)
    send(other, draft, "restore:contracts", **{"contracts-0-kind": "new"})
    assert [row.kind for row in contracts(tenant, draft)] == ["new", "renewed"]


@pytest.mark.req("S1-XCT-03")
def test_a_refusal_stands_at_its_row_and_what_was_typed_stays(browser: Client, tenant: Account, draft: UUID) -> None:
    wrong = {**TWO, "contracts-1-term_from": "2025-13-10", "contracts-1-signed_on": "2025-04-01"}
    answer = send(browser, draft, "next", **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_contracts-1-term_from_0"' in page and "계약 2: " in page and 'value="2025-13-10"' in page
    again = browser.get(f"/applications/{draft}/lease/").content.decode()
    assert 'value="2025-13-10"' in again and 'value="2025-04-01"' in again
    review = browser.get(f"/applications/{draft}/review/").content.decode()
    assert "2025-13-10 (다시 확인해 주십시오)" in review


def test_an_input_that_could_not_be_read_keeps_its_row_when_a_row_before_it_goes(
    browser: Client, tenant: Account, draft: UUID
) -> None:
    wrong = {**TWO, "contracts-1-term_from": "봄쯤"}
    send(browser, draft, "remove:contracts:0", **wrong)
    with acting(tenant):
        assert load(find_draft(draft)).unclear == {"lease": {"contracts-0-term_from": "봄쯤"}}


@pytest.mark.req("S1-APP-01", "S1-XCT-03")
def test_rows_save_themselves_and_their_own_page_is_never_stale(browser: Client, tenant: Account, draft: UUID) -> None:
    page = browser.get(f"/applications/{draft}/lease/")
    sent = {"version": hidden(page, "version"), "page": hidden(page, "page")}
    url = f"/applications/{draft}/lease/save/"
    for typed in ({"contracts-0-kind": "new"}, TWO):
        assert browser.post(url, {**sent, **typed}).status_code == 200
    assert len(contracts(tenant, draft)) == 2


@pytest.mark.req("S1-XCT-03")
def test_two_devices_see_both_sets_of_rows_and_nothing_is_overwritten(browser: Client, tenant: Account, draft: UUID) -> None:
    url = f"/applications/{draft}/lease/"
    page = browser.get(url)
    with acting(tenant):
        keep(draft, "lease", {"contracts-0-kind": "implied", "contracts-0-deposit": "3억"}, page="phone")
    sent = {"version": hidden(page, "version"), "page": hidden(page, "page"), "action": "next"}
    answer = browser.post(url, {**sent, **TWO})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "300,000,000원" in shown and "묵시적 갱신" in shown and "처음 계약" in shown
    assert [row.kind for row in contracts(tenant, draft)] == ["implied"]
    told = browser.post(f"{url}save/", {"version": "1", "page": "laptop", **TWO}).json()
    assert "200,000,000원" in told["mine"]["계약 1"] and "300,000,000원" in told["theirs"]["계약 1"]
    assert "계약 2" in told["mine"] and "계약 2" not in told["theirs"]


def test_pressing_enter_in_a_field_goes_on_and_removes_nothing(browser: Client, draft: UUID) -> None:
    page = browser.get(f"/applications/{draft}/lease/").content.decode()
    first = page.index('<button type="submit"', page.index("data-autosave="))
    assert page[first : first + 120].count('value="next"') == 1  # the browser presses the first button of a form


@pytest.mark.req("S1-APP-03", "S1-BEY-04")
def test_an_answer_that_brings_up_more_questions_shows_them_before_going_on(browser: Client, tenant: Account, draft: UUID) -> None:
    typed = {"sido": "11", "address": "대학로 1", "trust_registered": "unknown"}
    answer = send(browser, draft, "next", "house", **typed)
    assert answer["Location"] == f"/applications/{draft}/house/#asked-trustee_name"
    assert "더 여쭙는 항목이 있습니다" in browser.get(answer["Location"]).content.decode()
    assert send(browser, draft, "next", "house", **typed)["Location"] == f"/applications/{draft}/lease/"


def test_a_page_whose_script_had_shown_them_goes_on_at_once(browser: Client, draft: UUID) -> None:
    typed = {"sido": "11", "address": "대학로 1", "trust_registered": "unknown"}
    shown = "*,trustee_name,trust_ledger_no,priority_beneficiary,trustee_consent,trust_sale_on"
    assert send(browser, draft, "next", "house", **typed, seen=shown)["Location"] == f"/applications/{draft}/lease/"


@pytest.mark.req("S1-APP-02")
def test_a_page_with_a_script_still_shows_what_only_the_server_could_know(browser: Client, draft: UUID) -> None:
    answer = send(browser, draft, "next", "applicant", is_natural_person="yes", name="가람", birth_date="1991-03-02",
                  number="910302-6345678", service_address="서울", seen="*")  # fmt: skip
    assert answer["Location"] == f"/applications/{draft}/applicant/#asked-nationality"


@pytest.mark.req("S1-APP-04", "S1-BEY-04")
def test_unknown_in_a_list_is_shown_as_chosen_and_survives_the_next_save(browser: Client, tenant: Account, draft: UUID) -> None:
    # it was shown as not answered, so that the next save took it away
    typed = {"landlord_status": "unknown", "contracts-0-kind": "unknown"}
    send(browser, draft, "save", **typed)
    page = browser.get(f"/applications/{draft}/lease/")
    form = page.context["form"]
    for bound in (form["landlord_status"], form.rows["contracts"].forms[0]["kind"]):
        assert re.search(r'<option value="unknown"\s+selected>', str(bound)) and str(bound).count('value=""') == 1
