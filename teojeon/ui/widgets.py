"""Widgets of the form fields. Their markup is completed by `{% field %}`; none of them needs a script."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from teojeon.ui.formats import UNKNOWN, Unknown

UNKNOWN_VALUE = "unknown"


class WonInput(forms.TextInput):
    """A text input for an amount: digits on a phone's keyboard, separators in what is shown again."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "data-won": "", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return f"{value:,}" if isinstance(value, int) else super().format_value(value)


class KoreanDateInput(forms.DateInput):
    """The browser's own date field. What cannot be a date is shown again as text, so that it is not lost."""

    input_type = "date"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs=dict(attrs or {}), format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, str) and value and not _is_iso_date(value):
            context["widget"]["type"] = "text"
        return context


def _is_iso_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-20")


class CountedTextarea(forms.Textarea):
    """Several lines with a counter. `maxlength` is left out: the browser would cut a pasted text without a word."""

    def __init__(self, max_length: int, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"rows": 6, "data-max": max_length, **(attrs or {})})
        self.max_length = max_length


class MaybeWidget(forms.MultiWidget):
    """A value and the checkbox "모름" beside it, named `<name>` and `<name>_unknown`."""

    template_name = "ui/widgets/maybe.html"
    use_fieldset = True

    def __init__(self, inner: forms.Widget, attrs: Mapping[str, Any] | None = None) -> None:
        self.inner = inner
        super().__init__({"": inner, "unknown": forms.CheckboxInput({"data-unknown": ""})}, dict(attrs or {}))

    def decompress(self, value: Any) -> list[Any]:
        """Splits a cleaned or initial value into what the two inputs show."""
        return [None, True] if isinstance(value, Unknown) else [value, False]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if not isinstance(value, list):
            value = self.decompress(value)
        shared = dict(attrs or {})
        css_class, label = shared.pop("class", None), shared.pop("data-label", "")
        context = super().get_context(name, value, shared)
        value_part, unknown_part = context["widget"]["subwidgets"]
        for attribute in ("aria-invalid", "aria-describedby", "required"):
            unknown_part["attrs"].pop(attribute, None)
        if label:
            value_part["attrs"].setdefault("aria-label", label)
        if css_class:
            value_part["attrs"]["class"] = css_class
        return context


class UnknownableRadio(forms.RadioSelect):
    """Radio buttons whose last choice is "모름"."""

    def format_value(self, value: Any) -> list[str]:
        if value is UNKNOWN:
            value = UNKNOWN_VALUE
        elif isinstance(value, bool):
            value = "yes" if value else "no"
        return super().format_value(value)
