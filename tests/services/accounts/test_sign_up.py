"""Signing up on the portal: identity first, then the account (S1-ACC-01)."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client, override_settings

from teojeon.kernel.crypto import subjects
from teojeon.kernel.people.identity import provider
from teojeon.kernel.people.logins.models import Account, Identity
from teojeon.services.accounts.public import identity_of
from tests.services.accounts.conftest import PASSWORD

PERSON = {"name": "가나다", "birth_date": "1990-03-01", "mobile": "010-1234-5678"}
CHOICES = {"username": "tenant02", "password1": PASSWORD, "password2": PASSWORD, "terms": "on", "privacy": "on"}

pytestmark = pytest.mark.usefixtures("portal")


def _verify(client: Client, **changed: str) -> str:
    answer = client.post("/sign-up/", PERSON | changed)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


@pytest.mark.req("S1-ACC-01")
def test_a_verified_person_is_signed_in_at_once_with_an_active_account(client: Client) -> None:
    assert _verify(client) == "/sign-up/account/"
    assert "가나다" in client.get("/sign-up/account/").content.decode()
    assert client.post("/sign-up/account/", CHOICES)["Location"] == "/"
    assert client.get("/t/any-account/").content == b"signed in"
    account = Account.objects.get(username="tenant02")
    assert account.is_active
    proved = identity_of(account)
    assert (proved.name, proved.birth_date.isoformat(), proved.mobile) == ("가나다", "1990-03-01", "01012345678")


@pytest.mark.req("S1-ACC-01")
def test_the_same_person_gets_no_second_account_and_learns_the_own_user_id(client: Client) -> None:
    _verify(client)
    client.post("/sign-up/account/", CHOICES)
    answer = Client().post("/sign-up/", PERSON)
    assert answer.status_code == 409
    assert "ALREADY_REGISTERED" in answer.content.decode() and "tenant02" in answer.content.decode()
    assert Account.objects.count() == 1


@pytest.mark.req("S1-ACC-01")
def test_one_person_in_two_windows_gets_one_account(client: Client) -> None:
    other = Client()
    _verify(client)
    _verify(other)
    client.post("/sign-up/account/", CHOICES)
    answer = other.post("/sign-up/account/", CHOICES | {"username": "tenant03"})
    assert answer.status_code == 409 and "ALREADY_REGISTERED" in answer.content.decode()
    assert Account.objects.count() == 1


def test_a_taken_user_id_is_said_at_the_field_and_keeps_what_was_typed(client: Client) -> None:
    _verify(client)
    client.post("/sign-up/account/", CHOICES)
    other = Client()
    _verify(other, name="라마바")
    answer = other.post("/sign-up/account/", CHOICES)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "USERNAME_TAKEN" in page and 'value="tenant02"' in page
    assert Account.objects.count() == 1


def test_the_second_page_is_reached_only_after_the_first(client: Client) -> None:
    assert client.get("/sign-up/account/")["Location"] == "/sign-up/"
    assert client.post("/sign-up/account/", CHOICES)["Location"] == "/sign-up/"
    assert not Account.objects.exists()


def test_a_proof_of_identity_holds_for_half_an_hour(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    from teojeon.services.accounts import kept

    _verify(client)
    monkeypatch.setattr(kept, "KEPT_FOR", dt.timedelta(seconds=-1))
    assert client.get("/sign-up/account/")["Location"] == "/sign-up/"


def test_what_lies_between_the_pages_and_afterwards_is_not_readable_in_the_database(client: Client) -> None:
    _verify(client)
    kept = str(client.session["identity_verified"])
    assert "01012345678" not in kept and "가나다" not in kept
    client.post("/sign-up/account/", CHOICES)
    assert "identity_verified" not in client.session
    box = bytes(Identity.objects.get().box)
    assert "가나다".encode() not in box and b"01012345678" not in box


def test_with_the_accounts_key_destroyed_the_proved_identity_is_gone(client: Client) -> None:
    _verify(client)
    client.post("/sign-up/account/", CHOICES)
    account = Account.objects.get()
    subjects.destroy(account.pk)
    with pytest.raises(subjects.Unreadable):
        identity_of(account)


def test_signing_up_is_chained_in_the_audit_without_a_name(client: Client) -> None:
    _verify(client)
    client.post("/sign-up/account/", CHOICES)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT body FROM audit_event WHERE side = 'portal' AND body LIKE '%accounts.%' ORDER BY at")
        bodies = [body for (body,) in cursor.fetchall()]
    assert any("accounts.sign_up" in body for body in bodies) and any("accounts.sign_in" in body for body in bodies)
    assert not any("tenant02" in body or "01012345678" in body for body in bodies)


@pytest.mark.parametrize("name", ["가", "가" * 40, "남궁 민수", "Ó Bŕien"])
def test_short_long_and_foreign_names_sign_up(client: Client, name: str) -> None:
    assert _verify(client, name=name) == "/sign-up/account/"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "MISSING_VALUE"),
        ("name", "가" * 41, "TOO_LONG"),
        ("name", "가\x00나", "BAD_CHARACTERS"),
        ("birth_date", "1990-02-30", "BAD_DATE"),
        ("birth_date", "2999-01-01", "BAD_VALUE"),
        ("mobile", "12345", "BAD_VALUE"),
        ("mobile", "0" * 1_000_000, "TOO_LONG"),
    ],
)
def test_a_bad_identity_is_refused_at_its_field(client: Client, field: str, value: str, code: str) -> None:
    answer = client.post("/sign-up/", PERSON | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert code in page and f'href="#id_{field}"' in page
    assert not client.session.get("identity_verified")


def test_an_emoji_in_a_name_does_not_break_the_page(client: Client) -> None:
    assert _verify(client, name="가나다😀") == "/sign-up/account/"
    client.post("/sign-up/account/", CHOICES)
    assert identity_of(Account.objects.get()).name == "가나다😀"


@pytest.mark.req("S1-ACC-01")
@pytest.mark.parametrize("username", ["abc", "a" * 21, "Tenant02", "한글아이디", "a b c d", "tenant\x00", ""])
def test_a_user_id_other_than_4_to_20_small_letters_and_digits_is_refused(client: Client, username: str) -> None:
    _verify(client)
    answer = client.post("/sign-up/account/", CHOICES | {"username": username})
    assert answer.status_code == 422 and 'href="#id_username"' in answer.content.decode()
    assert not Account.objects.exists()


@pytest.mark.req("S1-ACC-01")
@pytest.mark.parametrize("username", ["abcd", "a" * 20, "0123"])
def test_user_ids_at_both_ends_of_the_range_are_taken(client: Client, username: str) -> None:
    _verify(client)
    assert client.post("/sign-up/account/", CHOICES | {"username": username}).status_code == 302


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"password1": "short-1", "password2": "short-1"}, "password1"),
        ({"password1": "1234567890123", "password2": "1234567890123"}, "password1"),
        ({"password2": "another-word-1"}, "password2"),
        ({"terms": ""}, "terms"),
        ({"privacy": ""}, "privacy"),
    ],
)
def test_weak_or_different_passwords_and_missing_agreement_are_refused(client: Client, changed: dict[str, str], field: str) -> None:
    _verify(client)
    words = {name: value for name, value in (CHOICES | changed).items() if value}
    answer = client.post("/sign-up/account/", words)
    assert answer.status_code == 422 and f'href="#id_{field}"' in answer.content.decode()
    assert PASSWORD not in answer.content.decode()


def test_the_simulator_says_on_the_page_what_it_is(client: Client) -> None:
    page = client.get("/sign-up/").content.decode()
    assert "실제 본인확인이 아닙니다" in page


@override_settings(ENV="production")
def test_the_simulator_of_identities_refuses_to_work_outside_development() -> None:
    with pytest.raises(ImproperlyConfigured, match="TEOJEON_ENV=development"):
        provider()


def test_a_portal_with_a_simulator_does_not_even_start_outside_development() -> None:
    from django.apps import apps

    config = apps.get_app_config("accounts")
    config.ready()
    with override_settings(ENV="production"), pytest.raises(ImproperlyConfigured):
        config.ready()
