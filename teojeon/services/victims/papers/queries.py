"""Papers of a case as the office reads them, and what of 규칙§3① is missing."""

import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass
from uuid import UUID

from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.subjects import decrypt_text
from teojeon.kernel.documents import uploads
from teojeon.kernel.documents.checks.verdict import REMOVED_WORDS
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.consents.queries import granted
from teojeon.services.victims.papers.kinds import PaperKind, kind_of
from teojeon.services.victims.papers.models import Paper, PaperSheet
from teojeon.services.victims.supplement.items import item_for

PDF, IMAGES = "application/pdf", frozenset({"image/jpeg", "image/png"})
HERE = ("received", "ready")
ON_THE_WAY = ("awaited", *HERE)
STATES = {
    "awaited": ("도착하지 않음", "warning"),
    "received": ("검사 중", "information"),
    "ready": ("열람 가능", "success"),
    "rejected": ("열 수 없음", "danger"),
    "not_available": ("가지고 있지 않음", "gray"),
    "missing": ("내지 않음", "warning"),
}
GAPS, ANSWERED = ("not_available", "missing"), ("나중에 받음", "gray")
SCANS = {
    "clean": ("바이러스 없음", "success"),
    "infected": ("바이러스 있음", "danger"),
    "not_scanned": ("바이러스 검사 안 됨", "warning"),
}
EXTRACT, SHARING = "resident_extract", "C3"


@dataclass(frozen=True)
class SheetLine:
    """One file of a paper as it was handed in."""

    id: UUID
    name: str
    size: str
    sha256: str


@dataclass(frozen=True)
class PaperLine:
    """A paper as officials see it. `pages`: of the copy that can be opened page by page; 0 where there is none."""

    paper: Paper
    kind: PaperKind
    state: str
    tone: str
    scan: str
    scan_tone: str
    removed: Sequence[str]
    sheets: Sequence[SheetLine]
    pages: int
    size: str

    @property
    def is_clean(self) -> bool:
        """Only what was scanned and found clean leaves the house as it came (S1-APP-07)."""
        return self.paper.scan == "clean"

    @property
    def has_copy(self) -> bool:
        return self.paper.safe_file_id is not None


@dataclass(frozen=True)
class MissingPaper:
    """What the Rule asks for and the case does not have. `item`: the code for a supplement demand; `said`: the person's reason."""

    doc_type: str
    item: str
    title: str
    source: str
    said: str
    since: dt.datetime


def papers_of(case: Case) -> list[PaperLine]:
    """All papers of a case, in the order in which they were named. The caller's page has noted the look."""
    rows = list(Paper.objects.visible_to(current().actor).filter(case=case).order_by("named_at", "position"))
    sheets: dict[UUID, list[PaperSheet]] = {}
    for sheet in PaperSheet.objects.visible_to(current().actor).filter(case=case).order_by("position"):
        sheets.setdefault(sheet.paper_id, []).append(sheet)
    there = {kind_of(row.doc_type).group for row in rows if row.state in HERE}
    return [_line(row, sheets.get(row.pk, []), there) for row in rows]


def paper_of(case: Case, pk: UUID) -> Paper:
    """One paper of a case. Raises Missing."""
    paper: Paper | None = Paper.objects.visible_to(current().actor).filter(case=case, pk=pk).first()
    if paper is None:
        raise Missing("paper")
    return paper


def sheet_of(paper: Paper, pk: UUID) -> PaperSheet:
    """One file of a paper, once it is here. Raises Missing."""
    rows = PaperSheet.objects.visible_to(current().actor).filter(paper=paper, pk=pk).exclude(file_id=None)
    sheet: PaperSheet | None = rows.first()
    if sheet is None:
        raise Missing("sheet")
    return sheet


def missing(case: Case) -> list[MissingPaper]:
    """What 규칙§3①1–5 asks for on the answers of the filing, and has not come since; for a supplement demand (규칙§3⑤).

    A consent to information sharing that was withdrawn since makes the extract one of them, one that was given since takes it out.
    """
    rows = list(Paper.objects.visible_to(current().actor).filter(case=case).order_by("named_at", "position"))
    there = {kind_of(row.doc_type).group for row in rows if row.state in ON_THE_WAY}
    shared = granted(case, SHARING)
    found: dict[str, MissingPaper] = {}
    for row in rows:
        kind = kind_of(row.doc_type)
        if row.required and row.state not in ON_THE_WAY and kind.group not in there and not (kind.code == EXTRACT and shared):
            found[kind.group] = _missing(kind, row.reason, row.named_at)
    if not shared and EXTRACT not in there and EXTRACT not in found:
        found[EXTRACT] = _missing(kind_of(EXTRACT), "", case.received_at)
    return list(found.values())


def _missing(kind: PaperKind, said: str, since: dt.datetime) -> MissingPaper:
    return MissingPaper(kind.code, item_for(kind.code), kind.title, kind.article, said, since)


def _line(paper: Paper, sheets: Sequence[PaperSheet], there: Set[str]) -> PaperLine:
    """`there`: the groups of which a paper is here: what was once missing of them is not asked for any more."""
    answered = paper.state in GAPS and kind_of(paper.doc_type).group in there
    state, tone = ANSWERED if answered else STATES[paper.state]
    scan, scan_tone = SCANS.get(paper.scan, ("", "gray"))
    return PaperLine(
        paper=paper,
        kind=kind_of(paper.doc_type),
        state=state,
        tone=tone,
        scan=scan,
        scan_tone=scan_tone,
        removed=[REMOVED_WORDS[code] for code in paper.removed if code in REMOVED_WORDS],
        sheets=[SheetLine(each.pk, name_of(each), uploads.in_megabytes(each.size), each.sha256) for each in sheets],
        pages=pages_of(paper),
        size=uploads.in_megabytes(paper.size) if paper.size else "",
    )


def pages_of(paper: Paper) -> int:
    """How many pictures can be shown of the copy: its pages, one for a photo, none for what only its own program opens."""
    if paper.safe_file_id is None:
        return 0
    if paper.safe_mime in IMAGES:
        return 1
    return paper.pages or 0 if paper.safe_mime == PDF else 0


def name_of(sheet: PaperSheet) -> str:
    """The file's name as the person gave it."""
    return decrypt_text(sheet.case_id, bytes(sheet.name_box), f"sheet/{sheet.pk}/name") if sheet.name_box else ""
