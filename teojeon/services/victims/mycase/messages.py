"""What the office tells the person, carried out on the portal: acknowledgement, status, letter."""

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import PortalDocument
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.receipt import canonical_json
from teojeon.services.victims.application.models import Draft, Filing, PortalEntry
from teojeon.services.victims.mycase.allowed import kept_content
from teojeon.services.victims.mycase.queries import LETTER
from teojeon.services.victims.mycase.stated import STATED, kept_statement
from teojeon.services.victims.papers.keeping import forget
from teojeon.services.victims.service.reporting import report_stored


@handles("acknowledged")
def take_acknowledgement(message: Letter) -> None:
    """The office has the filing, and what the draft held goes: its key is destroyed, unreadable from now on, also in backups.

    Where papers are still on their way the key waits for them (papers/keeping.py).
    """
    actor = current().actor
    Draft.objects.visible_to(actor).filter(pk=message.subject).update(box=b"")
    Filing.objects.visible_to(actor).filter(pk=message.subject, acknowledged_at=None).update(acknowledged_at=message.at)
    forget(message.subject)
    _record(message, "acknowledged")
    _enter(message, "acknowledged", clock.seoul_day(message.at), None, message.content)


@handles("status")
def take_status(message: Letter) -> None:
    """One step with its days. What else a message might hold is not kept (mycase/allowed.py)."""
    content = message.content
    on, due = dt.date.fromisoformat(content["on"]), content.get("due")
    _record(message, "status")
    _enter(message, str(content["step"]), on, dt.date.fromisoformat(due) if due else None, content)


@handles("letter")
def take_letter(message: Letter) -> None:
    """The sealed letter, kept under the person's own key and shown from now on: its dispatch has begun.

    With it what it states of each requirement, in a file of its own. Raises Refusal for a letter that is not the one named.
    """
    content = message.content
    pdf = base64.b64decode(content["pdf"])
    digest = hashlib.sha256(pdf).digest()
    if digest.hex() != content["sha256"]:
        raise Refusal("LETTER_DAMAGED", "결정문의 확인값이 다릅니다. 다시 보내야 합니다.", source="S1-RES-01")
    kept: list[UUID] = []
    try:
        _keep(message, LETTER, pdf, kept)
        if stated := kept_statement(content.get("stated")):
            _keep(message, STATED, canonical_json(stated), kept)
        event = _record(message, "letter")
        _enter(message, "dispatch", dt.date.fromisoformat(content["on"]), None, content)
        report_stored(message, event)
    except BaseException:
        for file_id in kept:
            store.remove(file_id)
        raise


def _keep(message: Letter, kind: str, content: bytes, kept: list[UUID]) -> None:
    """One file under the person's own key, and the row that names it."""
    file = store.put(message.account, content)
    kept.append(file.id)
    PortalDocument.objects.create(
        account=message.account,
        subject=message.subject,
        kind=kind,
        sha256=hashlib.sha256(content).digest(),
        size=file.size,
        file_id=file.id,
        visible_from=clock.business_now(),
    )


def _enter(message: Letter, step: str, on: dt.date, due: dt.date | None, content: Mapping[str, Any]) -> None:
    PortalEntry.objects.create(
        account=message.account,
        subject=message.subject,
        step=step,
        on=on,
        due=due,
        content=kept_content(step, content),
        message=message.id,
        at=clock.business_now(),
    )


def _record(message: Letter, kind: str) -> UUID:
    return record(MINISTRY_CODE, message.subject, f"portal.{kind}", {"message": message.id}, subject=message.account)
