"""Strong Kleene logic and arithmetic over values that may be unknown (None).

False decides a conjunction and true a disjunction, whatever else is unknown; arithmetic and comparison with an unknown
part are unknown. Unknown is never treated as false or zero (S1-ASM-01).
"""

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from teojeon.law.language.errors import LawError
from teojeon.law.language.expression import Calculating, Comparing, Scalar

COMPARE: dict[Comparing, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


def conjunction(values: Iterable[bool | None]) -> bool | None:
    """Least of the values with false < unknown < true."""
    result: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def disjunction(values: Iterable[bool | None]) -> bool | None:
    """Greatest of the values with false < unknown < true."""
    result: bool | None = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def negation(value: bool | None) -> bool | None:
    """Not; unknown stays unknown."""
    return None if value is None else not value


def where(condition: bool | None, then: Scalar | None, otherwise: Scalar | None) -> Scalar | None:
    """`then` or `otherwise`; with an unknown condition only what both say."""
    if condition is None:
        return then if then == otherwise else None
    return then if condition else otherwise


def agreed(one: Scalar | None, other: Scalar | None) -> Scalar | None:
    """What both say; the only known one; unknown where they differ."""
    if one is None or other is None:
        return other if one is None else one
    return one if one == other else None


def most(values: Sequence[Scalar | None]) -> Scalar | None:
    """The greatest; unknown with one unknown."""
    return None if None in values else max(values)  # type: ignore[type-var]


def fewest(values: Sequence[Scalar | None]) -> Scalar | None:
    """The least; unknown with one unknown."""
    return None if None in values else min(values)  # type: ignore[type-var]


def compare(how: Comparing, left: Scalar | None, right: Scalar | None) -> bool | None:
    """Compare two values of one kind."""
    if left is None or right is None:
        return None
    return COMPARE[how](left, right)


def calculate(how: Calculating, left: Scalar | None, right: Scalar | None) -> Scalar | None:
    """Add or subtract won, counts, days, and days to dates. A day beyond the calendar is `BAD_DATE`."""
    if left is None or right is None:
        return None
    if isinstance(left, dt.date):
        if isinstance(right, dt.date):
            return (left - right).days
        try:
            return left + dt.timedelta(days=int(right) if how == "+" else -int(right))
        except OverflowError as error:
            raise LawError("BAD_DATE", "계산한 날짜가 달력의 범위를 벗어납니다.") from error
    return int(left) + int(right) if how == "+" else int(left) - int(right)  # type: ignore[arg-type]
