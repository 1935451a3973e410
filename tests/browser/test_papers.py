"""Papers on a phone: photos and a broken line, the verdict without reloading, the same page without a script, and the office's viewer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from teojeon.kernel.crypto.keyring import create_missing
from tests.browser.visitor import Visitor
from tests.support import databases
from tests.support.house import House, finished
from tests.support.made_files import big_pdf, pdf, photo

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PHONE, DESK = 360, 1280

TENANT = """
from teojeon.command.demonstration.filing import register
from teojeon.kernel.work.unit import unit_of_work
from tests.support import filings
with unit_of_work(None):
    account = register(filings.tenant(1), filings.PASSWORD)
with unit_of_work(account):
    print(filings.start_draft(account))
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, str]]:
    """The portal and its worker on a database of their own, and the draft of a tenant."""
    data: Path = tmp_path_factory.mktemp("papers")
    create_missing(data / "keys")
    built = House(data, databases.copy("papers"))
    try:
        built.collect_static()
        draft = finished(built.python(TENANT, "portal")).split()[-1]
        built.start("portal", "portal-worker")
        yield built, draft
    finally:
        built.stop()
        databases.drop(built.database)


def signed_in(browser: Browser, house: House, width: int, *, javascript: bool = True) -> Visitor:
    from tests.support import filings

    visitor = Visitor.enter(browser, width, javascript=javascript)
    visitor.go(house.url("portal", "/sign-in/"))
    visitor.fill(login=filings.tenant(1).username, password=filings.PASSWORD)
    visitor.press("로그인")
    return visitor


@pytest.mark.req("S1-APP-07", "S1-BEY-04")
def test_a_phone_that_loses_the_network_goes_on_where_it_was(browser: Browser, portal: tuple[House, str], tmp_path: Path) -> None:
    house, draft = portal
    (tmp_path / "계약서.pdf").write_bytes(big_pdf(4 * 1024 * 1024))
    visitor = signed_in(browser, house, PHONE)
    visitor.go(house.url("portal", f"/applications/{draft}/papers/"))
    page = visitor.page
    pieces: list[str] = []

    def watch(route: object) -> None:
        request = route.request  # type: ignore[attr-defined]
        if request.method == "PUT":
            pieces.append(request.headers["upload-offset"])
            if len(pieces) == 5:
                route.abort("internetdisconnected")  # type: ignore[attr-defined]
                return
        route.continue_()  # type: ignore[attr-defined]

    page.route("**/papers/**", watch)
    page.set_input_files("#files-lease_copy", str(tmp_path / "계약서.pdf"))
    expect(page.locator("#paper-lease_copy").get_by_text("확인됨")).to_be_visible(timeout=30_000)
    assert pieces[4] == pieces[5]  # asked where to go on, and went on there
    page.unroute("**/papers/**")
    for number, colour in enumerate(("red", "green", "blue")):
        (tmp_path / f"IMG_{number}.jpg").write_bytes(photo(colour, 400))
    page.set_input_files("#files-resident_extract", [str(tmp_path / f"IMG_{number}.jpg") for number in range(3)])
    expect(page.locator("#paper-resident_extract").get_by_text("3쪽")).to_be_visible(timeout=30_000)
    assert visitor.complaints == ["Failed to load resource: net::ERR_INTERNET_DISCONNECTED"]
    visitor.complaints.clear()
    visitor.look("papers", tmp_path)
    visitor.width = DESK
    page.set_viewport_size({"width": DESK, "height": 900})
    visitor.look("papers", tmp_path)
    visitor.leave()


@pytest.mark.req("S1-APP-07")
def test_without_a_script_the_same_form_takes_several_files(browser: Browser, portal: tuple[House, str], tmp_path: Path) -> None:
    house, draft = portal
    visitor = signed_in(browser, house, PHONE, javascript=False)
    visitor.go(house.url("portal", f"/applications/{draft}/papers/"))
    for name in ("이체1.pdf", "이체2.pdf"):
        (tmp_path / name).write_bytes(pdf(1, name))
    (tmp_path / "빈.pdf").write_bytes(b"")
    page = visitor.page
    page.select_option("#kind-more", "deposit_transfer")
    page.set_input_files("#files-more", [str(tmp_path / name) for name in ("이체1.pdf", "이체2.pdf", "빈.pdf")])
    page.locator("#paper-more form[enctype] button").first.click()
    expect(page.get_by_text("서류 2건을 받았습니다")).to_be_visible()
    expect(page.get_by_text("‘빈.pdf’ 파일에 내용이 없습니다")).to_be_visible()
    for _ in range(20):
        page.reload()
        if page.locator("#paper-more").get_by_text("확인됨").count() == 2:
            break
        page.wait_for_timeout(500)
    assert page.locator("#paper-more").get_by_text("확인됨").count() == 2
    visitor.leave()
