"""What was not scanned because the scanner was away is scanned later, on both sides; what can never be scanned is left alone."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from teojeon.kernel.documents import checks
from teojeon.kernel.documents.checks import Scan
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.papers import office_tasks, portal_tasks, working
from teojeon.services.victims.papers.models import Paper
from tests.services.victims.papers.sheets import look_into_all, papers, put
from tests.support import papers as made
from tests.support.factories import make_case
from tests.support.made_files import pdf

pytestmark = pytest.mark.req("S1-APP-07")

Says = Callable[[Scan], list[Path]]
CLEAN, AWAY, INFECTED = Scan("clean"), Scan("not_scanned", reason="away"), Scan("infected", "Eicar")


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Says:
    """What the scanner answers from now on, and which files it was asked about."""

    def set_answer(answer: Scan) -> list[Path]:
        asked: list[Path] = []

        def scan(path: Path) -> Scan:
            asked.append(path)
            return answer

        monkeypatch.setattr(checks, "scan", scan)
        return asked

    return set_answer


def test_the_portal_keeps_why_it_was_not_scanned_and_scans_once_the_scanner_is_back(
    tenant: Account, draft: UUID, says: Says
) -> None:
    says(AWAY)
    put(tenant, draft, [("계약서.pdf", pdf())])
    (paper,) = look_into_all(tenant, draft)
    assert (paper.state, paper.scan, paper.scan_reason) == ("accepted", "not_scanned", "away")
    copy = paper.safe_file_id
    assert portal_tasks.scan_left() == 0, "it is still away"
    says(CLEAN)
    assert portal_tasks.scan_left() == 1
    (paper,) = papers(tenant, draft)
    assert (paper.state, paper.scan, paper.scan_reason, paper.safe_file_id) == ("accepted", "clean", "", copy)
    assert portal_tasks.scan_left() == 0


def test_on_the_portal_a_paper_found_infected_later_is_rejected_by_name(tenant: Account, draft: UUID, says: Says) -> None:
    says(AWAY)
    put(tenant, draft, [("계약서.pdf", pdf())])
    look_into_all(tenant, draft)
    says(INFECTED)
    portal_tasks.scan_left()
    (paper,) = papers(tenant, draft)
    assert (paper.state, paper.scan, paper.code, paper.safe_file_id) == ("rejected", "infected", "INFECTED", None)
    assert paper.culprit is not None


def test_where_no_scanner_is_configured_nothing_is_tried_again(tenant: Account, draft: UUID, says: Says) -> None:
    says(Scan("not_scanned", reason="none"))
    put(tenant, draft, [("계약서.pdf", pdf())])
    (paper,) = look_into_all(tenant, draft)
    assert (paper.scan, paper.scan_reason) == ("not_scanned", "none")
    asked = says(CLEAN)
    assert portal_tasks.scan_left() == 0
    assert asked == []


@pytest.fixture
def case(tmp_path: Path, settings: Settings, office_side: None) -> UUID:
    settings.FILES_DIR = tmp_path / "files"
    return make_case()


def unscanned(case: UUID) -> UUID:
    key = made.of_case(case, scan="not_scanned")["paper"]
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        Paper.objects.visible_to(unit.actor).filter(pk=key).update(scan_reason="away")
    return key


def row(paper: UUID) -> Paper:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        found: Paper = Paper.objects.visible_to(unit.actor).get(pk=paper)
        return found


def test_the_office_scans_once_the_scanner_is_back(case: UUID, says: Says) -> None:
    paper = unscanned(case)
    says(AWAY)
    assert office_tasks.scan_left() == 0
    assert row(paper).scan_reason == "away"
    says(CLEAN)
    assert office_tasks.scan_left() == 1
    assert (row(paper).state, row(paper).scan, row(paper).scan_reason) == ("ready", "clean", "")


def test_in_the_office_a_paper_found_infected_later_loses_its_copy_and_the_person_is_told(
    case: UUID, says: Says, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    told: list[str] = []
    monkeypatch.setattr(office_tasks, "send", lambda subject, account, kind, content, *, event: told.append(kind))
    paper = unscanned(case)
    copy = row(paper).safe_file_id
    assert copy is not None
    says(INFECTED)
    office_tasks.scan_left()
    found = row(paper)
    assert (found.state, found.scan, found.code, found.safe_file_id) == ("rejected", "infected", "INFECTED", None)
    assert told == ["paper_rejected"]


def test_a_run_is_bounded_and_ends_at_the_first_that_finds_it_away(case: UUID, says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    for doc_type in ("lease_copy", "other_proof", "trust_ledger"):
        key = made.of_case(case, scan="not_scanned", content=pdf(1, doc_type), doc_type=doc_type)["paper"]
        with unit_of_work(INTAKE_PRINCIPAL) as unit:
            Paper.objects.visible_to(unit.actor).filter(pk=key).update(scan_reason="away")
    asked = says(AWAY)
    office_tasks.scan_left()
    assert len(asked) == 1
    monkeypatch.setattr(working, "SCANS_A_RUN", 2)
    asked = says(CLEAN)
    assert office_tasks.scan_left() == 2
    assert len(asked) == 2
