"""What the guarantees of a case cover, as far as it is known (S1-ASM-07).

Valid and paid guarantees count with their amount; refused, cancelled and lapsed ones with nothing; a pending claim, and one
whose state is unknown, may still come to its amount.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from teojeon.law.language.kinds import Won, YesNo
from teojeon.law.language.nodes import Measure
from teojeon.law.victims.facts import guarantees

_COUNTING = ("valid", "paid")
_OPEN = ("pending", None)


def _sum(listed: object, states: Sequence[str | None]) -> int:
    return sum(each["amount"] for each in _entries(listed) if each["state"] in states and each["amount"] is not None)


def _entries(listed: object) -> Sequence[Mapping[str, Any]]:
    return listed if isinstance(listed, tuple) else ()


def _cover(listed: object) -> int:
    return _sum(listed, _COUNTING)


def _pending(listed: object) -> int:
    return _sum(listed, _OPEN)


def _all_known(listed: object) -> bool | None:
    """True where no further cover can exist than the two sums say, otherwise unknown."""
    if listed is None:
        return None
    open_amounts = any(each["amount"] is None and each["state"] in (*_COUNTING, *_OPEN) for each in _entries(listed))
    return None if open_amounts else True


COVER = Measure(guarantees, "guarantee_valid", Won, "유효한 보증금액의 합계", _cover)
PENDING = Measure(guarantees, "guarantee_pending", Won, "청구 중이거나 상태를 모르는 보증금액의 합계", _pending)
COVER_KNOWN = Measure(guarantees, "guarantees_known", YesNo, "보증의 금액을 모두 앎", _all_known)
