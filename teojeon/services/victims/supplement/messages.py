"""What the person wrote about a demand, carried out by the office: the supplement, and the wish for more time."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.papers import receiving as papers
from teojeon.services.victims.supplement.closing import (
    answer_supplement,
    note_late_supplement,
    note_supplement,
    told,
    undo_return,
)
from teojeon.services.victims.supplement.models import Demand, DemandAnswer, MoreTime
from teojeon.services.victims.supplement.queries import find_demand, open_demands


@handles("supplement_answer")
def take_answer(message: Letter) -> None:
    """The supplement arrived on the day on which the portal stored it, whenever this is taken.

    Stored before the case was returned, it undoes the return (architecture, Order); later it stays on file and a person looks.
    """
    case = _own_case(message)
    demand = find_demand(case, UUID(message.content["demand"]))
    on = clock.seoul_day(message.at)
    _keep(case, demand, message, on)
    if case.state == "SUPPLEMENT" and demand.state == Demand.ISSUED:
        others = [each for each in open_demands(case) if each.pk != demand.pk]
        (note_supplement if others else answer_supplement)(case.pk, demand=demand.pk, on=on)
    elif case.state == "RETURNED" and demand.state == Demand.RETURNED and message.at < case.entered_state_at:
        undo_return(case.pk, demand=demand.pk, on=on)
    elif case.state == "WITHDRAWN":
        record(case.controller, case.pk, "victims.supplement_unused", {"demand": demand.pk}, subject=case.pk)
    else:
        note_late_supplement(case.pk, demand=demand.pk, on=on)


def _own_case(message: Letter) -> Case:
    case = find_case(message.subject)
    if case.account != message.account:
        raise Refusal("NOT_OWN_CASE", "본인의 사건이 아닙니다.", source="법§12")
    return case


def _keep(case: Case, demand: Demand, message: Letter, on: dt.date) -> None:
    DemandAnswer.objects.create(
        **belonging(case),
        demand=demand,
        text=mask_free_text(str(message.content.get("text") or ""))[0],
        on=on,
        at=message.at,
        message=message.id,
    )
    papers.expect(case, message.content.get("papers") or ())


@handles("supplement_extension")
def take_extension(message: Letter) -> None:
    """A wish for more time waits for the province. One that came after the last day, or for nothing open, is answered so."""
    case, content = _own_case(message), message.content
    demand = find_demand(case, UUID(content["demand"]))
    note_extension(case.pk, demand=demand.pk, asked=_asked(message), content=dict(content))


def _asked(message: Letter) -> dict[str, str]:
    return {"message": str(message.id), "on": clock.seoul_day(message.at).isoformat()}


def in_time(demand: Demand, asked_on: dt.date) -> bool:
    """Before the last day has ended; a demand that has not arrived yet has none."""
    return demand.due_on is None or asked_on <= demand.due_on


@case_action("victims.note_extension", "보완 기한 연장 요청", box="SYSTEM")
def note_extension(case: Case, *, event: UUID, demand: UUID, asked: Mapping[str, str], content: Mapping[str, Any]) -> Effect:
    """Keeps the request with the state that follows from the demand: waiting, late, or without an object."""
    row, on = find_demand(case, demand), dt.date.fromisoformat(asked["on"])
    waits = MoreTime.objects.visible_to(current().actor).filter(demand=row, state=MoreTime.WAITING).exists()
    state = MoreTime.WAITING
    if row.state != Demand.ISSUED or waits:
        state = MoreTime.MOOT
    elif not in_time(row, on):
        state = MoreTime.LATE
    MoreTime.objects.create(
        **belonging(case),
        demand=row,
        asked_on=on,
        wanted_until=dt.date.fromisoformat(content["until"]) if content.get("until") else None,
        reason=mask_free_text(str(content.get("reason") or ""))[0][:1000],
        state=state,
        message=UUID(asked["message"]),
    )
    step = {MoreTime.WAITING: "more_time_asked", MoreTime.LATE: "more_time_late"}.get(state)
    due = row.due_on.isoformat() if row.due_on else None
    return Effect(
        on=on,
        content={"demand": str(demand), "state": state},
        tell=told(step, on, demand=str(demand), due=due) if step else None,
    )
