"""주민등록번호 and 외국인등록번호: 13 digits that begin with a possible date (S1-APP-02).

Since October 2020 the last six digits are random, so a check digit that does not hold is a question, never a refusal.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal, Self

NumberError = Literal["MISSING", "BAD_LENGTH", "BAD_VALUE", "BAD_DATE"]
MESSAGES: dict[NumberError, str] = {
    "MISSING": "주민등록번호 또는 외국인등록번호를 입력해 주십시오.",
    "BAD_LENGTH": "숫자 13자리를 모두 입력해 주십시오. 예: 900101-1234567",
    "BAD_VALUE": "숫자와 붙임표(-)만 입력해 주십시오. 예: 900101-1234567",
    "BAD_DATE": "앞 여섯 자리는 실제로 있는 생년월일이어야 합니다. 신분증을 보고 다시 입력해 주십시오.",
}

# The seventh digit says century and, from 5 to 8, that the number is a foreigner's.
CENTURIES = {
    "9": 1800,
    "0": 1800,
    "1": 1900,
    "2": 1900,
    "3": 2000,
    "4": 2000,
    "5": 1900,
    "6": 1900,
    "7": 2000,
    "8": 2000,
}
FOREIGNER_DIGITS = frozenset("5678")
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−ー_.·​﻿]+")


class BadNumber(ValueError):
    """Refused. `code` for programs, `message` in Korean for people; neither repeats what was entered."""

    def __init__(self, code: NumberError) -> None:
        super().__init__(MESSAGES[code])
        self.code: NumberError = code
        self.message = MESSAGES[code]


@dataclass(frozen=True)
class ResidentNumber:
    """A number that may exist. Neither `repr` nor `str` shows more than the masked form."""

    digits: str = field(repr=False)
    birth_date: dt.date = field(repr=False)
    is_foreigner: bool

    @classmethod
    def parse(cls, text: str, on: dt.date | None = None) -> Self:
        """Read a number as people write it: hyphens, spaces and full-width digits are accepted. A birth after `on` is
        no possible date. Raises BadNumber."""
        bare = SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
        if not bare:
            raise BadNumber("MISSING")
        if not (bare.isascii() and bare.isdecimal()):
            raise BadNumber("BAD_VALUE")
        if len(bare) != 13:
            raise BadNumber("BAD_LENGTH")
        birth_date = birth_date_in(bare)
        if birth_date is None or (on is not None and birth_date > on):
            raise BadNumber("BAD_DATE")
        return cls(bare, birth_date, bare[6] in FOREIGNER_DIGITS)

    @property
    def checksum_holds(self) -> bool:
        """Does the check digit fit? When not, ask whether it was typed right, and accept the answer."""
        total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, self.digits, strict=False))
        return ((13 if self.is_foreigner else 11) - total % 11) % 10 == int(self.digits[12])

    def __str__(self) -> str:
        return f"{self.digits[:6]}-{self.digits[6]}******"


def birth_date_in(digits: str) -> dt.date | None:
    """The date that 13 digits (0–9) begin with, or None when there is no such day."""
    try:
        return dt.date(CENTURIES[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None
