"""Lines of a printed table: letters to lines, lines to columns, and which letters a stroke goes through. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from teojeon.kernel.documents.text_pages import Run, Stroke, TextPage

STRUCK_FROM, STRUCK_TO = 0.22, 0.78  # of a letter's height: above is a border, below an underline
MOSTLY = 0.5
SAME_LINE = 0.5
MARGIN = 11.0  # points between text and the line of its cell
NEAR = 3.0  # points between two beginnings of one column


@dataclass(frozen=True)
class Piece:
    """Letters side by side. `struck`: a level line goes through most of them."""

    text: str
    left: float
    right: float
    struck: bool


@dataclass(frozen=True)
class Line:
    """What stands side by side on a page (from 1), from left to right."""

    page: int
    top: float
    bottom: float
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(each.text for each in self.pieces)

    @property
    def compact(self) -> str:
        """Without spaces, which a registry's headings have between all letters."""
        return "".join(self.text.split())


def lines_of(page: TextPage) -> list[Line]:
    """From top to bottom."""
    level = [each for each in page.strokes if each.is_level]
    found: list[list[Run]] = []
    for run in sorted(page.runs, key=lambda each: ((each.top + each.bottom) / 2, each.left)):
        if found and _is_beside(run, found[-1][0]):
            found[-1].append(run)
        else:
            found.append([run])
    return [_line(page.number, runs, level) for runs in found]


def _is_beside(run: Run, first: Run) -> bool:
    middle, height = (run.top + run.bottom) / 2, min(run.bottom - run.top, first.bottom - first.top)
    return abs(middle - (first.top + first.bottom) / 2) < SAME_LINE * height


def _line(number: int, runs: Sequence[Run], strokes: Sequence[Stroke]) -> Line:
    ordered = sorted(runs, key=lambda each: each.left)
    pieces = tuple(Piece(_plain(each.text), each.left, each.right, _is_struck(each, strokes)) for each in ordered)
    return Line(number, min(each.top for each in ordered), max(each.bottom for each in ordered), pieces)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _is_struck(run: Run, strokes: Sequence[Stroke]) -> bool:
    height = run.bottom - run.top
    first, last = run.top + STRUCK_FROM * height, run.top + STRUCK_TO * height
    spans = [
        (max(min(each.x1, each.x2), run.left), min(max(each.x1, each.x2), run.right))
        for each in strokes
        if first <= each.y1 <= last
    ]
    return covered(spans) > MOSTLY * (run.right - run.left)


def covered(spans: Sequence[tuple[float, float]]) -> float:
    """How much of a line these stretches cover, twice covered once."""
    total, end = 0.0, float("-inf")
    for left, right in sorted(spans):
        if right > max(left, end):
            total, end = total + right - max(left, end), right
    return total


@dataclass(frozen=True)
class Columns:
    """Left edges of the columns after the first, in points."""

    edges: tuple[float, ...]

    def of(self, piece: Piece) -> int:
        """The column in which a piece begins, from 0."""
        return sum(1 for edge in self.edges if piece.left >= edge)

    def reaches_end(self, piece: Piece, column: int) -> bool:
        """Whether not one more letter fits behind a piece in its column."""
        letter = (piece.right - piece.left) / max(len(piece.text), 1)
        return column < len(self.edges) and self.edges[column] - piece.right < letter + MARGIN


def columns_of(header: Line, titles: Sequence[str], body: Sequence[Line], page: TextPage) -> Columns | None:
    """The columns under a line of headings. Upright lines of the table say where they part; without them the beginnings of what stands
    below. None where a heading is missing."""
    middles = _middles(header, titles)
    if middles is None:
        return None
    upright = [
        each.x1 for each in page.strokes
        if not each.is_level and min(each.y1, each.y2) - NEAR <= (header.top + header.bottom) / 2 <= max(each.y1, each.y2) + NEAR
    ]  # fmt: skip
    starts = Counter(round(each.left) for line in body for each in line.pieces)
    edges = []
    for before, after in pairwise(middles):
        between = [x for x in upright if before < x < after]
        edges.append(min(between) if between else _beginning(starts, before, after))
    return Columns(tuple(edges))


def _beginning(starts: Counter[int], before: float, after: float) -> float:
    """Where most lines begin between two headings: text is set from the left, headings in the middle."""
    inside = {x: sum(count for other, count in starts.items() if abs(other - x) <= NEAR) for x in starts if before < x <= after}
    if not inside:
        return (before + after) / 2
    most = max(inside.values())
    return min(x for x, count in inside.items() if count == most) - 2 * NEAR / 3


def _middles(header: Line, titles: Sequence[str]) -> list[float] | None:
    """The middle of each heading, however its letters are spaced."""
    letters = [(letter, x) for piece in header.pieces for letter, x in _letters(piece)]
    compact, middles, begin = "".join(letter for letter, _ in letters), [], 0
    for title in titles:
        place = compact.find(title, begin)
        if place < 0:
            return None
        begin = place + len(title)
        middles.append((letters[place][1] + letters[begin - 1][1]) / 2)
    return middles


def _letters(piece: Piece) -> list[tuple[str, float]]:
    width = (piece.right - piece.left) / max(len(piece.text), 1)
    return [(letter, piece.left + (place + 0.5) * width) for place, letter in enumerate(piece.text) if not letter.isspace()]
