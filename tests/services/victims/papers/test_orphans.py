"""Stored files that no row names go after a day, each side's own; what any row of any table names stays. Broken-off uploads expire."""

import datetime as dt
import os
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models
from pytest_django import Settings

from teojeon.kernel import clock
from teojeon.kernel.documents import store, uploads
from teojeon.kernel.documents.models import Upload
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.papers import orphans, portal_tasks, uploading
from teojeon.services.victims.papers.models import Paper, PaperSheet
from tests.services.victims.papers.sheets import look_into_all, papers, put
from tests.support import papers as made
from tests.support.factories import make_case
from tests.support.made_files import noise, pdf

pytestmark = pytest.mark.req("S1-APP-07")
WEEK = dt.timedelta(days=7)


def paths(folder: Path, side: str) -> dict[UUID, Path]:
    return {UUID(path.name): path for path in (folder / side).glob("[0-9a-f][0-9a-f]/*") if not path.name.startswith(".")}


def make_older(path: Path, days: float = 2) -> None:
    at = clock.real_now().timestamp() - days * 24 * 3600
    os.utime(path, (at, at))


def all_older(folder: Path, side: str) -> None:
    for path in paths(folder, side).values():
        make_older(path)


def test_on_the_portal_what_rows_name_stays_and_the_rest_goes(folder: Path, tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", pdf())])
    look_into_all(tenant, draft)
    with unit_of_work(tenant.pk):
        upload = uploading.announce(draft, "other_proof", name="a.pdf", size=1000)
        uploading.add_piece(draft, upload.pk, 0, noise(400))
    named = set(paths(folder, "portal"))
    assert len(named) == 3, "the file, its safe copy, a piece"
    with unit_of_work(tenant.pk):
        orphan = store.put(draft, b"nobody's").id
    all_older(folder, "portal")
    assert orphans.sweep() == 1
    assert set(paths(folder, "portal")) == named
    assert orphan not in paths(folder, "portal")


def test_a_file_younger_than_a_day_may_belong_to_somebody_yet(folder: Path, tenant: Account, draft: UUID) -> None:
    with unit_of_work(tenant.pk):
        young, old = store.put(draft, b"1").id, store.put(draft, b"2").id
    make_older(paths(folder, "portal")[young], 0.99)
    make_older(paths(folder, "portal")[old], 1.01)
    assert orphans.sweep() == 1
    assert set(paths(folder, "portal")) == {young}


def test_what_was_left_half_written_goes_too(folder: Path, tenant: Account, draft: UUID) -> None:
    with unit_of_work(tenant.pk):
        kept = store.put(draft, b"1").id
    half = paths(folder, "portal")[kept].with_name(f".{kept.hex}.ab12.new")
    half.write_bytes(b"half")
    orphans.sweep()
    assert half.exists()
    make_older(half)
    orphans.sweep()
    assert not half.exists()


def test_in_the_office_papers_sheets_and_copies_of_every_province_stay(
    tmp_path: Path, settings: Settings, office_side: None
) -> None:
    settings.FILES_DIR = tmp_path / "files"
    cases = [make_case(), make_case(sido="26")]
    keys = [made.of_case(case) for case in cases]
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        wanted = set(PaperSheet.objects.visible_to(unit.actor).filter(case__in=cases).values_list("file_id", flat=True))
        wanted |= set(Paper.objects.visible_to(unit.actor).filter(case__in=cases).values_list("safe_file_id", flat=True))
        orphan = store.put(cases[0], b"nobody's").id
    assert len(keys) == 2 and len(wanted) == 4
    all_older(tmp_path / "files", "office")
    assert orphans.sweep() == 1
    left = set(paths(tmp_path / "files", "office"))
    assert wanted <= left and orphan not in left


def test_a_side_leaves_the_other_sides_files_alone(folder: Path, tenant: Account, draft: UUID) -> None:
    other = folder / "office" / "ab" / ("ab" + "0" * 30)
    other.parent.mkdir(parents=True)
    other.write_bytes(b"x")
    make_older(other)
    assert orphans.sweep() == 0
    assert other.exists()


def test_where_most_files_seem_to_be_nobodys_nothing_is_removed(
    folder: Path, tenant: Account, draft: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orphans, "FEW", 2)
    with unit_of_work(tenant.pk):
        for number in range(3):
            store.put(draft, bytes([number]))
    all_older(folder, "portal")
    assert orphans.sweep() == 0
    assert len(paths(folder, "portal")) == 3


def columns_that_name_files() -> list[tuple[str, str]]:
    """By the models: every column with an id of a file, whatever app it is in."""
    return [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.UUIDField) and field.column and "file" in field.name
    ]


