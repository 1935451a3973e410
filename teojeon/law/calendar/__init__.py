"""Legal periods over a dated table of public holidays (민법 제155조–제161조, 행정기본법 제6조, 민원처리법 제19조; S1-XCT-01).

Derived, never counted down: the same events and the same table always give the same day.
"""

from teojeon.law.calendar.counting import (
    FIRST_DAY_SOURCE,
    PETITION_SOURCE,
    SOURCE,
    Counting,
    Period,
    Span,
    Unit,
    count,
    due,
    workdays_after,
)
from teojeon.law.calendar.hours import SEOUL, WORKING_HOURS, WORKING_HOURS_SOURCE
from teojeon.law.calendar.table import (
    HOLIDAY_SOURCE,
    Holiday,
    HolidayTable,
    Kind,
    holidays,
    is_projected,
    is_working_day,
    read_holidays,
    rule_version,
    was_valid,
)

__all__ = [
    "FIRST_DAY_SOURCE",
    "HOLIDAY_SOURCE",
    "PETITION_SOURCE",
    "SEOUL",
    "SOURCE",
    "WORKING_HOURS",
    "WORKING_HOURS_SOURCE",
    "Counting",
    "Holiday",
    "HolidayTable",
    "Kind",
    "Period",
    "Span",
    "Unit",
    "count",
    "due",
    "holidays",
    "is_projected",
    "is_working_day",
    "read_holidays",
    "rule_version",
    "was_valid",
    "workdays_after",
]
