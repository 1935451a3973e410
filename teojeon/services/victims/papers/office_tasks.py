"""What the office's worker does with papers: looks into them once more, and tells the person of those that cannot be used."""

import datetime as dt
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.subjects import data_key
from teojeon.kernel.documents import copies, store
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import attachments, jobs
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.letterbox import sending as letterbox
from teojeon.services.victims.papers import orphans, working
from teojeon.services.victims.papers.looking import AWAY, Sheet, look, put_scan, put_verdict, scan_again
from teojeon.services.victims.papers.models import Paper, PaperSheet
from teojeon.services.victims.papers.receiving import CHECK

AGE = dt.timedelta(minutes=2)


@app.task(name=CHECK, queue=jobs.PAPERS)  # type: ignore[untyped-decorator]
def check_case_paper(paper: str) -> None:
    """Looks into one paper; where others are being looked into already, a little later."""

    def later() -> None:
        with unit_of_work(INTAKE_PRINCIPAL):
            jobs.wake(CHECK, after=working.AGAIN_AFTER, paper=paper)

    working.in_turn(lambda: check(UUID(paper)), later)


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
        put_verdict(paper, verdict, accepted="ready")
        _record(paper)


def sweep() -> None:
    """Once a minute: papers that nobody looks into any more, and plain copies that a killed process left."""
    copies.sweep(working.COPY_SECONDS)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
        left = clock.business_now() - AGE
        waiting = list(_papers().filter(state="received", received_at__lt=left).values_list("pk", flat=True)[:20])
    working.each(waiting, check)


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
        waiting = list(rows.values_list("pk", flat=True)[: working.SCANS_A_RUN])
    return working.each(waiting, _scan_again)


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
    """Each night: copies for the portal that no session fetched within a day; their keys are gone with the sessions.

    A request for an agency waits for as long as it may be answered, should the portal be away.
    """
    with unit_of_work(INTAKE_PRINCIPAL):
        attachments.drop_stale(clock.real_now() - dt.timedelta(days=1), keep=letterbox.on_their_way())


jobs.repeat("drop_unfetched", jobs.EACH_NIGHT, drop_unfetched)
jobs.repeat("sweep_case_papers", jobs.EACH_MINUTE, sweep)
jobs.repeat("scan_case_papers_left", jobs.EACH_HOUR, scan_left)
jobs.repeat("sweep_office_files", jobs.EACH_NIGHT, orphans.sweep)
