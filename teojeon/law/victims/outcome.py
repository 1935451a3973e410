"""From the values of the requirements to the class of a case (S1-ASM-12): one table for one case and for a country.

The outcome depends on eight three-valued composites: 3^8 = 6,561 states. For each the table holds what all completions of
the unknown parts come to, computed once per position of the readings that the formulas themselves take.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal, TypeAlias

from teojeon.law.language import logic
from teojeon.law.language.interpreter import Law
from teojeon.law.victims.values import READING_A13

Outcome: TypeAlias = Literal["GA", "NA", "DA", "REJECT", "EXCLUDE", "DISMISS", "HOLD"]
Truth: TypeAlias = bool | None

OUTCOMES: tuple[Outcome, ...] = ("GA", "NA", "DA", "REJECT", "EXCLUDE", "DISMISS", "HOLD")
"""In the order in which `possible` names them."""
CODES = ("G1", "G2", "G3", "G4", "G5", "R1", "R2", "R3", "R4", "AC", "D1", "D2", "D3", "X1", "X2", "X3")
CLASSES = ("GA", "NA", "DA")


@dataclass(frozen=True)
class Composite:
    """Requirements that enter the formulas only together. `all_hold`: they must all hold; otherwise one is enough."""

    name: str
    members: tuple[str, ...]
    all_hold: bool = True

    def value(self, values: Mapping[str, Truth]) -> Truth:
        """Kleene's value of the composite."""
        parts = [values[code] for code in self.members]
        return logic.conjunction(parts) if self.all_hold else logic.disjunction(parts)


COMPOSITES = (
    Composite("G", ("G1", "G2", "G3", "G4", "G5")),
    Composite("R1", ("R1",)),
    Composite("R2", ("R2",)),
    Composite("R3", ("R3",)),
    Composite("R4", ("R4",)),
    Composite("AC", ("AC",)),
    Composite("D", ("D1", "D2", "D3")),
    Composite("X", ("X1", "X2", "X3"), all_hold=False),
)
DIGITS: Mapping[Truth, int] = {False: 0, None: 1, True: 2}
"""How a value stands in the index of a state; the first composite is the lowest digit to the base three."""


@dataclass(frozen=True)
class State:
    """What a state of the composites comes to. `deciding`: the composites of which one alone can change the outcome."""

    outcome: Outcome
    possible: tuple[Outcome, ...]
    deciding: frozenset[str]


WEIGHTS = tuple(3**place for place in range(len(COMPOSITES)))


@dataclass(frozen=True)
class Conclusion:
    """The class, or HOLD with the outcomes that are possible and the unknown requirements that decide."""

    outcome: Outcome
    possible: tuple[Outcome, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Formulas:
    """The formulas of 법§2.4 and §3 with the positions of the readings that shape them."""

    exclusions_reach_completed_sales: bool

    @classmethod
    def of(cls, law: Law, on: dt.date) -> "Formulas":
        """The formulas as read on that day (A-13)."""
        return cls(law.in_force(READING_A13.code, on).value == "everyone")

    def excluded(self, value: Mapping[str, Truth]) -> Truth:
        """Whether the case is excluded (법§3②)."""
        if self.exclusions_reach_completed_sales:
            return value["X"]
        return logic.conjunction((value["X"], logic.negation(value["AC"])))

    def of_class(self, name: str, value: Mapping[str, Truth]) -> Truth:
        """Whether the formula of the class 가 (GA), 나 (NA) or 다 (DA) holds."""
        not_excluded = logic.negation(self.excluded(value))
        if name == "GA":
            opposed = logic.conjunction((value["R1"], value["R3"]))
            return logic.conjunction(
                (value["G"], value["R2"], value["R4"], logic.disjunction((value["AC"], opposed)), not_excluded)
            )
        if name == "NA":
            return logic.conjunction((value["G"], value["R1"], value["R3"], value["R4"], not_excluded))
        return logic.conjunction((value["G"], value["R2"], value["R4"], value["D"], not_excluded))

    def outcome(self, value: Mapping[str, Truth]) -> Outcome:
        """The outcome of a state in which everything is known."""
        if not value["G"]:
            return "DISMISS"
        if self.excluded(value):
            return "EXCLUDE"
        if self.of_class("GA", value):
            return "GA"
        if self.of_class("NA", value):
            return "NA"
        return "DA" if self.of_class("DA", value) else "REJECT"


def table(formulas: Formulas) -> tuple[State, ...]:
    """All 6,561 states by index."""
    return tuple(state(index, formulas) for index in range(3 ** len(COMPOSITES)))


def conclude(values: Sequence[Truth], formulas: Formulas) -> Conclusion:
    """What the values of the requirements, in the order of `CODES`, come to."""
    found = state(_index_of(values), formulas)
    if found.outcome != "HOLD":
        return Conclusion(found.outcome, (), ())
    missing = tuple(
        code
        for code, value, composite in zip(CODES, values, _COMPOSITE_OF, strict=True)
        if value is None and composite in found.deciding
    )
    return Conclusion("HOLD", found.possible, missing)


_COMPOSITE_OF = tuple(next(each.name for each in COMPOSITES if code in each.members) for code in CODES)


def _index_of(values: Sequence[Truth]) -> int:
    g1, g2, g3, g4, g5, r1, r2, r3, r4, ac, d1, d2, d3, x1, x2, x3 = values
    gate, fixed = (g1, g2, g3, g4, g5), (d1, d2, d3)
    excluded = (x1, x2, x3)
    digits = (
        0 if False in gate else 1 if None in gate else 2,
        DIGITS[r1],
        DIGITS[r2],
        DIGITS[r3],
        DIGITS[r4],
        DIGITS[ac],
        0 if False in fixed else 1 if None in fixed else 2,
        2 if True in excluded else 1 if None in excluded else 0,
    )
    found = 0
    for digit in reversed(digits):
        found = found * 3 + digit
    return found


@cache
def _known_outcomes(formulas: Formulas) -> dict[tuple[bool, ...], Outcome]:
    names = [composite.name for composite in COMPOSITES]
    return {
        values: formulas.outcome(dict(zip(names, values, strict=True))) for values in product((False, True), repeat=len(COMPOSITES))
    }


@cache
def state(index: int, formulas: Formulas) -> State:
    """What the state with this index comes to over all its completions."""
    known = _known_outcomes(formulas)
    digits = [index // weight % 3 for weight in WEIGHTS]
    choices = [(False,) if digit == 0 else (True,) if digit == 2 else (False, True) for digit in digits]
    outcomes = {values: known[values] for values in product(*choices)}
    found = set(outcomes.values())
    if len(found) == 1:
        return State(found.pop(), (), frozenset())
    deciding = {
        COMPOSITES[place].name
        for place, digit in enumerate(digits)
        if digit == 1 and any(outcomes[values] != outcomes[_flipped(values, place)] for values in outcomes)
    }
    return State("HOLD", tuple(each for each in OUTCOMES if each in found), frozenset(deciding))


def _flipped(values: tuple[bool, ...], place: int) -> tuple[bool, ...]:
    return (*values[:place], not values[place], *values[place + 1 :])
