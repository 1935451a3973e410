"""What the table form of a rule is: its columns, its engines, what it answers, and how a law is read into columns."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals as nw

from teojeon.law.book import LawBook
from teojeon.law.language.expression import Expression
from teojeon.law.language.rules import RuleSet
from teojeon.law.table.columns import Column
from teojeon.law.table.reading import Fault, Shape
from teojeon.law.table.steps import Reading, Step, codes_of

Frame: TypeAlias = nw.LazyFrame[Any]
ALL_ENGINES = ("polars", "duckdb", "spark")


@dataclass(frozen=True)
class Output:
    """One column of the answer, made from the frame's column `column`.

    With `texts` that column holds places in this list. With `masks` it holds a set of bits, of which those count that are also in
    `masks` at the place that the column `masked_by` holds; what is left is the place in `texts`.
    """

    name: str
    title: str
    column: str
    texts: tuple[str, ...] = ()
    masked_by: str = ""
    masks: tuple[int, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns of the frame from which it is made."""
        return (self.column, self.masked_by) if self.masked_by else (self.column,)


def _nothing_more(book: LawBook, shape: Shape, faults: Sequence[Fault]) -> Sequence[Step]:
    return ()


def _no_faults(book: LawBook, on: dt.date, available: Collection[str]) -> Sequence[Fault]:
    return ()


@dataclass(frozen=True)
class TableForm:
    """The table form of one rule.

    `named` gives what is read under one law by the frame's column (these names begin with `__`), `combined` the steps that follow
    from those columns whatever the law; they get the faults so far, after which `late_faults` are numbered, which only these steps can find, `faults` what may be wrong between facts under one law. `outputs` are answered in this order,
    `findings` on request. `expressions` are all that is read: where their law changes, the rows are divided.
    """

    rules: RuleSet
    columns: tuple[Column, ...]
    expressions: tuple[Expression, ...]
    outputs: tuple[Output, ...]
    named: Callable[[Reading], Mapping[str, str | nw.Expr]]
    findings: tuple[Output, ...] = ()
    combined: Callable[[LawBook, Shape, Sequence[Fault]], Sequence[Step]] = _nothing_more
    late_faults: tuple[Fault, ...] = ()
    faults: Callable[[LawBook, dt.date, Collection[str]], Sequence[Fault]] = _no_faults
    engines: tuple[str, ...] = ALL_ENGINES

    def breakpoints(self, book: LawBook) -> tuple[dt.date, ...]:
        """The days on which the law that this rule reads changes: between two of them it is compiled once."""
        days = {self.rules.in_force_from}
        for code in {code for expression in self.expressions for code in codes_of(expression)}:
            for row in book.rows(code):
                days |= {row.from_} if row.to is None else {row.from_, row.to + dt.timedelta(days=1)}
        return tuple(sorted(days))
