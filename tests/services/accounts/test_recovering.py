"""The forgotten user id, the forgotten password, and log-in by proof of identity. A stranger learns nothing."""

import pytest
from django.db import connection
from django.test import Client

from teojeon.kernel.people.logins.models import Account
from teojeon.services.accounts import second_factor
from tests.services.accounts.conftest import PASSWORD, sign_in

PERSON = {"name": "가나다", "birth_date": "1990-03-01", "mobile": "010-1234-5678"}
STRANGER = {"name": "라마바", "birth_date": "1991-04-02", "mobile": "010-8765-4321"}
NEW = "new-river-2027"
CHOICES = {"username": "tenant02", "password1": PASSWORD, "password2": PASSWORD, "terms": "on", "privacy": "on"}
pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def member() -> Account:
    """A person who signed up by the pages."""
    browser = Client()
    browser.post("/sign-up/", PERSON)
    browser.post("/sign-up/account/", CHOICES)
    return Account.objects.get(username="tenant02")


@pytest.mark.req("S1-ACC-01")
def test_the_verified_person_is_shown_the_own_user_id_and_nobody_else(member: Account, client: Client) -> None:
    assert client.get("/find-id/")["Location"] == "/identity/find-id/"
    assert client.post("/identity/find-id/", PERSON)["Location"] == "/find-id/"
    assert "tenant02" in client.get("/find-id/").content.decode()
    other = Client()
    other.post("/identity/find-id/", STRANGER)
    page = other.get("/find-id/").content.decode()
    assert "tenant02" not in page and "가입한 계정이 없습니다" in page


def test_a_new_password_after_proof_of_identity_signs_in_and_the_old_one_no_more(member: Account, client: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere, "tenant02")
    client.post("/identity/reset/", PERSON)
    assert "tenant02" in client.get("/reset-password/").content.decode()
    assert client.post("/reset-password/", {"password1": NEW, "password2": NEW})["Location"] == "/sign-in/"
    assert elsewhere.get("/t/any-account/").status_code == 302, "the other device's session ended"
    assert sign_in(Client(), "tenant02").status_code == 200  # type: ignore[attr-defined]
    assert sign_in(client, "tenant02", NEW)["Location"] == "/"  # type: ignore[index]
    assert client.get("/reset-password/")["Location"] == "/identity/reset/", "the proof serves once"


def test_a_reset_takes_the_lock_away(member: Account, client: Client) -> None:
    for _ in range(5):
        client.post("/sign-in/", {"login": "tenant02", "password": "wrong"})
    assert client.post("/sign-in/", {"login": "tenant02", "password": PASSWORD}).status_code == 429
    client.post("/identity/reset/", PERSON)
    client.post("/reset-password/", {"password1": NEW, "password2": NEW})
    assert client.post("/sign-in/", {"login": "tenant02", "password": NEW}).status_code == 302


@pytest.mark.parametrize("words", [{}, {"password1": "short"}, {"password1": NEW, "password2": "another-word-1"}])
def test_a_weak_or_mistyped_new_password_changes_nothing(member: Account, client: Client, words: dict[str, str]) -> None:
    client.post("/identity/reset/", PERSON)
    assert client.post("/reset-password/", {"csrfmiddlewaretoken": "x", **words}).status_code == 422
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_a_stranger_can_reset_nothing(member: Account, client: Client) -> None:
    assert client.post("/reset-password/", {"password1": NEW, "password2": NEW})["Location"] == "/identity/reset/"
    client.post("/identity/reset/", STRANGER)
    assert "가입한 계정이 없습니다" in client.post("/reset-password/", {"password1": NEW, "password2": NEW}).content.decode()
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


@pytest.mark.req("S1-ACC-02")
def test_proof_of_identity_signs_in_and_leads_back(member: Account, client: Client) -> None:
    assert (
        client.post("/identity/sign-in/?next=/t/any-account/", PERSON)["Location"]
        == "/sign-in/identity/?next=%2Ft%2Fany-account%2F"
    )
    assert client.get("/t/any-account/").status_code == 302, "nobody is signed in by looking at the page"
    assert "tenant02" in client.get("/sign-in/identity/").content.decode()
    assert client.post("/sign-in/identity/?next=/t/any-account/")["Location"] == "/t/any-account/"
    assert client.get("/t/important/").content == b"important"
    assert client.post("/sign-in/identity/")["Location"] == "/"


def test_proof_of_identity_leads_to_no_other_host(member: Account, client: Client) -> None:
    assert client.post("/identity/sign-in/?next=https://evil.example/", PERSON)["Location"] == "/sign-in/identity/"
    assert client.post("/sign-in/identity/?next=//evil.example/")["Location"] == "/"


def test_the_second_factor_is_still_asked_for(member: Account, client: Client) -> None:
    second_factor.enrol(member)
    client.post("/identity/sign-in/", PERSON)
    assert client.post("/sign-in/identity/")["Location"] == "/second-factor/code/"
    assert client.get("/t/any-account/").status_code == 302


def test_a_stopped_account_is_not_signed_in_by_proof_of_identity(member: Account, client: Client) -> None:
    Account.objects.update(is_active=False)
    client.post("/identity/sign-in/", PERSON)
    client.post("/sign-in/identity/")
    assert client.get("/t/any-account/").status_code == 302


def test_somebody_without_an_account_is_led_to_sign_up(client: Client) -> None:
    client.post("/identity/sign-in/", STRANGER)
    assert "회원가입" in client.post("/sign-in/identity/").content.decode()
    assert client.get("/t/any-account/").status_code == 302


def test_a_reset_is_kept_in_the_audit(member: Account, client: Client) -> None:
    client.post("/identity/reset/", PERSON)
    client.post("/reset-password/", {"password1": NEW, "password2": NEW})
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT count(*) FROM audit_event WHERE body LIKE '%accounts.reset_password%'")
        assert cursor.fetchone() == (1,)


def test_a_password_is_changed_by_whoever_knows_the_present_one(member: Account, client: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere, "tenant02")
    sign_in(client, "tenant02")
    words = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/password/", words)["Location"] == "/second-factor/"
    assert client.get("/t/any-account/").content == b"signed in"
    assert elsewhere.get("/t/any-account/").status_code == 302
    member.refresh_from_db()
    assert member.check_password(NEW)


def test_five_wrong_present_passwords_lock_like_failed_log_ins(member: Account, client: Client) -> None:
    sign_in(client, "tenant02")
    words = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert [client.post("/password/", words).status_code for _ in range(5)] == [200, 200, 200, 200, 429]
    assert client.post("/password/", words | {"oldpassword": PASSWORD}).status_code == 429
    member.refresh_from_db()
    assert member.check_password(PASSWORD)
