"""What a PDF would unpack to, found out before anybody's viewer does: streams, pictures, drawings within drawings."""

import io
import re
import warnings
import zlib
from collections import Counter
from collections.abc import Iterator

import pikepdf
from PIL import Image

from teojeon.kernel.documents.checks import limits
from teojeon.kernel.documents.checks.pictures import scans_of_jpeg
from teojeon.kernel.documents.checks.verdict import Refused

PIECE_BYTES = 1 << 20
_FLATE = frozenset({"/FlateDecode", "/Fl"})
_JPEG = frozenset({"/DCTDecode", "/DCT", "/JPXDecode"})
# Decoded by what shows the picture, not by the reader of the file.
_FOR_PICTURES = _JPEG | {"/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
_BETWEEN = rb"(?:[\s\x00]|%[^\r\n]*[\r\n])+"  # a comment divides words as a space does
_USES = re.compile(rb"/([^\s\x00/\[\]<>(){}%]+)(?:" + _BETWEEN + rb"[-+\d.]+)?" + _BETWEEN + rb"(Do|scn|SCN|gs|Tf)\b")
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_ROOM_OF = {b"Do": "/XObject", b"scn": "/Pattern", b"SCN": "/Pattern", b"gs": "/ExtGState", b"Tf": "/Font"}


def set_limits_of_library() -> None:
    """For this whole process: what qpdf itself refuses to unpack."""
    pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=200,
        max_stream_filters=limits.MAX_FILTERS,
        flate_max_memory=limits.MAX_STREAM_BYTES,
        run_length_max_memory=limits.MAX_STREAM_BYTES,
        png_max_memory=limits.MAX_STREAM_BYTES,
        tiff_max_memory=limits.MAX_STREAM_BYTES,
        dct_max_memory=limits.MAX_STREAM_BYTES,
    )


