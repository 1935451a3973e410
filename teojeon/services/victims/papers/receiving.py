"""Papers as the office takes them: named by the filing, then put together, compared with what was named, and kept under the case's key.

What is not what was named is refused and named to the portal, which sends it again; the rest is kept.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.crypto.sealing import Unopened
from teojeon.kernel.crypto.subjects import encrypt_text
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import Document
from teojeon.kernel.work import attachments, jobs
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.papers.models import Paper, PaperSheet
from teojeon.services.victims.papers.sending import MESSAGE

CHECK = "check_case_paper"  # the job's name
HASH_DIFFERS, UNKNOWN_PAPER = "HASH_DIFFERS", "UNKNOWN_PAPER"
DOCUMENT_KIND = "paper"


def expect(case: Case, manifest: Sequence[Mapping[str, Any]]) -> None:
    """Writes down what was handed in and what is missing, as the filing (or an addition) says. In the unit that takes it."""
    for position, entry in enumerate(manifest, start=1):
        sheets = entry.get("sheets") or []
        state = "awaited" if sheets else "not_available" if entry.get("not_available") else "missing"
        paper: Paper = Paper.objects.create(
            **belonging(case),
            id=UUID(entry["id"]),
            bundle=UUID(entry.get("bundle") or str(case.pk)),
            doc_type=entry["doc_type"],
            position=position,
            required=bool(entry.get("required")),
            state=state,
            reason=mask_free_text(entry.get("reason") or "")[0][:500],
            issued_on=dt.date.fromisoformat(entry["issued_on"]) if entry.get("issued_on") else None,
            size=int(entry.get("size") or 0),
            sha256=entry.get("sha256") or "",
            named_at=clock.business_now(),
        )
        for place, sheet in enumerate(sheets, start=1):
            _expect_sheet(case, paper, place, sheet)


def _expect_sheet(case: Case, paper: Paper, place: int, sheet: Mapping[str, Any]) -> None:
    key = UUID(sheet["id"])
    PaperSheet.objects.create(
        **belonging(case),
        id=key,
        paper=paper,
        position=place,
        size=int(sheet["size"]),
        sha256=sheet["sha256"],
        name_box=encrypt_text(case.pk, sheet.get("name") or "", f"sheet/{key}/name"),
    )


@handles(MESSAGE)
def take_paper(message: Letter) -> None:
    """All pieces of one paper stand here: puts each sheet together, compares it, keeps it. Answers once a bundle is complete."""
    case = find_case(message.subject)
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    key, rows = UUID(message.content["paper"]), Paper.objects.visible_to(current().actor)
    paper: Paper | None = rows.filter(case=case, pk=key).select_for_update(no_key=True, of=("self",)).first()
    if paper is None:
        _refuse(case, key, UNKNOWN_PAPER)
        return
    if paper.state != "awaited":
        return  # it is here already; the portal hears so when its bundle is complete
    kept = _put_together(case, paper, message.content["sheets"])
    if kept is None:
        _refuse(case, key, HASH_DIFFERS)
        return
    event = record(case.controller, case.pk, "papers.received", {"paper": paper.pk, "sha256": paper.sha256}, subject=case.pk)
    for sheet, stored in kept:
        keep(case, sheet, stored, event)
    paper.state, paper.received_at = "received", clock.business_now()
    paper.save(update_fields=["state", "received_at"])
    attachments.drop(paper.pk)
    jobs.wake(CHECK, paper=str(paper.pk))
    answer_when_complete(case, paper.bundle)


def answer_when_complete(case: Case, bundle: UUID) -> None:
    """`papers_taken`: the portal destroys the bundle's key on it. Nothing while a paper is on its way."""
    papers = list(Paper.objects.visible_to(current().actor).filter(case=case, bundle=bundle).order_by("position"))
    if any(paper.state == "awaited" for paper in papers):
        return
    content = {"bundle": str(bundle), "papers": [str(paper.pk) for paper in papers if paper.received_at]}
    event = record(case.controller, case.pk, "papers.taken", content, subject=case.pk)
    send(case.pk, case.account, "papers_taken", content, event=event)


def _put_together(case: Case, paper: Paper, named: Sequence[Mapping[str, Any]]) -> list[tuple[PaperSheet, store.StoredFile]] | None:
    """The sheets as stored files, or None where one is not what the manifest said; then nothing of them is kept."""
    sheets = {sheet.pk: sheet for sheet in PaperSheet.objects.visible_to(current().actor).filter(paper=paper)}
    kept: list[tuple[PaperSheet, store.StoredFile]] = []
    first = 0
    try:
        for each in named:
            sheet, count = sheets.pop(UUID(each["id"]), None), int(each["parts"])
            if sheet is None:
                raise Unopened
            kept.append((sheet, store.put(case.pk, attachments.parts(case.pk, paper.pk, first, count))))
            first += count
            stored = kept[-1][1]
            if (stored.sha256.hex(), stored.size) != (sheet.sha256, sheet.size):
                raise Unopened
        if sheets:
            raise Unopened
    except Unopened:
        _throw_away(kept)
        return None
    except BaseException:
        _throw_away(kept)
        raise
    return kept


def _throw_away(kept: Sequence[tuple[PaperSheet, store.StoredFile]]) -> None:
    for _, stored in kept:
        store.remove(stored.id)


def keep(case: Case, sheet: PaperSheet, stored: store.StoredFile, event: UUID) -> None:
    """A sheet that lies in the store is from now on a document of the case."""
    document: Document = Document.objects.create(
        controller=case.controller,
        handled_by=case.handled_by,
        case_id=case.pk,
        kind=DOCUMENT_KIND,
        sha256=stored.sha256,
        size=stored.size,
        file_id=stored.id,
        created_at=clock.business_now(),
        event=event,
    )
    sheet.document, sheet.file_id = document.pk, stored.id
    sheet.save(update_fields=["document", "file_id"])


def _refuse(case: Case, paper: UUID, code: str) -> None:
    """What came is not what was named: its pieces go, and the portal is told which paper it was."""
    attachments.drop(paper)
    event = record(case.controller, case.pk, "papers.refused", {"paper": paper, "code": code}, subject=case.pk)
    send(case.pk, case.account, "paper_refused", {"paper": str(paper), "code": code}, event=event)
