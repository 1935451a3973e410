"""Short ways to write the application's fields. Every one that is not required may be left open; what can be unknown may be 모름."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from django import forms

from teojeon.kernel import clock
from teojeon.kernel.crypto.lookup import only_digits
from teojeon.ui.formats import UNKNOWN, has_hangul, in_record, language_of_page
from teojeon.ui.forms import (
    ConsentField,
    CountField,
    FreeTextField,
    KoreanChoiceField,
    KoreanDateField,
    TextField,
    TriStateField,
    UnknownableChoiceField,
    UnknownableField,
    WonField,
)
from teojeon.ui.languages import translated, worded
from teojeon.ui.widgets import UNKNOWN_VALUE

ACT = "전세사기피해자법"
RULE = "전세사기피해자법 시행규칙 제3조제1항"
LEASE_ACT = "주택임대차보호법"
DECIMAL = re.compile(r"\d{1,5}(?:\.\d{1,2})?", re.ASCII)
PHONE = re.compile(r"\+?[\d\s().-]+", re.ASCII)
SHARE, KOREAN_SHARE = re.compile(r"(\d{1,5})/(\d{1,5})", re.ASCII), re.compile(r"(\d{1,5})분의(\d{1,5})", re.ASCII)
COUNTRIES = Path(__file__).with_name("countries.csv")


class UnknownableSelect(forms.Select):
    """A list in which "모름" is one of the choices, and is shown as the one that was chosen."""

    def format_value(self, value: Any) -> list[str]:
        return super().format_value(UNKNOWN_VALUE if value is UNKNOWN else value)


def day(label: str, *, future: bool = False, required: bool = False, **words: Any) -> UnknownableField:
    """A day that may be unknown; not after today unless `future`."""
    latest = None if future else clock.business_today
    return UnknownableField(KoreanDateField(label=label, latest=latest, required=required, **words))


def money(label: str, *, required: bool = False, **words: Any) -> UnknownableField:
    """Won, or 모름."""
    return UnknownableField(WonField(label=label, required=required, **words))


def count(label: str, *, least: int = 0, most: int = 10_000, **words: Any) -> UnknownableField:
    """A whole number, or 모름."""
    return UnknownableField(CountField(label=label, least=least, most=most, required=False, **words))


def choice(label: str, choices: tuple[tuple[str, str], ...], *, required: bool = False, **words: Any) -> UnknownableChoiceField:
    """One of a few, or 모름, as radio buttons."""
    return UnknownableChoiceField(label=label, choices=choices, required=required, **words)


def listed(label: str, choices: tuple[tuple[str, str], ...], **words: Any) -> UnknownableChoiceField:
    """One of many, or 모름, as a list: shorter on a phone."""
    return UnknownableChoiceField(label=label, choices=choices, required=False, widget=UnknownableSelect(), **words)


def asked(label: str, *, yes: str = "예", no: str = "아니오", required: bool = False, **words: Any) -> TriStateField:
    """예, 아니오, 모름."""
    return TriStateField(label=label, yes=yes, no=no, required=required, **words)


def line(label: str, limit: int = 60, *, required: bool = False, **words: Any) -> TextField:
    """One line of text."""
    return TextField(label=label, limit=limit, required=required, **words)


def paragraph(label: str, limit: int = 1000, **words: Any) -> FreeTextField:
    """Several lines of text."""
    return FreeTextField(label=label, limit=limit, required=False, **words)


class TickField(ConsentField):
    """A box that may be ticked."""

    def __init__(self, **words: Any) -> None:
        super().__init__(required=False, **words)


class PhoneField(TextField):
    """A telephone number, kept as digits with a leading + where there is one."""

    def __init__(self, **words: Any) -> None:
        words.setdefault("widget", forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}))
        super().__init__(limit=30, required=False, **words)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        digits = only_digits(text)
        if text and not (PHONE.fullmatch(text) and 8 <= len(digits) <= 15):
            text = "{label}: 숫자로 입력해 주십시오. 예: 010-1234-5678. 없으면 비워 두어도 됩니다."
            self.refuse(worded(text, label=translated(self.spoken_label)), "BAD_VALUE")
        return ("+" if text.startswith("+") else "") + digits


class EmailField(TextField):
    """An e-mail address: something, an @, and a domain."""

    def __init__(self, **words: Any) -> None:
        words.setdefault("widget", forms.TextInput({"inputmode": "email", "autocomplete": "email"}))
        super().__init__(limit=120, required=False, **words)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and not re.fullmatch(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+", text):
            text = "{label}: 이름@주소 모양으로 입력해 주십시오. 없으면 비워 두어도 됩니다."
            self.refuse(worded(text, label=translated(self.spoken_label)), "BAD_VALUE")
        return text


class AreaField(TextField):
    """Square metres above 0 with at most five digits before the point and two after it, as text."""

    def clean(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().clean(value)).removesuffix("m2").strip()
        if text and not (DECIMAL.fullmatch(text) and float(text) > 0):
            self.refuse("전용면적은 0보다 큰 숫자로, 소수점 아래 두 자리까지 입력해 주십시오. 예: 59.94", "BAD_VALUE")
        return text


class DigitsField(TextField):
    """Exactly `digits` digits, with or without hyphens."""

    def __init__(self, digits: int, **words: Any) -> None:
        self.digits = digits
        words.setdefault("widget", forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(limit=digits + 10, required=False, **words)

    def clean(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().clean(value)).replace("-", "").replace(" ", "")
        if text and not (text.isascii() and text.isdecimal() and len(text) == self.digits):
            text = "{label}: 숫자 {digits}자리를 모두 입력해 주십시오. 모르면 비워 두어도 됩니다."
            self.refuse(worded(text, label=translated(self.spoken_label), digits=self.digits), "BAD_VALUE")
        return text


class ShareField(TextField):
    """A part of a whole, above nothing and not more than all of it: `1/3` or `3분의 1`, kept as `1/3`."""

    def clean(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().clean(value)).replace("\u2044", "/").replace(" ", "")
        if not text:
            return ""
        korean, fraction = KOREAN_SHARE.fullmatch(text), SHARE.fullmatch(text)
        part, whole = (korean[2], korean[1]) if korean else (fraction[1], fraction[2]) if fraction else ("0", "0")
        if not 0 < int(part) <= int(whole):
            words = "{label}: 1/3이나 ‘3분의 1’처럼 적습니다. 모르면 ‘모름’을 선택해 주십시오."
            self.refuse(worded(words, label=translated(self.spoken_label)), "BAD_VALUE")
        return f"{int(part)}/{int(whole)}"


class PresetChoiceField(KoreanChoiceField):
    """Radio buttons of which the first stands for an empty answer: `self` is kept as ""."""

    def __init__(self, *, choices: tuple[tuple[str, str], ...], **words: Any) -> None:
        self.preset = choices[0][0]
        super().__init__(choices=choices, required=False, widget=forms.RadioSelect, initial=self.preset, **words)

    def prepare_value(self, value: Any) -> Any:
        return value or self.preset

    def clean(self, value: Any) -> str:
        cleaned = super().clean(value)
        return "" if cleaned in (None, self.preset) else str(cleaned)


class AnswerField(KoreanChoiceField):
    """Two radio buttons, neither of them chosen beforehand; cleaned to True, False or None."""

    def __init__(self, *, yes: str, no: str, **words: Any) -> None:
        super().__init__(choices=[("yes", yes), ("no", no)], required=False, widget=forms.RadioSelect, **words)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        return None if cleaned is None else cleaned == "yes"


class PlaceSelect(forms.Select):
    """A list of Korean place names: they stay as they are written on contracts, and are said to be Korean on a page that is not."""

    def create_option(self, *args: Any, **options: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **options)
        if not in_record() and has_hangul(str(option["label"])):
            option["attrs"]["lang"] = "ko"
        return option


def countries() -> tuple[tuple[str, str], ...]:
    """ISO 3166-1 alpha-2 codes and names in the language of the page, without Korea (Unicode CLDR).

    In the order of the names; Chinese ones in that of the English, since their own order cannot be told from their signs.
    """
    return _countries(language_of_page())


@cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = language if language in rows[0] else "ko"
    order = "en" if shown == "zh-hans" else shown
    if shown != "ko":  # those in Korean stand in their order
        rows.sort(key=lambda row: [sign for sign in unicodedata.normalize("NFD", row[order]) if sign.isalnum()])
    return tuple((row["code"], row[shown]) for row in rows)
