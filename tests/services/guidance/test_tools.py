"""The table of support, the offices, the forms and the contract check, as a visitor sees them (S1-GUI-01, S1-GUI-04, 법§11③)."""

import datetime as dt
import re

import pytest
from django.db import connection

from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.law.language.errors import LawError
from teojeon.law.victims.support import rows
from teojeon.services.guidance import public
from teojeon.services.guidance.contractcheck.checklist import GROUPS
from teojeon.services.guidance.contractcheck.compute import nominal
from teojeon.services.guidance.examined.actions import OWN_TOOL, examine_all, store
from teojeon.services.guidance.examined.models import Examination
from teojeon.services.guidance.offices import actions
from teojeon.services.guidance.offices.models import Office
from teojeon.services.guidance.pages.addresses import TOOLS
from teojeon.services.guidance.seed.load import load_samples
from teojeon.services.guidance.sheets.reader import sheets_on
from tests.services.guidance.conftest import move_to, visiting
from tests.support.factories import acting, official
from tests.support.guidance import approver, editor, office, published
from tests.support.sides import as_side

ON = dt.date(2026, 11, 20)
BEFORE, FROM = dt.date(2026, 11, 12), dt.date(2026, 11, 13)
JONGNO, NAMYANGJU = "11110", "41360"


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.req("S1-GUI-04")
def test_the_page_of_a_class_lists_exactly_the_rows_open_to_it(house: None) -> None:
    move_to(ON)
    with visiting() as visitor:
        page = visitor.get("/guide/support/na/").content.decode()
    named = {row.title for row in rows() if f">{row.title}</h3>" in page}
    assert named == {
        "국세의 안분", "지방세의 안분", "전세대출 연체 정보의 등록 유예·삭제", "공무원 임용 결격사유의 예외", "협동조합 등에 대한 지원",
        "임대인이 면책되어도 보증금은 남음",
    }  # fmt: skip
    assert "적용되는지 법률 검토가 필요한 것" in page


@pytest.mark.req("S1-GUI-04")
def test_the_day_before_the_minimum_payment_the_page_says_from_when(house: None) -> None:
    move_to(BEFORE)
    with visiting() as visitor:
        before, table = (
            plain(visitor.get("/guide/support/da/").content.decode()),
            plain(visitor.get("/guide/support/").content.decode()),
        )
    move_to(FROM)
    with visiting() as visitor:
        after = plain(visitor.get("/guide/support/da/").content.decode())
    assert "앞으로 시행하는 지원" in before and "2026. 11. 13.(금)부터" in before and "2026. 11. 13.(금)부터" in table
    assert "앞으로 시행하는 지원" not in after and "최소지원금" in after


@pytest.mark.req("S1-GUI-04")
def test_letters_and_screens_read_the_same_table_through_public() -> None:
    letter = dt.date(2026, 12, 18)
    assert [each.article for each in public.measures("NA", letter)] == ["제23조", "제24조", "제27조제3항", "제28조의3", "제28조의4"]
    assert public.measures("GA", letter, is_cancelled=True) == []
    assert [each.article for each in public.support_of("NA", letter).notes] == ["제25조의13"]
    with pytest.raises(LawError):
        public.refuse_closed(["house_purchase"], "NA", letter)


@pytest.mark.req("S1-GUI-01")
def test_the_forms_of_the_rule_and_the_directive_are_listed_by_title(house: None) -> None:
    numbers = [sheet.number for sheet in sheets_on(ON, "rule")]
    assert {str(number) for number in range(1, 16)} <= set(numbers)
    assert [sheet.number for sheet in sheets_on(ON, "directive")] == ["1", "2", "3"]
    assert "7의7" not in [sheet.number for sheet in sheets_on(dt.date(2025, 8, 31), "rule")]
    assert "7의7" in [sheet.number for sheet in sheets_on(dt.date(2025, 9, 1), "rule")]
    with visiting() as visitor:
        page = visitor.get("/guide/forms/").content.decode()
    assert "전세사기피해자등 결정신청서" in page and "서식의 공식 모양은 이 누리집에 아직 싣지 않았습니다" in page


@pytest.mark.req("S1-GUI-01")
def test_an_office_is_replaced_from_a_day_on(house: None) -> None:
    move_to(ON)
    with as_side("office"):
        first = office(dept="앞의 부서")
        with acting(approver()):
            actions.approve(first)
        with pytest.raises(Refusal, match="BAD_DATE"):
            office(dept="너무 이른 부서", replaces=first, valid_from=dt.date(2026, 1, 2))
        second = office(dept="뒤의 부서", replaces=first, valid_from=dt.date(2026, 11, 21))
        with acting(approver()):
            actions.approve(second)
    for day, shown, not_shown in ((ON, "앞의 부서", "뒤의 부서"), (dt.date(2026, 11, 21), "뒤의 부서", "앞의 부서")):
        move_to(day)
        with visiting() as visitor:
            page = visitor.get("/guide/offices/").content.decode()
        assert shown in page and not_shown not in page


