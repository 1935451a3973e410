"""When and where a photo was taken, as the camera wrote it into the file (Exif 2.32).

Only numbers of a few fields are read, each inside the bytes given: what is damaged, strange or hostile says nothing, and raises nothing.
"""

import datetime as dt
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from teojeon.kernel import clock

_TIFF = re.compile(rb"(?:Exif\x00\x00|eXIf|\A)(II\*\x00|MM\x00\*)")
_MOST_MARKS, _MOST_FIELDS = 4, 200
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _OFFSET, _WRITTEN = 0x9003, 0x9011, 0x0132
_NORTH, _LATITUDE, _EAST, _LONGITUDE = 1, 2, 3, 4
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}
_OFFSET_WORD = re.compile(r"([+-])(\d{2}):(\d{2})")


@dataclass(frozen=True)
class Taken:
    """`at`: with a time zone, Seoul's where the camera names none. `latitude`, `longitude`: degrees, both or neither."""

    at: dt.datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


def taken(content: bytes) -> Taken:
    """What the first bytes of a JPG, HEIC, PNG or TIFF say; empty where they say nothing that can be read."""
    for count, mark in enumerate(_TIFF.finditer(content)):
        if count >= _MOST_MARKS:
            break
        try:
            found = _read(content[mark.start(1) :])
        except (struct.error, ValueError, OverflowError):
            continue
        if found != Taken():
            return found
    return Taken()


def _read(block: bytes) -> Taken:
    order = "<" if block.startswith(b"II") else ">"
    first = _fields(block, struct.unpack_from(order + "I", block, 4)[0], order)
    exif = _fields(block, _number(first, _EXIF, order), order) if _EXIF in first else {}
    gps = _fields(block, _number(first, _GPS, order), order) if _GPS in first else {}
    at = _instant(_text(exif, _TAKEN) or _text(first, _WRITTEN), _text(exif, _OFFSET))
    latitude = _degrees(gps, _LATITUDE, _NORTH, "S", 90, order)
    longitude = _degrees(gps, _LONGITUDE, _EAST, "W", 180, order)
    if latitude is None or longitude is None:
        return Taken(at)
    return Taken(at, latitude, longitude)


def _fields(block: bytes, place: int, order: str) -> dict[int, bytes]:
    """The values of one directory, each as its bytes."""
    found: dict[int, bytes] = {}
    (count,) = struct.unpack_from(order + "H", block, place)
    for number in range(min(count, _MOST_FIELDS)):
        at = place + 2 + number * 12
        tag, kind, length = struct.unpack_from(order + "HHI", block, at)
        size = _SIZES.get(kind, 0) * length
        if not 0 < size <= 64:
            continue
        start = at + 8 if size <= 4 else struct.unpack_from(order + "I", block, at + 8)[0]
        value = block[start : start + size]
        if len(value) == size:
            found[tag] = value
    return found


def _number(fields: Mapping[int, bytes], tag: int, order: str) -> int:
    return int(struct.unpack_from(order + "I", fields[tag])[0])


def _text(fields: Mapping[int, bytes], tag: int) -> str:
    return fields.get(tag, b"").split(b"\0")[0].decode("ascii").strip()


def _instant(text: str, offset: str) -> dt.datetime | None:
    if not text:
        return None
    zone: dt.tzinfo = clock.SEOUL
    if match := _OFFSET_WORD.fullmatch(offset):
        minutes = int(match[2]) * 60 + int(match[3])
        zone = dt.timezone(dt.timedelta(minutes=-minutes if match[1] == "-" else minutes))
    try:
        at = dt.datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:  # a camera whose clock was never set
        return None
    return at if at.year >= 1990 else None


def _degrees(gps: Mapping[int, bytes], tag: int, side: int, negative: str, most: int, order: str) -> float | None:
    value = gps.get(tag, b"")
    if len(value) != 24:
        return None
    parts = struct.unpack(order + "6I", value)
    if 0 in parts[1::2]:  # a camera that did not know where it was
        return None
    degrees: float = parts[0] / parts[1] + parts[2] / parts[3] / 60 + parts[4] / parts[5] / 3600
    if degrees > most:
        return None
    return round(-degrees if _text(gps, side) == negative else degrees, 6)
