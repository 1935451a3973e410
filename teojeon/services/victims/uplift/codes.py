"""The uplift of the deposit cap (법§3①2 단서): what a resolution may fix."""

import datetime as dt

from teojeon.kernel.parameters.actions import Code, declare
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.book import LawBook

SOURCE = "전세사기피해자법 제3조제1항제2호 단서"


def _within_the_act(value: int, on: dt.date) -> Refusal | None:
    base = _won("DEPOSIT_CAP_BASE", on)
    most = base + _won("DEPOSIT_CAP_UPLIFT_MAX", on)
    if base <= value <= most:
        return None
    return Refusal(
        "UPLIFT_OUT_OF_RANGE",
        f"상한은 {base:,}원 이상 {most:,}원 이하로 정합니다 (2억원 범위에서 상향).",
        "value",
        SOURCE,
    )


def _won(code: str, on: dt.date) -> int:
    value = LawBook.shipped().in_force(code, on).value
    assert isinstance(value, int)  # both codes are declared in won
    return value


declare(Code("DEPOSIT_CAP_EFFECTIVE", "임차보증금 상한 (위원회 의결)", "원", SOURCE, _within_the_act))
