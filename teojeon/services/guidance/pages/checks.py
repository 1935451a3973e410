"""Our own checks of a page before it is published (S1-GUI-01, S1-GUI-03): each finding names its line and says what to do.

Order of headings, names of links, alternatives of pictures, captions of tables, marks of language, size, and whether every place of
law that is cited is in force on the first day of the page.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.law.language.source import law_texts
from teojeon.law.texts import reader
from teojeon.law.texts.citations import cited
from teojeon.services.guidance.pages.addresses import TOOLS
from teojeon.services.guidance.pages.markup import CAPTION, Parsed, parse, to_html
from teojeon.services.guidance.pages.models import RECORD
from teojeon.ui.formats import korean_date

GREATEST_SIZE = 40_000
"""Bytes of a page's own text; with the frame around it the whole stays below 50 KB (S1-GUI-03)."""
LONGEST_BODY = 30_000
LONGEST_ALTERNATIVE = 200
SOURCE_PAGES, SOURCE_ACCESS = "운용규정 제5조제2항제1호", "운용규정 제5조제2항제7호"
_EMPTY_NAMES = frozenset(
    ["여기", "이곳", "클릭", "링크", "바로가기", "더보기", "자세히", "자세히 보기", "보기", "here", "click here", "link", "more", "read more"]
)  # fmt: skip
_EMPTY_ALTERNATIVES = frozenset(["그림", "사진", "이미지", "도표", "image", "picture", "photo"])
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z!][^>\n]*>?")
_OTHER_MARKUP = re.compile(r"^\s*(?P<sign>>|`{3}|~{3}|-{3,}\s*$|={3,}\s*$|\*{3,}\s*$)")
_FOUR_LATIN_WORDS = re.compile(r"(?:\b[A-Za-z]*[a-z][A-Za-z'’-]*[ ,;]+){3,}[A-Za-z]*[a-z][A-Za-z]*")  # PDF, JPG, PNG is no English
_HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True)
class Finding:
    """One thing wrong at a line (0: the page as a whole). A warning may be confirmed with a reason, an error must be mended.

    `about`: what a warning speaks of, so that a confirmation covers this and nothing else.
    """

    line: int
    code: str
    message: str
    is_warning: bool = False
    source: str = SOURCE_ACCESS
    about: str = ""


@dataclass(frozen=True)
class Subject:
    """A page as it is to be published. `pages`: slugs that exist. `pictures`: names with width and height."""

    language: str
    section: str
    body: str
    law_basis: str
    effective_from: dt.date
    pages: frozenset[str]
    pictures: dict[str, tuple[int, int]]


def check(subject: Subject) -> list[Finding]:
    """All findings by line; empty where the page may be published."""
    parsed = parse(subject.body)
    found = [
        *_size(subject, parsed),
        *_markup(subject.body),
        *_headings(parsed),
        *_links(parsed, subject.pages),
        *_pictures(parsed, subject.pictures),
        *_tables(parsed),
        *_languages(parsed, subject.language),
        *_numbers(subject.body),
        *_law(subject),
    ]
    return sorted(found, key=lambda finding: (finding.line, finding.code))


def errors(found: Collection[Finding]) -> list[Finding]:
    """What must be mended."""
    return [finding for finding in found if not finding.is_warning]


def warnings(found: Collection[Finding]) -> list[Finding]:
    """What may be confirmed."""
    return [finding for finding in found if finding.is_warning]


def _size(subject: Subject, parsed: Parsed) -> Iterator[Finding]:
    if not subject.body.strip():
        yield Finding(0, "EMPTY_PAGE", "내용이 없습니다. 내용을 적습니다.")
        return
    if len(subject.body) > LONGEST_BODY:
        yield Finding(0, "TOO_LONG", f"내용은 {LONGEST_BODY:,}자까지 적습니다. 두 쪽으로 나눕니다.")
    size = len(to_html(parsed, str, subject.pictures, subject.language).encode())
    if size > GREATEST_SIZE:
        yield Finding(0, "PAGE_TOO_LARGE", f"쪽이 {size:,}바이트로 너무 큽니다. {GREATEST_SIZE:,}바이트 아래가 되도록 나눕니다.")


