"""The language of a device: chosen by a person, never guessed, and Korean is the record."""

import pytest
from django.conf import LazySettings
from django.test import Client

from teojeon.ui import languages
from tests.support.sides import as_side

PORTAL = "teojeon.doors.portal.urls"


@pytest.fixture
def visitor(db: None, keys: object, settings: LazySettings) -> Client:
    settings.ROOT_URLCONF = PORTAL
    settings.UI_SITE = {"languages": ("ko", "en")}
    return Client(headers={"accept-language": "en-US,en;q=0.9"})


def choose(visitor: Client, language: str, back: str = "/") -> object:
    with as_side("portal"):
        return visitor.post("/language/", {"language": language, "next": back})


@pytest.mark.req("S1-GUI-03")
def test_a_browser_that_prefers_english_still_gets_korean(visitor: Client) -> None:
    with as_side("portal"):
        assert visitor.get("/").headers["Content-Language"] == "ko"


@pytest.mark.req("S1-GUI-03")
def test_a_chosen_language_stays_on_the_device(visitor: Client) -> None:
    answer = choose(visitor, "en", "/sign-in/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/")  # type: ignore[attr-defined]
    with as_side("portal"):
        page = visitor.get("/")
    assert page.headers["Content-Language"] == "en"
    assert b'<html lang="en">' in page.content


@pytest.mark.parametrize("language", ["vi", "xx", "", "ko; path=/"])
def test_a_language_that_is_not_offered_is_not_kept(visitor: Client, language: str) -> None:
    choose(visitor, language)
    assert languages.COOKIE not in visitor.cookies


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_foreign_address_is_not_followed(visitor: Client, back: str) -> None:
    assert choose(visitor, "en", back).headers["Location"] == "/"  # type: ignore[attr-defined]


def test_a_door_with_one_language_shows_no_choice(visitor: Client, settings: LazySettings) -> None:
    settings.UI_SITE = {}
    with as_side("portal"):
        assert b'action="/language/"' not in visitor.get("/").content


@pytest.mark.req("S1-GUI-03")
def test_every_language_of_the_house_has_its_own_name(settings: LazySettings) -> None:
    assert dict(settings.LANGUAGES) == languages.NAMES


def test_a_cache_between_keeps_a_page_for_each_language(visitor: Client) -> None:
    with as_side("portal"):
        assert "Cookie" in visitor.get("/guide/").headers["Vary"]


def test_what_is_no_page_is_said_to_be_korean(visitor: Client) -> None:
    choose(visitor, "en")
    with as_side("portal"):
        assert visitor.get("/robots.txt").headers["Content-Language"] == "ko"


def test_a_page_in_another_language_says_which_text_governs(visitor: Client) -> None:
    choose(visitor, "en")
    with as_side("portal"):
        assert b"the Korean text governs" in visitor.get("/sign-in/").content
