"""Photos and scans: decoded within limits, turned the right way up, and written anew from their pixels alone.

What is not a pixel does not come along: place and device, comments, colour profiles, previews, whatever hides before,
between and behind. JPG and PNG stay what they are, HEIC becomes JPG, TIFF a PDF with all its pages.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import pillow_heif
from PIL import ExifTags, Image, ImageFile, PngImagePlugin, UnidentifiedImageError
from PIL.Image import Resampling

from teojeon.kernel.documents.checks import limits
from teojeon.kernel.documents.checks.verdict import Refused

_MARKS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
)
JPEG_QUALITY = 88
_FORMATS = {"jpg": "JPEG", "png": "PNG", "tif": "TIFF", "bmp": "BMP", "gif": "GIF"}
# What Pillow and libheif raise over damaged files, as random damage shows.
DAMAGES = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    OverflowError,
    TypeError,
    KeyError,
    IndexError,
    RuntimeError,
    struct.error,
    zlib.error,
)

Image.MAX_IMAGE_PIXELS = None  # our own limits, by kind, are asked before a pixel is decoded
ImageFile.LOAD_TRUNCATED_IMAGES = False
PngImagePlugin.MAX_TEXT_MEMORY = 16 * limits.MB


def kind_of(head: bytes) -> str | None:
    """The kind of a picture inside a document, by its first bytes; None for what is none."""
    return next((kind for mark, kind in _MARKS if head.startswith(mark)), None)


def picture(file: BinaryIO, kind: str, removed: set[str], most_pixels: int = limits.COPY_PIXELS) -> Image.Image:
    """The first image of a file, upright, in mode 1, L or RGB, of at most `most_pixels`. Says in `removed` what it leaves
    behind. Raises Refused."""
    return next(pictures(file, kind, removed, most_pixels))


def pictures(file: BinaryIO, kind: str, removed: set[str], most_pixels: int) -> Iterator[Image.Image]:
    """Every page of a TIFF, the one image of the others; one is decoded at a time. As `picture`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = _opened(file, kind)
            frames = getattr(opened, "n_frames", 1) if kind == "tif" else 1
            if frames > limits.MAX_TIFF_PAGES:
                raise Refused("TOO_MANY_PAGES")
            for number in range(frames):
                if frames > 1:
                    opened.seek(number)
                yield _upright(opened, kind, removed, most_pixels)
    except Image.DecompressionBombError as error:
        raise Refused("PICTURE_TOO_LARGE") from error
    except UnidentifiedImageError as error:
        raise Refused("PICTURE_DAMAGED") from error
    except DAMAGES as error:
        raise Refused("TOO_HEAVY" if "too large" in str(error).lower() else "PICTURE_DAMAGED") from error


def write_picture(image: Image.Image, kind: str, copy: BinaryIO) -> None:
    """Writes pixels and nothing else, in the format of `kind` ("heic" cannot be written)."""
    image.info.clear()  # the writers would put what they find here into the file
    if kind == "jpg":
        image.convert("L" if image.mode in {"1", "L"} else "RGB").save(copy, "JPEG", quality=JPEG_QUALITY, exif=b"", comment=b"")
    elif kind == "png":
        image.save(copy, "PNG", compress_level=3, exif=b"", pnginfo=None)
    elif kind == "tif":
        image.save(copy, "TIFF", compression="tiff_deflate", exif=b"")
    else:
        image.save(copy, _FORMATS[kind])


def white_dot() -> Image.Image:
    """Stands where a picture could not be decoded."""
    return Image.new("L", (1, 1), 255)


def _opened(file: BinaryIO, kind: str) -> Image.Image:
    if kind == "heic":
        return _opened_heic(file)
    if kind == "jpg" and scans_of_jpeg(file.read()) > limits.MAX_JPEG_SCANS:
        raise Refused("TOO_HEAVY")
    return Image.open(file, formats=[_FORMATS[kind]])


