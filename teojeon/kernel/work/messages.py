"""Writing a message to the other side, and taking those that the other side wrote.

The message table is the truth, a job only a nudge: lost or doubled it does no harm.
"""

import datetime as dt
import json
import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from teojeon.kernel import clock
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import seal, unseal
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.models import TakenByOffice, TakenByPortal, ToOffice, ToPortal
from teojeon.kernel.work.unit import unit_of_work

logger = logging.getLogger(__name__)

SWEPT_DAYS = 40  # a full sweep walks the whole table; older messages were taken or stand on the operators' list
Handler = Callable[["Letter"], None]
_handlers: dict[str, Handler] = {}
_principals: dict[str, Callable[[UUID], UUID]] = {}


@dataclass(frozen=True)
class Letter:
    """A message as its reader sees it, opened."""

    id: UUID
    subject: UUID
    account: UUID
    number: int
    kind: str
    at: dt.datetime
    content: dict[str, Any]


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Registers who carries out messages of a kind, e.g. `filing`."""

    def register(handler: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"two handlers for {kind}")
        _handlers[kind] = handler
        return handler

    return register


def taken_by(which: str, principal: Callable[[UUID], UUID]) -> None:
    """Registers whose account takes a side's messages: on the portal the person's own, in the office the intake principal."""
    _principals[which] = principal


def context(table: str, message: UUID, subject: UUID) -> str:
    return f"{table}/{subject}/{message}"


def send(subject: UUID, account: UUID, kind: str, content: Mapping[str, Any], *, event: UUID) -> UUID:
    """Writes a message to the other side, sealed to its key, in the open unit of work. `event`: the audit event of the act."""
    model: type[ToOffice] | type[ToPortal] = ToOffice if side() == "portal" else ToPortal
    message = uuid.uuid4()
    plain = json.dumps(content, ensure_ascii=False).encode()
    box = seal(plain, keyring().peer_sealing_key(), context(model._meta.db_table, message, subject))
    model.objects.create(
        id=message,
        subject=subject,
        account=account,
        kind=kind,
        box=box,
        at=clock.business_now(),
        stored_at=clock.real_now(),
        event=event,
    )
    return message


def take_next(subject: UUID, account: UUID) -> bool:
    """Takes the next message of one subject in a unit of its own. False where none waits."""
    here = side()
    messages: Any = ToOffice if here == "office" else ToPortal
    taken: Any = TakenByOffice if here == "office" else TakenByPortal
    with unit_of_work(_principals[here](account), taking=subject), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"take {here} {subject}"])
        last = taken.objects.filter(subject=subject).aggregate(last=Max("number"))["last"] or 0
        message = messages.objects.filter(subject=subject, number=last + 1).first()
        if message is None:
            return False
        taken.objects.create(message=message.pk, subject=subject, number=message.number, taken_at=clock.real_now())
        _handlers[message.kind](opened(message))
    return True


def opened(message: ToOffice | ToPortal) -> Letter:
    """Opens a message with this side's private keys. Raises Unopened for a box that was moved or damaged."""
    plain = unseal(bytes(message.box), keyring().unsealing_keys(), context(message._meta.db_table, message.pk, message.subject))
    return Letter(message.pk, message.subject, message.account, message.number, message.kind, message.at, json.loads(plain))


def take(subject: UUID, account: UUID) -> int:
    """All that waits for one subject, in order, each in a transaction of its own. Returns how many."""
    count = 0
    while take_next(subject, account):
        count += 1
    return count


def sweep() -> int:
    """Once a minute: takes what a killed worker left. A message that cannot be taken holds up its own subject only."""
    since = clock.real_now() - dt.timedelta(days=SWEPT_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, account FROM waiting(%s)", [since])
        waiting = cursor.fetchall()
    count = 0
    for subject, account in waiting:
        try:
            count += take(subject, account)
        except Exception:
            logger.exception("not taken: %s", subject)
    return count
