"""Papers scanned at the counter, also by a 시·군·구 that does not see the case: kept, handed over once the case is open, never lost."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, TimelineEntry
from teojeon.kernel.documents import store
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.counter import actions, scanning
from teojeon.services.victims.counter.models import CounterDraft, CounterScan
from teojeon.services.victims.counter.opening import open_case, open_left
from teojeon.services.victims.papers import office_tasks, queries
from teojeon.services.victims.papers.models import Paper, PaperSheet
from tests.house.test_urls import browser
from tests.services.victims.counter.test_counter import APPLICANT, HOUSE
from tests.services.victims.papers.sheets import jobs_planned
from tests.support import factories
from tests.support.made_files import pdf, photo

pytestmark = pytest.mark.req("S1-APP-01")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, office_side: None, keys: Path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def district() -> UUID:
    """A 시·군·구's official who registers applications."""
    return factories.official("register11110", factories.district("11110"), "P-REG")


def keyed_in(official: UUID) -> UUID:
    clerk = browser(official, factor=True)
    with unit_of_work(official):
        draft = UUID(str(actions.start("post", clock.business_now()).pk))
    for step, words in (("applicant", APPLICANT), ("house", HOUSE)):
        answer = clerk.post(f"/counter/{draft}/{step}/", {**words, "version": "1", "page": "p", "action": "skip"})
        assert answer.status_code == 303, answer.content.decode()
    return draft


def register(official: UUID, draft: UUID) -> None:
    with unit_of_work(official):
        actions.register(draft, identity_seen=False)


def scan(official: UUID, draft: UUID, *files: tuple[str, bytes], doc_type: str = "lease_copy", **more: str) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    clerk: Client = browser(official, factor=True)
    return clerk.post(f"/counter/{draft}/scan/", {"doc_type": doc_type, "files": sent, **more})


def page(official: UUID, draft: UUID) -> str:
    return str(browser(official, factor=True).get(f"/counter/{draft}/scan/").content.decode())


def rows(draft: UUID) -> list[CounterScan]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return list(CounterScan.objects.visible_to(unit.actor).filter(draft=draft).order_by("position"))


def papers(case: UUID) -> dict[str, Paper]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return {row.doc_type: row for row in Paper.objects.visible_to(unit.actor).filter(case=case)}


def stored(folder: Path) -> set[str]:
    return {path.name for path in (folder / "office").glob("??/*") if path.parent.name != "copies"}


def test_an_application_at_a_district_becomes_a_case_of_the_province(district: UUID) -> None:
    draft = keyed_in(district)
    register(district, draft)
    assert open_left() == 1
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        assert Case.objects.visible_to(unit.actor).get(pk=draft).handled_by == "SD-11"
    receipt = browser(district, factor=True).get(f"/counter/{draft}/done/").content.decode()
    assert "주택이 있는 시·도에서 처리합니다" in receipt and "사건을 여는 중" not in receipt


def test_what_a_district_scans_before_the_registration_is_the_cases_afterwards(district: UUID) -> None:
    draft = keyed_in(district)
    assert scan(district, draft, ("계약서.pdf", pdf(2)), issued_on="2024-03-02").status_code == 303
    assert scanning.hand_over(draft) == 0, "there is no case yet"
    register(district, draft)
    open_case(draft)
    assert scanning.hand_over(draft) == 1
    paper = papers(draft)["lease_copy"]
    assert (paper.state, paper.handled_by, str(paper.issued_on)) == ("received", "SD-11", "2024-03-02")
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        sheet = PaperSheet.objects.visible_to(unit.actor).get(paper=paper)
        assert (queries.name_of(sheet), sheet.file_id is not None) == ("계약서.pdf", True)
        assert b"".join(store.get(draft, sheet.file_id)) == pdf(2)
        entry = TimelineEntry.objects.visible_to(unit.actor).get(case=draft, kind="victims.papers_from_counter")
        assert entry.content == {"count": 1, "kinds": ["lease_copy"], "organisation": "SGG-11110"}
    office_tasks.check(paper.pk)
    assert papers(draft)["lease_copy"].state == "ready"
    assert [row.file_id for row in rows(draft)] == [None]
    assert "사건에 넘김" in page(district, draft)
    assert scanning.hand_over(draft) == 0, "it may come twice"


def test_what_is_scanned_after_the_registration_is_handed_over_by_a_job_and_by_the_sweep(district: UUID) -> None:
    draft = keyed_in(district)
    register(district, draft)
    open_case(draft)
    scan(district, draft, ("계약서.pdf", pdf()))
    assert {"draft": str(draft)} in jobs_planned("hand_over_scans")
    assert scanning.hand_over_left() == 1
    assert scanning.hand_over_left() == 0


