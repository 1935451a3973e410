"""Approved values, as rows for the law book and as days for the calendar."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from teojeon.kernel.parameters.models import APPROVED, ParameterValue
from teojeon.kernel.work.unit import current
from teojeon.law.book import AuthorityRow, shipped_parameters
from teojeon.law.language.expression import Scalar
from teojeon.law.language.kinds import Date, YesNo
from teojeon.law.period.ad_hoc import AD_HOC_HOLIDAY


@dataclass(frozen=True)
class FixedDay:
    """A holiday fixed ad hoc. `known_at`: when it was approved; `row`: the value's key."""

    on: dt.date
    known_at: dt.datetime
    row: UUID


def authority_rows(areas: Iterable[str]) -> tuple[AuthorityRow, ...]:
    """Approved values of these areas (`nation`, `sido:11`, `case:…`)."""
    rows = ParameterValue.objects.visible_to(current().actor).filter(state=APPROVED, area__in=list(areas))
    return tuple(
        AuthorityRow(row.code, row.area, typed(row.code, row.value), row.valid_from, row.valid_to, row.source, row.resolution)
        for row in rows.order_by("code", "valid_from")
    )


def typed(code: str, number: int) -> Scalar:
    """A stored whole number as the law declares the code: yes/no as 1 and 0, a day as its ordinal, all else as it is."""
    declaration = shipped_parameters().declared.get(code)
    kind = declaration.parameter.kind if declaration else None
    if kind == YesNo:
        return bool(number)
    return dt.date.fromordinal(number) if kind == Date else number


def ad_hoc_holidays() -> tuple[FixedDay, ...]:
    """Every approved holiday that was fixed ad hoc, on both sides. What was approved first stands first."""
    rows = ParameterValue.objects.visible_to(current().actor).filter(code=AD_HOC_HOLIDAY, state=APPROVED)
    fixed = rows.order_by("approved_at", "valid_from").values_list("pk", "valid_from", "valid_to", "approved_at")
    return tuple(
        FixedDay(first + dt.timedelta(days=number), known_at, key)
        for key, first, last, known_at in fixed
        for number in range((last - first).days + 1)
    )


def extra_holidays() -> frozenset[dt.date]:
    """The days that every period of the product skips besides the table of holidays."""
    return frozenset(fixed.on for fixed in ad_hoc_holidays())
