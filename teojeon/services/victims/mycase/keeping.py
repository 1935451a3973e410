"""What every handler of the portal does with a message of the office: its event, its step on the timeline, its document."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import PortalDocument
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.models import PortalEntry
from teojeon.services.victims.mycase.allowed import kept_content


def note(message: Letter, kind: str) -> UUID:
    """Chains that a message was taken. Returns the event."""
    return record(MINISTRY_CODE, message.subject, f"portal.{kind}", {"message": message.id}, subject=message.account)


def enter(message: Letter, step: str, on: dt.date | None = None, due: dt.date | None = None) -> None:
    """One step on the person's timeline, by default on the day of the message; of its content what may be shown (mycase/allowed.py)."""
    PortalEntry.objects.create(
        account=message.account,
        subject=message.subject,
        step=step,
        on=on or clock.seoul_day(message.at),
        due=due,
        content=kept_content(step, message.content),
        message=message.id,
        at=clock.business_now(),
    )


def pdf_of(message: Letter, damaged: str, source: str) -> bytes:
    """The PDF that a message carries. Raises Refusal, in these words, for one that is not the one named."""
    pdf = base64.b64decode(message.content["pdf"])
    if hashlib.sha256(pdf).hexdigest() != message.content["sha256"]:
        raise Refusal("LETTER_DAMAGED", damaged, source=source)
    return pdf


@contextmanager
def kept(message: Letter, kind: str, content: bytes) -> Iterator[UUID]:
    """Keeps one file under the person's own key, with the row that names it, if the block succeeds. Gives the document's key."""
    file = store.put(message.account, content)
    try:
        document = PortalDocument(
            account=message.account,
            subject=message.subject,
            kind=kind,
            sha256=hashlib.sha256(content).digest(),
            size=file.size,
            file_id=file.id,
            visible_from=clock.business_now(),
        )
        document.save(force_insert=True)
        yield document.pk
    except BaseException:
        store.remove(file.id)
        raise
