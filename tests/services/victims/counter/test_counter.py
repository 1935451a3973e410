"""Applications on paper: the stamp is the legal receipt, gaps are no reason to send anything back, one case by the same intake."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import set_urlconf

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.models import Party
from teojeon.kernel.work import messages
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.content import load
from teojeon.services.victims.application.models import Application, PortalEntry, Statement
from teojeon.services.victims.application.steps import BY_SLUG, read
from teojeon.services.victims.counter import actions
from teojeon.services.victims.counter.models import CounterDraft
from teojeon.services.victims.counter.office import DESK
from teojeon.services.victims.counter.opening import OPEN_GAPS, open_case, open_left
from tests.house.test_urls import browser
from tests.support import factories
from tests.support.factories import acting
from tests.support.overtaken import overtaken, press
from tests.support.sides import as_side

pytestmark = pytest.mark.req("S1-APP-01", "S1-INT-01")
APPLICANT = {
    "is_natural_person": "yes",
    "name": "홍가람",
    "birth_date": "1990-01-01",
    "number": "900101-1234567",
    "service_address": "서울특별시 종로구 대학로 1",
}
HOUSE = {"sido": "11", "sigungu": "11110", "legal_dong": "혜화동", "address": "대학로 1, 101호"}


@pytest.fixture
def office(db: None, keys: Path) -> Iterator[None]:
    with as_side("office"):
        set_urlconf(None)
        yield


@pytest.fixture
def clerk(office: None) -> Client:
    return browser(factories.cast("register"), factor=True)


def started(channel: str = "post", days_ago: int = 2, sido: str = "11") -> UUID:
    with acting("register", sido):
        return UUID(str(actions.start(channel, clock.business_now() - dt.timedelta(days=days_ago), "제3회").pk))


def keyed_in(clerk: Client, channel: str = "post", *steps: tuple[str, dict[str, str]]) -> UUID:
    draft = started(channel)
    for step, words in steps or (("applicant", APPLICANT), ("house", HOUSE)):
        answer = clerk.post(f"/counter/{draft}/{step}/", {**words, "version": "1", "page": "p", "action": "skip"})
        assert answer.status_code == 303, answer.content.decode()
    return draft


def row(draft: UUID) -> CounterDraft:
    with acting("register", read_only=True):
        return actions.find(draft)


def registered(draft: UUID, *, identity_seen: bool = False) -> str:
    with acting("register"):
        return str(actions.register(draft, identity_seen=identity_seen)["receipt_no"])


def the_case(draft: UUID) -> Case:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        case: Case = Case.objects.visible_to(unit.actor).get(pk=draft)
        return case


def test_a_letter_becomes_a_case_whose_receipt_is_the_stamp(clerk: Client) -> None:
    draft = keyed_in(clerk)
    number = registered(draft)
    assert open_case(draft)
    case = the_case(draft)
    assert (case.receipt_no, case.state, case.handled_by) == (number, "SUBMITTED", "SD-11")
    assert case.received_at == row(draft).arrived_at
    assert case.account == draft, "nobody's account until a person links one"
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        party = Party.objects.visible_to(unit.actor).get(case_id=draft, role="applicant")
        assert (party.name, party.number_masked) == ("홍가람", "900101-1******")
        application = Application.objects.visible_to(unit.actor).get(case=draft)
        assert (application.channel, OPEN_GAPS in application.flags) == ("post", True)
        assert Statement.objects.visible_to(unit.actor).filter(case=draft, code="sido").exists()
    with acting("register", read_only=True):
        kept = load(actions.find(draft)).number
    assert kept is not None and kept.box == "", "of the number only the masked form stays here"


def test_the_number_of_the_office_comes_from_its_own_block(clerk: Client) -> None:
    number = registered(keyed_in(clerk))
    assert int(number.rpartition("-")[2]) >= 500_000


def test_what_the_paper_leaves_open_is_no_reason_to_send_it_back(clerk: Client) -> None:
    draft = keyed_in(clerk, "post", ("applicant", {"name": "홍가람"}), ("house", {"sido": "11"}))
    page = clerk.get(f"/counter/{draft}/register/").content.decode()
    assert "종이에 빠진 것" in page
    registered(draft)
    assert open_case(draft)


@pytest.mark.parametrize(("step", "words", "field"), [("house", HOUSE, "name"), ("applicant", APPLICANT, "sido")])
def test_without_a_name_or_a_province_nothing_can_be_registered(
    clerk: Client, step: str, words: dict[str, str], field: str
) -> None:
    draft = keyed_in(clerk, "post", (step, words))
    with acting("register"), pytest.raises(Refusal) as refused:
        actions.register(draft, identity_seen=False)
    assert (refused.value.code, refused.value.field) == ("INCOMPLETE", field)


@pytest.mark.parametrize(("channel", "asks"), [("visit", True), ("on_site", True), ("post", False)])
def test_at_the_counter_an_identity_document_is_looked_at(clerk: Client, channel: str, asks: bool) -> None:
    draft = keyed_in(clerk, channel)
    assert ("신분증을 확인했습니다" in clerk.get(f"/counter/{draft}/register/").content.decode()) is asks
    if asks:
        with acting("register"), pytest.raises(Refusal, match="신분증"):
            actions.register(draft, identity_seen=False)
    registered(draft, identity_seen=True)
    assert row(draft).identity_seen is True


def test_a_stamp_of_tomorrow_and_a_session_without_number_are_refused(office: None) -> None:
    with acting("register"), pytest.raises(Refusal, match="지금보다 늦을 수 없습니다"):
        actions.start("post", clock.business_now() + dt.timedelta(minutes=1))
    with acting("register"), pytest.raises(Refusal, match="회차"):
        actions.start("on_site", clock.business_now())


def test_the_job_may_come_twice_and_the_sweep_takes_what_was_left(clerk: Client) -> None:
    draft = keyed_in(clerk)
    registered(draft)
    assert open_left() == 1
    assert open_left() == 0
    assert not open_case(draft)


def test_pressing_twice_gives_one_number(clerk: Client) -> None:
    draft = keyed_in(clerk)
    words = {"version": str(row(draft).version), "request": "6b3c1f7e-0f0e-4a53-9d0b-1d1d3d5b7a11"}
    answers = [clerk.post(f"/counter/{draft}/register/", words).status_code for _ in range(2)]
    assert answers == [303, 302]
    with acting("register", read_only=True) as unit:
        assert CounterDraft.objects.visible_to(unit.actor).exclude(receipt_no="").count() == 1


def test_a_stale_page_overwrites_nothing(clerk: Client) -> None:
    draft = keyed_in(clerk, "post", ("applicant", APPLICANT))
    answer = clerk.post(
        f"/counter/{draft}/applicant/", {**APPLICANT, "name": "다른이름", "version": "1", "page": "q", "action": "save"}
    )
    assert answer.status_code == 409
    assert "다른이름" in answer.content.decode() and "홍가람" in answer.content.decode()
    with acting("register", read_only=True):
        assert load(actions.find(draft)).applicant.name == "홍가람"


def test_the_pages_own_autosave_in_between_is_no_conflict_and_anothers_is(clerk: Client) -> None:
    draft = keyed_in(clerk, "post", ("applicant", APPLICANT))
    with acting("register"):
        row = actions.find(draft)
        mine, others = (
            read(BY_SLUG["applicant"], {**APPLICANT, "name": name}, load(row), draft) for name in ("홍다온", "다른이름")
        )
        press(overtaken(DESK, mine, "q"), draft, mine, "q", row.version)
        assert load(actions.find(draft)).applicant.name == "홍다온"
        with pytest.raises(Stale):
            press(overtaken(DESK, others, "r"), draft, mine, "q", row.version)
        assert load(actions.find(draft)).applicant.name == "다른이름"


def test_saving_by_itself_answers_with_the_new_version(clerk: Client) -> None:
    draft = started()
    answer = clerk.post(f"/counter/{draft}/applicant/save/", {**APPLICANT, "version": "1", "page": "p"}).json()
    assert (answer["version"], answer["number"]) == (2, "900101-1******")
    assert clerk.get(f"/counter/{draft}/nothing/").status_code == 404


def test_another_province_does_not_see_it(office: None) -> None:
    draft = started()
    with acting("register", "26", read_only=True), pytest.raises(Missing):
        actions.find(draft)


def test_only_who_may_register_can_begin(office: None) -> None:
    with acting("invest"), pytest.raises(Forbidden):
        actions.start("post", clock.business_now())


def test_a_registered_one_is_neither_changed_nor_deleted(clerk: Client) -> None:
    draft = keyed_in(clerk)
    registered(draft)
    with acting("register"), pytest.raises(Refusal, match="이미 등록한"):
        actions.delete(draft)
    assert clerk.get(f"/counter/{draft}/house/").status_code == 302
    begun = started()
    assert clerk.post(f"/counter/{begun}/delete/").status_code == 303
    with acting("register", read_only=True), pytest.raises(Missing):
        actions.find(begun)


def test_the_portal_keeps_the_dates_under_the_cases_own_key_until_somebody_links_it(clerk: Client) -> None:
    draft = keyed_in(clerk)
    registered(draft)
    open_case(draft)
    with as_side("portal"):
        assert messages.sweep() >= 1
        with unit_of_work(draft, read_only=True) as unit:
            steps = list(PortalEntry.objects.visible_to(unit.actor).filter(subject=draft).values_list("step", flat=True))
    assert "filed" in steps


def test_the_pages_show_list_form_and_receipt(clerk: Client) -> None:
    draft = keyed_in(clerk)
    assert "옮겨 적는 중" in clerk.get("/counter/").content.decode()
    words = {"channel": "visit", "arrived_on": "2026-01-05", "arrived_time": "14:05"}
    assert clerk.post("/counter/new/", words).status_code == 303
    assert clerk.post("/counter/new/", {**words, "arrived_time": "25:99"}).status_code == 422
    number = registered(draft)
    assert number in clerk.get(f"/counter/{draft}/done/").content.decode()
