"""Locks after wrong tries: told by mail and at the next log-in, and nothing says whether a user id exists (S1-ACC-02)."""

import datetime as dt
import re
import statistics
import time
from collections.abc import Iterator

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from teojeon.kernel import clock
from teojeon.kernel.people.logins.models import Account, LockNotice, Mail
from teojeon.services.accounts import locks, mail
from tests.services.accounts.conftest import PASSWORD, sign_in
from tests.services.accounts.mailbox import Mailbox, mail_server

ADDRESS = "tenant@example.com"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|value="(tenant01|nobody01)"')
pytestmark = pytest.mark.req("S1-ACC-02")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


def lock(username: str, origin: str = "127.0.0.1") -> list[int]:
    browser = Client(REMOTE_ADDR=origin)
    return [browser.post("/sign-in/", {"login": username, "password": "wrong"}).status_code for _ in range(5)]


def prove_mail(account: Account, mailbox: Mailbox, client: Client) -> None:
    client.post("/mail/", {"act": "give", "address": ADDRESS})
    mail.send_code(account.pk)
    code = re.search(r"\d{6}", str(mailbox.mails.pop().get_content()))
    assert code and client.post("/mail/", {"act": "prove", "code": code[0]}).status_code == 302


def test_the_owner_of_a_proved_address_is_mailed_within_the_minute_and_once(
    citizen: Account, client: Client, mailbox: Mailbox
) -> None:
    sign_in(client, "tenant01")
    prove_mail(citizen, mailbox, client)
    assert lock("tenant01") == [200, 200, 200, 200, 429]
    assert locks.tell_locks() == 1
    (told,) = mailbox.mails
    assert told["To"] == ADDRESS and "로그인이 잠겼습니다" in told["Subject"]
    text = str(told.get_content())
    assert "잇달아 다섯 번" in text and "tenant01" not in text and "127.0.0.1" not in text
    assert lock("tenant01", "203.0.113.9")[-1] == 429
    assert locks.tell_locks() == 0, "who goes on trying does not fill the mailbox"


def test_four_wrong_tries_are_told_to_nobody(citizen: Account, client: Client, mailbox: Mailbox) -> None:
    sign_in(client, "tenant01")
    prove_mail(citizen, mailbox, client)
    browser = Client()
    for _ in range(4):
        browser.post("/sign-in/", {"login": "tenant01", "password": "wrong"})
    assert locks.tell_locks() == 0 and not LockNotice.objects.exists()


def test_without_a_proved_address_it_is_told_at_the_next_log_in(citizen: Account, client: Client, mailbox: Mailbox) -> None:
    Mail.objects.filter(account=citizen).delete()
    lock("tenant01", "203.0.113.9")
    assert locks.tell_locks() == 0 and LockNotice.objects.get().mailed_at is None
    sign_in(client, "tenant01")
    page = client.get("/second-factor/").content.decode()
    assert "잇달아 다섯 번 잘못된 로그인이 있어 잠갔습니다" in page
    assert "잘못된 로그인" not in client.get("/second-factor/").content.decode()
    sign_in(Client(), "tenant01")
    assert LockNotice.objects.get().shown_at is not None


def test_a_log_in_before_the_worker_looked_is_told_as_well(citizen: Account, client: Client) -> None:
    lock("tenant01", "203.0.113.9")
    sign_in(client, "tenant01")
    assert "잘못된 로그인" in client.get("/second-factor/").content.decode()


def test_a_mail_server_that_is_busy_is_asked_again(citizen: Account, client: Client, mailbox: Mailbox) -> None:
    sign_in(client, "tenant01")
    prove_mail(citizen, mailbox, client)
    lock("tenant01")
    mailbox.refuses = True
    assert locks.tell_locks() == 0
    mailbox.refuses = False
    assert locks.tell_locks() == 1 and LockNotice.objects.get().mailed_at is not None


def test_an_official_is_told_too(signed_in_official: Client, official: Account, mailbox: Mailbox) -> None:
    prove_mail(official, mailbox, signed_in_official)
    lock("seoul", "203.0.113.9")
    assert locks.tell_locks() == 1


def test_a_lock_of_another_time_is_another_notice(citizen: Account) -> None:
    lock("tenant01")
    locks.note_locks()
    LockNotice.objects.update(locked_at=LockNotice.objects.get().locked_at - dt.timedelta(hours=7))
    assert len(locks.note_locks(citizen)) == 1


# nothing says whether a user id exists


