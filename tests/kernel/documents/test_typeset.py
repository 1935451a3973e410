import io
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pytest_django import Settings

from teojeon.kernel.documents import typeset as typeset_module
from teojeon.kernel.documents.typeset import MissingGlyph, TypesetFailed, typeset
from tests.kernel.documents.letters import TEMPLATE, letter

PDFA, PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def roles(element: Any) -> list[str]:
    """The structure's tags in reading order."""
    if not isinstance(element, pikepdf.Dictionary | pikepdf.Array):
        return []
    if isinstance(element, pikepdf.Array):
        return [role for child in element for role in roles(child)]
    own = [str(element.S)[1:]] if "/S" in element else []
    return own + (roles(element.K) if "/K" in element else [])


def test_a_letter_is_tagged_and_says_its_language_and_title() -> None:
    with opened(typeset(TEMPLATE, letter())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).split("-")[0] == "ko"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "전세사기피해자등 결정 통지서"
            assert (metadata[f"{{{PDFA}}}part"], metadata[f"{{{PDFA}}}conformance"]) == ("2", "A")
            assert metadata[f"{{{PDFUA}}}part"] == "1"
        tags = roles(pdf.Root.StructTreeRoot)
        assert tags.count("H1") == 1
        assert tags.count("H2") == 2
        assert tags.count("Table") == 2
        assert tags.count("TH") == 4


def test_every_font_of_a_letter_is_embedded() -> None:
    with opened(typeset(TEMPLATE, letter(recipient="홍길동(洪吉童) 귀하"))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert len(descriptors) >= 2
        assert all(any(name in descriptor for name in FONT_FILES) for descriptor in descriptors)


def test_the_same_data_gives_the_same_bytes() -> None:
    first = typeset(TEMPLATE, letter())
    typeset(TEMPLATE, letter(recipient="성춘향 귀하"))
    assert typeset(TEMPLATE, letter()) == first


def test_a_template_that_asks_for_today_is_told_the_documents_day(tmp_path: Path) -> None:
    template = tmp_path / "today.typ"
    template.write_text(
        '#set document(title: "t")\n#set text(lang: "ko", font: "Pretendard")\n'
        '#assert.eq(datetime.today().display(), "2001-02-03")\n= t'
    )
    assert typeset(template, {"document_date": "2001-02-03"}).startswith(b"%PDF-1.7")


@pytest.mark.req("S1-XCT-03")
def test_a_letter_no_font_has_is_named_instead_of_dropped() -> None:
    with pytest.raises(MissingGlyph) as refusal:
        typeset(TEMPLATE, letter(recipient="홍\U0001f600길\U00012345동 귀하"))
    assert refusal.value.characters == ("\U0001f600", "\U00012345")
    assert "U+1F600, U+12345" in refusal.value.message


def test_a_nul_in_a_name_is_named_too() -> None:
    with pytest.raises(MissingGlyph) as refusal:
        typeset(TEMPLATE, letter(recipient="홍\0길동"))
    assert refusal.value.characters == ("\0",)


def test_decomposed_hangul_prints_like_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "홍길동 귀하")
    assert typeset(TEMPLATE, letter(recipient=decomposed)) == typeset(TEMPLATE, letter(recipient="홍길동 귀하"))


def test_markup_in_a_name_is_only_a_name() -> None:
    plain = typeset(TEMPLATE, letter(recipient="#panic() $x$ *굵게* = 제목 @누구 <표지> \\"))
    with opened(plain) as pdf:
        assert roles(pdf.Root.StructTreeRoot).count("H1") == 1


@pytest.mark.parametrize("name", ["김", "가나다라마바사아자차" * 4])
def test_a_name_of_one_letter_and_one_of_forty_leave_the_letter_on_its_page(name: str) -> None:
    with opened(typeset(TEMPLATE, letter(recipient=name, facts=[["성명", name]]))) as pdf:
        assert len(pdf.pages) == 1


def test_a_long_table_runs_over_pages_and_stays_one_table() -> None:
    with opened(typeset(TEMPLATE, letter(facts=[[f"항목 {n}", "값"] for n in range(120)]))) as pdf:
        assert len(pdf.pages) > 2
        assert roles(pdf.Root.StructTreeRoot).count("Table") == 2


@pytest.mark.parametrize("missing", ["title", "facts"])
def test_data_that_does_not_fit_the_template_is_refused(missing: str) -> None:
    data = letter()
    del data[missing]
    with pytest.raises(TypesetFailed, match=missing):
        typeset(TEMPLATE, data)


def test_a_document_without_a_date_is_refused() -> None:
    data = letter()
    del data["document_date"]
    with pytest.raises(KeyError):
        typeset(TEMPLATE, data)


def test_without_fonts_the_message_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    settings.FONT_DIRS = [tmp_path / "absent"]
    with pytest.raises(TypesetFailed, match="make setup"):
        typeset_module._fonts.__wrapped__()
