"""Handing in papers on the portal, until the bundle is sent: taking files, putting sheets together, taking papers out again.

Every limit and every refusal names the file; what else was sent is kept (S1-APP-07).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.crypto.subjects import encrypt_text
from teojeon.kernel.documents import store, uploads
from teojeon.kernel.documents.checks.limits import MAX_JOINED
from teojeon.kernel.documents.models import Upload
from teojeon.kernel.documents.store import StoredFile
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work import jobs
from teojeon.kernel.work.action import record
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.papers import bundles
from teojeon.services.victims.papers.bundles import Bundle, held
from teojeon.services.victims.papers.kinds import KINDS
from teojeon.services.victims.papers.models import PortalAbsence, PortalPaper
from teojeon.ui.languages import worded

SOURCE = "S1-APP-07"
CHECK = "check_paper"  # the job's name
LONGEST_REASON = 300
BROKEN_OFF_DAYS = 7  # so long a file whose sending broke off waits to be taken up again
PHOTOS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".tif", ".tiff")


@dataclass(frozen=True)
class Sent:
    """One file as it came: its name, and where its content lies already under the bundle's key."""

    name: str
    stored: StoredFile


@dataclass
class Outcome:
    """What became of files that were sent together: papers that were kept, and a refusal for each file that was not."""

    papers: list[PortalPaper] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def take(pk: UUID, doc_type: str, files: Iterable[Sent], *, join: bool = False) -> Outcome:
    """Keeps files of one kind. `join`: all photos among them become the sheets of one paper; every other file is a paper of its own.

    The files of refusals are taken off the disk. Raises Missing, and Refusal where the bundle was sent already.
    """
    bundle, outcome = held(pk), Outcome()
    kind = _known(doc_type)
    joined: PortalPaper | None = None
    for sent in files:
        paper = joined if join and joined and is_photo(sent.name) else None
        try:
            paper = _keep(bundle, kind, sent, paper)
        except Refusal as refusal:
            store.remove(sent.stored.id)
            outcome.refusals.append(refusal)
            continue
        joined = paper if is_photo(sent.name) else joined
        if paper not in outcome.papers:
            outcome.papers.append(paper)
    for paper in outcome.papers:
        plan_check(paper)
    if outcome.papers:
        say_present(bundle, kind)
        _record(bundle, "papers.upload", {"papers": [paper.pk for paper in outcome.papers]})
    return outcome


def announce(pk: UUID, doc_type: str, *, name: str, size: int, modified: str = "", group: UUID | None = None) -> Upload:
    """A file that will come piece by piece; the one whose sending broke off, where it is the same. `group`: the paper it is a sheet of.

    Raises Missing, Refusal.
    """
    bundle = held(pk)
    if again := uploads.unfinished(pk, name=name, size=size, modified=modified):
        return again
    paper = _paper(bundle, group) if group else _new_paper(bundle, _known(doc_type))
    return uploads.begin(_place(bundle, paper), name=name, size=size, modified=modified)


def add_piece(pk: UUID, upload_id: UUID, start: int, content: bytes) -> Upload:
    """The next piece of an announced file. With the last one it is checked for being sent twice, and its check is planned."""
    bundle = held(pk)
    upload = uploads.locked(upload_id)
    if upload.bundle != bundle.id:
        raise Missing("upload")
    if upload.is_whole:
        return upload
    upload = uploads.append(upload, start, content)
    if not upload.is_whole:
        return upload
    paper = _paper(bundle, upload.group)
    try:
        _refuse_twin(upload)
    except Refusal:
        _take_out_sheet(paper, upload)
        raise
    plan_check(paper)
    say_present(bundle, paper.doc_type)
    _record(bundle, "papers.upload", {"papers": [paper.pk]})
    return upload


