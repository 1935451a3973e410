"""What the component templates show, worked out in Python so that the templates only place it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

from teojeon.ui.dates import parse_date
from teojeon.ui.formats import (
    NO_INFORMATION,
    UNKNOWN_WORD,
    Unknown,
    or_no_information,
    shown_date,
    shown_datetime,
    shown_reading,
    shown_won,
)
from teojeon.ui.forms import FormError, UnknownableField, form_errors
from teojeon.ui.groups import GroupedForm
from teojeon.ui.languages import as_written, translated, worded
from teojeon.ui.widgets import CountedTextarea, KoreanDateInput, MaybeWidget, WonInput

SOON_DAYS = 3
VALUE_WORDS = {True: ("충족", "success"), False: ("불충족", "danger"), None: (UNKNOWN_WORD, "warning")}
HOMES = {
    "law": "법령으로 정한 값",
    "statute": "법령으로 정한 값",
    "default": "처음 정해 둔 값",
    "authority": "행정청이 정한 값",
    "resolution": "위원회가 의결한 값",
}
KINDS_WITH_GROUP = (forms.RadioSelect, forms.CheckboxSelectMultiple)
INPUT_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, ""),
    (forms.Select, "krds-form-select"),
    (forms.FileInput, "ui-file"),
    (forms.Widget, "krds-input"),
)


@dataclass(frozen=True)
class FieldView:
    """One form field as `ui/components/field.html` shows it."""

    bound: BoundField
    kind: str
    required: bool
    errors: list[FormError]
    is_amount: bool
    reading: str
    count_now: int
    count_max: int
    control: SafeString | None
    choices: list[BoundWidget]

    @property
    def id(self) -> str:
        return self.bound.auto_id

    @property
    def where(self) -> str:
        """Where a person finds the answer."""
        return str(translated(getattr(self.bound.field, "where", "")))

    @property
    def where_title(self) -> str:
        """The words that open it."""
        return str(translated(getattr(self.bound.field, "where_title", "어디에 있습니까?")))

    @property
    def described_by(self) -> str:
        return _described_by(self.bound, bool(self.errors), bool(self.count_max))


def field_view(bound: BoundField) -> FieldView:
    """Chooses the markup of a field by its widget."""
    widget = bound.field.widget
    errors = [each for each in form_errors(bound.form) if each.field == bound.name] if bound.form.is_bound else []
    kind = _kind(widget)
    inner = widget.inner if isinstance(widget, MaybeWidget) else widget
    _translate_widget(inner)
    value = bound.value()
    if isinstance(widget, MaybeWidget) and isinstance(value, list):
        value = value[0]
    count_max = inner.max_length if isinstance(inner, CountedTextarea) else 0
    is_group = kind == "group"
    return FieldView(
        bound=bound,
        kind=kind,
        required=_is_required(bound.field),
        errors=errors,
        is_amount=isinstance(inner, WonInput),
        reading=_reading(inner, value),
        count_now=len(value) if isinstance(value, str) else 0,
        count_max=count_max,
        control=None if is_group else bound.as_widget(attrs=_control_attributes(bound, inner, errors, count_max)),
        choices=list(bound.subwidgets) if is_group else [],
    )


def _translate_widget(widget: forms.Widget) -> None:
    """The choices and the worded attributes of a form's own widget in the language of the page."""
    if isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        widget.choices = [(key, _choice_words(words)) for key, words in widget.choices]
    widget.attrs = {key: translated(each) if isinstance(each, str) else each for key, each in widget.attrs.items()}


def _choice_words(words: Any) -> Any:
    if isinstance(words, (list, tuple)):  # a group of choices
        return [(key, translated(each)) for key, each in words]
    return translated(words)


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, KINDS_WITH_GROUP):
        return "group"
    if widget.use_fieldset:  # several inputs that answer one question
        return "maybe"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "date" if isinstance(widget, KoreanDateInput) else "plain"


def _is_required(field: forms.Field) -> bool:
    return field.missing_is_refused if isinstance(field, UnknownableField) else field.required


