"""Pictures inside a PDF: their pixels as they are, without what the telephone noted beside them."""

import io
import zlib

import pikepdf
from PIL import ExifTags, Image

from teojeon.kernel.documents.checks import limits
from teojeon.kernel.documents.checks.pdf_limits import filters_of
from teojeon.kernel.documents.checks.pictures import DAMAGES

_FLATE = frozenset({"/FlateDecode", "/Fl"})
_JPEG = frozenset({"/DCTDecode", "/DCT"})
_JP2_MARK = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_JP2_NOTES = frozenset({b"uuid", b"xml ", b"uinf", b"jp2i"})
_SCAN, _COMMENT = 0xDA, 0xFE
_NEEDED_NOTES = frozenset({0xE0, 0xEE})  # JFIF, and how Adobe mixes colours
_STANDING_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def strip_notes(stream: pikepdf.Stream, removed: set[str]) -> None:
    """Takes places, devices, comments and what follows the picture out of a stream that holds a JPEG or a JPEG 2000."""
    names = filters_of(stream)
    if not names:
        return
    data = stream.read_raw_bytes()
    if len(names) > 1 and _FLATE.issuperset(names[:-1]):
        for _ in names[:-1]:
            try:
                data = zlib.decompressobj().decompress(data, limits.MAX_STREAM_BYTES)
            except zlib.error:
                return
    elif len(names) > 1:
        return
    if names[-1] in _JPEG and data.startswith(b"\xff\xd8"):
        bare = bare_jpeg(data)
    elif names[-1] == "/JPXDecode" and data.startswith(_JP2_MARK):
        bare = _bare_jp2(data)
    else:
        return
    if bare != data:
        removed.add("position" if _has_position(data) else "metadata")
        stream.write(bare, filter=pikepdf.Name(names[-1]), decode_parms=stream.get("/DecodeParms") if len(names) == 1 else None)


def bare_jpeg(data: bytes) -> bytes:
    """The same picture without notes. One whose marks cannot be followed stays as it is: no viewer reads notes there."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return data
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark in _STANDING_ALONE:
            kept.append(data[at : at + 2])
            at += 2
            continue
        if mark == _SCAN:
            end = data.rfind(b"\xff\xd9")
            kept.append(data[at : end + 2] if end > at else data[at:])
            return b"".join(kept)
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if mark != _COMMENT and (not 0xE0 <= mark <= 0xEF or mark in _NEEDED_NOTES):
            kept.append(data[at : at + size])
        at += size
    return data


def _bare_jp2(data: bytes) -> bytes:
    kept, at = [], 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size == 0:
            size = len(data) - at
        if size < 8:
            return data
        if kind not in _JP2_NOTES:
            kept.append(data[at : at + size])
        at += size
    return b"".join(kept)


def _has_position(data: bytes) -> bool:
    try:
        return bool(Image.open(io.BytesIO(data), formats=["JPEG"]).getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except DAMAGES:
        return False
