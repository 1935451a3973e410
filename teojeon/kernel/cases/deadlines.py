"""Deadlines are computed from events by a rule with a source; the stored rows are an index, never the truth."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from teojeon.kernel.cases.models import Case, Deadline, TimelineEntry, belonging
from teojeon.kernel.sides.actor import Actor
from teojeon.law.calendar import due


@dataclass(frozen=True)
class DeadlineRule:
    """`base`: the timeline kind whose day starts the period; `days`: its length; `ends`: kinds that close it."""

    code: str
    title: str
    base: str
    days: int
    ends: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Derived:
    """A deadline as the rule gives it. Days are calendar days in Seoul."""

    code: str
    base_on: dt.date
    nominal: dt.date
    effective: dt.date
    closed_on: dt.date | None
    rule_version: str


_rules: dict[str, tuple[DeadlineRule, ...]] = {}


def declare(kind: str, rules: tuple[DeadlineRule, ...]) -> None:
    """Registers the deadlines of a kind of case."""
    _rules[kind] = rules


def rules_of(kind: str) -> tuple[DeadlineRule, ...]:
    return _rules[kind]


def derive(rules: Iterable[DeadlineRule], events: Iterable[tuple[str, dt.date]]) -> list[Derived]:
    """From (kind, day) pairs in their order to deadlines. The latest base counts; an end before it does not close it."""
    history = list(events)
    derived = []
    for rule in rules:
        bases = [place for place, (kind, _) in enumerate(history) if kind == rule.base]
        if not bases:
            continue
        base_on = history[bases[-1]][1]
        ends = [day for kind, day in history[bases[-1] :] if kind in rule.ends]
        period = due(base_on, rule.days)
        derived.append(
            Derived(rule.code, base_on, period.nominal, period.effective, ends[0] if ends else None, period.rule_version)
        )
    return derived


def refresh(case: Case, actor: Actor) -> bool:
    """Writes the index anew from the timeline and sets `case.next_due`. True where something differed from what stood there."""
    events = TimelineEntry.objects.visible_to(actor).filter(case=case).order_by("id").values_list("kind", "on")
    wanted = {(item.code, item.base_on): item for item in derive(rules_of(case.kind), events)}
    changed = False
    for row in Deadline.objects.visible_to(actor).filter(case=case):
        item = wanted.pop((row.code, row.base_on), None)
        if item is None:
            row.delete()
            changed = True
        elif any(getattr(row, name) != value for name, value in vars(item).items()):
            for name, value in vars(item).items():
                setattr(row, name, value)
            row.save()
            changed = True
    for item in wanted.values():
        Deadline.objects.create(**belonging(case), **vars(item))
        changed = True
    open_days = Deadline.objects.visible_to(actor).filter(case=case, closed_on=None).values_list("effective", flat=True)
    next_due = min(open_days, default=None)
    if case.next_due != next_due:
        case.next_due, changed = next_due, True
    return changed
