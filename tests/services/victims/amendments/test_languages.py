"""Changes of a filed application in the languages of the portal; what is sent is Korean (S1-GUI-03)."""

from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from teojeon.services.victims.amendments import actions
from teojeon.services.victims.amendments.changes import CHANGEABLE
from teojeon.ui import languages
from tests.services.victims.amendments.test_amendments import RIGHT, begun, deposit, filed
from tests.support import filings
from tests.support.languages import HANGUL, compile_new, read
from tests.support.people import unit
from tests.support.sides import as_side

__all__ = ["filed"]  # the fixture
pytestmark = pytest.mark.req("S1-GUI-03")
OTHERS = ("en", "zh-hans", "vi")
TYPED = (filings.tenant(1).name, filings.tenant(1).address)


@pytest.fixture
def page(filed: tuple[UUID, UUID, Client], settings: LazySettings) -> Client:
    """The tenant's browser at a door that offers all languages."""
    compile_new()
    settings.UI_SITE = {"languages": (languages.RECORD, *OTHERS)}
    return filed[2]


def main_of(client: Client, url: str) -> str:
    with as_side("portal"):
        text = client.get(url).content.decode()
    return text[text.index("<main") : text.index("</main>")]


def send(client: Client, change: UUID) -> None:
    with as_side("portal"):
        version = client.get(f"/changes/{change}/").context["row"].version
        words = {"action": "send", "version": str(version), "request": str(uuid4())}
        assert client.post(f"/changes/{change}/", words).status_code == 303


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_of_a_change_is_left_in_korean(filed: tuple[UUID, UUID, Client], page: Client, language: str) -> None:
    account, subject, _ = filed
    page.cookies[languages.COOKIE] = language
    urls = [f"/my/{subject}/changes/"]
    left = {url: read(main_of(page, url), TYPED).korean for url in urls}
    change = begun(account, subject)
    deposit(page, change, RIGHT, **{"contracts-0-kind": "new", "contracts-0-deposit": "2억"})
    urls += [f"/changes/{change}/", *(f"/changes/{change}/{step.slug}/" for step in CHANGEABLE)]
    left |= {url: read(main_of(page, url), TYPED).korean for url in urls}
    send(page, change)
    left[urls[0]] += read(main_of(page, urls[0]), TYPED).korean
    assert {url: words for url, words in left.items() if words} == {}


def test_a_change_sent_while_reading_english_is_kept_in_korean(filed: tuple[UUID, UUID, Client], page: Client) -> None:
    account, subject, _ = filed
    page.cookies[languages.COOKIE] = "en"
    change = begun(account, subject)
    deposit(page, change, RIGHT, **{"contracts-0-kind": "new", "contracts-0-deposit": "2억"})
    send(page, change)
    with unit("portal", account, read_only=True):
        kept = actions.changes_of(actions.find(change))
    assert {each["label"]: each["after"] for each in kept}["계약 1"] == "계약의 종류: 처음 계약; 보증금: 200,000,000원"
    assert all(HANGUL.search(each["label"]) for each in kept)