@pytest.fixture
def slow_hashing() -> Iterator[None]:
    """Argon2, as in production, so that a difference in time could be seen."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"]):
        yield


def test_text_status_and_queries_are_alike_for_ids_that_exist_and_that_do_not(citizen: Account) -> None:
    seen = {}
    for username in ("tenant01", "nobody01"):
        answers = []
        browser = Client()
        for _ in range(7):
            with CaptureQueriesContext(connection) as queries:
                answer = browser.post("/sign-in/", {"login": username, "password": "wrong"})
            shapes = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
            answers.append((answer.status_code, TOKEN.sub("", answer.content.decode()), len(shapes)))
        seen[username] = answers
    assert [status for status, *_ in seen["tenant01"]] == [200, 200, 200, 200, 429, 429, 429]
    assert seen["tenant01"] == seen["nobody01"]


@pytest.mark.slow
def test_the_time_is_alike(citizen: Account, slow_hashing: None) -> None:
    citizen.password = Argon2PasswordHasher().encode(PASSWORD, "somesaltsomesalt")
    citizen.save()
    times: dict[str, list[float]] = {"tenant01": [], "nobody01": []}
    browser = Client()
    for _ in range(12):
        for username, measured in times.items():
            AccessAttempt.objects.all().delete()
            start = time.perf_counter()
            browser.post("/sign-in/", {"login": username, "password": "wrong"})
            measured.append(time.perf_counter() - start)
    known, unknown = (statistics.median(measured) for measured in times.values())
    assert 0.6 < known / unknown < 1.67, (known, unknown)


# the address itself


def test_an_address_is_proved_by_the_code_that_was_mailed(citizen: Account, client: Client, mailbox: Mailbox) -> None:
    sign_in(client, "tenant01")
    client.post("/mail/", {"act": "give", "address": ADDRESS})
    page = client.get("/mail/").content.decode()
    assert "확인하지 않음" in page and "받은 번호 입력" in page
    assert mail.proved_address(citizen.pk) == ""
    mail.send_code(citizen.pk)
    text = str(mailbox.mails[0].get_content())
    code = re.search(r"\d{6}", text)
    assert code and mailbox.mails[0]["To"] == ADDRESS
    client.post("/mail/", {"act": "prove", "code": f" {code[0][:3]} {code[0][3:]} "})
    assert mail.proved_address(citizen.pk) == ADDRESS
    assert "확인함" in client.get("/mail/").content.decode()


def test_five_wrong_codes_end_the_code(citizen: Account, client: Client, mailbox: Mailbox) -> None:
    sign_in(client, "tenant01")
    client.post("/mail/", {"act": "give", "address": ADDRESS})
    mail.send_code(citizen.pk)
    found = re.search(r"\d{6}", str(mailbox.mails[0].get_content()))
    assert found
    wrong = f"{(int(found[0]) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert client.post("/mail/", {"act": "prove", "code": wrong}).status_code == 422
    assert client.post("/mail/", {"act": "prove", "code": found[0]}).status_code == 422
    assert mail.proved_address(citizen.pk) == ""


@pytest.mark.parametrize(("minutes", "holds"), [(29, True), (31, False)])
def test_a_code_holds_half_an_hour(citizen: Account, client: Client, mailbox: Mailbox, minutes: int, holds: bool) -> None:
    sign_in(client, "tenant01")
    client.post("/mail/", {"act": "give", "address": ADDRESS})
    mail.send_code(citizen.pk)
    code = re.search(r"\d{6}", str(mailbox.mails[0].get_content()))
    Mail.objects.update(code_at=clock.real_now() - dt.timedelta(minutes=minutes))
    assert code and (client.post("/mail/", {"act": "prove", "code": code[0]}).status_code == 302) is holds


def test_a_code_is_not_mailed_twice_within_a_minute(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    assert client.post("/mail/", {"act": "give", "address": ADDRESS}).status_code == 302
    again = client.post("/mail/", {"act": "give", "address": "other@example.com"})
    assert again.status_code == 422 and "TOO_SOON" in again.content.decode()


def test_an_address_is_optional_and_can_be_taken_away(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    assert "등록하지 않아도" in client.get("/mail/").content.decode()
    client.post("/mail/", {"act": "give", "address": ADDRESS})
    client.post("/mail/", {"act": "remove"})
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "address", ["", "tenant", "a@b", "가나다@", "x" * 300 + "@example.com", "a@example.com\nBcc: b@example.com"]
)
def test_a_bad_address_is_refused_at_its_field(citizen: Account, client: Client, address: str) -> None:
    sign_in(client, "tenant01")
    answer = client.post("/mail/", {"act": "give", "address": address})
    assert answer.status_code == 422 and 'href="#id_address"' in answer.content.decode()
    assert not Mail.objects.exists()


def test_neither_address_nor_code_is_readable_in_the_database_or_the_job(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    client.post("/mail/", {"act": "give", "address": ADDRESS})
    row = Mail.objects.get()
    assert ADDRESS.encode() not in bytes(row.box)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'mail_code'")
        assert cursor.fetchall() == [(f'{{"account": "{citizen.pk}"}}',)]


def test_without_a_mail_server_nothing_is_sent_and_nothing_breaks(citizen: Account, client: Client) -> None:
    with override_settings(EMAIL_HOST=""):
        assert mail.send(ADDRESS, "제목", "내용") is False
