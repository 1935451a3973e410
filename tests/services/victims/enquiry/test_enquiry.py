"""A case on paper: its status by receipt number and verified identity, and its link to an account of the portal (S1-RES-02)."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import set_urlconf

from teojeon.command.demonstration.filing import register
from teojeon.kernel import clock
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.work import messages
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts import linking
from teojeon.services.accounts.linking import AtTheCounter
from teojeon.services.victims.application.drafts import find_filing, own_filings
from teojeon.services.victims.counter import actions as counter
from teojeon.services.victims.counter.opening import open_case
from teojeon.services.victims.enquiry.asking import TRIES, ask, find, person_of
from teojeon.services.victims.enquiry.models import LINK, PortalEnquiry
from teojeon.services.victims.mycase.actions import withdraw
from teojeon.services.victims.mycase.queries import case_page
from tests.house.test_urls import browser
from tests.services.victims.counter.test_counter import APPLICANT, HOUSE, keyed_in, registered, the_case
from tests.support import factories, filings
from tests.support.factories import acting
from tests.support.people import unit
from tests.support.sides import as_side

pytestmark = pytest.mark.req("S1-RES-02", "S1-APP-01")
PERSON = Verified("ci-of-hong", "홍가람", dt.date(1990, 1, 1), "01012345678", "simulator")
STRANGER = Verified("ci-of-kim", "김가나", dt.date(1990, 1, 1), "01012345679", "simulator")


@pytest.fixture
def paper(db: None, keys: Path) -> Iterator[tuple[UUID, str]]:
    """A case that came by post: its key and its receipt number."""
    with as_side("office"):
        set_urlconf(None)
        clerk = browser(factories.cast("register"), factor=True)
        draft = keyed_in(clerk, "post", ("applicant", APPLICANT), ("house", HOUSE))
        number = registered(draft)
        open_case(draft)
    with as_side("portal"):
        messages.sweep()
    yield draft, number


def asked(person: Verified, number: str, *, purpose: str = "status", code: str = "", account: UUID | None = None) -> UUID:
    with unit("portal", account or person_of_portal(person)):
        return UUID(str(ask(person, number, purpose=purpose, code=code).pk))


def person_of_portal(person: Verified) -> UUID:
    with as_side("portal"):
        return person_of(person)


def answered(pk: UUID, person: Verified = PERSON, account: UUID | None = None) -> PortalEnquiry:
    for side in ("office", "portal"):
        with as_side(side):
            messages.sweep()
    with unit("portal", account or person_of_portal(person), read_only=True):
        return find(pk)


def code_of(draft: UUID) -> str:
    with as_side("office"), acting("register"):
        return str(counter.issue_link_code(draft)["code"])


def account_of(number: int) -> UUID:
    with unit("portal", None):
        return register(filings.tenant(number), filings.PASSWORD)


def test_the_right_pair_shows_the_status_and_nothing_else(paper: tuple[UUID, str]) -> None:
    row = answered(asked(PERSON, paper[1]))
    assert row.result == "found"
    assert [each["step"] for each in row.steps] == ["filed"]
    assert all(set(each) == {"step", "on"} for each in row.steps)
    assert row.due is not None


@pytest.mark.parametrize("person", [STRANGER, Verified("x", "홍가람", dt.date(1990, 1, 2), "", "simulator")])
def test_another_person_or_birth_date_finds_nothing(paper: tuple[UUID, str], person: Verified) -> None:
    row = answered(asked(person, paper[1]), person)
    assert (row.result, row.steps, row.due) == ("not_found", [], None)


def test_a_number_that_does_not_exist_reads_like_a_wrong_person(paper: tuple[UUID, str]) -> None:
    row = answered(asked(PERSON, "2026-서울-599999"))
    assert (row.result, row.steps, row.due) == ("not_found", [], None)


def test_before_the_office_has_answered_right_and_wrong_are_alike(paper: tuple[UUID, str]) -> None:
    rows = [asked(PERSON, paper[1]), asked(PERSON, "2026-서울-599999")]
    with unit("portal", person_of_portal(PERSON), read_only=True):
        shown = [(row.result, row.steps, row.due) for row in map(find, rows)]
    assert shown == [("", [], None)] * 2


def test_five_wrong_tries_lock_for_half_an_hour(paper: tuple[UUID, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(TRIES):
        answered(asked(PERSON, "2026-서울-599999"))
    with pytest.raises(Refusal, match="30분") as refused:
        asked(PERSON, paper[1])
    assert refused.value.code == "LOCKED"
    asked(STRANGER, paper[1])  # another person is not locked
    later = clock.business_now() + dt.timedelta(minutes=30, seconds=1)
    monkeypatch.setattr(clock, "business_now", lambda: later)
    assert answered(asked(PERSON, paper[1])).result == "found"


def test_somebody_elses_question_does_not_exist(paper: tuple[UUID, str]) -> None:
    pk = asked(PERSON, paper[1])
    with unit("portal", person_of_portal(STRANGER), read_only=True), pytest.raises(Missing):
        find(pk)


def test_without_proof_of_identity_no_number_can_be_typed(paper: tuple[UUID, str]) -> None:
    with as_side("portal"):
        visitor = Client()
        assert 'name="receipt_no"' not in visitor.get("/enquiry/").content.decode()
        assert visitor.post("/enquiry/", {"receipt_no": paper[1]}).status_code == 200
        assert visitor.get("/enquiry/answer/")["Location"] == "/enquiry/"


def test_a_visitor_proves_who_they_are_asks_and_reads_the_answer(paper: tuple[UUID, str]) -> None:
    with as_side("portal"):
        visitor = Client()
        who = {"name": "홍가람", "birth_date": "1990-01-01", "mobile": "010-1234-5678"}
        assert visitor.post("/identity/enquiry/", who)["Location"] == "/enquiry/"
        assert visitor.post("/enquiry/", {"receipt_no": "서울"}).status_code == 422
        answer = visitor.post("/enquiry/", {"receipt_no": paper[1]})
        assert answer.status_code == 303
        assert "확인하고 있습니다" in visitor.get(answer["Location"]).content.decode()
    with as_side("office"):
        messages.sweep()
    with as_side("portal"):
        messages.sweep()
        page = visitor.get(answer["Location"]).content.decode()
    assert "신청서를 제출했습니다" in page


def test_the_slips_code_makes_it_an_own_case_that_can_be_withdrawn(paper: tuple[UUID, str]) -> None:
    account = account_of(1)
    row = answered(asked(PERSON, paper[1], purpose=LINK, code=code_of(paper[0]), account=account), account=account)
    assert row.result == "linked"
    with as_side("portal"):
        messages.sweep()
    with unit("portal", account, read_only=True):
        assert [filing.pk for filing in own_filings()] == [paper[0]]
        page = case_page(paper[0])
        assert page.receipt_no == paper[1]
        assert any("홍가람" in part_row.value for part in page.statements for part_row in part.rows)
    with unit("portal", account):
        withdraw(paper[0], reason="개인 사정")
    with as_side("office"):
        messages.sweep()
        assert the_case(paper[0]).state == "WITHDRAWN"


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", "not a code"])
def test_without_the_code_the_right_person_links_nothing(paper: tuple[UUID, str], code: str) -> None:
    account = account_of(1)
    code_of(paper[0])
    row = answered(asked(PERSON, paper[1], purpose=LINK, code=code, account=account), account=account)
    assert row.result == "not_found"
    with unit("portal", account, read_only=True), pytest.raises(Missing):
        find_filing(paper[0])


def test_the_code_without_the_person_links_nothing(paper: tuple[UUID, str]) -> None:
    account = account_of(1)
    row = answered(asked(STRANGER, paper[1], purpose=LINK, code=code_of(paper[0]), account=account), account=account)
    assert row.result == "not_found"


def test_five_wrong_codes_spend_it(paper: tuple[UUID, str]) -> None:
    right, accounts = code_of(paper[0]), [account_of(number) for number in (1, 2)]
    for _ in range(TRIES):
        answered(asked(PERSON, paper[1], purpose=LINK, code="AAAABBBBCCCCDDDD", account=accounts[0]), account=accounts[0])
    row = answered(asked(PERSON, paper[1], purpose=LINK, code=right, account=accounts[1]), account=accounts[1])
    assert row.result == "not_found"


def test_a_code_is_used_once_and_a_new_one_is_refused_after_the_link(paper: tuple[UUID, str]) -> None:
    code, accounts = code_of(paper[0]), [account_of(number) for number in (1, 2)]
    rows = [answered(asked(PERSON, paper[1], purpose=LINK, code=code, account=each), account=each) for each in accounts]
    assert [row.result for row in rows] == ["linked", "not_found"]
    with as_side("office"), acting("register"), pytest.raises(Refusal, match="이미 계정과 연결된"):
        counter.issue_link_code(paper[0])


def test_a_clerk_who_saw_the_person_links_without_a_code(paper: tuple[UUID, str]) -> None:
    account = account_of(1)
    with as_side("office"), unit_of_work(INTAKE_PRINCIPAL):
        linking.tell_of_counter(AtTheCounter(account, "홍가람", dt.date(1990, 1, 1), paper[1]))
    with as_side("portal"):
        messages.sweep()
    with unit("portal", account, read_only=True):
        assert find_filing(paper[0]).receipt_no == paper[1]
