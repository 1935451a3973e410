"""The application in the languages of the portal: what is shown is translated, what is kept and printed is Korean (S1-GUI-03)."""

import re
from typing import Any

import pypdfium2
import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import translation

from teojeon.kernel.people.logins.models import Account
from teojeon.services.victims.application.content import load, to_json
from teojeon.services.victims.application.documents import exported
from teojeon.services.victims.application.drafts import find_draft, find_filing
from teojeon.services.victims.application.forms.fields import countries
from teojeon.services.victims.application.steps import PAGES
from teojeon.ui import languages
from tests.services.victims.application.applicant import ANSWERS, acting, file, keep, new_draft, sign_in, with_answers
from tests.services.victims.application.test_median import STEPS as MEDIAN
from tests.support.languages import HANGUL, compile_new, read

pytestmark = pytest.mark.req("S1-GUI-03")
OTHERS = ("en", "zh-hans", "vi")
STEP_SLUGS = [*(step.slug for step in PAGES), "review"]
MAIN = re.compile("<main.*</main>", re.DOTALL)
TYPED = [text for answers in (*ANSWERS.values(), *MEDIAN.values()) for text in answers.values()]


def korean_in(page: Any) -> list[str]:
    """What stands in the main part of a page in Korean and is not marked so, what the person typed excepted."""
    found = MAIN.search(page.content.decode())
    assert found, page.status_code
    return read(found[0], TYPED).korean


@pytest.fixture
def browser(tenant: Account, client: Client, settings: LazySettings) -> Client:
    """The tenant, signed in where the door offers all languages."""
    compile_new()
    settings.UI_SITE = {"languages": (languages.RECORD, *OTHERS)}
    sign_in(client)
    return client


def reading(browser: Client, language: str) -> Client:
    browser.cookies[languages.COOKIE] = language
    return browser


@pytest.mark.parametrize("language", OTHERS)
def test_no_step_of_a_draft_is_left_in_korean(browser: Client, tenant: Account, language: str) -> None:
    draft = new_draft(tenant)
    with acting(tenant):
        for slug, inputs in MEDIAN.items():
            keep(draft, slug, inputs)
    reading(browser, language)
    left = {slug: korean_in(browser.get(f"/applications/{draft}/{slug}/")) for slug in STEP_SLUGS}
    assert {slug: words for slug, words in left.items() if words} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_step_is_left_in_korean_where_everything_is_missing(browser: Client, tenant: Account, language: str) -> None:
    draft = new_draft(tenant, {"applicant": {"mandate_type": "heir_representative"}})
    reading(browser, language)
    left = {slug: korean_in(browser.get(f"/applications/{draft}/{slug}/?check=1")) for slug in STEP_SLUGS}
    assert {slug: words for slug, words in left.items() if words} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_around_the_steps_is_left_in_korean(browser: Client, tenant: Account, language: str) -> None:
    draft, filed = new_draft(tenant), None
    reading(browser, language)
    urls = ["/applications/new/", f"/applications/{draft}/", f"/applications/{draft}/delete/"]
    left = {url: korean_in(browser.get(url)) for url in urls}
    with acting(tenant):
        keep(draft, "damage", MEDIAN["damage"])
    file(tenant, draft)
    filed = draft
    left |= {url: korean_in(browser.get(url)) for url in (f"/applications/{filed}/done/", f"/applications/{filed}/later/")}
    assert {url: words for url, words in left.items() if words} == {}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Mobile phone number: enter digits"),
        ("zh-hans", "手机号码：请输入数字"),
        ("vi", "Số điện thoại di động: hãy nhập số"),
    ],
)
def test_an_error_names_its_field_in_the_language_of_the_page(browser: Client, tenant: Account, language: str, words: str) -> None:
    draft = new_draft(tenant, with_answers(applicant={"mobile": "none"}))
    page = reading(browser, language).get(f"/applications/{draft}/applicant/?check=1")
    assert words in page.content.decode() and korean_in(page) == []


@pytest.mark.parametrize("slug", ANSWERS)
@pytest.mark.parametrize("language", OTHERS)
def test_saving_in_another_language_keeps_the_same_answers(browser: Client, tenant: Account, language: str, slug: str) -> None:
    kept = []
    for chosen in (languages.RECORD, language):
        draft = new_draft(tenant, {"actor": {}})
        page = reading(browser, chosen).get(f"/applications/{draft}/{slug}/").content.decode()
        fields = {name: hidden(page, name) for name in ("version", "page")}
        answer = browser.post(f"/applications/{draft}/{slug}/", {**fields, "action": "save", **ANSWERS[slug], "number": ""})
        assert answer.status_code == 303
        with acting(tenant):
            kept.append(to_json(load(find_draft(draft))) | {"saved_by": ""})
    assert kept[0] == kept[1]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


@pytest.mark.parametrize("language", OTHERS)
def test_what_a_refused_submission_lacks_is_told_in_the_language_of_the_page(
    browser: Client, tenant: Account, language: str
) -> None:
    draft = new_draft(tenant, {"applicant": {"mandate_type": "proxy"}})
    review = reading(browser, language).get(f"/applications/{draft}/review/").content.decode()
    sent = {name: hidden(review, name) for name in ("version", "request")}
    answer = browser.post(f"/applications/{draft}/review/", sent)
    assert answer.status_code == 422 and korean_in(answer) == []


@pytest.mark.parametrize(
    ("language", "notice"), [("en", "We hid the last six"), ("zh-hans", "已隐藏后六位"), ("vi", "chúng tôi đã che sáu số cuối")]
)
def test_what_a_script_is_told_is_in_the_language_of_the_page(browser: Client, tenant: Account, language: str, notice: str) -> None:
    draft = new_draft(tenant)
    url = f"/applications/{draft}/statement/"
    fields = {name: hidden(reading(browser, language).get(url).content.decode(), name) for name in ("version", "page")}
    answer = browser.post(f"{url}save/", {**fields, "told": "910302-2345678"})
    assert notice in answer.json()["notices"][0] and not HANGUL.search(answer.json()["saved_at"])
    stale = browser.post(f"{url}save/", {**fields, "page": "another", "told": "9"})
    assert stale.status_code == 409
    assert not HANGUL.search(" ".join([stale.json()["message"], *stale.json()["mine"]]))


@pytest.mark.slow
def test_the_pdf_made_while_reading_in_english_is_korean(browser: Client, tenant: Account) -> None:
    draft = new_draft(tenant, {**ANSWERS, "damage": MEDIAN["damage"]})
    file(tenant, draft)
    reading(browser, "en")
    answer = browser.get(f"/my/{draft}/application.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert "전세사기피해자등 결정신청서" in text and "임차보증금" in text and "경매 개시" in text and "Court auction" not in text


def test_what_is_taken_home_as_data_is_korean(tenant: Account) -> None:
    draft = new_draft(tenant, {**ANSWERS, "damage": MEDIAN["damage"]})
    file(tenant, draft)
    with acting(tenant):
        filing = find_filing(draft)
        korean = exported(filing)
        with translation.override("en"):
            assert exported(filing) == korean


@pytest.mark.parametrize("language", OTHERS)
def test_countries_are_named_in_the_language_of_the_page(language: str) -> None:
    korean = countries()
    with translation.override(language):
        named = countries()
    assert {code for code, _ in named} == {code for code, _ in korean} and len(named) == len(korean) > 200
    assert not any(HANGUL.search(name) for _, name in named)
