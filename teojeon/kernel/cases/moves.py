"""The change log of deadlines: each move is an audit event and a line in the case's timeline, and the person is told."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.audit.events import act_event
from teojeon.kernel.cases.models import Case, TimelineEntry, belonging
from teojeon.kernel.cases.observers import entered
from teojeon.kernel.crypto.subjects import pseudonyms
from teojeon.kernel.work.action import digest
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.unit import current

MOVED = "cases.move_deadline"
Cause = Literal["HOLIDAY", "OVERRIDE", "TABLE", "EXCLUDED", "GRANTED"]
"""`EXCLUDED`: days that do not count; `GRANTED`: more time was given to the person."""


@dataclass(frozen=True)
class Move:
    """A deadline's last day before and after. `rows`: the approved values behind it; `holidays`: the days they fixed."""

    deadline: str
    base_on: dt.date
    before: dt.date
    after: dt.date
    cause: Cause
    holidays: Sequence[dt.date] = ()
    rows: Sequence[UUID] = ()

    def content(self) -> dict[str, Any]:
        """As the timeline keeps it: codes and days."""
        return {
            "deadline": self.deadline,
            "base": self.base_on.isoformat(),
            "from": self.before.isoformat(),
            "to": self.after.isoformat(),
            "cause": self.cause,
            "holidays": [day.isoformat() for day in self.holidays],
            "rows": [str(row) for row in self.rows],
        }


def enter_move(case: Case, move: Move, *, tell: str = "") -> TimelineEntry:
    """Writes a move down in the open unit of work. `tell`: the step for the person's page; empty where nobody is told."""
    unit, event, content = current(), uuid.uuid4(), move.content()
    unit.events.append(
        act_event(
            case.controller,
            case.subject,
            id=event,
            action=MOVED,
            actor=unit.account,
            organisation=unit.actor.organisation,
            subject=pseudonyms([case.subject])[case.subject],
            key=case.pk,
            version=case.version,
            digest=digest(content),
        )
    )
    today = clock.business_today()
    made: TimelineEntry = TimelineEntry.objects.create(
        **belonging(case),
        kind=MOVED,
        at=clock.business_now(),
        on=today,
        account=unit.account,
        organisation=unit.actor.organisation,
        content=content,
        event=event,
    )
    entered(case, made)
    if tell and move.before != move.after:
        told = {"step": tell, "on": today.isoformat(), "due": move.after.isoformat()}
        send(case.pk, case.account, "status", told, event=event)
    return made
