"""Changing a filed application before the decision: versions, what differs on both sides, who reads it, no vote before (S1-APP-09)."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import set_urlconf

from teojeon.command.demonstration.filing import file_application, register
from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.subjects import Unreadable
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.models import Party
from teojeon.kernel.work import messages
from teojeon.kernel.work.refusals import Missing, Refusal, Stale
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.agenda.actions import close_item
from teojeon.services.victims.amendments import actions, receiving
from teojeon.services.victims.amendments.models import ADDENDUM, NOTED, UNREAD, PortalAmendment
from teojeon.services.victims.amendments.portal import DESK
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.drafts import find_filing
from teojeon.services.victims.application.models import PortalEntry, Statement
from teojeon.services.victims.application.steps import BY_SLUG, read
from teojeon.services.victims.intake.models import Task
from teojeon.services.victims.mycase.actions import withdraw
from tests.house.test_urls import browser
from tests.support import factories, filings, meetings
from tests.support.overtaken import overtaken, press
from tests.support.people import unit
from tests.support.sides import as_side

pytestmark = pytest.mark.req("S1-APP-09")
WRONG, RIGHT = 120_000_000, 210_000_000


@pytest.fixture
def filed(db: None, keys: Path) -> Iterator[tuple[UUID, UUID, Client]]:
    """A tenant whose filing the office has: account, case, browser."""
    with unit("portal", None):
        account = register(filings.tenant(1), filings.PASSWORD)
    with unit("portal", account):
        subject, _ = file_application(filings.tenant(1), account)
    swept()
    with as_side("portal"):
        set_urlconf(None)
        client = browser(account)
    yield account, subject, client


def swept() -> None:
    with as_side("office"):
        messages.sweep()
    with as_side("portal"):
        messages.sweep()


def deposit(client: Client, change: UUID, amount: int, **more: str) -> None:
    with as_side("portal"):
        page = client.get(f"/changes/{change}/lease/")
        version = page.context["draft"].version
        words = {"deposit_current": str(amount), "first_contract_date": "2023-04-03", "monthly_rent": "0", **more}
        answer = client.post(f"/changes/{change}/lease/", {**words, "version": str(version), "page": "p", "action": "next"})
        assert answer.status_code == 303, answer.content.decode()


def begun(account: UUID, subject: UUID) -> UUID:
    with unit("portal", account):
        return UUID(str(actions.begin(subject).pk))


def sent(account: UUID, change: UUID) -> int:
    with unit("portal", account):
        return int(actions.send_amendment(change)["number"])


def force_state(subject: UUID, state: str) -> None:
    """The case somewhere later, without the work of getting there."""
    with meetings.as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("UPDATE cases_case SET state = %s WHERE id = %s", [state, subject])


def case_of(subject: UUID) -> Case:
    with as_side("office"), unit_of_work(INTAKE_PRINCIPAL, read_only=True) as opened:
        case: Case = Case.objects.visible_to(opened.actor).get(pk=subject)
        return case


def tasks_of(subject: UUID) -> list[tuple[str, str]]:
    with as_side("office"), unit_of_work(INTAKE_PRINCIPAL, read_only=True) as opened:
        rows = Task.objects.visible_to(opened.actor).filter(case=subject, done_at=None).order_by("kind", "box")
        return list(rows.values_list("kind", "box"))


def test_a_wrong_deposit_is_corrected_and_both_versions_stay(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, client = filed
    change = begun(account, subject)
    deposit(client, change, RIGHT)
    with as_side("portal"):
        page = client.get(f"/changes/{change}/").content.decode()
    assert "180,000,000원" in page and "210,000,000원" in page
    assert sent(account, change) == 2
    with unit("portal", account, read_only=True):
        assert load_filed(find_filing(subject)).content.lease.deposit_current == RIGHT
        (shown,) = actions.changes_of(actions.find(change))
        assert (shown["before"], shown["after"]) == ("180,000,000원", "210,000,000원")
    swept()
    case = case_of(subject)
    with as_side("office"), unit_of_work(INTAKE_PRINCIPAL, read_only=True) as opened:
        said = Statement.objects.visible_to(opened.actor).filter(case=subject, code="deposit_current").order_by("said_at", "id")
        assert list(said.values_list("value", flat=True)) == [180_000_000, RIGHT]
        (row,) = receiving.amendments_of(case)
        assert (row.number, row.state, row.stage) == (2, UNREAD, "SUBMITTED")
        assert receiving.changes_of(row) == [shown]
    assert ("amended", "P-INV") in tasks_of(subject)


def test_the_pages_own_autosave_in_between_is_no_conflict_and_anothers_shows_both(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, client = filed
    change = begun(account, subject)
    words = {"first_contract_date": "2023-04-03", "monthly_rent": "0"}
    with unit("portal", account):
        row = actions.find(change)
        mine, others = (
            read(BY_SLUG["lease"], {**words, "deposit_current": str(amount)}, actions.content_of(row), subject)
            for amount in (RIGHT, WRONG)
        )
        press(overtaken(DESK, mine, "p"), change, mine, "p", row.version)
        assert actions.content_of(actions.find(change)).lease.deposit_current == RIGHT
        with pytest.raises(Stale):
            press(overtaken(DESK, others, "q"), change, mine, "p", row.version)
    with as_side("portal"):
        answer = client.post(f"/changes/{change}/lease/", {**words, "deposit_current": str(RIGHT), "version": "1", "page": "r"})
    shown = answer.content.decode()
    assert answer.status_code == 409 and "210,000,000원" in shown and "120,000,000원" in shown


def test_nothing_changed_cannot_be_sent_and_what_was_begun_goes_on(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, _ = filed
    change = begun(account, subject)
    assert begun(account, subject) == change
    with unit("portal", account), pytest.raises(Refusal) as refused:
        actions.send_amendment(change)
    assert refused.value.code == "NOTHING_CHANGED"


def test_what_is_written_can_be_dropped_and_what_was_sent_cannot(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, client = filed
    change = begun(account, subject)
    with unit("portal", account):
        actions.drop(change)
    again = begun(account, subject)
    deposit(client, again, RIGHT)
    sent(account, again)
    with unit("portal", account), pytest.raises(Refusal, match="이미 제출한 변경"):
        actions.drop(again)
    assert begun(account, subject) != again, "a further change is a further version"


def test_after_a_withdrawal_nothing_is_changed(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, _ = filed
    with unit("portal", account):
        withdraw(subject, reason="개인 사정")
    with unit("portal", account), pytest.raises(Refusal) as refused:
        actions.begin(subject)
    assert refused.value.code == "TOO_LATE"


def test_a_change_that_comes_after_the_decision_is_answered_not_lost(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, client = filed
    change = begun(account, subject)
    deposit(client, change, RIGHT)
    sent(account, change)
    with as_side("office"):
        force_state(subject, "DECIDED")
    swept()
    with unit("portal", account, read_only=True) as opened:
        steps = PortalEntry.objects.visible_to(opened.actor).filter(subject=subject).values_list("step", flat=True)
        assert "amendment_late" in list(steps)


def test_another_person_reaches_no_change(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, _ = filed
    change = begun(account, subject)
    with unit("portal", None):
        other = register(filings.tenant(2), filings.PASSWORD)
    with unit("portal", other), pytest.raises(Missing):
        actions.find(change)
    with unit("portal", other), pytest.raises(Missing):
        actions.begin(subject)


def test_a_changed_address_is_where_letters_go(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, client = filed
    change = begun(account, subject)
    with as_side("portal"):
        page = client.get(f"/changes/{change}/applicant/")
        form = page.context["form"]
        words = {"name": "김가나", "birth_date": form.initial["birth_date"].isoformat(), "is_natural_person": "yes"}
        words |= {
            "service_address": "서울특별시 중구 새로운 길 7",
            "version": str(page.context["draft"].version),
            "page": "p",
            "action": "next",
        }
        assert client.post(f"/changes/{change}/applicant/", words).status_code == 303
    sent(account, change)
    swept()
    with as_side("office"), unit_of_work(INTAKE_PRINCIPAL, read_only=True) as opened:
        party = Party.objects.visible_to(opened.actor).get(case_id=subject, role="applicant")
        assert party.address == "서울특별시 중구 새로운 길 7"
        assert party.number_box, "a number that was not typed anew stays"


def test_the_investigator_reads_it_and_the_person_reads_why(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, client = filed
    change = begun(account, subject)
    deposit(client, change, RIGHT)
    sent(account, change)
    swept()
    why = "계약서의 금액과 같아 그대로 조사합니다."
    with as_side("office"), factories.acting("invest"), pytest.raises(Refusal, match="이유"):
        receiving.read_as_investigator(subject, amendment=change, outcome=NOTED, reason=" ")
    with as_side("office"), factories.acting("invest"):
        receiving.read_as_investigator(subject, amendment=change, outcome=NOTED, reason=why)
    with as_side("office"), factories.acting("invest"), pytest.raises(Refusal, match="이미 확인한"):
        receiving.read_as_investigator(subject, amendment=change, outcome=NOTED, reason=why)
    assert tasks_of(subject) == []
    swept()
    with as_side("portal"):
        page = client.get(f"/my/{subject}/changes/").content.decode()
    assert "계약서의 금액과 같아" in page


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("SENT", [("amended_sent", "PM-AGENDA")]),
        ("TABLED", [("amended_tabled", "PM-AGENDA"), ("amended_tabled", "PM-SEC")]),
    ],
)
def test_later_it_goes_to_the_ministry_and_the_secretary(
    filed: tuple[UUID, UUID, Client], state: str, wanted: list[tuple[str, str]]
) -> None:
    account, subject, client = filed
    change = begun(account, subject)
    deposit(client, change, RIGHT)
    sent(account, change)
    with as_side("office"):
        force_state(subject, state)
    swept()
    assert [each for each in tasks_of(subject) if each[0].startswith("amended")] == wanted


def test_an_item_with_an_unread_change_is_not_voted_on(db: None, keys: Path) -> None:
    with as_side("office"):
        meeting, [case], members = meetings.in_session()
        item = meetings.read_items(meeting)[0].pk
        meetings.voted(meeting, item, members, yes=len(members))
        with unit_of_work(INTAKE_PRINCIPAL):
            given = {
                "amendment": str(UUID(int=7)),
                "number": 2,
                "changes": [{"step": "lease", "label": "임차보증금", "before": "1원", "after": "2원"}],
                "said": {"deposit_current": RIGHT},
                "party": {"name": "홍가람"},
                "house": {"sido": "11", "address": "서울", "address_matched": True},
            }
            receiving.amend(case, message=UUID(int=8), came_at=clock.business_now(), given=given)
        with factories.acting("secretary"), pytest.raises(Refusal) as refused:
            close_item(meeting, item=item)
        assert refused.value.code == "CHANGE_UNREAD"
        with factories.acting("secretary"):
            receiving.read_as_secretary(case, amendment=UUID(int=7), outcome=ADDENDUM, reason="심의 자료에 덧붙였습니다.")
        with factories.acting("secretary"):
            assert "passed" in close_item(meeting, item=item)


def test_the_case_page_of_changes_shows_both_versions_and_the_form_of_the_reader(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, client = filed
    change = begun(account, subject)
    deposit(client, change, RIGHT)
    sent(account, change)
    swept()
    version = case_of(subject).version
    with as_side("office"):
        investigator = browser(factories.cast("invest"), factor=True)
        page = investigator.get(f"/cases/{subject}/changes/").content.decode()
        assert "180,000,000원" in page and "210,000,000원" in page and 'name="outcome"' in page
        words = {"version": str(version), "request": str(UUID(int=9)), "amendment": str(change)}
        assert investigator.post(f"/cases/{subject}/changes/read/", words).status_code == 422
        answer = investigator.post(f"/cases/{subject}/changes/read/", {**words, "outcome": NOTED, "reason": "확인했습니다."})
        assert answer.status_code == 303
        stranger = browser(factories.cast("invest", "26"), factor=True)
        assert stranger.get(f"/cases/{subject}/changes/").status_code == 404


def test_the_portal_keeps_no_readable_draft_of_a_sent_change(filed: tuple[UUID, UUID, Client]) -> None:
    account, subject, client = filed
    change = begun(account, subject)
    deposit(client, change, RIGHT)
    sent(account, change)
    with unit("portal", account, read_only=True) as opened:
        row = PortalAmendment.objects.visible_to(opened.actor).get(pk=change)
        with pytest.raises(Unreadable):
            actions.content_of(row)
