"""The portal in four languages: every page says in which it is, and nothing in another stands in it unmarked (S1-GUI-03)."""

from collections.abc import Iterator
from typing import cast
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.utils import translation

from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.filed import filing_message
from teojeon.services.victims.application.models import Filing
from teojeon.services.victims.application.steps import BY_SLUG
from teojeon.ui import languages
from tests.house.pages import PORTAL
from tests.house.test_urls import SOMEBODY, Role, Walk, portal_walk
from tests.support import filings
from tests.support.languages import compile_new, read

__all__ = ["portal_walk"]  # the fixture

OTHERS = [pytest.param("en"), pytest.param("zh-hans", marks=pytest.mark.slow), pytest.param("vi", marks=pytest.mark.slow)]
PURPOSES = ("find-id", "reset", "sign-in", "step-up", "enquiry")


@pytest.fixture
def portal(portal_walk: Walk, settings: LazySettings) -> Walk:
    compile_new()
    settings.UI_SITE = {
        "door": "전세사기피해자 지원관리누리집",
        "operator": "터전 운영기관",
        "languages": tuple(languages.NAMES),
        "login_url": "/sign-in/",
        "logout_url": "/sign-out/",
    }
    return portal_walk


def addresses(walk: Walk) -> Iterator[tuple[str, str]]:
    """Every page of the door with its own object, each step of the application and each purpose of the identity check."""
    for name, page in PORTAL.items():
        if name.startswith("guide_index_"):
            continue  # its address says the language
        keys = walk.own(page)
        yield name, walk.url(name, keys)
        if name in ("application_step", "change_step"):
            word = dict(page.words)["step"]
            yield from ((f"{name} {slug}", walk.url(name, keys).replace(f"/{word}/", f"/{slug}/")) for slug in BY_SLUG)
    for purpose in PURPOSES:
        yield f"identity_start {purpose}", walk.url("identity_start", None).replace("find-id", purpose)
    yield "no such page", "/no-such-page/"


def ask(role: Role, url: str, language: str) -> HttpResponse:
    role.client.cookies[languages.COOKIE] = language
    return cast(HttpResponse, role.client.get(url))


def is_page(answer: HttpResponse) -> bool:
    return answer.get("Content-Type", "").startswith("text/html") and bool(answer.content)


@pytest.mark.req("S1-GUI-03")
@pytest.mark.parametrize("language", OTHERS)
def test_every_page_of_the_portal_speaks_the_chosen_language(portal: Walk, language: str) -> None:
    tenant = filings.tenant(1)
    typed = (tenant.name, tenant.address, SOMEBODY.name, "계약서.pdf")
    wrong: list[str] = []
    for role in portal.roles[:2]:
        for name, url in addresses(portal):
            korean, other = ask(role, url, "ko"), ask(role, url, language)
            if other.status_code != korean.status_code:
                wrong.append(f"{role.name} {name}: {other.status_code}, in Korean {korean.status_code}")
            if not is_page(other) or other.get("Location"):
                continue
            page = read(other.content.decode(), typed)
            if (page.is_whole and page.language != language) or other.get("Content-Language") != language:
                wrong.append(f"{role.name} {name}: says it is {page.language!r} and {other.get('Content-Language')!r}")
            wrong += [f"{role.name} {name}: {text}" for text in page.korean]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.req("S1-GUI-03")
def test_what_leaves_an_english_page_is_the_korean_record(portal: Walk) -> None:
    """The export and what the office is told of a filing are the same, in whatever language the person reads."""
    tenant, page = portal.roles[1], PORTAL["application_json"]
    url = portal.url("application_json", portal.own(page))
    assert ask(tenant, url, "en").content == ask(tenant, url, "ko").content
    with unit_of_work(UUID(tenant.client.session["_auth_user_id"]), read_only=True) as unit:
        filing = Filing.objects.visible_to(unit.actor).get(pk=portal.own(page)["subject"])
        content = load_filed(filing).content
        told = []
        for language in ("ko", "en"):
            with translation.override(language):
                told.append(filing_message(content, filing.received_at, channel="internet", papers=[], flags=()))
    assert told[0] == told[1]
