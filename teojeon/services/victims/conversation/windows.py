"""When a person may be called: the hours that were named in the application (S1-APP-02 `contact_window`)."""

import datetime as dt

from teojeon.kernel import clock
from teojeon.law.calendar import is_working_day

NOON, EVENING, MORNING, NIGHT = dt.time(12), dt.time(18), dt.time(9), dt.time(21)
WINDOWS: dict[str, tuple[str, dt.time, dt.time, bool]] = {
    "any": ("언제든지", MORNING, NIGHT, False),
    "morning": ("평일 오전", MORNING, NOON, True),
    "afternoon": ("평일 오후", NOON, EVENING, True),
    "evening": ("평일 18시 이후", EVENING, NIGHT, True),
}
"""Code: words, from, until (not included), working days only. Never before 9 or after 21 o'clock."""
NOT_SAID = "정하지 않음"


def words_of(window: str) -> str:
    """The window as the person chose it."""
    return WINDOWS[window][0] if window in WINDOWS else (window or NOT_SAID)


def is_within(window: str, at: dt.datetime) -> bool:
    """Whether an instant lies in the window. Who named none, or wrote own words, may be called on working days from 9 to 18."""
    local = at.astimezone(clock.SEOUL)
    _, begins, ends, working_days = WINDOWS.get(window, ("", MORNING, EVENING, True))
    return begins <= local.time() < ends and (not working_days or is_working_day(local.date()))
