"""The three ways of counting: 민법 (with 행정기본법 제6조제1항), 민원처리법 제19조, 행정기본법 제6조제2항."""

import calendar as months
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from teojeon.law.calendar.hours import SEOUL, after_working_days
from teojeon.law.calendar.table import HOLIDAY_SOURCE, is_projected, is_working_day, rule_version
from teojeon.law.language.errors import LawError

Unit: TypeAlias = Literal["day", "month", "year"]
Counting: TypeAlias = Literal["civil", "petition", "first_day"]
Span: TypeAlias = tuple[dt.date, dt.date]

SOURCE = "행정기본법 제6조제1항, 민법 제157조·제160조·제161조"
PETITION_SOURCE = "민원처리법 제19조"
FIRST_DAY_SOURCE = "행정기본법 제6조제2항"
MOST_DAYS_IN_HOURS = 5
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A computed period. `nominal` is the last day as counted, excluded days included; `effective` is that day rolled
    once to the next working day (backwards: the preceding one). The period ends with the end of the effective day.

    `skipped` are the days over which it rolled. `ends_at` is the instant in Seoul where hours are counted, else None.
    `projected`: a day that mattered lies in a year whose holidays are not yet proclaimed.
    """

    base: dt.date
    length: int
    unit: Unit
    excluded: tuple[Span, ...]
    nominal: dt.date
    effective: dt.date
    rolled_over: bool
    rule_version: str
    counting: Counting = "civil"
    backward: bool = False
    skipped: tuple[dt.date, ...] = ()
    ends_at: dt.datetime | None = None
    projected: bool = False


def due(
    base: dt.date,
    length: int,
    unit: Unit = "day",
    excluded: Sequence[Span] = (),
    extra_holidays: Collection[dt.date] = (),
) -> Period:
    """The last day of a period of `length` days, months or years whose base event fell on `base` (민법).

    The day of the event does not count (민법 제157조); months and years go by the calendar (제160조). Each day of an
    excluded interval, both ends included, is added once, however often the intervals overlap. At the end, and only
    there, a Saturday or public holiday moves to the next working day (제161조). `extra_holidays` are holidays fixed
    ad hoc. Raises `LawError`: BAD_VALUE (negative length, interval that ends before it begins), NOT_IN_FORCE (outside
    the table).
    """
    return count(base, length, unit, excluded=excluded, extra_holidays=extra_holidays)


def count(
    base: dt.date | dt.datetime,
    length: int,
    unit: Unit = "day",
    *,
    excluded: Sequence[Span] = (),
    excluded_days: int = 0,
    extra_holidays: Collection[dt.date] = (),
    backward: bool = False,
    counting: Counting = "civil",
) -> Period:
    """The end of a period under one of the three countings; `base` may be an instant (then its day in Seoul counts).

    - civil: as `due`; `backward` counts from `base`, not counting it, and rolls to the preceding working day.
    - petition: days are working days, the first included (민원처리법 제19조제2항); five or fewer are counted in hours
      from `base`, which must be an instant (제1항); months and years as 민법, the first day included (제3항).
    - first_day: the first day counts and the last stays where it falls (행정기본법 제6조제2항).

    `excluded_days` stands for intervals of which only the number of days is known (working days where those count).
    Raises `LawError` as `due`; also BAD_DATE (hours from a base without a time), BAD_VALUE (`backward` with a counting
    other than civil).
    """
    if length < 0:
        raise LawError("BAD_VALUE", "기간은 0 이상이어야 합니다.", "length", SOURCE)
    if excluded_days < 0:
        raise LawError("BAD_VALUE", "제외하는 일수는 0 이상이어야 합니다.", "excluded_days", SOURCE)
    if backward and counting != "civil":
        message = "거꾸로 세는 기간은 민법의 방법(civil)으로만 셉니다. 둘 중 하나를 고칩니다."
        raise LawError("BAD_VALUE", message, "backward", FIRST_DAY_SOURCE if counting == "first_day" else PETITION_SOURCE)
    instant = _in_seoul(base) if isinstance(base, dt.datetime) else None
    day = instant.date() if instant is not None else base
    is_working_day(day, field="base")
    spans = _merged(excluded)
    ends_at = None
    if counting == "petition" and unit == "day":
        working = _Working(extra_holidays, spans)
        if length <= MOST_DAYS_IN_HOURS:
            ends_at = after_working_days(_received_at(instant), length + excluded_days, working.counts)
            nominal = ends_at.date()
        else:
            nominal = working.day_number(day, length + excluded_days)
    else:
        added = excluded_days + sum((last - first).days + 1 for first, last in spans)
        nominal = _calendar_end(day, length, unit, added, backward=backward, counts_first=counting != "civil")
    effective = _rolled(nominal, extra_holidays, backward=backward) if counting != "first_day" else nominal
    return Period(
        base=day,
        length=length,
        unit=unit,
        excluded=tuple(excluded),
        nominal=nominal,
        effective=effective,
        rolled_over=effective != nominal,
        rule_version=rule_version(),
        counting=counting,
        backward=backward,
        skipped=_days_between(nominal, effective),
        ends_at=ends_at,
        projected=is_projected(min(nominal, effective), max(nominal, effective)),
    )


def workdays_after(base: dt.date, n: int, extra_holidays: Collection[dt.date] = ()) -> dt.date:
    """The n-th working day after `base`, which does not count itself; for n = 0 `base` itself."""
    if n < 0:
        raise LawError("BAD_VALUE", "일수는 0 이상이어야 합니다.", "n", SOURCE)
    is_working_day(base, field="base")
    day = base
    for _ in range(n):
        day += _DAY
        while not is_working_day(day, extra_holidays, field="n"):
            day += _DAY
    return day


class _Working:
    """Which days count for a petition: working days outside the excluded intervals."""

    def __init__(self, extra_holidays: Collection[dt.date], spans: Sequence[Span]) -> None:
        self._extra = extra_holidays
        self._spans = spans

    def counts(self, day: dt.date) -> bool:
        return is_working_day(day, self._extra, "length") and not any(first <= day <= last for first, last in self._spans)

    def day_number(self, first: dt.date, number: int) -> dt.date:
        """The day on which the count from `first`, itself included, reaches `number`."""
        day, counted = first, int(self.counts(first))
        while counted < number:
            day += _DAY
            counted += self.counts(day)
        return day


def _in_seoul(instant: dt.datetime) -> dt.datetime:
    # a bare clock time is Seoul's, never that of the machine
    return instant.replace(tzinfo=SEOUL) if instant.tzinfo is None else instant.astimezone(SEOUL)


def _received_at(instant: dt.datetime | None) -> dt.datetime:
    if instant is None:
        message = "처리기간이 5일 이하이면 접수한 시각부터 셉니다. 2026-11-20T14:00과 같이 시각까지 적습니다."
        raise LawError("BAD_DATE", message, "base", f"{PETITION_SOURCE}제1항")
    return instant


def _calendar_end(day: dt.date, length: int, unit: Unit, added: int, *, backward: bool, counts_first: bool) -> dt.date:
    """The last day by the calendar, `added` excluded days included; outside the table it is `NOT_IN_FORCE`."""
    field = "length"
    try:
        if backward:
            end = _counted_back(day, length, unit)
        else:
            # a period of which the first day counts begins a day earlier; one of no length has no first day
            end = _counted(day - _DAY if counts_first and length else day, length, unit)
        is_working_day(end, field=field)
        field = "excluded"
        end += (-_DAY if backward else _DAY) * added
        is_working_day(end, field=field)
    except (OverflowError, ValueError) as error:
        raise LawError("NOT_IN_FORCE", "기간의 끝이 공휴일 표를 벗어납니다.", field, HOLIDAY_SOURCE) from error
    return end


def _counted(base: dt.date, length: int, unit: Unit) -> dt.date:
    """The last day as counted.

    For months and years the period starts on the day after `base` and ends on the day before the corresponding day;
    where that day does not exist, on the last day of that month (민법 제160조제2항·제3항).
    """
    if unit == "day" or length == 0:
        return base + dt.timedelta(days=length)
    start = base + _DAY
    year, month = _month(start, length * (12 if unit == "year" else 1))
    last_of_month = months.monthrange(year, month)[1]
    if start.day > last_of_month:
        return dt.date(year, month, last_of_month)
    return dt.date(year, month, start.day) - _DAY


def _counted_back(base: dt.date, length: int, unit: Unit) -> dt.date:
    """The mirror of `_counted`: from the day before `base` back to the day after the corresponding day.

    A whole month counted back from its last day reaches its first; where the corresponding day does not exist, the
    period reaches back to the first of the month that follows it.
    """
    if unit == "day" or length == 0:
        return base - dt.timedelta(days=length)
    start = base - _DAY
    months_back = length * (12 if unit == "year" else 1)
    if base.day == 1:
        year, month = _month(start, 1 - months_back)
        return dt.date(year, month, 1)
    year, month = _month(start, -months_back)
    last_of_month = months.monthrange(year, month)[1]
    return dt.date(year, month, min(start.day, last_of_month)) + _DAY


def _month(day: dt.date, later: int) -> tuple[int, int]:
    elapsed = day.year * 12 + day.month - 1 + later
    return elapsed // 12, elapsed % 12 + 1


def _rolled(day: dt.date, extra_holidays: Collection[dt.date], *, backward: bool) -> dt.date:
    while not is_working_day(day, extra_holidays, field="length"):
        day += -_DAY if backward else _DAY
    return day


def _days_between(nominal: dt.date, effective: dt.date) -> tuple[dt.date, ...]:
    """The days from `nominal` on, in the direction of the roll, that are not `effective`."""
    step = 1 if effective >= nominal else -1
    return tuple(nominal + dt.timedelta(days=step * number) for number in range(abs((effective - nominal).days)))


def _merged(intervals: Sequence[Span]) -> list[Span]:
    """The same days as intervals of which no two overlap, in their order."""
    merged: list[Span] = []
    for first, last in sorted(intervals):
        if last < first:
            raise LawError("BAD_VALUE", "제외 기간의 끝이 시작보다 빠릅니다.", "excluded", SOURCE)
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
