"""Form fields of the house: every refusal carries a code, a sentence that says what to do, and its source article.

"모름" is an answer (`UNKNOWN`), an empty field is a missing one (`None`), and zero is a number: the three never mix.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField

from teojeon.ui.amounts import AmountError, parse_won
from teojeon.ui.dates import parse_date
from teojeon.ui.formats import UNKNOWN, UNKNOWN_WORD, Unknown, shown_date
from teojeon.ui.languages import topic, translated, worded
from teojeon.ui.widgets import UNKNOWN_VALUE, CountedTextarea, KoreanDateInput, MaybeWidget, UnknownableRadio, WonInput

__all__ = [
    "UNKNOWN",
    "ConsentField",
    "CountField",
    "FormError",
    "FreeTextField",
    "KoreanChoiceField",
    "KoreanDateField",
    "Refusal",
    "TextField",
    "TriStateField",
    "Unknown",
    "UnknownableChoiceField",
    "UnknownableField",
    "WonField",
    "form_errors",
]

EARLIEST_DATE = dt.date(1900, 1, 1)
SHORT_TEXT_LIMIT = 200
DJANGO_CODES = {
    "required": "MISSING_VALUE",
    "invalid": "BAD_VALUE",
    "invalid_choice": "BAD_VALUE",
    "invalid_date": "BAD_DATE",
    "max_length": "TOO_LONG",
    "min_length": "TOO_SHORT",
    "max_value": "BAD_VALUE",
    "min_value": "BAD_VALUE",
    "null_characters_not_allowed": "BAD_CHARACTERS",
}


class Refusal(ValidationError):
    """A validation error with the code of the error contract (S1-XCT-03) and the article it rests on."""

    def __init__(self, message: str, code: str, source: str = "") -> None:
        super().__init__(str(translated(message)).replace("%", "%%"), code=code, params={"source": source})


class Refused(Protocol):
    """What an act says of its refusal; the kernel's refusals are such."""

    message: str
    code: str
    field: str
    source: str


