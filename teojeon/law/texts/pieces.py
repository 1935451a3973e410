"""An article's text as it is built: paragraphs (항), items (호), sub-items (목), each with its own words and its parts.

A printed article has one line for each part: `① …`, two spaces and `1. …`, four spaces and `가. …`; every other line
goes on with the part before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
OPENINGS = {"호": " 각 호 외의 부분", "목": " 각 목 외의 부분"}
PROVISO = " 단서"

_PARAGRAPH = re.compile(rf"([{CIRCLED}]) ")
_ITEM = re.compile(r" {2}(\d+)(?:의(\d+))?\. ")
_SUBITEM = re.compile(r" {4}([가-하])\. ")
_AMENDED = re.compile(r"\s*<(?:개정|신설|본조신설|전문개정)[^>]*>")
_PROVISO = re.compile(r"(?<=\. )(?:다만|그러나)[, ]")


@dataclass
class Piece:
    """A part of an article. `key` is its place within the article: 제1항제2호, empty for the article itself."""

    key: str
    own: str
    parts: list["Piece"] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """Its own words and those of its parts, as printed."""
        return "\n".join(filter(None, [self.own, *(part.whole for part in self.parts)]))

    @property
    def opening_name(self) -> str:
        """How its own words are cited apart from its items or sub-items: " 각 호 외의 부분"; empty where they are not."""
        return OPENINGS.get(self.parts[0].kind, "") if self.parts and self.own else ""

    @property
    def kind(self) -> str:
        """항, 호 or 목; empty for the article."""
        return "호" if re.search(r"호의\d+$", self.key) else self.key[-1:]

    @property
    def opening(self) -> str:
        """Its own words without the note of amendments: what goes before its parts."""
        return _AMENDED.sub("", self.own)

    @property
    def proviso(self) -> str:
        """The proviso (단서) of its own words, or nothing."""
        found = _PROVISO.search(self.opening)
        return self.opening[found.start() :] if found else ""

    def walk(self) -> Iterator["Piece"]:
        """This piece and every part of it, in the order of print."""
        yield self
        for part in self.parts:
            yield from part.walk()


def parse(text: str) -> Piece:
    """The article of this text."""
    article = Piece("", "")
    open_pieces = [article]
    for line in text.split("\n"):
        depth, name = _place(line)
        if depth == 0:
            last = open_pieces[-1]
            last.own = f"{last.own}\n{line}" if last.own else line
            continue
        above = [piece for piece in open_pieces if _depth(piece) < depth]
        piece = Piece(above[-1].key + name, line)
        above[-1].parts.append(piece)
        open_pieces = [*above, piece]
    return article


def pieces(text: str) -> dict[str, Piece]:
    """Every part of the article by its key."""
    return {piece.key: piece for piece in parse(text).walk()}


def chain(text: str, key: str) -> list[Piece]:
    """The parts that lead to `key`, from the article down to the part itself; empty where there is no such part."""
    found: list[Piece] = []
    at: Piece | None = parse(text)
    while at is not None:
        found.append(at)
        if at.key == key:
            return found
        at = next((part for part in at.parts if part.key == key or _holds(part.key, key)), None)
    return []


def _holds(above: str, key: str) -> bool:
    # 제1호 must not hold 제1호의2
    return key.startswith(above) and key[len(above) : len(above) + 1] != "의"


def _place(line: str) -> tuple[int, str]:
    """How deep a line stands (0: it goes on with the part before) and the name of the part it opens."""
    if found := _PARAGRAPH.match(line):
        return (1, f"제{CIRCLED.index(found[1]) + 1}항")
    if found := _ITEM.match(line):
        return (2, f"제{found[1]}호" + (f"의{found[2]}" if found[2] else ""))
    if found := _SUBITEM.match(line):
        return (3, f"{found[1]}목")
    return (0, "")


def _depth(piece: Piece) -> int:
    return {"": 0, "항": 1, "호": 2, "목": 3}[piece.kind]
