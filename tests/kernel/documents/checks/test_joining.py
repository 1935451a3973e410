"""Several photos become one document."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from teojeon.kernel.documents.checks import MAX_FILE_BYTES, MAX_JOINED, Checked, Rejected, join_images
from tools.hostile.samples import pdf, photo, position, saved

pytestmark = pytest.mark.req("S1-APP-07")


def kept(folder: Path, *contents: bytes) -> list[Path]:
    paths = []
    for number, content in enumerate(contents):
        path = folder / f"upload{number}"
        path.write_bytes(content)
        paths.append(path)
    (folder / "copies").mkdir()
    return paths


def grey(path: Path) -> list[int]:
    """How bright the middle of each page is."""
    with pypdfium2.PdfDocument(path) as document:
        found = []
        for page in document:
            picture = page.render(scale=0.2).to_pil().convert("L")
            found.append(int(picture.getpixel((picture.width // 2, picture.height // 2))))
        return found


def flat(brightness: int, size: tuple[int, int] = (300, 400)) -> Image.Image:
    return Image.new("RGB", size, (brightness,) * 3)


def test_photos_become_one_pdf_in_their_order(tmp_path: Path) -> None:
    tif = saved(flat(120).convert("L"), "TIFF", save_all=True, append_images=[flat(160).convert("L")])
    paths = kept(tmp_path, saved(flat(40), "JPEG"), saved(flat(80), "PNG"), tif, saved(flat(200), "HEIF"))
    found = join_images(paths, tmp_path / "copies")
    assert isinstance(found, Checked)
    assert (found.kind, found.mime, found.safe_mime, found.pages) == ("pdf", "application/pdf", "application/pdf", 5)
    assert grey(found.safe) == pytest.approx([40, 80, 120, 160, 200], abs=4)
    turned = join_images(paths[::-1], tmp_path / "copies")
    assert isinstance(turned, Checked)
    assert grey(turned.safe) == pytest.approx([200, 120, 160, 80, 40], abs=4)


def test_a_photo_across_lies_on_a_page_across(tmp_path: Path) -> None:
    found = join_images(kept(tmp_path, saved(photo(400, 300), "JPEG"), saved(photo(300, 400), "JPEG")), tmp_path / "copies")
    assert isinstance(found, Checked)
    with pypdfium2.PdfDocument(found.safe) as document:
        assert [page.get_size() for page in document] == [(842, 595), (595, 842)]


def test_where_photos_were_taken_is_not_in_the_document(tmp_path: Path) -> None:
    found = join_images(kept(tmp_path, saved(photo(), "JPEG", exif=position())), tmp_path / "copies")
    assert isinstance(found, Checked)
    assert "position" in found.removed and b"Exif" not in found.safe.read_bytes()


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        ([], "NOTHING_TO_JOIN"),
        ([saved(photo(), "JPEG"), pdf()], "NOT_A_PICTURE"),
        ([saved(photo(), "JPEG"), b"<html>"], "KIND_UNKNOWN"),
        ([saved(photo(), "JPEG"), b""], "EMPTY"),
        ([saved(photo(), "JPEG"), saved(photo(), "JPEG")[:900]], "PICTURE_DAMAGED"),
        ([saved(photo(8, 8), "PNG")] * (MAX_JOINED + 1), "TOO_MANY_PICTURES"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_joined_is_refused_whole(contents: list[bytes], code: str, tmp_path: Path) -> None:
    found = join_images(kept(tmp_path, *contents), tmp_path / "copies")
    assert isinstance(found, Rejected)
    assert found.code == code
    assert list((tmp_path / "copies").iterdir()) == []


def test_as_many_photos_as_are_allowed_can_be_joined(tmp_path: Path) -> None:
    found = join_images(kept(tmp_path, *([saved(photo(80, 60), "PNG")] * MAX_JOINED)), tmp_path / "copies")
    assert isinstance(found, Checked)
    assert found.pages == MAX_JOINED


@pytest.mark.slow
def test_photos_of_a_telephone_fit_into_one_document_even_when_they_are_restless(tmp_path: Path) -> None:
    noise = saved(Image.effect_noise((4000, 3000), 90).convert("RGB"), "JPEG", quality=90)
    found = join_images(kept(tmp_path, *([noise] * 8)), tmp_path / "copies")
    assert isinstance(found, Checked)
    assert found.safe.stat().st_size <= MAX_FILE_BYTES
    assert "resolution" in found.removed
