"""Deadlines are computed from events by a rule with a source; the stored rows are an index, never the truth."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from teojeon.kernel.cases.models import Case, Deadline, TimelineEntry, belonging
from teojeon.kernel.cases.moves import MOVED, Cause, Move, enter_move
from teojeon.kernel.cases.overrides import Override, overrides_of
from teojeon.kernel.parameters.queries import FixedDay, ad_hoc_holidays
from teojeon.kernel.sides.actor import Actor
from teojeon.law.calendar import due, rule_version, was_valid

LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)
PAUSE, UNTIL = "pause", "until"  # in a timeline entry's content: which pause, and its last day where it is not the entry's


@dataclass(frozen=True)
class DeadlineRule:
    """`base`: the timeline kind whose day starts the period; `days`: its length; `ends`: kinds that close it.

    `for_citizen`: the person of the case has to keep it, so it never moves to an earlier day. `tell`: the step that the
    person's page names when it moves; empty where the person is not told. `days_from`: the entry of the base's content that
    says the length instead of `days`. `pauses` and `resumes`: kinds between which the days do not count, both ends included;
    their content says under PAUSE which of several pauses it is. `reopens`: kinds after which an earlier end never was.
    """

    code: str
    title: str
    base: str
    days: int
    ends: tuple[str, ...]
    source: str
    for_citizen: bool = False
    tell: str = ""
    days_from: str = ""
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()


class Happened(NamedTuple):
    """A timeline entry as a deadline sees it. `on`: the legal day; `at`: when it was recorded."""

    kind: str
    on: dt.date
    at: dt.datetime = LONG_AGO
    content: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Derived:
    """A deadline as the rule gives it. Days are calendar days in Seoul."""

    code: str
    base_event: str
    base_on: dt.date
    length: int
    unit: str
    excluded: list[list[str]]
    nominal: dt.date
    effective: dt.date
    closed_on: dt.date | None
    stopped_on: dt.date | None
    rule_version: str


@dataclass(frozen=True)
class Derivation:
    """`deadline` as it is now, `told` its last day as the case was last told, and what lies between the two.

    `holidays`: days fixed ad hoc over which it rolled; `rows`: the approved values behind them, or behind an override.
    `kept`: a newer table would have moved a citizen's deadline to an earlier day, and did not.
    """

    rule: DeadlineRule
    deadline: Derived
    told: dt.date
    cause: Cause
    holidays: tuple[dt.date, ...] = ()
    rows: tuple[UUID, ...] = ()
    kept: bool = False


_rules: dict[str, tuple[DeadlineRule, ...]] = {}


def declare(kind: str, rules: tuple[DeadlineRule, ...]) -> None:
    """Registers the deadlines of a kind of case."""
    _rules[kind] = rules


def rules_of(kind: str) -> tuple[DeadlineRule, ...]:
    return _rules[kind]


def derive(rules: Iterable[DeadlineRule], events: Iterable[tuple[Any, ...]]) -> list[Derived]:
    """From (kind, day) pairs in their order to deadlines. The latest base counts; an end before it does not close it."""
    return [each.deadline for each in derivations(rules, events)]


def derivations(
    rules: Iterable[DeadlineRule],
    events: Iterable[tuple[Any, ...]],
    fixed: Sequence[FixedDay] = (),
    overrides: Sequence[Override] = (),
) -> list[Derivation]:
    """The deadlines, with what moved them.

    A holiday fixed ad hoc and an override count where they were approved before the deadline was closed: what is closed
    is never computed again. A deadline of the citizen stays where it was told, or goes to a later day.
    """
    history = [Happened(*event) for event in events]
    found = []
    for rule in rules:
        bases = [place for place, event in enumerate(history) if _begins(rule, event)]
        if bases:
            found.append(_derivation(rule, history[bases[-1] :], fixed, overrides))
    return found


def _derivation(
    rule: DeadlineRule, history: Sequence[Happened], fixed: Sequence[FixedDay], overrides: Sequence[Override]
) -> Derivation:
    base, place = history[0], _end(rule, history)
    end = history[place] if place is not None else None
    spans, stopped_on = excluded_days(rule, history[:place])
    length = int(base.content[rule.days_from]) if rule.days_from else rule.days
    known = [day for day in fixed if end is None or day.known_at <= end.at]
    holidays = {day.on for day in known}
    set_by = [each for each in overrides if each.deadline == rule.code and base.at <= each.known_at]
    if end is not None:
        set_by = [each for each in set_by if each.known_at <= end.at]
    counted = due(base.on, length, excluded=[span.days for span in spans], extra_holidays=holidays)
    last = counted
    if set_by:  # what was excluded after the day was set by hand comes on top of it
        later = [span.days for span in spans if span.known_at > set_by[-1].known_at]
        last = due(set_by[-1].effective, 0, excluded=later, extra_holidays=holidays)
    told = _told(rule, history, fixed, length)
    effective = max(last.effective, due(told.on, 0, extra_holidays=holidays).effective) if rule.for_citizen else last.effective
    moved_by = [day for day in known if day.on in last.skipped and not due(day.on, 0).rolled_over]
    rows = [each.row for each in set_by[-1:]] + [day.row for day in moved_by]
    is_excluded = any(span.known_at > told.at for span in spans)
    return Derivation(
        rule=rule,
        deadline=Derived(
            code=rule.code,
            base_event=base.kind,
            base_on=base.on,
            length=counted.length,
            unit=counted.unit,
            excluded=[[first.isoformat(), last_day.isoformat()] for first, last_day in counted.excluded],
            nominal=counted.nominal,
            effective=effective,
            closed_on=end.on if end else None,
            stopped_on=stopped_on if end is None else None,
            rule_version=_version(set_by, moved_by),
        ),
        told=told.on,
        cause="EXCLUDED" if is_excluded else "OVERRIDE" if set_by else "HOLIDAY",
        holidays=tuple(dict.fromkeys(day.on for day in moved_by)),
        rows=tuple(dict.fromkeys(rows)),
    )


def _begins(rule: DeadlineRule, event: Happened) -> bool:
    """Whether the period runs from here; where the event says the length, one that says none begins nothing."""
    return event.kind == rule.base and (not rule.days_from or rule.days_from in event.content)


def _end(rule: DeadlineRule, history: Sequence[Happened]) -> int | None:
    """The place of the first event that closed the period for good."""
    reopened = max((place for place, event in enumerate(history) if event.kind in rule.reopens), default=-1)
    return next((place for place, event in enumerate(history) if place > reopened and event.kind in rule.ends), None)


class Excluded(NamedTuple):
    """Days that do not count, both included. `known_at`: when the pause ended."""

    days: tuple[dt.date, dt.date]
    known_at: dt.datetime


def excluded_days(rule: DeadlineRule, history: Sequence[Happened]) -> tuple[list[Excluded], dt.date | None]:
    """The pauses that have ended, as days, and since when the clock stands (None while it runs).

    A pause ends with the resuming event that names it, or that names none and so ends all. Its last day is the event's day, or
    an earlier one that the event names. One that ends before it began excludes nothing.
    """
    standing: dict[str, dt.date] = {}
    ended: list[Excluded] = []
    for event in history:
        if event.kind in rule.resumes:
            named = event.content.get(PAUSE)
            last = dt.date.fromisoformat(event.content[UNTIL]) if event.content.get(UNTIL) else event.on
            for name in [named] if named else list(standing):
                first = standing.pop(name, None)
                if first is not None and first <= last:
                    ended.append(Excluded((first, last), event.at))
        elif event.kind in rule.pauses:
            standing[str(event.content[PAUSE])] = event.on
    return ended, min(standing.values(), default=None)


def _version(set_by: Sequence[Override], moved_by: Sequence[FixedDay]) -> str:
    return rule_version() + ("+override" if set_by else "+adhoc" if moved_by else "")


class Told(NamedTuple):
    """The last day that stands in the case, and since when."""

    on: dt.date
    at: dt.datetime


def _told(rule: DeadlineRule, history: Sequence[Happened], fixed: Sequence[FixedDay], length: int) -> Told:
    """The last day that stands in the case: by the newest move, else as it was counted when it began."""
    base = history[0]
    for event in reversed(history):
        if event.kind == MOVED and (event.content["deadline"], event.content["base"]) == (rule.code, base.on.isoformat()):
            return Told(dt.date.fromisoformat(event.content["to"]), event.at)
    known = {day.on for day in fixed if day.known_at <= base.at}
    return Told(due(base.on, length, extra_holidays=known).effective, base.at)


def of_case(case: Case, actor: Actor) -> list[Derivation]:
    """All deadlines of a case, as its timeline and the approved holidays and overrides give them."""
    entries = TimelineEntry.objects.visible_to(actor).filter(case=case).order_by("id")
    events = entries.values_list("kind", "on", "at", "content")
    return derivations(rules_of(case.kind), events, ad_hoc_holidays(), overrides_of(case.pk, actor))


def refresh(case: Case, actor: Actor) -> bool:
    """Writes the index anew from the timeline and sets `case.next_due`. True where something differed from what stood there.

    A deadline that moved is entered into the timeline, with an audit event of its own.
    """
    wanted = {(each.deadline.code, each.deadline.base_on): each for each in of_case(case, actor)}
    changed = False
    for row in Deadline.objects.visible_to(actor).filter(case=case):
        each = wanted.pop((row.code, row.base_on), None)
        if each is None:
            row.delete()
            changed = True
        elif not _was_closed_before(row, each):
            changed |= _rewrite(case, row, _under_a_new_table(row, each))
    for each in wanted.values():
        _log(case, each)
        Deadline.objects.create(**belonging(case), **vars(each.deadline))
        changed = True
    running = Deadline.objects.visible_to(actor).filter(case=case, closed_on=None, stopped_on=None)
    next_due = min(running.values_list("effective", flat=True), default=None)
    if case.next_due != next_due:
        case.next_due, changed = next_due, True
    return changed


def _was_closed_before(row: Deadline, each: Derivation) -> bool:
    """Closed under a table of ours that a newer one has superseded: never computed again."""
    return row.closed_on is not None and row.closed_on == each.deadline.closed_on and was_valid(row.rule_version)


def _under_a_new_table(row: Deadline, each: Derivation) -> Derivation:
    """An open row that a superseded table gave says what was told; a citizen's deadline stays at least there."""
    if not was_valid(row.rule_version):
        return each
    earlier = each.rule.for_citizen and each.deadline.effective < row.effective
    deadline = replace(each.deadline, effective=row.effective) if earlier else each.deadline
    cause: Cause = each.cause if each.rows else "TABLE"
    return replace(each, deadline=deadline, told=row.effective, cause=cause, kept=earlier)


def _rewrite(case: Case, row: Deadline, each: Derivation) -> bool:
    """Makes an index row equal to what was derived. True where it differed or the deadline moved."""
    moved = _log(case, each)
    differing = {name: value for name, value in vars(each.deadline).items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.save()
    return moved or bool(differing)


def _log(case: Case, each: Derivation) -> bool:
    """Enters a move into the case's change log. False where the deadline is where the case was told."""
    deadline = each.deadline
    if deadline.effective == each.told and not each.kept:
        return False
    if deadline.stopped_on is not None:  # it moves once, when the clock runs again
        return False
    move = Move(deadline.code, deadline.base_on, each.told, deadline.effective, each.cause, each.holidays, each.rows)
    enter_move(case, move, tell=each.rule.tell)
    return True
