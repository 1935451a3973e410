"""From the portal to the office: in pieces, once, compared with what was named, and gone from the portal afterwards."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import KeyDestroyed
from teojeon.kernel.documents import store, uploads
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work import attachments
from teojeon.kernel.work.messages import Letter, take
from teojeon.kernel.work.models import ToOffice, ToOfficePart
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.papers import office_tasks, sending, uploading
from teojeon.services.victims.papers.models import Paper, PaperSheet
from teojeon.services.victims.papers.receiving import take_paper
from tests.services.victims.application.applicant import file
from tests.services.victims.papers.sheets import big_pdf, look_into_all, papers, pdf, photo, put, sheets_of
from tests.support.sides import as_side

pytestmark = pytest.mark.req("S1-APP-07", "S1-NET-02")
MEGABYTE = 1024 * 1024


@contextmanager
def office() -> Iterator[None]:
    """As the office within a test of the portal."""
    with as_side("office"):
        yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal; SET LOCAL search_path = portal_side, public")


def taken(subject: UUID, account: Account) -> int:
    """The office takes all that waits for it, and the portal what the office answers."""
    with office():
        count = take(subject, subject)
    return count + take(subject, account.pk)


def at_office(subject: UUID) -> list[Paper]:
    with office(), unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return list(Paper.objects.visible_to(unit.actor).filter(case=subject).order_by("position"))


def content_at_office(paper: Paper) -> list[bytes]:
    with office(), unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        sheets = PaperSheet.objects.visible_to(unit.actor).filter(paper=paper).order_by("position")
        return [store.read(sheet.case_id, sheet.file_id) for sheet in sheets]


def filed(tenant: Account, draft: UUID) -> None:
    look_into_all(tenant, draft)
    file(tenant, draft)


def test_a_paper_arrives_whole_and_the_portal_forgets_its_content(tenant: Account, draft: UUID, folder: Path) -> None:
    original = big_pdf(2 * MEGABYTE + 100)
    put(tenant, draft, [("계약서.pdf", original)])
    filed(tenant, draft)
    (paper,) = papers(tenant, draft)
    (sheet,) = sheets_of(tenant, paper)
    sending.send_bundle(draft, draft, tenant.pk)
    taken(draft, tenant)
    (arrived,) = at_office(draft)
    assert (arrived.state, arrived.sha256) == ("received", hashlib.sha256(original).hexdigest())
    assert content_at_office(arrived) == [original]
    (left,) = papers(tenant, draft)
    assert (left.passage, left.sha256, left.pages, left.safe_file_id) == ("taken", arrived.sha256, 1, None)
    assert sheets_of(tenant, left) == []
    with unit_of_work(tenant.pk, read_only=True), pytest.raises(KeyDestroyed):
        uploads.name_of(sheet)
    assert not ToOfficePart.objects.exists()


def test_the_office_looks_again_and_opens_its_own_safe_copy(tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("1.jpg", photo("red")), ("2.jpg", photo("blue"))], join=True)
    filed(tenant, draft)
    sending.send_bundle(draft, draft, tenant.pk)
    taken(draft, tenant)
    (arrived,) = at_office(draft)
    with office():
        office_tasks.check(arrived.pk)
    (checked,) = at_office(draft)
    assert (checked.state, checked.kind, checked.pages, checked.scan) == ("ready", "pdf", 2, "not_scanned")
    assert len(content_at_office(checked)) == 2


def test_a_worker_killed_between_pieces_goes_on_with_the_next_one(tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", big_pdf(3 * MEGABYTE))])
    filed(tenant, draft)
    (paper,) = papers(tenant, draft)
    for _ in range(2):
        assert sending.send_next(paper.pk, draft, tenant.pk)
    killed = _part_ids(paper.pk)
    sending.send_bundle(draft, draft, tenant.pk)
    assert _part_ids(paper.pk)[:2] == killed
    assert ToOffice.objects.filter(subject=draft, kind="paper").count() == 1
    taken(draft, tenant)
    assert [each.state for each in at_office(draft)] == ["received"]


def _part_ids(paper: UUID) -> list[Any]:
    return list(ToOfficePart.objects.filter(attachment=paper).order_by("number").values_list("pk", flat=True))


def test_what_is_not_what_was_named_is_refused_and_sent_again(tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", pdf()), ("초본.pdf", pdf(2))])
    filed(tenant, draft)
    bad, good = papers(tenant, draft)
    for paper in (bad, good):
        while sending.send_next(paper.pk, draft, tenant.pk):
            pass
    with unit_of_work(tenant.pk):
        ToOfficePart.objects.filter(attachment=bad.pk).delete()
        attachments.put_part(draft, tenant.pk, bad.pk, 0, b"another content")
    taken(draft, tenant)
    assert [each.state for each in at_office(draft)] == ["awaited", "received"]
    assert [each.passage for each in papers(tenant, draft)] == ["", "sent"]
    sending.send_bundle(draft, draft, tenant.pk)
    taken(draft, tenant)
    assert [each.state for each in at_office(draft)] == ["received", "received"]
    assert [each.passage for each in papers(tenant, draft)] == ["taken", "taken"]


def test_what_differs_three_times_is_named_to_the_person_and_not_sent_again(tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", pdf())])
    filed(tenant, draft)
    (paper,) = papers(tenant, draft)
    for _ in range(3):
        while sending.send_next(paper.pk, draft, tenant.pk):
            pass
        with unit_of_work(tenant.pk):
            ToOfficePart.objects.filter(attachment=paper.pk).delete()
            attachments.put_part(draft, tenant.pk, paper.pk, 0, b"another content")
        taken(draft, tenant)
    (left,) = papers(tenant, draft)
    assert (left.passage, left.code) == ("refused", "HASH_DIFFERS")
    assert "다시 냅니다" in left.message


def test_while_a_paper_is_on_its_way_the_acknowledgement_destroys_nothing(tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", pdf())])
    filed(tenant, draft)
    taken(draft, tenant)
    (paper,) = papers(tenant, draft)
    (sheet,) = sheets_of(tenant, paper)
    with unit_of_work(tenant.pk, read_only=True):
        assert uploads.name_of(sheet) == "계약서.pdf"
        assert sheet.file_id
        assert store.read(draft, sheet.file_id) == pdf()


def test_a_filing_without_papers_loses_its_key_with_the_acknowledgement(tenant: Account, draft: UUID) -> None:
    with unit_of_work(tenant.pk):
        kept = store.put(draft, b"content")
    file(tenant, draft)
    taken(draft, tenant)
    with unit_of_work(tenant.pk, read_only=True), pytest.raises(KeyDestroyed):
        store.read(draft, kept.id)


def test_after_the_filing_the_papers_of_the_draft_are_frozen(tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", pdf())])
    filed(tenant, draft)
    (paper,) = papers(tenant, draft)
    with unit_of_work(tenant.pk), pytest.raises(Refusal, match="ALREADY_FILED"):
        uploading.remove(draft, paper.pk)
    with pytest.raises(Refusal, match="ALREADY_FILED"):
        put(tenant, draft, [("늦은.pdf", pdf(5))])


def test_a_paper_of_another_account_is_not_taken(tenant: Account, draft: UUID) -> None:
    put(tenant, draft, [("계약서.pdf", pdf())])
    filed(tenant, draft)
    taken(draft, tenant)
    (paper,) = at_office(draft)
    forged = Letter(uuid.uuid4(), draft, uuid.uuid4(), 9, "paper", clock.business_now(), {"paper": str(paper.pk), "sheets": []})
    with office(), unit_of_work(INTAKE_PRINCIPAL), pytest.raises(Refusal, match="NOT_OWN_CASE"):
        take_paper(forged)
