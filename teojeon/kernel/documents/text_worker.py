"""The process that takes the text of a defused PDF with its places: `python -m teojeon.kernel.documents.text_worker JOB`. Without Django.

Behind the same walls as the checks. JOB: {"inputs": [descriptor], "output": descriptor, "answer": descriptor}. It writes the pages as JSON
into the output and answers {"ready": [wall…]}, then {"pages": number} or {"pages": null} where the file cannot be read.

Lengths are points, from the upper left corner of the page. Turned letters (a watermark) are left out.
"""

import ctypes
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from teojeon.kernel.documents.checks import limits, walls

MOST_STROKES = 40_000  # of a document; a table has some hundred a page
MOST_DEPTH = 6  # forms drawn by forms
THIN, SHORTEST = 1.6, 3.0  # points: what is flatter is a line, what is shorter a dot
APART, ASKEW = 0.8, 0.3  # of a letter's height: a gap that parts two runs, a step that parts two lines
UPRIGHT = 0.05  # radians
NO_LETTERS = frozenset({0, 0xFFFE, 0xFFFF})
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


def main() -> None:
    """One document, one answer."""
    job: Mapping[str, Any] = json.loads(sys.argv[1])
    _say(job, {"ready": walls.raise_walls()})
    with os.fdopen(job["inputs"][0], "rb") as source:
        content = source.read()
    _say(job, {"pages": _write(content, job["output"])})
    os.close(job["answer"])


def _write(content: bytes, output: int) -> int | None:
    try:
        pages = pages_in(content)
        words = json.dumps({"pages": pages}, ensure_ascii=False).encode("utf-8", "replace")
    except (pypdfium2.PdfiumError, MemoryError, ValueError, IndexError):
        return None
    with os.fdopen(output, "wb", closefd=False) as target:
        target.write(words)
    return len(pages)


def pages_in(content: bytes) -> list[dict[str, Any]]:
    """What is written of each page: width, height, runs (text, left, top, right, bottom), lines (x1, y1, x2, y2)."""
    document = pypdfium2.PdfDocument(content)
    letters, strokes, found = limits.MAX_TEXT_LETTERS, MOST_STROKES, []
    for number in range(min(len(document), limits.MAX_PAGES)):
        page = document[number]
        page.set_rotation(0)
        left, bottom, right, top = page.get_cropbox()
        runs = [each.shown(left, top) for each in _runs(page, letters)]
        lines = [
            (x1 - left, top - y1, x2 - left, top - y2)
            for (x1, y1), (x2, y2) in _some(_page_lines(page), strokes)  # ends of strokes
        ]
        letters -= sum(len(each[0]) for each in runs)
        strokes -= len(lines)
        found.append({"width": right - left, "height": top - bottom, "runs": runs, "lines": [_rounded(each) for each in lines]})
        if letters <= 0:
            break
    return found


def _some(lines: Iterator[tuple[Point, Point]], most: int) -> Iterator[tuple[Point, Point]]:
    for _, line in zip(range(most), lines, strict=False):
        yield line


def _rounded(numbers: tuple[float, ...]) -> list[float]:
    return [round(each, 2) for each in numbers]


@dataclass
class _Run:
    """Letters side by side on one line."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)

    def goes_on(self, left: float, bottom: float) -> bool:
        gap = left - self.right
        return -self.height < gap < APART * self.height and abs(bottom - self.bottom) < ASKEW * self.height

    def shown(self, left: float, top: float) -> list[Any]:
        return [self.text, *_rounded((self.left - left, top - self.top, self.right - left, top - self.bottom))]


def _runs(page: Any, most: int) -> list[_Run]:
    text, runs, spaced = page.get_textpage(), list[_Run](), False
    for place in range(min(text.count_chars(), most)):
        code = pdfium.FPDFText_GetUnicode(text, place)
        letter = "" if code in NO_LETTERS or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)  # no half of a pair
        if not letter or letter.isspace() or not letter.isprintable():
            spaced = True
            continue
        if abs(pdfium.FPDFText_GetCharAngle(text, place)) % 6.2832 > UPRIGHT:
            continue
        left, bottom, right, top = text.get_charbox(place, loose=True)
        last = runs[-1] if runs else None
        if last is not None and last.goes_on(left, bottom):
            last.text += (" " if spaced else "") + letter
            last.right, last.top, last.bottom = max(right, last.right), max(top, last.top), min(bottom, last.bottom)
        else:
            runs.append(_Run(letter, left, bottom, right, top))
        spaced = False
    return runs


def _page_lines(page: Any) -> Iterator[tuple[Point, Point]]:
    """Straight level and upright strokes of a page, also those drawn as thin rectangles."""
    for place in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _lines_of(pdfium.FPDFPage_GetObject(page, place), PLAIN, 0)


def _lines_of(drawn: Any, outer: Matrix, depth: int) -> Iterator[tuple[Point, Point]]:
    kind, matrix = pdfium.FPDFPageObj_GetType(drawn), _times(_matrix(drawn), outer)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MOST_DEPTH:
        for place in range(pdfium.FPDFFormObj_CountObjects(drawn)):
            yield from _lines_of(pdfium.FPDFFormObj_GetObject(drawn, place), matrix, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from (line for line in _path(drawn, matrix) if _is_straight(line))


def _path(drawn: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    fill, stroke = ctypes.c_int(0), ctypes.c_int(0)
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    corners: list[Point] = []
    for place in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, place)
        x, y = ctypes.c_float(0), ctypes.c_float(0)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved((x.value, y.value), matrix)
        if stroke.value and corners and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            yield corners[-1], point
        corners.append(point)
    if not stroke.value and fill.value and corners:
        (x1, x2), (y1, y2) = ((min(each), max(each)) for each in zip(*corners, strict=True))
        if min(x2 - x1, y2 - y1) <= THIN:
            level = x2 - x1 >= y2 - y1
            yield ((x1, (y1 + y2) / 2), (x2, (y1 + y2) / 2)) if level else (((x1 + x2) / 2, y1), ((x1 + x2) / 2, y2))


def _is_straight(line: tuple[Point, Point]) -> bool:
    (x1, y1), (x2, y2) = line
    across, up = abs(x2 - x1), abs(y2 - y1)
    return min(across, up) <= THIN and max(across, up) >= SHORTEST


def _matrix(drawn: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, found):
        return PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(point: Point, matrix: Matrix) -> Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _say(job: Mapping[str, Any], words: Mapping[str, Any]) -> None:
    os.write(job["answer"], json.dumps(words).encode() + b"\n")


if __name__ == "__main__":
    main()
