"""The catalogue's own example: idle for 31 minutes in page 3 of the application, logged out, page 3 kept (S1-ACC-02)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import set_urlconf

from teojeon.kernel import clock
from tests.services.victims.application.applicant import PASSWORD, new_account, sign_in

TYPED = "대학로 1, 201호 (자동 저장한 주소)"
pytestmark = [pytest.mark.req("S1-ACC-02"), pytest.mark.usefixtures("portal_side", "keys")]


@pytest.fixture
def page_three(client: Client) -> str:
    """A signed-in tenant with page 3 open, whose answers the page has saved by itself."""
    set_urlconf(None)
    new_account()
    sign_in(client)
    first = client.post("/applications/new/")["Location"]
    house = first.replace("/applicant/", "/house/")
    client.get(house)
    saved = client.post(f"{house}save/", {"sido": "11", "address": TYPED, "page": "p", "version": "1"})
    assert saved.status_code == 200 and saved.json()["saved_at"]
    return str(house)


def _idle(client: Client, minutes: int) -> None:
    session = client.session
    session["last_active_at"] = (clock.real_now() - dt.timedelta(minutes=minutes)).timestamp()
    session.save()


def test_after_29_minutes_page_three_is_still_open(page_three: str, client: Client) -> None:
    _idle(client, 29)
    assert TYPED in client.get(page_three).content.decode()


def test_after_31_minutes_the_person_is_logged_out_and_page_three_is_kept(page_three: str, client: Client) -> None:
    _idle(client, 31)
    answer = client.get(page_three)
    assert answer["Location"] == f"/sign-in/?next={page_three}"
    assert "저장된 내용은 그대로 있습니다" in client.get(answer["Location"]).content.decode()
    back = client.post("/sign-in/", {"login": "tenant01", "password": PASSWORD, "next": page_three})
    assert back["Location"] == page_three
    assert TYPED in client.get(page_three).content.decode()


def test_a_page_that_saves_itself_after_31_minutes_is_told_and_its_last_words_are_not_taken(
    page_three: str, client: Client
) -> None:
    _idle(client, 31)
    late = client.post(f"{page_three}save/", {"sido": "11", "address": "늦은 주소", "page": "p", "version": "2"})
    assert late.status_code == 401 and "그대로 있습니다" in late.json()["message"]
    sign_in(client)
    assert TYPED in client.get(page_three).content.decode()


def test_a_form_of_page_three_sent_after_31_minutes_can_be_sent_again(page_three: str, client: Client) -> None:
    _idle(client, 31)
    answer = client.post(page_three, {"sido": "11", "address": "고친 주소", "action": "save"})
    assert answer.status_code == 403 and 'value="고친 주소"' in answer.content.decode()
