"""From a file's columns to the columns of the answer: read, check, apply each row's law. Nothing is run here."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw

from teojeon.law.book import LawBook
from teojeon.law.table.columns import ID, ON
from teojeon.law.table.form import Frame, Output, TableForm
from teojeon.law.table.reading import ERROR, Fault, Shape, read
from teojeon.law.table.steps import Computed, Stages, Step


@dataclass(frozen=True)
class Planned:
    """What is to be done with a table: read `frame`, then take the `steps`, then keep `columns`.

    These are `id`, the columns that the outputs need, and `__error`: a place among `faults`, or null.
    """

    frame: Frame
    steps: tuple[Step, ...]
    columns: tuple[str, ...]
    outputs: tuple[Output, ...]
    findings: tuple[Output, ...]
    faults: tuple[Fault, ...]


def plan(
    form: TableForm, frame: Frame, shape: Shape, book: LawBook, on: dt.date, days: Iterable[dt.date] = (), *, findings: bool = False
) -> Planned:
    """The whole way of the rows under the law of `on`, or of the day in their column `on`; `days` are the days there.

    Raises `LawError`: NOT_IN_FORCE where the table has no such column and the rule is not in force on `on`.
    """
    columns = frozenset(shape.present) - {ID}
    if ON in columns:
        laws = _Laws.of(form, book, {on, *days}, nw.coalesce(nw.col(ON), nw.lit(on)))
    else:
        form.rules.must_be_in_force(on)
        laws = _Laws.of(form, book, {on}, nw.lit(on))
    done = read(frame, form.columns, shape, [*_out_of_force(form, laws), *_between(form, book, laws, columns)], on)
    stages = Stages(form.expressions, book, columns)
    named = Computed(laws.joined([form.named(stages.reading(day)) for day in laws.days]))
    steps = (*stages.steps(), named, *form.combined(book, shape, done.faults))
    asked = form.findings if findings else ()
    kept = tuple(dict.fromkeys([ID, *(name for output in (*form.outputs, *asked) for name in output.needs), ERROR]))
    return Planned(done.frame, steps, kept, form.outputs, asked, (*done.faults, *form.late_faults))


@dataclass(frozen=True)
class _Laws:
    """The laws that the rows need: for each a day on which it is in force and the first day of the next; `own` is a row's day."""

    days: tuple[dt.date, ...]
    ends: tuple[dt.date, ...]
    own: nw.Expr

    @classmethod
    def of(cls, form: TableForm, book: LawBook, days: Iterable[dt.date], own: nw.Expr) -> "_Laws":
        breaks = form.breakpoints(book)
        by_law: dict[int, dt.date] = {}
        for day in sorted(day for day in days if day >= form.rules.in_force_from):
            by_law.setdefault(bisect_right(breaks, day), day)
        if not by_law:
            by_law = {1: form.rules.in_force_from}
        return cls(tuple(by_law.values()), tuple(breaks[place] for place in list(by_law)[:-1]), own)

    def joined(self, by_law: Sequence[Mapping[str, str | nw.Expr]]) -> dict[str, nw.Expr]:
        """For each name the column of the row's own law; a column that all laws share is named as such."""
        return {name: self._joined([named[name] for named in by_law]) for name in by_law[-1]}

    def _joined(self, columns: Sequence[str | nw.Expr]) -> nw.Expr:
        names = {column for column in columns if isinstance(column, str)}
        if len(names) == 1 and all(isinstance(column, str) for column in columns):
            return nw.col(names.pop())
        joined = _expr(columns[-1])
        for end, column in zip(reversed(self.ends), reversed(columns[:-1]), strict=True):
            joined = nw.when(self.own < end).then(_expr(column)).otherwise(joined)
        return joined


def _expr(column: str | nw.Expr) -> nw.Expr:
    return nw.col(column) if isinstance(column, str) else column


def _out_of_force(form: TableForm, laws: _Laws) -> list[Fault]:
    return [Fault("NOT_IN_FORCE", ON, laws.own < form.rules.in_force_from)]


def _between(form: TableForm, book: LawBook, laws: _Laws, columns: frozenset[str]) -> list[Fault]:
    by_law = [form.faults(book, day, columns) for day in laws.days]
    found = laws.joined([{str(place): fault.found for place, fault in enumerate(faults)} for faults in by_law])
    return [replace(fault, found=found[str(place)]) for place, fault in enumerate(by_law[0])]