def put_refusal(form: forms.Form, refused: Refused) -> None:
    """Puts what an act refused at the field it names, where the form has it, else above the form."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, Refusal(refused.message, refused.code, refused.source))


def missing_message(label: str, field: forms.Field) -> str:
    """What to do about an empty field: answer, choose, mark or enter."""
    if label.endswith("?"):
        return worded("‘{label}’에 답해 주십시오.", label=translated(label))
    if isinstance(field, forms.BooleanField):
        return worded("‘{label}’에 표시해 주십시오.", label=translated(label))
    if isinstance(field.widget, (forms.Select, forms.RadioSelect)):
        return worded("{label} 선택해 주십시오.", label=topic(label, "을", "를"))
    return worded("{label} 입력해 주십시오.", label=topic(label, "을", "를"))


def bad_characters(label: str) -> str:
    """What to do about signs that cannot be kept."""
    return worded("{label}에 쓸 수 없는 문자가 들어 있습니다. 지우고 다시 입력해 주십시오.", label=translated(label))


class _SourcedField(forms.Field):
    """Adds `source` to a field and turns Django's refusals into ours. `where`: where a person finds the answer, to open beside it
    under `where_title`.
    """

    where_title = "어디에 있습니까?"

    def __init__(self, *args: Any, source: str = "", where: str = "", **kwargs: Any) -> None:
        self.source, self.where = source, where
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def spoken_label(self) -> str:
        return str(self.label or "값")

    def refuse(self, message: str, code: str) -> NoReturn:
        raise Refusal(message, code, self.source)

    def refuse_as_missing(self) -> NoReturn:
        self.refuse(missing_message(self.spoken_label, self), "MISSING_VALUE")

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except Refusal:
            raise
        except ValidationError as error:
            first = error.error_list[0]
            if first.code == "required":
                self.refuse_as_missing()
            if first.code == "null_characters_not_allowed":
                self.refuse(bad_characters(self.spoken_label), "BAD_CHARACTERS")
            code = first.code or "BAD_VALUE"
            raise Refusal(first.messages[0], DJANGO_CODES.get(code, code), self.source) from error


class WonField(_SourcedField):
    """An amount in integer won. Takes `1,234,500원` and `1억2천만`; refuses less than 0 and more than 10^15."""

    widget = WonInput

    def to_python(self, value: Any) -> int | None:
        text = "" if value is None else str(value)
        if not text.strip():
            return None
        try:
            return parse_won(text, self.spoken_label)
        except AmountError as error:
            self.refuse(str(error), error.code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


class CountField(_SourcedField):
    """A whole number from `least` to `most`, both included, as digits."""

    def __init__(self, *args: Any, least: int = 0, most: int = 10_000, **kwargs: Any) -> None:
        self.least, self.most = least, most
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = unicodedata.normalize("NFKC", str("" if value is None else value)).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and self.least <= int(text) <= self.most):
            message = "{label} {least:,}부터 {most:,}까지의 숫자로 입력해 주십시오."
            self.refuse(worded(message, label=topic(self.spoken_label), least=self.least, most=self.most), "BAD_VALUE")
        return int(text)


class KoreanDateField(_SourcedField):
    """A date between `earliest` and `latest` (values or functions, so that "today" is asked at each check)."""

    widget = KoreanDateInput

    def __init__(
        self,
        *args: Any,
        earliest: dt.date | Callable[[], dt.date] = EARLIEST_DATE,
        latest: dt.date | Callable[[], dt.date] | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.date):
            return value
        text = unicodedata.normalize("NFKC", str(value or "")).strip()
        if not text:
            return None
        day = parse_date(text)
        if day is None:
            message = "{label} 달력에 있는 날짜여야 합니다. 예: 2026. 11. 20."
            self.refuse(worded(message, label=topic(self.spoken_label)), "BAD_DATE")
        return day

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        label = topic(self.spoken_label)
        if value < earliest:
            message = "{label} {day} 이후여야 합니다. 연도를 확인해 주십시오."
            self.refuse(worded(message, label=label, day=shown_date(earliest)), "BAD_VALUE")
        if latest is not None and value > latest:
            message = "{label} {day} 이전이어야 합니다. 날짜를 확인해 주십시오."
            self.refuse(worded(message, label=label, day=shown_date(latest)), "BAD_VALUE")


class TextField(_SourcedField, forms.CharField):
    """One line of text in Unicode NFC, without control characters; longer than `limit` is refused, never cut."""

    def __init__(self, *args: Any, limit: int = SHORT_TEXT_LIMIT, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        text = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n"))
        if any(unicodedata.category(sign) == "Cc" and sign not in self.allowed_controls() for sign in text):
            self.refuse(bad_characters(self.spoken_label), "BAD_CHARACTERS")
        return text

    def allowed_controls(self) -> str:
        """Control characters that are ordinary in this kind of text."""
        return "\t"

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and len(value) > self.limit:
            message = "{label} {limit:,}자까지 쓸 수 있습니다. 지금 {length:,}자입니다. 줄여 주십시오."
            label = topic(self.spoken_label)
            self.refuse(worded(message, label=label, limit=self.limit, length=len(value)), "TOO_LONG")


class ConsentField(_SourcedField, forms.BooleanField):
    """A box that must be ticked, such as a consent; cleaned to True or False."""


class FreeTextField(TextField):
    """Several lines of text with a counter."""

    def __init__(self, *args: Any, limit: int = 1000, **kwargs: Any) -> None:
        kwargs.setdefault("widget", CountedTextarea(limit))
        super().__init__(*args, limit=limit, **kwargs)

    def allowed_controls(self) -> str:
        return "\t\n"


class KoreanChoiceField(_SourcedField, forms.ChoiceField):
    """A choice from a closed list. A select begins with an empty choice; cleaned to None when nothing is chosen."""

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, choices=self.offered(list(choices), kwargs), **kwargs)

    @staticmethod
    def offered(choices: list[tuple[str, str]], options: dict[str, Any]) -> list[tuple[str, str]]:
        """The choices as shown, where the options say which widget is used."""
        widget = options.get("widget", forms.Select)
        is_select = widget is forms.Select or isinstance(widget, forms.Select)
        return [("", "선택해 주십시오"), *choices] if is_select else choices

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        return None if cleaned == "" else cleaned

    def validate(self, value: Any) -> None:
        if value in self.empty_values:
            if self.required:
                self.refuse_as_missing()
            return
        if not self.valid_value(value):
            message = "{label}에 없는 선택입니다. 목록에서 다시 선택해 주십시오."
            self.refuse(worded(message, label=translated(self.spoken_label)), "BAD_VALUE")


class UnknownableChoiceField(KoreanChoiceField):
    """Radio buttons with "모름" as the last choice; cleaned to the key, UNKNOWN, or None where nothing was chosen."""

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        kwargs.setdefault("widget", UnknownableRadio())
        super().__init__(*args, choices=[*choices, (UNKNOWN_VALUE, UNKNOWN_WORD)], **kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        return UNKNOWN if cleaned == UNKNOWN_VALUE else cleaned


class TriStateField(UnknownableChoiceField):
    """예 / 아니오 / 모름; cleaned to True, False, UNKNOWN, or None where nothing was chosen."""

    def __init__(self, *args: Any, yes: str = "예", no: str = "아니오", **kwargs: Any) -> None:
        super().__init__(*args, choices=[("yes", yes), ("no", no)], **kwargs)

    def clean(self, value: Any) -> bool | Unknown | None:
        cleaned = super().clean(value)
        if isinstance(cleaned, Unknown) or cleaned is None:
            return cleaned
        return bool(cleaned == "yes")


class UnknownableField(forms.MultiValueField):
    """A field with the checkbox "모름" beside it: `UnknownableField(WonField(label="보증금", source="법 제3조"))`.

    Cleaned to the inner field's value, UNKNOWN, or None where it is empty and not required. A value and "모름" together
    are refused (`CONTRADICTION`): which of the two is meant is for the person to say.
    """

    def __init__(self, inner: _SourcedField, *, required: bool | None = None, **kwargs: Any) -> None:
        self.source, self.where = inner.source, inner.where
        self.missing_is_refused = inner.required if required is None else required
        inner.required = False
        kwargs.setdefault("label", inner.label)
        kwargs.setdefault("help_text", inner.help_text)
        kwargs.setdefault("label_suffix", "")
        kwargs.setdefault("initial", inner.initial)
        super().__init__(
            fields=(inner, forms.BooleanField(required=False)),
            widget=MaybeWidget(inner.widget),
            require_all_fields=False,
            required=False,
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        raw, marked = value if isinstance(value, list) else self.widget.decompress(value)
        inner = cast(_SourcedField, self.fields[0])  # not the one given to __init__: a form works on deep copies
        if marked:
            if raw not in (None, ""):
                message = "{label}에 값과 ‘모름’이 함께 있습니다. 하나만 남겨 주십시오."
                raise Refusal(worded(message, label=translated(inner.spoken_label)), "CONTRADICTION", self.source)
            return UNKNOWN
        cleaned = inner.clean(raw)
        if cleaned in (None, "") and self.missing_is_refused:
            message = "{missing} 모르시면 ‘모름’을 선택해 주십시오."
            raise Refusal(worded(message, missing=missing_message(inner.spoken_label, inner)), "MISSING_VALUE", self.source)
        return None if cleaned == "" else cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.widget.decompress(initial) != data)


@dataclass(frozen=True)
class FormError:
    """One refusal as shown on top of the page and given back to machines. `anchor` is the id of the field."""

    field: str
    label: str
    code: str
    message: str
    source: str
    anchor: str = ""


def field_anchor(bound: BoundField) -> str:
    """The id that a link in the error summary leads to: the first input of the field."""
    grouped = isinstance(bound.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget))
    return f"{bound.auto_id}_0" if grouped else bound.auto_id


def form_errors(form: forms.BaseForm) -> list[FormError]:
    """All refusals of a form, in the order of its fields, those of the whole form first."""
    found: list[FormError] = []
    by_field = form.errors.as_data()
    for name in (NON_FIELD_ERRORS, *form.fields):
        for error in by_field.get(name, []):
            source = (error.params or {}).get("source", "") or getattr(form.fields.get(name), "source", "")
            code = error.code or "BAD_VALUE"
            bound = form[name] if name in form.fields else None
            message = str(translated(error.messages[0]))
            if bound is not None and code == "required":  # a plain Django field, whose own words lack the label
                message = missing_message(str(bound.label), bound.field)
            found.append(
                FormError(
                    field="" if bound is None else name,
                    label="" if bound is None else str(translated(bound.label)),
                    code=DJANGO_CODES.get(code, code.upper()),
                    message=message,
                    source=str(source),
                    anchor="" if bound is None else field_anchor(bound),
                )
            )
    return found
