"""Facts: value, source, evidence; never overwritten, never without evidence (S1-INV-01, S1-ASM-01)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.services.victims.assessment.facts import FACTS
from teojeon.services.victims.investigation.models import Fact
from tests.support.factories import acting, browser, cast, events, make_case, official, record_fact

pytestmark = pytest.mark.usefixtures("office_side")


def rows(case: UUID, code: str) -> list[Fact]:
    with acting("invest", read_only=True) as unit:
        return list(Fact.objects.visible_to(unit.actor).filter(case=case, code=code).order_by("number"))


def refused(case: UUID, code: str, value: Any, **more: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        record_fact(case, cast("invest"), code, value, **more)
    return caught.value


@pytest.mark.req("S1-INV-01")
def test_a_fact_keeps_value_source_evidence_author_and_day() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 600_000_000, source="agency", evidence="HUG 회신 1호")
    (row,) = rows(case, "deposit_current")
    assert (row.value, row.source, row.evidence, row.number) == (600_000_000, "agency", "HUG 회신 1호", 1)
    assert row.author == cast("invest")
    assert row.as_of == clock.business_today()


@pytest.mark.req("S1-ASM-01")
@pytest.mark.parametrize(("code", "value"), [("deposit_current", 0), ("is_natural_person", True), ("is_natural_person", False)])
def test_a_known_value_without_evidence_is_refused(code: str, value: object) -> None:
    case = make_case("INVESTIGATING")
    refusal = refused(case, code, value, evidence="  ")
    assert (refusal.code, refusal.field) == ("EVIDENCE_MISSING", "evidence")
    assert rows(case, code) == []


@pytest.mark.req("S1-ASM-01")
def test_the_database_refuses_a_known_value_without_evidence_too() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "monthly_rent", 0)
    with acting("invest") as unit:
        row = Fact.objects.visible_to(unit.actor).get(case=case)
        row.pk, row.number, row.evidence = None, 2, ""
        with pytest.raises(IntegrityError, match="fact_with_evidence"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.req("S1-ASM-01")
def test_unknown_needs_no_evidence_but_a_note() -> None:
    case = make_case("INVESTIGATING")
    assert refused(case, "fixed_date_on", None, note=" ").code == "NOTE_MISSING"
    record_fact(case, cast("invest"), "fixed_date_on", None, note="임대차 정보를 요청하였습니다.")
    assert rows(case, "fixed_date_on")[0].value is None


@pytest.mark.req("S1-XCT-03")
def test_a_newer_row_stops_the_save_and_both_versions_come_back() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 180_000_000)
    with pytest.raises(Stale) as caught:
        record_fact(case, cast("invest"), "deposit_current", 200_000_000, seen=0)
    assert caught.value.mine["value"] == 200_000_000
    assert (caught.value.theirs["value"], caught.value.theirs["number"]) == (180_000_000, 1)
    assert [row.value for row in rows(case, "deposit_current")] == [180_000_000]


def test_a_later_row_counts_and_the_earlier_stays() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 180_000_000)
    record_fact(case, cast("invest"), "deposit_current", 190_000_000, seen=1)
    assert [(row.number, row.value) for row in rows(case, "deposit_current")] == [(1, 180_000_000), (2, 190_000_000)]


def test_no_row_of_a_fact_can_be_changed_by_the_office() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 180_000_000)
    with acting("invest") as unit, pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Fact.objects.visible_to(unit.actor).filter(case=case).update(value=1)


@pytest.mark.req("S1-XCT-03")
@pytest.mark.parametrize(
    ("code", "value", "refusal"),
    [
        ("deposit_current", -1, "NEGATIVE_AMOUNT"),
        ("deposit_current", 10**15 + 1, "BAD_VALUE"),
        ("deposit_current", "3억", "BAD_VALUE"),
        ("deposit_current", True, "BAD_VALUE"),
        ("first_contract_date", "2024-02-30", "BAD_DATE"),
        ("first_contract_date", "2999-01-01", "BAD_DATE"),
        ("first_contract_date", "1949-12-31", "BAD_DATE"),
        ("is_natural_person", "yes", "BAD_VALUE"),
        ("handover_state", "maybe", "BAD_VALUE"),
        ("sido", "99", "BAD_VALUE"),
        ("shoe_size", 42, "UNKNOWN_FACT"),
    ],
)
def test_an_impossible_value_is_refused(code: str, value: object, refusal: str) -> None:
    assert refused(make_case("INVESTIGATING"), code, value).code == refusal


def test_the_limits_themselves_are_accepted() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 10**15)
    record_fact(case, cast("invest"), "monthly_rent", 0)
    record_fact(case, cast("invest"), "first_contract_date", "1950-01-01")
    record_fact(case, cast("invest"), "handover_on", clock.business_today().isoformat())


def test_a_day_in_the_future_is_no_reference_day() -> None:
    refusal = refused(make_case("INVESTIGATING"), "monthly_rent", 0, as_of=clock.business_today() + dt.timedelta(days=1))
    assert (refusal.code, refusal.field) == ("BAD_DATE", "as_of")


def test_a_source_outside_the_list_is_refused() -> None:
    assert refused(make_case("INVESTIGATING"), "monthly_rent", 0, source="rumour").field == "source"


@pytest.mark.req("S1-XCT-03", "S1-XCT-05")
def test_a_resident_number_in_a_note_is_masked_and_the_person_is_warned() -> None:
    case = make_case("INVESTIGATING")
    answer = record_fact(case, cast("invest"), "monthly_rent", 0, note="임차인 900101-1234567 확인")
    assert answer["masked"] is True
    assert rows(case, "monthly_rent")[0].note == "임차인 900101-1****** 확인"


def test_only_the_assigned_investigator_records_facts() -> None:
    case = make_case("INVESTIGATING")
    other = official("other11", "SD-11", "P-INV")
    with pytest.raises(Refusal) as caught:
        record_fact(case, other, "monthly_rent", 0)
    assert caught.value.code == "NOT_ASSIGNED"


@pytest.mark.req("S1-USR-09")
def test_without_the_box_no_fact_is_recorded() -> None:
    case = make_case("INVESTIGATING")
    with pytest.raises(Forbidden):
        record_fact(case, cast("review"), "monthly_rent", 0)


@pytest.mark.req("S1-USR-08")
def test_another_province_finds_no_such_case() -> None:
    case = make_case("INVESTIGATING")
    with pytest.raises(Missing):
        record_fact(case, cast("invest", "26"), "monthly_rent", 0)


@pytest.mark.parametrize("state", ["RECEIVED", "REVIEW", "READY", "SENT"])
def test_facts_are_recorded_during_the_investigation_only(state: str) -> None:
    assert refused(make_case(state), "sido", "11").code == "ILLEGAL_TRANSITION"


def test_the_same_request_records_one_row() -> None:
    case, request = make_case("INVESTIGATING"), UUID(int=7)
    for _ in range(2):
        record_fact(case, cast("invest"), "monthly_rent", 0, request=request)
    assert len(rows(case, "monthly_rent")) == 1


def form(**changed: str) -> dict[str, str]:
    return {
        "seen": "0",
        "request": str(UUID(int=9)),
        "value": "6억",
        "source": "register",
        "evidence": "임대차계약서 1면",
        "as_of": clock.business_today().isoformat(),
        "note": "",
    } | changed


def test_the_page_takes_an_amount_as_people_write_it() -> None:
    case = make_case("INVESTIGATING")
    page = browser(cast("invest"))
    response = page.post(reverse("case_fact", args=[case, "deposit_current"]), form())
    assert (response.status_code, response["Location"]) == (302, reverse("case", args=[case]))
    assert rows(case, "deposit_current")[0].value == 600_000_000
    assert "사실을 저장했습니다" in page.get(response["Location"]).content.decode()


def test_the_page_takes_unknown() -> None:
    case = make_case("INVESTIGATING")
    given = form(value="", value_unknown="on", evidence="", note="확인할 수 없었습니다.")
    assert browser(cast("invest")).post(reverse("case_fact", args=[case, "deposit_current"]), given).status_code == 302
    assert rows(case, "deposit_current")[0].value is None


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"value": "-1"}, 422, "NEGATIVE_AMOUNT"),
        ({"value": ""}, 422, "MISSING_VALUE"),
        ({"value": "1\x00"}, 422, "BAD_VALUE"),
        ({"note": "가" * 1001}, 422, "TOO_LONG"),
        ({"note": "\x00"}, 422, "BAD_CHARACTERS"),
        ({"as_of": "2026-02-30"}, 422, "BAD_DATE"),
        ({"seen": "x"}, 422, "BAD_VALUE"),
        ({"evidence": ""}, 409, "EVIDENCE_MISSING"),
    ],
)
@pytest.mark.req("S1-XCT-03")
def test_a_refused_form_says_what_to_do_and_keeps_what_was_typed(changed: dict[str, str], status: int, code: str) -> None:
    case = make_case("INVESTIGATING")
    response = browser(cast("invest")).post(
        reverse("case_fact", args=[case, "deposit_current"]), form(note="이미 적은 비고") | changed
    )
    page = response.content.decode()
    assert response.status_code == status
    assert code in page
    assert "note" in changed or "이미 적은 비고" in page
    assert rows(case, "deposit_current") == []


@pytest.mark.req("S1-XCT-03")
def test_the_stale_page_shows_both_versions_and_can_be_saved_after_comparing() -> None:
    case = make_case("INVESTIGATING")
    page, address = browser(cast("invest")), reverse("case_fact", args=[case, "deposit_current"])
    record_fact(case, cast("invest"), "deposit_current", 180_000_000)
    response = page.post(address, form(value="2억"))
    shown = response.content.decode()
    assert response.status_code == 409
    assert "STALE_VERSION" in shown
    assert "200,000,000원" in shown
    assert "180,000,000원" in shown
    assert 'name="seen" value="1"' in shown
    assert page.post(address, form(value="2억", seen="1", request=str(UUID(int=10)))).status_code == 302
    assert [row.value for row in rows(case, "deposit_current")] == [180_000_000, 200_000_000]


def test_a_fact_that_is_not_registered_has_no_page() -> None:
    case = make_case("INVESTIGATING")
    assert browser(cast("invest")).get(reverse("case_fact", args=[case, "shoe_size"])).status_code == 404


def test_every_registered_fact_has_a_page() -> None:
    case = make_case("INVESTIGATING")
    page = browser(cast("invest"))
    assert {page.get(reverse("case_fact", args=[case, code])).status_code for code in FACTS} == {200}


def test_recording_leaves_one_act_event_without_the_value() -> None:
    case = make_case("INVESTIGATING")
    record_fact(case, cast("invest"), "deposit_current", 123_456_789)
    (event,) = [each for each in events("act") if each["action"] == "victims.record_fact"]
    assert "123456789" not in str(event)
    assert event["actor"] == str(cast("invest"))
    assert [str(row.event) for row in rows(case, "deposit_current")] == [event["id"]]
