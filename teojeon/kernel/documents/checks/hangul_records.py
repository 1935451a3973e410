"""What stands in an HWP 5 file: streams unpacked within limits, the letters of its paragraphs, its pictures.

After 한글과컴퓨터's published format description (한글문서파일형식 5.0). Lay-out is not read: the copy shows letters and
pictures only.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import olefile

from teojeon.kernel.documents.checks import limits
from teojeon.kernel.documents.checks.verdict import Refused

Compound: TypeAlias = "olefile.OleFileIO[Any]"

_PARA_HEADER, _PARA_TEXT, _CTRL_HEADER, _LIST_HEADER = 66, 67, 71, 72
_TABLE = b" lbt"
# Control characters: those that stand alone; all others take eight places.
_ALONE = frozenset({0, 10, 13, *range(24, 32)})
_LETTERS = {9: "\t", 10: "\n", 24: "-", 30: " ", 31: " "}
_COMPRESSED, _PASSWORD, _DISTRIBUTION, _SCRIPT, _DRM, _HISTORY, _CERTIFICATE, _CERTIFICATE_DRM = 0, 1, 2, 3, 4, 6, 8, 10
_SCRIPT_FRAME = re.compile(
    r"//[^\r\n]*|/\*.*?\*/|function\s+On\w+\s*\([^)]*\)|var\s+\w+\s*=\s*[\w.]*XHwp[\w.]*\s*;?|[\s{}\x00]", re.DOTALL
)


@dataclass(frozen=True)
class Header:
    """FileHeader: which properties the document has."""

    properties: int

    def has(self, bit: int) -> bool:
        """Whether a bit of the properties is set."""
        return bool(self.properties >> bit & 1)


def header(compound: Compound) -> Header:
    """Raises Refused for documents whose contents nobody can look into."""
    data = _raw(compound, ["FileHeader"], 256)
    if len(data) < 40:
        raise Refused("HWP_DAMAGED")
    found = Header(int.from_bytes(data[36:40], "little"))
    if found.has(_PASSWORD):
        raise Refused("HWP_ENCRYPTED")
    if any(found.has(bit) for bit in (_DISTRIBUTION, _DRM, _CERTIFICATE, _CERTIFICATE_DRM)):
        raise Refused("HWP_DISTRIBUTION")
    return found


def stream(compound: Compound, path: list[str], is_packed: bool) -> bytes:
    """One stream, unpacked. Raises Refused: TOO_HEAVY, HWP_DAMAGED."""
    data = _raw(compound, path, limits.MAX_FILE_BYTES)
    return inflated(data) if is_packed else data


def inflated(data: bytes) -> bytes:
    """Raw deflate, to at most limits.MAX_PART_BYTES. Raises Refused: TOO_HEAVY, HWP_DAMAGED."""
    machine = zlib.decompressobj(-15)
    try:
        found = machine.decompress(data, limits.MAX_PART_BYTES)
    except zlib.error as error:
        raise Refused("HWP_DAMAGED") from error
    if machine.unconsumed_tail:
        raise Refused("TOO_HEAVY")
    if not machine.eof:
        raise Refused("HWP_DAMAGED")  # broken off in the middle
    return found


def sections(compound: Compound) -> list[list[str]]:
    """The paths of the body's sections in their order."""
    found = [path for path in compound.listdir() if len(path) == 2 and path[0] == "BodyText" and path[1].startswith("Section")]
    return sorted(found, key=lambda path: (len(path[1]), path[1]))


def paragraphs(section: bytes) -> Iterator[str]:
    """The text of a section, a paragraph each; cells of one row of a table stand in one line, divided by bars. Raises
    Refused for records that point beyond their stream."""
    table_level, row = -1, -1
    cells: list[str] = []
    for tag, level, data in _records(section):
        if cells and (level <= table_level or (tag == _CTRL_HEADER and data[:4] == _TABLE)):
            yield " │ ".join(cells)
            cells, row = [], -1
        if level <= table_level:
            table_level = -1
        if tag == _CTRL_HEADER and data[:4] == _TABLE:
            table_level = level
        elif tag == _LIST_HEADER and table_level >= 0 and level == table_level + 1 and len(data) >= 12:
            its_row = int.from_bytes(data[10:12], "little")
            if cells and its_row != row:
                yield " │ ".join(cells)
                cells = []
            row = its_row
            cells.append("")
        elif tag == _PARA_TEXT:
            text = _text(data)
            if cells:
                cells[-1] = f"{cells[-1]} {text}".strip()
            else:
                yield text
    if cells:
        yield " │ ".join(cells)


def has_macro(compound: Compound, properties: Header) -> bool:
    """Whether a script does anything: every document carries the empty frame of one."""
    if properties.has(_SCRIPT):
        return True
    for path in compound.listdir():
        if path[0] == "Scripts" and path[-1] != "JScriptVersion":
            try:
                source = _source_of_script(inflated(_raw(compound, path, limits.MAX_FILE_BYTES)))
            except Refused:
                return True
            if not is_frame_of_script(source):
                return True
    return False


def is_frame_of_script(letters: str) -> bool:
    """Whether a script is only the empty functions that every new document carries."""
    return not any(character.isascii() and character.isalnum() for character in _SCRIPT_FRAME.sub("", letters))


def has_history(compound: Compound, properties: Header) -> bool:
    """Whether earlier versions are kept inside."""
    return properties.has(_HISTORY) or any(path[0] == "DocHistory" for path in compound.listdir())


def is_packed(properties: Header) -> bool:
    """Whether the streams of the document are deflated."""
    return properties.has(_COMPRESSED)


def _source_of_script(data: bytes) -> str:
    """Head, source and what runs before and after it: each the number of its letters, then the letters."""
    parts, at = [], 0
    for _ in range(4):
        size = int.from_bytes(data[at : at + 4], "little") * 2
        if at + 4 + size > len(data):
            raise Refused("HWP_DAMAGED")
        parts.append(data[at + 4 : at + 4 + size].decode("utf-16-le", "replace"))
        at += 4 + size
    return "\n".join(parts)


def _raw(compound: Compound, path: list[str], most: int) -> bytes:
    try:
        with compound.openstream(path) as opened:
            data: bytes = opened.read(most + 1)
    except (OSError, ValueError, IndexError) as error:
        raise Refused("HWP_DAMAGED") from error
    if len(data) > most:
        raise Refused("TOO_HEAVY")
    return data


def _records(section: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(section):
        word = int.from_bytes(section[at : at + 4], "little")
        at += 4
        tag, level, size = word & 0x3FF, word >> 10 & 0x3FF, word >> 20
        if size == 0xFFF:
            size = int.from_bytes(section[at : at + 4], "little")
            at += 4
        if at + size > len(section):
            raise Refused("HWP_DAMAGED")
        yield tag, level, section[at : at + size]
        at += size


def _text(data: bytes) -> str:
    """UTF-16 with control characters between the letters."""
    parts: list[str] = []
    at, begun = 0, 0
    while at + 2 <= len(data):
        code = data[at] | data[at + 1] << 8
        if code >= 32:
            at += 2
            continue
        parts += [data[begun:at].decode("utf-16-le", "replace"), _LETTERS.get(code, "")]
        at += 2 if code in _ALONE else 16
        begun = at
    parts.append(data[begun : len(data) & ~1].decode("utf-16-le", "replace"))
    return "".join(parts)
