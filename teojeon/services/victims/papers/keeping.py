"""On the portal, what the office says of papers: it has them, it could not use one, or what came was not what was named.

Once the office has all papers of a bundle, the bundle's key is destroyed and the files go; kind, pages and hash stay.
"""

from typing import Any
from uuid import UUID

from teojeon.kernel.crypto.subjects import destroy
from teojeon.kernel.documents import uploads
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work import attachments, jobs
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Draft, Filing
from teojeon.services.victims.papers.manifest import HANDED_IN, SEND
from teojeon.services.victims.papers.models import PortalAbsence, PortalPaper
from teojeon.services.victims.papers.sending import MOST_ATTEMPTS


def has_waiting(bundle: UUID) -> bool:
    """Whether papers of this bundle are still on their way to the office. Those given up are not: the person was told."""
    rows = PortalPaper.objects.visible_to(current().actor).filter(bundle=bundle, state__in=HANDED_IN)
    return bool(rows.filter(passage__in=["", "sent"]).exists())


def forget(bundle: UUID) -> bool:
    """Destroys the bundle's key and takes its files away, once the office has all of it. False while something is under way."""
    if has_waiting(bundle):
        return False
    if Draft.objects.visible_to(current().actor).filter(pk=bundle).exists():
        filing: Filing | None = Filing.objects.visible_to(current().actor).filter(pk=bundle).first()
        if filing is None or filing.acknowledged_at is None:
            return False
    papers = list(PortalPaper.objects.visible_to(current().actor).filter(bundle=bundle))
    groups = uploads.of_groups(paper.pk for paper in papers)
    uploads.remove(upload for sheets in groups.values() for upload in sheets)
    uploads.remove_files(paper.safe_file_id for paper in papers if paper.safe_file_id)
    PortalPaper.objects.visible_to(current().actor).filter(bundle=bundle).update(safe_file_id=None)
    PortalAbsence.objects.visible_to(current().actor).filter(bundle=bundle).update(reason_box=b"")
    destroy(bundle)
    return True


@handles("papers_taken")
def take_papers_taken(message: Letter) -> None:
    """The office has all papers of a bundle."""
    bundle = UUID(message.content["bundle"])
    taken = [UUID(key) for key in message.content["papers"]]
    _record(message, "portal.papers_taken", {"bundle": bundle})
    PortalPaper.objects.visible_to(current().actor).filter(bundle=bundle, pk__in=taken).update(passage="taken")
    for paper in taken:
        attachments.drop(paper)  # where the tables are replicated, this side's own pieces
    forget(bundle)


@handles("paper_refused")
def take_paper_refused(message: Letter) -> None:
    """What arrived was not what was named: it is sent again, and after some attempts the person is told by name."""
    paper: PortalPaper | None = (
        PortalPaper.objects.visible_to(current().actor)
        .filter(pk=UUID(message.content["paper"]), passage="sent")
        .select_for_update(no_key=True, of=("self",))
        .first()
    )
    _record(message, "portal.paper_refused", {"paper": message.content["paper"]})
    if paper is None:
        return
    attachments.drop(paper.pk)
    paper.attempts, paper.sent_parts = paper.attempts + 1, 0
    if paper.attempts < MOST_ATTEMPTS:
        paper.passage = ""
        jobs.wake(SEND, bundle=str(paper.bundle), subject=str(paper.subject), account=str(paper.account))
    else:
        paper.passage, paper.code = "refused", str(message.content["code"])
        paper.message = "담당 기관에 전달하지 못했습니다. 같은 서류를 ‘서류 더 내기’로 다시 냅니다."
    paper.save()
    forget(paper.bundle)


@handles("paper_rejected")
def take_paper_rejected(message: Letter) -> None:
    """The office looked into a paper and cannot use it. The person learns which, and what to do."""
    content: dict[str, Any] = message.content
    _record(message, "portal.paper_rejected", {"paper": content["paper"]})
    PortalPaper.objects.visible_to(current().actor).filter(pk=UUID(content["paper"])).update(
        state="rejected", code=str(content["code"])[:40], message=str(content["message"])[:400]
    )


def _record(message: Letter, code: str, data: dict[str, Any]) -> None:
    record(MINISTRY_CODE, message.subject, code, {"message": message.id, **data}, subject=message.account)
