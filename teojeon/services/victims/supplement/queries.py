"""Reading demands and requests for more time, for the eyes of the open unit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement.models import Demand, DemandAnswer, MoreTime


def demands_of(case: Case) -> list[Demand]:
    """All demands of a case, drafts too, in their order."""
    return list(Demand.objects.visible_to(current().actor).filter(case=case).order_by("number"))


def open_demands(case: Case) -> list[Demand]:
    """Those that were issued and wait for the person."""
    return [each for each in demands_of(case) if each.state == Demand.ISSUED]


def draft_of(case: Case) -> Demand | None:
    """The draft that waits for the province; one at a time."""
    return next((each for each in demands_of(case) if each.state == Demand.DRAFTED), None)


def find_demand(case: Case, key: UUID) -> Demand:
    """One demand of this case. Raises Missing."""
    demand: Demand | None = Demand.objects.visible_to(current().actor).filter(case=case, pk=key).first()
    if demand is None:
        raise Missing("demand")
    return demand


def next_number_of(case: Case) -> int:
    """The number of the next demand. The case is locked by the act, so nobody else takes it."""
    last = Demand.objects.visible_to(current().actor).filter(case=case).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def waiting_requests(case: Case) -> list[MoreTime]:
    """Requests for more time that nobody has decided."""
    rows = MoreTime.objects.visible_to(current().actor).filter(case=case, state=MoreTime.WAITING)
    return list(rows.select_related("demand").order_by("asked_on"))


def last_day(demands: Sequence[Demand]) -> dt.date | None:
    """The last day on which the person may still answer; None while one of the demands has not arrived."""
    days = [each.due_on for each in demands]
    if not days or None in days:
        return None
    return max(day for day in days if day is not None)


@dataclass(frozen=True)
class Shown:
    """A demand with all that belongs to it, as the case page shows it."""

    demand: Demand
    answers: list[DemandAnswer]
    requests: list[MoreTime]
    services: list[ServiceRecord]


def shown(case: Case) -> list[Shown]:
    """The demands of a case with answers, requests for time and services; four queries, however many."""
    actor = current().actor
    demands = demands_of(case)
    if not demands:
        return []
    answers = list(DemandAnswer.objects.visible_to(actor).filter(case=case).order_by("at"))
    requests = list(MoreTime.objects.visible_to(actor).filter(case=case).order_by("asked_on"))
    services = list(ServiceRecord.objects.visible_to(actor).filter(case=case, purpose="supplement").order_by("started_at"))
    return [
        Shown(
            demand=each,
            answers=[row for row in answers if row.demand_id == each.pk],
            requests=[row for row in requests if row.demand_id == each.pk],
            services=[row for row in services if row.reference == each.pk],
        )
        for each in demands
    ]
