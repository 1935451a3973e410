"""Widgets of facts that are more than one line. Each is a fieldset of ordinary inputs: no script, and what was typed comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from teojeon.ui.formats import Unknown

UNKNOWN_VALUE = "unknown"
TRUTHS = (("yes", "예"), ("no", "아니오"), (UNKNOWN_VALUE, "모름"))
KNOWN = (("some", "있음"), ("none", "없음"), (UNKNOWN_VALUE, "모름"))
JUDGED = (("yes", "인정"), ("no", "불인정"), (UNKNOWN_VALUE, "모름"))
FIRST_ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 40
Raw = dict[str, Any]


class Structured(forms.Widget):
    """What several inputs say together, as they were sent: the field reads it, the widget shows it again."""

    use_fieldset = True

    def read(self, data: Mapping[str, Any], name: str) -> Raw:
        """What was typed, input by input."""
        raise NotImplementedError

    def raw_of(self, value: Any) -> Raw:
        """A stored value as if it had been typed."""
        raise NotImplementedError

    def parts(self, name: str, raw: Raw, ids: str) -> dict[str, Any]:
        """What the template places."""
        raise NotImplementedError

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Raw:
        return self.read(data, name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        given = dict(attrs or {})
        raw = value if isinstance(value, dict) and value.get("raw") else self.raw_of(value)
        shown = {"invalid": bool(given.get("aria-invalid")), "described": given.get("aria-describedby", "")}
        return {"widget": {"template_name": self.template_name, **shown, **self.parts(name, raw, given.get("id", f"id_{name}"))}}


class DateOrNotWidget(Structured):
    """A day, or "없음" (certainly not), or "모름". Inputs `<name>`, `<name>_not`, `<name>_unknown`."""

    template_name = "victims/investigation/widgets/date_or_not.html"

    def read(self, data: Mapping[str, Any], name: str) -> Raw:
        return {"raw": True, "day": data.get(name, ""), "not": f"{name}_not" in data, "unknown": f"{name}_unknown" in data}

    def raw_of(self, value: Any) -> Raw:
        return {"day": value if isinstance(value, str) else "", "not": value is False, "unknown": isinstance(value, Unknown)}

    def parts(self, name: str, raw: Raw, ids: str) -> dict[str, Any]:
        day = str(raw.get("day") or "")
        return {"name": name, "id": ids, "raw": raw, "day": day, "is_text": bool(day) and not _looks_like_a_day(day)}


def _looks_like_a_day(text: str) -> bool:
    """What cannot be a date is shown again as text, or the browser would lose it."""
    year, _, rest = text.partition("-")
    return len(text) == len("2026-11-20") and year.isdigit() and len(rest.split("-")) == 2


class CodeSetWidget(Structured):
    """예, 아니오, 모름 for each code. Inputs `<name>-<code>`."""

    template_name = "victims/investigation/widgets/code_set.html"

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.options = tuple(options)

    def read(self, data: Mapping[str, Any], name: str) -> Raw:
        return {"raw": True, "codes": {code: data.get(f"{name}-{code}", "") for code, _ in self.options}}

    def raw_of(self, value: Any) -> Raw:
        words = {True: "yes", False: "no", None: UNKNOWN_VALUE}
        return {"codes": {code: words[each] for code, each in value.items()} if isinstance(value, dict) else {}}

    def parts(self, name: str, raw: Raw, ids: str) -> dict[str, Any]:
        rows = [
            {
                "title": title,
                "name": f"{name}-{code}",
                "choices": [
                    {"value": key, "label": label, "id": f"{ids}_{code}_{key}", "on": raw["codes"].get(code) == key}
                    for key, label in TRUTHS
                ],
            }
            for code, title in self.options
        ]
        return {"rows": rows}


@dataclass(frozen=True)
class Column:
    """One input of a row. `choices`: a select; `is_check`: a box; otherwise an amount in won."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    is_check: bool = False


