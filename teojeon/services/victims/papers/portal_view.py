"""What the portal shows of papers: the check-list by the answers, each paper with the state of its check, what is not there."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html

from teojeon.kernel.crypto.boxes import Unreadable
from teojeon.kernel.crypto.subjects import decrypt_text
from teojeon.kernel.documents import uploads
from teojeon.kernel.documents.checks.limits import MAX_DRAFT_BYTES, MAX_FILE_BYTES
from teojeon.kernel.documents.checks.verdict import REMOVED_WORDS
from teojeon.kernel.documents.models import Upload
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import Content
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.papers import bundles
from teojeon.services.victims.papers.bundles import Bundle
from teojeon.services.victims.papers.kinds import KINDS, Need, PaperKind, kind_of, missing_groups, needed
from teojeon.services.victims.papers.models import PortalAbsence, PortalPaper
from teojeon.services.victims.papers.uploading import BROKEN_OFF_DAYS, papers_of
from teojeon.ui.languages import as_written, translated, worded

ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.tif,.tiff,.hwp,.hwpx"
FORMATS = "PDF, JPG, PNG, HEIC, TIFF, HWP, HWPX"
NOT_SCANNED = "확인됨 · 바이러스 검사 안 됨"


@dataclass(frozen=True)
class SheetView:
    """One file of a paper. `percent`: how much has come of one whose sending broke off; None once it is whole."""

    id: UUID
    name: str
    size: str
    percent: int | None


@dataclass(frozen=True)
class PaperView:
    """A paper as its owner sees it. `tone` of the badge; `note`: what to do, or what the others will not see of it."""

    id: UUID
    kind: PaperKind
    title: str
    state: str
    tone: str
    note: str
    pages: int | None
    size: str
    issued_on: dt.date | None
    sheets: Sequence[SheetView]
    is_waiting: bool
    is_rejected: bool
    is_broken_off: bool
    has_copy: bool


@dataclass(frozen=True)
class Item:
    """One kind of the check-list. `absent`: the person said that it is not there; `reason` why. `is_covered`: one of its group is here."""

    kind: PaperKind
    required: bool
    papers: Sequence[PaperView]
    absent: bool
    reason: str
    is_covered: bool

    @property
    def badge(self) -> tuple[str, str]:
        if self.papers:
            return ("올림", "success")
        if self.absent:
            return ("가지고 있지 않음", "gray")
        if self.is_covered:
            return ("다른 서류로 갈음", "gray")
        return ("필요", "warning") if self.required else ("있으면 도움", "gray")


def attachments(draft: Draft, content: Content) -> dict[str, Any]:
    """Context of `victims/papers/_attachments.html` for the step «papers». The template stands outside any other form."""
    return listed(bundles.find(draft.pk), content)


def listed(bundle: Bundle, content: Content | None, wanted: Iterable[str] = ()) -> dict[str, Any]:
    """The same for any bundle. `content`: the answers that the check-list follows; `wanted`: kinds asked for beside them."""
    wanted = [code for code in dict.fromkeys(wanted) if code in KINDS]
    papers = [view_of(paper, sheets) for paper, sheets in with_sheets(papers_of(bundle.id))]
    absences = {row.doc_type: row for row in PortalAbsence.objects.visible_to(current().actor).filter(bundle=bundle.id)}
    rows = needed(content) if content else []
    rows = [(KINDS[code], Need.REQUIRED) for code in wanted] + [row for row in rows if row[0].code not in wanted]
    groups = {paper.kind.group for paper in papers if not paper.is_rejected}
    items = [_item(kind, need, papers, absences, groups, bundle) for kind, need in rows]
    known = {item.kind.code for item in items}
    taken = uploads.used(bundle.id)
    return {
        "bundle": bundle,
        "required_items": [item for item in items if item.required],
        "optional_kinds": [kind for kind, need in rows if need == Need.OPTIONAL] or [KINDS["other_proof"]],
        "other_papers": [paper for paper in papers if paper.kind.code not in {i.kind.code for i in items if i.required}],
        "known_kinds": known,
        "accept": ACCEPT,
        "formats": FORMATS,
        "file_limit": uploads.in_megabytes(MAX_FILE_BYTES),
        "draft_limit": uploads.in_megabytes(MAX_DRAFT_BYTES),
        "used": uploads.in_megabytes(taken) if taken else "0MB",
        "is_waiting": any(paper.is_waiting for paper in papers),
        "piece_bytes": uploads.PIECE_BYTES,
        "upload_url": reverse("papers_upload", args=[bundle.id]),
        "files_url": reverse("papers_files", args=[bundle.id]),
        "list_url": f"{reverse('papers_list', args=[bundle.id])}?{urlencode({'wanted': wanted}, doseq=True)}",
        "absent_url": reverse("papers_absent", args=[bundle.id]),
    }


def warnings(draft: Draft, content: Content) -> list[str]:
    """Before submission: what the Rule asks for and is not here. No block; the authority will ask for it (규칙§3⑤)."""
    bundle = bundles.find(draft.pk)
    papers = papers_of(bundle.id)
    said = [
        worded(
            "올리지 않은 서류: {titles} ({article}). 이대로 제출할 수 있고, 담당 기관이 기간을 정하여 보완을 요청할 수 있습니다.",
            titles=translated(" 또는 ").join(translated(kind.title) for kind in kinds),
            article=translated(kinds[0].article),
        )
        for kinds in missing_groups(content, [paper.doc_type for paper in papers if paper.state in ("checking", "accepted")])
    ]
    for paper, sheets in with_sheets(papers):
        if paper.state == "rejected":
            left = worded("‘{name}’ 파일은 받을 수 없어 함께 제출되지 않습니다.", name=_names(sheets))
            said.append(f"{left} {translated(paper.message)}")
        elif paper.state == "receiving":
            broken_off = "‘{name}’ 파일은 끝까지 올라오지 않아 함께 제출되지 않습니다. 다시 올릴 수 있습니다."
            said.append(worded(broken_off, name=_names(sheets)))
    return said


def with_sheets(papers: Sequence[PortalPaper]) -> list[tuple[PortalPaper, list[Upload]]]:
    """Papers with their files: one query for all."""
    sheets = uploads.of_groups(paper.pk for paper in papers)
    return [(paper, sheets.get(paper.pk, [])) for paper in papers]


def view_of(paper: PortalPaper, sheets: Sequence[Upload]) -> PaperView:
    """One paper in words."""
    kind = kind_of(paper.doc_type)
    state, tone, note = state_in_words(paper, sheets)
    broken = paper.state == "receiving" and any(not sheet.is_whole for sheet in sheets)
    return PaperView(
        id=paper.pk,
        kind=kind,
        title=_names(sheets) or kind.title,
        state=state,
        tone=tone,
        note=note,
        pages=paper.pages,
        size=uploads.in_megabytes(sum(sheet.size for sheet in sheets) or paper.size),
        issued_on=paper.issued_on,
        sheets=[_sheet(sheet) for sheet in sheets],
        is_waiting=paper.state == "checking",
        is_rejected=paper.state == "rejected",
        is_broken_off=broken,
        has_copy=paper.safe_file_id is not None,
    )


def state_in_words(paper: PortalPaper, sheets: Sequence[Upload]) -> tuple[str, str, str]:
    """State, tone of the badge, and what there is to say about it."""
    if paper.state == "rejected":
        culprit = next((sheet for sheet in sheets if sheet.pk == paper.culprit), None)
        message = translated(paper.message)
        return ("거부", "danger", format_html("{}: {}", as_written(f"‘{_name(culprit)}’"), message) if culprit else message)
    if paper.state == "checking":
        return ("검사 중", "information", "파일을 검사하고 있습니다. 기다리지 않고 계속해도 됩니다.")
    if paper.state == "receiving":
        again = worded("끝까지 올라오지 않았습니다. {days}일 안에 같은 파일을 다시 고르면 이어서 올립니다.", days=BROKEN_OFF_DAYS)
        return ("끊김", "warning", again)
    left_out = ", ".join(translated(REMOVED_WORDS[code]) for code in paper.removed if code in REMOVED_WORDS)
    note = worded("담당자가 여는 사본에서 뺀 것: {parts}. 원본은 그대로 보관합니다.", parts=left_out) if left_out else ""
    return ("확인됨", "success", note) if paper.scan == "clean" else (NOT_SCANNED, "warning", note)


def _item(
    kind: PaperKind,
    need: Need,
    papers: Sequence[PaperView],
    absences: dict[str, PortalAbsence],
    groups: set[str],
    bundle: Bundle,
) -> Item:
    said = absences.get(kind.code)
    return Item(
        kind=kind,
        required=need == Need.REQUIRED,
        papers=[paper for paper in papers if paper.kind.code == kind.code],
        absent=said is not None,
        reason=reason_of(said, bundle.id) if said else "",
        is_covered=kind.group in groups,
    )


def reason_of(said: PortalAbsence, bundle: UUID) -> str:
    """Why a paper is not there, in the person's words. Empty where no reason was given."""
    return decrypt_text(bundle, bytes(said.reason_box), f"absence/{said.pk}") if said.reason_box else ""


def _sheet(upload: Upload) -> SheetView:
    percent = None if upload.is_whole else upload.received * 100 // upload.size
    return SheetView(upload.pk, _name(upload), uploads.in_megabytes(upload.size), percent)


def _names(sheets: Sequence[Upload]) -> str:
    if not sheets:
        return ""
    first = _name(sheets[0])
    return first if len(sheets) == 1 else worded("{name} 외 {count}장", name=first, count=len(sheets) - 1)


def _name(upload: Upload) -> str:
    try:
        return uploads.name_of(upload)
    except Unreadable:
        return str(translated("이름을 지운 파일"))  # the office has it, the key is gone
