"""The assessment sheet as PDF: what stands on it, that it is the sheet as it was tabled, and who may take it."""

import io
import json
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.victims import VICTIM
from teojeon.services.victims.agenda.actions import sheet
from teojeon.services.victims.assessment.printed import FILE_NAME, outcome_words, printed, sheet_pdf
from tests.support.factories import ADDRESS, NAME, acting, browser, cast, events, make_case, reload
from tests.support.meetings import denied, meeting_of, move_clock, read_items, read_meeting, sql

pytestmark = pytest.mark.usefixtures("office_side")


def frozen(case: UUID) -> dict[str, Any]:
    """The sheet as it lies on the agenda."""
    [item] = [each for each in read_items(meeting_of(case)) if each.matter == case]
    return dict(item.sheet)


def words(case: UUID) -> dict[str, Any]:
    return printed(frozen(case), applicant="홍*동", place="1차 안건 1번", printed_on="2026-12-16")


def printed_as(case: UUID, applicant: str) -> bytes:
    """The PDF with this name on it."""
    [item] = [each for each in read_items(meeting_of(case)) if each.matter == case]
    place = f"{read_meeting(item.meeting_id).number} 안건 {item.position}번"
    return sheet_pdf(item.sheet, applicant=applicant, place=place, printed_on=clock.business_today().isoformat())


def item_url(case: UUID) -> str:
    [item] = [each for each in read_items(meeting_of(case)) if each.matter == case]
    return reverse("meeting_item_sheet", args=[item.meeting_id, item.pk])


def case_url(case: UUID) -> str:
    return reverse("case_sheet", args=[case])


@pytest.mark.req("S1-ASM-12")
def test_each_requirement_stands_with_value_evidence_article_and_parameter_version() -> None:
    case = make_case("TABLED")
    rows = {each["code"]: each for each in words(case)["requirements"]}
    assert list(rows) == [requirement.code for requirement in VICTIM.requirements]
    cap = rows["R2"]
    assert cap["value"] == "충족" and "제3조제1항제2호" in cap["source"]
    deposit = next(line for line in cap["compared"] if line.startswith("임차보증금 "))
    assert "180,000,000원" in deposit and "임대차계약서 1면" in deposit and "공부" in deposit
    version = next(line for line in cap["parameters"] if "500,000,000원" in line)
    assert "2024. 9. 10.(화) ~ 현재" in version and "20429" in version
    assert any(reading.startswith("A-") for row in rows.values() for reading in row["readings"])
    assert rows["R4"]["value"] == "모름" and rows["R4"]["settled_by"], "an unknown says who can settle it"


def test_parameters_that_are_readings_stand_among_the_readings_only_and_every_name_is_korean() -> None:
    lines = [line for row in words(make_case("TABLED"))["requirements"] for line in (*row["parameters"], *row["compared"])]
    assert lines and not [line for line in lines if "READING_" in line or "_" in line.split("[")[0]]


def test_a_held_case_names_what_decides_and_what_may_still_come_out() -> None:
    held = {"outcome": "HOLD", "possible": ["GA", "NA"], "missing": ["R2"]}
    text = outcome_words(held)
    assert "R2" in text and "가: 전세사기피해자" in text and "나: " in text and "보류" in text
    assert outcome_words({"outcome": "REJECT"}) == "불인정"


@pytest.mark.req("S1-ASM-12")
def test_it_is_an_accessible_archive_pdf_of_at_most_three_pages_with_the_name_masked() -> None:
    case = make_case("TABLED")
    answer = browser(cast("chair")).get(item_url(case))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'inline; filename="{FILE_NAME}"'
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")
        assert str(pdf.Root.Lang).startswith("ko") and "/StructTreeRoot" in pdf.Root
        assert 1 <= len(pdf.pages) <= 3
    assert answer.content == printed_as(case, "홍*동") != printed_as(case, NAME), "the name is masked, as on the agenda"
    text = json.dumps(words(case), ensure_ascii=False)
    assert NAME not in text and ADDRESS not in text


def test_the_same_sheet_gives_the_same_bytes() -> None:
    content = frozen(make_case("TABLED"))
    once, again = (sheet_pdf(content, applicant="홍*동", place="안건 1번", printed_on="2026-12-16") for _ in range(2))
    assert once == again


@pytest.mark.req("S1-ASM-12")
def test_the_annex_stays_as_it_was_tabled_whatever_changes_on_file() -> None:
    case = make_case("TABLED")
    before = words(case)
    sql("UPDATE victims_fact SET value = '310000000' WHERE case_id = %s AND code = 'deposit_current'", case)
    assert words(case) == before
    row = reload(case)
    with acting("agenda", read_only=True):
        assert sheet(row)["assessment"]["receipt"]["facts"]["deposit"] == 310_000_000


@pytest.mark.req("S1-USR-08")
def test_those_who_may_see_the_item_may_take_its_sheet_and_nobody_else() -> None:
    case = make_case("TABLED")
    url = item_url(case)
    for who in ("chair", "member2", "secretary", "agenda", "drafter", "auditor"):
        assert browser(cast(who)).get(url).status_code == 200, who
    before = denied()
    for who, sido in (("invest", "11"), ("send", "26")):
        assert browser(cast(who, sido)).get(url).status_code == 404, who
    assert browser(cast("chair")).get(url.replace(str(read_items(meeting_of(case))[0].pk), str(uuid4()))).status_code == 404
    assert denied() >= before + 2
    move_clock(32)
    assert browser(cast("member2")).get(url).status_code == 404, "30 days after the meeting the days of reading are over"


def test_an_excluded_member_gets_neither_the_items_nor_the_cases_sheet() -> None:
    case = make_case("TABLED")
    url = item_url(case)
    sql("UPDATE committees_agendaitem SET excluded = ARRAY[%s]::uuid[] WHERE matter = %s", cast("member2"), case)
    assert browser(cast("member2")).get(url).status_code == 404
    assert browser(cast("member2")).get(case_url(case)).status_code == 404
    assert browser(cast("member3")).get(url).status_code == 200


@pytest.mark.req("S1-USR-08")
def test_the_cases_officials_take_the_sheet_before_tabling_and_a_foreign_province_finds_nothing() -> None:
    case = make_case("SENT")
    for who in ("invest", "review", "agenda", "auditor"):
        answer = browser(cast(who)).get(case_url(case))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf"), who
    before = denied()
    assert browser(cast("invest", "26")).get(case_url(case)).status_code == 404
    assert denied() == before + 1
    assert browser(cast("param")).get(case_url(case)).status_code == 403


def test_every_look_at_a_sheet_is_kept() -> None:
    case = make_case("TABLED")
    url, own = item_url(case), case_url(case)
    browser(cast("chair")).get(url)
    browser(cast("invest")).get(own)
    looks = [(each["page"], each["purpose"]) for each in events("read") if each["page"].endswith("sheet")]
    assert sorted(looks) == [("case_sheet", "sheet"), ("meeting_item_sheet", "sheet")]


def test_a_case_that_cannot_be_assessed_is_not_tabled_and_has_no_sheet() -> None:
    case = make_case("AGENDA")
    sql("UPDATE victims_fact SET value = '\"no amount\"' WHERE case_id = %s AND code = 'deposit_current'", case)
    row = reload(case)
    with acting("agenda", read_only=True), pytest.raises(Refusal) as caught:
        sheet(row)
    assert caught.value.code == "WRONG_TYPE"
    answer = browser(cast("agenda")).get(case_url(case))
    assert answer.status_code == 422 and "검토표를 만들지 못했습니다" in answer.content.decode()
