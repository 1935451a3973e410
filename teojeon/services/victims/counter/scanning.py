"""Scanning the papers of an application at the counter (S1-APP-01): kept under the key of the case to come, handed over when it is open.

A 시·군·구 does not see the case of its 시·도 until the single case is opened to it; the intake principal hands over for both.
"""

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Sum

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.subjects import decrypt_text, encrypt_text
from teojeon.kernel.documents import uploads
from teojeon.kernel.documents.store import StoredFile
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.work import jobs, sweeping
from teojeon.kernel.work.action import record, require
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.application.content import Content
from teojeon.services.victims.counter import actions
from teojeon.services.victims.counter.models import OPEN, CounterDraft, CounterScan
from teojeon.services.victims.papers import scans
from teojeon.services.victims.papers.kinds import PaperKind, kind_of, missing_groups

logger = logging.getLogger(__name__)
HAND_OVER = "hand_over_scans"  # the job's name


@dataclass(frozen=True)
class ScanLine:
    """One scanned paper as the counter sees it."""

    paper: UUID
    kind: PaperKind
    issued_on: dt.date | None
    names: list[str]
    size: str
    is_taken: bool


def lines_of(draft: CounterDraft) -> list[ScanLine]:
    """What was scanned of an application, in the order of scanning."""
    papers: dict[UUID, list[CounterScan]] = {}
    for row in _rows(draft.pk):
        papers.setdefault(row.paper, []).append(row)
    return [_line(paper, sheets) for paper, sheets in papers.items()]


def used(draft: UUID) -> int:
    """Bytes that the counter holds of an application."""
    return int(_rows(draft).filter(taken_at=None).aggregate(total=Sum("size"))["total"] or 0)


def take(pk: UUID, doc_type: str, issued_on: dt.date | None, files: list[tuple[str, StoredFile]], *, join: bool) -> scans.Sorted:
    """Keeps files of one kind; photos are joined where asked. Files of the refusals stay the caller's. Raises Missing, Forbidden."""
    draft = _held(pk)
    rows = list(_rows(pk))
    found = scans.sort(files, {row.sha256: _name(row) for row in rows}, join=join)
    position = len(rows)
    for sheets in found.papers:
        paper = uuid4()
        for sheet in sheets:
            position += 1
            _keep(draft, CounterScan(id=sheet.id, paper=paper, position=position, doc_type=doc_type, issued_on=issued_on), sheet)
    if found.papers:
        content = {"kind": doc_type, "papers": len(found.papers), "files": sorted(str(each) for each in found.kept)}
        record(MINISTRY_CODE, pk, "counter.scan", content, subject=pk)
        if draft.state != OPEN:
            jobs.wake(HAND_OVER, draft=str(pk))
    return found


def remove(pk: UUID, paper: UUID) -> None:
    """Takes out what was scanned by mistake, while the case does not have it. Raises Missing, Forbidden."""
    _held(pk)
    rows = _rows(pk).filter(paper=paper, taken_at=None)
    if not rows.exists():
        raise Missing("scan")
    record(MINISTRY_CODE, pk, "counter.scan_removed", {"paper": str(paper)}, subject=pk)
    uploads.remove_files(file_id for file_id in rows.values_list("file_id", flat=True) if file_id)
    rows.delete()


def gaps_of(draft: CounterDraft, content: Content) -> list[dict[str, Any]]:
    """What 규칙§3① asks for and was not scanned, in the words of a manifest; what is scanned later answers it."""
    there = set(_rows(draft.pk).values_list("doc_type", flat=True))
    return [
        {"id": str(uuid4()), "bundle": str(draft.pk), "doc_type": kinds[0].code, "required": True, "sheets": []}
        for kinds in missing_groups(content, there)
    ]


def hand_over(pk: UUID) -> int:
    """Gives the case what was scanned at the counter. Returns how many papers; nothing while the case is not open."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        draft: CounterDraft | None = CounterDraft.objects.visible_to(unit.actor).filter(pk=pk).first()
        if draft is None or not Case.objects.visible_to(unit.actor).filter(pk=pk).exists():
            return 0
        rows = list(_rows(pk).filter(taken_at=None).select_for_update(no_key=True, of=("self",)))
        if not rows:
            return 0
        known = scans.known_in(Case.objects.visible_to(unit.actor).get(pk=pk))
        papers: dict[UUID, list[CounterScan]] = {}
        for row in rows:
            papers.setdefault(row.paper, []).append(row)
        entries = [_entry(paper, sheets) for paper, sheets in papers.items() if not all(each.sha256 in known for each in sheets)]
        if entries:
            scans.take_counter_scans(pk, papers=entries, organisation=draft.handled_by)
        handed = {sheet["id"] for each in entries for sheet in each["sheets"]}
        uploads.remove_files(row.file_id for row in rows if row.file_id and str(row.pk) not in handed)  # the case had the same
        _rows(pk).filter(pk__in=[row.pk for row in rows]).update(taken_at=clock.business_now(), file_id=None)
        return len(entries)


def hand_over_left() -> int:
    """Once a minute: what a killed worker left. One that cannot be handed over holds up no other."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        waiting = CounterScan.objects.visible_to(unit.actor).filter(taken_at=None).exclude(draft__state=OPEN)
        keys = list(waiting.order_by().values_list("draft", flat=True).distinct())
    return sweeping.each(keys, hand_over, "scans not handed over")


def _held(pk: UUID) -> CounterDraft:
    """The application, held until the unit ends: two who scan at once do not keep the same file twice."""
    require(actions.BOX, actions.TITLE)
    rows = CounterDraft.objects.visible_to(current().actor).filter(pk=pk)
    draft: CounterDraft | None = rows.select_for_update(no_key=True, of=("self",)).first()
    if draft is None:
        raise Missing("counter")
    return draft


def _keep(draft: CounterDraft, row: CounterScan, sheet: scans.Scanned) -> None:
    row.draft, row.handled_by, row.author = draft, draft.handled_by, current().person
    row.name_box = encrypt_text(draft.pk, sheet.name, _place(row))
    row.size, row.sha256, row.file_id = sheet.stored.size, sheet.stored.sha256.hex(), sheet.stored.id
    row.scanned_at = clock.business_now()
    row.save(force_insert=True)


def _entry(paper: UUID, sheets: list[CounterScan]) -> dict[str, Any]:
    files = [
        scans.Scanned(row.pk, _name(row), StoredFile(row.file_id, bytes.fromhex(row.sha256), row.size))
        for row in sheets
        if row.file_id
    ]
    return scans.entry(paper, sheets[0].doc_type, sheets[0].issued_on, files)


def _line(paper: UUID, sheets: list[CounterScan]) -> ScanLine:
    first = sheets[0]
    size = uploads.in_megabytes(sum(each.size for each in sheets))
    return ScanLine(
        paper, kind_of(first.doc_type), first.issued_on, [_name(each) for each in sheets], size, first.taken_at is not None
    )


def _rows(draft: UUID) -> Any:
    return CounterScan.objects.visible_to(current().actor).filter(draft=draft).order_by("position")


def _name(row: CounterScan) -> str:
    return decrypt_text(row.draft_id, bytes(row.name_box), _place(row))


def _place(row: CounterScan) -> str:
    return f"scan/{row.pk}/name"
