"""One session a business user: the first is closed, both are told (S1-ACC-02). The general public keeps several."""

import pytest
from django.test import Client

from teojeon.kernel.people.logins.models import Account, ClosedSession, LiveSession
from teojeon.services.accounts import second_factor
from tests.services.accounts.conftest import sign_in

pytestmark = pytest.mark.req("S1-ACC-02")


def enter(official: Account) -> Client:
    """A second browser in which the official gives password and code."""
    browser = Client()
    sign_in(browser, "seoul")
    browser.post("/second-factor/code/", {"code": second_factor.recovery_codes(official)[0]})
    return browser


def test_a_second_log_in_closes_the_first_and_the_first_is_told_why(official: Account, signed_in_official: Client) -> None:
    assert signed_in_official.get("/t/any-account/").content == b"signed in"
    second = enter(official)
    assert second.get("/t/any-account/").content == b"signed in"
    answer = signed_in_official.get("/t/any-account/?tab=2")
    assert answer["Location"] == "/sign-in/?next=/t/any-account/%3Ftab%3D2"
    page = signed_in_official.get(answer["Location"]).content.decode()
    assert "다른 곳에서 로그인하여 이 접속을 끝냈습니다" in page
    assert second.get("/t/any-account/").content == b"signed in", "the second goes on"


def test_the_second_is_told_that_another_was_closed(official: Account, signed_in_official: Client) -> None:
    page = enter(official).get("/second-factor/").content.decode()
    assert "다른 곳에서 하던 접속" in page and "비밀번호를 바꾸고" in page


def test_a_form_of_the_first_comes_back_with_the_reason_and_what_was_typed(official: Account, signed_in_official: Client) -> None:
    enter(official)
    answer = signed_in_official.post("/t/any-account/", {"reason": "조사 메모"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "CLOSED_BY_OTHER" in page and 'value="조사 메모"' in page


def test_after_the_first_has_signed_in_again_it_is_the_second_that_is_closed(official: Account, signed_in_official: Client) -> None:
    second, third = enter(official), enter(official)
    assert third.get("/t/any-account/").status_code == 200
    assert second.get("/t/any-account/").status_code == 302
    assert LiveSession.objects.count() == 1 and ClosedSession.objects.count() == 2


def test_after_signing_out_the_next_log_in_closes_nothing(official: Account, signed_in_official: Client) -> None:
    signed_in_official.post("/sign-out/")
    assert "다른 곳에서 하던 접속" not in enter(official).get("/second-factor/").content.decode()
    assert not ClosedSession.objects.exists()


def test_a_log_in_that_lacks_its_code_closes_nothing(official: Account, signed_in_official: Client) -> None:
    sign_in(Client(), "seoul")
    assert signed_in_official.get("/t/any-account/").content == b"signed in"


def test_another_officials_session_goes_on(official: Account, signed_in_official: Client, office: None) -> None:
    other = Account.objects.get(username="jongno")
    other.password = official.password
    other.save()
    second_factor.enrol(other)
    browser = Client()
    sign_in(browser, "jongno")
    browser.post("/second-factor/code/", {"code": second_factor.recovery_codes(other)[0]})
    assert signed_in_official.get("/t/any-account/").content == b"signed in"


def test_a_cookie_that_nobody_ever_had_is_told_nothing(office: None, client: Client) -> None:
    from django.conf import settings

    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    client.get("/t/any-account/")
    assert "이 접속을 끝냈습니다" not in client.get("/sign-in/").content.decode()


def test_a_citizen_may_be_signed_in_at_home_and_on_the_way(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    other = Client()
    sign_in(other, "tenant01")
    assert client.get("/t/any-account/").content == other.get("/t/any-account/").content == b"signed in"
