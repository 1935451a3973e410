"""A service is proven by a file: uploaded to its record, checked like every other, seen page by page, wanted until it is there (S1-NTF-01)."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.work.unit import current
from teojeon.services.victims.decision.actions import record_service
from teojeon.services.victims.papers import office_tasks
from teojeon.services.victims.papers.models import Paper
from teojeon.services.victims.service.models import ServiceProof
from tests.services.victims.decision.letters import dispatched, sealed
from tests.services.victims.service.test_desk import consenting, desk, services, stored, today
from tests.support.factories import acting, browser, cast, events, reload
from tests.support.made_files import pdf, photo
from tests.support.meetings import SYSTEM

pytestmark = pytest.mark.req("S1-NTF-01")
MISSING = "증명 파일 없음"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, office_side: None) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def server() -> Client:
    return browser(cast("server"))


def address(case: UUID) -> str:
    return f"/cases/{case}/service/{services(case)[-1].pk}/proofs/"


def upload(client: Client, case: UUID, *files: tuple[str, bytes], kind: str = "delivery", **more: str) -> Any:
    return client.post(address(case), {"kind": kind, "files": [SimpleUploadedFile(*each) for each in files], **more})


def arrived() -> UUID:
    case = dispatched()
    with acting("server"):
        record_service(case, method="post", arrived_on=today(), proof="등기 1234")
    return case


def papers(case: UUID) -> list[Paper]:
    with acting(SYSTEM, read_only=True):
        rows = ServiceProof.objects.visible_to(current().actor).filter(case=case).select_related("paper").order_by("added_at")
        return [row.paper for row in rows]


def test_an_arrival_without_a_file_stands_on_the_list_until_the_file_is_there(server: Client) -> None:
    case = arrived()
    number = reload(case).receipt_no
    assert number in server.get("/service/?tab=unproven").content.decode()
    assert MISSING in server.get(f"/cases/{case}/service/").content.decode()
    assert upload(server, case, ("배달증명.pdf", pdf(2))).status_code == 303
    assert number not in server.get("/service/?tab=unproven").content.decode()
    page = server.get(f"/cases/{case}/service/").content.decode()
    assert MISSING not in page and "등기 배달증명" in page
    [paper] = papers(case)
    office_tasks.check(paper.pk)
    assert f"/cases/{case}/papers/?left={paper.pk}" in page
    viewer = server.get(f"/cases/{case}/papers/?left={paper.pk}&left-page=2").content.decode()
    assert f"/cases/{case}/papers/{paper.pk}/pages/2/" in viewer and "송달을 증명하는 자료" in viewer
    assert server.get(f"/cases/{case}/papers/{paper.pk}/pages/1/").headers["Content-Type"] == "image/png"


def test_what_has_not_arrived_is_not_on_the_list_of_what_is_to_be_proven(server: Client) -> None:
    case = dispatched()
    assert reload(case).receipt_no not in server.get("/service/?tab=unproven").content.decode()
    assert MISSING not in server.get(f"/cases/{case}/service/").content.decode()


def test_photos_of_a_receipt_become_one_proof_and_the_act_is_chained_with_codes_only(server: Client) -> None:
    case = arrived()
    assert upload(server, case, ("1.jpg", photo("red")), ("2.jpg", photo("blue")), kind="receipt", join="1").status_code == 303
    assert len(papers(case)) == 1
    with acting(SYSTEM, read_only=True) as unit:
        entry = TimelineEntry.objects.visible_to(unit.actor).get(case=case, kind="victims.service_proof")
    assert entry.content == {"service": services(case)[-1].service_no, "kind": "receipt", "count": 1}
    assert any(body.get("action") == "victims.service_proof" for body in events("act"))


def test_a_file_that_cannot_be_opened_proves_nothing(server: Client) -> None:
    case = arrived()
    upload(server, case, ("program.exe", b"MZ" + b"\0" * 200))
    office_tasks.check(papers(case)[0].pk)
    assert reload(case).receipt_no in server.get("/service/?tab=unproven").content.decode()
    page = server.get(f"/cases/{case}/service/").content.decode()
    assert "열 수 없음" in page


def test_the_same_file_twice_is_named_and_kept_once(server: Client) -> None:
    case = arrived()
    upload(server, case, ("배달증명.pdf", pdf()))
    again = upload(server, case, ("또.pdf", pdf()))
    assert "이미 있습니다" in server.get(again["Location"]).content.decode() and len(papers(case)) == 1


@pytest.mark.parametrize(
    ("files", "kind", "status", "words"),
    [
        ([], "delivery", 422, "올릴 파일을 고릅니다"),
        ([("a.pdf", pdf())], "", 422, "증명의 종류"),
        ([("a.pdf", pdf())], "notice", 409, "공시송달한 문서에만"),
    ],
)
def test_an_upload_is_refused_with(server: Client, files: list[Any], kind: str, status: int, words: str) -> None:
    case = arrived()
    answer = upload(server, case, *files, kind=kind)
    assert answer.status_code == status and words in answer.content.decode() and papers(case) == []


def test_what_the_portal_stored_is_proven_by_its_instant_and_takes_no_file(server: Client) -> None:
    case = sealed()
    consenting(case)
    from teojeon.services.victims.decision.actions import dispatch_letter

    with acting("server"):
        dispatch_letter(case, method="electronic")
    stored(case)
    assert upload(server, case, ("a.pdf", pdf())).status_code == 409 and papers(case) == []
    assert reload(case).receipt_no not in server.get("/service/?tab=unproven").content.decode()


def test_who_does_not_serve_it_sees_the_proofs_and_adds_none() -> None:
    case = arrived()
    intake = browser(cast("intake"))
    page = intake.get(address(case))
    assert page.status_code == 200 and "multipart/form-data" not in page.content.decode()
    assert upload(intake, case, ("a.pdf", pdf())).status_code == 403 and papers(case) == []


def test_the_record_of_another_case_does_not_exist(server: Client) -> None:
    case, other = arrived(), dispatched()
    assert server.get(f"/cases/{case}/service/{services(other)[-1].pk}/proofs/").status_code == 404
    assert server.get(f"/cases/{other}/service/{services(case)[-1].pk}/proofs/").status_code == 404


def test_a_returned_envelope_may_be_added_before_anything_arrived(server: Client) -> None:
    from teojeon.services.victims.service import actions

    case = dispatched()
    desk(actions.record_return, case, returned_on=today(), reason="moved")
    assert upload(server, case, ("봉투.jpg", photo("red")), kind="returned").status_code == 303 and len(papers(case)) == 1