def _markup(body: str) -> Iterator[Finding]:
    for line, text in enumerate(body.splitlines(), 1):
        if found := _TAG.search(text):
            yield Finding(line, "RAW_HTML", f"‘{found[0][:20]}’ 태그는 쓸 수 없습니다. 지우고 정해진 표기로 적습니다.")
        if found := _OTHER_MARKUP.match(text):
            yield Finding(
                line, "OTHER_MARKUP", f"‘{found['sign'].strip()}’ 표기는 쓰지 않습니다. 제목, 목록, 표, 링크, 그림만 씁니다."
            )


def _headings(parsed: Parsed) -> Iterator[Finding]:
    before = 1
    for heading in parsed.headings:
        if heading.level < 2:
            yield Finding(heading.line, "HEADING_ORDER", "쪽의 제목이 첫 단계 제목입니다. 본문 제목은 ‘## ’로 시작합니다.")
        elif heading.level > before + 1:
            message = f"제목의 단계를 건너뛰었습니다. ‘{'#' * (before + 1)} ’로 적습니다."
            yield Finding(heading.line, "HEADING_ORDER", message)
        if not heading.text:
            yield Finding(heading.line, "HEADING_EMPTY", "제목이 비어 있습니다. 제목을 적거나 줄을 지웁니다.")
        before = max(heading.level, 1)


def _links(parsed: Parsed, pages: frozenset[str]) -> Iterator[Finding]:
    targets: dict[str, str] = {}
    for link in parsed.links:
        name = link.text.lower().strip(" .")
        if not name or name in _EMPTY_NAMES or "://" in name:
            shown = link.text or link.target
            yield Finding(
                link.line, "LINK_NAME", f"‘{shown[:40]}’만으로는 어디로 가는 링크인지 알 수 없습니다. 가는 곳의 이름을 적습니다."
            )
        elif targets.setdefault(name, link.target) != link.target:
            yield Finding(link.line, "LINK_NAME_TWICE", f"‘{link.text}’ 링크가 서로 다른 곳을 가리킵니다. 이름을 달리 적습니다.")
        if not _leads_somewhere(link.target, pages):
            message = (
                f"‘{link.target[:60]}’로 가는 링크를 쓸 수 없습니다. page:쪽, tool:화면, https:// 주소 가운데 하나로 적습니다."
            )
            yield Finding(link.line, "LINK_TARGET", message)


def _leads_somewhere(target: str, pages: frozenset[str]) -> bool:
    kind, _, name = target.partition(":")
    if kind == "page":
        return name in pages
    if kind == "tool":
        return name in TOOLS
    return bool(re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]{2,}(?:/[^\s\"'<>]*)?", target))


def _pictures(parsed: Parsed, pictures: dict[str, tuple[int, int]]) -> Iterator[Finding]:
    for shown in parsed.pictures:
        words = shown.alternative
        if not words or words.lower() in _EMPTY_ALTERNATIVES or re.fullmatch(r"\S+\.(?:png|jpe?g|gif|webp|svg)", words.lower()):
            yield Finding(
                shown.line, "ALTERNATIVE", "그림이 말하는 내용을 대체 텍스트로 적습니다. 파일 이름이나 ‘그림’만 적지 않습니다."
            )
        elif len(words) > LONGEST_ALTERNATIVE:
            yield Finding(shown.line, "ALTERNATIVE", f"대체 텍스트는 {LONGEST_ALTERNATIVE}자까지 적고, 긴 설명은 본문에 적습니다.")
        kind, _, name = shown.target.partition(":")
        if kind != "picture" or name not in pictures:
            yield Finding(
                shown.line, "PICTURE", f"‘{shown.target[:60]}’ 그림이 없습니다. 그림을 먼저 올리고 picture:이름 으로 적습니다."
            )


