"""The last day to object, and why it is that day."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from teojeon.kernel.cases.deadlines import of_case
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.unit import current
from teojeon.law.calendar import due, holidays
from teojeon.services.victims.decision.actions import OBJECTION_DAYS
from teojeon.ui.formats import korean_date, with_particle

_DAY = dt.timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True)
class LastDay:
    """`on`: the last day of the objection period. `why`: how it was counted, in Korean."""

    on: dt.date
    why: str


def last_day_of(case: Case) -> LastDay:
    """The last day to object as the case's own events, approved holidays and an approved override give it."""
    found = next(each for each in of_case(case, current().actor) if each.deadline.code == "OBJECTION")
    counted = last_day_to_object(found.deadline.base_on, found.holidays)
    if counted.on == found.deadline.effective:
        return counted
    return LastDay(found.deadline.effective, f"{counted.why} 그 뒤에 {korean_date(found.deadline.effective)}까지로 정했습니다.")


def last_day_to_object(served_on: dt.date, extra_holidays: Collection[dt.date] = ()) -> LastDay:
    """30 days from the day after service; at the end a Saturday or holiday moves to the next working day (법§15①, 민법§161).

    `extra_holidays`: those fixed ad hoc.
    """
    period = due(served_on, OBJECTION_DAYS, extra_holidays=extra_holidays)
    counted = f"송달일 {korean_date(served_on)}의 다음 날부터 세어 {OBJECTION_DAYS}일째는 {korean_date(period.nominal)}입니다."
    if not period.rolled_over:
        return LastDay(period.effective, counted)
    free, day = [], period.nominal
    while day < period.effective:
        free.append(f"{korean_date(day)} {_why_free(day)}")
        day += _DAY
    listed = with_particle(", ".join(free), "은", "는")
    return LastDay(
        period.effective,
        f"{counted} {listed} 쉬는 날이므로 다음 평일인 {korean_date(period.effective)}까지입니다(민법 제161조).",
    )


def _why_free(day: dt.date) -> str:
    named = [holiday.name for holiday in holidays().days.get(day, ())]
    weekday = {_SATURDAY: "토요일", _SUNDAY: "일요일"}.get(day.weekday())
    return "·".join([*named, *([weekday] if weekday and not named else [])]) or "임시공휴일"
