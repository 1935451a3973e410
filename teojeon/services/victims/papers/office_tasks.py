"""What the office's worker does with papers: looks into them once more, and tells the person of those that cannot be used."""

import datetime as dt
import logging
import threading
from typing import Any
from uuid import UUID

from django.db import close_old_connections
from procrastinate.contrib.django import app

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.subjects import data_key
from teojeon.kernel.documents import copies, store
from teojeon.kernel.documents.checks import CheckUnavailable
from teojeon.kernel.documents.store import StoreFull
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import attachments, jobs
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.papers import orphans
from teojeon.services.victims.papers.looking import AWAY, Sheet, Verdict, look, put_scan, scan_again
from teojeon.services.victims.papers.models import Paper, PaperSheet
from teojeon.services.victims.papers.receiving import CHECK

logger = logging.getLogger(__name__)

LOOKS_AT_ONCE, AGAIN_AFTER, COPY_SECONDS = 2, 2, 15 * 60
SCANS_A_RUN = 200
AGE = dt.timedelta(minutes=2)
_looking = threading.BoundedSemaphore(LOOKS_AT_ONCE)


@app.task(name=CHECK, queue=jobs.PAPERS)  # type: ignore[untyped-decorator]
def check_case_paper(paper: str) -> None:
    """Looks into one paper; where others are being looked into already, a little later."""
    close_old_connections()
    if not _looking.acquire(blocking=False):
        with unit_of_work(INTAKE_PRINCIPAL):
            jobs.wake(CHECK, after=AGAIN_AFTER, paper=paper)
        return
    try:
        check(UUID(paper))
    except (CheckUnavailable, StoreFull):
        logger.exception("not checked: %s", paper)  # the sweep tries again
    finally:
        _looking.release()


def check(paper_id: UUID) -> None:
    """Looks into one paper of a case and writes what was found. One that was looked into already stays as it is."""
    with unit_of_work(INTAKE_PRINCIPAL):
        paper: Paper | None = _papers().filter(pk=paper_id, state="received").first()
        if paper is None:
            return
        sheets = _sheets(paper_id)
        key = data_key(paper.case_id)
    verdict = look(sheets, key)
    with unit_of_work(INTAKE_PRINCIPAL):
        paper = _papers().filter(pk=paper_id, state="received").select_for_update(no_key=True, of=("self",)).first()
        if paper is None:
            if verdict.safe:
                store.remove(verdict.safe.id)
            return
        _write(paper, verdict)


def sweep() -> None:
    """Once a minute: papers that nobody looks into any more, and plain copies that a killed process left."""
    copies.sweep(COPY_SECONDS)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        left = clock.business_now() - AGE
        waiting = list(_papers().filter(state="received", received_at__lt=left).values_list("pk", flat=True)[:20])
    for pk in waiting:
        try:
            check(pk)
        except Exception:
            logger.exception("papers: %s was not checked", pk)


def _write(paper: Paper, verdict: Verdict) -> None:
    paper.state = "ready" if verdict.is_accepted else "rejected"
    paper.scan, paper.code, paper.message, paper.culprit = verdict.scan, verdict.code, verdict.message, verdict.culprit
    paper.scan_reason = verdict.scan_reason
    paper.kind, paper.mime, paper.pages, paper.removed = verdict.kind, verdict.mime, verdict.pages, list(verdict.removed)
    paper.safe_file_id = verdict.safe.id if verdict.safe else None
    paper.safe_mime, paper.checked_at = verdict.safe_mime, clock.business_now()
    paper.save()
    _record(paper)


def _record(paper: Paper) -> None:
    """Chains what was found, and tells the person of a paper that cannot be used."""
    content = {"paper": paper.pk, "state": paper.state, "scan": paper.scan}
    event = record(paper.controller, paper.case_id, "papers.checked", content, subject=paper.case_id)
    if paper.state == "rejected":
        case = Case.objects.visible_to(current().actor).get(pk=paper.case_id)
        content = {"paper": str(paper.pk), "code": paper.code, "message": paper.message}
        send(case.pk, case.account, "paper_rejected", content, event=event)


def scan_left() -> int:
    """Each hour: papers that were not scanned because the scanner was away, the longest waiting first. Returns how many were scanned.

    The first that finds it away again ends the run.
    """
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        rows = _papers().filter(state="ready", scan_reason=AWAY).order_by("checked_at")
        waiting = list(rows.values_list("pk", flat=True)[:SCANS_A_RUN])
    count = 0
    for pk in waiting:
        try:
            if not _scan_again(pk):
                break
            count += 1
        except Exception:
            logger.exception("papers: %s was not scanned", pk)
    return count


def _scan_again(paper_id: UUID) -> bool:
    """False where the scanner is still away."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        sheets = _sheets(paper_id)
    verdict = scan_again(sheets)
    if verdict.scan_reason == AWAY:
        return False
    with unit_of_work(INTAKE_PRINCIPAL):
        rows = _papers().filter(pk=paper_id, state="ready", scan_reason=AWAY)
        paper: Paper | None = rows.select_for_update(no_key=True, of=("self",)).first()
        if paper is not None:
            put_scan(paper, verdict)
            _record(paper)
    return True


def _sheets(paper_id: UUID) -> list[Sheet]:
    """The files of a paper, with the key in hand. Raises FileMissing, KeyDestroyed."""
    rows = PaperSheet.objects.visible_to(current().actor).filter(paper=paper_id).order_by("position")
    return [Sheet(row.pk, store.get(row.case_id, row.file_id)) for row in rows]


def _papers() -> Any:
    return Paper.objects.visible_to(current().actor)


def drop_unfetched() -> None:
    """Each night: copies for the portal that no session fetched within a day; their keys are gone with the sessions."""
    with unit_of_work(INTAKE_PRINCIPAL):
        attachments.drop_stale(clock.real_now() - dt.timedelta(days=1))


jobs.repeat("drop_unfetched", jobs.EACH_NIGHT, drop_unfetched)
jobs.repeat("sweep_case_papers", jobs.EACH_MINUTE, sweep)
jobs.repeat("scan_case_papers_left", jobs.EACH_HOUR, scan_left)
jobs.repeat("sweep_office_files", jobs.EACH_NIGHT, orphans.sweep)
