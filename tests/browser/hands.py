"""Somebody who fills forms by keyboard alone, and a count of what that takes."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import FileChooser, Locator, Page, expect

CHOICE_SECONDS, TEXT_SECONDS, PAPER_SECONDS = 4, 8, 20
PRESSES = 5
FARTHEST = 400  # tabs: more than any page has
IS_FOCUSED = "(each) => each === document.activeElement"


@dataclass
class Count:
    """What was entered, and what was pressed to get on. `waited`: seconds in which nothing could be done but wait."""

    texts: int = 0
    choices: int = 0
    papers: int = 0
    presses: int = 0
    waited: float = 0.0
    waited_at: dict[str, float] = field(default_factory=dict)

    @property
    def inputs(self) -> int:
        return self.texts + self.choices + self.papers

    @property
    def parts(self) -> dict[str, float]:
        """Seconds of the hands: a press costs what a choice costs, since somebody has to find the button."""
        return {
            f"서류 {self.papers}건": self.papers * PAPER_SECONDS,
            f"짧은 글 {self.texts}개": self.texts * TEXT_SECONDS,
            f"고르기 {self.choices}개": self.choices * CHOICE_SECONDS,
            f"단추 {self.presses}번": self.presses * CHOICE_SECONDS,
        }

    @property
    def seconds(self) -> float:
        return sum(self.parts.values())


@dataclass
class Hands:
    """Goes from field to field with the tabulator, as the page orders them."""

    page: Page
    count: Count = field(default_factory=Count)

    def reach(self, target: Locator) -> None:
        """Puts the focus on it. Raises AssertionError for what the keyboard does not reach."""
        expect(target).to_be_visible(timeout=60_000)
        for _ in range(FARTHEST):
            if target.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached by keyboard")

    def text(self, name: str, words: str) -> None:
        place = self._named(name)
        self.reach(place)
        if place.get_attribute("type") == "date":
            self._day(place, words)
        else:
            self.page.keyboard.type(words)
        assert place.input_value(), f"nothing stands in {name}"
        self.count.texts += 1

    def choose(self, name: str, value: str) -> None:
        """A list, or radio buttons."""
        place = self.page.locator(f"select[name='{name}']")
        if place.count():
            self.reach(place)
            self._arrows(lambda: place.input_value() == value)
        else:
            self._radio(name, value)
        self.count.choices += 1

    def tick(self, name: str) -> None:
        box = self.page.locator(f"input[type='checkbox'][name='{name}']")
        self.reach(box)
        self.page.keyboard.press("Space")
        assert box.is_checked(), name
        self.count.choices += 1

    def paper(self, kind: str, files: Sequence[str]) -> None:
        """All photos of one paper at once; waits until they have gone up, not for the verdict."""
        opened: list[FileChooser] = []
        self.page.once("filechooser", lambda chooser: opened.append(chooser))
        for _ in range(PRESSES):  # a list that is renewed in the middle of a press swallows it
            self.reach(self.page.locator(f"#files-{kind}"))
            self.page.keyboard.press("Space")
            self.page.wait_for_timeout(500)
            if opened:
                break
        with self.waiting(f"서류 {kind}"):
            opened[0].set_files(files)
            expect(self.page.locator("[data-upload-progress] progress")).to_have_count(0, timeout=300_000)
        self.count.papers += 1

    def press(self, target: Locator, *, leaves: bool = True) -> None:
        """Presses a button or link. `leaves`: another page comes, and is waited for."""
        self.reach(target)
        self.count.presses += 1
        if not leaves:
            self.page.keyboard.press("Enter")
            return
        with self.waiting(self.page.url.rstrip("/").rpartition("/")[2]), self.page.expect_navigation(timeout=120_000):
            self.page.keyboard.press("Enter")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True).last

    @contextmanager
    def waiting(self, where: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        seconds = time.monotonic() - began
        self.count.waited += seconds
        self.count.waited_at[where] = self.count.waited_at.get(where, 0.0) + seconds

    def _named(self, name: str) -> Locator:
        return self.page.locator(f"[name='{name}']:not([type='hidden'])").first

    def _radio(self, name: str, value: str) -> None:
        group = self.page.locator(f"input[type='radio'][name='{name}']")
        wanted = self.page.locator(f"input[type='radio'][name='{name}'][value='{value}']")
        chosen = self.page.locator(f"input[type='radio'][name='{name}']:checked")
        self.reach(chosen if chosen.count() else group.first)
        if not chosen.count():
            self.page.keyboard.press("Space")
        self._arrows(wanted.is_checked)

    def _arrows(self, is_there: Callable[[], bool]) -> None:
        for _ in range(60):
            if is_there():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("the arrow keys do not reach the choice")

    def _day(self, place: Locator, iso: str) -> None:
        """The browser orders year, month and day by its own language: tries both orders."""
        year, month, day = iso.split("-")
        for keys in ((month, day, year), (year, "ArrowRight", month, day)):
            for each in keys:
                self.page.keyboard.press(each) if each == "ArrowRight" else self.page.keyboard.type(each)
            if place.input_value() == iso:
                return
            place.fill("")
            place.evaluate("(each) => { each.blur(); each.focus(); }")
        raise AssertionError(f"{iso} cannot be typed")
