"""Hours of work, for processing times of five days or fewer, which are counted in hours (민원처리법 제19조제1항)."""

import datetime as dt
from collections.abc import Callable

SEOUL = dt.timezone(dt.timedelta(hours=9), "Asia/Seoul")
WORKING_HOURS = "09:00-12:00, 13:00-18:00"
WORKING_HOURS_SOURCE = "국가공무원 복무규정 제9조제2항"
_OPENS, _CLOSES = dt.timedelta(hours=9), dt.timedelta(hours=18)
_MORNING, _LUNCH = dt.timedelta(hours=3), dt.timedelta(hours=1)
_NOTHING, _DAY = dt.timedelta(), dt.timedelta(days=1)


def after_working_days(received_at: dt.datetime, days: int, counts: Callable[[dt.date], bool]) -> dt.datetime:
    """The instant at which `days` times eight working hours have passed since `received_at`.

    A day of work has eight hours without the lunch hour (제19조제1항 후단). Hours outside work, and days for which
    `counts` is false, do not count: what comes in the evening begins with the next day's work.
    `received_at` and the answer are in Seoul.
    """
    day, clock = received_at.date(), _since_midnight(received_at)
    worked = _worked_until(clock)
    if not counts(day) or clock >= _CLOSES:
        day, worked = _next(day, counts), _NOTHING
    for _ in range(days if worked or not days else days - 1):
        day = _next(day, counts)
    if days and not worked:
        return _midnight(day) + _CLOSES
    return _midnight(day) + _OPENS + worked + (_LUNCH if worked > _MORNING else _NOTHING)


def _worked_until(clock: dt.timedelta) -> dt.timedelta:
    """How long work has gone on that day at this time since midnight; nothing before it opens, nothing over lunch."""
    since_opening = max(clock - _OPENS, _NOTHING)
    return min(since_opening, _MORNING) if since_opening < _MORNING + _LUNCH else since_opening - _LUNCH


def _since_midnight(instant: dt.datetime) -> dt.timedelta:
    return dt.timedelta(hours=instant.hour, minutes=instant.minute, seconds=instant.second)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=SEOUL)


def _next(day: dt.date, counts: Callable[[dt.date], bool]) -> dt.date:
    day += _DAY
    while not counts(day):
        day += _DAY
    return day
