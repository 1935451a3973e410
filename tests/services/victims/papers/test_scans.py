"""Papers on paper are scanned by officials (S1-APP-01): each file is kept or named, looked into, and answers what was missing."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import Document
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.papers import office_tasks, queries, receiving
from teojeon.services.victims.papers.models import Paper, PaperSheet
from tests.services.victims.papers.sheets import jobs_planned
from tests.support.factories import browser, cast, make_case
from tests.support.made_files import pdf, photo

pytestmark = pytest.mark.req("S1-APP-01")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, office_side: None) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def case() -> UUID:
    return make_case()


@pytest.fixture
def clerk() -> Client:
    return browser(cast("register"))


def scan(client: Client, case: UUID, *files: tuple[str, bytes], doc_type: str = "lease_copy", **more: str) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"/cases/{case}/papers/scan/", {"doc_type": doc_type, "files": sent, **more})


def papers(case: UUID) -> list[Paper]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return list(Paper.objects.visible_to(unit.actor).filter(case=case).order_by("named_at", "position"))


def sheets(paper: Paper) -> list[PaperSheet]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return list(PaperSheet.objects.visible_to(unit.actor).filter(paper=paper).order_by("position"))


def stored(folder: Path) -> set[str]:
    return {path.name for path in (folder / "office").glob("??/*") if path.parent.name != "copies"}


def test_a_scanned_paper_is_a_document_of_the_case_and_is_looked_into(clerk: Client, case: UUID) -> None:
    assert scan(clerk, case, ("계약서.pdf", pdf(2)), issued_on="2024-03-02").status_code == 303
    (paper,) = papers(case)
    assert (paper.state, paper.doc_type, str(paper.issued_on)) == ("received", "lease_copy", "2024-03-02")
    (sheet,) = sheets(paper)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        document = Document.objects.visible_to(unit.actor).get(pk=sheet.document)
        assert (document.file_id, document.case_id, document.kind) == (sheet.file_id, case, "paper")
        assert store.read(case, document.file_id) == pdf(2)
        entry = TimelineEntry.objects.visible_to(unit.actor).get(case=case, kind="victims.papers_scanned")
        assert entry.content == {"count": 1, "kinds": ["lease_copy"]}
        assert (entry.account, entry.organisation, entry.event) == (cast("register"), "SD-11", document.event)
    assert {"paper": str(paper.pk)} in jobs_planned("check_case_paper")
    office_tasks.check(paper.pk)
    (paper,) = papers(case)
    assert (paper.state, paper.kind, paper.pages) == ("ready", "pdf", 2)
    page = clerk.get(f"/cases/{case}/papers/scan/").content.decode()
    assert "계약서.pdf" in page and "열람 가능" in page


def test_the_general_intake_scans_by_an_act_of_its_own(case: UUID) -> None:
    intake = browser(cast("intake"))
    assert "종이 서류 스캔하여 담기" in intake.get(f"/cases/{case}/papers/").content.decode()
    assert scan(intake, case, ("계약서.pdf", pdf())).status_code == 303
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        assert TimelineEntry.objects.visible_to(unit.actor).filter(case=case, kind="victims.papers_scanned_intake").count() == 1


def test_photos_become_one_document_and_other_files_each_their_own(clerk: Client, case: UUID) -> None:
    files = [("1.jpg", photo("red")), ("초본.pdf", pdf()), ("2.jpg", photo("blue"))]
    scan(clerk, case, *files, join="1")
    assert sorted(len(sheets(paper)) for paper in papers(case)) == [1, 2]
    (joined,) = [paper for paper in papers(case) if len(sheets(paper)) == 2]
    office_tasks.check(joined.pk)
    (joined,) = [paper for paper in papers(case) if paper.pk == joined.pk]
    assert (joined.state, joined.pages, joined.safe_mime) == ("ready", 2, "application/pdf")


def test_without_the_mark_each_photo_is_a_paper(clerk: Client, case: UUID) -> None:
    scan(clerk, case, ("1.jpg", photo("red")), ("2.jpg", photo("blue")))
    assert len(papers(case)) == 2


def test_a_file_of_a_wrong_kind_is_named_and_the_rest_is_kept(clerk: Client, case: UUID) -> None:
    scan(clerk, case, ("program.exe", b"MZ" + b"\0" * 200), ("계약서.pdf", pdf()))
    for paper in papers(case):
        office_tasks.check(paper.pk)
    assert sorted(paper.state for paper in papers(case)) == ["ready", "rejected"]
    page = clerk.get(f"/cases/{case}/papers/scan/").content.decode()
    assert "program.exe" in page and "열 수 없음" in page and "열람 가능" in page
    (rejected,) = [paper for paper in papers(case) if paper.state == "rejected"]
    assert rejected.message in page


def test_an_empty_file_is_named_and_the_rest_is_kept(clerk: Client, case: UUID) -> None:
    answer = scan(clerk, case, ("빈파일.pdf", b""), ("계약서.pdf", pdf()))
    assert answer.status_code == 303
    page = clerk.get(answer["Location"]).content.decode()
    assert "‘빈파일.pdf’ 파일에 내용이 없습니다" in page and "서류 1건을 담았습니다" in page
    assert len(papers(case)) == 1


def test_a_file_that_the_case_has_is_not_kept_twice(clerk: Client, case: UUID, folder: Path) -> None:
    scan(clerk, case, ("계약서.pdf", pdf()))
    before = stored(folder)
    answer = scan(clerk, case, ("다시.pdf", pdf()), ("새것.pdf", pdf(3)))
    page = clerk.get(answer["Location"]).content.decode()
    assert "‘다시.pdf’ 파일은 이미 있습니다. ‘계약서.pdf’ 파일과 내용이 같습니다" in page
    assert len(papers(case)) == 2
    assert len(stored(folder) - before) == 1, "the file of the refusal is off the disk"


@pytest.mark.parametrize(
    ("words", "files", "said"),
    [
        ({"doc_type": "lease_copy"}, 0, "올릴 파일을 고릅니다"),
        ({"doc_type": ""}, 1, "서류의 종류"),
        ({"doc_type": "nothing"}, 1, "서류의 종류"),
        ({"doc_type": "lease_copy", "issued_on": "9999-01-01"}, 1, "오늘보다 늦을 수 없습니다"),
    ],
)
def test_what_is_not_filled_in_well_keeps_nothing(
    clerk: Client, case: UUID, folder: Path, words: dict[str, str], files: int, said: str
) -> None:
    before = stored(folder)
    sent = [SimpleUploadedFile("계약서.pdf", pdf()) for _ in range(files)]
    answer = clerk.post(f"/cases/{case}/papers/scan/", {**words, "files": sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert papers(case) == []
    assert stored(folder) == before


def gap(doc_type: str, *, said: bool) -> dict[str, Any]:
    return {"id": str(uuid4()), "doc_type": doc_type, "required": True, "not_available": said, "sheets": []}


@pytest.mark.parametrize("said", [True, False])
def test_a_scan_answers_what_was_missing_and_a_rejected_one_does_not(clerk: Client, case: UUID, said: bool) -> None:
    with unit_of_work(INTAKE_PRINCIPAL):
        receiving.expect(find_case(case), [gap("lease_copy", said=said), gap("enforcement_title", said=said)])
    scan(clerk, case, ("계약서.pdf", pdf()))
    scan(clerk, case, ("판결.exe", b"MZ" + b"\0" * 200), doc_type="enforcement_title")
    for paper in papers(case):
        office_tasks.check(paper.pk)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        left = {each.doc_type for each in queries.missing(find_case(case))}
    assert "lease_copy" not in left and "enforcement_title" in left
    assert "나중에 받음" in browser(cast("intake")).get(f"/cases/{case}/papers/").content.decode()


def test_another_province_finds_no_case_to_scan_to(case: UUID, folder: Path) -> None:
    before = stored(folder)
    for role in ("register", "intake"):
        stranger = browser(cast(role, "26"))
        assert stranger.get(f"/cases/{case}/papers/scan/").status_code == 404
        assert scan(stranger, case, ("계약서.pdf", pdf())).status_code == 404
    assert papers(case) == []
    assert stored(folder) == before


def test_who_neither_registers_nor_takes_in_may_not_scan(case: UUID, folder: Path) -> None:
    before = stored(folder)
    assert scan(browser(cast("invest")), case, ("계약서.pdf", pdf())).status_code == 403
    assert papers(case) == [] and stored(folder) == before
