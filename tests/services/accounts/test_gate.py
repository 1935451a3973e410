"""Who gets to which page."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account
from tests.services.accounts.conftest import PASSWORD, sign_in


def test_a_view_without_a_rule_does_not_exist_even_for_a_signed_in_person(
    citizen: Account, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client, "tenant01")
    assert client.get("/t/without-rule/").status_code == 404
    assert "page without a rule: without_rule" in caplog.text


def test_a_visitor_is_led_to_sign_in_and_back(citizen: Account, client: Client) -> None:
    answer = client.get("/t/any-account/?tab=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/t/any-account/%3Ftab%3D2"
    signed_in = client.post(answer["Location"], {"login": "tenant01", "password": PASSWORD, "next": "/t/any-account/?tab=2"})
    assert signed_in["Location"] == "/t/any-account/?tab=2"
    assert client.get("/t/any-account/").content == b"signed in"


def test_sign_in_leads_to_no_other_host(citizen: Account, client: Client) -> None:
    words = {"login": "tenant01", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/sign-in/", words)["Location"] == "/"


def test_a_form_sent_after_the_session_ended_comes_back_with_all_that_was_typed(portal: None, client: Client) -> None:
    answer = client.post("/t/any-account/", {"reason": "둘째 줄\n까지", "password": "secret-word", "many": ["a", "b"]})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'name="reason" value="둘째 줄\n까지"' in page
    assert page.count('name="many"') == 2
    assert "secret-word" not in page
    assert answer["Cache-Control"] == "no-store", "whoever sits there next finds nothing typed in the cache"
    assert 'href="/sign-in/"' in page and "다시 보내기" in page


def test_any_one_of_the_boxes_opens_the_page(give: Callable[..., None], signed_in_official: Client) -> None:
    assert signed_in_official.get("/t/investigators/").status_code == 403
    give("seoul", "P-REV")
    assert signed_in_official.get("/t/investigators/").content == b"boxes"


def test_a_refusal_names_the_missing_right_and_is_logged(signed_in_official: Client) -> None:
    answer = signed_in_official.get("/t/investigators/")
    assert "권한 없음" in answer.content.decode() and "전세사기피해자 조사" in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute('SELECT count(*) FROM audit_event WHERE body LIKE \'%"kind":"denied"%investigators%\'')
        assert cursor.fetchone() == (1,)


def test_an_authentication_of_29_minutes_suffices_and_one_of_31_does_not(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    _age_authentication(client, minutes=29)
    assert client.get("/t/important/").content == b"important"
    _age_authentication(client, minutes=31)
    assert client.get("/t/important/")["Location"] == "/reauthenticate/?next=/t/important/"


def test_a_password_given_again_opens_the_important_page(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    _age_authentication(client, minutes=31)
    answer = client.post("/reauthenticate/", {"password": PASSWORD, "next": "/t/important/"})
    assert answer["Location"] == "/t/important/"
    assert client.get("/t/important/").content == b"important"


def test_an_important_form_that_needs_authentication_first_is_not_lost(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    _age_authentication(client, minutes=31)
    answer = client.post("/t/important/", {"reason": "쓴 것"})
    assert answer.status_code == 403
    assert 'value="쓴 것"' in answer.content.decode() and 'href="/reauthenticate/"' in answer.content.decode()


def test_after_30_idle_minutes_a_citizen_is_signed_out(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    client.get("/t/any-account/")
    _idle(client, minutes=29)
    assert client.get("/t/any-account/").status_code == 200
    _idle(client, minutes=31)
    assert client.get("/t/any-account/").status_code == 302
    assert client.get("/t/any-account/").status_code == 302, "the session stays ended"


def test_after_10_idle_minutes_an_official_is_signed_out(signed_in_official: Client) -> None:
    signed_in_official.get("/t/any-account/")
    _idle(signed_in_official, minutes=9)
    assert signed_in_official.get("/t/any-account/").status_code == 200
    _idle(signed_in_official, minutes=11)
    assert signed_in_official.get("/t/any-account/").status_code == 302


def test_pages_of_signed_in_people_are_kept_by_no_cache(citizen: Account, client: Client) -> None:
    assert "no-store" not in client.get("/").get("Cache-Control", "")
    sign_in(client, "tenant01")
    assert client.get("/")["Cache-Control"] == "no-store"
    assert client.get("/t/any-account/")["Cache-Control"] == "no-store"


def test_a_forged_form_is_refused_and_repeats_nothing(citizen: Account) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/t/any-account/", {"reason": "forged"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "forged" not in answer.content.decode()
    assert browser.post("/t/any-account/", {"reason": "forged"}).status_code == 403


def test_a_form_of_this_door_with_an_old_token_can_be_sent_again(citizen: Account) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/t/any-account/", {"reason": "쓴 것"}, headers={"origin": "http://testserver"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'value="쓴 것"' in page and 'name="csrfmiddlewaretoken"' in page


def _age_authentication(client: Client, *, minutes: int) -> None:
    session = client.session
    at = clock.real_now() - dt.timedelta(minutes=minutes)
    for record in session["account_authentication_methods"]:
        record["at"] = at.timestamp()
    session.save()


def _idle(client: Client, *, minutes: int) -> None:
    session = client.session
    session["last_active_at"] = (clock.real_now() - dt.timedelta(minutes=minutes)).timestamp()
    session.save()
