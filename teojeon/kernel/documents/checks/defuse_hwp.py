"""HWP 5 (OLE): a PDF of its letters and pictures.

A cleaned HWP would still be parsed by the program that most attacks here aim at: records, drawing objects, EPS pictures
and OLE objects of a stranger, in a format whose full grammar nobody outside knows. So no byte of it reaches another
person's machine; the price, its lay-out, is said ("layout"). HWPX keeps its lay-out (defuse_hwpx).
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import olefile
from PIL import Image

from teojeon.kernel.documents.checks import hangul_records, limits, pictures
from teojeon.kernel.documents.checks.text_paper import write_text_and_pictures
from teojeon.kernel.documents.checks.verdict import Refused

_OLE = b"\xd0\xcf\x11\xe0"


def defuse_hwp(file: BinaryIO, copy: BinaryIO, removed: set[str], fonts: tuple[Path, ...]) -> int:
    """Writes the PDF, says in `removed` what stayed behind, returns the pages of the PDF. Raises Refused."""
    try:
        with olefile.OleFileIO(file) as compound:
            if len(compound.listdir()) > limits.MAX_PARTS:
                raise Refused("TOO_HEAVY")
            properties = hangul_records.header(compound)
            if hangul_records.has_macro(compound, properties):
                removed.add("macro")
            if hangul_records.has_history(compound, properties):
                removed.add("history")
            lines = list(_lines(compound, hangul_records.is_packed(properties)))
            names = sorted(path for path in compound.listdir() if len(path) == 2 and path[0] == "BinData")
            if len(names) > limits.MAX_TEXT_PICTURES:
                raise Refused("TOO_HEAVY")
            removed |= {"layout", "metadata"}
            return write_text_and_pictures(lines, _pictures(compound, names, removed), copy, fonts)
    except (OSError, IndexError, TypeError, AttributeError) as error:
        raise Refused("HWP_DAMAGED") from error  # olefile's answers to broken tables


def _lines(compound: hangul_records.Compound, is_packed: bool) -> Iterator[str]:
    paths = hangul_records.sections(compound)
    if not paths:
        raise Refused("HWP_DAMAGED")
    letters = 0
    for path in paths:
        for line in hangul_records.paragraphs(hangul_records.stream(compound, path, is_packed)):
            letters += len(line)
            if letters > limits.MAX_TEXT_LETTERS:
                raise Refused("TOO_MANY_PAGES")
            yield line


def _pictures(compound: hangul_records.Compound, names: list[list[str]], removed: set[str]) -> Iterator[Image.Image]:
    """One after the other. What is no picture, or one that cannot be decoded, is left out and said."""
    for path in names:
        data = hangul_records.stream(compound, path, is_packed=False)
        kind = pictures.kind_of(data)
        if kind is None:
            try:
                data = hangul_records.inflated(data)
            except Refused as refusal:
                if refusal.code == "TOO_HEAVY":
                    raise
            kind = pictures.kind_of(data)
        if kind is None:
            removed.add("embedded" if _OLE in data[:16] or path[1].lower().endswith(".ole") else "picture")
            continue
        try:
            yield pictures.picture(io.BytesIO(data), kind, removed, limits.JOINED_PIXELS[0])
        except Refused as refusal:
            if refusal.code != "PICTURE_DAMAGED":
                raise
            removed.add("picture")
