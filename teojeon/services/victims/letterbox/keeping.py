"""The portal's letter box: what the office laid in, what an agency fetched and answered, and what is deleted when.

It holds request number, agency, sizes, hashes and times, and boxes that only the agency opens; a reply lies in pieces that only the
office opens. Each agency's rows are of that agency's account, and all of this runs as it.
"""

import datetime as dt
import hashlib
import uuid
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work import attachments
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.letterbox.models import (
    ENDED,
    EXPIRED,
    FETCHED,
    REFUSED,
    REPLIED,
    TAKEN,
    UNREADABLE,
    WAITING,
    PortalAgency,
    PortalRequest,
)
from teojeon.services.victims.letterbox.pieces import lay, lift

LISTED_AFTER = dt.timedelta(days=90)
OUTCOMES = (TAKEN, UNREADABLE, REFUSED)
ANSWERABLE = (WAITING, FETCHED, UNREADABLE, REFUSED, TAKEN)
"""States in which a reply is passed on; whether it is late, or the second, is the office's to say."""


@handles("letterbox_agency")
def take_agency(message: Letter) -> None:
    """The keys of an agency, in place of those that were known."""
    _note(message, "agency")
    PortalAgency.objects.filter(account=message.account).delete()
    PortalAgency.objects.bulk_create(
        PortalAgency(
            account=message.account,
            code=message.content["code"],
            signing_key=bytes.fromhex(each["signing_key"]),
            valid_from=dt.date.fromisoformat(each["from"]),
            valid_to=dt.date.fromisoformat(each["to"]) if each["to"] else None,
        )
        for each in message.content["keys"]
    )


@handles("letterbox_request")
def take_request(message: Letter) -> None:
    """Lays the box out for the agency. One that comes after its last day is not laid out any more."""
    content, attachment = message.content, UUID(message.content["attachment"])
    _note(message, "request")
    due_on = dt.date.fromisoformat(content["due_on"])
    is_late = due_on < clock.business_today()  # the office keeps the pieces until then
    row = PortalRequest(
        id=message.subject,
        account=message.account,
        agency=content["agency"],
        request_no=content["request_no"],
        due_on=due_on,
        box=b"" if is_late else lift(message.subject, attachment, content["size"], content["sha256"]),
        size=content["size"],
        sha256=content["sha256"],
        deposited_at=message.at,
    )
    row.save(force_insert=True)
    attachments.drop(attachment)
    if is_late:
        expire(row)


@handles("letterbox_outcome")
def take_outcome(message: Letter) -> None:
    """What the office made of a reply: its pieces go at once; a request whose reply was taken has no box any more."""
    state = message.content["state"]
    if state not in OUTCOMES:
        raise ValueError(f"no outcome: {state}")
    _note(message, "outcome")
    row = find(message.content["request_no"], lock=True)
    if row is None:
        raise LookupError("an outcome of a request that was never laid in")
    if row.reply:
        attachments.drop(row.reply)
    row.state, row.reply, row.problem = state, None, str(message.content.get("problem", ""))
    if state in ENDED:
        row.box, row.closed_at = b"", clock.business_now()
    row.save()


def find(request_no: str, *, lock: bool = False) -> PortalRequest | None:
    """The acting agency's request of this number; None for another's as for one that does not exist."""
    rows = PortalRequest.objects.visible_to(current().actor).filter(request_no=request_no)
    row: PortalRequest | None = (rows.select_for_update(no_key=True) if lock else rows).first()
    return row


def waiting() -> list[PortalRequest]:
    """What the acting agency has still to do, or to wait for, the oldest first; after its last day for 90 days more."""
    today = clock.business_today()
    rows = PortalRequest.objects.visible_to(current().actor).exclude(state__in=ENDED).filter(due_on__gte=today - LISTED_AFTER)
    return [row for row in rows.order_by("deposited_at", "request_no") if row.state != WAITING or row.due_on >= today]


def is_laid_out(row: PortalRequest) -> bool:
    """Whether the box can be fetched: it lies here, and its last day has not passed."""
    return bool(row.box) and row.due_on >= clock.business_today()


def fetch(row: PortalRequest) -> bytes:
    """The box, on whose first fetching the office is told. A machine that died meanwhile fetches it again."""
    if row.fetched_at is None:
        now = clock.business_now()
        event = record(MINISTRY_CODE, row.pk, "portal.letterbox_fetched", {"request_no": row.request_no})
        row.fetched_at = now
        row.state = FETCHED if row.state == WAITING else row.state
        row.save(update_fields=["fetched_at", "state"])
        send(row.pk, row.account, "letterbox_fetched", {"request_no": row.request_no}, event=event)
    return bytes(row.box)


def post(row: PortalRequest, box: bytes) -> None:
    """Passes a sealed reply on to the office. The portal cannot open it: what it is worth the office says."""
    attachment, digest = uuid.uuid4(), hashlib.sha256(box).hexdigest()
    event = record(MINISTRY_CODE, row.pk, "portal.letterbox_reply", {"request_no": row.request_no, "sha256": digest})
    lay(row.pk, row.account, attachment, box)
    row.state, row.problem, row.reply, row.reply_size, row.reply_sha256 = REPLIED, "", attachment, len(box), digest
    row.replied_at, row.closed_at = clock.business_now(), None
    row.save()
    told = {"request_no": row.request_no, "attachment": str(attachment), "size": len(box), "sha256": digest}
    send(row.pk, row.account, "letterbox_reply", told, event=event)


def expire(row: PortalRequest) -> None:
    """After the last day the box is destroyed; where nobody had fetched it the office is told, which then writes a letter."""
    row.box = b""
    event = record(MINISTRY_CODE, row.pk, "portal.letterbox_expired", {"request_no": row.request_no})
    if row.fetched_at is None and row.state == WAITING:
        row.state, row.closed_at = EXPIRED, clock.business_now()
        send(row.pk, row.account, "letterbox_expired", {"request_no": row.request_no}, event=event)
    row.save()


def drop_due() -> int:
    """Each night: destroys the boxes whose last day has passed. Returns how many."""
    count = 0
    for account in PortalAgency.objects.values_list("account", flat=True).distinct():
        with unit_of_work(account) as unit:
            rows = PortalRequest.objects.visible_to(unit.actor).filter(due_on__lt=clock.business_today()).exclude(box=b"")
            for row in rows.select_for_update(no_key=True).order_by("pk"):
                expire(row)
                count += 1
    return count


def _note(message: Letter, kind: str) -> UUID:
    return record(MINISTRY_CODE, message.subject, f"portal.letterbox_{kind}", {"message": message.id})
