"""The closed markup of guidance pages: headings, lists, tables, links, pictures, bold, and a mark of language. Nothing else.

    ## Heading            - item        1. item
    표: caption           | a | b |     [name](page:apply) (tool:support) (https://…)     ![what it shows](picture:name)
    :en[English words]    :ko[한국어]    :law[법 제12조제1항]

A place of law is written in Korean in every language, as our checks read it, and shown in the language of the page. markdown-it only finds the tokens; the HTML is written here, and what is no part of the markup stays plain text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from teojeon.services.guidance.pages.models import LANGUAGES, RECORD
from teojeon.ui.citations import cited

CAPTION = re.compile(r"표: *(?P<words>\S.*)")
LAW = "law"
_MARK = re.compile(r":(?P<kind>" + "|".join((*LANGUAGES, LAW)) + r")\[(?P<words>[^\]\n]+)\]")
_ALLOWED = ("heading", "list", "table", "link", "image", "emphasis", "newline")
_TAGS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "td": "td",
    "strong": "strong",
}
_CLASSES = {"bullet_list": ' class="ui-list"', "ordered_list": ' class="ui-list ui-numbered"'}
Address = Callable[[str], str]


@dataclass(frozen=True)
class Heading:
    """`line` counts from 1."""

    line: int
    level: int
    text: str


@dataclass(frozen=True)
class Link:
    """A link by the line of its paragraph: its name and where it leads as the editor wrote it."""

    line: int
    text: str
    target: str


@dataclass(frozen=True)
class Shown:
    """A picture: its alternative text and its name."""

    line: int
    alternative: str
    target: str


@dataclass
class Parsed:
    """What the checks look at. `tables`: line and caption (empty where there is none). `texts`: line and plain words, marked
    languages left out."""

    tokens: list[Token]
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    tables: list[tuple[int, str]] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)


def _mark(state: StateInline, silent: bool) -> bool:
    found = _MARK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push(LAW if found["kind"] == LAW else "language", "span", 0)
        token.content, token.attrs = found["words"], {"lang": found["kind"]}
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False}).enable(list(_ALLOWED))
    parser.inline.ruler.before("link", "mark", _mark)
    # what no rule ends stays one text: the mark of language begins with a sign that none of them knows
    parser.inline.ruler.at("text", _text)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the checks name a bad link by its line
    return parser


_ENDS = frozenset("\n*_[]!:\\")


def _text(state: StateInline, silent: bool) -> bool:
    at = state.pos
    while at < state.posMax and state.src[at] not in _ENDS:
        at += 1
    if at == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : at]
    state.pos = at
    return True


PARSER = _parser()


def parse(body: str) -> Parsed:
    """The tokens of a text, and what of it the checks look at."""
    parsed = Parsed(PARSER.parse(body.replace("\r\n", "\n")))
    line, caption = 1, ""
    for place, token in enumerate(parsed.tokens):
        if token.map:
            line = token.map[0] + 1
        if token.type == "inline":
            _note_inline(parsed, token, line)
            found = CAPTION.fullmatch(token.content)
            caption = found["words"] if found else ""
        elif token.type == "heading_open":
            text = parsed.tokens[place + 1].content
            parsed.headings.append(Heading(line, int(token.tag[1:]), text.strip()))
        elif token.type == "table_open":
            before = parsed.tokens[place - 2] if place >= 2 else None
            parsed.tables.append((line, caption if before is not None and before.type == "inline" else ""))
    return parsed


def _note_inline(parsed: Parsed, token: Token, line: int) -> None:
    """Links, pictures and words of one run of text, each by its own line."""
    open_link: list[str] | None = None
    words = ""
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parsed.texts.append((line, words))
            line, words = line + 1, ""
        elif child.type == "link_open":
            open_link = [str(child.attrs.get("href", ""))]
        elif child.type == "link_close" and open_link is not None:
            parsed.links.append(Link(line, "".join(open_link[1:]).strip(), open_link[0]))
            open_link = None
        elif child.type == "image":
            parsed.pictures.append(Shown(line, child.content.strip(), str(child.attrs.get("src", ""))))
        elif child.type in ("text", "language", LAW):
            words += child.content if child.type == "text" else " "
            if open_link is not None:
                open_link.append(child.content)
    parsed.texts.append((line, words))


def to_html(parsed: Parsed, address: Address, sizes: Mapping[str, tuple[int, int]], language: str = RECORD) -> str:
    """The HTML of a text. `address`: from a link's target to its URL. `sizes`: width and height of the pictures, by name.

    `language`: of the page, in which places of law are shown.
    """
    with translation.override(language):
        return "".join(_blocks(parsed.tokens, address, sizes))


def _blocks(tokens: list[Token], address: Address, sizes: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    number, caption = 0, ""
    for place, token in enumerate(tokens):
        kind, _, edge = token.type.rpartition("_")
        if token.type == "inline":
            found = CAPTION.fullmatch(token.content) if _before_table(tokens, place) else None
            caption = escape(found["words"]) if found else ""
            yield "" if found else "".join(_inline(token, address, sizes))
        elif kind == "heading":
            number += edge == "open"
            # the sections of a page can be linked to
            yield f'<{token.tag} id="s{number}" class="ui-{token.tag}">' if edge == "open" else f"</{token.tag}>"
        elif kind == "table":
            yield _table_edge(edge, caption)
        elif kind == "th":
            yield '<th scope="col">' if edge == "open" else "</th>"
        elif kind == "paragraph" and (token.hidden or _is_caption(tokens, place, edge)):
            continue
        elif kind in _TAGS:
            tag = _TAGS[kind]
            yield f"<{tag}{_CLASSES.get(kind, '')}>" if edge == "open" else f"</{tag}>"


def _before_table(tokens: list[Token], inline: int) -> bool:
    return inline + 2 < len(tokens) and tokens[inline + 2].type == "table_open"


def _is_caption(tokens: list[Token], place: int, edge: str) -> bool:
    inline = place + 1 if edge == "open" else place - 1
    return _before_table(tokens, inline) and CAPTION.fullmatch(tokens[inline].content) is not None


def _table_edge(edge: str, caption: str) -> str:
    if edge == "close":
        return "</table></div>"
    return (
        f'<div class="krds-table-wrap mob-scroll ui-table" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="tbl col data"><caption>{caption}</caption>'
    )


def _inline(token: Token, address: Address, sizes: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for child in token.children or []:
        if child.type == "text":
            yield escape(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            yield "<br>"
        elif child.type == "language":
            yield f'<span lang="{child.attrs["lang"]}">{escape(child.content)}</span>'
        elif child.type == LAW:
            yield _place_of_law(child.content)
        elif child.type in ("strong_open", "strong_close"):
            yield "<strong>" if child.type == "strong_open" else "</strong>"
        elif child.type == "link_open":
            yield f'<a href="{escape(address(str(child.attrs.get("href", ""))))}">'
        elif child.type == "link_close":
            yield "</a>"
        elif child.type == "image":
            source = str(child.attrs.get("src", ""))
            width, height = sizes.get(source.removeprefix("picture:"), (0, 0))
            yield (
                f'<img src="{escape(address(source))}" alt="{escape(child.content)}" width="{width}" height="{height}" loading="lazy">'
            )


def _place_of_law(words: str) -> str:
    """A citation in the language of the page; one that cannot be put into it stays Korean and says so."""
    if translation.get_language() == RECORD:
        return escape(words)
    shown = cited(words)
    return escape(shown) if shown else f'<span lang="{RECORD}">{escape(words)}</span>'
