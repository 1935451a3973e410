"""The only module that may ask for the time.

Two faces. `business_now()` is the legal instant: filing, receipt, deadlines. `real_now()` serves second factors, sessions,
locks and jobs. In demo and test a row of the database holds the offset between them, read once per unit of work, so that one
run can walk through years; production refuses to start with it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")

_offset: ContextVar[dt.timedelta] = ContextVar("clock_offset", default=dt.timedelta(0))


def real_now() -> dt.datetime:
    """The machine's instant, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def business_now() -> dt.datetime:
    """The legal instant of this unit of work, aware, in Seoul's time."""
    return (real_now() + _offset.get()).astimezone(SEOUL)


def business_today() -> dt.date:
    """The day in Seoul of the legal instant."""
    return business_now().date()


def seoul_day(instant: dt.datetime) -> dt.date:
    """The day in Seoul of an aware instant."""
    return instant.astimezone(SEOUL).date()


@contextmanager
def shifted(offset: dt.timedelta) -> Iterator[None]:
    """Within this block the legal instant is the real one plus `offset`. Opened by the unit of work."""
    token = _offset.set(offset)
    try:
        yield
    finally:
        _offset.reset(token)


def offset() -> dt.timedelta:
    """The offset of this unit of work; zero in production."""
    return _offset.get()