def test_no_column_of_any_model_that_names_files_is_forgotten(db: None) -> None:
    """The function finds the columns by itself: it is asked for one file of each, written past all rules of the tables."""
    places = columns_that_name_files()
    assert {("documents_upload", "file_id"), ("victims_paper", "safe_file_id"), ("victims_counterscan", "file_id")} | {
        ("victims_requestreply", "scan_file"),
        ("victims_datarequest", "letter_file"),
    } <= set(places)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.atttypid = 'uuid'::regtype"
            " AND a.attname LIKE '%file%' AND NOT a.attisdropped"
        )
        assert set(places) <= set(cursor.fetchall())


def test_whoever_puts_files_into_the_store_is_known_here() -> None:
    """A new caller of the store names its files in a column with «file» in its name; then it is added here."""
    root = Path(__file__).parents[4] / "teojeon"
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("store.put(", "store.Writer("))
    }
    assert found == {
        "kernel/cases/filing.py",
        "kernel/documents/incoming.py",
        "kernel/documents/uploads.py",
        "services/victims/mycase/keeping.py",
        "services/victims/papers/looking.py",
        "services/victims/papers/receiving.py",
        "services/victims/requests/actions.py",
        "services/victims/requests/replies.py",
        "services/victims/visits/photos.py",
    }


def announced(tenant: Account, draft: UUID, ago: dt.timedelta, doc_type: str = "other_proof") -> UUID:
    with unit_of_work(tenant.pk) as unit:
        upload = uploading.announce(draft, doc_type, name="a.pdf", size=1000)
        uploading.add_piece(draft, upload.pk, 0, noise(400))
        Upload.objects.visible_to(unit.actor).filter(pk=upload.pk).update(touched_at=clock.real_now() - ago)
    return upload.pk


def test_an_upload_that_broke_off_a_week_ago_expires_with_its_pieces(folder: Path, tenant: Account, draft: UUID) -> None:
    announced(tenant, draft, WEEK + dt.timedelta(minutes=1))
    assert portal_tasks.drop_broken_off() == 1
    assert papers(tenant, draft) == []
    with unit_of_work(tenant.pk, read_only=True):
        assert uploads.used(draft) == 0


def test_a_minute_earlier_it_can_still_be_taken_up_again(folder: Path, tenant: Account, draft: UUID) -> None:
    announced(tenant, draft, WEEK - dt.timedelta(minutes=1))
    assert portal_tasks.drop_broken_off() == 0
    assert len(papers(tenant, draft)) == 1


def test_a_whole_upload_never_expires(folder: Path, tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", pdf())])
    with unit_of_work(tenant.pk) as unit:
        Upload.objects.visible_to(unit.actor).update(touched_at=clock.real_now() - 5 * WEEK)
    assert portal_tasks.drop_broken_off() == 0
    assert len(papers(tenant, draft)) == 1


def test_of_several_photos_only_the_broken_off_one_goes(folder: Path, tenant: Account, draft: UUID) -> None:
    (paper,) = put(tenant, draft, [("1.jpg", noise(50))]).papers
    with unit_of_work(tenant.pk) as unit:
        upload = uploading.announce(draft, "lease_copy", name="2.jpg", size=1000, group=paper.pk)
        Upload.objects.visible_to(unit.actor).filter(pk=upload.pk).update(touched_at=clock.real_now() - 2 * WEEK)
    assert portal_tasks.drop_broken_off() == 1
    with unit_of_work(tenant.pk, read_only=True):
        assert [each.is_whole for each in uploads.of_groups([paper.pk])[paper.pk]] == [True]
    assert papers(tenant, draft)[0].state == "checking", "what is left is looked into"