def _described_by(bound: BoundField, has_errors: bool, has_counter: bool) -> str:
    parts = [
        (bool(bound.help_text), "hint"),
        (has_errors, "error"),
        (has_counter, "count"),
    ]
    return " ".join(f"{bound.auto_id}_{suffix}" for shown, suffix in parts if shown)


def _control_attributes(bound: BoundField, inner: forms.Widget, errors: Sequence[FormError], count_max: int) -> dict[str, Any]:
    attributes: dict[str, Any] = {}
    own_class = next(name for widget_type, name in INPUT_CLASSES if isinstance(inner, widget_type))
    classes = " ".join(filter(None, (str(inner.attrs.get("class", "")), own_class)))
    if classes:
        attributes["class"] = classes
    if described := _described_by(bound, bool(errors), bool(count_max)):
        attributes["aria-describedby"] = described
    if errors:
        attributes["aria-invalid"] = "true"
    if isinstance(bound.field.widget, MaybeWidget):
        attributes["data-label"] = str(translated(bound.label))
    return attributes


def _reading(inner: forms.Widget, value: Any) -> str:
    if not isinstance(inner, WonInput) or isinstance(value, Unknown):
        return ""
    digits = str(value if value is not None else "").replace(",", "").removesuffix("원").strip()
    return shown_reading(int(digits)) if digits.isascii() and digits.isdecimal() and len(digits) <= 16 else ""


def collected_errors(subject: Any) -> list[FormError]:
    """The errors of a form, of several forms, or those given as FormError or as dictionaries of the error contract."""
    if isinstance(subject, GroupedForm):
        return subject.all_errors
    if isinstance(subject, forms.BaseForm):
        return form_errors(subject) if subject.is_bound else []
    if isinstance(subject, FormError):
        return [replace(subject, label=str(translated(subject.label)), message=str(translated(subject.message)))]
    if isinstance(subject, Mapping):
        known = {key: str(subject.get(key, "")) for key in ("field", "label", "code", "message", "source", "anchor")}
        return collected_errors(FormError(**known))
    return [error for each in subject or () for error in collected_errors(each)]


@dataclass(frozen=True)
class ShownValue:
    """A named value of a finding in words, for an amount its reading, and what it rests on."""

    label: str
    text: str
    reading: str = ""
    note: str = ""


@dataclass(frozen=True)
class ShownParameter:
    """A dated parameter that a finding used."""

    value: ShownValue
    period: str
    source: str
    home: str


@dataclass(frozen=True)
class FindingView:
    """A finding of the law contract as the tree shows it."""

    code: str
    title: str
    word: str
    tone: str
    is_open: bool
    source: str
    compared: list[ShownValue]
    parameters: list[ShownParameter]
    because: list[dict[str, Any]]
    settled_by: list[str]
    readings: list[str]
    texts: list[Mapping[str, str]]

    @property
    def is_leaf(self) -> bool:
        """Whether there is nothing to open."""
        return not (self.source or self.compared or self.parameters or self.because or self.settled_by)


Labels = Mapping[str, Mapping[str, str]]


def finding_view(finding: Mapping[str, Any], labels: Labels) -> FindingView:
    """`labels` names the facts and parameters: `{"deposit": {"label": "임차보증금", "unit": "won"}}`.

    `word`, `tone`, `is_open` of the finding stand for what its value alone would say; `texts` are wordings to open
    (`title`, `text`, `period`, `note`), `readings` the interpretations it rests on (`code`, `title`).
    """
    word, tone = VALUE_WORDS[finding.get("value")]
    parameters: Mapping[str, Mapping[str, Any]] = finding.get("parameters") or {}
    compared: Mapping[str, Any] = finding.get("compared") or {}
    return FindingView(
        code=str(finding.get("code", "")),
        title=str(translated(finding.get("title", ""))),
        word=translated(finding.get("word", word)),
        tone=finding.get("tone", tone),
        is_open=finding.get("is_open", finding.get("value") is not True),
        source=as_written(str(finding.get("source") or "")),
        compared=[_shown(name, value, labels) for name, value in compared.items()],
        parameters=[_parameter(name, each, labels) for name, each in parameters.items()],
        because=[
            {"finding": each} if isinstance(each, Mapping) else {"text": as_written(str(each))}
            for each in finding.get("because") or []
        ],
        settled_by=_as_words(finding.get("settled_by")),
        readings=[f"{each['code']} {translated(each['title'])}".strip() for each in finding.get("readings") or []],
        texts=list(finding.get("texts") or []),
    )


