"""The table form of `period`: the days are counted by the calendar itself, each distinct row once."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import narwhals as nw

from teojeon.law import calendar
from teojeon.law.book import LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.language.kinds import Count
from teojeon.law.period.ad_hoc import ad_hoc_holidays
from teojeon.law.period.facts import NEEDED, backward, base, counting, excluded, length, unit
from teojeon.law.period.kinds import DAY_OR_INSTANT
from teojeon.law.period.rules import PERIOD
from teojeon.law.table.bits import joined_texts
from teojeon.law.table.columns import ON, Column, declared
from teojeon.law.table.form import Output, TableForm
from teojeon.law.table.reading import ERROR, Fault, Shape
from teojeon.law.table.steps import Computed, PerRow, Reading, Step

_EXCLUDED = "excluded_days"
_INPUTS = (base.name, length.name, unit.name, backward.name, _EXCLUDED, counting.name)
_OUTPUTS = {"__nominal": nw.Date, "__effective": nw.Date, "__rolled_over": nw.Boolean, "__missing": nw.Int64, "__late": nw.Int64}
_NOTHING = "__nothing"
_NEVER = nw.lit(False)
_LATE = (
    Fault("BAD_DATE", base.name, _NEVER),
    Fault("NOT_IN_FORCE", base.name, _NEVER),
    Fault("NOT_IN_FORCE", length.name, _NEVER),
    Fault("NOT_IN_FORCE", _EXCLUDED, _NEVER),
    Fault("BAD_VALUE", backward.name, _NEVER),
)
"""What the calendar refuses; no column expression finds it."""


@cache
def period() -> TableForm:
    """The table form of the calculator of periods; `excluded_days` is a number of days in place of intervals."""
    facts = [fact for fact in PERIOD.facts if fact is not excluded]
    columns = list(declared(facts, ()))
    columns.insert(-1, Column(_EXCLUDED, Count, f"{excluded.title}의 수", excluded.source, "0"))
    return TableForm(
        rules=PERIOD,
        columns=tuple(columns),
        expressions=(),
        outputs=(
            Output("nominal", "센 마지막 날(제외한 날 포함)", "__nominal"),
            Output("effective", "만료일", "__effective"),
            Output("rolled_over", "쉬는 날이어서 옮겼는지 여부", "__rolled_over"),
            Output("possible", "항상 비어 있음", _NOTHING, ("",)),
            Output("missing", "결과가 기다리는 사실", "__missing", joined_texts([fact.name for fact in NEEDED])),
        ),
        named=_named,
        combined=_combined,
        late_faults=_LATE,
        engines=("polars",),
    )


def _named(reading: Reading) -> Mapping[str, str | nw.Expr]:
    return {_NOTHING: nw.lit(0)}


def _combined(book: LawBook, shape: Shape, faults: Sequence[Fault]) -> Sequence[Step]:
    extra = tuple(ad_hoc_holidays(book))
    late = {(fault.code, fault.column): len(faults) + number for number, fault in enumerate(_LATE)}
    inputs = tuple(name for name in _INPUTS if name in shape.present)

    @lru_cache(maxsize=100_000)
    def counted(*values: Any) -> tuple[Any, ...]:
        facts = dict(zip(inputs, values, strict=True))
        missing = sum(1 << bit for bit, fact in enumerate(NEEDED) if facts.get(fact.name) is None)
        try:
            done = _count(facts if not missing else _standing_in(facts), extra)
        except LawError as error:
            field = _EXCLUDED if error.field == excluded.name else str(error.field)
            return (None, None, None, 0, late[error.code, field])
        return (None, None, None, missing, None) if missing else (done.nominal, done.effective, done.rolled_over, 0, None)

    before_base = sum(fault.column == ON for fault in faults)
    bad_base = late["BAD_DATE", base.name]

    def row(*values: Any) -> tuple[Any, ...]:
        *facts, error = values
        if error is None:
            return tuple(counted(*facts))
        # the base is read here, but it stands before the other columns, so its fault goes before theirs
        is_first = error >= before_base and inputs[:1] == (base.name,) and not _is_read(facts[0])
        return (None, None, None, 0, bad_base if is_first else error)

    return [PerRow((*inputs, ERROR), _OUTPUTS, row), Computed({ERROR: nw.col("__late")})]


def _is_read(value: Any) -> bool:
    try:
        return value is None or bool(DAY_OR_INSTANT.read(value, base.name, None))
    except LawError:
        return False


def _standing_in(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts with which a row that lacks some is refused for what no further fact can mend."""
    known = facts.get(base.name)
    first = calendar.holidays().first if known is None else DAY_OR_INSTANT.read(known, base.name, None)
    return {**facts, base.name: first, length.name: 0, unit.name: "month", _EXCLUDED: 0}


def _count(facts: Mapping[str, Any], extra: tuple[Any, ...]) -> calendar.Period:
    return calendar.count(
        DAY_OR_INSTANT.read(facts[base.name], base.name, None),
        facts[length.name],
        facts[unit.name],
        excluded_days=facts.get(_EXCLUDED) or 0,
        extra_holidays=extra,
        backward=facts.get(backward.name) is True,
        counting=facts.get(counting.name) or "civil",
    )
