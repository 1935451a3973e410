"""Guidance in four languages: words, bodies, the same law and the same result in each (S1-GUI-01, S1-GUI-03)."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from teojeon.kernel import regions
from teojeon.kernel.work.unit import unit_of_work
from teojeon.law.texts.citations import Cited, cited
from teojeon.law.victims.facts import HANDOVER, INSOLVENCY_EVENT, REGION_CLASS
from teojeon.law.victims.support import CLASS_WORDS
from teojeon.services.guidance.contractcheck.compute import REGION_CLASSES
from teojeon.services.guidance.offices.places import SIDO_NAMES
from teojeon.services.guidance.pages.addresses import TOOLS
from teojeon.services.guidance.seed.load import Seed, load, load_samples, seeds
from teojeon.services.guidance.selfcheck.answers import EARLY_SALE, NOTHING
from teojeon.services.guidance.selfcheck.forms import EVENTS, HANDOVERS
from teojeon.services.guidance.selfcheck.result import CLASS_TITLES, Result
from tests.services.guidance.conftest import move_to, visiting
from tests.services.guidance.test_self_check import SENT
from tests.support.guidance import approver, editor, published
from tests.support.languages import read
from tests.support.sides import as_side

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)
OTHERS = ("en", "zh-hans", "vi")
CORE = {
    "requirements", "self-check-guide", "process", "documents", "support-period", "urgent-sale", "eviction", "foreigners", "centres",
    "safety", "objection", "faq",
}  # fmt: skip
QUERIES = {"/guide/": 1, "/guide/vi/": 1, "/guide/vi/process/": 1, "/guide/vi/trust/": 1, "/guide/support/": 0, "/self-check/": 0}
"""Of each page's own tables, without what the frame of a page asks."""
CONTRACT = {"deposit": "100000000", "sigungu": "11110", "legal_dong": "", "security_on": "2022-08-01"}


def shipped() -> dict[tuple[str, str], Seed]:
    return {(seed.slug, seed.language): seed for seed in seeds(ON)}


def places_of(seed: Seed) -> set[Cited]:
    """What a page cites: a range and a short name are written out by whoever reads them."""
    body = str(seed.content["body"]).replace("「", "").replace("」", "")
    return set(cited(body)) | set(cited(str(seed.content["law_basis"]).replace("「", "").replace("」", "")))


@pytest.mark.req("S1-GUI-03")
@pytest.mark.parametrize("language", OTHERS)
def test_the_core_pages_are_translated(language: str) -> None:
    assert {slug for slug, each in shipped() if each == language} == CORE


@pytest.mark.req("S1-GUI-01", "S1-GUI-03")
@pytest.mark.parametrize("language", OTHERS)
def test_each_translated_body_cites_the_same_articles_as_the_korean_one(language: str) -> None:
    there = shipped()
    for slug in CORE:
        korean, translated = there[slug, "ko"], there[slug, language]
        assert places_of(translated) == places_of(korean), slug
        for name in ("section", "position", "law_basis", "measures"):
            assert translated.content[name] == korean.content[name], (slug, name)


@pytest.mark.req("S1-GUI-03")
@pytest.mark.parametrize("language", OTHERS)
def test_no_page_of_guidance_has_korean_that_is_not_marked_and_none_is_large(
    house: None, four_languages: None, language: str
) -> None:
    with as_side("office"):
        load(unit_of_work, editor(), approver())
        load_samples(unit_of_work, editor(), approver())
    slugs = sorted({slug for slug, each in shipped() if each == "ko"})
    places = [
        *(url for name, url in TOOLS.items() if name != "apply"), f"/guide/{language}/", *(f"/guide/{language}/{slug}/" for slug in slugs),
        *(f"/guide/{slug}/" for slug in slugs),
    ]  # fmt: skip
    with visiting(language) as visitor:
        for place in places:
            answer = visitor.get(place)
            page = read(answer.content.decode())
            assert (answer.status_code, page.language) == (200, language), place
            assert page.korean == [], place
            assert len(answer.content) <= 50 * 1024, place
        for place, sent in (
            ("/self-check/", SENT),
            ("/self-check/", {"deposit": "620000000", "sido": "11"}),
            ("/contract-check/", CONTRACT),
        ):
            answer = visitor.post(place, sent)
            assert answer.status_code == 200
            assert read(answer.content.decode()).korean == [], place
        wrong = visitor.post("/self-check/", SENT | {"handover": "none"})
        assert wrong.status_code == 422
        assert read(wrong.content.decode()).korean == []


