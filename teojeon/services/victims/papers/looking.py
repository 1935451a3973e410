"""Looking into a paper, the same on both sides: the virus scan, the checks in a process of their own, the copy that others open.

No transaction waits meanwhile: the keys are fetched before, the result is written after.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import DataKeyInHand
from teojeon.kernel.documents import checks, copies, store, uploads
from teojeon.kernel.documents.checks import Checked, Rejected
from teojeon.kernel.documents.store import CHUNK_BYTES, StoredFile
from teojeon.services.victims.papers.models import Paper, PortalPaper

INFECTED = Rejected(
    "INFECTED",
    "바이러스가 발견되어 받을 수 없습니다. 다른 파일은 그대로 두었습니다. 컴퓨터나 휴대전화를 백신으로 검사한 뒤 원본을 다시 올리거나, "
    "종이를 사진으로 찍어 올립니다.",
)
AWAY = "away"  # the reason of a scan that is worth another try (kernel/documents/checks/scanners.py)


@dataclass(frozen=True)
class Sheet:
    """A file to look into: its id, and its content as it comes from the store."""

    id: UUID
    content: Iterator[bytes]


@dataclass(frozen=True)
class Verdict:
    """What was found of a paper. Without `safe` it is rejected: `code`, `message` say why, `culprit` for which sheet.

    `scan_reason`: why a sheet was not scanned.
    """

    scan: str
    scan_reason: str = ""
    code: str = ""
    message: str = ""
    culprit: UUID | None = None
    kind: str = ""
    mime: str = ""
    pages: int | None = None
    removed: tuple[str, ...] = ()
    safe: StoredFile | None = None
    safe_mime: str = ""

    @property
    def is_accepted(self) -> bool:
        return self.safe is not None


def look(sheets: Sequence[Sheet], key: DataKeyInHand) -> Verdict:
    """Scans and checks the sheets, and stores the copy that others open under `key`. Several sheets are photos of one document.

    Raises CheckUnavailable, StoreFull; then it is tried again later.
    """
    with copies.plain_copies([sheet.content for sheet in sheets]) as paths:
        scanned = _scanned(sheets, paths)
        if scanned.scan == "infected":
            return scanned
        into = paths[0].parent
        found = checks.check(paths[0], into) if len(paths) == 1 else checks.join_images(paths, into)
        if isinstance(found, Rejected):
            culprit = sheets[0].id if len(paths) == 1 else _culprit(sheets, paths, into)
            return replace(scanned, code=found.code, message=found.message, culprit=culprit)
        return _kept(found, scanned, key)


def scan_again(sheets: Sequence[Sheet]) -> Verdict:
    """Only the virus scan of sheets that were looked into while the scanner was away. `safe` stays empty: the copy stands.

    Raises StoreFull.
    """
    with copies.plain_copies([sheet.content for sheet in sheets]) as paths:
        return _scanned(sheets, paths)


def put_verdict(paper: Paper | PortalPaper, verdict: Verdict, *, accepted: str) -> None:
    """Writes what was found into the row and saves it. `accepted`: the state, on this side, of a paper that can be used."""
    paper.state = accepted if verdict.is_accepted else "rejected"
    paper.scan, paper.code, paper.message, paper.culprit = verdict.scan, verdict.code, verdict.message, verdict.culprit
    paper.scan_reason = verdict.scan_reason
    paper.kind, paper.mime, paper.pages, paper.removed = verdict.kind, verdict.mime, verdict.pages, list(verdict.removed)
    paper.safe_file_id = verdict.safe.id if verdict.safe else None
    paper.safe_mime, paper.checked_at = verdict.safe_mime, clock.business_now()
    paper.save()


def put_scan(paper: Paper | PortalPaper, verdict: Verdict) -> None:
    """Writes a later scan into the row and saves it. An infected paper is rejected, and its copy goes with the commit."""
    paper.scan, paper.scan_reason = verdict.scan, verdict.scan_reason
    if verdict.scan == "infected":
        paper.state, paper.code, paper.message, paper.culprit = "rejected", verdict.code, verdict.message, verdict.culprit
        uploads.remove_files([paper.safe_file_id] if paper.safe_file_id else [])
        paper.safe_file_id, paper.safe_mime = None, ""
    paper.save()


def _scanned(sheets: Sequence[Sheet], paths: Sequence[Path]) -> Verdict:
    """One infected sheet makes the paper infected; one that could not be scanned leaves it unscanned. What can be tried again counts first."""
    scans = [checks.scan(path) for path in paths]
    for sheet, each in zip(sheets, scans, strict=True):
        if each.state == "infected":
            return Verdict("infected", code=INFECTED.code, message=INFECTED.message, culprit=sheet.id)
    left_out = [each.reason for each in scans if each.state == "not_scanned"]
    if not left_out:
        return Verdict("clean")
    return Verdict("not_scanned", scan_reason=AWAY if AWAY in left_out else left_out[0])


def _culprit(sheets: Sequence[Sheet], paths: Sequence[Path], into: Path) -> UUID | None:
    """Which photo it was that could not become a page: those that come after it may be as bad, one is named at a time."""
    for sheet, path in zip(sheets, paths, strict=True):
        if isinstance(checks.join_images([path], into), Rejected):
            return sheet.id
    return None


def _kept(found: Checked, scanned: Verdict, key: DataKeyInHand) -> Verdict:
    writer = store.Writer(key)
    try:
        with found.safe.open("rb") as file:
            while piece := file.read(CHUNK_BYTES):
                writer.write(piece)
        safe = writer.finish()
    except BaseException:
        writer.discard()
        raise
    return replace(
        scanned,
        kind=found.kind,
        mime=found.mime,
        pages=found.pages,
        removed=found.removed,
        safe=safe,
        safe_mime=found.safe_mime,
    )
