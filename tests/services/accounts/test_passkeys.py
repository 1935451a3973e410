"""Passkeys on both doors: adding, signing in, proving again, taking away, and what a forged answer gets (S1-ACC-02)."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from fido2.utils import websafe_encode

from teojeon.kernel.people.logins.models import Account
from teojeon.services.accounts import second_factor
from tests.services.accounts.authenticator import Device, asked_at_sign_in, asked_on
from tests.services.accounts.conftest import PASSWORD, sign_in
from tests.services.accounts.test_step_up import proved

ADD, SIGN_IN, AGAIN = "/second-factor/passkeys/add/", "/sign-in/passkey/", "/reauthenticate/passkey/"
pytestmark = pytest.mark.req("S1-ACC-02")


def add(client: Client, device: Device, name: str = "내 휴대전화") -> object:
    asked = asked_on(client, ADD)
    return client.post(ADD, {"name": name, "credential": device.create(asked)}, secure=True)


def enter(device: Device, client: Client | None = None, **more: str) -> tuple[Client, object]:
    """Signs in with nothing but the device."""
    browser = client or Client()
    asked = asked_at_sign_in(browser)
    return browser, browser.post(SIGN_IN, {"credential": device.get(asked), **more}, secure=True)


@pytest.fixture
def device(citizen: Account, client: Client) -> Device:
    """A device with a passkey of the citizen."""
    sign_in(client, "tenant01")
    made = Device()
    assert add(client, made)["Location"] == "/second-factor/recovery-codes/"  # type: ignore[index]
    return made


def test_a_passkey_signs_in_alone_and_leads_to_the_page_that_was_wanted(device: Device) -> None:
    browser, answer = enter(device, next="/t/any-account/?tab=2")
    assert answer["Location"] == "/t/any-account/?tab=2"  # type: ignore[index]
    assert browser.get("/t/any-account/").content == b"signed in"
    assert browser.get("/t/important/").content == b"important"


def test_it_leads_to_no_other_host(device: Device) -> None:
    assert enter(device, next="https://evil.example/")[1]["Location"] == "/"  # type: ignore[index]


def test_with_a_passkey_enrolled_the_password_alone_signs_nobody_in(device: Device) -> None:
    browser = Client()
    assert sign_in(browser, "tenant01")["Location"] == "/second-factor/code/"  # type: ignore[index]
    assert browser.get("/t/any-account/").status_code == 302
    asked = asked_on(browser, "/second-factor/code/")
    assert browser.post("/second-factor/code/", {"credential": device.get(asked)}, secure=True)["Location"] == "/"
    assert browser.get("/t/any-account/").content == b"signed in"


def test_a_passkey_is_proved_again_before_an_important_act(device: Device, client: Client) -> None:
    proved(client, ("password", 31), ("webauthn", 31))
    page = client.get("/reauthenticate/?next=/t/important/").content.decode()
    assert f'href="{AGAIN}?next=%2Ft%2Fimportant%2F"' in page and "패스키로" in page
    asked = asked_on(client, f"{AGAIN}?next=/t/important/")
    answer = client.post(AGAIN, {"credential": device.get(asked), "next": "/t/important/"}, secure=True)
    assert answer["Location"] == "/t/important/"
    assert client.get("/t/important/").content == b"important"


def test_an_official_with_a_passkey_needs_no_app(official: Account, client: Client) -> None:
    sign_in(client, "seoul")
    assert client.get("/t/any-account/")["Location"] == "/second-factor/enrol/"
    assert f'href="{ADD}"' in client.get("/second-factor/enrol/").content.decode()
    mine = Device()
    add(client, mine)
    assert client.get("/t/any-account/")["Location"].startswith("/secrecy/"), "the duty of secrecy is still to be read"
    browser, answer = enter(mine)
    assert answer["Location"] == "/"  # type: ignore[index]
    assert browser.get("/t/any-account/")["Location"].startswith("/secrecy/")


def test_an_official_keeps_the_last_factor(official: Account, signed_in_official: Client) -> None:
    mine = Device()
    add(signed_in_official, mine)
    row = Authenticator.objects.get(user=official, type="webauthn")
    Authenticator.objects.filter(user=official, type="totp").delete()
    url = f"/second-factor/passkeys/{row.pk}/remove/"
    signed_in_official.post(url, secure=True)
    assert Authenticator.objects.filter(pk=row.pk).exists()
    assert "마지막 이차 인증" in signed_in_official.get("/second-factor/passkeys/").content.decode()


def test_with_a_passkey_an_official_may_give_up_the_app(official: Account, signed_in_official: Client) -> None:
    add(signed_in_official, Device())
    signed_in_official.post("/second-factor/remove/")
    assert not Authenticator.objects.filter(user=official, type="totp").exists()


def test_a_passkey_that_was_taken_away_signs_in_no_more(citizen: Account, device: Device, client: Client) -> None:
    row = Authenticator.objects.get(user=citizen, type="webauthn")
    page = client.get("/second-factor/passkeys/").content.decode()
    assert "내 휴대전화" in page
    assert client.post(f"/second-factor/passkeys/{row.pk}/remove/", secure=True)["Location"] == "/second-factor/passkeys/"
    browser, answer = enter(device)
    assert answer["Location"] == "/sign-in/"  # type: ignore[index]
    assert "패스키를 확인하지 못했습니다" in browser.get("/sign-in/").content.decode()


def test_nobody_takes_away_anothers_passkey(device: Device, citizen: Account) -> None:
    Account.objects.create_user("tenant09", PASSWORD, created_at=citizen.created_at)
    row = Authenticator.objects.get(user=citizen, type="webauthn")
    other = Client()
    sign_in(other, "tenant09")
    for method in (other.get, other.post):
        assert method(f"/second-factor/passkeys/{row.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=row.pk).exists()


def test_a_lock_after_wrong_passwords_does_not_keep_the_passkey_out(device: Device) -> None:
    browser = Client()
    for _ in range(5):
        browser.post("/sign-in/", {"login": "tenant01", "password": "wrong"})
    assert enter(device, browser)[1]["Location"] == "/"  # type: ignore[index]


def test_a_stopped_account_does_not_sign_in(device: Device) -> None:
    Account.objects.update(is_active=False)
    browser, _ = enter(device)
    assert browser.get("/t/any-account/").status_code == 302


@pytest.mark.parametrize("changed", ["origin", "rp_id", "verifies", "key", "counterfeit", "replay", "owner"])
def test_a_forged_answer_signs_nobody_in(device: Device, changed: str) -> None:
    browser = Client()
    asked = asked_at_sign_in(browser)
    if changed == "origin":
        device.origin = "https://testserver.evil.example"
    elif changed == "rp_id":
        device.rp_id = "evil.example"
    elif changed == "verifies":
        device.verifies = False
    elif changed == "key":
        device.key = Device().key
    elif changed == "owner":
        device.owner = b"00000000-0000-0000-0000-000000000000"
    credential = device.get(asked, **({"signature": websafe_encode(b"x" * 70)} if changed == "counterfeit" else {}))
    if changed == "replay":
        assert browser.post(SIGN_IN, {"credential": credential}, secure=True)["Location"] == "/"
        browser = Client()
        asked_at_sign_in(browser)
    assert browser.post(SIGN_IN, {"credential": credential}, secure=True)["Location"] == "/sign-in/"
    assert browser.get("/t/any-account/").status_code == 302


def test_a_device_that_asks_for_neither_finger_nor_pin_is_not_registered(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    assert add(client, Device(verifies=False)).status_code == 200  # type: ignore[attr-defined]
    assert not Authenticator.objects.exists()


def test_a_passkey_over_plain_http_is_refused_but_on_localhost(citizen: Account, client: Client) -> None:
    sign_in(client, "tenant01")
    add(client, Device(origin="http://testserver"))
    assert not Authenticator.objects.exists()


GOOD = {"id": "eA", "rawId": "eA", "type": "public-key", "clientExtensionResults": {}}


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "[]",
        "1",
        '"x"',
        "9" * 5000,
        "{",
        "x" * 70_000,
        json.dumps(GOOD),
        json.dumps({**GOOD, "response": []}),
        json.dumps({**GOOD, "response": {}}),
        json.dumps({**GOOD, "response": {"clientDataJSON": "!", "attestationObject": "%"}}),
        json.dumps({**GOOD, "response": {"clientDataJSON": "e30", "attestationObject": "oA"}}),
        json.dumps({**GOOD, "response": {"clientDataJSON": "e30", "authenticatorData": "", "signature": 1, "userHandle": []}}),
        json.dumps({**GOOD, "response": {"clientDataJSON": "e30", "authenticatorData": "", "signature": "", "userHandle": "gA"}}),
        json.dumps({**GOOD, "id": {}, "response": {}}),
    ],
)
def test_nonsense_instead_of_a_passkey_breaks_nothing(citizen: Account, client: Client, credential: str) -> None:
    visitor = Client()
    asked_at_sign_in(visitor)
    assert visitor.post(SIGN_IN, {"credential": credential}).status_code == 302
    sign_in(client, "tenant01")
    asked_on(client, ADD)
    assert client.post(ADD, {"name": "x", "credential": credential}).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(("name", "kept"), [("", "패스키"), ("\x1b[2J", "[2J"), ("가" * 41, None), ("집 노트북", "집 노트북")])
def test_the_name_is_the_persons_own(citizen: Account, client: Client, name: str, kept: str | None) -> None:
    sign_in(client, "tenant01")
    add(client, Device(), name)
    row = Authenticator.objects.filter(type="webauthn").first()
    shown = str(row) if row else None
    assert shown == kept or (kept == "패스키" and shown == "패스키 1")


def test_adding_and_taking_away_are_kept_in_the_audit(citizen: Account, device: Device, client: Client) -> None:
    from django.db import connection

    row = Authenticator.objects.get(user=citizen, type="webauthn")
    client.post(f"/second-factor/passkeys/{row.pk}/remove/", secure=True)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT count(*) FROM audit_event WHERE body ~ 'accounts.(add|remove)_passkey'")
        assert cursor.fetchone() == (2,)


def test_the_first_passkey_comes_with_recovery_codes(citizen: Account, device: Device) -> None:
    assert len(second_factor.recovery_codes(citizen)) == 10
    browser = Client()
    sign_in(browser, "tenant01")
    code = second_factor.recovery_codes(citizen)[0]
    assert browser.post("/second-factor/code/", {"code": code})["Location"] == "/"
