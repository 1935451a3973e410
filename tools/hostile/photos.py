"""Hostile pictures."""

import struct
import zlib
from collections.abc import Callable

from PIL import Image, PngImagePlugin, TiffImagePlugin

from tools.hostile.pdfs import archive
from tools.hostile.samples import EICAR, EXE, HTML, SVG, Hostile, pdf, photo, position, saved, zeros


def jpg_with(comment: bytes) -> bytes:
    """A photo with a comment directly behind its first mark."""
    made = saved(photo(), "JPEG")
    return made[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + made[2:]


def png_with(*chunks: bytes) -> bytes:
    """A picture with further chunks before its pixels."""
    made = saved(photo(), "PNG")
    return made[:33] + b"".join(chunks) + made[33:]


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, data: bytes, depth: int = 8, colours: int = 2) -> bytes:
    """A PNG that says it has that size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _jpg_of(width: int, height: int) -> bytes:
    made = bytearray(saved(photo(), "JPEG"))
    frame = made.index(b"\xff\xc0")
    made[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(made)


def _tif_of(width: int, height: int) -> bytes:
    made = saved(photo(8, 8), "TIFF")
    made = made.replace(struct.pack("<HHII", 256, 4, 1, 8), struct.pack("<HHII", 256, 4, 1, width))
    return made.replace(struct.pack("<HHII", 257, 4, 1, 8), struct.pack("<HHII", 257, 4, 1, height))


def _heic_of(width: int, height: int) -> bytes:
    made = bytearray(saved(photo(64, 64), "HEIF"))
    place = made.index(b"ispe")
    made[place + 8 : place + 16] = struct.pack(">II", width, height)
    return bytes(made)


def _half(make: Callable[[], bytes]) -> Callable[[], bytes]:
    def cut() -> bytes:
        made = make()
        return made[: len(made) // 2]

    return cut


def _many_pages() -> bytes:
    pages = [Image.new("1", (8, 8)) for _ in range(201)]
    return saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])


def _tif_with_position() -> bytes:
    entries = TiffImagePlugin.ImageFileDirectory_v2()
    entries[0x010F] = "Teojeon Telephone"
    entries[0x8825] = {1: "N", 2: (37.0, 33.0, 58.9)}
    entries.tagtype[0x8825] = TiffImagePlugin.TiffTags.LONG
    return saved(photo(), "TIFF", tiffinfo=entries)


def _loop_of_pages() -> bytes:
    """The page after the last is the first."""
    made = bytearray(saved(photo(8, 8), "TIFF"))
    first = struct.unpack_from("<I", made, 4)[0]
    entries = struct.unpack_from("<H", made, first)[0]
    struct.pack_into("<I", made, first + 2 + entries * 12, first)
    return bytes(made)


def _moving() -> bytes:
    scenes = [photo(), photo().rotate(180)]
    return saved(scenes[0], "PNG", save_all=True, append_images=scenes[1:])


def _long_notes() -> bytes:
    notes = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + b"A" * 60_000 + b"</x:xmpmeta>"
    made = saved(photo(), "JPEG")
    block = b"\xff\xe1" + struct.pack(">H", len(notes) + 2) + notes
    return made[:2] + block * 40 + made[2:]


def _text_bomb() -> bytes:
    return png_with(chunk(b"zTXt", b"Comment\0\0" + zeros(300)), chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zeros(300)))


def _profile_bomb() -> bytes:
    return png_with(chunk(b"iCCP", b"profile\0\0" + zeros(300)))


def _pixels_of_a_bomb(width: int, height: int) -> bytes:
    machine = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    return b"".join(machine.compress(row) for _ in range(height)) + machine.flush()


def _author() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Hong Gil-dong")
    return info


def _other(kind: str) -> Callable[[], bytes]:
    return lambda: saved(photo(), kind)


def _endless_scans() -> bytes:
    """A progressive JPEG whose last scan is repeated ten thousand times: small, and hours of work for a patient decoder."""
    made = saved(photo(2000, 2000), "JPEG", progressive=True)
    last = made.rindex(b"\xff\xda")
    return made[:-2] + made[last:-2] * 10_000 + made[-2:]


def files() -> list[Hostile]:
    """All of them."""
    turned = Image.Exif()
    turned[0x0112] = 6
    return [
        Hostile("position.jpg", lambda: saved(photo(), "JPEG", exif=position()), removed=("position", "metadata"), traces=(b"Exif", b"Teojeon Tele")),
        Hostile("position.png", lambda: saved(photo(), "PNG", exif=position()), removed=("position", "metadata"), traces=(b"eXIf", b"Teojeon Tele")),
        Hostile("position.heic", lambda: saved(photo(), "HEIF", exif=position().tobytes()), removed=("position", "metadata"), traces=(b"Exif", b"Teojeon Tele")),
        Hostile("position.tif", _tif_with_position, removed=("position", "metadata"), traces=(b"Teojeon Tele",)),
        Hostile("author.png", lambda: saved(photo(), "PNG", pnginfo=_author()), removed=("metadata",), traces=(b"Hong Gil-dong",)),
        Hostile("turned.jpg", lambda: saved(photo(), "JPEG", exif=turned), removed=("metadata",), traces=(b"Exif",)),
        Hostile("long-notes.jpg", _long_notes, removed=("metadata",), traces=(b"xmpmeta",)),
        Hostile("html-in-comment.jpg", lambda: jpg_with(HTML), refused="TWO_FORMATS"),
        Hostile("php-in-comment.jpg", lambda: jpg_with(b"<?php system($_GET['c']); ?>"), refused="TWO_FORMATS"),
        Hostile("html-deep.jpg", lambda: jpg_with(b" " * 9000 + HTML), removed=("metadata",), traces=(b"<script>",)),
        Hostile("html-tail.jpg", lambda: saved(photo(1600, 1200), "JPEG") + HTML, traces=(b"<script>",)),
        Hostile("html-in-text.png", lambda: png_with(chunk(b"tEXt", b"Comment\0" + HTML)), refused="TWO_FORMATS"),
        Hostile("jar-tail.jpg", lambda: saved(photo(), "JPEG") + archive(), traces=(b"Evil.class", b"PK\x05\x06")),
        Hostile("exe-tail.png", lambda: saved(photo(), "PNG") + EXE, traces=(EXE[:64],)),
        Hostile("pdf-in-comment.jpg", lambda: jpg_with(pdf()[:800]), refused="TWO_FORMATS"),
        Hostile("pdf-tail.png", lambda: saved(photo(1600, 1200), "PNG") + pdf(), traces=(b"%PDF",)),
        Hostile("huge.png", lambda: png_of(65_000, 65_000, zeros(1)), refused="PICTURE_TOO_LARGE"),
        Hostile("wide.png", lambda: png_of(2_000_000, 2, zeros(1)), refused="PICTURE_TOO_LARGE"),
        Hostile("negative.png", lambda: png_of(0xFFFFFFFF, 0xFFFFFFFF, zeros(1)), refused="PICTURE_TOO_LARGE"),
        Hostile("bomb.png", lambda: png_of(12_000, 7_000, _pixels_of_a_bomb(12_000, 7_000)), refused="PICTURE_TOO_LARGE"),
        Hostile("huge.jpg", lambda: _jpg_of(65_000, 65_000), refused="PICTURE_TOO_LARGE"),
        Hostile("huge.tif", lambda: _tif_of(60_000, 60_000), refused="PICTURE_TOO_LARGE"),
        Hostile("huge.heic", lambda: _heic_of(60_000, 60_000), refused="PICTURE_TOO_LARGE"),
        Hostile("text-bomb.png", _text_bomb, refused="TOO_HEAVY"),
        Hostile("profile-bomb.png", _profile_bomb, refused="TOO_HEAVY"),
        Hostile("many-pages.tif", _many_pages, refused="TOO_MANY_PAGES"),
        Hostile("loop-of-pages.tif", _loop_of_pages),
        Hostile("endless-scans.jpg", _endless_scans, refused="TOO_HEAVY"),
        Hostile("moving.png", _moving, removed=("frames",), traces=(b"fcTL", b"fdAT")),
        Hostile("cut-short.jpg", _half(_other("JPEG")), refused="PICTURE_DAMAGED"),
        Hostile("cut-short.png", _half(_other("PNG")), refused="PICTURE_DAMAGED"),
        Hostile("cut-short.heic", _half(_other("HEIF")), refused="PICTURE_DAMAGED"),
        Hostile("cut-short.tif", _half(_other("TIFF")), refused="PICTURE_DAMAGED"),
        Hostile("only-a-mark.jpg", lambda: b"\xff\xd8\xff" + b"\x00" * 400, refused="PICTURE_DAMAGED"),
        Hostile("html-page.jpg", lambda: HTML, refused="KIND_UNKNOWN"),
        Hostile("drawing.png", lambda: SVG, refused="KIND_UNKNOWN"),
        Hostile("program.jpg", lambda: EXE, refused="KIND_UNKNOWN"),
        Hostile("gif.jpg", _other("GIF"), refused="KIND_UNKNOWN"),
        Hostile("webp.jpg", _other("WEBP"), refused="KIND_UNKNOWN"),
        Hostile("gif-and-jar.jpg", lambda: saved(photo(), "GIF") + archive(), refused="KIND_UNKNOWN"),
        Hostile("eicar.jpg", lambda: jpg_with(EICAR), removed=("metadata",), traces=(EICAR,)),
        Hostile("eicar.png", lambda: png_with(chunk(b"tEXt", b"Comment\0" + EICAR)), removed=("metadata",), traces=(EICAR,)),
        Hostile("eicar.heic", lambda: saved(photo(), "HEIF") + EICAR, traces=(EICAR,)),
        Hostile("eicar.tif", lambda: saved(photo(), "TIFF") + EICAR, traces=(EICAR,)),
    ]  # fmt: skip
