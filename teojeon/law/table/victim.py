"""The table form of `victim`: sixteen requirements as columns, then one look-up by the state of their composites."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import cache, reduce

import narwhals as nw

from teojeon.law.book import LawBook
from teojeon.law.table.bits import as_number, joined_texts
from teojeon.law.table.columns import NOT, declared
from teojeon.law.table.form import Output, TableForm
from teojeon.law.table.reading import Fault, Shape
from teojeon.law.table.steps import Computed, Reading, Step
from teojeon.law.victims.facts import cap_uplift, earliest_security_on, has_security_right
from teojeon.law.victims.outcome import CODES, COMPOSITES, DIGITS, WEIGHTS, Composite, Formulas, table
from teojeon.law.victims.rules import VICTIM
from teojeon.law.victims.values import UPLIFT_MAX

_FORMULAS = (Formulas(exclusions_reach_completed_sales=False), Formulas(exclusions_reach_completed_sales=True))
_STATES = len(table(_FORMULAS[0]))
_POSITION, _STATE, _UNKNOWN = "__position", "__state", "__unknown"


@cache
def victim() -> TableForm:
    """The table form of the determination."""
    return TableForm(
        rules=VICTIM,
        columns=declared(VICTIM.facts, [requirement.test for requirement in VICTIM.requirements]),
        expressions=tuple(requirement.test for requirement in VICTIM.requirements),
        outputs=_outputs(),
        named=_named,
        findings=tuple(Output(each.code, each.title, f"__{each.code}") for each in VICTIM.requirements),
        combined=_combined,
        faults=_faults,
    )


def _outputs() -> tuple[Output, ...]:
    states = [state for formulas in _FORMULAS for state in table(formulas)]
    member_bits = {each.name: sum(1 << CODES.index(code) for code in each.members) for each in COMPOSITES}
    masks = tuple(sum(member_bits[name] for name in state.deciding) for state in states)
    return (
        Output("outcome", "판단 결과", _STATE, tuple(state.outcome for state in states)),
        Output("possible", "가능한 결과(HOLD일 때)", _STATE, tuple("|".join(state.possible) for state in states)),
        Output("missing", "결과를 가르는 모르는 요건(HOLD일 때)", _UNKNOWN, joined_texts(CODES), _STATE, masks),
    )


def _named(reading: Reading) -> Mapping[str, str | nw.Expr]:
    found = {f"__{each.code}": reading.column(each.test) for each in VICTIM.requirements}
    return found | {_POSITION: nw.lit(_FORMULAS.index(Formulas.of(reading.book, reading.on)) * _STATES, dtype=nw.Int16)}


def _combined(book: LawBook, shape: Shape, faults: Sequence[Fault]) -> Sequence[Step]:
    values = {code: nw.col(f"__{code}") for code in CODES}
    digits = [_digit(each, values, weight) for each, weight in zip(COMPOSITES, WEIGHTS, strict=True)]
    state = reduce(lambda one, other: one + other, digits, nw.col(_POSITION))
    return [Computed({_STATE: state, _UNKNOWN: as_number([values[code].is_null() for code in CODES])})]


def _digit(composite: Composite, values: Mapping[str, nw.Expr], weight: int) -> nw.Expr:
    """The composite's digit in the index of the state, times its weight: 0 false, 1 unknown, 2 true."""
    parts = [values[code] for code in composite.members]
    value = reduce(lambda one, other: one & other if composite.all_hold else one | other, parts)
    return (value.cast(nw.Int16) * nw.lit(DIGITS[True] * weight, dtype=nw.Int16)).fill_null(DIGITS[None] * weight)


def _faults(book: LawBook, on: dt.date, available: Collection[str]) -> Sequence[Fault]:
    """The contradictions and the range that one case is refused for, in the same order."""
    found: list[Fault] = []
    has, since, never = has_security_right.name, earliest_security_on.name, earliest_security_on.name + NOT
    if has in available and since in available:
        found.append(Fault("BAD_VALUE", since, ~nw.col(has) & ~nw.col(since).is_null(), between=True))
    if has in available and never in available:
        found.append(Fault("BAD_VALUE", since, nw.col(has) & nw.col(never), between=True))
    if cap_uplift.name in available:
        greatest = book.in_force(UPLIFT_MAX.code, on).value
        found.append(Fault("BAD_VALUE", cap_uplift.name, nw.col(cap_uplift.name) > greatest, between=True))
    return found
