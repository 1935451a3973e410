"""Signing in: locks, second factors, what the library's pages do under a read-only GET."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from teojeon.kernel.people.logins.models import Account
from teojeon.services.accounts import second_factor
from tests.services.accounts.conftest import PASSWORD, sign_in


def test_the_fifth_wrong_password_locks_and_says_what_to_do(citizen: Account, client: Client) -> None:
    for _ in range(4):
        answer = client.post("/sign-in/", {"login": "tenant01", "password": "wrong"})
        assert answer.status_code == 200 and "맞지 않습니다" in answer.content.decode()
    fifth = client.post("/sign-in/", {"login": "tenant01", "password": "wrong"})
    assert fifth.status_code == 429 and "30분 뒤에 다시 로그인합니다" in fifth.content.decode()
    right = client.post("/sign-in/", {"login": "tenant01", "password": PASSWORD})
    assert right.status_code == 429
    assert client.get("/t/any-account/").status_code == 302


def test_a_lock_of_one_account_leaves_others_and_other_addresses_alone(citizen: Account, client: Client) -> None:
    Account.objects.create_user("tenant09", PASSWORD, created_at=citizen.created_at)
    for _ in range(5):
        client.post("/sign-in/", {"login": "tenant01", "password": "wrong"})
    assert client.post("/sign-in/", {"login": "tenant09", "password": PASSWORD}).status_code == 302
    elsewhere = Client(REMOTE_ADDR="203.0.113.7")
    assert elsewhere.post("/sign-in/", {"login": "tenant01", "password": PASSWORD}).status_code == 302


def test_a_right_password_after_four_wrong_ones_starts_the_count_anew(citizen: Account, client: Client) -> None:
    for _ in range(4):
        client.post("/sign-in/", {"login": "tenant01", "password": "wrong"})
    assert client.post("/sign-in/", {"login": "tenant01", "password": PASSWORD}).status_code == 302
    other = Client()
    for _ in range(4):
        assert other.post("/sign-in/", {"login": "tenant01", "password": "wrong"}).status_code == 200


@pytest.mark.parametrize("login", ["", "없는사람", "tenant\x00", "😀" * 30, "x" * 10_000])
def test_strange_user_ids_are_refused_like_wrong_ones(citizen: Account, client: Client, login: str) -> None:
    answer = client.post("/sign-in/", {"login": login, "password": "wrong"})
    assert answer.status_code == 200
    assert client.get("/t/any-account/").status_code == 302


def test_a_stopped_account_cannot_sign_in(citizen: Account, client: Client) -> None:
    Account.objects.update(is_active=False)
    sign_in(client, "tenant01")
    assert client.get("/t/any-account/").status_code == 302


def test_an_account_stopped_while_signed_in_is_out_at_once(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    Account.objects.update(is_active=False)
    assert client.get("/t/any-account/").status_code == 302


def test_an_official_without_a_second_factor_gets_only_to_its_enrolment(official: Account, client: Client) -> None:
    sign_in(client, "seoul")
    for url in ("/", "/t/any-account/", "/t/important/", "/second-factor/"):
        assert client.get(url)["Location"] == "/second-factor/enrol/", url
    assert client.get("/second-factor/enrol/").status_code == 200
    assert client.get("/sign-out/").status_code == 200


def test_after_enrolment_the_official_works_and_the_next_sign_in_asks_for_the_code(official: Account, client: Client) -> None:
    sign_in(client, "seoul")
    client.get("/second-factor/enrol/")
    code, _ = second_factor.current_code(client.session["mfa.totp.secret"])
    assert client.post("/second-factor/enrol/", {"code": code})["Location"] == "/second-factor/recovery-codes/"
    shown = client.get("/second-factor/recovery-codes/").content.decode()
    assert all(code in shown for code in second_factor.recovery_codes(official))
    assert client.post("/secrecy/?next=/t/any-account/", {"read": "on"})["Location"] == "/t/any-account/"
    assert client.get("/t/any-account/").content == b"signed in"
    again = Client()
    assert sign_in(again, "seoul")["Location"] == "/second-factor/code/"  # type: ignore[index]
    assert again.get("/t/any-account/").status_code == 302, "the password alone signs nobody in"


def test_five_wrong_codes_lock_like_wrong_passwords(official: Account, client: Client) -> None:
    secret = second_factor.enrol(official)
    sign_in(client, "seoul")
    right, _ = second_factor.current_code(secret)
    wrong = f"{(int(right) + 500_000) % 1_000_000:06}"
    answers = [client.post("/second-factor/code/", {"code": wrong}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post("/second-factor/code/", {"code": second_factor.current_code(secret)[0]}).status_code == 429
    assert client.get("/t/any-account/").status_code == 302


def test_a_recovery_code_signs_in_once(official: Account) -> None:
    second_factor.enrol(official)
    code = second_factor.recovery_codes(official)[0]
    for expected in (302, 200):
        browser = Client()
        sign_in(browser, "seoul")
        assert browser.post("/second-factor/code/", {"code": code}).status_code == expected


def test_an_official_cannot_remove_the_second_factor(official: Account, signed_in_official: Client) -> None:
    page = signed_in_official.get("/second-factor/remove/").content.decode()
    assert "담당자는 이차 인증을 끌 수 없습니다" in page
    signed_in_official.post("/second-factor/remove/")
    assert Authenticator.objects.filter(user=official, type="totp").exists()


def test_secrets_of_second_factors_are_not_readable_in_the_database(official: Account) -> None:
    secret = second_factor.enrol(official)
    assert second_factor.secret_of(official) == secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, '') FROM mfa_authenticator")
        (stored,) = cursor.fetchone()
    assert secret not in stored and '"seed"' in stored


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/sign-out/",
        "/reauthenticate/",
        "/second-factor/",
        "/second-factor/code-again/",
        "/second-factor/enrol/",
        "/second-factor/remove/",
        "/second-factor/recovery-codes/",
        "/second-factor/recovery-codes/new/",
    ],
)
def test_every_page_of_the_library_is_shown_by_a_read_only_get(signed_in_official: Client, url: str) -> None:
    assert signed_in_official.get(url).status_code in (200, 302)


def test_the_sign_in_page_is_that_of_the_house(portal: None, client: Client) -> None:
    page = client.get("/sign-in/").content.decode()
    assert "krds-header" in page and 'href="/sign-up/"' in page


def test_signing_in_and_out_is_kept_in_the_audit(official: Account, signed_in_official: Client) -> None:
    signed_in_official.post("/sign-out/")
    assert signed_in_official.get("/t/any-account/").status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM audit_event WHERE body LIKE '%\"accounts.sign_%' ORDER BY at")
        bodies = [body for (body,) in cursor.fetchall()]
    assert ["accounts.sign_in" in body for body in bodies] == [True, False]
    assert all(str(official.pk) in body and "SD-11" in body for body in bodies)
