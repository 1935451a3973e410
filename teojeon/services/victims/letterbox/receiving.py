"""The office's end that receives: what the portal reports of a box, and the replies of agencies (법§13③④).

A reply is opened with the office's key and handed to the one act in which wrong case, twice and late are decided. What came of it goes
back at once, so that the portal deletes it. A reply that cannot be opened is named: agency and official both see it.
"""

from uuid import UUID

from django.db import transaction

from teojeon.kernel import clock
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import Unopened, unseal
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work import attachments
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.letterbox.models import (
    EXPIRED,
    FETCHED,
    REFUSED,
    TAKEN,
    UNREADABLE,
    WAITING,
    LetterboxDeposit,
)
from teojeon.services.victims.letterbox.pieces import lift
from teojeon.services.victims.letterbox.protocol import account_of, reply_context
from teojeon.services.victims.requests.replies import take_reply


@handles("letterbox_fetched")
def take_fetched(message: Letter) -> None:
    """The agency's machine has downloaded the request."""
    _note(message, "fetched")
    row = _deposit(message)
    row.fetched_at = message.at
    row.state = FETCHED if row.state == WAITING else row.state
    row.save(update_fields=["fetched_at", "state"])


@handles("letterbox_expired")
def take_expired(message: Letter) -> None:
    """Nobody fetched it until its last day; the portal has destroyed it."""
    _note(message, "expired")
    row = _deposit(message)
    if row.state == WAITING:
        row.state, row.closed_at = EXPIRED, message.at
        row.save(update_fields=["state", "closed_at"])


@handles("letterbox_reply")
def take_posted(message: Letter) -> None:
    """A reply lies here. Opened or not, taken or refused: the portal is told, and both sides' pieces go."""
    content, attachment = message.content, UUID(message.content["attachment"])
    row = _deposit(message)
    box = lift(message.subject, attachment, content["size"], content["sha256"])
    was_taken = row.state == TAKEN
    row.replied_at = message.at
    row.state, row.problem = _outcome(row, box, message)
    if was_taken:  # a second reply that is refused does not undo the first; the agency learns why
        row.state = TAKEN
    row.closed_at = clock.business_now() if row.state == TAKEN else None
    row.save(update_fields=["replied_at", "state", "problem", "closed_at"])
    attachments.drop(attachment)
    event = _note(message, row.state.lower())
    told = {"request_no": row.request_no, "state": row.state, "problem": row.problem}
    send(message.subject, message.account, "letterbox_outcome", told, event=event)


def _outcome(row: LetterboxDeposit, box: bytes, message: Letter) -> tuple[str, str]:
    """The state and, where the reply was not taken, the code that says why."""
    try:
        content = unseal(box, keyring().unsealing_keys(), reply_context(row.request_no))
    except Unopened:
        return UNREADABLE, "SEALED_TO_ANOTHER_KEY"
    try:
        with transaction.atomic():
            take_reply(row.request_no, content, channel="link", replied_at=message.at)
    except Refusal as refusal:
        return REFUSED, refusal.code
    return TAKEN, ""


def _deposit(message: Letter) -> LetterboxDeposit:
    """The office's own entry of the request; its agency is the one under whose account the portal stored the message."""
    rows = LetterboxDeposit.objects.visible_to(current().actor).filter(pk=message.subject)
    row: LetterboxDeposit = rows.select_for_update(no_key=True).get()
    if account_of(row.agency) != message.account or row.request_no != message.content["request_no"]:
        raise PermissionError("a message about another agency's request")
    return row


def _note(message: Letter, kind: str) -> UUID:
    return record(MINISTRY_CODE, message.subject, f"letterbox.{kind}", {"message": message.id})
