"""From a file to the copy that others open, kind by kind. Runs inside the sandbox only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from teojeon.kernel.documents.checks import limits, paper, pictures
from teojeon.kernel.documents.checks.defuse_hwp import defuse_hwp
from teojeon.kernel.documents.checks.defuse_hwpx import defuse_hwpx
from teojeon.kernel.documents.checks.defuse_pdf import defuse_pdf
from teojeon.kernel.documents.checks.kinds import kind_of
from teojeon.kernel.documents.checks.verdict import SAFE_KINDS, Refused

PICTURES = frozenset({"jpg", "png", "heic", "tif"})
_JOINED_QUALITY = 82


@dataclass(frozen=True)
class Defused:
    """What stands in the copy now. `removed`: sorted codes."""

    kind: str
    safe_kind: str
    pages: int | None
    removed: tuple[str, ...]


def defused(file: BinaryIO, copy: BinaryIO, fonts: tuple[Path, ...]) -> Defused:
    """Writes the harmless copy of one file. `fonts`: folders, for the text of HWP files. Raises Refused."""
    kind = kind_of(file)
    removed: set[str] = set()
    pages: int | None = 1
    if kind == "pdf":
        pages = defuse_pdf(file, copy, removed)
    elif kind == "tif":
        pages = paper.write_pages(pictures.pictures(file, kind, removed, limits.COPY_PIXELS), copy, pictures.JPEG_QUALITY)
    elif kind in PICTURES:
        pictures.write_picture(pictures.picture(file, kind, removed), SAFE_KINDS[kind], copy)
    elif kind == "hwp":
        pages = defuse_hwp(file, copy, removed, fonts)
    else:
        defuse_hwpx(file, copy, removed)
        pages = None
    return Defused(kind, SAFE_KINDS[kind], pages, tuple(sorted(removed)))


def joined(files: Sequence[BinaryIO], copy: BinaryIO) -> Defused:
    """Writes one PDF of photos in their order, as sharp as fits limits.MAX_FILE_BYTES. Raises Refused."""
    kinds = [kind_of(file) for file in files]
    if not PICTURES.issuperset(kinds):
        raise Refused("NOT_A_PICTURE")
    for most_pixels in limits.JOINED_PIXELS:
        removed: set[str] = set()
        copy.seek(0)
        copy.truncate()
        pages = paper.write_pages(_all_pictures(files, kinds, removed, most_pixels), copy, _JOINED_QUALITY)
        if copy.tell() <= limits.MAX_FILE_BYTES:
            return Defused("pdf", "pdf", pages, tuple(sorted(removed)))
    raise Refused("JOINED_TOO_LARGE")


def _all_pictures(files: Sequence[BinaryIO], kinds: Sequence[str], removed: set[str], most_pixels: int) -> Iterator[Image.Image]:
    for file, kind in zip(files, kinds, strict=True):
        file.seek(0)
        yield from pictures.pictures(file, kind, removed, most_pixels)
