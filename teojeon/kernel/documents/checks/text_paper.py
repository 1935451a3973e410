"""A PDF of plain lines and of pictures, for documents whose own lay-out cannot be trusted."""

import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

import pikepdf
import typst
from PIL import Image

from teojeon.kernel.documents.checks import limits, paper
from teojeon.kernel.documents.checks.verdict import Refused

_QUALITY = 85
_ABSENT = "〓"
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed|disallowed codepoint `"(.+?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff\ue000-\uf8ff]"
)
_TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "글자만 옮긴 사본", date: auto)
#set page(paper: "a4", margin: 25mm, footer: context align(center, text(8pt)[#counter(page).display()]))
#set text(font: ("Noto Sans CJK KR", "Pretendard"), size: 10.5pt, lang: "ko")
#set par(leading: 0.8em)
#block(width: 100%, stroke: 0.5pt, inset: 8pt, text(9pt, data.notice))
#for line in data.lines { block(line) }
"""
NOTICE = "한글(HWP) 문서에서 글자와 그림만 옮긴 사본입니다. 줄과 표, 쪽의 모양은 원본과 다르고, 그림은 글 뒤에 있습니다."


def write_text_and_pictures(lines: Sequence[str], pictures: Iterable[Image.Image], copy: BinaryIO, fonts: Sequence[Path]) -> int:
    """The lines on as many pages as they take, then a page for each picture. Returns the number of pages. Raises Refused:
    HWP_NOTHING_TO_SHOW, TOO_MANY_PAGES, TOO_HEAVY."""
    drawn = io.BytesIO()
    number = paper.write_pages(pictures, drawn, _QUALITY)
    shown = [line for line in (_FORBIDDEN.sub(_visible, line).rstrip() for line in lines) if line]
    if not shown and not number:
        raise Refused("HWP_NOTHING_TO_SHOW")
    with pikepdf.open(io.BytesIO(typeset(shown, fonts))) as document, pikepdf.open(drawn) as photos:
        document.pages.extend(photos.pages)
        pages = len(document.pages)
        if pages > limits.MAX_PAGES:
            raise Refused("TOO_MANY_PAGES")
        del document.docinfo
        if "/Metadata" in document.Root:
            del document.Root["/Metadata"]  # dated 1970, since nobody here asks for the time
        document.save(copy, deterministic_id=True)
    return pages


def typeset(lines: Sequence[str], fonts: Sequence[Path]) -> bytes:
    """The lines as a PDF; a letter that no font has is shown as 〓."""
    compiler = typst.Compiler(
        root="/",
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in fonts]
        ),
    )
    text = json.dumps({"notice": NOTICE, "lines": list(lines)}, ensure_ascii=False)
    for _ in range(4):
        try:
            return _compiled(compiler, text, "a-2b")
        except typst.TypstError as error:
            absent = {found for match in _NO_GLYPH.finditer(error.diagnostic) for found in _letters(match[1] or match[2])}
            if not absent:
                raise
            text = text.translate({ord(letter): _ABSENT for letter in absent})
    return _compiled(compiler, text, "1.7")


def _compiled(compiler: typst.Compiler, text: str, standard: Literal["a-2b", "1.7"]) -> bytes:
    pdf = compiler.compile(input=_TEMPLATE.encode(), format="pdf", sys_inputs={"data": text}, pdf_standards=standard, timestamp=0)
    assert isinstance(pdf, bytes)  # one document, no output path
    return pdf


def _letters(quoted: str) -> set[str]:
    return set(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), quoted)) - set('\\"')


def _visible(match: "re.Match[str]") -> str:
    """What turns the direction of writing or has no shape is not copied; a letter of a private alphabet is marked."""
    return _ABSENT if "\ue000" <= match[0] <= "\uf8ff" else ""
