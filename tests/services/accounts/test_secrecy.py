"""The duty of secrecy (법§31): before the first page of work, and again each year (S1-XCT-05)."""

import datetime as dt

import pytest
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people import secrecy
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.people.models import SecrecyAcknowledgement
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts import second_factor
from tests.services.accounts.conftest import sign_in

pytestmark = pytest.mark.req("S1-XCT-05")
DUTY, WORK = "/secrecy/", "/t/any-account/"


@pytest.fixture
def newcomer(official: Account, client: Client) -> Client:
    """An official who has signed in with both factors for the first time."""
    secret = second_factor.enrol(official)
    sign_in(client, "seoul")
    client.post("/second-factor/code/", {"code": second_factor.current_code(secret)[0]})
    return client


def test_no_page_of_work_opens_before_the_duty_is_acknowledged(newcomer: Client) -> None:
    answer = newcomer.get(f"{WORK}?tab=2")
    assert (answer.status_code, answer["Location"]) == (302, f"{DUTY}?next={WORK}%3Ftab%3D2")


def test_the_page_names_the_duty_and_the_penalty_and_nothing_is_ticked(newcomer: Client) -> None:
    page = newcomer.get(DUTY).content.decode()
    assert "법 제31조제1항" in page and "5년 이하의 징역 또는 5천만원 이하의 벌금" in page
    assert "checked" not in page


def test_without_the_tick_nothing_is_recorded(newcomer: Client) -> None:
    assert newcomer.post(DUTY).status_code == 422
    assert not SecrecyAcknowledgement.objects.exists()


def test_after_the_tick_the_person_comes_where_they_wanted_to_go(newcomer: Client) -> None:
    answer = newcomer.post(f"{DUTY}?next={WORK}%3Ftab%3D2", {"read": "on"})
    assert (answer.status_code, answer["Location"]) == (303, f"{WORK}?tab=2")
    assert newcomer.get(WORK).content == b"signed in"
    assert newcomer.post(f"{DUTY}?next=//evil.example/", {"read": "on"})["Location"] == "/"


def test_a_form_sent_before_it_comes_back_with_what_was_typed(newcomer: Client) -> None:
    answer = newcomer.post(WORK, {"reason": "조사 메모"})
    assert answer.status_code == 403
    assert 'name="reason" value="조사 메모"' in answer.content.decode()


@pytest.mark.parametrize(("days", "stands"), [(364, True), (366, False)])
def test_it_stands_for_a_year(official: Account, monkeypatch: pytest.MonkeyPatch, days: int, stands: bool) -> None:
    with unit_of_work(official.pk):
        secrecy.acknowledge(official.pk)
    later = clock.real_now() + dt.timedelta(days=days)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    assert (secrecy.acknowledged_until(official.pk) is not None) is stands


def test_an_acknowledgement_of_29_february_ends_on_1_march() -> None:
    given = dt.datetime(2028, 2, 29, 9, tzinfo=dt.UTC)
    assert secrecy._a_year_after(given) == dt.datetime(2029, 3, 1, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("username", "item", "also"),
    [("seoul", "제31조제1항", False), ("member", "제31조제2항", True), ("molit", "제31조제1항", False)],
)
def test_members_are_told_their_own_duty_and_that_they_count_as_officials(
    office: None, username: str, item: str, also: bool
) -> None:
    duty = secrecy.duty_of(Account.objects.get(username=username).pk)
    assert item in duty.item
    assert duty.also_official is also
