"""A last day that people set by hand: with a reason, entered by one and approved by another (S1-XCT-01).

It is an approved value of the case: `area` names the case, `value` the new last day, and the row is valid on the day that
it replaces. So one deadline can be set again, and what was approved never changes.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from teojeon.kernel.parameters.models import APPROVED, ParameterValue
from teojeon.kernel.sides.actor import Actor

PREFIX = "DEADLINE_"


@dataclass(frozen=True)
class Override:
    """`deadline`: its code; `effective`: the new last day; `known_at`: when it was approved; `row`: the value's key."""

    deadline: str
    effective: dt.date
    known_at: dt.datetime
    row: UUID


def overrides_of(case: UUID, actor: Actor) -> Sequence[Override]:
    """The approved overrides of a case in the order of their approval."""
    rows = ParameterValue.objects.visible_to(actor).filter(area=f"case:{case}", code__startswith=PREFIX, state=APPROVED)
    found = rows.order_by("approved_at").values_list("code", "value", "approved_at", "pk")
    return [Override(code.removeprefix(PREFIX), dt.date.fromordinal(value), at, key) for code, value, at, key in found]