@pytest.mark.req("S1-GUI-03")
def test_a_page_without_a_translation_is_shown_in_korean_and_says_so(house: None, four_languages: None) -> None:
    with as_side("office"):
        published(body="## 누가\n\n임차인이 신청합니다.")
    with visiting() as visitor:
        page = visitor.get("/guide/vi/who/").content.decode()
    assert '<html lang="vi">' in page
    assert '<article class="conts-block ui-article" lang="ko">' in page and "임차인이 신청합니다." in page
    assert "Trang này chưa được dịch nên hiển thị bằng tiếng Hàn." in page and 'href="/guide/vi/"' in page
    assert '<link rel="canonical" href="http://testserver/guide/who/">' in page


@pytest.mark.req("S1-GUI-03")
def test_who_chose_a_language_is_led_from_the_korean_page_to_the_translation(house: None, four_languages: None) -> None:
    with as_side("office"):
        published()
        published(
            language="en", title="Who can apply", description="Who.", body="## Who\n\nA tenant applies (:law[법 제12조제1항])."
        )
    with visiting("en") as visitor:
        korean, english = visitor.get("/guide/who/").content.decode(), visitor.get("/guide/en/who/").content.decode()
    assert "The text below is in Korean." in korean and 'href="/guide/en/who/">Read the translation</a>' in korean
    assert "The text below is in Korean." not in english
    assert "A tenant applies (Special Act art. 12(1))" in english


@pytest.mark.req("S1-GUI-03")
def test_a_visitor_from_elsewhere_can_turn_the_whole_site_into_the_language_of_the_page(house: None, four_languages: None) -> None:
    with as_side("office"):
        published(language="vi", title="Ai", description="Ai.", body="## Ai\n\nNgười thuê nhà.")
    with visiting() as visitor:
        page = visitor.get("/guide/vi/who/").content.decode()
        assert 'name="language" value="vi">Xem toàn bộ trang bằng ngôn ngữ này</button>' in page
        visitor.post("/language/", {"language": "vi", "next": "/guide/vi/who/"})
        assert "Xem toàn bộ trang" not in visitor.get("/guide/vi/who/").content.decode()


@pytest.mark.req("S1-GUI-01", "S1-GUI-03")
def test_a_translation_of_an_earlier_korean_version_says_so_from_the_day_of_the_newer_one(
    house: None, four_languages: None
) -> None:
    move_to(ON)
    with as_side("office"):
        published()
        published(language="en", title="Who can apply", description="Who.", body="## Who\n\nA tenant applies.")
        published(body="## 누가\n\n바뀐 글입니다(법 제12조).", effective_from=ON + 2 * DAY)
    old = "The Korean text changed on 22 Nov 2026. This translation is of the text before that."
    for day, is_old in ((ON + DAY, False), (ON + 2 * DAY, True)):
        move_to(day)
        with visiting() as visitor:
            assert (old in visitor.get("/guide/en/who/").content.decode()) is is_old
    with as_side("office"):
        published(language="en", title="Who", description="Who.", body="## Who\n\nThe changed text.", effective_from=ON + 3 * DAY)
    move_to(ON + 3 * DAY)
    with visiting() as visitor:
        page = visitor.get("/guide/en/who/").content.decode()
        assert "The changed text." in page and old not in page
        assert old in visitor.get("/guide/en/who/versions/1/").content.decode()


