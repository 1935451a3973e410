"""Which kind a file is, by its content alone. A name proves nothing and is never asked."""

import re
import zipfile
from typing import BinaryIO

import olefile

from teojeon.kernel.documents.checks.verdict import Refused

HEAD_BYTES = 4096
_PDF_IN_FIRST = 1024  # readers of PDF look that far for its mark
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HANGUL_3 = b"HWP Document File V"
_HANGUL_MARK = b"HWP Document File"
HWPX_MIME = b"application/hwp+zip"
# What a browser would take for a page, wherever it stands in the first bytes.
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|script|svg|iframe|body|\?php|xsl:|!entity)", re.IGNORECASE)


def kind_of(file: BinaryIO) -> str:
    """One of KINDS; the file stands at its beginning afterwards. Raises Refused: EMPTY, KIND_UNKNOWN, TWO_FORMATS,
    HWP_OLD, HWP_DAMAGED, HWP_ENCRYPTED."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not head.strip(b"\x00"):
        raise Refused("EMPTY" if not head or not _has_more(file) else "KIND_UNKNOWN")
    kind = _by_mark(head)
    if kind == "zip":
        kind = _package(file)
    elif kind == "ole":
        kind = _compound(file)
    elif kind != "pdf" and b"%PDF-" in head[:_PDF_IN_FIRST]:
        raise Refused("TWO_FORMATS")
    if kind in {"jpg", "png", "heic", "tif"} and _MARKUP.search(head):
        raise Refused("TWO_FORMATS")
    file.seek(0)
    return kind


def _by_mark(head: bytes) -> str:
    """By the first bytes. A PDF may have a byte order mark or blank lines before it, nothing else."""
    if head.lstrip(b"\xef\xbb\xbf\r\n\t \x00").startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"II*\x00", b"MM\x00*", b"II+\x00\x08\x00", b"MM\x00+\x00\x08")):
        return "tif"
    if head[4:8] == b"ftyp" and _is_heic(head):
        return "heic"
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(_HANGUL_3):
        raise Refused("HWP_OLD")
    raise Refused("KIND_UNKNOWN")


def _is_heic(head: bytes) -> bool:
    size = min(int.from_bytes(head[:4], "big"), 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, size, 4))}
    return head[8:12] in _HEIC_BRANDS and not brands & _AVIF_BRANDS


def _compound(file: BinaryIO) -> str:
    """An OLE file is a 한글 document or one that we do not take (Word, Excel, an installer)."""
    try:
        with olefile.OleFileIO(file) as compound:
            if not compound.exists("FileHeader"):
                raise Refused("KIND_UNKNOWN")
            mark = compound.openstream("FileHeader").read(len(_HANGUL_MARK))
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise Refused("HWP_DAMAGED") from error
    if mark != _HANGUL_MARK:
        raise Refused("KIND_UNKNOWN")
    return "hwp"


def _package(file: BinaryIO) -> str:
    """A ZIP file is an HWPX document or one that we do not take (DOCX, JAR, an archive)."""
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            first = next((entry for entry in entries if entry.filename == "mimetype"), None)
            if first is None or first.file_size != len(HWPX_MIME) or first.compress_type != zipfile.ZIP_STORED:
                raise Refused("KIND_UNKNOWN")
            if first.flag_bits & 1:
                raise Refused("HWP_ENCRYPTED")
            with package.open(first) as stream:
                if stream.read(len(HWPX_MIME) + 1) != HWPX_MIME:
                    raise Refused("KIND_UNKNOWN")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise Refused("HWP_DAMAGED" if _says_hwpx(file) else "KIND_UNKNOWN") from error
    return "hwpx"


def _says_hwpx(file: BinaryIO) -> bool:
    file.seek(0)
    return HWPX_MIME in file.read(HEAD_BYTES)


def _has_more(file: BinaryIO) -> bool:
    """Whether anything but zeros follows the head."""
    file.seek(HEAD_BYTES)
    while chunk := file.read(1 << 20):
        if chunk.strip(b"\x00"):
            return True
    return False
