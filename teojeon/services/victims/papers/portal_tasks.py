"""What the portal's worker does with papers: looks into them, sends them to the office, and takes up what a killed worker left."""

import datetime as dt
import logging
import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import KeyDestroyed, data_key
from teojeon.kernel.documents import copies, store, uploads
from teojeon.kernel.documents.checks import CheckUnavailable
from teojeon.kernel.documents.models import Upload
from teojeon.kernel.documents.store import FileMissing, StoreFull
from teojeon.kernel.work import jobs
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.papers import orphans, uploading
from teojeon.services.victims.papers.looking import AWAY, Sheet, Verdict, look, put_scan, scan_again
from teojeon.services.victims.papers.manifest import SEND
from teojeon.services.victims.papers.models import PortalPaper
from teojeon.services.victims.papers.sending import send_bundle
from teojeon.services.victims.papers.uploading import BROKEN_OFF_DAYS, CHECK

logger = logging.getLogger(__name__)

LOOKS_AT_ONCE = 2  # of a worker's jobs, so that messages and letters never wait for photos
AGAIN_AFTER = 2  # seconds
COPY_SECONDS = 15 * 60  # a plain copy older than this was left by a killed process
LEFT_AFTER = dt.timedelta(minutes=2)
SCANS_A_RUN = 200
KEPT_BROKEN_OFF = dt.timedelta(days=BROKEN_OFF_DAYS)
_looking = threading.BoundedSemaphore(LOOKS_AT_ONCE)


@app.task(name=CHECK, queue=jobs.PAPERS)  # type: ignore[untyped-decorator]
def check_paper(paper: str, subject: str, account: str) -> None:
    """Looks into one paper; where others are being looked into already, a little later."""
    close_old_connections()
    if not _looking.acquire(blocking=False):
        with unit_of_work(UUID(account)):
            jobs.wake(CHECK, after=AGAIN_AFTER, paper=paper, subject=subject, account=account)
        return
    try:
        check(UUID(paper), UUID(subject), UUID(account))
    except (CheckUnavailable, StoreFull):
        logger.exception("not checked: %s", paper)  # the sweep tries again
    finally:
        _looking.release()


@app.task(name=SEND, queue=jobs.PAPERS)  # type: ignore[untyped-decorator]
def send_papers(bundle: str, subject: str, account: str) -> None:
    """Sends what a bundle still holds, piece by piece."""
    close_old_connections()
    send_bundle(UUID(bundle), UUID(subject), UUID(account))


def check(paper_id: UUID, subject: UUID, account: UUID) -> None:
    """Looks into one paper and writes what was found, unless it was changed meanwhile or taken out."""
    with unit_of_work(account, taking=subject):
        paper: PortalPaper | None = _papers(paper_id).filter(state="checking").first()
        sheets = uploads.of_groups([paper_id]).get(paper_id, [])
        if paper is None or not sheets or not all(sheet.is_whole for sheet in sheets):
            return
        try:
            opened = [Sheet(sheet.pk, _content(sheet)) for sheet in sheets]
            key = data_key(paper.bundle)
        except (KeyDestroyed, FileMissing):
            return  # taken out, or taken over by the office, a moment ago
    verdict = look(opened, key)
    with unit_of_work(account, taking=subject):
        paper = _papers(paper_id).filter(state="checking").select_for_update(no_key=True, of=("self",)).first()
        now = uploads.of_groups([paper_id]).get(paper_id, [])
        if paper is None or [sheet.pk for sheet in now] != [sheet.pk for sheet in sheets]:
            if verdict.safe:
                store.remove(verdict.safe.id)
            return
        write(paper, verdict)


def write(paper: PortalPaper, verdict: Verdict) -> None:
    """Puts a verdict into the row of a paper and saves it."""
    paper.state = "accepted" if verdict.is_accepted else "rejected"
    paper.scan, paper.code, paper.message, paper.culprit = verdict.scan, verdict.code, verdict.message, verdict.culprit
    paper.scan_reason = verdict.scan_reason
    paper.kind, paper.mime, paper.pages, paper.removed = verdict.kind, verdict.mime, verdict.pages, list(verdict.removed)
    paper.safe_file_id = verdict.safe.id if verdict.safe else None
    paper.safe_mime, paper.checked_at = verdict.safe_mime, clock.business_now()
    paper.save()


def sweep() -> None:
    """Once a minute: papers that nobody looks into or sends any more, and plain copies that a killed process left."""
    copies.sweep(COPY_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT work, key, subject, account FROM papers_waiting(%s)", [clock.real_now() - LEFT_AFTER])
        waiting = cursor.fetchall()
    for work, key, subject, account in waiting:
        try:
            check(key, subject, account) if work == "check" else send_bundle(key, subject, account)
        except Exception:
            logger.exception("papers: %s of %s failed", work, key)


def scan_left() -> int:
    """Each hour: papers not yet handed in that were not scanned because the scanner was away. Returns how many were scanned.

    What was handed in, the office scans. The first that finds the scanner away again ends the run.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT paper, subject, account FROM papers_unscanned(%s)", [SCANS_A_RUN])
        waiting = cursor.fetchall()
    count = 0
    for paper, subject, account in waiting:
        try:
            if not _scan_again(paper, subject, account):
                break
            count += 1
        except Exception:
            logger.exception("papers: %s was not scanned", paper)
    return count


def _scan_again(paper_id: UUID, subject: UUID, account: UUID) -> bool:
    """False where the scanner is still away."""
    with unit_of_work(account, taking=subject):
        sheets = uploads.of_groups([paper_id]).get(paper_id, [])
        opened = [Sheet(sheet.pk, _content(sheet)) for sheet in sheets if sheet.is_whole]
    if not opened:
        return True  # taken out a moment ago
    verdict = scan_again(opened)
    if verdict.scan_reason == AWAY:
        return False
    with unit_of_work(account, taking=subject):
        rows = _papers(paper_id).filter(state="accepted", passage="", scan_reason=AWAY)
        paper: PortalPaper | None = rows.select_for_update(no_key=True, of=("self",)).first()
        if paper is not None:
            put_scan(paper, verdict)
    return True


def drop_broken_off() -> int:
    """Each night: uploads whose sending broke off and was not taken up again within a week. Returns how many.

    A photo of several goes alone, and the rest is looked into; a paper without any sheet goes with its last one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT upload, bundle, subject, account FROM uploads_broken_off(%s)", [clock.real_now() - KEPT_BROKEN_OFF])
        left = cursor.fetchall()
    count = 0
    for upload, bundle, subject, account in left:
        try:
            with unit_of_work(account, taking=subject):
                count += uploading.expire(bundle, upload, clock.real_now() - KEPT_BROKEN_OFF)
        except Exception:
            logger.exception("papers: the broken-off upload %s was not taken away", upload)
    return count


def _papers(pk: UUID) -> Any:
    return PortalPaper.objects.visible_to(current().actor).filter(pk=pk)


def _content(sheet: Upload) -> Iterator[bytes]:
    assert sheet.file_id is not None
    return store.get(sheet.bundle, sheet.file_id)


jobs.repeat("sweep_papers", jobs.EACH_MINUTE, sweep)
jobs.repeat("scan_papers_left", jobs.EACH_HOUR, scan_left)
jobs.repeat("drop_broken_off", jobs.EACH_NIGHT, drop_broken_off)
jobs.repeat("sweep_portal_files", jobs.EACH_NIGHT, orphans.sweep)
