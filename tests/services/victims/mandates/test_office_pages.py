"""The office's pages about who acts and what was consented to, through the browser of a clerk."""

import pytest
from django.test import Client

from teojeon.kernel.cases.queries import find_case
from teojeon.services.victims.consents.queries import granted
from teojeon.services.victims.mandates import rules
from teojeon.services.victims.mandates.queries import acting_on
from teojeon.services.victims.mandates.recording import take
from tests.services.victims.mandates.test_office import case_with, said
from tests.support.factories import acting, browser, cast, make_case


@pytest.fixture
def clerk(office_side: None) -> Client:
    """The province's clerk of intake."""
    return browser(cast("intake"))


@pytest.mark.req("S1-ACC-03")
def test_the_case_page_says_who_acts_and_what_is_missing(clerk: Client) -> None:
    case = case_with(said(rules.PROXY))
    page = clerk.get(f"/cases/{case}/").content.decode()
    assert "위임대리인" in page and "위임장(별지 제3호서식)을 내야 합니다." in page
    assert f"/cases/{case}/actors/accept/" in page and "동의를 묻기 전에 접수한 사건입니다" in page


def test_a_mandate_with_a_defect_is_refused_on_the_page_and_nothing_changes(clerk: Client) -> None:
    case = case_with(said(rules.PROXY))
    url = f"/cases/{case}/actors/accept/"
    form = clerk.get(url).context["form"]
    mandate = form.fields["mandate"].choices[1][0]
    words = {"version": form.initial["version"], "request": str(form.initial["request"]), "mandate": mandate}
    assert clerk.post(url, words).status_code == 409
    assert clerk.post(url, {**words, "doc_seen": "on"}).status_code == 302


@pytest.mark.req("S1-ACC-03")
def test_a_death_with_heirs_is_recorded_and_the_code_shown_once(clerk: Client) -> None:
    case = case_with(None)
    url = f"/cases/{case}/actors/change/"
    form = clerk.get(url).context["form"]
    words = {
        "version": form.initial["version"],
        "request": str(form.initial["request"]),
        "reason": "death",
        "died_on": "2026-08-01",
        "mandate_type": "heir_representative",
        "name": "강하나",
        "let_in": "on",
        "heir1_name": "강하나",
        "heir1_relation": "descendant",
        "heir1_degree": "1",
        "heir1_is_alive": "on",
        "heir1_is_representative": "on",
    }
    assert clerk.post(url, {**words, "died_on": ""}).status_code == 422
    answer = clerk.post(url, words, follow=True)
    assert answer.status_code == 200 and "초대 번호는" in answer.content.decode()
    assert "초대 번호는" not in clerk.get(f"/cases/{case}/").content.decode()
    with acting("intake", read_only=True):
        (each,) = acting_on(find_case(case))
        assert [heir.name for heir in each.heirs] == ["강하나"]
    assert clerk.get(f"{url}?heirs=7").content.decode().count("의 성명") == 1 + 7
    assert clerk.get(f"{url}?heirs=-1").status_code == 200


def test_a_consent_on_paper_is_recorded(clerk: Client) -> None:
    case = case_with(None)
    url = f"/cases/{case}/consents/"
    form = clerk.get(url).context["form"]
    words = {"version": form.initial["version"], "request": str(form.initial["request"]), "code": "C4", "granted": "yes"}
    assert clerk.post(url, words | {"granted": ""}).status_code == 422
    assert clerk.post(url, words).status_code == 302
    with acting("intake", read_only=True):
        assert granted(find_case(case), "C4")


@pytest.mark.req("S1-ACC-03")
def test_the_form_of_a_demand_offers_what_is_missing_of_the_mandate(clerk: Client) -> None:
    case = make_case("RECEIVED")
    with acting("intake"):
        take(find_case(case), said(rules.PROXY))
    form = clerk.get(f"/cases/{case}/demand/").context["form"]
    assert (form.initial["code0"], form.initial["term_days"]) == ("mandate", "14")
    assert "위임장" in form.initial["why0"]
