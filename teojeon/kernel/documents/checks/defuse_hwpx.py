"""HWPX (a ZIP of XML): a new package of the parts that a document needs, each written anew.

XML is read event by event without DTD and entities and written again without scripts, objects and outside addresses;
pictures are decoded and encoded again; all other parts (scripts, OLE objects, previews, whatever else lies in the ZIP)
are left out and the package's own lists shortened accordingly.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser

from teojeon.kernel.documents.checks import hangul_records, limits, pictures
from teojeon.kernel.documents.checks.hwpx_xml import Rewriter
from teojeon.kernel.documents.checks.kinds import HWPX_MIME
from teojeon.kernel.documents.checks.verdict import Refused

_XML = re.compile(
    r"version\.xml|settings\.xml|META-INF/(?:container\.xml|manifest\.xml|container\.rdf)"
    r"|Contents/(?:header\.xml|content\.hpf|section\d{1,4}\.xml|masterpage\d{1,4}\.xml)|Chart/chart\d{1,4}\.xml",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"BinData/[\w.-]{1,100}\.(?:jpe?g|png|bmp|gif|tiff?)", re.IGNORECASE)
_NEEDED = ("Contents/header.xml", "Contents/content.hpf", "Contents/section0.xml")
_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_PIECE = 1 << 18


def defuse_hwpx(file: BinaryIO, copy: BinaryIO, removed: set[str]) -> None:
    """Writes the harmless package into `copy` and says in `removed` what stayed behind. Raises Refused."""
    with _zip_errors(), zipfile.ZipFile(file) as package:
        entries = _sound_entries(package)
        reader = _Reader(package)
        _refuse_encrypted(reader, entries)
        kept = {name for name in entries if _XML.fullmatch(name) or _is_picture(reader, entries[name])}
        if not kept.issuperset(_NEEDED):
            raise Refused("HWP_DAMAGED")
        _name_what_stays_behind(reader, entries, kept, removed)
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as clean:
            clean.writestr(zipfile.ZipInfo("mimetype", _WRITTEN_AT), HWPX_MIME)
            for name in sorted(kept):
                with clean.open(_entry(name), "w") as target:
                    if _XML.fullmatch(name):
                        _rewrite(reader, entries[name], target, kept, removed)
                    else:
                        _repaint(reader, entries[name], target, removed)


class _Reader:
    """Unpacks parts and counts: what the ZIP says about sizes is not believed."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.unpacked = 0

    def pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """One part piece by piece. Raises Refused("TOO_HEAVY")."""
        size = 0
        with self.package.open(entry) as opened:
            while piece := opened.read(_PIECE):
                size += len(piece)
                self.unpacked += len(piece)
                if size > limits.MAX_PART_BYTES or self.unpacked > limits.MAX_PACKAGE_BYTES:
                    raise Refused("TOO_HEAVY")
                yield piece

    def head(self, entry: zipfile.ZipInfo) -> bytes:
        """The first bytes of a part."""
        with self.package.open(entry) as opened:
            return opened.read(16)


@contextmanager
def _zip_errors() -> Iterator[None]:
    try:
        yield
    except DefusedXmlException as error:
        raise Refused("PACKAGE_UNSAFE") from error
    except (zipfile.BadZipFile, SAXException, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise Refused("HWP_DAMAGED") from error


def _sound_entries(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The parts by name. Raises Refused for names that lead out, links, two of one name, parts that share their bytes."""
    entries = package.infolist()
    if len(entries) > limits.MAX_PARTS:
        raise Refused("TOO_HEAVY")
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Refused("PACKAGE_UNSAFE")
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name = entry.orig_filename
        leads_out = name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.search(r"[\\:\x00-\x1f]", name)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if leads_out or kind not in {0, stat.S_IFREG, stat.S_IFDIR} or entry.header_offset < end:
            raise Refused("PACKAGE_UNSAFE")
        if entry.flag_bits & _ENCRYPTED_FLAGS:
            raise Refused("HWP_ENCRYPTED")
        end = entry.header_offset + 30 + len(name.encode()) + entry.compress_size
    return {entry.filename: entry for entry in entries if not entry.is_dir()}


def _refuse_encrypted(reader: _Reader, entries: dict[str, zipfile.ZipInfo]) -> None:
    manifest = entries.get("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in b"".join(reader.pieces(manifest)):
        raise Refused("HWP_ENCRYPTED")


def _is_picture(reader: _Reader, entry: zipfile.ZipInfo) -> bool:
    return bool(_PICTURE.fullmatch(entry.filename)) and pictures.kind_of(reader.head(entry)) is not None


def _name_what_stays_behind(reader: _Reader, entries: dict[str, zipfile.ZipInfo], kept: set[str], removed: set[str]) -> None:
    for name in entries.keys() - kept - {"mimetype"}:
        folder = name.split("/", 1)[0].casefold()
        if folder == "scripts":
            if not hangul_records.is_frame_of_script(_letters(b"".join(reader.pieces(entries[name])))):
                removed.add("macro")
        elif folder == "dochistory":
            removed.add("history")
        elif folder == "bindata" and name.lower().endswith((".wmf", ".emf", ".eps", ".svg", ".pcx")):
            removed.add("picture")
        elif folder != "preview":
            removed.add("embedded")


def _letters(data: bytes) -> str:
    return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-8", "replace")


def _rewrite(reader: _Reader, entry: zipfile.ZipInfo, target: IO[bytes], kept: set[str], removed: set[str]) -> None:
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(Rewriter(target, kept, removed))
    for piece in reader.pieces(entry):
        parser.feed(piece)
    parser.close()


def _repaint(reader: _Reader, entry: zipfile.ZipInfo, target: IO[bytes], removed: set[str]) -> None:
    """A picture in the format that it had. One that cannot be decoded is a white dot, so that the lists stay true."""
    data = b"".join(reader.pieces(entry))
    kind = pictures.kind_of(data)
    assert kind is not None  # asked before
    try:
        image = pictures.picture(io.BytesIO(data), kind, removed)
    except Refused as refusal:
        if refusal.code != "PICTURE_DAMAGED":
            raise
        removed.add("picture")
        image = pictures.white_dot()
    buffer = io.BytesIO()
    pictures.write_picture(image, kind, buffer)
    target.write(buffer.getvalue())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WRITTEN_AT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