def _parameter(name: str, parameter: Mapping[str, Any], labels: Labels) -> ShownParameter:
    start, end = parameter.get("from"), parameter.get("to")
    home = str(parameter.get("home") or "")
    return ShownParameter(
        value=_shown(name, parameter.get("value"), labels),
        period=f"{date_text(start) if start else ''} ~ {date_text(end) if end else translated('현재')}".strip(),
        source=as_written(str(parameter.get("source") or "")),
        home=translated(HOMES.get(home, home)),
    )


def _shown(name: str, value: Any, labels: Labels) -> ShownValue:
    described = labels.get(name, {})
    if isinstance(value, Mapping) and "value" in value:
        described = {**described, **{key: str(each) for key, each in value.items() if key != "value"}}
        value = value["value"]
    label, note = translated(described.get("label") or name), translated(described.get("note", ""))
    if isinstance(value, int) and not isinstance(value, bool) and described.get("unit") == "won":
        return ShownValue(label, shown_won(value), shown_reading(value) if value >= 10_000 else "", note)
    return ShownValue(label, _in_words(value, described.get("unit", "")), note=note)


def _in_words(value: Any, unit: str) -> str:
    if value is None or isinstance(value, Unknown):
        return str(translated(UNKNOWN_WORD))
    if isinstance(value, bool):
        return str(translated("예" if value else "아니오"))
    if isinstance(value, int):
        return f"{value:,}{translated(unit)}"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(translated(str(each))) for each in value) or str(translated("없음"))
    return date_text(value)


def date_text(value: Any) -> str:
    """A date, an instant or an ISO text as people read it; other text unchanged."""
    if isinstance(value, dt.datetime):
        return shown_datetime(value)
    if isinstance(value, dt.date):
        return shown_date(value)
    day = parse_date(str(value))
    return shown_date(day) if day else str(translated(str(value)))


def _as_words(given: Any) -> list[str]:
    if not given:
        return []
    return [translated(given)] if isinstance(given, str) else [str(translated(str(each))) for each in given]


@dataclass(frozen=True)
class Pair:
    """One line of a summary list."""

    term: str
    value: Any
    change_url: str = ""
    note: str = ""


def pairs_of(given: Iterable[Any] | Mapping[str, Any]) -> list[Pair]:
    """Takes a dictionary, tuples (term, value[, change_url]) or dictionaries with the keys of Pair."""
    if isinstance(given, Mapping):
        given = list(given.items())
    pairs: list[Pair] = []
    for each in given:
        pair = each if isinstance(each, Pair) else Pair(**each) if isinstance(each, Mapping) else Pair(*each)
        pairs.append(Pair(as_written(pair.term), _written(pair.value), pair.change_url, as_written(pair.note)))
    return pairs


def _written(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return shown_datetime(value)
    if isinstance(value, dt.date):
        return shown_date(value)
    return translated(UNKNOWN_WORD) if isinstance(value, Unknown) else as_written(or_no_information(value))


def deadline_words(days_left: int | None) -> tuple[str, str, str]:
    """Badge, words and tone of a deadline: 3 → (`D-3`, `3일 남음`, warning); None → no deadline runs."""
    if days_left is None:
        return ("-", translated(NO_INFORMATION), "gray")
    if days_left < 0:
        return (f"D+{-days_left}", worded("기한이 {days}일 지났습니다", days=-days_left), "danger")
    if days_left == 0:
        return ("D-Day", translated("오늘까지입니다"), "danger")
    tone = "warning" if days_left <= SOON_DAYS else "information"
    return (f"D-{days_left}", worded("{days}일 남았습니다", days=days_left), tone)
