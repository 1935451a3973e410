"""What the message of a filing says of papers: each that was handed in, and each that the Rule asks for and that is not there."""

from typing import Any
from uuid import UUID, uuid4

from teojeon.kernel.documents import uploads
from teojeon.kernel.documents.models import Upload
from teojeon.kernel.work import jobs
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import Content, load
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.papers import bundles
from teojeon.services.victims.papers.bundles import Bundle
from teojeon.services.victims.papers.kinds import kind_of, missing_groups
from teojeon.services.victims.papers.models import PortalAbsence, PortalPaper
from teojeon.services.victims.papers.portal_view import reason_of, with_sheets
from teojeon.services.victims.papers.uploading import papers_of

SEND = "send_papers"  # the job's name
HANDED_IN = ("checking", "accepted")


def manifest(draft: Draft) -> list[dict[str, Any]]:
    """For the filing message. Called by the act that files: from now on nobody changes the papers, and the job that sends them is planned.

    Entries: id, bundle, doc_type, required, not_available, reason, and of a paper that was handed in also kind, mime, pages, size,
    sha256, issued_on, name and its sheets (id, name, size, sha256). Rejected and broken-off ones stay behind; the review said so.
    """
    bundles.hold(draft.pk)
    return frozen(Bundle(draft.pk, draft.pk, draft.account, is_open=True, is_draft=True), load(draft))


def frozen(bundle: Bundle, content: Content | None) -> list[dict[str, Any]]:
    """The entries of a held bundle; whole papers are given their digests, and the job that sends them is planned."""
    handed_in = [
        (paper, whole)
        for paper, sheets in with_sheets(papers_of(bundle.id))
        if paper.state in HANDED_IN and (whole := [sheet for sheet in sheets if sheet.is_whole])
    ]
    entries = [_entry(paper, sheets) for paper, sheets in handed_in]
    given = {paper.doc_type for paper, _ in handed_in}
    said = {row.doc_type: row for row in PortalAbsence.objects.visible_to(current().actor).filter(bundle=bundle.id)}
    groups = missing_groups(content, given) if content else []
    for kinds in groups:
        named = next((kind for kind in kinds if kind.code in said), kinds[0])
        row = said.pop(named.code, None)
        entries.append(
            _gap(bundle, named.code, required=True, said=row is not None, reason=reason_of(row, bundle.id) if row else "")
        )
    entries += [
        _gap(bundle, code, required=False, said=True, reason=reason_of(row, bundle.id))
        for code, row in said.items()
        if code not in given
    ]
    if handed_in:
        jobs.wake(SEND, bundle=str(bundle.id), subject=str(bundle.subject), account=str(bundle.account))
    return entries


def _entry(paper: PortalPaper, sheets: list[Upload]) -> dict[str, Any]:
    paper.size, paper.sha256 = sum(sheet.size for sheet in sheets), uploads.digest_of(sheets)
    paper.save(update_fields=["size", "sha256"])
    return {
        "id": str(paper.pk),
        "bundle": str(paper.bundle),
        "doc_type": kind_of(paper.doc_type).code,
        "required": False,
        "not_available": False,
        "reason": "",
        "kind": paper.kind,
        "mime": paper.mime,
        "pages": paper.pages,
        "size": paper.size,
        "sha256": paper.sha256,
        "issued_on": paper.issued_on.isoformat() if paper.issued_on else None,
        "name": uploads.name_of(sheets[0]),
        "sheets": [
            {
                "id": str(sheet.pk),
                "name": uploads.name_of(sheet),
                "size": sheet.size,
                "sha256": bytes(sheet.sha256).hex(),
            }
            for sheet in sheets
        ],
    }


def _gap(bundle: Bundle, doc_type: str, *, required: bool, said: bool, reason: str) -> dict[str, Any]:
    """A kind without a paper. `said`: the person answered «가지고 있지 않습니다»; otherwise nothing was said of it."""
    key: UUID = uuid4()
    return {
        "id": str(key),
        "bundle": str(bundle.id),
        "doc_type": doc_type,
        "required": required,
        "not_available": said,
        "reason": reason,
        "sheets": [],
    }
