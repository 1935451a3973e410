"""Honest files of every kind pass, and what one reads on the copy is what stood in the original."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from teojeon.kernel.documents.checks import Checked, Rejected, check, limits
from teojeon.kernel.documents.typeset import typeset
from tests.kernel.documents.checks.unpacked import unpacked
from tests.kernel.documents.letters import TEMPLATE, letter
from tools.hostile import hangul
from tools.hostile.hangul_files import hwpx
from tools.hostile.pdfs import CATALOG, PAGES
from tools.hostile.pdfs import files as hostile_pdfs
from tools.hostile.samples import pdf, photo, raw_pdf, raw_stream, saved

pytestmark = pytest.mark.req("S1-APP-07")


def checked(content: bytes, folder: Path) -> Checked:
    path, into = folder / "upload", folder / "copies"
    path.write_bytes(content)
    into.mkdir(exist_ok=True)
    found = check(path, into)
    assert isinstance(found, Checked), found
    return found


def rejected(content: bytes, folder: Path) -> str:
    path = folder / "upload"
    path.write_bytes(content)
    found = check(path, folder)
    assert isinstance(found, Rejected), found
    return found.code


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def pages_of_tif(count: int, mode: str = "1") -> bytes:
    pages = [photo(400, 600).convert(mode) for _ in range(count)]
    return saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])


GOOD: dict[str, tuple[bytes, dict[str, Any]]] = {
    "pdf": (pdf(), {"kind": "pdf", "pages": 1, "safe_mime": "application/pdf", "removed": ()}),
    "jpg": (saved(photo(), "JPEG"), {"kind": "jpg", "pages": 1, "safe_mime": "image/jpeg", "removed": ()}),
    "png": (saved(photo(), "PNG"), {"kind": "png", "pages": 1, "safe_mime": "image/png", "removed": ()}),
    "heic": (saved(photo(), "HEIF"), {"kind": "heic", "mime": "image/heic", "pages": 1, "safe_mime": "image/jpeg", "removed": ()}),
    "tif": (pages_of_tif(3), {"kind": "tif", "mime": "image/tiff", "pages": 3, "safe_mime": "application/pdf", "removed": ()}),
    "hwp": (
        hangul.hwp(["임대차계약서"]),
        {"kind": "hwp", "pages": 1, "safe_mime": "application/pdf", "removed": ("layout", "metadata")},
    ),
    "hwpx": (hwpx(), {"kind": "hwpx", "pages": None, "safe_mime": "application/hwp+zip", "removed": ("metadata",)}),
}


@pytest.mark.parametrize("kind", GOOD)
def test_an_honest_file_of_each_kind_passes(kind: str, tmp_path: Path) -> None:
    content, expected = GOOD[kind]
    found = checked(content, tmp_path)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize("kind", ["jpg", "png", "heic", "bmp-like tif"])
def test_the_name_proves_nothing_only_the_content_counts(kind: str, tmp_path: Path) -> None:
    content = saved(photo(), "TIFF") if kind.endswith("tif") else GOOD[kind][0]
    path = tmp_path / "계약서.hwp"
    path.write_bytes(content)
    found = check(path, tmp_path)
    assert isinstance(found, Checked)
    assert found.kind == kind[-3:].strip() or found.kind == kind


def test_the_copy_of_a_pdf_reads_as_the_original(tmp_path: Path) -> None:
    assert "Lease contract" in text_of(checked(pdf(), tmp_path).safe)


def test_a_pdf_with_names_in_an_old_korean_encoding_passes_and_keeps_its_font(tmp_path: Path) -> None:
    """Programs of the nineties name a font by the bytes of 굴림 in CP949, which are no UTF-8."""
    page = b"/MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /#B1#BC#B8#B2 5 0 R >> >>"
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /#B1#BC#B8#B2 /Encoding /WinAnsiEncoding >>"
    content = raw_stream(b"BT /\xb1\xbc\xb8\xb2 12 Tf 72 700 Td (Lease contract) Tj ET")
    found = checked(raw_pdf([CATALOG, PAGES, b"<< /Type /Page /Parent 2 0 R %s >>" % page, content, font]), tmp_path)
    assert "Lease contract" in text_of(found.safe)
    assert b"/#b1#bc#b8#b2" in unpacked(found.safe).lower()


def test_what_was_written_into_a_form_is_still_read_on_the_copy(tmp_path: Path) -> None:
    form = next(file for file in hostile_pdfs() if file.name == "js-field.pdf")
    assert "Hong" in text_of(checked(form.make(), tmp_path).safe)


@pytest.mark.parametrize("is_drawn", [True, False])
def test_korean_in_a_form_is_shown_as_it_was_drawn_or_the_form_is_refused(is_drawn: bool, tmp_path: Path) -> None:
    """Here nobody can draw 홍길동 for a form that left it to its own program: better no copy than one with "???"."""
    form = next(file for file in hostile_pdfs() if file.name == "js-field.pdf")
    document = pikepdf.open(io.BytesIO(form.make()))
    field = document.Root["/AcroForm"]["/Fields"][0]
    field["/V"] = pikepdf.String("홍길동")
    if is_drawn:
        drawn = pikepdf.Stream(document, b"BT /F1 12 Tf 2 9 Td (drawn) Tj ET")
        drawn["/Type"], drawn["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        drawn["/BBox"] = pikepdf.Array([0, 0, 228, 40])
        drawn["/Resources"] = document.Root["/AcroForm"]["/DR"]
        field["/AP"] = pikepdf.Dictionary(N=drawn)
    buffer = io.BytesIO()
    document.save(buffer)
    if is_drawn:
        assert "drawn" in text_of(checked(buffer.getvalue(), tmp_path).safe)
    else:
        assert rejected(buffer.getvalue(), tmp_path) == "PDF_FORM"


def test_what_the_page_tree_gives_its_pages_reaches_the_copy(tmp_path: Path) -> None:
    """Size, turn and fonts may stand above the page; a copy without them would be blank or upright."""
    document = pikepdf.open(io.BytesIO(pdf()))
    page, above = document.pages[0].obj, document.Root["/Pages"]
    for key, value in (("/Resources", page["/Resources"]), ("/MediaBox", page["/MediaBox"]), ("/Rotate", 90)):
        above[key] = value
        if key in page:
            del page[key]
    buffer = io.BytesIO()
    document.save(buffer)
    found = checked(buffer.getvalue(), tmp_path)
    with pypdfium2.PdfDocument(found.safe) as copy:
        assert copy[0].get_size() == (842, 595)
    assert "Lease contract" in text_of(found.safe)


def test_a_letter_of_our_own_passes_unharmed(tmp_path: Path) -> None:
    found = checked(typeset(TEMPLATE, letter()), tmp_path)
    assert set(found.removed) == {"metadata"}
    assert "홍길동" in text_of(found.safe) and "200,000,000원" in text_of(found.safe)


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1)), (2, (1, 0)), (4, (0, 1)), (5, (0, 0)), (7, (1, 1))],
)
def test_a_photo_stands_upright_on_its_copy(orientation: int, corner: tuple[int, int], tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = checked(saved(photo(320, 240), "JPEG", exif=exif), tmp_path)
    with Image.open(found.safe) as copy:
        assert copy.size == ((320, 240) if orientation < 5 else (240, 320))
        dark = copy.getpixel((corner[0] * (copy.width - 1), corner[1] * (copy.height - 1)))
        assert isinstance(dark, tuple) and max(dark) < 60
        assert not copy.getexif()


def test_a_turned_photo_of_an_iphone_stands_upright_once(tmp_path: Path) -> None:
    """HEIC turns by its own box and repeats the turn in EXIF: both together would turn it too far."""
    exif = Image.Exif()
    exif[0x0112] = 6
    image = photo(320, 240)
    image.info["exif"] = exif.tobytes()
    found = checked(saved(image, "HEIF", exif=exif.tobytes()), tmp_path)
    with Image.open(found.safe) as copy:
        dark = copy.getpixel((copy.width - 1, 0))
        assert copy.size == (240, 320) and isinstance(dark, tuple) and max(dark) < 60


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_make_can_be_read_on_the_copy(mode: str, tmp_path: Path) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    image = (
        photo().convert("L").convert("I").point(lambda value: value * 256).convert("I;16")
        if mode == "I;16"
        else photo().convert(mode)
    )
    found = checked(saved(image, kind), tmp_path)
    if found.safe_mime == "image/png":
        with Image.open(found.safe) as copy:
            shown = copy.convert("L")
            low, high = shown.getpixel((2, 2)), shown.getpixel((300, 200))
            assert isinstance(low, int | float) and isinstance(high, int | float)
            assert low < 40 and high > 180


def test_what_is_transparent_becomes_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    with Image.open(checked(saved(image, "PNG"), tmp_path).safe) as copy:
        assert copy.convert("RGB").getpixel((20, 20)) == (255, 255, 255)


def test_pages_of_a_scan_keep_their_order_and_their_letters(tmp_path: Path) -> None:
    found = checked(pages_of_tif(3, "L"), tmp_path)
    with pypdfium2.PdfDocument(found.safe) as copy:
        assert [page.get_size() for page in copy] == [(595, 842)] * 3
        picture = copy[0].render(scale=0.5).to_pil().convert("L")
        assert picture.getpixel((20, 20)) < 60


def test_a_photo_past_what_a_reader_needs_is_made_smaller_and_says_so(tmp_path: Path) -> None:
    side = int(limits.COPY_PIXELS**0.5) + 10
    found = checked(saved(photo(side, side), "JPEG"), tmp_path)
    assert found.removed == ("resolution",)
    with Image.open(found.safe) as copy:
        assert copy.width * copy.height <= limits.COPY_PIXELS


def test_letters_tables_and_pictures_of_hwp_stand_in_the_copy(tmp_path: Path) -> None:
    body = (
        hangul.paragraph("임대차계약서")
        + hangul.table([["임대인", "이집주"], ["임차인", "박세입"]])
        + hangul.paragraph("2026년 12월 9일")
    )
    parts = {"BinData/BIN0001.png": hangul.deflated(saved(photo(), "PNG"))}
    found = checked(hangul.hwp([], section=hangul.deflated(body), parts=parts), tmp_path)
    text = text_of(found.safe)
    assert found.pages == 2
    assert [word for word in ("임대차계약서", "임대인 │ 이집주", "임차인 │ 박세입", "2026년 12월 9일") if word not in text] == []
    assert text.index("임대인") < text.index("임차인") < text.index("2026년")
    assert "원본과 다르고" in text


def test_a_letter_without_a_glyph_is_marked_and_never_dropped(tmp_path: Path) -> None:
    assert "박〓세입〓" in text_of(checked(hangul.hwp(["박\ue123세입\U0001f9ff"]), tmp_path).safe)


@pytest.mark.parametrize("properties", [0, hangul.COMPRESSED])
def test_hwp_is_read_packed_and_unpacked(properties: int, tmp_path: Path) -> None:
    body = hangul.paragraph("임대차계약서")
    section = hangul.deflated(body) if properties else body
    assert "임대차계약서" in text_of(checked(hangul.hwp([], properties=properties, section=section), tmp_path).safe)


def test_the_empty_frame_of_a_script_that_every_document_has_is_no_macro(tmp_path: Path) -> None:
    frame = "function OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\nfunction OnDocument_Open()\r\n{\r\n\t//todo : \r\n}\r\n"
    parts = {"Scripts/DefaultJScript": hangul.script(frame), "Scripts/JScriptVersion": bytes(8)}
    assert "macro" not in checked(hangul.hwp(["글"], parts=parts), tmp_path).removed
    assert "macro" not in checked(hwpx(more={"Scripts/sourceScripts": frame.encode("utf-16-le")}), tmp_path).removed


def test_the_copy_of_hwpx_is_a_package_with_its_text_pictures_and_true_lists(tmp_path: Path) -> None:
    item = '<opf:item id="image1" href="BinData/image1.png" media-type="image/png" isEmbeded="1"/>'
    in_section = '<hp:pic><hc:img xmlns:hc="urn:x" binaryItemIDRef="image1"/></hp:pic>'
    content = hwpx(in_section=in_section, in_list=item, more={"BinData/image1.png": saved(photo(), "PNG"), "Scripts/x": b"evil()"})
    found = checked(content, tmp_path)
    with zipfile.ZipFile(found.safe) as package:
        assert package.namelist()[0] == "mimetype"
        assert package.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        assert package.testzip() is None
        assert {"BinData/image1.png", "Contents/section0.xml", "Contents/content.hpf"} <= set(package.namelist())
        section = package.read("Contents/section0.xml").decode()
        assert "<hp:t>주택임대차계약서</hp:t>" in section and 'binaryItemIDRef="image1"' in section
        listed = package.read("Contents/content.hpf").decode()
        assert "BinData/image1.png" in listed and '<opf:itemref idref="section0"' in listed
        assert "PrvText" not in package.read("META-INF/container.xml").decode()
    assert b"evil()" not in unpacked(found.safe)


def test_a_file_of_exactly_the_limit_passes_and_one_byte_more_does_not(tmp_path: Path) -> None:
    made = pdf()
    tail = b"\n%" + b" " * (limits.MAX_FILE_BYTES - len(made) - 3) + b"\n"
    assert checked(made + tail, tmp_path).pages == 1
    assert rejected(made + tail + b" ", tmp_path) == "TOO_LARGE"


def test_a_document_of_five_hundred_pages_passes(tmp_path: Path) -> None:
    document = pikepdf.open(io.BytesIO(pdf()))
    for _ in range(limits.MAX_PAGES - 1):
        document.pages.append(document.pages[0])
    buffer = io.BytesIO()
    document.save(buffer)
    assert checked(buffer.getvalue(), tmp_path).pages == 500


def test_the_copy_has_a_name_that_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "홍길동_임대차계약서.pdf"
    path.write_bytes(pdf())
    found = check(path, tmp_path)
    assert isinstance(found, Checked)
    assert found.safe.parent == tmp_path and len(found.safe.stem) == 32 and found.safe.suffix == ".pdf"
    assert found.safe.stat().st_mode & 0o077 == 0