def remove(pk: UUID, paper_id: UUID, sheet: UUID | None = None) -> None:
    """Takes a paper out, or one of its sheets; the last sheet takes the paper with it. Raises Missing, Refusal."""
    bundle = held(pk)
    paper = _paper(bundle, paper_id)
    sheets = uploads.of_groups([paper.pk]).get(paper.pk, [])
    chosen = [upload for upload in sheets if sheet in (None, upload.pk)]
    if sheet and not chosen:
        raise Missing("sheet")
    _record(bundle, "papers.remove", {"paper": paper.pk, "sheet": sheet})
    if len(chosen) < len(sheets):
        _take_out_sheet(paper, chosen[0])
        return
    uploads.remove(sheets)
    _forget_copy(paper)
    paper.delete()


def expire(bundle: UUID, upload_id: UUID, before: dt.datetime) -> bool:
    """Takes away an upload that broke off and was not touched since `before`. False where that is no longer so."""
    bundles.hold(bundle)
    rows = Upload.objects.visible_to(current().actor).filter(pk=upload_id, file_id=None, touched_at__lt=before)
    upload: Upload | None = rows.first()
    if upload is None:
        return False
    papers: Any = PortalPaper.objects.visible_to(current().actor)
    paper: PortalPaper | None = papers.filter(pk=upload.group).select_for_update(no_key=True, of=("self",)).first()
    if paper is None or paper.sha256:
        uploads.remove([upload])  # what was handed in went without it, and stays as it was named
    else:
        _take_out_sheet(paper, upload)
    record(MINISTRY_CODE, upload.subject, "papers.expire", {"bundle": bundle, "upload": upload_id}, subject=upload.account)
    return True


def discard(bundle: UUID) -> None:
    """Takes away everything of a bundle whose draft is deleted: rows now, files with the commit."""
    papers = papers_of(bundle)
    groups = uploads.of_groups(paper.pk for paper in papers)
    uploads.remove(upload for sheets in groups.values() for upload in sheets)
    for paper in papers:
        _forget_copy(paper)
    actor = current().actor
    PortalPaper.objects.visible_to(actor).filter(bundle=bundle).delete()
    PortalAbsence.objects.visible_to(actor).filter(bundle=bundle).delete()


def describe(pk: UUID, paper_id: UUID, *, doc_type: str, issued_on: dt.date | None) -> PortalPaper:
    """Says which kind of paper it is, and when it was issued. Raises Missing, Refusal."""
    bundle = held(pk)
    paper = _paper(bundle, paper_id)
    paper.doc_type, paper.issued_on = _known(doc_type), issued_on
    paper.save(update_fields=["doc_type", "issued_on"])
    say_present(bundle, doc_type)
    _record(bundle, "papers.describe", {"paper": paper.pk, "doc_type": doc_type})
    return paper


def say_absent(pk: UUID, doc_type: str, reason: str) -> None:
    """«가지고 있지 않습니다»: kept with its reason, in which numbers of persons are hidden. Raises Missing, Refusal."""
    bundle = held(pk)
    if len(reason) > LONGEST_REASON:
        message = worded("까닭은 {limit}자까지 적을 수 있습니다. 줄여서 다시 적습니다.", limit=LONGEST_REASON)
        raise Refusal("TOO_LONG", message, "reason", SOURCE)
    kind = _known(doc_type)
    row = _absences(bundle).filter(doc_type=kind).first() or PortalAbsence(
        account=bundle.account, subject=bundle.subject, bundle=bundle.id, doc_type=kind
    )
    plain = mask_free_text(reason.strip())[0]
    row.reason_box = encrypt_text(bundle.id, plain, f"absence/{row.pk}") if plain else b""
    row.at = clock.business_now()
    row.save()
    _record(bundle, "papers.absent", {"doc_type": kind})


def say_present(bundle: Bundle, doc_type: str) -> None:
    """Takes back what was said of its absence; nothing where nothing was said. The bundle is held."""
    _absences(bundle).filter(doc_type=doc_type).delete()


def plan_check(paper: PortalPaper) -> None:
    """The paper is looked at in the background from now on, whatever was found before."""
    _forget_copy(paper)
    paper.state, paper.code, paper.message, paper.culprit, paper.scan = "checking", "", "", None, ""
    paper.kind, paper.mime, paper.pages, paper.safe_mime, paper.removed = "", "", None, "", []
    paper.checked_at, paper.scan_reason = None, ""
    paper.save()
    jobs.wake(CHECK, paper=str(paper.pk), subject=str(paper.subject), account=str(paper.account))