def scans_of_jpeg(data: bytes) -> int:
    """How many scans a JPEG holds, its previews included: inside a scan the mark of one cannot stand."""
    return data.count(b"\xff\xda")


def _opened_heic(file: BinaryIO) -> Image.Image:
    """Only a header is read here; the size is asked before it is decoded."""
    pillow_heif.options.THUMBNAILS = False
    pillow_heif.options.DECODE_THREADS = 2
    found = pillow_heif.open_heif(file, convert_hdr_to_8bit=True)
    width, height = found.size
    _within(width, height, limits.MAX_PICTURE_PIXELS)
    image: Image.Image = found.to_pillow()
    return image


def _upright(opened: Image.Image, kind: str, removed: set[str], most_pixels: int) -> Image.Image:
    _within(opened.width, opened.height, limits.MAX_JPEG_PIXELS if kind == "jpg" else limits.MAX_PICTURE_PIXELS)
    _name_what_stays_behind(opened, kind, removed)
    turn = _orientation(opened)
    if kind == "jpg" and opened.width * opened.height > most_pixels * 4:
        opened.draft("RGB", (opened.width // 2, opened.height // 2))  # decoded at a half or less, in less memory
        _within(opened.width, opened.height, limits.MAX_PICTURE_PIXELS)
    image = _plain(opened)
    if image.width * image.height > most_pixels:
        image = _smaller(image, most_pixels)
        removed.add("resolution")
    return image.transpose(turn) if turn is not None else image


def _within(width: int, height: int, most: int) -> None:
    if width < 1 or height < 1:
        raise Refused("PICTURE_DAMAGED")
    if width * height > most or max(width, height) > limits.MAX_SIDE_PIXELS:
        raise Refused("PICTURE_TOO_LARGE")


def _plain(opened: Image.Image) -> Image.Image:
    """In mode 1, L or RGB; what was transparent becomes white, as paper is."""
    opened.load()
    if opened.mode in {"1", "L", "RGB"} and "transparency" not in opened.info:
        return opened.copy() if getattr(opened, "n_frames", 1) > 1 else opened
    if opened.mode.startswith("I"):  # 16 bits of grey
        return opened.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if opened.mode in {"RGBA", "LA", "PA", "P", "La", "RGBa"} or "transparency" in opened.info:
        layered = opened.convert("RGBA")
        paper = Image.new("RGB", layered.size, "white")
        paper.paste(layered, mask=layered.getchannel("A"))
        return paper
    return opened.convert("RGB")


def _smaller(image: Image.Image, most_pixels: int) -> Image.Image:
    share = (most_pixels / (image.width * image.height)) ** 0.5
    size = (max(int(image.width * share), 1), max(int(image.height * share), 1))
    source = image.convert("L") if image.mode == "1" else image
    return source.resize(size, Resampling.BILINEAR, reducing_gap=2.0)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(opened: Image.Image) -> Image.Transpose | None:
    """How the pixels must be turned to stand upright. A camera's note that cannot be read turns nothing."""
    try:
        return _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except DAMAGES:
        return None


def _name_what_stays_behind(opened: Image.Image, kind: str, removed: set[str]) -> None:
    try:
        exif = opened.getexif()
        has_position = bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
        has_notes = bool(exif) if kind != "tif" else any(tag in exif for tag in _TIFF_NOTES)
    except DAMAGES:
        has_position, has_notes = False, True
    info: dict[Any, Any] = opened.info
    if has_position:
        removed.add("position")
    if has_notes or any(
        info.get(name) for name in ("comment", "xmp", "XML:com.adobe.xmp", "exif", "Comment", "Software", "Author")
    ):
        removed.add("metadata")
    if kind == "png" and getattr(opened, "is_animated", False):
        removed.add("frames")


_TIFF_NOTES = (
    ExifTags.Base.Make,
    ExifTags.Base.Model,
    ExifTags.Base.Artist,
    ExifTags.Base.ImageDescription,
    ExifTags.Base.XPAuthor,
    ExifTags.Base.HostComputer,
    700,  # XMP
)
