"""Two pictures of the assessment: the deposit against the cap, and the days of the sale against the window of completion.

Numbers only: the template draws them, and the same values stand in the findings as text.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from teojeon.law.language.rules import Finding
from teojeon.services.victims.assessment.sheet import Sheet

WIDTH = 600
"""Units of the drawings, left to right."""


@dataclass(frozen=True)
class CapPicture:
    """Amounts in won and their places from the left. `resolved`: the cap as a resolution raised it; None without one."""

    deposit: int
    cap: int
    greatest: int
    resolved: int | None
    deposit_x: int
    cap_x: int
    greatest_x: int
    resolved_x: int

    @property
    def uplift_width(self) -> int:
        return self.greatest_x - self.cap_x


@dataclass(frozen=True)
class WindowPicture:
    """The window of completed sales and the known days. `days`: title, day, place from the left."""

    from_: dt.date
    to: dt.date
    from_x: int
    to_x: int
    days: list[tuple[str, dt.date, int]]

    @property
    def width(self) -> int:
        return self.to_x - self.from_x


def pictures_of(sheet: Sheet) -> dict[str, Any]:
    """`cap` and `window`, None where there is nothing to draw."""
    if sheet.assessment is None:
        return {"cap": None, "window": None}
    return {"cap": _cap(sheet.assessment.finding("R2")), "window": _window(sheet.assessment.finding("AC"))}


def _cap(finding: Finding) -> CapPicture | None:
    deposit = finding.compared.get("deposit")
    cap, most = (_amount(finding, code) for code in ("DEPOSIT_CAP_BASE", "DEPOSIT_CAP_UPLIFT_MAX"))
    if not isinstance(deposit, int) or cap is None:
        return None
    uplift = finding.compared.get("cap_uplift")
    resolved = cap + uplift if isinstance(uplift, int) else _amount(finding, "DEPOSIT_CAP_EFFECTIVE")
    greatest = cap + (most or 0)
    scale = max(deposit, greatest, 1) * 11 // 10
    places = (_place(amount, scale) for amount in (deposit, cap, greatest, resolved or 0))
    return CapPicture(deposit, cap, greatest, resolved, *places)


def _amount(finding: Finding, code: str) -> int | None:
    row = finding.rows.get(code)
    return row.value if row is not None and isinstance(row.value, int) else None


def _window(finding: Finding) -> WindowPicture | None:
    rows: Mapping[str, Any] = finding.rows
    ends = [rows[code].value for code in ("AC_WINDOW_FROM", "AC_WINDOW_TO") if code in rows]
    named = (("배당·배분 종결일", "sale_completed_on"), ("매각대금 완납일", "price_paid_on"))
    days = [(title, day) for title, name in named if isinstance(day := finding.compared.get(name), dt.date)]
    if len(ends) != 2 or not days:
        return None
    first = min(ends[0], *(day for _, day in days)) - dt.timedelta(days=90)
    last = max(ends[1], *(day for _, day in days)) + dt.timedelta(days=90)
    span = (last - first).days
    from_x, to_x = (_place((day - first).days, span) for day in ends)
    return WindowPicture(ends[0], ends[1], from_x, to_x, [(title, day, _place((day - first).days, span)) for title, day in days])


def _place(part: int, whole: int) -> int:
    return part * WIDTH // whole
