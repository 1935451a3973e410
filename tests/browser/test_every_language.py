"""Every page of the portal in its other languages, on a phone: as readable as in Korean, whoever looks (S1-GUI-03)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from teojeon.ui.languages import COOKIE, NAMES, RECORD
from tests.browser.test_every_page import Walk, pictures, tenants
from tests.browser.visitor import Visitor
from tests.support.house import House

__all__ = ["pictures", "tenants"]  # fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.req("S1-GUI-03")]
PHONE = 360
OTHERS = [language for language in NAMES if language != RECORD]
STEPS = ("applicant", "actor", "house", "lease", "occupancy", "damage", "statement", "papers", "review")


@contextmanager
def speaking(house: House, visitor: Visitor, language: str) -> Iterator[None]:
    """The device has chosen this language; afterwards it has chosen none."""
    context = visitor.page.context
    context.add_cookies([{"name": COOKIE, "value": language, "url": house.url("portal")}])
    yield
    context.clear_cookies(name=COOKIE)


def walk_of(house: House, visitor: Visitor, who: str, folder: Path, looked: set[tuple[int, str]]) -> Walk:
    return Walk(house, "portal", visitor, who, folder, looked, widths=(PHONE,))


@pytest.mark.parametrize("language", OTHERS)
def test_every_page_of_the_portal_can_be_read_by_every_tenant_in_every_language(
    language: str, house: House, tenants: list[tuple[str, Visitor]], pictures: Path
) -> None:
    wrong: list[str] = []
    looked: set[tuple[int, str]] = set()
    for username, visitor in tenants:
        with speaking(house, visitor, language):
            walk = walk_of(house, visitor, f"{language} {username}", pictures, looked)
            walk.go_everywhere(["/", "/my/", "/applications/new/", "/second-factor/", "/no-such-page/"])
            assert visitor.page.evaluate("document.documentElement.lang").lower() == language
        wrong += walk.wrong
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", OTHERS)
def test_every_step_can_be_read_empty_and_with_its_errors_in_every_language(
    language: str, house: House, tenants: list[tuple[str, Visitor]], pictures: Path
) -> None:
    username, visitor = tenants[0]
    page = visitor.page
    with speaking(house, visitor, language):
        visitor.go(house.url("portal", "/applications/new/"))
        page.locator("main form button[type='submit']").last.click()
        page.wait_for_url("**/applicant/")
        first = urlsplit(page.url).path
        walk = walk_of(house, visitor, f"{language} {username}", pictures, set())
        for slug in STEPS:
            path = first.replace("applicant", slug)
            walk.visit(path, promised=True)
            buttons = page.locator("main .page-btn-wrap button[type='submit']")
            (buttons if slug == "review" else page.locator("main .page-btn-wrap button[value='next']")).last.click()
            page.wait_for_load_state()
            walk.examine(f"{path} sent")
    assert not walk.wrong, "\n".join(walk.wrong)


@pytest.mark.parametrize("language", OTHERS)
def test_every_page_of_the_portal_can_be_read_without_an_account_in_every_language(
    language: str, house: House, browser: Browser, pictures: Path
) -> None:
    visitor = Visitor.enter(browser, PHONE)
    with speaking(house, visitor, language):
        walk = walk_of(house, visitor, f"{language} visitor", pictures, set())
        walk.go_everywhere(["/", "/sign-in/", "/sign-up/", "/enquiry/", "/no-such-page/"])
        visitor.go(house.url("portal", "/sign-in/"))
        visitor.fill(login="nobody", password="not-the-password")
        visitor.page.locator("main form button[type='submit']").last.click()
        visitor.page.wait_for_load_state()
        walk.examine("wrong password")
    visitor.leave()
    assert not walk.wrong, "\n".join(walk.wrong)
