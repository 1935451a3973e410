"""Visits: recorded by the investigator with photos, refused where something is missing, the ground of a fact (S1-INV-04)."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import Settings

from teojeon.kernel import clock
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.documents import store
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.papers import office_tasks
from teojeon.services.victims.papers.models import Paper
from teojeon.services.victims.visits.actions import add_photos, record_visit
from teojeon.services.victims.visits.photos import Photo, drop_unkept, place_of, put
from teojeon.services.victims.visits.queries import evidence_of
from tests.services.victims.visits.photographs import (
    LATITUDE,
    TAKEN,
    camera_photo,
    given,
    investigator,
    photos,
    visits,
)
from tests.support.factories import acting, browser, cast, events, make_case, official, record_fact, reload
from tests.support.meetings import SYSTEM

pytestmark = pytest.mark.req("S1-INV-04")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, office_side: None) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def case() -> UUID:
    return make_case("INVESTIGATING")


def recorded(case: UUID, who: UUID | str | None = None, **more: Any) -> dict[str, Any]:
    with acting(who or investigator()):
        return record_visit(case, **given(**more))


def refused(case: UUID, who: UUID | str | None = None, **more: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        recorded(case, who, **more)
    return caught.value


def taken_photo(case: UUID, colour: str = "red", name: str = "IMG_1.jpg") -> Photo:
    with acting(investigator()):
        return put(case, name, camera_photo(colour))


def files_on_disk(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def test_a_visit_that_finds_the_tenant_and_meters_with_photos_feeds_a_handover_fact(case: UUID) -> None:
    answer = recorded(case, photos=[taken_photo(case), taken_photo(case, "blue", "IMG_2.jpg")])
    [visit] = visits(case)
    assert (answer["number"], answer["photos"], visit.occupancy, visit.meters) == (1, 2, "tenant", {"electricity": "04512 kWh"})
    assert [row.number for row in photos(case)] == [1, 2] and {row.visit_id for row in photos(case)} == {visit.pk}
    evidence = evidence_of(visit, [1, 2])
    assert evidence.startswith("현장조사 1호 ") and evidence.endswith(", 사진 1~2")
    record_fact(case, investigator(), "handover_state", "done", source="visit", evidence=evidence)
    with acting(investigator(), read_only=True):
        fact = newest_facts(case)["handover_state"]
    assert (fact.value, fact.source, fact.evidence) == ("done", "visit", evidence)


def test_the_timeline_holds_the_day_and_codes_and_the_act_is_chained(case: UUID) -> None:
    at = clock.real_now() - dt.timedelta(minutes=30)
    recorded(case, visit_at=at, photos=[taken_photo(case)])
    with acting(SYSTEM, read_only=True) as unit:
        entry = TimelineEntry.objects.visible_to(unit.actor).get(case=case, kind="victims.record_visit")
    assert entry.on == clock.seoul_day(at) and entry.content == {"visit": 1, "way": "on_site", "photos": 1}
    assert any(body.get("action") == "victims.record_visit" for body in events("act"))


def test_time_and_place_are_kept_beside_the_photo_and_gone_from_the_copy_that_is_shown(case: UUID) -> None:
    recorded(case, photos=[taken_photo(case)])
    [row] = photos(case)
    assert row.taken_at == TAKEN
    with acting(investigator(), read_only=True):
        place = place_of(row)
    assert place is not None and place[0] == pytest.approx(LATITUDE, abs=1e-5)
    assert str(LATITUDE)[:6].encode() not in bytes(row.place_box)
    office_tasks.check(row.paper_id)
    with acting(SYSTEM, read_only=True) as unit:
        paper = Paper.objects.visible_to(unit.actor).get(pk=row.paper_id)
        assert paper.safe_file_id is not None
        copy = store.read(case, paper.safe_file_id)
    assert paper.state == "ready" and set(paper.removed) >= {"position", "metadata"}
    assert b"Exif" not in copy and b"2026:11:20" not in copy


def test_time_and_place_are_shown_to_who_reads_the_evidence_and_to_nobody_else() -> None:
    case = make_case("INVESTIGATING")
    answer = recorded(case, photos=[taken_photo(case)])
    address = f"/cases/{case}/visits/{answer['visit']}/"
    page = browser(investigator()).get(address).content.decode()
    assert "2026. 11. 20.(금) 14:05" in page and "위도 37.5796" in page
    sender = browser(cast("send")).get(address).content.decode()
    assert "사진 1 보기" in sender and "14:05" not in sender and "위도" not in sender and "37.5796" not in sender


def test_an_interview_by_telephone_needs_its_note_and_no_notice(case: UUID) -> None:
    spoken = {
        "way": "phone",
        "notified_on": None,
        "interview_with": "신청인",
        "interview_summary": "2024년 4월부터 살고 있음",
        "occupancy": "unseen",
    }
    assert refused(case, **spoken).code == "WAY_NOTE_MISSING"
    recorded(case, **spoken, way_note="거동이 불편하여 전화로 면담하고 생년월일로 확인함")
    assert visits(case)[0].way == "phone"


def test_a_visit_of_this_minute_is_taken_and_one_of_the_next_minute_is_not(case: UUID) -> None:
    now = clock.real_now()
    assert recorded(case, visit_at=now)["number"] == 1
    assert refused(case, visit_at=now + dt.timedelta(minutes=1)).code == "IN_THE_FUTURE"


def test_a_visit_at_the_instant_of_filing_is_taken_and_one_before_is_not(case: UUID) -> None:
    filed = reload(case).received_at
    day = clock.seoul_day(filed)
    assert recorded(case, visit_at=filed, notified_on=day)["number"] == 1
    assert refused(case, visit_at=filed - dt.timedelta(seconds=1), notified_on=day).code == "BEFORE_FILING"


def test_notice_is_given_on_the_day_at_the_latest(case: UUID) -> None:
    today = clock.seoul_day(clock.real_now() - dt.timedelta(hours=1))
    assert recorded(case, notified_on=today)["number"] == 1
    assert refused(case, notified_on=today + dt.timedelta(days=1)).code == "BAD_DATE"


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"notified_on": None}, "NOTICE_MISSING", "notified_on"),
        ({"no_notice_reason": "연락이 되지 않음"}, "NOTICE_TWICE", "notified_on"),
        ({"visitors": [" "]}, "VISITORS_MISSING", "visitors"),
        ({"present": ["이웃"] * 11}, "TOO_MANY", "present"),
        ({"occupancy": "maybe"}, "BAD_VALUE", "occupancy"),
        ({"meters": {"oil": "1"}}, "BAD_VALUE", "meters"),
        ({"way": "letter"}, "BAD_VALUE", "way"),
        ({"interview_with": "신청인"}, "SUMMARY_MISSING", "interview_summary"),
        ({"interview_summary": "살고 있음"}, "INTERVIEWEE_MISSING", "interview_with"),
        ({"signed_by_interviewee": True}, "SIGNED_WITHOUT_INTERVIEW", "signed_by_interviewee"),
        ({"condition": "가" * 2001}, "TOO_LONG", "condition"),
    ],
)
def test_a_visit_is_refused_with(case: UUID, words: dict[str, Any], code: str, field: str) -> None:
    refusal = refused(case, **words)
    assert (refusal.code, refusal.field) == (code, field) and visits(case) == []


def test_only_the_assigned_investigator_records_a_visit(case: UUID) -> None:
    assert refused(case, official("invest2", "SD-11", "P-INV")).code == "NOT_ASSIGNED"
    with pytest.raises(Forbidden):
        recorded(case, "intake")
    assert visits(case) == []


def test_a_case_of_another_province_is_not_there(case: UUID) -> None:
    with pytest.raises(Missing), acting("invest", "26"):
        record_visit(case, **given())
    assert browser(cast("invest", "26")).get(f"/cases/{case}/visits/new/").status_code == 404


@pytest.mark.parametrize(("state", "is_open"), [("RECEIVED", False), ("REVIEW", True), ("READY", True), ("SENT", False)])
def test_visits_are_recorded_while_the_province_investigates(state: str, is_open: bool) -> None:
    case = make_case(state)
    if is_open:
        assert recorded(case)["number"] == 1
    else:
        assert refused(case).code == "ILLEGAL_TRANSITION"


def test_a_photo_without_a_link_to_the_case_is_refused(case: UUID, folder: Path) -> None:
    other = make_case("INVESTIGATING")
    foreign = taken_photo(other)
    assert refused(case, photos=[foreign]).code == "PHOTO_OF_ANOTHER_CASE" and photos(case) == []
    gone = Photo("IMG.jpg", store.StoredFile(uuid.uuid4(), b"\1" * 32, 1))
    assert refused(case, photos=[gone]).code == "PHOTO_OF_ANOTHER_CASE"
    visit, own = recorded(other)["visit"], taken_photo(case)
    with pytest.raises(Refusal) as caught, acting(investigator()):
        add_photos(case, visit=UUID(visit), photos=[own])
    assert caught.value.code == "NO_VISIT"


def test_the_database_itself_keeps_a_photo_with_the_case_of_its_visit(case: UUID) -> None:
    recorded(case, photos=[taken_photo(case)])
    other = make_case("INVESTIGATING")
    with pytest.raises(IntegrityError, match="victims_visitphoto_of_case"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE; SET LOCAL search_path = public")
        cursor.execute("UPDATE victims_visitphoto SET case_id = %s WHERE case_id = %s", [other, case])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_same_request_with_the_same_photos_stored_anew_is_done_once(case: UUID, folder: Path) -> None:
    request, words = uuid.uuid4(), given()
    first, second = taken_photo(case), taken_photo(case)
    with acting(investigator()):
        one = record_visit(case, request=request, **{**words, "photos": [first]})
    with acting(investigator()):
        two = record_visit(case, request=request, **{**words, "photos": [second]})
    assert one == two and len(visits(case)) == len(photos(case)) == 1
    drop_unkept([second], two["files"])
    assert files_on_disk(folder) == 1


def test_a_photo_that_the_case_has_already_is_left_out_and_named(case: UUID) -> None:
    recorded(case, photos=[taken_photo(case)])
    answer = recorded(case, photos=[taken_photo(case, name="또.jpg"), taken_photo(case, "green", "새것.jpg")])
    assert answer["left_out"] == ["또.jpg"] and answer["photos"] == 1 and len(photos(case)) == 2


def test_a_number_of_a_person_is_hidden(case: UUID) -> None:
    answer = recorded(case, condition="문 앞에 900101-1234567 적힌 우편물")
    assert answer["masked"] and "900101-1******" in visits(case)[0].condition


# pages


def sent(client: Client, case: UUID, *files: tuple[str, bytes], **more: str) -> Any:
    now = clock.real_now().astimezone(clock.SEOUL) - dt.timedelta(minutes=1)
    words = {
        "version": str(reload(case).version), "request": str(uuid.uuid4()), "way": "on_site", "visit_on": now.date().isoformat(),
        "visit_time": f"{now:%H:%M}", "visitors": "최조사\n박조사", "present": "", "notified_on": "", "no_notice_reason": "연락이 되지 않음",
        "occupancy": "empty", **more,
    }  # fmt: skip
    return client.post(f"/cases/{case}/visits/new/", {**words, "photos": [SimpleUploadedFile(*each) for each in files]})


def test_the_form_records_a_visit_with_photos_and_the_page_offers_the_facts(case: UUID, folder: Path) -> None:
    client = browser(investigator())
    assert "현장조사 기록" in client.get(f"/cases/{case}/visits/").content.decode()
    answer = sent(client, case, ("IMG_1.jpg", camera_photo()), ("메모.pdf", b"%PDF-1.7"))
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    assert "비어 있음" in page and "최조사, 박조사" in page and "사진 1 보기" in page
    assert f"/cases/{case}/facts/handover_state/" in page and "현장조사 1호" in page and "사진 파일(JPG" in page
    assert len(photos(case)) == 1 and files_on_disk(folder) == 1
    assert side() == "office"


def test_a_form_with_errors_lists_them_and_keeps_no_file(case: UUID, folder: Path) -> None:
    client = browser(investigator())
    answer = sent(client, case, ("IMG_1.jpg", camera_photo()), visit_time="25:00", no_notice_reason="")
    page = answer.content.decode()
    assert answer.status_code == 422 and "시각은 24시간으로" in page and "사진을 다시 고릅니다" in page
    refused = sent(client, case, ("IMG_1.jpg", camera_photo()), no_notice_reason="")
    assert refused.status_code == 409 and "알리지 않았으면 그 까닭" in refused.content.decode()
    assert visits(case) == [] and files_on_disk(folder) == 0


def test_photos_are_added_later_and_numbered_on(case: UUID) -> None:
    visit = recorded(case, photos=[taken_photo(case)])["visit"]
    client = browser(investigator())
    words = {"version": str(reload(case).version), "request": str(uuid.uuid4())}
    answer = client.post(
        f"/cases/{case}/visits/{visit}/photos/", {**words, "photos": [SimpleUploadedFile("2.png", camera_photo("blue"))]}
    )
    assert answer.status_code == 303 and [row.number for row in photos(case)] == [1, 2]
    again = {"version": str(reload(case).version), "request": str(uuid.uuid4())}
    assert "올릴 사진을 고릅니다" in client.post(f"/cases/{case}/visits/{visit}/photos/", again).content.decode()


def test_the_visit_of_another_case_does_not_exist(case: UUID) -> None:
    other = make_case("INVESTIGATING")
    visit = recorded(other)["visit"]
    client = browser(investigator())
    assert client.get(f"/cases/{case}/visits/{visit}/").status_code == 404
    assert client.get(f"/cases/{case}/visits/{visit}/photos/").status_code == 404


def test_the_form_is_printed_for_those_without_a_device(case: UUID) -> None:
    page = browser(investigator()).get(f"/cases/{case}/visits/print/").content.decode()
    assert reload(case).receipt_no in page and "전기 계량기" in page and "(서명)" in page
