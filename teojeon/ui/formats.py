"""How amounts, dates and missing values are written for people.

`won`, `korean_date` and their like write Korean, which is what is stored and printed; the `shown_…` write the language of the page.
"""

import datetime as dt
import re
from decimal import Decimal
from enum import Enum

from django.utils import timezone, translation

NO_INFORMATION = "정보 없음"
UNKNOWN_WORD = "모름"
WEEKDAYS = tuple("월화수목금토일")
GROUP_NAMES = ("", "만", "억", "조", "경")
HANGUL = re.compile("[가-힣ㄱ-ㅣ]")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CURRENCY = {"en": " won", "zh-hans": "韩元", "vi": " won"}
LARGE = {"en": ((10**9, "billion"), (10**6, "million")), "vi": ((10**9, "tỷ"), (10**6, "triệu"))}
WRITTEN_DATE = re.compile(r"(\d{4})\. (\d{1,2})\. (\d{1,2})\.(?:\([월화수목금토일]\))?(?: (\d\d:\d\d))?")
WRITTEN_WON = re.compile(r"(-?\d[\d,]*)원")
WRITTEN_READING = re.compile(r"(?:\d[\d,]*[조억만] ?)+(?:\d[\d,]*)? ?원")


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


def language_of_page() -> str:
    """The code of the language in which this page is shown."""
    return translation.get_language() or "ko"


def in_record() -> bool:
    """Whether the page is shown in Korean, the language of the record."""
    return language_of_page().startswith("ko")


def has_hangul(text: str) -> bool:
    """Whether something in the text is written in Korean."""
    return HANGUL.search(text) is not None


def shown_won(amount: int | Unknown | None) -> str:
    """1234500 → `1,234,500원`, `1,234,500 won`, `1,234,500韩元`."""
    if amount is None or isinstance(amount, Unknown):
        return translation.gettext(won(amount))
    return won(amount) if in_record() else f"{amount:,}{CURRENCY.get(language_of_page(), ' won')}"


def shown_reading(amount: int | Unknown | None) -> str:
    """The amount as it is read: 320000000 → `3억 2,000만 원`, `320 million won`, `3亿2,000万韩元`, `320 triệu won`."""
    language = language_of_page()
    if in_record() or amount is None or isinstance(amount, Unknown):
        return won_reading(amount) if in_record() else shown_won(amount)
    if language == "zh-hans":
        return won_reading(amount).replace(" ", "").replace("원", "韩元").translate(str.maketrans("만억조경", "万亿兆京"))
    for size, name in LARGE.get(language, ()):
        if abs(amount) >= size and amount % (size // 100) == 0:
            number = f"{(Decimal(amount) / size).normalize():,f}"
            decimal = number.translate(str.maketrans(",.", ".,")) if language == "vi" else number
            return f"{decimal} {name} won"
    return shown_won(amount)


def shown_date(day: dt.date | None) -> str:
    """2026-11-20 → `2026. 11. 20.(금)`, `20 Nov 2026`, `2026年11月20日`, `20/11/2026`."""
    if day is None:
        return translation.gettext(NO_INFORMATION)
    if in_record():
        return korean_date(day)
    if isinstance(day, dt.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    if language_of_page() == "zh-hans":
        return f"{day.year}年{day.month}月{day.day}日"
    if language_of_page() == "vi":
        return f"{day.day:02}/{day.month:02}/{day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def shown_datetime(instant: dt.datetime | None) -> str:
    """`2026. 11. 20.(금) 14:05`, `20 Nov 2026 14:05` in the local time zone."""
    if instant is None or in_record():
        return korean_datetime(instant) if in_record() else translation.gettext(NO_INFORMATION)
    local = timezone.localtime(instant) if timezone.is_aware(instant) else instant
    return f"{shown_date(local)} {local:%H:%M}"


def rewritten(text: str) -> str:
    """An amount or a date that was written in Korean, in the language of the page; empty where the text is something else.

    `2026. 11. 20.(금) 14:05` → `20 Nov 2026 14:05`, also two dates with ` ~ ` between them.
    """
    parts = text.split(" ~ ")
    found = [_rewritten(part) for part in parts]
    return " ~ ".join(found) if all(new or not has_hangul(old) for new, old in zip(found, parts, strict=True)) else ""


def _rewritten(text: str) -> str:
    if match := WRITTEN_DATE.fullmatch(text):
        try:
            day = dt.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return ""
        return shown_date(day) + (f" {match[4]}" if match[4] else "")
    if match := WRITTEN_WON.fullmatch(text):
        return shown_won(int(match[1].replace(",", "")))
    if WRITTEN_READING.fullmatch(text):
        return shown_reading(_read(text))
    return ""


def _read(text: str) -> int:
    """The amount of a reading: `3억 2,000만 원` → 320000000."""
    total, rest = 0, re.sub(r"[\s,원]", "", text)
    for power, name in reversed(list(enumerate(GROUP_NAMES[1:4], 1))):
        head, found, tail = rest.partition(name)
        if found:
            total, rest = total + int(head) * 10_000**power, tail
    return total + int(rest or 0)
