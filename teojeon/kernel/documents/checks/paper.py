"""A PDF of pictures, a page each."""

import io
import zlib
from collections.abc import Iterable
from typing import BinaryIO

import pikepdf
from PIL import Image

from teojeon.kernel.documents.checks import limits
from teojeon.kernel.documents.checks.verdict import Refused

_A4 = (595.0, 842.0)  # points


def write_pages(pages: Iterable[Image.Image], copy: BinaryIO, quality: int) -> int:
    """Every picture fills an A4 page, upright or across. Returns the number of pages. Raises Refused: TOO_HEAVY past
    limits.SAFE_BYTES, TOO_MANY_PAGES."""
    document = pikepdf.Pdf.new()
    number = taken = 0
    for number, image in enumerate(pages, start=1):
        if number > limits.MAX_PAGES:
            raise Refused("TOO_MANY_PAGES")
        picture = _stream(document, image, quality)
        taken += len(picture.read_raw_bytes())
        if taken > limits.SAFE_BYTES:
            raise Refused("TOO_HEAVY")
        _add_page(document, picture, image.width, image.height)
    document.save(copy, deterministic_id=True)
    return number


def _stream(document: pikepdf.Pdf, image: Image.Image, quality: int) -> pikepdf.Stream:
    described = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": image.width, "Height": image.height}
    if image.mode == "1":  # a fax or a scan in black and white: without loss it is smaller than a JPEG
        data, depth, colours, way = zlib.compress(image.tobytes(), 6), 1, "/DeviceGray", "/FlateDecode"
    else:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        data, depth, colours, way = buffer.getvalue(), 8, "/DeviceGray" if image.mode == "L" else "/DeviceRGB", "/DCTDecode"
    stream = pikepdf.Stream(document, data)
    for name, value in described.items():
        stream[f"/{name}"] = value
    stream["/BitsPerComponent"] = depth
    stream["/ColorSpace"] = pikepdf.Name(colours)
    stream["/Filter"] = pikepdf.Name(way)
    return stream


def _add_page(document: pikepdf.Pdf, picture: pikepdf.Stream, width: int, height: int) -> None:
    sides = _A4 if width <= height else _A4[::-1]
    share = min(sides[0] / width, sides[1] / height)
    wide, high = width * share, height * share
    across, up = (sides[0] - wide) / 2, (sides[1] - high) / 2
    page = document.add_blank_page(page_size=sides)
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=picture))
    page.obj["/Contents"] = pikepdf.Stream(document, f"q {wide:.2f} 0 0 {high:.2f} {across:.2f} {up:.2f} cm /Photo Do Q".encode())