def papers_of(bundle: UUID) -> list[PortalPaper]:
    """The papers of a bundle, in the order in which they came."""
    return list(PortalPaper.objects.visible_to(current().actor).filter(bundle=bundle).order_by("position", "created_at", "id"))


def is_photo(name: str) -> bool:
    """Whether a file calls itself a photo; what it is, the check says."""
    return name.lower().endswith(PHOTOS)


def _keep(bundle: Bundle, doc_type: str, sent: Sent, paper: PortalPaper | None) -> PortalPaper:
    is_new = paper is None
    paper = paper or _new_paper(bundle, doc_type)
    try:
        upload = uploads.keep(_place(bundle, paper), name=sent.name, stored=sent.stored)
        try:
            _refuse_twin(upload)
        except Refusal:
            Upload.objects.visible_to(current().actor).filter(pk=upload.pk).delete()  # its file is the caller's to remove
            raise
    except Refusal:
        if is_new:
            paper.delete()
        raise
    return paper


def _new_paper(bundle: Bundle, doc_type: str) -> PortalPaper:
    made: PortalPaper = PortalPaper.objects.create(
        id=uuid4(),
        account=bundle.account,
        subject=bundle.subject,
        bundle=bundle.id,
        doc_type=doc_type,
        position=len(papers_of(bundle.id)) + 1,
        by=current().person,
        created_at=clock.business_now(),
    )
    return made


def _place(bundle: Bundle, paper: PortalPaper) -> uploads.Place:
    sheets = uploads.of_groups([paper.pk]).get(paper.pk, [])
    if len(sheets) >= MAX_JOINED:
        message = worded("사진은 {most}장까지 한 문서로 묶을 수 있습니다. 나머지는 따로 올립니다.", most=MAX_JOINED)
        raise Refusal("TOO_MANY_SHEETS", message, "file", SOURCE)
    position = sheets[-1].position + 1 if sheets else 1
    return uploads.Place(bundle.account, bundle.subject, bundle.id, paper.pk, position)


def _refuse_twin(upload: Upload) -> None:
    twin = uploads.twin_of(upload)
    if twin is None:
        return
    name, other = uploads.name_of(upload), uploads.name_of(twin)
    if name == other:
        message = worded("‘{name}’ 파일은 이미 올렸습니다. 한 번만 담아 두었습니다.", name=name)
    else:
        same = "‘{name}’ 파일은 이미 올렸습니다. ‘{other}’과 내용이 같습니다. 한 번만 담아 두었습니다."
        message = worded(same, name=name, other=other)
    raise Refusal("SENT_TWICE", message, "file", SOURCE)


def _take_out_sheet(paper: PortalPaper, upload: Upload) -> None:
    uploads.remove([upload])
    left = uploads.of_groups([paper.pk]).get(paper.pk, [])
    if not left:
        _forget_copy(paper)
        paper.delete()
    elif all(sheet.is_whole for sheet in left):
        plan_check(paper)


def _forget_copy(paper: PortalPaper) -> None:
    if paper.safe_file_id:
        uploads.remove_files([paper.safe_file_id])
        paper.safe_file_id = None


def _paper(bundle: Bundle, pk: UUID) -> PortalPaper:
    rows: Any = PortalPaper.objects.visible_to(current().actor).filter(pk=pk, bundle=bundle.id)
    paper: PortalPaper | None = rows.select_for_update(no_key=True, of=("self",)).first()
    if paper is None:
        raise Missing("paper")
    return paper


def _absences(bundle: Bundle) -> Any:
    return PortalAbsence.objects.visible_to(current().actor).filter(bundle=bundle.id)


def _known(doc_type: str) -> str:
    if doc_type in KINDS:
        return doc_type
    raise Refusal("BAD_VALUE", "서류의 종류를 목록에서 고릅니다.", "doc_type", SOURCE)


def _record(bundle: Bundle, code: str, data: dict[str, Any]) -> None:
    record(MINISTRY_CODE, bundle.subject, code, {"bundle": bundle.id, **data}, subject=bundle.account)
