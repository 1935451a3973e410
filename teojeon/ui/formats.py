"""How amounts, dates and missing values are written for people."""

import datetime as dt
from enum import Enum

from django.utils import timezone

NO_INFORMATION = "정보 없음"
UNKNOWN_WORD = "모름"
WEEKDAYS = "월화수목금토일"
GROUP_NAMES = ("", "만", "억", "조", "경")


class Unknown(Enum):
    """The answer "모름": the person was asked and does not know. Not the same as a field left empty (`None`)."""

    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return UNKNOWN_WORD


UNKNOWN = Unknown.UNKNOWN


def won(amount: int | Unknown | None) -> str:
    """1234500 → `1,234,500원`; None → `정보 없음`; UNKNOWN → `모름`."""
    if amount is None:
        return NO_INFORMATION
    if isinstance(amount, Unknown):
        return UNKNOWN_WORD
    return f"{amount:,}원"


def won_reading(amount: int | Unknown | None) -> str:
    """The amount as it is read: 1234500 → `123만 4,500원`, 320000000 → `3억 2,000만 원`."""
    if amount is None or isinstance(amount, Unknown):
        return won(amount)
    groups: list[str] = []
    rest, last_named = abs(amount), False
    for name in GROUP_NAMES[:-1]:
        rest, part = divmod(rest, 10_000)
        if part:
            last_named = last_named or (not groups and bool(name))
            groups.append(f"{part:,}{name}")
    if rest:
        last_named = last_named or not groups
        groups.append(f"{rest:,}{GROUP_NAMES[-1]}")
    sign = "-" if amount < 0 else ""
    return f"{sign}{' '.join(reversed(groups)) or '0'}{' 원' if last_named else '원'}"


def korean_date(day: dt.date | None) -> str:
    """2026-11-20 → `2026. 11. 20.(금)`. An aware instant is first taken to the local time zone."""
    if day is None:
        return NO_INFORMATION
    if isinstance(day, dt.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return f"{day.year}. {day.month}. {day.day}.({WEEKDAYS[day.weekday()]})"


def korean_datetime(instant: dt.datetime | None) -> str:
    """`2026. 11. 20.(금) 14:05` in the local time zone."""
    if instant is None:
        return NO_INFORMATION
    local = timezone.localtime(instant) if timezone.is_aware(instant) else instant
    return f"{korean_date(local)} {local:%H:%M}"


def or_no_information(value: object) -> object:
    """Blank values become `정보 없음`; true and false become words; everything else stays."""
    if value is None or value == "":
        return NO_INFORMATION
    if isinstance(value, bool):
        return "예" if value else "아니오"
    return value


def with_particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """Appends the particle that fits the last syllable: `with_particle("보증금", "을", "를")` → `보증금을`."""
    last = word.rstrip(")]」』\"' ")[-1:] or word[-1:]
    if "가" <= last <= "힣":
        return word + (after_consonant if (ord(last) - ord("가")) % 28 else after_vowel)
    return f"{word}{after_consonant}({after_vowel})"
