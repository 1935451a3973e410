"""The languages in which a door can be read. Korean is the record and the default: what a browser prefers is not a choice."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import translation

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


class LanguageMiddleware:
    """Shows the page in the chosen language. What is stored, sent or printed is Korean all the same."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
