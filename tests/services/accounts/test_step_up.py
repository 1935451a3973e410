"""What must be proved again before an important act, for each way of signing in (S1-ACC-02), and how idle sessions end."""

import datetime as dt

import pytest
from django.test import Client, override_settings

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account
from teojeon.services.accounts import second_factor
from tests.services.accounts.conftest import PASSWORD, sign_in

PERSON = {"name": "가나다", "birth_date": "1990-03-01", "mobile": "010-1234-5678"}
OTHER = {"name": "라마바", "birth_date": "1991-04-02", "mobile": "010-8765-4321"}
CHOICES = {"username": "tenant02", "password1": PASSWORD, "password2": PASSWORD, "terms": "on", "privacy": "on"}
METHODS = "account_authentication_methods"
pytestmark = pytest.mark.req("S1-ACC-02")


def proved(client: Client, *records: tuple[str, int]) -> None:
    """What this session proved, and how many minutes ago: `password`, `totp`, `webauthn`, `identity`."""
    session, now = client.session, clock.real_now()
    session[METHODS] = [
        {
            "method": kind if kind in ("password", "identity") else "mfa",
            "type": kind,
            "at": (now - dt.timedelta(minutes=minutes)).timestamp(),
        }
        for kind, minutes in records
    ]
    session.save()


PASSWORD_PAGE, CODE_PAGE = "/reauthenticate/", "/second-factor/code-again/"


@pytest.mark.parametrize(
    ("records", "led_to"),
    [
        ([("password", 29)], ""),
        ([("password", 31)], PASSWORD_PAGE),
        ([("password", 29), ("totp", 29)], ""),
        ([("password", 31), ("totp", 31)], PASSWORD_PAGE),
        ([("password", 29), ("totp", 31)], CODE_PAGE),
        ([("password", 31), ("totp", 29)], PASSWORD_PAGE),
        ([("webauthn", 29)], ""),
        ([("webauthn", 31)], PASSWORD_PAGE),
        ([("password", 31), ("totp", 31), ("webauthn", 29)], ""),
        ([("password", 31), ("identity", 29)], ""),
        ([("identity", 31)], PASSWORD_PAGE),
        ([], PASSWORD_PAGE),
    ],
)
def test_who_signs_in_with_two_factors_gives_both_again(
    citizen: Account, client: Client, records: list[tuple[str, int]], led_to: str
) -> None:
    sign_in(client, "tenant01")
    proved(client, *records)
    answer = client.get("/t/important/")
    assert answer.get("Location", "").partition("?")[0] == led_to
    assert (answer.status_code == 200) is not bool(led_to)


def test_password_and_code_one_after_the_other_open_the_page(citizen: Account, client: Client) -> None:
    secret = second_factor.enrol(citizen)
    sign_in(client, "tenant01")
    client.post("/second-factor/code/", {"code": second_factor.recovery_codes(citizen)[0]})
    proved(client, ("password", 31), ("totp", 31))
    words = {"password": PASSWORD, "next": "/t/important/"}
    assert client.post("/reauthenticate/", words)["Location"] == "/t/important/"
    assert client.get("/t/important/")["Location"] == f"{CODE_PAGE}?next=/t/important/"
    words = {"code": second_factor.current_code(secret)[0], "next": "/t/important/"}
    assert client.post(CODE_PAGE, words)["Location"] == "/t/important/"
    assert client.get("/t/important/").content == b"important"


@override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=10 * 60)
def test_the_minutes_are_a_setting(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    proved(client, ("password", 9))
    assert client.get("/t/important/").status_code == 200
    proved(client, ("password", 11))
    assert client.get("/t/important/").status_code == 302


@pytest.fixture
def member(portal: None, client: Client) -> Client:
    """A person who signed up by the pages, with a proof that is too old."""
    client.post("/sign-up/", PERSON)
    client.post("/sign-up/account/", CHOICES)
    proved(client, ("password", 31))
    return client


def test_proof_of_identity_is_offered_and_opens_the_page(member: Client) -> None:
    page = member.get("/reauthenticate/?next=/t/important/").content.decode()
    assert 'href="/identity/step-up/?next=%2Ft%2Fimportant%2F"' in page
    assert member.post("/identity/step-up/?next=/t/important/", PERSON)["Location"] == "/t/important/"
    assert member.get("/t/important/").content == b"important"


def test_proof_of_somebody_elses_identity_opens_nothing(member: Client) -> None:
    answer = member.post("/identity/step-up/?next=/t/important/", OTHER)
    assert answer.status_code == 409 and "NOT_THE_OWNER" in answer.content.decode()
    assert member.get("/t/important/").status_code == 302


def test_proof_of_identity_leads_to_no_other_host(member: Client) -> None:
    assert member.post("/identity/step-up/?next=https://evil.example/", PERSON)["Location"] == "/"


# idle sessions


def idle(client: Client, *, minutes: float) -> None:
    session = client.session
    session["last_active_at"] = (clock.real_now() - dt.timedelta(minutes=minutes)).timestamp()
    session.save()


def test_who_was_idle_too_long_is_told_at_sign_in_and_comes_back_to_the_page(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    idle(client, minutes=31)
    answer = client.get("/t/any-account/?tab=3")
    assert answer["Location"] == "/sign-in/?next=/t/any-account/%3Ftab%3D3"
    page = client.get(answer["Location"]).content.decode()
    assert "오랫동안 사용하지 않아 로그아웃되었습니다" in page and 'value="/t/any-account/?tab=3"' in page
    words = {"login": "tenant01", "password": PASSWORD, "next": "/t/any-account/?tab=3"}
    assert client.post("/sign-in/", words)["Location"] == "/t/any-account/?tab=3"
    assert "저장된 내용은 그대로 있습니다" in client.get("/second-factor/").content.decode()
    assert "저장된 내용은 그대로 있습니다" not in client.get("/second-factor/").content.decode(), "said once"


def test_a_form_sent_after_the_idle_time_says_why_and_keeps_what_was_typed(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    idle(client, minutes=31)
    page = client.post("/t/any-account/", {"reason": "쓴 것"}).content.decode()
    assert "오랫동안 사용하지 않아" in page and 'value="쓴 것"' in page


def test_asking_how_long_prolongs_nothing_and_going_on_does(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    idle(client, minutes=28)
    assert 115 <= client.get("/session/").json()["seconds"] <= 120
    assert 115 <= client.get("/session/").json()["seconds"] <= 120
    assert client.post("/session/").json()["seconds"] in (1799, 1800)
    idle(client, minutes=31)
    answer = client.get("/session/")
    assert answer.status_code == 401 and answer.json()["seconds"] == 0


def test_an_official_has_ten_minutes(signed_in_official: Client) -> None:
    signed_in_official.get("/t/any-account/")
    assert signed_in_official.get("/session/").json()["seconds"] <= 600
    page = signed_in_official.get("/second-factor/").content.decode()
    assert "<dialog" in page and "10분 동안 사용하지 않으면" in page and "계속 사용" in page


def test_visitors_see_no_warning(portal: None, client: Client) -> None:
    assert "<dialog" not in client.get("/").content.decode()


def test_the_session_is_written_at_most_once_a_minute(citizen: Account, client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sign_in(client, "tenant01")
    client.get("/t/any-account/")

    def writes() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/t/any-account/")
        return sum("django_session" in query["sql"] and query["sql"].startswith("UPDATE") for query in queries)

    assert writes() == 0
    idle(client, minutes=2)
    assert writes() == 1
    assert writes() == 0