@pytest.mark.req("S1-GUI-02", "S1-GUI-03")
@pytest.mark.parametrize(
    "sent",
    [SENT, {"deposit": "620000000", "sido": "11"}, SENT | {"guarantee": "whole"}, SENT | {"events": EARLY_SALE}, {"events": NOTHING}, {}],
)  # fmt: skip
def test_the_self_check_gives_the_same_result_in_vietnamese_as_in_korean(
    house: None, four_languages: None, sent: dict[str, str]
) -> None:
    results: list[Result] = []
    for language in ("ko", "vi"):
        with visiting(language) as visitor:
            results.append(visitor.post("/self-check/", sent).context["result"])
    korean, vietnamese = (
        (each.kind, each.classes, _codes(each.depends_on), _codes(each.against), len(each.notes), each.parameters)
        for each in results
    )
    assert vietnamese == korean


def _codes(conditions: list[Any]) -> list[str]:
    return [condition.code for condition in conditions]


@pytest.mark.req("S1-GUI-02", "S1-GUI-03")
def test_the_note_on_the_cap_is_read_in_vietnamese(house: None, four_languages: None) -> None:
    move_to(ON)
    with visiting("vi") as visitor:
        page = visitor.post("/self-check/", {"deposit": "620000000", "sido": "11"}).content.decode()
    assert "620 triệu won" in page and "500 triệu won" in page and "700 triệu won" in page


@pytest.mark.req("S1-GUI-03")
def test_names_of_programmes_stay_visible_in_korean_beside_the_translation(house: None, four_languages: None) -> None:
    move_to(ON)
    with visiting("en") as visitor:
        page = visitor.get("/guide/support/ga/").content.decode()
    assert 'Auction and public sale support service <span class="ui-note" lang="ko">(경매·공매 지원서비스)</span>' in page


def test_the_words_of_guidance_cover_the_codes_of_the_law() -> None:
    today = dt.date(2026, 11, 22)
    assert {region.name for region in regions.sidos(today)} == set(SIDO_NAMES)
    assert [code for code, _ in HANDOVERS] == [code for code, _ in HANDOVER.options]
    asked = {code for code, _ in EVENTS} - {EARLY_SALE, NOTHING, "unknown"}
    assert asked == {code for code, _ in INSOLVENCY_EVENT.options} - {"other_found"}
    assert dict(REGION_CLASS.options) == REGION_CLASSES
    assert CLASS_TITLES == CLASS_WORDS


@pytest.mark.req("S1-GUI-03")
def test_a_district_is_named_with_its_province(house: None, four_languages: None) -> None:
    with visiting() as visitor:
        page = visitor.get("/contract-check/").content.decode()
    for place in ("서울특별시 중구", "부산광역시 중구", "대구광역시 서구"):
        assert f">{place}</option>" in page
    assert ">중구</option>" not in page


@pytest.mark.req("S1-GUI-01")
def test_no_page_of_guidance_shows_a_number_of_the_catalogue(house: None) -> None:
    with as_side("office"):
        published()
    with visiting() as visitor:
        pages = [visitor.get(url).content.decode() for name, url in TOOLS.items() if name != "apply"]
        pages += [visitor.post(place, {"deposit": "x"}).content.decode() for place in ("/self-check/", "/contract-check/")]
    assert not [page for page in pages if "S1-" in page or "(A-" in page]


@pytest.mark.parametrize("place", QUERIES)
def test_a_page_of_guidance_asks_its_tables_a_fixed_number_of_times(house: None, four_languages: None, place: str) -> None:
    with as_side("office"):
        load(unit_of_work, editor(), approver())
    with visiting() as visitor:
        visitor.get(place)
        with CaptureQueriesContext(connection) as asked:
            visitor.get(place)
    own = [each["sql"] for each in asked.captured_queries if "guidance_" in each["sql"]]
    assert len(own) == QUERIES[place], own
