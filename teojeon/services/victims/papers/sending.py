"""From the portal to the office: each file in pieces sealed to the office, then one message that names them.

A piece and the count of pieces stand in one transaction: a killed worker goes on with the next, and none is sent twice.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel.documents import store, uploads
from teojeon.kernel.documents.models import Upload
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work import attachments
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.papers import bundles
from teojeon.services.victims.papers.manifest import HANDED_IN
from teojeon.services.victims.papers.models import PortalPaper

MESSAGE = "paper"
MOST_ATTEMPTS = 3  # what arrived differently so often is not sent again by itself


def send_bundle(bundle: UUID, subject: UUID, account: UUID) -> None:
    """Sends all papers of a bundle that was handed in, one after the other. Nothing happens where all were sent."""
    with unit_of_work(account, read_only=True, taking=subject):
        bundles.hold(bundle)  # the act that handed it in is committed, or this is not yet its turn
        found = bundles.find(bundle)
        waiting = [] if found.is_open else [paper.pk for paper in _waiting(bundle)]
    for paper in waiting:
        while send_next(paper, subject, account):
            pass


def send_next(paper_id: UUID, subject: UUID, account: UUID) -> bool:
    """The next piece of one paper, in a unit of its own; with the last one the message. False where nothing is left to send."""
    with unit_of_work(account, taking=subject):
        paper: PortalPaper | None = (
            PortalPaper.objects.visible_to(current().actor)
            .filter(pk=paper_id, passage="", state__in=HANDED_IN)
            .select_for_update(no_key=True, of=("self",))
            .first()
        )
        if paper is None:
            return False
        sheets = [sheet for sheet in uploads.of_groups([paper.pk]).get(paper.pk, []) if sheet.is_whole]
        total = sum(attachments.count_of(sheet.size) for sheet in sheets)
        if paper.sent_parts < total:
            attachments.put_part(paper.subject, paper.account, paper.pk, paper.sent_parts, _piece(sheets, paper.sent_parts))
            paper.sent_parts += 1
        if paper.sent_parts == total:
            _name(paper, sheets)
            paper.passage = "sent"
        paper.save(update_fields=["sent_parts", "passage"])
        return paper.passage == ""


def _piece(sheets: Sequence[Upload], number: int) -> bytes:
    """The n-th piece of a paper: its sheets one after the other, each from its own first piece on."""
    for sheet in sheets:
        count = attachments.count_of(sheet.size)
        if number < count:
            assert sheet.file_id is not None
            return store.slice_of(sheet.bundle, sheet.file_id, number * attachments.PART_BYTES, attachments.PART_BYTES)
        number -= count
    raise IndexError(number)


def _name(paper: PortalPaper, sheets: Sequence[Upload]) -> None:
    """The message: which paper is here now, and of how many pieces each sheet consists."""
    content: dict[str, Any] = {
        "paper": str(paper.pk),
        "bundle": str(paper.bundle),
        "sheets": [{"id": str(sheet.pk), "parts": attachments.count_of(sheet.size)} for sheet in sheets],
    }
    event = record(MINISTRY_CODE, paper.subject, "papers.send", content, subject=paper.account)
    send(paper.subject, paper.account, MESSAGE, content, event=event)


def _waiting(bundle: UUID) -> list[PortalPaper]:
    rows = PortalPaper.objects.visible_to(current().actor).filter(bundle=bundle, passage="", state__in=HANDED_IN)
    return list(rows.order_by("position", "created_at", "id"))
