"""Pages: two pairs of eyes, the version of today, older ones for ever (S1-GUI-01, S1-GUI-03)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from teojeon.kernel import clock
from teojeon.kernel.sides.models import ClockOffset
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.guidance.pages import actions
from teojeon.services.guidance.pages.models import DRAFT, PUBLISHED, PageVersion
from teojeon.services.guidance.seed.load import load
from tests.services.guidance.conftest import move_to, visiting
from tests.support.factories import acting, official
from tests.support.guidance import approver, content, draft, editor, published, submitted
from tests.support.sides import as_side

DAY = dt.timedelta(days=1)
BEFORE, FROM = dt.date(2026, 11, 12), dt.date(2026, 11, 13)
MINIMUM: dict[str, Any] = {
    "body": "## 최소지원금\n\n법 제25조의9에 따라 모자란 금액을 신청합니다.",
    "law_basis": "법 제25조의9",
    "measures": ["minimum_payment", "advance_payment"],
    "warning_reason": "시행 예정인 제도를 미리 알립니다.",
}


def row(key: UUID) -> PageVersion:
    with acting(editor(), read_only=True):
        found: PageVersion = PageVersion.objects.visible_to(current().actor).get(pk=key)
    return found


def refused(code: str, who: UUID, act: Any, *words: Any, **data: Any) -> Refusal:
    with pytest.raises(Refusal) as raised, acting(who):
        act(*words, **data)
    assert raised.value.code == code
    return raised.value


@pytest.mark.req("S1-GUI-01")
def test_a_page_is_shown_after_another_person_approved_it(house: None) -> None:
    with as_side("office"):
        key = submitted(title="누가 신청합니까")
    with visiting() as visitor:
        assert visitor.get("/guide/who/").status_code == 404
    with as_side("office"), acting(approver()):
        actions.approve(key)
    with visiting() as visitor:
        page = visitor.get("/guide/who/").content.decode()
    assert "<title>누가 신청합니까 - " in page
    assert '<h2 id="s1" class="ui-h2">누가 신청합니까</h2>' in page
    assert "법 제12조" in page


@pytest.mark.req("S1-GUI-01")
def test_the_author_cannot_approve(house: None) -> None:
    with as_side("office"):
        both = official("guideboth", "MOLIT", "GU-EDIT", "GU-APPROVE")
        with acting(both):
            key = actions.start("own", "ko", content()).pk
        with acting(both):
            actions.submit(key)
        refused("SAME_PERSON", both, actions.approve, key)
        refused("SAME_PERSON", both, actions.send_back, key, reason="고칩니다.")
        with acting(approver()):
            actions.approve(key)
        assert row(key).state == PUBLISHED


@pytest.mark.req("S1-GUI-01")
def test_the_last_who_wrote_is_the_author(house: None) -> None:
    with as_side("office"):
        other = official("guidesecond", "MOLIT", "GU-EDIT", "GU-APPROVE")
        key = draft()
        with acting(other):
            actions.write(key, content=content(title="고친 제목"))
        with acting(editor()):
            actions.submit(key)
        refused("SAME_PERSON", other, actions.approve, key)


def test_the_database_refuses_one_person_and_two_pages_on_one_day(house: None) -> None:
    with as_side("office"):
        first, second = published(), published("other")
    with pytest.raises(IntegrityError, match="guidance_page_two_people"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE guidance_pageversion SET approver = author WHERE id = %s", [first])
    with (
        pytest.raises(IntegrityError, match=r"guidance_page_(one_a_day|number)"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE guidance_pageversion SET slug = 'who' WHERE id = %s", [second])


@pytest.mark.req("S1-GUI-01")
def test_boxes_are_asked_for(house: None) -> None:
    with as_side("office"):
        nobody = official("guideless", "MOLIT", "PM-AGENDA")
        with pytest.raises(Forbidden), acting(nobody):
            actions.start("x", "ko", content())
        key = submitted()
        with pytest.raises(Forbidden), acting(editor()):
            actions.approve(key)
        operator_box = official("operatorguide", "MOLIT", "GU-EDIT")
        assert operator_box


@pytest.mark.req("S1-GUI-01")
def test_the_version_of_today_is_shown_and_the_older_one_stays_readable(house: None) -> None:
    move_to(FROM)
    with as_side("office"):
        published(body="## 앞\n\n앞의 글입니다(법 제12조).")
        published(body="## 뒤\n\n뒤의 글입니다(법 제12조).", effective_from=FROM + 3 * DAY)
    with visiting() as visitor:
        assert "앞의 글입니다" in visitor.get("/guide/who/").content.decode()
        assert visitor.get("/guide/who/versions/2/").status_code == 404, "what is to come is not shown before its day"
    move_to(FROM + 2 * DAY)
    with visiting() as visitor:
        assert "앞의 글입니다" in visitor.get("/guide/who/").content.decode()
    move_to(FROM + 3 * DAY)
    with visiting() as visitor:
        page = visitor.get("/guide/who/").content.decode()
        assert "뒤의 글입니다" in page and 'href="/guide/who/versions/1/"' in page
        older = visitor.get("/guide/who/versions/1/").content.decode()
    assert "앞의 글입니다" in older
    assert "2026. 11. 15.(일)까지 보이던 안내입니다." in older


@pytest.mark.req("S1-GUI-01")
def test_the_page_of_the_minimum_guarantee_begins_on_its_day(house: None) -> None:
    move_to(BEFORE)
    with as_side("office"):
        published("minimum-guarantee", **MINIMUM)
    with visiting() as visitor:
        page = visitor.get("/guide/minimum-guarantee/").content.decode()
    assert "2026. 11. 13.(금)부터 시행합니다" in page
    assert "시행하고 있습니다" not in page
    move_to(FROM)
    with visiting() as visitor:
        page = visitor.get("/guide/minimum-guarantee/").content.decode()
    assert "2026. 11. 13.(금)부터 시행하고 있습니다" in page
    assert "시행 전" not in page


@pytest.mark.req("S1-GUI-01")
def test_an_article_not_in_force_must_be_confirmed_with_a_reason(house: None) -> None:
    move_to(BEFORE)
    with as_side("office"):
        key = draft(**MINIMUM | {"warning_reason": ""})
        warned = refused("WARNING_NOT_CONFIRMED", editor(), actions.submit, key)
        assert warned.field == "warning_reason"
        with acting(editor()):
            actions.write(key, content=content(**MINIMUM))
        with acting(editor()):
            actions.submit(key)
        assert {each["about"] for each in row(key).known_warnings} == {"전세사기피해자법 제25조의9"}
        with acting(approver()):
            actions.approve(key)


@pytest.mark.req("S1-GUI-01", "S1-GUI-03")
def test_a_page_with_an_error_is_refused_by_its_line(house: None) -> None:
    with as_side("office"):
        key = draft(body="## 하나\n\n[여기](page:who)\n\n<b>둘</b>")
        said = refused("LINK_NAME", editor(), actions.submit, key)
    assert said.message.startswith("3행: ")
    assert "모두 2군데" in said.message


@pytest.mark.req("S1-GUI-03")
def test_a_page_that_became_wrong_while_it_waited_is_not_published(house: None) -> None:
    with as_side("office"):
        key = submitted()
        with transaction.atomic():
            move = "UPDATE guidance_pageversion SET body = '# 큰 제목' WHERE id = %s"
            with connection.cursor() as cursor:
                cursor.execute(move, [key])
        refused("HEADING_ORDER", approver(), actions.approve, key)


@pytest.mark.req("S1-GUI-01")
def test_a_first_day_that_has_passed_is_refused_and_today_is_not(house: None) -> None:
    move_to(FROM)
    with as_side("office"):
        approver()
        key = submitted(effective_from=FROM)
    move_to(FROM + DAY)
    with as_side("office"):
        refused("EFFECTIVE_IN_PAST", approver(), actions.approve, key)
    move_to(FROM, hour=13)  # after the boxes were granted
    with as_side("office"), acting(approver()):
        actions.approve(key)


def test_a_version_before_one_that_is_already_published_is_refused(house: None) -> None:
    with as_side("office"):
        today = clock.business_today()
        published(effective_from=today + 3 * DAY)
        key = submitted(effective_from=today + 3 * DAY)
        refused("OVERLAP", approver(), actions.approve, key)
        with acting(approver()):
            actions.send_back(key, reason="시행일을 고칩니다.")
        back = row(key)
        assert (back.state, back.returned_because) == (DRAFT, "시행일을 고칩니다.")


def test_one_page_has_one_draft_and_reserved_names_are_refused(house: None) -> None:
    with as_side("office"):
        draft()
        refused("DRAFT_EXISTS", editor(), actions.start, "who", "ko", content())
        refused("RESERVED", editor(), actions.start, "support", "ko", content())
        refused("BAD_VALUE", editor(), actions.start, "x", "fr", content())
        refused("UNKNOWN_MEASURE", editor(), actions.start, "x", "ko", content(measures=["gold"]))


def test_the_same_request_starts_one_draft(house: None) -> None:
    with as_side("office"):
        number = uuid4()
        keys = set()
        for _ in range(2):
            with acting(editor()):
                keys.add(actions.start("twice", "ko", content(), request=number).pk)
        assert keys == {number}


def test_a_published_page_is_renewed_and_never_changed(house: None) -> None:
    with as_side("office"):
        key = published()
        refused("ILLEGAL_TRANSITION", editor(), actions.write, key, content=content())
        shown = row(key)
        with acting(editor()):
            made = actions.renew(shown)
        assert made.state == DRAFT
        assert made.effective_from == row(key).effective_from + DAY


@pytest.mark.req("S1-GUI-03")
def test_a_page_in_two_languages_links_to_the_other(house: None) -> None:
    with as_side("office"):
        published()
        published(language="en", title="Who can file", description="Who can file.", body="## Who\n\nA tenant files.")
    with visiting() as visitor:
        korean, english = visitor.get("/guide/who/"), visitor.get("/guide/en/who/")
    assert '<link rel="alternate" hreflang="en" href="/guide/en/who/">' in korean.content.decode()
    assert '<article class="conts-block ui-article" lang="en">' in english.content.decode()
    assert english.headers["Content-Language"] == "en"


@pytest.mark.req("S1-GUI-03")
def test_search_engines_find_the_pages_and_nothing_of_persons(house: None) -> None:
    with as_side("office"):
        published()
    with visiting() as visitor:
        robots = visitor.get("/robots.txt").content.decode()
        sitemap = visitor.get("/sitemap.xml").content.decode()
        page = visitor.get("/guide/who/").content.decode()
    assert "Disallow: /applications/" in robots and "Disallow: /my/" in robots and "/sitemap.xml" in robots
    for place in ("/guide/who/", "/guide/support/", "/self-check/", "/contract-check/"):
        assert f"<loc>http://testserver{place}</loc>" in sitemap
    assert "/applications/" not in sitemap
    assert '<meta name="description" content="누가 신청하는지 안내합니다.">' in page
    assert '<link rel="canonical" href="http://testserver/guide/who/">' in page
    assert "noindex" not in page
    assert '<html lang="ko">' in page


@pytest.mark.req("S1-GUI-03")
def test_all_pages_that_ship_are_published_small_and_without_third_parties(house: None, four_languages: None) -> None:
    with as_side("office"):
        assert load(unit_of_work, editor(), approver())[1] > 15
        assert load(unit_of_work, editor(), approver()) == (0, 0), "what is there is left alone"
    with visiting() as visitor:
        index = visitor.get("/guide/").content.decode()
        sitemap = visitor.get("/sitemap.xml").content.decode()
        places = [part.split("</loc>")[0].removeprefix("http://testserver") for part in sitemap.split("<loc>")[1:]]
        assert len(places) > 25
        for place in places:
            answer = visitor.get(place)
            page = answer.content.decode()
            assert answer.status_code == 200, place
            assert len(answer.content) <= 50 * 1024, place
            assert 'src="http' not in page and "//cdn" not in page, place
            assert '<meta name="description"' in page, place
            assert "sessionid" not in answer.cookies and "teojeon_test" not in answer.cookies, place
    assert "요건" in index and "자주 묻는 질문" in index and 'href="/guide/en/"' in index
    assert "/guide/vi/" in places, "each language has its start page"


def test_a_load_without_an_approver_waits(house: None) -> None:
    with as_side("office"):
        written, shown = load(unit_of_work, editor(), None)
    assert written > 15 and shown == 0
    with visiting() as visitor:
        assert visitor.get("/guide/requirements/").status_code == 404


def test_the_portal_cannot_write_and_sees_no_draft(house: None) -> None:
    with as_side("office"):
        draft()
        published("shown")
    with as_side("portal"), unit_of_work(None, read_only=True) as unit:
        assert PageVersion.objects.visible_to(unit.actor).count() == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM guidance_pageversion")
            assert cursor.fetchall()[0][0] == 1


def test_the_clock_of_the_test_is_back_afterwards(db: None) -> None:
    assert not ClockOffset.objects.exists()
