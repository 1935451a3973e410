"""Papers for tests that walk pages: one in a draft on the portal, one of a case in the office, looked into and ready."""

import hashlib
import uuid
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.documents import store, uploads
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.papers import receiving, uploading
from teojeon.services.victims.papers.models import Paper, PaperSheet, PortalPaper
from tests.support.made_files import pdf


def in_draft(draft: UUID, account: UUID) -> dict[str, UUID]:
    """Words of addresses for a paper with a safe copy, in a unit of its own, as the portal."""
    with unit_of_work(account):
        paper = uploading.take(draft, "lease_copy", [uploading.Sent("계약서.pdf", store.put(draft, pdf()))]).papers[0]
        upload = uploads.of_groups([paper.pk])[paper.pk][0]
        safe = store.put(draft, pdf())
        PortalPaper.objects.visible_to(current().actor).filter(pk=paper.pk).update(
            state="accepted", scan="not_scanned", kind="pdf", mime="application/pdf", pages=1,
            safe_file_id=safe.id, safe_mime="application/pdf",
        )  # fmt: skip
    return {"bundle": draft, "paper": paper.pk, "upload": upload.pk}


def of_case(case: UUID, *, scan: str = "clean", content: bytes | None = None, doc_type: str = "lease_copy") -> dict[str, UUID]:
    """Words of addresses for a paper that the office has looked into. In units of its own, as the office."""
    content = content or pdf(2)
    digest = hashlib.sha256(content).hexdigest()
    paper, sheet = uuid.uuid4(), uuid.uuid4()
    entry = {"id": str(paper), "doc_type": doc_type, "size": len(content), "sha256": digest}
    entry |= {"sheets": [{"id": str(sheet), "name": "계약서.pdf", "size": len(content), "sha256": digest}]}
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        row = find_case(case)
        receiving.expect(row, [entry])
        stored, safe = store.put(case, content), store.put(case, content)
        PaperSheet.objects.visible_to(unit.actor).filter(pk=sheet).update(file_id=stored.id)
        Paper.objects.visible_to(unit.actor).filter(pk=paper).update(
            state="ready", scan=scan, kind="pdf", mime="application/pdf", pages=2, safe_file_id=safe.id,
            safe_mime="application/pdf", received_at=clock.business_now(), checked_at=clock.business_now(),
        )  # fmt: skip
    return {"paper": paper, "sheet": sheet}
