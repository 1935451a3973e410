"""What a hostile file is, and honest files to put hostile things into."""

import functools
import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00".ljust(128, b"\0") + b"PE\0\0" + bytes(512)
HTML = b"<!DOCTYPE html><html><body><script>alert(document.cookie)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


@dataclass(frozen=True)
class Hostile:
    """`refused`: the code that the checks must answer, or "" for a file that must be defused; `removed`: codes that its
    verdict must name; `traces`: bytes that must not be found in the copy, packed or unpacked."""

    name: str
    make: Callable[[], bytes]
    refused: str = ""
    removed: tuple[str, ...] = ()
    traces: tuple[bytes, ...] = field(default=())


def photo(width: int = 320, height: int = 240) -> Image.Image:
    """A picture whose upper left corner is black and the rest of it pale, so that a turn can be seen."""
    image = Image.new("RGB", (width, height), (230, 225, 215))
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill=(0, 0, 0))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """As a file of a format that Pillow writes, or "HEIF"."""
    buffer = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def position() -> Image.Exif:
    """What a telephone writes: where the photo was taken, with which device."""
    exif = Image.Exif()
    exif[0x010F] = "Teojeon Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 58.9), 3: "E", 4: (126.0, 58.0, 40.7)})
    return exif


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **options: object) -> bytes:
    """One page with a line of text, changed as asked."""
    document = pikepdf.Pdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
    page.obj["/Contents"] = pikepdf.Stream(document, b"BT /F1 24 Tf 72 700 Td (Lease contract) Tj ET")
    if change:
        change(document)
    buffer = io.BytesIO()
    document.save(buffer, static_id=True, fix_metadata_version=False, **options)
    return buffer.getvalue()


def raw_pdf(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF written by hand, for what no library writes. Objects are numbered from 1."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)


def raw_stream(data: bytes, described: bytes = b"") -> bytes:
    """A stream object for `raw_pdf`."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), described, data)


@functools.cache
def zeros(megabytes: int, times: int = 1) -> bytes:
    """Deflated zeros, in constant memory; deflated again `times` over."""
    machine = zlib.compressobj(9)
    block = bytes(1 << 20)
    data = b"".join(machine.compress(block) for _ in range(megabytes)) + machine.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data