def test_the_rule_asks_for_what_was_not_scanned(district: UUID) -> None:
    draft = keyed_in(district)
    scan(district, draft, ("초본.pdf", pdf()), doc_type="resident_extract")
    register(district, draft)
    open_case(draft)
    assert papers(draft).keys() == {"lease_copy"} and papers(draft)["lease_copy"].state == "missing"
    scanning.hand_over(draft)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        case = Case.objects.visible_to(unit.actor).get(pk=draft)
        assert [each.doc_type for each in queries.missing(case)] == ["lease_copy"]
    scan(district, draft, ("계약서.pdf", pdf(2)))
    scanning.hand_over(draft)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        assert queries.missing(Case.objects.visible_to(unit.actor).get(pk=draft)) == []


def test_photos_are_joined_and_a_file_twice_is_named_and_not_kept(district: UUID, folder: Path) -> None:
    draft = keyed_in(district)
    scan(district, draft, ("1.jpg", photo("red")), ("2.jpg", photo("blue")), join="1")
    assert len({row.paper for row in rows(draft)}) == 1
    before = stored(folder)
    answer = scan(district, draft, ("3.jpg", photo("red")), ("빈파일.pdf", b""), ("새것.pdf", pdf()))
    shown = browser(district, factor=True).get(answer["Location"]).content.decode()
    assert "새것.pdf" in shown and len(rows(draft)) == 3
    assert len(stored(folder) - before) == 1
    register(district, draft)
    open_case(draft)
    assert scanning.hand_over(draft) == 2


def test_refused_files_are_named_on_the_next_page(district: UUID) -> None:
    draft, clerk = keyed_in(district), browser(district, factor=True)
    scan(district, draft, ("계약서.pdf", pdf()))
    sent = [SimpleUploadedFile("다시.pdf", pdf()), SimpleUploadedFile("빈파일.pdf", b"")]
    answer = clerk.post(f"/counter/{draft}/scan/", {"doc_type": "lease_copy", "files": sent})
    shown = clerk.get(answer["Location"]).content.decode()
    assert "‘다시.pdf’ 파일은 이미 있습니다. ‘계약서.pdf’ 파일과 내용이 같습니다" in shown
    assert "‘빈파일.pdf’ 파일에 내용이 없습니다" in shown


def test_a_wrong_file_is_taken_out_again_until_the_case_has_it(district: UUID, folder: Path) -> None:
    draft, clerk = keyed_in(district), browser(district, factor=True)
    before = stored(folder)
    scan(district, draft, ("계약서.pdf", pdf()))
    words = {"action": "remove", "paper": str(rows(draft)[0].paper)}
    assert clerk.post(f"/counter/{draft}/scan/", words).status_code == 303
    assert rows(draft) == []
    scan(district, draft, ("계약서.pdf", pdf()))
    words["paper"] = str(rows(draft)[0].paper)
    register(district, draft)
    open_case(draft)
    scanning.hand_over(draft)
    assert clerk.post(f"/counter/{draft}/scan/", words).status_code == 404
    assert clerk.post(f"/counter/{draft}/scan/", {"action": "remove", "paper": "x"}).status_code == 404
    assert len(rows(draft)) == 1
    assert before <= stored(folder)


def test_with_an_application_that_is_deleted_its_scans_go(district: UUID) -> None:
    draft = keyed_in(district)
    scan(district, draft, ("계약서.pdf", pdf()))
    with unit_of_work(district):
        actions.delete(draft)
    assert rows(draft) == []


def test_another_organisation_neither_sees_the_scans_nor_adds_to_them(district: UUID, folder: Path) -> None:
    draft = keyed_in(district)
    scan(district, draft, ("계약서.pdf", pdf()))
    before = stored(folder)
    neighbour = factories.official("register11140", factories.district("11140"), "P-REG")
    for stranger in (neighbour, factories.cast("register", "26")):
        assert browser(stranger, factor=True).get(f"/counter/{draft}/scan/").status_code == 404
        assert scan(stranger, draft, ("새것.pdf", pdf(3))).status_code == 404
        with unit_of_work(stranger, read_only=True) as unit:
            assert not CounterScan.objects.visible_to(unit.actor).exists()
            assert not CounterDraft.objects.visible_to(unit.actor).exists()
    assert len(rows(draft)) == 1 and stored(folder) == before
    supervisor = factories.cast("register")
    assert browser(supervisor, factor=True).get(f"/counter/{draft}/scan/").status_code == 200


def test_a_case_of_the_province_is_closed_to_the_districts_own_scan_page_of_cases(district: UUID) -> None:
    draft = keyed_in(district)
    register(district, draft)
    open_case(draft)
    clerk = browser(district, factor=True)
    sent = [SimpleUploadedFile("계약서.pdf", pdf())]
    assert clerk.post(f"/cases/{draft}/papers/scan/", {"doc_type": "lease_copy", "files": sent}).status_code == 404
