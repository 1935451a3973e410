"""An action on a case: the kernel's duties and those of a case: procedure, timeline, deadlines, message to the person."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases import deadlines
from teojeon.kernel.cases.models import Case, TimelineEntry, belonging
from teojeon.kernel.cases.moves import MOVED
from teojeon.kernel.cases.observers import entered
from teojeon.kernel.cases.procedure import Move, procedure_of
from teojeon.kernel.work.action import Act, Answer, Guard, no_guard
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current


@dataclass(frozen=True)
class Effect:
    """What a body did. `on`: the legal day (default: today). `content`: codes for the timeline. `tell`: message to the portal."""

    answer: Mapping[str, Any] = field(default_factory=dict)
    on: dt.date | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    tell: tuple[str, Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class CaseAct(Act):
    """`move`: the row of the procedure's table; empty for an act that does not move the case (a fact, an opinion)."""

    move: str = ""

    def move_of(self, case: Case) -> Move | None:
        return procedure_of(case.kind).by_code[self.move] if self.move else None

    def refusal(self, row: Any, data: Mapping[str, Any]) -> Refusal | None:
        return self.illegal(row) or self.guard(row, **data)

    def illegal(self, case: Case) -> Refusal | None:
        procedure, move = procedure_of(case.kind), self.move_of(case)
        leads_back = move is None or not move.back or case.came_from in move.back
        if move is None or (leads_back and procedure.allows(case.state, self.move)):
            return None
        possible = tuple(move.title for move in procedure.possible(case.state))
        listed = ", ".join(possible) or "없음"
        return Refusal(
            "ILLEGAL_TRANSITION",
            f"«{procedure.states[case.state]}» 상태에서는 할 수 없습니다. 지금 할 수 있는 처리: {listed}.",
            source=procedure.by_code[self.move].source,
            allowed=possible,
        )

    def perform(self, row: Case, event: UUID, data: Mapping[str, Any]) -> Answer:
        effect = self.body(row, event=event, **data) or Effect()
        if move := self.move_of(row):
            enter_state(row, move)
        enter_timeline(row, self.move or self.code, event, on=effect.on, content=effect.content)
        deadlines.refresh(row, current().actor)
        if effect.tell:
            kind, content = effect.tell
            send(row.pk, row.account, kind, content, event=event)
        return {"state": row.state, **effect.answer}


def enter_state(case: Case, move: Move) -> None:
    """Moves a case; one that may come back remembers from where. Raises LookupError where there is no way back."""
    target = move.target_for(case.came_from)
    if case.state == target:
        return
    if move.remembers:
        case.came_from = case.state
    case.state, case.entered_state_at = target, clock.business_now()
    case.procedure_version = procedure_of(case.kind).version


def enter_timeline(
    case: Case, kind: str, event: UUID, *, on: dt.date | None = None, content: Mapping[str, Any] | None = None
) -> TimelineEntry:
    """Writes what happened on a case; also used at intake, where the case is only just made."""
    unit = current()
    made: TimelineEntry = TimelineEntry.objects.create(
        **belonging(case),
        kind=kind,
        at=clock.business_now(),
        on=on or clock.business_today(),
        account=unit.account,
        organisation=unit.actor.organisation,
        content=dict(content or {}),
        event=event,
    )
    entered(case, made)
    return made


CODES: set[str] = {MOVED}  # of all acts on cases: each leaves a line in the timeline


def case_action(
    code: str, title: str, *, box: str, move: str = "", guard: Guard = no_guard
) -> Callable[[Callable[..., Effect | None]], CaseAct]:
    """Turns a body `body(case, *, event, **data) -> Effect | None` into an act on a case."""
    CODES.add(code)
    return lambda body: CaseAct(code, title, Case, box, guard, body, move)
