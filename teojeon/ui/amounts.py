"""Reads amounts as people write them: `1,234,500`, `1,234,500원`, `1억 2천만 원`."""

import re
import unicodedata

from teojeon.ui.formats import shown_won
from teojeon.ui.languages import topic, worded

MOST_WON = 10**15
LARGE_UNITS = {"조": 10**12, "억": 10**8, "만": 10**4}
SMALL_UNITS = {"천": 1000, "백": 100, "십": 10}
PLAIN_NUMBER = re.compile(r"\d+|\d{1,3}(?:,\d{3})+", re.ASCII)
SMALL_PART = re.compile(r"(?:(\d*)천)?(?:(\d*)백)?(?:(\d*)십)?(\d*)", re.ASCII)
LONGEST_TEXT = 60


class AmountError(ValueError):
    """The text is no amount in won; `code` is that of the error contract, the message says what to write."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def parse_won(text: str, label: str = "금액") -> int:
    """Integer won between 0 and 10^15. Raises AmountError (`NEGATIVE_AMOUNT`, `BAD_VALUE`)."""
    subject = topic(label)
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).removesuffix("원").removeprefix("₩")
    unsigned = plain.lstrip("-\u2212\u2013△▲")
    amount = _magnitude(unsigned)
    if amount is None:
        message = "{label} 숫자로 입력해 주십시오. 예: 1,234,500 또는 1억 2천만"
        raise AmountError(worded(message, label=subject), "BAD_VALUE")
    if unsigned != plain and amount:
        message = "{label} 0원 이상이어야 합니다. 빼기 부호를 지워 주십시오."
        raise AmountError(worded(message, label=subject), "NEGATIVE_AMOUNT")
    if amount > MOST_WON:
        message = "{label} {most}까지 입력할 수 있습니다. 자릿수를 확인해 주십시오."
        raise AmountError(worded(message, label=subject, most=shown_won(MOST_WON)), "BAD_VALUE")
    return amount


def _magnitude(text: str) -> int | None:
    if not text or len(text) > LONGEST_TEXT:
        return None
    if PLAIN_NUMBER.fullmatch(text):
        return int(text.replace(",", ""))
    total, rest = 0, text
    for unit, factor in LARGE_UNITS.items():
        head, found, tail = rest.partition(unit)
        if found:
            part = _below_ten_thousand(head)
            if part is None:
                return None
            total, rest = total + part * factor, tail
    if rest:
        part = _below_ten_thousand(rest)
        if part is None:
            return None
        total += part
    return total


def _below_ten_thousand(text: str) -> int | None:
    """The digits before one large unit: `1,200`, `1200`, `2천`, `3천5백`. A unit alone counts once (`천만`)."""
    if PLAIN_NUMBER.fullmatch(text):
        number = int(text.replace(",", ""))
        return number if number < 10_000 else None
    match = SMALL_PART.fullmatch(text)
    if not text or match is None:
        return None
    total = int(match[4] or 0)
    for unit, digits in zip(SMALL_UNITS, match.groups()[:3], strict=True):
        if digits is not None:
            times = int(digits or 1)
            if times > 9:
                return None
            total += times * SMALL_UNITS[unit]
    return total if total < 10_000 else None