class Measure:
    """Adds up what the streams of one document unpack to. Raises Refused("TOO_HEAVY") past a limit."""

    def __init__(self) -> None:
        self.unpacked = 0

    def stream(self, stream: pikepdf.Stream) -> None:
        """One stream, unpacked piece by piece where that is possible."""
        filters = filters_of(stream)
        if len(filters) > limits.MAX_FILTERS:
            raise Refused("TOO_HEAVY")
        if self._is_plain_picture(stream, filters):
            return
        packed = filters[:-1] if filters and filters[-1] in _FOR_PICTURES else filters
        if not packed:
            return
        if len(packed) == len(filters) and not _FLATE.issuperset(packed):
            self._add(len(stream.read_bytes()))  # within the library's own limits
            return
        for size in _inflated(stream.read_raw_bytes(), sum(name in _FLATE for name in packed)):
            self._add(size)

    def _add(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > limits.MAX_UNPACKED_BYTES:
            raise Refused("TOO_HEAVY")

    def _is_plain_picture(self, stream: pikepdf.Stream, filters: list[str]) -> bool:
        """Whether it is a picture whose size says it all: a viewer unpacks one at a time and no further than its last line."""
        width, height = stream.get("/Width", 0), stream.get("/Height", 0)
        if stream.get("/Subtype") != pikepdf.Name.Image or not (isinstance(width, int) and isinstance(height, int)):
            return False
        is_jpeg = len(filters) == 1 and filters[0] in _JPEG
        if width * height > (limits.MAX_JPEG_PIXELS if is_jpeg else limits.MAX_PICTURE_PIXELS):
            raise Refused("TOO_HEAVY")
        if is_jpeg:
            _jpeg_within_limits(stream.read_raw_bytes())
        return len(filters) == 1


def _jpeg_within_limits(data: bytes) -> None:
    """The picture's own header may say more than the PDF does. One that cannot be read is the viewer's to leave out."""
    if scans_of_jpeg(data) > limits.MAX_JPEG_SCANS:
        raise Refused("TOO_HEAVY")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            width, height = Image.open(io.BytesIO(data), formats=["JPEG", "JPEG2000"]).size
    except (OSError, ValueError, SyntaxError, IndexError, KeyError, TypeError):
        return
    if width * height > limits.MAX_JPEG_PIXELS:
        raise Refused("TOO_HEAVY")


def filters_of(stream: pikepdf.Stream) -> list[str]:
    """The names of a stream's filters, the outermost first."""
    found = stream.get("/Filter")
    if found is None:
        return []
    return [text_of_name(name) for name in found] if isinstance(found, pikepdf.Array) else [text_of_name(found)]


def _inflated(data: bytes, times: int) -> Iterator[int]:
    """The sizes of the pieces that come out after inflating `times` over. A stream that breaks off ends there."""
    pieces: Iterator[bytes] = iter((data,))
    for _ in range(times):
        pieces = _inflate(pieces)
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limits.MAX_STREAM_BYTES:
            raise Refused("TOO_HEAVY")
        yield len(piece)


def _inflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    total = 0
    for piece in pieces:
        left = piece
        while left:
            try:
                out = machine.decompress(left, PIECE_BYTES)
            except zlib.error:
                return
            total += len(out)
            if total > limits.MAX_STREAM_BYTES:
                raise Refused("TOO_HEAVY")
            yield out
            if machine.eof:
                return
            left = machine.unconsumed_tail


class Drawings:
    """How often something is drawn when a page is shown: a form that draws ten forms that draw ten forms is small as a
    file and endless on the screen."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}
        self._open: set[tuple[int, int]] = set()
        self.total = 0
        self.is_incomplete = False  # something is used that the file does not hold

    def page(self, page: pikepdf.Page) -> None:
        """Adds one page. Raises Refused."""
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        text = b"\n".join(_text(stream) for stream in streams)
        self.total += self._drawn(text, page.obj.get("/Resources"), 0)
        if self.total > limits.MAX_DRAWINGS:
            raise Refused("TOO_HEAVY")

    def _drawn(self, text: bytes, resources: object, depth: int) -> int:
        if depth > limits.MAX_DRAWING_DEPTH:
            raise Refused("TOO_HEAVY")
        total = 1
        for (name, operator), times in Counter(_USES.findall(text)).items():
            thing = _named(_part(resources, _ROOM_OF[operator]), name)
            self.is_incomplete |= thing is None and operator in {b"Do", b"Tf"}
            for stream in _streams_of(thing, operator):
                total += times * self._stream(stream, resources, depth + 1)
                if total > limits.MAX_DRAWINGS:
                    raise Refused("TOO_HEAVY")
        return total

    def _stream(self, stream: pikepdf.Stream, resources: object, depth: int) -> int:
        key = stream.objgen
        if key in self._open:
            raise Refused("PDF_DAMAGED")  # it draws itself
        if key not in self._known:
            self._open.add(key)
            self._known[key] = self._drawn(_text(stream), stream.get("/Resources", resources), depth)
            self._open.discard(key)
        return self._known[key]


def _streams_of(thing: object, operator: bytes) -> Iterator[pikepdf.Stream]:
    """What is drawn when the thing is used: a form, a pattern, a soft mask, the letters of a drawn font."""
    if isinstance(thing, pikepdf.Stream):
        if thing.get("/Subtype") != pikepdf.Name.Image:
            yield thing
    elif operator == b"gs":
        group = _part(_part(thing, "/SMask"), "/G")
        if isinstance(group, pikepdf.Stream):
            yield group
    elif operator == b"Tf":
        letters = _part(thing, "/CharProcs")
        if isinstance(letters, pikepdf.Dictionary):
            yield from (letter for letter in letters.values() if isinstance(letter, pikepdf.Stream))


def _part(thing: object, name: str) -> object:
    return thing.get(name) if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else None


def _named(room: object, name: bytes) -> object:
    """What a page calls by a name of its own. Names are bytes: Korean files have them in CP949, and any byte as #B1."""
    if not isinstance(room, pikepdf.Dictionary):
        return None
    plain = b"/" + _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), name)
    return next((value for key, value in room.items() if key.encode("utf-8", "surrogateescape") == plain), None)


def text_of_name(value: object) -> str:
    """A name of the standard as text; "" for any other, whose bytes may be no text at all."""
    try:
        return str(value) if isinstance(value, pikepdf.Name) else ""
    except UnicodeDecodeError:
        return ""


def _text(stream: object) -> bytes:
    if not isinstance(stream, pikepdf.Stream):
        return b""
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return b""  # cannot be shown either
