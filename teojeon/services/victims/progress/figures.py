"""Counting how long cases took: by night for each province; read by the portal."""

import datetime as dt
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.models import Organisation
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.progress.clock import Figures, days_used, percentile
from teojeon.services.victims.progress.models import ProgressFigure

LATELY = dt.timedelta(days=90)
SENT = "victims.dispatch"


def figures_of(organisation: str) -> Figures | None:
    """What was counted of a province, by its code; None where nothing was."""
    row = ProgressFigure.objects.filter(organisation=organisation).first()
    return Figures(row.cases, row.p50, row.p90) if row else None


def figures_named(name: str) -> Figures | None:
    """The same by the province's name, which is what the portal was told."""
    code = Organisation.objects.filter(name=name, kind="sido").values_list("code", flat=True).first()
    return figures_of(code) if code else None


def count_figures() -> int:
    """The night's job: counts the decisions sent in the last 90 days anew. Returns for how many provinces."""
    with unit_of_work(INTAKE_PRINCIPAL):
        today = clock.business_today()
        taken = _days_by_province(today)
        ProgressFigure.objects.exclude(organisation__in=taken).update(counted_on=today, cases=0, p50=0, p90=0)
        for organisation, days in taken.items():
            counted = {"counted_on": today, "cases": len(days), "p50": percentile(days, 50), "p90": percentile(days, 90)}
            ProgressFigure.objects.update_or_create(organisation=organisation, defaults=counted)
    return len(taken)


def _days_by_province(today: dt.date) -> dict[str, list[int]]:
    rows = TimelineEntry.objects.visible_to(current().actor)
    sent = rows.filter(kind=SENT, on__gt=today - LATELY, on__lte=today).values("case_id")
    steps: dict[tuple[str, UUID], list[tuple[str, dt.date]]] = {}
    entries = rows.filter(case__in=sent).order_by("case", "id").values_list("handled_by", "case_id", "kind", "on")
    for handled_by, case, kind, on in entries.iterator(chunk_size=5000):
        steps.setdefault((handled_by, case), []).append((kind, on))
    taken: dict[str, list[int]] = {}
    for (handled_by, _), events in steps.items():
        taken.setdefault(handled_by, []).append(days_used(events, today)[0])
    return taken
