"""What of a page is not in the language it says it is, and catalogues that are as new as their sources."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

from django.utils.translation import trans_real

from tools import translations

HANGUL = re.compile("[가-힣ㄱ-ㅣ]")
RECEIPT_NUMBER = re.compile(r"\d{4}-[가-힣]+-\d+")
SHOWN_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "data-label")
UNSEEN = frozenset({"script", "style", "textarea"})
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


def compile_new() -> None:
    """Compiles the catalogues where a source is newer, so that a test reads what stands in the tree. Raises where they contradict."""
    sources = [path.stat().st_mtime for path in translations.SOURCES.glob("*/*.po")]
    for language in translations.PLURALS:
        target: Path = translations.COMPILED / language / "LC_MESSAGES" / "django.mo"
        if not target.exists() or target.stat().st_mtime < max(sources):
            assert translations.compile_language(language) == []
    trans_real._translations.clear()  # type: ignore[attr-defined]


class Reader(HTMLParser):
    """Reads a page as somebody does who was told its language: `korean` is what stands in it in Korean and is not marked so."""

    def __init__(self, typed: Iterable[str] = ()) -> None:
        super().__init__()
        self.typed = sorted((text for text in typed if HANGUL.search(text)), key=len, reverse=True)
        self.open: list[tuple[str, str]] = []
        self.language = ""
        self.korean: list[str] = []
        self.is_whole = False  # a piece of a page has the language of the page that takes it

    @property
    def here(self) -> str:
        return next((language for _, language in reversed(self.open) if language), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.is_whole, self.language = True, given.get("lang", "")
        self.open.append((tag, given.get("lang", "")))
        for name in SHOWN_ATTRIBUTES:
            self.look(given.get(name, ""))
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(tag in UNSEEN for tag, _ in self.open):
            self.look(data)

    def look(self, text: str) -> None:
        if self.here == "ko" or not HANGUL.search(text):
            return
        left = RECEIPT_NUMBER.sub("", text)
        left = translations.TERM.sub("", left).strip() or left  # the Korean term beside its translation
        for each in self.typed:
            left = left.replace(each, "")
        if HANGUL.search(left):
            self.korean.append(" ".join(text.split()))


def read(html: str, typed: Iterable[str] = ()) -> Reader:
    """The page, read. `typed`: what people entered, which stays as they wrote it."""
    reader = Reader(typed)
    reader.feed(html)
    return reader
