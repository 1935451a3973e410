"""The case page: the file and the assessment, for each pair of eyes that may see them, and for nobody else (S1-USR-08)."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teojeon.law.victims.outcome import CODES
from teojeon.services.victims.case.procedure import PROCEDURE
from tests.house.test_urls import VOLATILE
from tests.support.factories import (
    ADDRESS,
    MOBILE,
    NAME,
    NUMBER,
    ORDER,
    REASON,
    browser,
    cast,
    district,
    events,
    make_case,
    official,
    record_all,
    record_fact,
    reload,
)

pytestmark = pytest.mark.usefixtures("office_side")
# the file itself, and what stands beside it: methods, consents, mandates, linked cases, landlords with their counts, requests to
# agencies, tasks, demands, the look into the register
QUERIES = 32


def shown(who: UUID, case: UUID) -> str:
    response = browser(who).get(reverse("case", args=[case]))
    assert response.status_code == 200
    return response.content.decode()


def test_what_was_said_stands_beside_what_was_found() -> None:
    case = make_case("INVESTIGATING", fixed_date_on=None)
    record_fact(case, cast("invest"), "deposit_current", 600_000_000, evidence="이체 확인증", source="agency")
    page = shown(cast("invest"), case)
    for words in ("180,000,000원", "600,000,000원", "진술과 다름", "이체 확인증", "기관 회신", "담당 invest11", "모름"):
        assert words in page


def test_a_fact_that_agrees_is_not_marked() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 180_000_000)
    assert "진술과 다름" not in shown(cast("invest"), case)


@pytest.mark.req("S1-ASM-04")
def test_the_panel_shows_article_values_parameter_and_who_settles_the_unknown() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 600_000_000)
    page = shown(cast("invest"), case)
    for words in ("제3조제1항제2호", "보증금 상한", "500,000,000원", "2024. 9. 10.", "법령으로 정한 값", "위원회: 상한 상향 의결"):
        assert words in page


@pytest.mark.req("S1-ASM-12")
def test_all_requirements_stand_on_the_page_with_the_result_and_what_may_follow() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 600_000_000)
    page = shown(cast("invest"), case)
    for code in CODES:
        assert f'class="ui-code">{code}<' in page
    assert "보류: 확인할 것이 남아 있음" in page
    assert "나: 전세사기피해자등(나목)" in page
    assert "제3조제1항제2호 보기" in page


@pytest.mark.req("S1-XCT-05")
def test_number_mobile_and_address_are_masked_and_never_in_a_url() -> None:
    page = shown(cast("intake"), make_case())
    for value in (NUMBER, NUMBER[-7:], MOBILE, "1234567"):
        assert value not in page
    assert "900101-1******" in page
    assert "010-****-1234" in page
    assert NAME in page
    assert page.count(ADDRESS) == 1  # the house; the address of service is masked


@pytest.mark.parametrize("who", ["intake", "invest", "review", "send", "agenda", "auditor"])
@pytest.mark.req("S1-USR-08")
def test_province_and_ministry_read_the_file(who: str) -> None:
    assert NAME in shown(cast(who), make_case("SENT"))


@pytest.mark.req("S1-USR-08")
def test_an_assigned_district_reads_the_file() -> None:
    jongno = official("jongno", district(), "P-INV")
    assert NAME in shown(jongno, make_case("INVESTIGATING", investigator=jongno))


@pytest.mark.req("S1-USR-08")
def test_a_member_reads_a_tabled_case_and_no_other() -> None:
    case, other = make_case("TABLED"), make_case("AGENDA")
    page = browser(cast("member2"))
    assert page.get(reverse("case", args=[case])).status_code == 200
    assert page.get(reverse("case", args=[other])).status_code == 404


@pytest.mark.req("S1-USR-08", "S1-XCT-04")
def test_a_case_of_others_answers_as_one_that_does_not_exist_and_leaves_a_denied_event() -> None:
    case, page = make_case("INVESTIGATING"), browser(cast("invest", "26"))
    theirs, nothing = (page.get(reverse("case", args=[key])) for key in (case, uuid4()))
    same = (VOLATILE.sub(b"", each.content) for each in (theirs, nothing))
    assert next(same) == next(same)
    assert (theirs.status_code, nothing.status_code) == (404, 404)
    (event,) = [each for each in events("denied") if each["key"] == str(case)]
    assert event["actor"] == str(cast("invest", "26"))


@pytest.mark.req("S1-USR-08")
@pytest.mark.parametrize("page", ["case_open", "case_report", "case"])
def test_an_unassigned_district_finds_nothing(page: str) -> None:
    jongno = official("jongno", district(), "P-INV")
    assert browser(jongno).get(reverse(page, args=[make_case("INVESTIGATING")])).status_code == 404


@pytest.mark.req("S1-XCT-04")
def test_looking_leaves_one_access_event_with_the_person() -> None:
    case = make_case()
    before = len(events("read"))
    shown(cast("intake"), case)
    (event,) = events("read")[before:]
    assert (event["page"], len(event["subjects"])) == ("case", 1)
    assert str(case) not in str(event)


def test_the_next_moves_are_links_for_those_who_may_make_them_and_reasons_for_others() -> None:
    case = make_case("RECEIVED")
    address = reverse("case_open", args=[case])
    assert address in shown(cast("invest"), case)
    page = shown(cast("review"), case)
    assert address not in page
    assert "권한 없음: 전세사기피해자 조사</span>" in page


def test_a_move_that_a_guard_stops_shows_the_guards_reason() -> None:
    case = make_case("INVESTIGATING")
    page = shown(cast("invest"), case)
    assert reverse("case_report", args=[case]) not in page
    assert "다음 사실을 적습니다" in page
    record_all(case, cast("invest"), {"deposit_current": 1})
    assert reverse("case_report", args=[case]) in shown(cast("invest"), case)


def test_only_the_investigator_gets_links_to_record_facts() -> None:
    case = make_case("INVESTIGATING")
    link = reverse("case_fact", args=[case, "deposit_current"])
    assert link in shown(cast("invest"), case)
    assert link not in shown(official("other11", "SD-11", "P-INV"), case)
    assert link not in shown(cast("intake"), case)


@pytest.mark.parametrize("state", ORDER)
def test_the_page_stands_in_every_state(state: str) -> None:
    case = make_case(state)
    page = shown(cast("auditor"), case)
    assert PROCEDURE.states[state] in page
    assert reload(case).receipt_no in page
    assert (REASON in page) == (ORDER.index(state) >= ORDER.index("REVIEW"))


def counted(who: UUID, case: UUID) -> int:
    page = browser(who)
    page.get(reverse("case", args=[case]))
    with CaptureQueriesContext(connection) as caught:
        page.get(reverse("case", args=[case]))
    return len([each for each in caught if "SAVEPOINT" not in each["sql"]])


def test_the_number_of_queries_does_not_grow_with_the_file() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 1)
    few = counted(cast("auditor"), case)
    for seen in range(1, 4):
        record_fact(case, cast("invest"), "deposit_current", 1, seen=seen)
        record_fact(case, cast("invest"), "monthly_rent", 1, seen=seen - 1)
    assert counted(cast("auditor"), case) == few == QUERIES
