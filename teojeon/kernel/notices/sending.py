"""Queueing messages in the unit of an act, and handing them over row by row afterwards (S1-NTF-02).

A row is claimed in a unit of its own before anything leaves the house, so that a worker killed in between leaves "maybe sent",
which a person decides; it is never handed over twice by itself.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import KeyDestroyed, decrypt_text
from teojeon.kernel.notices import channels
from teojeon.kernel.notices.channels import Outcome
from teojeon.kernel.notices.models import Notice, OfficialAddress
from teojeon.kernel.notices.templates import declared, filled, text_of
from teojeon.kernel.notices.wording import refusal_of
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.models import Party
from teojeon.kernel.work import sweeping
from teojeon.kernel.work.unit import current, unit_of_work

logger = logging.getLogger(__name__)

TRIES = 3
PAUSES = (dt.timedelta(minutes=1), dt.timedelta(minutes=10))
"""Between the tries, so that the last lies 11 minutes after the first."""
CLAIM_LASTS = dt.timedelta(minutes=10)  # longer than any hand-over: a claim that is older belongs to a killed worker
A_RUN = 200
MOBILE, EMAIL = "mobile", "email"


class CaseLike(Protocol):
    """What of a case is needed to address a message (this room stands before the cases)."""

    @property
    def pk(self) -> UUID: ...
    @property
    def controller(self) -> str: ...
    @property
    def handled_by(self) -> str: ...


Wants = Callable[[UUID, str], bool]
_wants: list[Wants] = []


def wanted_by(asks: Wants) -> Wants:
    """Registers who knows whether the person of a case wants messages: `asks(case key, channel)`."""
    _wants[:] = [asks]
    return asks


def queue(
    case: CaseLike,
    event_code: str,
    *,
    channel: str = "sms",
    demand: bool = False,
    cause: UUID | None = None,
    words: dict[str, str] | None = None,
) -> None:
    """Puts a message to the applicant of a case into the queue, in the unit of the act. What was told already is not told again.

    `cause`: what it tells about (an event's id); without it this call is a cause of its own. `words`: values of placeholders.
    Raises KeyError for an event that nobody declared.
    """
    declared(event_code)  # fails here, not in the worker
    _put(case.controller, case.handled_by, event_code, channel, demand, cause, words, case_id=case.pk)


def queue_for_official(
    account: UUID, organisation: str, controller: str, event_code: str, *, cause: UUID, words: dict[str, str]
) -> None:
    """Puts an e-mail to an official into the queue, once a cause."""
    declared(event_code)
    _put(controller, organisation, event_code, "email", False, cause, words, official=account)


def _put(
    controller: str,
    handled_by: str,
    event_code: str,
    channel: str,
    demand: bool,
    cause: UUID | None,
    words: dict[str, str] | None,
    **whom: UUID,
) -> None:
    now = clock.real_now()
    row = Notice(
        id=uuid.uuid4(),
        controller=controller,
        handled_by=handled_by,
        event_code=event_code,
        channel=channel,
        demand=demand,
        words=words or {},
        cause=cause or uuid.uuid4(),
        queued_at=clock.business_now(),
        next_try_at=now,
        **whom,
    )
    Notice.objects.bulk_create([row], ignore_conflicts=cause is not None)


def send_waiting() -> int:
    """The office worker's job: settles claims of killed workers, then hands over what is due. Returns how many were handed over."""
    settle_lost_claims()
    return sweeping.each(_due(), send_one, "notice not handed over")


def _due() -> list[UUID]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        rows = Notice.objects.visible_to(unit.actor).filter(state=Notice.QUEUED, next_try_at__lte=clock.real_now())
        return list(rows.order_by("next_try_at").values_list("pk", flat=True)[:A_RUN])


def settle_lost_claims() -> int:
    """A row claimed long ago: whoever claimed it was killed, and whether it left the house nobody knows."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        rows = Notice.objects.visible_to(unit.actor).filter(state=Notice.SENDING, claimed_at__lt=clock.real_now() - CLAIM_LASTS)
        return rows.update(state=Notice.MAYBE_SENT, code="WORKER_LOST")


def send_one(key: UUID) -> bool:
    """Claims one row, hands it over, writes what became of it. False where there was nothing to hand over."""
    ready = claim(key)
    if ready is None:
        return False
    name, recipient, subject, text = ready
    outcome = channels.channel(name).send(recipient, subject, text, key)
    finish(key, outcome)
    return True


def claim(key: UUID) -> tuple[str, str, str, str] | None:
    """Marks a row as being handed over: channel, recipient, subject, text. None where it is not to be handed over (any more)."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        rows = Notice.objects.visible_to(unit.actor).filter(pk=key, state=Notice.QUEUED)
        row: Notice | None = rows.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
        if row is None:
            return None
        if not row.demand and row.case_id and not all(asks(row.case_id, row.channel) for asks in _wants):
            _close(row, Notice.NOT_WANTED, "OPTED_OUT")
            return None
        recipient = _recipient(row)
        if not recipient:
            _close(row, Notice.FAILED, "NO_ADDRESS")
            return None
        template = text_of(row.event_code, row.channel)
        subject, text = filled(template, row.words)
        if refusal := refusal_of(template.text, row.channel, template.subject):
            _close(row, Notice.FAILED, refusal.code)
            return None
        row.state, row.tries, row.claimed_at = Notice.SENDING, row.tries + 1, clock.real_now()
        row.template_version = template.version
        row.save()
        return row.channel, recipient, subject, text


def _close(row: Notice, state: str, code: str) -> None:
    """Ends a row that is not handed over; a demand then goes by post."""
    row.state, row.code = state, code
    if row.demand and state == Notice.FAILED:
        row.post = Notice.POST_NEEDED
    row.save()


def _recipient(row: Notice) -> str:
    """The number or address in clear, for this hand-over only; empty where there is none."""
    if row.official:
        return OfficialAddress.objects.filter(account=row.official).values_list("email", flat=True).first() or ""
    what = MOBILE if row.channel == "sms" else EMAIL
    party: Any = Party.objects.visible_to(current().actor).filter(case_id=row.case_id, role="applicant").first()
    box = getattr(party, f"{what}_box", None)
    if not box:
        return ""
    try:
        return decrypt_text(party.case_id, bytes(box), f"party/{party.pk}/{what}")
    except KeyDestroyed:
        return ""


def finish(key: UUID, outcome: Outcome) -> None:
    """Writes down what became of a claimed row: sent, another try, failed for good, or maybe sent."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        rows = Notice.objects.visible_to(unit.actor).filter(pk=key, state=Notice.SENDING)
        row: Notice | None = rows.select_for_update(no_key=True, of=("self",)).first()
        if row is None:
            return
        row.code, row.provider_id = outcome.code[:60], outcome.id[:80]
        if outcome.result == "sent":
            row.state, row.sent_at = Notice.SENT, clock.business_now()
        elif outcome.result == "unknown":
            row.state = Notice.MAYBE_SENT
        elif row.tries < TRIES:
            row.state, row.next_try_at = Notice.QUEUED, clock.real_now() + PAUSES[row.tries - 1]
        else:
            _close(row, Notice.FAILED, row.code)
            return
        row.save()


def open_questions() -> Q:
    """Rows that ask a person: maybe sent, or to be sent by post."""
    return Q(state=Notice.MAYBE_SENT) | Q(post=Notice.POST_NEEDED)