class RowsWidget(Structured):
    """있음, 없음, 모름, and rows of inputs. `<name>-known`, `<name>-rows`, `<name>-0-<column>` …; a button `<name>-more` asks for more rows."""

    template_name = "victims/investigation/widgets/rows.html"

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)

    def read(self, data: Mapping[str, Any], name: str) -> Raw:
        rows = [self._row(data, f"{name}-{place}") for place in range(_number(data.get(f"{name}-rows")))]
        return {"raw": True, "known": data.get(f"{name}-known", ""), "rows": rows}

    def _row(self, data: Mapping[str, Any], name: str) -> dict[str, Any]:
        return {
            column.name: f"{name}-{column.name}" in data if column.is_check else data.get(f"{name}-{column.name}", "")
            for column in self.columns
        }

    def raw_of(self, value: Any) -> Raw:
        if isinstance(value, Unknown):
            return {"known": UNKNOWN_VALUE, "rows": []}
        if not isinstance(value, list):
            return {"known": "", "rows": []}
        return {"known": "some" if value else "none", "rows": [self.row_of(each) for each in value]}

    def row_of(self, each: Any) -> dict[str, Any]:
        """A stored row as it is typed."""
        row = dict(each) if isinstance(each, Mapping) else {"amount": each, "unknown": each is None}
        amount = row.get("amount")
        return row | {"amount": f"{amount:,}" if isinstance(amount, int) else "", "unknown": amount is None}

    def parts(self, name: str, raw: Raw, ids: str) -> dict[str, Any]:
        rows = list(raw["rows"])
        shown = rows + [{}] * max(0, FIRST_ROWS - len(rows))
        return {
            "name": name,
            "known": [{"value": key, "label": label, "id": f"{ids}_known_{key}", "on": raw["known"] == key} for key, label in KNOWN],
            "count": len(shown),
            "may_grow": len(shown) < MOST_ROWS,
            "rows": [
                [
                    {"column": column, "name": f"{name}-{place}-{column.name}", "id": f"{ids}_{place}_{column.name}", "value": row.get(column.name, "")}
                    for column in self.columns
                ]
                for place, row in enumerate(shown)
            ],
        }  # fmt: skip

    def with_more(self, raw: Raw) -> Raw:
        """The same rows and some empty ones."""
        rows = list(raw["rows"])
        return raw | {"rows": (rows + [{}] * MORE_ROWS)[:MOST_ROWS]}


class JudgementWidget(Structured):
    """인정, 불인정, 모름, and the indicators that speak for it. Inputs `<name>`, `<name>-indicators`."""

    template_name = "victims/investigation/widgets/judgement.html"

    def __init__(self, options: Sequence[tuple[str, str]], *, with_unknown: bool) -> None:
        super().__init__()
        self.options, self.choices = tuple(options), JUDGED if with_unknown else JUDGED[:2]

    def read(self, data: Mapping[str, Any], name: str) -> Raw:
        ticked = data.getlist(f"{name}-indicators") if hasattr(data, "getlist") else data.get(f"{name}-indicators", [])
        return {"raw": True, "found": data.get(name, ""), "indicators": list(ticked)}

    def raw_of(self, value: Any) -> Raw:
        if isinstance(value, Mapping):
            return {"found": "yes" if value["found"] else "no", "indicators": value["indicators"]}
        return {"found": UNKNOWN_VALUE if isinstance(value, Unknown) else "", "indicators": []}

    def parts(self, name: str, raw: Raw, ids: str) -> dict[str, Any]:
        return {
            "name": name,
            "choices": [
                {"value": key, "label": label, "id": f"{ids}_{key}", "on": raw["found"] == key} for key, label in self.choices
            ],
            "indicators": [
                {"value": code, "label": f"{code} {title}", "id": f"{ids}_{code}", "on": code in raw["indicators"]}
                for code, title in self.options
            ],
        }


def _number(text: Any) -> int:
    """How many rows were shown; what cannot be a number is the first few."""
    return (
        min(int(text), MOST_ROWS) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 4 else FIRST_ROWS
    )
