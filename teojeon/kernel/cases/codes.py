"""What people may fix about deadlines: holidays fixed ad hoc for the nation, and the last day of one case's deadline."""

import datetime as dt
from functools import partial
from uuid import UUID

from teojeon.kernel.cases import deadlines
from teojeon.kernel.cases.models import Deadline
from teojeon.kernel.cases.overrides import PREFIX
from teojeon.kernel.cases.rederive import refresh_locked
from teojeon.kernel.parameters.actions import Code, declare
from teojeon.kernel.parameters.models import ParameterValue
from teojeon.kernel.parameters.queries import extra_holidays
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law import calendar
from teojeon.law.language.errors import LawError
from teojeon.law.period.ad_hoc import AD_HOC_HOLIDAY, AD_HOC_SOURCE, span_refusal

OVERRIDE_SOURCE = "행정기본법 제6조, S1-XCT-01"
YES = 1


def _is_yes(value: int, on: dt.date) -> Refusal | None:
    if value != YES:
        return Refusal("BAD_VALUE", "임시공휴일로 정한 날만 등록합니다.", "value", AD_HOC_SOURCE)
    calendar.is_working_day(on, field="on")  # a day outside the table is NOT_IN_FORCE
    return None


def _days_of_a_holiday(first: dt.date, last: dt.date | None) -> Refusal | None:
    if message := span_refusal(first, last):
        return Refusal("BAD_DATE", message, "valid_to", AD_HOC_SOURCE)
    return None


def declare_overrides(rules: tuple[deadlines.DeadlineRule, ...]) -> None:
    """Lets people set the last day of these deadlines by hand. The law declares each code (law/period/parameters.toml)."""
    for rule in rules:
        declare(
            Code(
                code=f"{PREFIX}{rule.code}",
                title=f"{rule.title} 직접 지정",
                unit="날짜",
                source=OVERRIDE_SOURCE,
                check=_is_a_last_day,
                days=_replaces_one_day,
                fits=partial(_override_fits, rule),
                approved=_refresh_its_case,
            )
        )


def _is_a_last_day(value: int, on: dt.date) -> Refusal | None:
    try:
        day = dt.date.fromordinal(value)
        works = calendar.is_working_day(day, extra_holidays())
    except (ValueError, OverflowError, LawError):
        return Refusal("BAD_DATE", "공휴일 표가 있는 해의 날짜를 적습니다.", "value", OVERRIDE_SOURCE)
    if not works:
        return Refusal(
            "NOT_A_WORKING_DAY", "쉬는 날은 기한의 마지막 날이 될 수 없습니다. 평일을 적습니다.", "value", OVERRIDE_SOURCE
        )
    return None


def _replaces_one_day(first: dt.date, last: dt.date | None) -> Refusal | None:
    if last != first:
        return Refusal("BAD_DATE", "바꿀 기한의 마지막 날 하루를 적습니다.", "valid_to", OVERRIDE_SOURCE)
    return None


def _override_fits(rule: deadlines.DeadlineRule, area: str, value: int, first: dt.date) -> Refusal | None:
    """Asked when it is entered and once more when it is approved: the deadline may have moved or ended in between."""
    rows = Deadline.objects.visible_to(current().actor).filter(case=_case_of(area), code=rule.code, closed_on=None)
    row = rows.order_by("-base_on").first()
    if row is None:
        return Refusal("DEADLINE_CLOSED", "진행 중인 기한이 아니어서 바꿀 수 없습니다.", "area", OVERRIDE_SOURCE)
    if row.effective != first:
        message = f"지금 마지막 날은 {row.effective.isoformat()}입니다. 이 날을 기준으로 다시 등록합니다."
        return Refusal("DEADLINE_MOVED", message, "valid_from", OVERRIDE_SOURCE)
    if rule.for_citizen and dt.date.fromordinal(value) < row.effective:
        return Refusal("EARLIER_FOR_CITIZEN", "신청인의 기한은 앞당길 수 없습니다.", "value", OVERRIDE_SOURCE)
    return None


def _case_of(area: str) -> UUID:
    return UUID(area.partition(":")[2])


def _refresh_its_case(row: ParameterValue) -> None:
    refresh_locked(_case_of(row.area))


declare(Code(AD_HOC_HOLIDAY, "임시공휴일", "예·아니오", AD_HOC_SOURCE, _is_yes, _days_of_a_holiday))
