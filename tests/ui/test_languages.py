"""Words, dates, amounts and citations in the language of the page; what is stored stays Korean."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from teojeon.ui import components, errors, formats, forms
from teojeon.ui.languages import as_written, topic, translated, worded
from teojeon.ui.script_words import SCRIPT_WORDS
from tests.support.languages import HANGUL, compile_new, read
from tests.ui.rendering import SampleForm, gallery, render

ROOT = Path(__file__).resolve().parents[2]
SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
SCRIPT_TEXT = re.compile(r"\"([^\"\n]*[가-힣][^\"\n]*)\"")
UNITS = {"만", "억", "조", " 원", "원"}
OFFICE_SCRIPTS = {"visits"}  # folders of scripts that only the office loads, which speaks Korean
LANGUAGES = ("en", "zh-hans", "vi")
DAY, AT = dt.date(2026, 11, 21), dt.datetime(2026, 11, 21, 5, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True, scope="module")
def catalogues() -> None:
    compile_new()


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_a_korean_page_says_what_stands_in_the_code() -> None:
    assert (translated("모름"), worded("{days}일 남았습니다", days=3), topic("보증금")) == ("모름", "3일 남았습니다", "보증금은")


@pytest.mark.req("S1-GUI-03")
@pytest.mark.parametrize(("language", "word"), [("en", "Don’t know"), ("zh-hans", "不知道"), ("vi", "Không biết")])
def test_a_fixed_word_is_said_in_the_language_of_the_page(language: str, word: str) -> None:
    with translation.override(language):
        assert translated("모름") == word
        assert render("{{ word|translated }}", word="모름") == word


def test_what_has_no_translation_or_is_no_text_comes_back_as_it_is(english: None) -> None:
    assert translated("김가나") == "김가나"
    assert (translated(""), translated(None), translated(3)) == ("", None, 3)


def test_values_are_put_in_after_the_translation(english: None) -> None:
    assert worded("{days}일 남았습니다", days=3) == "3 day(s) left"


def test_a_particle_is_korean_only(english: None) -> None:
    assert topic("모름") == "Don’t know"


def test_what_a_person_wrote_is_marked_as_korean_and_escaped(english: None) -> None:
    assert as_written("김<가>") == '<span lang="ko">김&lt;가&gt;</span>'
    assert (as_written("모름"), as_written("Kim"), as_written(mark_safe("<b>가</b>"))) == ("Don’t know", "Kim", "<b>가</b>")


def test_on_a_korean_page_nothing_is_marked() -> None:
    assert as_written("김가나") == "김가나"


@pytest.mark.req("S1-GUI-03")
@pytest.mark.parametrize(
    ("language", "day", "instant", "amount", "reading"),
    [
        ("ko", "2026. 11. 21.(토)", "2026. 11. 21.(토) 14:05", "100,000,000원", "1억 원"),
        ("en", "21 Nov 2026", "21 Nov 2026 14:05", "100,000,000 won", "100 million won"),
        ("zh-hans", "2026年11月21日", "2026年11月21日 14:05", "100,000,000韩元", "1亿韩元"),
        ("vi", "21/11/2026", "21/11/2026 14:05", "100,000,000 won", "100 triệu won"),
    ],
)
def test_dates_and_amounts_follow_the_language(language: str, day: str, instant: str, amount: str, reading: str) -> None:
    with translation.override(language):
        shown = formats.shown_date(DAY), formats.shown_datetime(AT), formats.shown_won(10**8), formats.shown_reading(10**8)
        assert shown == (day, instant, amount, reading)
        assert render("{{ day|kdate }}/{{ sum|won }}", day=DAY, sum=10**8) == f"{day}/{amount}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_stored_and_printed_stays_korean(language: str) -> None:
    with translation.override(language):
        assert (formats.korean_date(DAY), formats.won(10**8)) == ("2026. 11. 21.(토)", "100,000,000원")
        assert (formats.won_reading(10**8), formats.korean_datetime(AT)) == ("1억 원", "2026. 11. 21.(토) 14:05")


@pytest.mark.parametrize(
    ("amount", "english", "chinese", "vietnamese"),
    [
        (0, "0 won", "0韩元", "0 won"),
        (999_999, "999,999 won", "99万9,999韩元", "999,999 won"),
        (1_000_000, "1 million won", "100万韩元", "1 triệu won"),
        (12_340_000, "12.34 million won", "1,234万韩元", "12,34 triệu won"),
        (12_345_678, "12,345,678 won", "1,234万5,678韩元", "12,345,678 won"),
        (1_200_000_000, "1.2 billion won", "12亿韩元", "1,2 tỷ won"),
    ],
)
def test_an_amount_is_read_exactly_in_each_language(amount: int, english: str, chinese: str, vietnamese: str) -> None:
    for language, reading in zip(LANGUAGES, (english, chinese, vietnamese), strict=True):
        with translation.override(language):
            assert formats.shown_reading(amount) == reading


@pytest.mark.parametrize(
    ("korean", "shown"),
    [
        ("2026. 11. 21.(토)", "21 Nov 2026"),
        ("2026. 11. 21.(토) 14:05", "21 Nov 2026 14:05"),
        ("2026. 11. 21.(토) ~ 2026. 11. 24.(화)", "21 Nov 2026 ~ 24 Nov 2026"),
        ("1,234,500원", "1,234,500 won"),
        ("3억 2,000만 원", "320 million won"),
        ("123만 4,500원", "1,234,500 won"),
        ("2026. 2. 30.(월)", "2026. 2. 30.(월)"),
        ("약 3억 원", "약 3억 원"),
    ],
)
def test_a_date_or_amount_written_in_korean_is_rewritten_and_nothing_else(english: None, korean: str, shown: str) -> None:
    assert translated(korean) == shown


@pytest.mark.parametrize(
    ("korean", "shown"),
    [
        ("규칙§3⑤", "Rule art. 3(5)"),
        ("법§3①1", "Special Act art. 3(1)(1)"),
        ("법 제3조제1항제2호", "Special Act art. 3(1)(2)"),
        ("법 제2조제4호다목", "Special Act art. 2(4)(c)"),
        ("행절법§14②", "Administrative Procedures Act art. 14(2)"),
        ("법 제25조의9", "Special Act art. 25-9"),
        ("S1-APP-01", "S1-APP-01"),
        ("법은 어렵다", "법은 어렵다"),
    ],
)
def test_a_bare_citation_is_read_in_the_language_of_the_page(english: None, korean: str, shown: str) -> None:
    assert translated(korean) == shown


@pytest.mark.req("S1-GUI-03")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kit_says_every_refusal_in_the_language_of_the_page(language: str) -> None:
    """Whatever is wrong with a field: what the kit itself says is translated; the labels of this form stand in no catalogue."""
    labels = {str(field.label) for field in SampleForm.base_fields.values()}
    given = {
        "name": "가" * 41,
        "deposit": "-5",
        "rent": "많음",
        "contract_on": "2026-02-30",
        "province": "99",
        "living": "",
        "story": "가" * 101,
    }
    with translation.override(language):
        found = components.collected_errors(SampleForm(given))
    for label in labels:
        found = [forms.FormError("", "", error.code, error.message.replace(label, ""), "") for error in found]
    assert len(found) >= 7
    assert not [error.message for error in found if HANGUL.search(error.message)]


def test_a_refusal_keeps_its_particles_in_korean() -> None:
    form = SampleForm({"deposit": "-5", "contract_on": "2027-01-01"})
    messages = {error.field: error.message for error in components.collected_errors(form)}
    assert messages["deposit"] == "임차보증금은 0원 이상이어야 합니다. 빼기 부호를 지워 주십시오."
    assert messages["contract_on"] == "최초 계약일은 2026. 11. 20.(금) 이전이어야 합니다. 날짜를 확인해 주십시오."
    assert messages["province"] == "시·도를 선택해 주십시오."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", errors.TEXTS)
def test_an_error_page_speaks_the_language(language: str, code: str) -> None:
    with translation.override(language):
        page = read(errors.error_page(RequestFactory().get("/"), errors.TEXTS[code]).content.decode())
    assert (page.language, page.korean) == (language, [])


@pytest.mark.req("S1-GUI-03")
def test_a_page_that_is_not_korean_says_that_the_korean_one_governs(english: None) -> None:
    assert "The Korean text is the record" in gallery("portal")


def test_a_korean_page_carries_no_translations() -> None:
    page = gallery("portal")
    assert "ui-governing" not in page
    assert "script-words" not in page


def test_the_scripts_say_what_the_pages_bring_translations_of() -> None:
    said: set[str] = set()
    for path in [*ROOT.glob("teojeon/ui/static/js/*.js"), *ROOT.glob("teojeon/services/*/static/**/*.js")]:
        if path.parent.name not in OFFICE_SCRIPTS:
            said |= set(SCRIPT_TEXT.findall(SCRIPT_COMMENT.sub("", path.read_text(encoding="utf-8"))))
    assert said - UNITS == set(SCRIPT_WORDS)
