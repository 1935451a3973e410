"""The languages in which a door can be read. Korean is the record and the default: what a browser prefers is not a choice.

Words stand in the code as Korean constants; the place that shows them asks for `translated` or `worded`. What is stored, sent or
printed is never asked for here and stays Korean (docs/decisions/0021-languages.md).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeData, SafeString

from teojeon.ui.citations import cited
from teojeon.ui.formats import has_hangul, in_record, rewritten, with_particle
from teojeon.ui.site import current_site

COOKIE = "teojeon_language"
KEPT_FOR = timedelta(days=365)
RECORD = "ko"
# Each in its own words, as a person looks for it.
NAMES = {"ko": "한국어", "en": "English", "zh-hans": "简体中文", "vi": "Tiếng Việt"}
GetResponse = Callable[[HttpRequest], HttpResponse]


def offered() -> tuple[str, ...]:
    """The codes of this door's languages; one alone means that there is nothing to choose."""
    return current_site().languages


def chosen(request: HttpRequest) -> str:
    """The language this person chose on this device, Korean where none."""
    wish = request.COOKIES.get(COOKIE, RECORD)
    return wish if wish in offered() else RECORD


def keep(response: HttpResponse, language: str, *, secure: bool) -> None:
    """Remembers the choice on the device; it says nothing about the person and is not tied to an account."""
    if language in offered():
        response.set_cookie(COOKIE, language, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=secure)


def translated(text: Any) -> Any:
    """A fixed Korean text in the language of the page; also an amount, a date or a citation that was written in Korean.

    What is no text, and what has no translation, comes back as it is.
    """
    if isinstance(text, Promise):
        text = str(text)
    if not isinstance(text, str) or in_record() or not has_hangul(text):
        return text
    found = translation.gettext(text)
    if found == text and not isinstance(text, SafeData):
        found = rewritten(text) or cited(text) or text
    return found


def worded(text: str, **values: Any) -> str:
    """A fixed Korean text with values in it, in the language of the page: `worded("서류 {count}건을 받았습니다.", count=n)`.

    The values are put in as they are: what is a word itself is given translated.
    """
    return str(translated(text)).format(**values)


def topic(word: Any, after_consonant: str = "은", after_vowel: str = "는") -> str:
    """A word as the part of a sentence: with its particle in Korean, alone in the other languages."""
    return with_particle(str(word), after_consonant, after_vowel) if in_record() else str(translated(word))


def as_written(value: Any) -> Any:
    """What a person or an authority wrote: translated where it is a fixed text, else marked as Korean on a page that is not."""
    text = translated(value)
    if not isinstance(text, str) or in_record() or isinstance(text, SafeString) or not has_hangul(text):
        return text
    return format_html('<span lang="ko">{}</span>', text)


class LanguageMiddleware:
    """Shows the page in the chosen language. What is stored, sent or printed is Korean all the same."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith(("text/html", "application/json"))
        response.headers.setdefault("Content-Language", language if is_page else RECORD)
        if len(offered()) > 1 and "immutable" not in response.headers.get("Cache-Control", ""):
            patch_vary_headers(response, ["Cookie"])  # one address, several languages
        return response
