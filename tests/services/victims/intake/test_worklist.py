"""The worklist: what waits for whom, with its deadline; other people's cases do not exist (S1-USR-08)."""

import datetime as dt
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.services.victims.intake import queries
from tests.support.factories import acting, browser, cast, district, events, make_case, official, reload

pytestmark = pytest.mark.usefixtures("office_side")


def shown(who: UUID, **words: str) -> str:
    response = browser(who).get(reverse("worklist"), words)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.req("S1-USR-08")
def test_intake_sees_new_filings_of_the_own_province_only() -> None:
    mine, foreign = make_case(), make_case(sido="26")
    page = shown(cast("intake"))
    assert reload(mine).receipt_no in page
    assert reload(foreign).receipt_no not in page


def test_the_name_is_masked_and_no_address_or_number_is_shown() -> None:
    make_case(name="남궁민수")
    page = shown(cast("intake"))
    assert "남**수" in page
    assert "남궁민수" not in page
    assert "301호" not in page
    assert "900101" not in page


@pytest.mark.parametrize(
    ("role", "tab", "state"),
    [
        ("intake", "intake", "SUBMITTED"),
        ("invest", "mine", "RECEIVED"),
        ("invest", "mine", "INVESTIGATING"),
        ("invest", "investigation", "INVESTIGATING"),
        ("review", "review", "REVIEW"),
        ("send", "ready", "READY"),
        ("agenda", "sent", "SENT"),
        ("secretary", "agenda", "AGENDA"),
        ("auditor", "all", "SUBMITTED"),
    ],
)
def test_each_duty_has_its_tab(role: str, tab: str, state: str) -> None:
    case = make_case(state)
    assert reload(case).receipt_no in shown(cast(role), tab=tab)


def test_mine_leaves_out_what_a_colleague_investigates() -> None:
    other = official("other11", "SD-11", "P-INV")
    case = make_case("INVESTIGATING", investigator=other)
    assert reload(case).receipt_no not in shown(cast("invest"), tab="mine")
    assert reload(case).receipt_no in shown(cast("invest"), tab="investigation")
    assert reload(case).receipt_no in shown(other, tab="mine")


@pytest.mark.req("S1-USR-08")
def test_a_district_lists_what_was_assigned_to_it() -> None:
    jongno = official("jongno", district(), "P-INV")
    mine, other = make_case("RECEIVED", investigator=jongno), make_case("RECEIVED")
    page = shown(jongno, tab="mine")
    assert reload(mine).receipt_no in page
    assert reload(other).receipt_no not in shown(jongno, tab="all")


@pytest.mark.req("S1-INV-01")
def test_a_case_past_its_day_is_marked_and_still_there() -> None:
    case = make_case(received_at=clock.business_now() - dt.timedelta(days=60))
    due = reload(case).next_due
    assert due is not None
    late = (clock.business_today() - due).days
    page = shown(cast("intake"), due="overdue")
    assert f"D+{late}" in page
    assert reload(case).receipt_no in page
    assert "없습니다" in shown(cast("intake"), due="soon")


def test_filters_stay_in_the_url_of_the_next_page() -> None:
    for _ in range(3):
        make_case()
    with acting("intake", read_only=True) as unit:
        tab = queries.tabs_of(unit.actor)[0]
        rows, more = queries.page_of(unit.actor, queries.Filters(tab), count=2)
        last = rows[-1].case
        rest, none = queries.page_of(unit.actor, queries.Filters(tab, after=(last.received_at, last.pk)), count=2)
    assert (len(rows), more, len(rest), none) == (2, True, 1, False)
    assert not {row.case.pk for row in rows} & {row.case.pk for row in rest}


def test_the_page_pages_by_key_with_the_filter_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [make_case(received_at=clock.business_now() - dt.timedelta(hours=5 - hour)) for hour in range(3)]
    monkeypatch.setattr(queries.page_of, "__defaults__", (2,))
    page = browser(cast("intake"))
    first = page.get(reverse("worklist"), {"tab": "all", "state": "SUBMITTED"})
    address = first.context["next_url"]
    assert "state=SUBMITTED" in address
    second = page.get(address)
    assert [row.case.pk for row in first.context["rows"]] == cases[:2]
    assert [row.case.pk for row in second.context["rows"]] == cases[2:]
    assert second.context["first_url"]


def test_a_receipt_number_finds_its_case_only() -> None:
    wanted, other = make_case(), make_case()
    number = reload(wanted).receipt_no
    page = shown(cast("intake"), number=f" {number} ")
    assert number in page
    assert reload(other).receipt_no not in page


@pytest.mark.req("S1-XCT-03")
@pytest.mark.parametrize(
    "words",
    [
        {"number": "\x00"},
        {"number": "'; DROP TABLE"},
        {"after": "x"},
        {"after": "2026-11-20T00:00:00_zzz"},
        {"after": "2026-11-20T00:00:00_00000000-0000-0000-0000-000000000001"},
        {"state": "\x00", "due": "never", "tab": "😀"},
    ],
)
def test_words_that_mean_nothing_do_no_harm(words: dict[str, str]) -> None:
    make_case()
    shown(cast("intake"), **words)


def test_an_empty_list_says_so() -> None:
    assert "기다리는 사건이 없습니다" in shown(cast("intake"))
    assert "조건을 바꾸어" in shown(cast("intake"), number="2026-서울-999999")


@pytest.mark.req("S1-XCT-04")
def test_one_access_event_names_all_persons_shown() -> None:
    for _ in range(3):
        make_case()
    before = len(events("read"))
    shown(cast("intake"))
    (event,) = events("read")[before:]
    assert (event["page"], len(event["subjects"])) == ("worklist", 3)
    assert event["organisation"] == "SD-11"


def test_an_official_without_a_reading_box_is_told_so() -> None:
    response = browser(cast("param")).get(reverse("worklist"))
    assert response.status_code == 403
    assert "권한 없음" in response.content.decode()


def counted(who: UUID) -> int:
    page = browser(who)
    page.get(reverse("worklist"))
    with CaptureQueriesContext(
        connection,
    ) as caught:
        page.get(reverse("worklist"))
    return len([each for each in caught if "SAVEPOINT" not in each["sql"]])


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    make_case()
    few = counted(cast("intake"))
    for _ in range(4):
        make_case()
    assert counted(cast("intake")) == few == 15  # one asks whether an export waits for approval
