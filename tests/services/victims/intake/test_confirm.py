"""Confirming receipt and assigning the investigator (S1-INT-01, appendix (a) row 3), one by one and many at once."""

import datetime as dt
import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Assignment, Case, Reader, TimelineEntry
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stopped
from teojeon.services.victims.intake.actions import confirm_receipt
from tests.support.factories import acting, browser, cast, district, events, make_case, official, reload, told

pytestmark = pytest.mark.usefixtures("office_side")
FRIDAY_NIGHT = dt.datetime(2026, 11, 20, 23, 40, tzinfo=clock.SEOUL)


def refused(case: UUID, investigator: UUID) -> Refusal:
    with pytest.raises(Refusal) as caught, acting("intake"):
        confirm_receipt(case, investigator=investigator)
    return caught.value


@pytest.mark.req("S1-INT-01")
def test_the_legal_day_is_the_day_of_filing_never_the_click() -> None:
    case = make_case("RECEIVED", received_at=FRIDAY_NIGHT)
    with acting("intake", read_only=True) as unit:
        entry = TimelineEntry.objects.visible_to(unit.actor).get(case=case, kind="confirm_receipt")
    assert entry.on == dt.date(2026, 11, 20)
    assert reload(case).received_at == FRIDAY_NIGHT
    # 30 days after 20 November is Sunday 20 December: the last day is the Monday
    assert reload(case).next_due == dt.date(2026, 12, 21)


@pytest.mark.req("S1-INT-01")
def test_the_person_is_told_the_legal_day_and_the_last_day_of_the_investigation() -> None:
    case = make_case("RECEIVED", received_at=FRIDAY_NIGHT)
    assert told(case)[-1] == ("status", {"step": "confirm_receipt", "on": "2026-11-20", "due": "2026-12-21"})


def test_the_investigator_stands_in_the_file() -> None:
    case = make_case("RECEIVED")
    with acting("intake", read_only=True) as unit:
        row = Assignment.objects.visible_to(unit.actor).get(case=case)
    assert (row.role, row.account, row.until) == ("investigator", cast("invest"), None)


@pytest.mark.req("S1-USR-08")
def test_a_district_sees_the_one_case_that_was_assigned_to_it() -> None:
    jongno = official("jongno", district(), "P-INV")
    assigned, other = make_case("RECEIVED", investigator=jongno), make_case("RECEIVED")
    with acting(jongno, read_only=True) as unit:
        seen = set(Case.objects.visible_to(unit.actor).values_list("pk", flat=True))
    assert seen == {assigned}
    assert other not in seen
    (row,) = Reader.objects.filter(case_id=assigned)
    assert (row.organisation_id, row.ground, row.account) == ("SGG-11110", "배정", None)


def test_a_province_official_needs_no_reader_row() -> None:
    assert not Reader.objects.filter(case_id=make_case("RECEIVED")).exists()


@pytest.mark.req("S1-USR-09")
def test_an_investigator_without_the_box_is_refused() -> None:
    assert refused(make_case(), official("nobody11", "SD-11")).code == "NO_INVESTIGATION_RIGHT"


@pytest.mark.parametrize("sido", ["26", "41"])
def test_an_investigator_of_another_province_is_refused(sido: str) -> None:
    assert refused(make_case(), cast("invest", sido)).code == "NOT_OF_THIS_PROVINCE"


def test_an_unknown_account_is_refused() -> None:
    assert refused(make_case(), uuid4()).code == "NOT_OF_THIS_PROVINCE"


def test_a_case_is_received_once() -> None:
    refusal = refused(make_case("RECEIVED"), cast("invest"))
    assert (refusal.code, refusal.allowed) == (
        "ILLEGAL_TRANSITION",
        ("다른 시·도로 이송", "보완 요구", "보완 요구(시·도 조사자)", "조사 착수", "취하"),
    )


@pytest.mark.req("S1-USR-09")
def test_only_intake_confirms() -> None:
    case, investigator = make_case(), cast("invest")
    for role in ("invest", "review", "send", "agenda", "auditor"):
        with pytest.raises(Forbidden), acting(role):
            confirm_receipt(case, investigator=investigator)


@pytest.mark.req("S1-USR-08")
def test_another_province_cannot_confirm_what_it_cannot_see() -> None:
    case, investigator = make_case(), cast("invest", "26")
    with pytest.raises(Missing), acting("intake", "26"):
        confirm_receipt(case, investigator=investigator)


def test_the_page_offers_the_own_investigators_only() -> None:
    case = make_case()
    mine, jongno, theirs = cast("invest"), official("jongno", district(), "P-INV"), cast("invest", "26")
    shown = browser(cast("intake")).get(reverse("case_confirm", args=[case])).content.decode()
    assert str(mine) in shown
    assert str(jongno) in shown
    assert str(theirs) not in shown