@pytest.mark.req("S1-GUI-01")
def test_nobody_approves_the_own_entry_and_a_wrong_place_is_refused(house: None) -> None:
    with as_side("office"):
        both = official("officeboth", "MOLIT", "GU-EDIT", "GU-APPROVE")
        with pytest.raises(Refusal, match="BAD_VALUE"):
            office(region="99")
        with pytest.raises(Refusal, match="BAD_VALUE"):
            office(kind="bank")
        key = office()
        with acting(both):
            actions.approve(key)
        with acting(both, read_only=True):
            row = Office.objects.visible_to(current().actor).get(pk=key)
        with pytest.raises(Refusal, match="ILLEGAL_TRANSITION"), acting(both):
            actions.refuse(key)
        assert row.state == "PUBLISHED"


def test_invented_offices_are_marked_and_cover_every_sido(house: None) -> None:
    with as_side("office"):
        assert load_samples(unit_of_work, editor(), approver()) > 17
        assert load_samples(unit_of_work, editor(), approver()) == 0
    with visiting() as visitor:
        page = visitor.get("/guide/offices/").content.decode()
    assert "시연 자료" in page and "아직 연락처가 등록되지 않은 시·도" not in page


@pytest.mark.parametrize(
    ("deposit", "protected", "is_whole"),
    [(55_000_000, 55_000_000, True), (55_000_001, 55_000_000, False), (165_000_000, 55_000_000, False), (165_000_001, 0, False)],
)
def test_the_nominal_test_reads_the_table_to_the_won(deposit: int, protected: int, is_whole: bool) -> None:
    found = nominal(deposit, JONGNO, "", None, ON)
    assert (found.protected, found.is_whole) == (protected, is_whole)
    assert (found.amount, found.threshold) == (55_000_000, 165_000_000)


def test_the_day_of_the_mortgage_decides_which_table_counts() -> None:
    assert nominal(50_000_000, JONGNO, "", dt.date(2023, 2, 20), ON).amount == 50_000_000
    assert nominal(50_000_000, JONGNO, "", dt.date(2023, 2, 21), ON).amount == 55_000_000
    old = nominal(50_000_000, JONGNO, "", dt.date(2008, 8, 20), ON)
    assert (old.amount, old.protected, old.is_whole) == (None, None, None)


def test_where_the_legal_dong_decides_it_is_asked_and_never_guessed() -> None:
    assert nominal(50_000_000, NAMYANGJU, "", None, ON).amount is None
    assert nominal(50_000_000, NAMYANGJU, "호평동", None, ON).amount == 48_000_000


def test_the_contract_check_forecasts_nothing_and_stores_nothing(house: None) -> None:
    sent = {"deposit": "100000000", "sigungu": JONGNO, "legal_dong": "", "security_on": "2022-08-01"}
    with visiting() as visitor:
        answer = visitor.post("/contract-check/", sent)
        empty = visitor.post("/contract-check/", {})
        late = visitor.post("/contract-check/", sent | {"security_on": "2199-01-01"})
    page = plain(answer.content.decode())
    assert "50,000,000원까지가 일정액의 한도 안에 있습니다" in page and "돌려받을 금액을 예상하지 않습니다" in page
    assert not re.search(
        "안전합니다|위험합니다|돌려받을 수 있습니다|피해자", page.split("계약하기 전에 확인할 것")[0].split("견준 결과")[-1]
    )
    assert (empty.status_code, late.status_code) == (422, 422)
    assert "testserver" not in answer.cookies and set(answer.cookies) <= {"teojeon_test_csrf"}


def test_every_point_of_the_list_has_its_source() -> None:
    points = [point for group in GROUPS for point in group.points]
    assert len(points) >= 10
    assert all("제" in point.source and point.where for point in points)


@pytest.mark.req("S1-GUI-03")
def test_an_examination_is_stored_with_tool_and_violations(house: None) -> None:
    with as_side("office"):
        key = published()
        with acting(editor()):
            examined = examine_all(dt.date(2199, 1, 1))
            store("/guide/who/", "axe 4.12", ["color-contrast: p"], languages=["ko"])
        with pytest.raises(Refusal), acting(official("noguide", "MOLIT", "PM-AGENDA")):
            store("/guide/who/", "axe 4.12", [])
        rows_kept = {row.tool: row for row in Examination.objects.all()}
    assert [each.page for each in examined] == ["/guide/who/"]
    assert (rows_kept[OWN_TOOL].violations, rows_kept[OWN_TOOL].version) == (0, key)
    assert (rows_kept["axe 4.12"].violations, rows_kept["axe 4.12"].found) == (1, ["color-contrast: p"])


@pytest.mark.req("S1-GUI-03")
def test_a_page_whose_article_was_repealed_since_is_found_by_the_examination(house: None) -> None:
    with as_side("office"):
        key = published()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE guidance_pageversion SET body = '법 제99조를 봅니다.' WHERE id = %s", [key])
    with as_side("office"), acting(editor()):
        examined = examine_all(dt.date(2199, 1, 1))
    assert [finding.code for finding in examined[0].findings] == ["UNKNOWN_ARTICLE"]


def test_every_tool_that_editors_may_name_is_a_page_of_the_portal(house: None) -> None:
    with visiting() as visitor:
        for name, url in TOOLS.items():
            assert visitor.get(url).status_code in (200, 302), name
