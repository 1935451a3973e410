"""What the office tells the person, carried out on the portal: acknowledgement, status, letter."""

import datetime as dt
from contextlib import ExitStack

from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.unit import current
from teojeon.law.receipt import canonical_json
from teojeon.services.victims.application.models import Draft, Filing
from teojeon.services.victims.mycase.keeping import enter, kept, note, pdf_of
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
    note(message, "acknowledged")
    enter(message, "acknowledged")


@handles("status")
def take_status(message: Letter) -> None:
    """One step with its days. What else a message might hold is not kept (mycase/allowed.py)."""
    content = message.content
    on, due = dt.date.fromisoformat(content["on"]), content.get("due")
    note(message, "status")
    enter(message, str(content["step"]), on, dt.date.fromisoformat(due) if due else None)


@handles("letter")
def take_letter(message: Letter) -> None:
    """The sealed letter, kept under the person's own key and shown from now on: its dispatch has begun.

    With it what it states of each requirement, in a file of its own. Raises Refusal for a letter that is not the one named.
    """
    content = message.content
    pdf = pdf_of(message, "결정문의 확인값이 다릅니다. 다시 보내야 합니다.", "S1-RES-01")
    with ExitStack() as files:
        files.enter_context(kept(message, LETTER, pdf))
        if stated := kept_statement(content.get("stated")):
            files.enter_context(kept(message, STATED, canonical_json(stated)))
        event = note(message, "letter")
        enter(message, "dispatch", dt.date.fromisoformat(content["on"]))
        report_stored(message, event)
