"""A person in front of a real browser: fills what is on the page, presses what it offers, and looks."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.support.databases import ROOT

AXE = ROOT / "build/axe/axe.min.js"
AXE_LOCALE = ROOT / "build/axe/ko.json"
PICTURES = ROOT / "build/tour"  # `make tour` copies those that docs/tour.md shows
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '));
}"""
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip


@dataclass
class Visitor:
    """One person's browser window. `complaints`: what the console said, script errors and policy violations among it."""

    page: Page
    width: int
    complaints: list[str] = field(default_factory=list)
    scripted: bool = True

    @classmethod
    def enter(cls, browser: Browser, width: int, *, javascript: bool = True) -> "Visitor":
        context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, locale="ko-KR", timezone_id="Asia/Seoul", java_script_enabled=javascript
        )
        visitor = cls(context.new_page(), width, scripted=javascript)
        visitor.page.on("console", visitor._hear)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitor.page.set_default_timeout(15_000)
        return visitor

    def _hear(self, message: ConsoleMessage) -> None:
        # a refused form or a case of others is a page with a status of its own, which the browser also notes
        own_answer = "Failed to load resource" in message.text and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not own_answer:
            self.complaints.append(message.text)

    def go(self, url: str) -> None:
        answer = self.page.goto(url)
        assert answer is not None and answer.ok, f"{url}: {answer and answer.status}"

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"[name='{name}']").first.fill(value)

    def choose(self, name: str, value: str) -> None:
        """A list or radio buttons, whichever the page has."""
        place = self.page.locator(f"select[name='{name}']")
        if place.count():
            place.first.select_option(value)
        else:
            self.mark(self.page.locator(f"input[name='{name}'][value='{value}']").first)

    def tick(self, name: str) -> None:
        self.mark(self.page.locator(f"input[type='checkbox'][name='{name}']").first)

    def mark(self, box: Locator, *, on: bool = True) -> None:
        """Presses the words beside a box, as a person does: the box itself is drawn by the style and one pixel large."""
        if box.is_checked() != on:
            self.page.locator(f"label[for='{box.get_attribute('id')}']").first.click()
        assert box.is_checked() == on, f"{box} does not follow its label"

    def press(self, text: str) -> None:
        """Presses a button, or follows a link that looks like one."""
        button = self.page.get_by_role("button", name=text, exact=True)
        target = button if button.count() else self.page.get_by_role("link", name=text, exact=True)
        target.first.click()
        self.page.wait_for_load_state()

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(re.compile(re.escape(text).replace(r"\ ", r"\s+")))

    def look(self, name: str, pictures: Path | None = PICTURES) -> None:
        """No sideways scroll, no complaint of the console, no violation that axe finds; keeps a picture where there is a folder."""
        assert self.complaints == [], f"{name}: {self.complaints}"
        wide = self.page.evaluate("document.documentElement.scrollWidth") if self.scripted else self.width
        assert wide <= self.width, f"{name} is {wide} px wide at {self.width} px"
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(pictures / f"{name}-{self.width}.png"), full_page=True)
        if self.scripted:
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
            violations = self.page.evaluate(RUN_AXE, STANDARDS)
            self.complaints.clear()  # axe itself writes styles into the page, which the policy reports
            assert violations == [], f"{name} at {self.width} px: {violations}"

    def leave(self) -> None:
        self.page.context.close()


def chromium() -> str:
    """The system's browser."""
    for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"):
        if Path(path).exists():
            return path
    raise RuntimeError("chromium is missing: make setup names the package")