def _tables(parsed: Parsed) -> Iterator[Finding]:
    for line, caption in parsed.tables:
        if not caption:
            yield Finding(line, "TABLE_CAPTION", "표의 이름이 없습니다. 표 바로 위의 줄에 ‘표: 이름’을 적습니다.")


def _languages(parsed: Parsed, language: str) -> Iterator[Finding]:
    for line, text in parsed.texts:
        if language == RECORD and (found := _FOUR_LATIN_WORDS.search(text)):
            message = f"‘{found[0][:30]}’처럼 다른 언어로 쓴 글은 :en[…]으로 언어를 표시합니다."
            yield Finding(line, "LANGUAGE_MARK", message)
        caption = CAPTION.fullmatch(text)
        text = caption["words"] if caption else text  # the word that makes a line a caption is part of the markup
        if language != RECORD and (korean := _HANGUL.search(text)):
            message = f"‘{text[korean.start() :][:20]}’처럼 한국어로 쓴 글은 :ko[…]로 언어를 표시합니다."
            yield Finding(line, "LANGUAGE_MARK", message)


def _numbers(body: str) -> Iterator[Finding]:
    for line, text in enumerate(body.splitlines(), 1):
        if mask_free_text(text)[1]:
            yield Finding(
                line, "PERSONAL_NUMBER", "주민등록번호로 보이는 숫자가 있습니다. 지웁니다.", source="개인정보 보호법 제24조의2제1항"
            )


def _law(subject: Subject) -> Iterator[Finding]:
    if subject.section in ("guide", "faq") and not cited(_plain(subject.law_basis)):
        message = "근거 법령에서 조문을 찾지 못했습니다. ‘법 제12조, 규칙 제3조’처럼 적습니다."
        yield Finding(0, "BASIS_MISSING", message, source=SOURCE_PAGES)
    for line, text in [(0, subject.law_basis), *enumerate(subject.body.splitlines(), 1)]:
        for place in dict.fromkeys(cited(_plain(text))):
            days = _days_of(place.text, place.label, place.article)
            if days is None:
                if not _is_extract(place.text):
                    message = f"{place.text}에 없는 조문입니다: {place.label}. 조문을 확인하여 고칩니다."
                    yield Finding(line, "UNKNOWN_ARTICLE", message, source=SOURCE_PAGES)
            elif (state := _out_of_force(days, subject.effective_from)) is not None:
                yield Finding(
                    line,
                    "NOT_IN_FORCE",
                    f"{place.text} {place.label}: {state} 쪽의 시행일({korean_date(subject.effective_from)})에는 시행되지 않습니다.",
                    is_warning=True,
                    source=SOURCE_PAGES,
                    about=f"{place.text} {place.label}",
                )


def _plain(text: str) -> str:
    """Statutes by their short names, as the finder of citations knows them."""
    for each in law_texts().values():
        text = text.replace(f"「{each.name}」", each.short).replace(each.name, each.short)
    return text.replace("「", "").replace("」", "")


def _days_of(text: str, label: str, article: str) -> list[tuple[dt.date, dt.date | None]] | None:
    """The days of every wording of a place; None for a place that no wording has."""
    articles = law_texts()[text].articles
    runs = articles.get(label) or (articles.get(article) if _is_extract(text) else None)
    if runs is None:
        return None
    return [(dt.date.fromisoformat(str(first)), dt.date.fromisoformat(last) if last else None) for _, first, last in runs if first]


def _out_of_force(days: list[tuple[dt.date, dt.date | None]], on: dt.date) -> str | None:
    if any(first <= on and (last is None or on <= last) for first, last in days):
        return None
    coming = [first for first, _ in days if first > on]
    if coming:
        return f"{korean_date(min(coming))}부터 시행하는 조문입니다."
    return "더는 시행되지 않는 조문입니다."


@cache
def _is_extract(text: str) -> bool:
    return reader.text(text).extract
