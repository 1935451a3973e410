"""What the portal's worker does with papers: looks into them, sends them to the office, and takes up what a killed worker left."""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import KeyDestroyed, data_key
from teojeon.kernel.documents import copies, store, uploads
from teojeon.kernel.documents.models import Upload
from teojeon.kernel.documents.store import FileMissing
from teojeon.kernel.work import jobs
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.papers import orphans, uploading, working
from teojeon.services.victims.papers.looking import AWAY, Sheet, look, put_scan, put_verdict, scan_again
from teojeon.services.victims.papers.manifest import SEND
from teojeon.services.victims.papers.models import PortalPaper
from teojeon.services.victims.papers.sending import send_bundle
from teojeon.services.victims.papers.uploading import BROKEN_OFF_DAYS, CHECK

logger = logging.getLogger(__name__)

LEFT_AFTER = dt.timedelta(minutes=2)
KEPT_BROKEN_OFF = dt.timedelta(days=BROKEN_OFF_DAYS)


@app.task(name=CHECK, queue=jobs.PAPERS)  # type: ignore[untyped-decorator]
def check_paper(paper: str, subject: str, account: str) -> None:
    """Looks into one paper; where others are being looked into already, a little later."""

    def later() -> None:
        with unit_of_work(UUID(account)):
            jobs.wake(CHECK, after=working.AGAIN_AFTER, paper=paper, subject=subject, account=account)

    working.in_turn(lambda: check(UUID(paper), UUID(subject), UUID(account)), later)


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
        put_verdict(paper, verdict, accepted="accepted")


def sweep() -> None:
    """Once a minute: papers that nobody looks into or sends any more, and plain copies that a killed process left."""
    copies.sweep(working.COPY_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT work, key, subject, account FROM papers_waiting(%s)", [clock.real_now() - LEFT_AFTER])
        waiting = cursor.fetchall()
    work: dict[str, Callable[[UUID, UUID, UUID], None]] = {"check": check, "send": send_bundle}
    working.each(waiting, lambda row: work[row[0]](*row[1:]))


def scan_left() -> int:
    """Each hour: papers not yet handed in that were not scanned because the scanner was away. Returns how many were scanned.

    What was handed in, the office scans. The first that finds the scanner away again ends the run.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT paper, subject, account FROM papers_unscanned(%s)", [working.SCANS_A_RUN])
        waiting = cursor.fetchall()
    return working.each(waiting, lambda row: _scan_again(*row))


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
