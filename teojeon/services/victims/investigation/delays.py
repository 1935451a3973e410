"""Investigations past their thirty days (법§13⑤; S1-INV-01): those that go on, and how many a month took longer.

An investigation past its day is neither void nor prolonged; it is shown to the 시·도 and to the ministry, and counted.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, Deadline
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Organisation
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.scope import ScopedQuerySet
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.deadlines import INVESTIGATION
from teojeon.services.victims.intake.queries import Row, described
from teojeon.services.victims.investigation.models import Report

ROWS_A_PAGE = 60
INVESTIGATED_IN = ("SUBMITTED", "RECEIVED", "INVESTIGATING", "REVIEW")
"""States in which the clock of the investigation runs; while a supplement is awaited it stands."""
After = tuple[dt.date, UUID]


@dataclass(frozen=True)
class Month:
    """A calendar month; `until`: its last day, or today while it runs."""

    first: dt.date
    last: dt.date
    until: dt.date

    @classmethod
    def of(cls, year: int, month: int) -> "Month":
        """Raises ValueError for no month of the calendar, or one that has not begun."""
        first, today = dt.date(year, month, 1), clock.business_today()
        if first > today:
            raise ValueError(first)
        after = dt.date(year + month // 12, month % 12 + 1, 1)
        last = after - dt.timedelta(days=1)
        return cls(first, last, min(last, today))

    @property
    def code(self) -> str:
        return f"{self.first.year:04d}-{self.first.month:02d}"


@dataclass
class Delays:
    """What one 시·도 finished in a month. Days from the filing to the approval, without those of supplements.

    `over`: of the finished ones, after their last day; `open_over`: not finished at the end of the month, or by now, and past it.
    """

    organisation: str
    name: str
    finished: int = 0
    over: int = 0
    days: int = 0
    open_over: int = 0

    @property
    def mean(self) -> str:
        """Days on average to one place, cut off; empty where nothing was finished."""
        if not self.finished:
            return ""
        tenths = self.days * 10 // self.finished
        return f"{tenths // 10}.{tenths % 10}"


def _overdue(actor: Actor) -> ScopedQuerySet:
    return Case.objects.visible_to(actor).filter(state__in=INVESTIGATED_IN, next_due__lt=clock.business_today())


def overdue_page(actor: Actor, unit: str, after: After | None, count: int = ROWS_A_PAGE) -> tuple[list[Row], bool]:
    """Cases whose investigation is past its last day, the longest first, and whether more follow. Notes the persons shown."""
    rows = _overdue(actor).filter(handled_by=unit) if unit else _overdue(actor)
    if after:
        rows = rows.filter(Q(next_due__gt=after[0]) | Q(next_due=after[0], id__gt=after[1]))
    cases = list(rows.order_by("next_due", "id")[: count + 1])
    for case in cases[:count]:
        current().show(case.controller, [case.pk])
    return described(cases[:count]), len(cases) > count


def overdue_by_province(actor: Actor) -> list[tuple[str, str, int]]:
    """Code, name and number of each 시·도 that has such cases, in the order of the codes."""
    counts = dict(_overdue(actor).values_list("handled_by").annotate(count=Count("pk")).order_by())
    names = dict(Organisation.objects.filter(code__in=counts).values_list("code", "name"))
    return [(code, names.get(code, code), counts[code]) for code in sorted(counts)]


def delays_of(actor: Actor, month: Month) -> list[Delays]:
    """One line for each 시·도 of these eyes, in the order of the codes."""
    provinces = Organisation.objects.filter(code__in=actor.organisations, kind=Kind.PROVINCE).order_by("code")
    found = {code: Delays(code, name) for code, name in provinces.values_list("code", "name")}
    for handled_by, base_on, effective, closed_on, excluded in _finished(actor, month):
        if line := found.get(handled_by):
            line.finished += 1
            line.over += closed_on > effective
            line.days += days_between(base_on, closed_on, excluded)
    for handled_by, count in _still_open(actor, month.until):
        if line := found.get(handled_by):
            line.open_over += count
    return list(found.values())


def total_of(lines: Iterable[Delays]) -> Delays:
    """All together."""
    total = Delays("", "모두")
    for line in lines:
        for name in ("finished", "over", "days", "open_over"):
            setattr(total, name, getattr(total, name) + getattr(line, name))
    return total


def _finished(actor: Actor, month: Month) -> Iterable[tuple[str, dt.date, dt.date, dt.date, list[list[str]]]]:
    begin = dt.datetime.combine(month.first, dt.time.min, clock.SEOUL)
    end = dt.datetime.combine(month.last + dt.timedelta(days=1), dt.time.min, clock.SEOUL)
    approved = Report.objects.visible_to(actor).filter(state=Report.APPROVED, reviewed_at__gte=begin, reviewed_at__lt=end)
    rows = Deadline.objects.visible_to(actor).filter(case__in=approved.values("case"), code=INVESTIGATION.code)
    rows = rows.filter(closed_on__range=(month.first, month.last))
    return rows.values_list("handled_by", "base_on", "effective", "closed_on", "excluded").iterator(chunk_size=2000)


def _still_open(actor: Actor, until: dt.date) -> Iterable[tuple[str, int]]:
    rows = Deadline.objects.visible_to(actor).filter(code=INVESTIGATION.code, effective__lt=until)
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=until), Q(stopped_on=None) | Q(stopped_on__gt=until))
    counted: Iterable[tuple[str, int]] = rows.values_list("handled_by").annotate(count=Count("pk")).order_by()
    return counted


def days_between(base_on: dt.date, closed_on: dt.date, excluded: Sequence[Sequence[str]]) -> int:
    """Days after `base_on` up to and with `closed_on`, without the excluded ones, each of which counts once."""
    left_out = set()
    for first, last in excluded:
        day = max(dt.date.fromisoformat(first), base_on + dt.timedelta(days=1))
        while day <= min(dt.date.fromisoformat(last), closed_on):
            left_out.add(day)
            day += dt.timedelta(days=1)
    return (closed_on - base_on).days - len(left_out)
