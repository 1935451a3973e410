"""Reading cases: one, and worklists."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.case_scope import opened_to
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current


def get_case(pk: UUID) -> Case:
    """The case for these eyes; notes the look. Raises Missing, and leaves a *denied* event, where it is not theirs."""
    unit = current()
    case: Case | None = Case.objects.visible_to(unit.actor).filter(pk=pk).first()
    if case is None:
        unit.denied.append(denied_event(MINISTRY_CODE, pk, actor=unit.account, organisation=unit.actor.organisation))
        raise Missing("case")
    unit.show(case.controller, [case.pk])
    return case


def find_case(pk: UUID) -> Case:
    """The case for a job that carries out a message: no page shows it, so no access event. Raises Missing."""
    case: Case | None = Case.objects.visible_to(current().actor).filter(pk=pk).first()
    if case is None:
        raise Missing("case")
    return case


def worklist(actor: Actor, states: Sequence[str], count: int, after: tuple[dt.datetime, UUID] | None = None) -> list[Case]:
    """Cases in these states, oldest receipt first, by keyset. Each part comes from its own index: an OR would walk the table."""
    states = list(states)
    behind = Q(received_at__gt=after[0]) | Q(received_at=after[0], id__gt=after[1]) if after else Q()
    own = Case.objects.narrowed(Q(handled_by__in=actor.organisations, state__in=states)).filter(behind)
    own = own.order_by("received_at", "id")
    rows = list(own[:count])
    if actor.reads_single_cases:
        opened = opened_to(actor).values("case_id")
        more = Case.objects.narrowed(Q(pk__in=opened, state__in=states)).filter(behind).order_by("received_at", "id")
        merged = {case.pk: case for case in [*rows, *more[:count]]}
        rows = sorted(merged.values(), key=lambda case: (case.received_at, case.pk))[:count]
    unit = current()
    for case in rows:
        unit.show(case.controller, [case.pk])
    return rows
