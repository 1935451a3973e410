"""The largest files that are taken get their verdict within ten seconds.

What is judged is the processor's time of the process that looks inside, which nearly always runs on one core: on a free
core it is the time that one waits.
"""

import io
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from teojeon.kernel.documents.checks import Checked, check, limits
from teojeon.kernel.documents.checks.paper import write_pages
from tools.hostile import hangul
from tools.hostile.samples import photo, saved

pytestmark = [pytest.mark.slow, pytest.mark.req("S1-APP-07")]
SECONDS = 10


def noise(width: int, height: int) -> Image.Image:
    """Restless, so that nothing compresses."""
    return Image.effect_noise((width, height), 60).convert("RGB")


def fax() -> Image.Image:
    """Black and white, without the dots that stand for grey."""
    return photo(2480, 3508).convert("L").point(lambda value: 255 if value > 128 else 0).convert("1")


def pdf_of_scans() -> bytes:
    buffer = io.BytesIO()
    page = noise(1240, 1754)

    def pages() -> Iterator[Image.Image]:
        for _ in range(12):
            yield page

    write_pages(pages(), buffer, 90)
    return buffer.getvalue()


def pdf_of_lossless_scans() -> bytes:
    """Forty pages at 300 dpi that unpack to a gigabyte."""
    document = pikepdf.Pdf.new()
    block = bytes(2480 * 3 * 100)
    for number in range(40):
        page = document.add_blank_page(page_size=(595, 842))
        pixels = (noise(2480, 50).tobytes() + block * 35 + bytes([number]) * (2480 * 3 * 8))[: 2480 * 3508 * 3]
        image = pikepdf.Stream(document, pixels.ljust(2480 * 3508 * 3, b"\0"))
        image["/Type"], image["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
        image["/Width"], image["/Height"], image["/BitsPerComponent"], image["/ColorSpace"] = 2480, 3508, 8, pikepdf.Name.DeviceRGB
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=image))
        page.obj["/Contents"] = pikepdf.Stream(document, b"595 0 0 842 0 0 cm /X Do")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_of_many_objects() -> bytes:
    document = pikepdf.Pdf.new()
    for _ in range(450):
        page = document.add_blank_page(page_size=(595, 842))
        page.obj["/Contents"] = pikepdf.Stream(document, b"0 0 m 9 9 l S\n" * 3000)
        marks = {f"/G{number}": document.make_indirect(pikepdf.Dictionary(LW=number)) for number in range(100)}
        page.obj["/Resources"] = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(marks))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


LARGE: dict[str, Callable[[], bytes]] = {
    "photo of 20 MB": lambda: saved(noise(6100, 4600), "JPEG", quality=90),
    "photo of 200 million pixels": lambda: saved(photo(16_320, 12_240), "JPEG", quality=90),
    "photo of a telephone in HEIC": lambda: saved(noise(4032, 3024), "HEIF", quality=80),
    "PNG of 80 million pixels": lambda: saved(photo(8900, 8900), "PNG"),
    "TIFF of fifty faxes": lambda: saved(
        fax(),
        "TIFF",
        compression="group4",
        save_all=True,
        append_images=[fax()] * 49,
    ),
    "PDF of scans": pdf_of_scans,
    "PDF of lossless scans": pdf_of_lossless_scans,
    "PDF of many objects": pdf_of_many_objects,
    "HWP of three hundred pages": lambda: hangul.hwp(["임대차계약서에 적힌 내용을 다시 적은 글입니다. " * 5] * 2500),
}


def worked() -> float:
    """Seconds of processor time of the processes that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("name", LARGE)
def test_the_largest_files_have_their_verdict_in_ten_seconds(name: str, tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(LARGE[name]())
    size = path.stat().st_size / limits.MB
    begun, before = time.monotonic(), worked()
    found = check(path, tmp_path)
    seconds = worked() - before
    print(f"{name}: {size:.1f} MB, {seconds:.1f} s of work, {time.monotonic() - begun:.1f} s waited")
    assert isinstance(found, Checked), found
    assert seconds <= SECONDS
