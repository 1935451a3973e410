"""한글 documents, honest and hostile: HWP 5 as a compound file, HWPX as a package."""

import struct
import zlib
from collections.abc import Mapping, Sequence

from tools.hostile.compound import compound_file

COMPRESSED, PASSWORD, DISTRIBUTION, SCRIPT = 1, 2, 4, 8


def hwp(
    lines: Sequence[str], *, properties: int = COMPRESSED, parts: Mapping[str, bytes] | None = None, section: bytes | None = None
) -> bytes:
    """A minimal HWP 5 document. `parts`: further streams; `section`: the first section as it stands in the file."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010100, properties)
    body = section if section is not None else deflated(b"".join(paragraph(line) for line in lines))
    streams = {
        "FileHeader": header.ljust(256, b"\0"),
        "DocInfo": deflated(record(16, 0, struct.pack("<HHHHHH", 1, 1, 1, 1, 1, 1).ljust(26, b"\0"))),
        "BodyText/Section0": body,
        "PrvText": "\r\n".join(lines).encode("utf-16-le"),
    }
    return compound_file(streams | dict(parts or {}))


def paragraph(text: str, level: int = 0) -> bytes:
    """The records of one paragraph."""
    letters = text.encode("utf-16-le") + b"\r\0"
    return record(66, level, struct.pack("<I", len(letters) // 2).ljust(22, b"\0")) + record(67, level + 1, letters)


def table(rows: Sequence[Sequence[str]]) -> bytes:
    """The records of a paragraph that holds a table."""
    letters = struct.pack("<H4s8xH", 11, b" lbt", 11) + b"\r\0"
    found = record(66, 0, struct.pack("<I", 9).ljust(22, b"\0")) + record(67, 1, letters) + record(71, 1, b" lbt".ljust(42, b"\0"))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            found += record(72, 2, struct.pack("<HHIHHHH", 1, 0, 0, column, row, 1, 1).ljust(47, b"\0")) + paragraph(text, 2)
    return found


def record(tag: int, level: int, data: bytes) -> bytes:
    """One record with its head."""
    if len(data) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(data) << 20) + data
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(data)) + data


def script(source: str) -> bytes:
    """The stream Scripts/DefaultJScript."""
    parts = ["var Documents = XHwpDocuments;\r\nvar Document = Documents.Active_XHwpDocument;\r\n", source, "", ""]
    packed = b"".join(struct.pack("<I", len(part)) + part.encode("utf-16-le") for part in parts)
    return deflated(packed + struct.pack("<i", -1))


def deflated(data: bytes) -> bytes:
    """Raw deflate, as HWP stores its streams."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return machine.compress(data) + machine.flush()
