"""The gallery in a real browser under the strict CSP: no violation of WCAG, no console message, nothing wider than a phone."""

import mimetypes
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from teojeon.ui import build
from tests.ui.rendering import gallery

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
STATIC_FOLDERS = (ROOT / "teojeon/ui/static", ROOT / "build/static")
PICTURES = os.environ.get("TEOJEON_PICTURES", "")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DOORS = ["portal", "office"]
WIDTHS = [360, 1280]


class Handler(BaseHTTPRequestHandler):
    """Serves the pages given to the server and the static files; POST /autosave answers as a door would."""

    pages: dict[str, str]
    autosave_status = 200

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path in self.pages:
            self._answer(200, "text/html; charset=utf-8", self.pages[path].encode())
            return
        for folder in STATIC_FOLDERS:
            file = folder / path.removeprefix("/static/")
            if path.startswith("/static/") and file.is_file():
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                self._answer(200, kind, file.read_bytes())
                return
        self._answer(404, "text/plain", b"")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = '{"saved_at": "2026. 11. 20.(금) 14:05"}'.encode()
        self._answer(self.autosave_status, "application/json", answer)

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", CSP)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    build.build(ROOT)
    Handler.pages = {f"/{door}": gallery(door) for door in DOORS}
    Handler.pages |= {f"/{name}": render_to_string(f"{name}.html") for name in ("404", "500", "403_csrf")}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def opened(browser: Browser, url: str, width: int, **options: Any) -> tuple[Page, list[str]]:
    """A page at a width, and the list of everything it complains about or fetches elsewhere."""
    page = browser.new_context(viewport={"width": width, "height": 800}, locale="ko-KR", **options).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    origin = url.rsplit("/", 1)[0]
    page.on("request", lambda each: None if each.url.startswith((origin, "data:")) else complaints.append(each.url))
    page.goto(url, wait_until="networkidle")
    return page, complaints


def violations(page: Page) -> list[str]:
    page.evaluate((ROOT / "build/axe/axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in result["violations"] for node in each["nodes"]]


def picture(page: Page, name: str) -> None:
    """Keeps a picture where `TEOJEON_PICTURES` names a folder, to be looked at."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [*DOORS, "404", "500", "403_csrf"])
def test_a_page_is_accessible_quiet_and_no_wider_than_the_screen(browser: Browser, address: str, name: str, width: int) -> None:
    page, complaints = opened(browser, f"{address}/{name}", width)
    assert complaints == []  # asked first: pictures and axe set styles of their own
    picture(page, f"{name}-{width}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_high_contrast_and_large_letters_are_accessible_and_remembered(browser: Browser, address: str) -> None:
    page, complaints = opened(browser, f"{address}/portal", 360)
    page.get_by_text("글자·화면 설정").click()
    page.get_by_role("button", name="선명하게").click()
    page.get_by_role("button", name="더 크게").click()
    page.reload(wait_until="networkidle")
    assert page.evaluate("document.documentElement.dataset.krdsMode") == "high-contrast"
    assert complaints == []
    picture(page, "contrast-360")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()


def test_without_javascript_menu_form_and_findings_are_there(browser: Browser, address: str) -> None:
    page, complaints = opened(browser, f"{address}/portal", 360, java_script_enabled=False)
    assert complaints == []
    picture(page, "noscript-360")
    for name in ("신청 안내", "나의 신청", "알림·소식"):
        assert page.get_by_role("link", name=name, exact=True).is_visible()
    assert page.get_by_role("button", name="다음").is_visible()
    assert page.get_by_text("위원회가 상향을 의결하면").first.is_visible()
    assert not page.get_by_text("글자·화면 설정").is_visible()
    page.context.close()


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/portal", 1280)
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_deposit"
    page.context.close()


def test_readings_counters_and_the_unknown_box_follow_what_is_typed(browser: Browser, address: str) -> None:
    page, complaints = opened(browser, f"{address}/portal", 1280)
    page.fill("#empty_deposit", "320,000,000")
    assert page.locator(".form-group", has=page.locator("#empty_deposit")).get_by_text("3억 2,000만 원").is_visible()
    page.fill("#empty_rent_0", "5000")
    page.locator("label[for=empty_rent_1]").click()
    assert page.input_value("#empty_rent_0") == ""
    page.fill("#empty_rent_0", "7")
    assert not page.is_checked("#empty_rent_1")
    page.fill("#empty_story", "홍길동😀")
    assert page.locator("#empty_story_count .count-now").inner_text() == "4"
    assert complaints == []
    page.context.close()


def test_the_draft_saves_itself_and_says_when_it_could_not(browser: Browser, address: str) -> None:
    page, complaints = opened(browser, f"{address}/portal", 1280)
    page.fill("#id_name", "홍길동")
    page.press("#id_name", "Tab")  # leaving the field
    page.get_by_text("2026. 11. 20.(금) 14:05에 임시 저장했습니다.").wait_for(timeout=5000)
    assert complaints == []
    Handler.autosave_status = 500
    try:
        page.fill("#id_name", "홍길순")
        page.press("#id_name", "Tab")
        page.get_by_text("임시 저장하지 못했습니다.").wait_for(timeout=5000)
    finally:
        Handler.autosave_status = 200
    assert page.input_value("#id_name") == "홍길순"
    page.context.close()


@pytest.mark.req("S1-ACC-02")
def test_a_field_that_stays_open_is_saved_after_thirty_seconds(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(f"{address}/portal")
    saved: list[str] = []
    page.on("request", lambda request: saved.append(request.url) if request.url.endswith("/autosave") else None)
    page.locator("#id_name").press_sequentially("홍길동")
    page.clock.run_for(29_000)
    assert saved == []
    page.clock.run_for(1_500)
    page.get_by_text("2026. 11. 20.(금) 14:05에 임시 저장했습니다.").wait_for(timeout=5000)
    assert len(saved) == 1
    context.close()


def test_print_leaves_out_what_only_a_screen_needs(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/office", 1280)
    page.emulate_media(media="print")
    assert not page.locator(".page-btn-wrap").first.is_visible()
    assert not page.locator("nav.krds-main-menu").is_visible()
    assert page.locator(".ui-summary").first.is_visible()
    picture(page, "print")
    page.context.close()
