"""Files as people send them, made here. Without Django, so that a benchmark can make them too."""

import io
import random

import pikepdf
from PIL import Image

A4 = (595, 842)


def pdf(pages: int = 1, mark: str = "") -> bytes:
    """A document of so many empty pages. `mark`: makes it another one."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=A4)
    document.docinfo["/Subject"] = mark
    return _saved(document)


def big_pdf(size: int, seed: int = 1) -> bytes:
    """A readable document of about so many bytes: one page with a stream that cannot be packed."""
    document = pikepdf.new()
    document.add_blank_page(page_size=A4)
    document.Root.PieceInfo = pikepdf.Dictionary(Padding=document.make_stream(noise(size, seed)))
    return _saved(document)


def photo(colour: str = "white", side: int = 60) -> bytes:
    """A photo of one colour."""
    target = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(target, "JPEG")
    return target.getvalue()


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes without any order."""
    return random.Random(seed).randbytes(size)


def _saved(document: pikepdf.Pdf) -> bytes:
    """The same bytes each time: what a library takes from the clock is left out."""
    target = io.BytesIO()
    document.save(target, compress_streams=False, deterministic_id=True)
    return target.getvalue()