def test_the_page_confirms_and_says_so() -> None:
    case, page = make_case(), browser(cast("intake"))
    given = {"version": str(reload(case).version), "request": str(uuid4()), "investigator": str(cast("invest"))}
    response = page.post(reverse("case_confirm", args=[case]), given)
    assert (response.status_code, reload(case).state) == (302, "RECEIVED")
    assert "조사자를 배정했습니다" in page.get(response["Location"]).content.decode()


def test_the_page_without_an_investigator_comes_back_with_the_error() -> None:
    case = make_case()
    cast("invest")
    given = {"version": str(reload(case).version), "request": str(uuid4()), "investigator": ""}
    response = browser(cast("intake")).post(reverse("case_confirm", args=[case]), given)
    assert (response.status_code, reload(case).state) == (422, "SUBMITTED")


# many at once


def test_a_preview_names_who_is_left_out_and_changes_nothing() -> None:
    good, received, foreign = make_case(), make_case("RECEIVED"), make_case(sido="26")
    with acting("intake", read_only=True):
        preview = confirm_receipt.preview([good, received, foreign], investigator=cast("invest"))
    assert set(preview.versions) == {good}
    assert {key: each.code for key, each in preview.refused.items()} == {
        received: "ILLEGAL_TRANSITION",
        foreign: "NOT_FOUND",
    }
    assert reload(good).state == "SUBMITTED"


def test_a_row_that_changed_meanwhile_stops_the_run_before_its_first_change() -> None:
    first, second, investigator = make_case(), make_case(), cast("invest")
    with acting("intake", read_only=True):
        versions = confirm_receipt.preview([first, second], investigator=investigator).versions
    with acting("intake"):
        confirm_receipt(second, investigator=investigator)
    with pytest.raises(Stopped) as caught, acting("intake"):
        confirm_receipt.run(versions, investigator=investigator)
    assert {key: each.code for key, each in caught.value.rows.items()} == {second: "STALE_VERSION"}
    assert reload(first).state == "SUBMITTED"


def previewed(cases: list[UUID]) -> tuple[object, str, str]:
    page = browser(cast("intake"))
    given = {"cases": [str(case) for case in cases], "investigator": str(cast("invest"))}
    shown = page.post(reverse("worklist_confirm"), given).content.decode()
    found = re.search(r'name="preview" value="([^"]+)"', shown)
    assert found is not None
    return page, found[1], shown


def test_the_bulk_pages_preview_then_run_with_a_result_for_each_row() -> None:
    first, second, done = make_case(), make_case(), make_case("RECEIVED")
    page, token, shown = previewed([first, second, done])
    assert "2건을 배정합니다" in shown
    assert "상태에서는 할 수 없습니다" in shown
    assert {reload(case).state for case in (first, second)} == {"SUBMITTED"}
    result = page.post(reverse("worklist_confirm"), {"preview": token}).content.decode()  # type: ignore[attr-defined]
    assert reload(first).receipt_no in result
    assert {reload(case).state for case in (first, second)} == {"RECEIVED"}


def test_a_stopped_bulk_page_names_the_row_and_offers_a_new_preview() -> None:
    first, second = make_case(), make_case()
    page, token, _ = previewed([first, second])
    with acting("intake"):
        confirm_receipt(second, investigator=cast("invest"))
    response = page.post(reverse("worklist_confirm"), {"preview": token})  # type: ignore[attr-defined]
    shown = response.content.decode()
    assert response.status_code == 409
    assert reload(second).receipt_no in shown
    assert "1건을 배정합니다" in shown
    assert reload(first).state == "SUBMITTED"


def test_a_preview_runs_once() -> None:
    page, token, _ = previewed([make_case()])
    assert page.post(reverse("worklist_confirm"), {"preview": token}).status_code == 200  # type: ignore[attr-defined]
    assert page.post(reverse("worklist_confirm"), {"preview": token}).status_code == 302  # type: ignore[attr-defined]


def test_no_choice_leads_back_with_a_word() -> None:
    make_case()
    page = browser(cast("intake"))
    response = page.post(reverse("worklist_confirm"), {"investigator": str(cast("invest"))}, follow=True)
    assert "접수를 확인할 사건을 고릅니다" in response.content.decode()


def test_a_case_of_another_province_in_a_bulk_is_not_named_and_leaves_a_denied_event() -> None:
    mine, foreign = make_case(), make_case(sido="26")
    _, _, shown = previewed([mine, foreign])
    assert reload(foreign).receipt_no not in shown
    assert "해당하는 사건이 없습니다" in shown
    refused_looks = str(events("denied"))
    assert str(foreign) in refused_looks and str(mine) not in refused_looks
