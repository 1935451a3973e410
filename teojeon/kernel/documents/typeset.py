"""Documents as PDF/A-2a and PDF/UA-1, from a Typst template and data. The same data gives the same bytes.

Templates lie in the rooms of those who print; they import the house's library by its path from the package's root:

    #import "/kernel/documents/templates/official.typ": *
    #let data = json(bytes(sys.inputs.data))
    #show: official.with(data)
"""

import datetime as dt
import functools
import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from teojeon.kernel import clock

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed|disallowed codepoint `"(.+?)"`')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")

TRIES = 5  # a compiler names some of the letters that no font has, not always all
# A compiler serves one call at a time.
_one_at_a_time = threading.Lock()


class TypesetFailed(RuntimeError):
    """The template does not fit its data or its standard."""


class MissingGlyph(TypesetFailed):
    """No font has these characters. A batch leaves this one document out and says why."""

    code = "MISSING_GLYPH"

    def __init__(self, characters: tuple[str, ...]) -> None:
        codes = ", ".join(f"U+{ord(character[0]):04X}" for character in characters)
        super().__init__(f"글꼴에 없는 글자가 있어 문서를 만들지 못했습니다: {codes}. 해당 글자를 확인해 주십시오.")
        self.characters = characters
        self.message = str(self)


def typeset(template: Path | str, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF. `data` is what JSON can hold, with `title` and `document_date` (YYYY-MM-DD, Seoul) at least; texts
    are normalised to NFC, and None or an empty text prints as "정보 없음" where the library's tables show it. Raises
    MissingGlyph, TypesetFailed, KeyError without a date."""
    day = dt.date.fromisoformat(data["document_date"])
    noon = dt.datetime(day.year, day.month, day.day, 12, tzinfo=clock.SEOUL)  # the same day for a reader in UTC
    source = _source(Path(template))
    try:
        with _one_at_a_time:
            pdf = _compiler().compile(
                input=source,
                format="pdf",
                sys_inputs={"data": json.dumps(_composed(data), ensure_ascii=False)},
                # Without a standard a missing glyph is dropped in silence: a letter of somebody's name.
                pdf_standards=["a-2a", "ua-1"],
                timestamp=int(noon.timestamp()),
            )
    except typst.TypstError as error:
        characters = _characters_without_glyph(error.diagnostic)
        raise (MissingGlyph(characters) if characters else TypesetFailed(error.diagnostic)) from error
    assert isinstance(pdf, bytes)  # one document, no output path
    return pdf


def typeset_spelt(template: Path | str, data: Mapping[str, Any], **where_spelt: Any) -> bytes:
    """The same, with a letter that no font has written as its code point: nothing is held up by it, nothing is left out.

    `where_spelt`: entries of the data that say so, in the place of others, once there is such a letter.
    """
    for _ in range(TRIES):
        try:
            return typeset(template, data)
        except MissingGlyph as error:
            data = {**_spelt(data, error.characters), **where_spelt}
    return typeset(template, data)


def _spelt(value: Any, characters: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        for character in characters:
            value = value.replace(character, "".join(f"[U+{ord(sign):04X}]" for sign in character))
        return value
    if isinstance(value, Mapping):
        return {name: _spelt(part, characters) for name, part in value.items()}
    return [_spelt(part, characters) for part in value]


@functools.cache
def _fonts() -> typst.Fonts:
    """Only the fonts that the settings name, so that every machine breaks its lines alike."""
    folders = [str(folder) for folder in settings.FONT_DIRS if Path(folder).is_dir()]
    if not folders:
        named = ", ".join(str(folder) for folder in settings.FONT_DIRS)
        raise TypesetFailed(f"글꼴 폴더가 없습니다: {named}. `make setup`을 실행하십시오.")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@functools.cache
def _compiler() -> typst.Compiler:
    """One a process: fonts are read once, and what did not change since the last letter is not computed again."""
    return typst.Compiler(root=str(PACKAGE_ROOT), font_paths=_fonts())


@functools.cache
def _source(template: Path) -> bytes:
    return template.read_bytes()


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {name: _composed(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(part) for part in value]
    return value


def _characters_without_glyph(diagnostic: str) -> tuple[str, ...]:
    found = (match[1] or match[2] for match in _NO_GLYPH.finditer(diagnostic))
    return tuple(dict.fromkeys(_ESCAPE.sub(_unescape, text) for text in found))


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]
