"""Accounts in a real browser: a passkey of a (virtual) device, the warning before the session ends, the pages at 360 and 1280 px."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from teojeon.kernel.crypto.keyring import create_missing
from tests.browser.visitor import Visitor
from tests.support import databases
from tests.support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.req("S1-ACC-02")]
PICTURES = databases.ROOT / "build/accounts"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
AGED = """
from importlib import import_module
from django.conf import settings
from teojeon.kernel import clock
store = import_module(settings.SESSION_ENGINE).SessionStore({key!r})
store["last_active_at"] = clock.real_now().timestamp() - {seconds}
store.save()
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The portal alone, on an empty database of its own."""
    data: Path = tmp_path_factory.mktemp("accounts")
    create_missing(data / "keys")
    built = House(data, databases.copy("accounts"))
    try:
        built.collect_static()
        built.start("portal")
        yield built
    finally:
        built.stop()
        databases.drop(built.database)


def signed_up(portal: House, browser: Browser, number: int, width: int = 1280) -> Visitor:
    visitor = Visitor.enter(browser, width)
    visitor.go(portal.url("portal", "/sign-up/"))
    visitor.fill(name="선우나래", birth_date="1991-03-04", mobile=f"0105555{number:04}")
    visitor.press("본인확인")
    visitor.fill(username=f"person{number:04}", password1="tour-of-the-house", password2="tour-of-the-house")
    visitor.tick("terms")
    visitor.tick("privacy")
    visitor.press("가입")
    visitor.sees("로그아웃")
    return visitor


def session_key(visitor: Visitor) -> str:
    cookies = {cookie["name"]: cookie["value"] for cookie in visitor.page.context.cookies()}
    return str(cookies["teojeon_portal"])


def test_a_passkey_is_made_signs_in_alone_and_is_proved_again(portal: House, browser: Browser) -> None:
    visitor = signed_up(portal, browser, 1)
    devtools = visitor.page.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    device = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    visitor.go(portal.url("portal", "/second-factor/passkeys/add/"))
    visitor.look("passkey-add", PICTURES)
    visitor.fill(name="내 휴대전화")
    visitor.press("패스키 만들기")
    visitor.page.wait_for_url("**/second-factor/recovery-codes/")
    assert len(devtools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    visitor.go(portal.url("portal", "/second-factor/passkeys/"))
    visitor.sees("내 휴대전화")
    visitor.look("passkeys", PICTURES)
    visitor.go(portal.url("portal", "/sign-out/"))
    visitor.page.locator("main").get_by_role("button", name="로그아웃").click()
    visitor.page.wait_for_url(portal.url("portal"))
    visitor.go(portal.url("portal", "/sign-in/?next=/second-factor/"))
    visitor.look("sign-in", PICTURES)
    visitor.press("패스키로 로그인")
    visitor.page.wait_for_url("**/second-factor/")
    visitor.sees("패스키 1개로 로그인할 수 있습니다")
    visitor.go(portal.url("portal", "/reauthenticate/passkey/?next=/mail/"))
    visitor.press("패스키로 확인")
    visitor.page.wait_for_url("**/mail/")
    visitor.leave()


def test_a_device_that_refuses_is_told_in_words(portal: House, browser: Browser) -> None:
    visitor = Visitor.enter(browser, 360)
    devtools = visitor.page.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, "isUserVerified": False}})
    visitor.go(portal.url("portal", "/sign-in/"))
    visitor.look("sign-in", PICTURES)
    visitor.press("패스키로 로그인")
    expect(visitor.page.locator("[data-passkey-status]")).to_contain_text("패스키를 확인하지 못했습니다", timeout=15_000)
    visitor.leave()


@pytest.mark.parametrize("goes_on", [True, False])
def test_two_minutes_before_the_end_the_page_asks_and_the_person_may_go_on(portal: House, browser: Browser, goes_on: bool) -> None:
    visitor = signed_up(portal, browser, 2 + goes_on, 360)
    page = visitor.page
    page.clock.install()
    visitor.go(portal.url("portal", "/second-factor/"))
    dialog = page.locator("dialog[data-idle]")
    expect(dialog).not_to_be_visible()
    code = AGED.format(key=session_key(visitor), seconds=28 * 60 + 10)
    aged = portal.python(code, "portal")
    _, complaint = aged.communicate(timeout=60)
    assert aged.returncode == 0, complaint
    page.clock.fast_forward("28:05")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("계속하려면 ‘계속 사용’을 누릅니다")
    visitor.look(f"idle-{goes_on}", PICTURES)
    if goes_on:
        dialog.get_by_role("button", name="계속 사용").click()
        expect(dialog).not_to_be_visible()
        left = page.evaluate("fetch('/session/').then((answer) => answer.json())")
        assert left["seconds"] > 1700
    else:
        page.clock.fast_forward("03:00")
        expect(dialog).to_contain_text("로그인 시간이 끝났습니다")
    visitor.leave()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_accounts_can_be_read(portal: House, browser: Browser, width: int) -> None:
    visitor = Visitor.enter(browser, width)
    paths = ("/sign-up/", "/sign-up/counter/", "/sign-up/activate/", "/identity/find-id/", "/identity/reset/", "/identity/sign-in/")
    for path in paths:
        visitor.go(portal.url("portal", path))
        visitor.look(path.strip("/").replace("/", "-"), PICTURES)
    visitor.go(portal.url("portal", "/sign-up/activate/"))
    visitor.press("다음")
    visitor.sees("MISSING_VALUE")
    visitor.look("activate-errors", PICTURES)
    visitor.leave()
    signed_in = signed_up(portal, browser, 10 + width, width)
    for path in ("/second-factor/", "/password/", "/mail/", "/second-factor/passkeys/"):
        signed_in.go(portal.url("portal", path))
        signed_in.look(path.strip("/").replace("/", "-"), PICTURES)
    signed_in.leave()


def test_the_pages_work_without_a_script(portal: House, browser: Browser) -> None:
    visitor = Visitor.enter(browser, 360, javascript=False)
    visitor.go(portal.url("portal", "/sign-in/"))
    assert not visitor.page.get_by_role("button", name="패스키로 로그인").is_visible()
    visitor.sees("이 브라우저에서는 패스키를 쓸 수 없습니다")
    visitor.go(portal.url("portal", "/sign-up/"))
    visitor.fill(name="선우나래", birth_date="1991-03-04", mobile="01055559998")
    visitor.press("본인확인")
    visitor.fill(username="noscript1", password1="tour-of-the-house", password2="tour-of-the-house")
    visitor.tick("terms")
    visitor.tick("privacy")
    visitor.press("가입")
    visitor.sees("로그아웃")
    visitor.go(portal.url("portal", "/second-factor/"))
    assert not visitor.page.locator("dialog").is_visible()
    visitor.leave()
