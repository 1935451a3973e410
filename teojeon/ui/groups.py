"""Repeating groups: rows of fields inside a form, such as the contracts of a lease. Everything works without a script.

Row 0 of the group `contracts` posts `contracts-0-signed_on`. A row in which nothing stands is no row. The buttons post the whole form:
`action=add:contracts`, `action=remove:contracts:0`, `action=restore:contracts`; `moved` carries a removal out on what was posted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms

from teojeon.ui.formats import Unknown
from teojeon.ui.forms import FormError, UnknownableField, form_errors
from teojeon.ui.languages import translated, worded
from teojeon.ui.widgets import UNKNOWN_VALUE

MOST_ROWS = 10
ACTION = re.compile(r"(add|remove|restore):([a-z_]+)(?::(\d{1,3}))?")


class RowForm(forms.Form):
    """The fields of one row. `title` is what a row is called: "계약" gives 계약 1, 계약 2."""

    use_required_attribute = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered into this row."""
        return not any(self.typed.values())

    @property
    def index(self) -> int:
        """The number under which the row is posted."""
        return int(str(self.prefix).rpartition("-")[2])

    @property
    def typed(self) -> dict[str, str]:
        """What was entered, by input without the prefix."""
        names = [name for each, given in self.fields.items() for name in inputs_of(each, given)]
        return {name: str(self.data[key]) for name in names if self.data.get(key := f"{self.prefix}-{name}")}


@dataclass(frozen=True)
class Group:
    """One repeating group. `most`: rows that may be entered; `opens`: shows a blank row where there is none yet."""

    name: str
    title: str
    row: type[RowForm]
    heading: str = ""
    help_text: str = ""
    source: str = ""
    most: int = MOST_ROWS
    opens: bool = True

    def __str__(self) -> str:
        return self.heading or self.title


@dataclass
class Rows:
    """The rows of one group in one form. `undo`: whether the row last removed can be put back."""

    group: Group
    forms: list[RowForm] = field(default_factory=list)
    too_many: bool = False
    undo: bool = False

    def __iter__(self) -> Iterator[RowForm]:
        return iter(self.forms)

    @property
    def may_add(self) -> bool:
        return len(self.forms) < self.group.most

    @property
    def has_errors(self) -> bool:
        return self.too_many or any(row.is_bound and row.errors for row in self.forms)

    @property
    def errors(self) -> list[FormError]:
        """The refusals of all rows, each with the name of its row and the id of its input."""
        found = [self._too_many()] if self.too_many else []
        for number, row in enumerate(self.forms, 1):
            if row.is_bound and not row.is_blank:
                found += [self._named(error, row, number) for error in form_errors(row)]
        return found

    def _named(self, error: FormError, row: RowForm, number: int) -> FormError:
        title = f"{translated(self.group.title)} {number}"
        name = f"{row.prefix}-{error.field}" if error.field else str(row.prefix)
        label = f"{title} · {error.label}" if error.label else title
        return FormError(name, label, error.code, f"{title}: {error.message}", error.source, error.anchor or f"id_{row.prefix}")

    def _too_many(self) -> FormError:
        name = translated(self.group.heading or self.group.title)
        message = worded("{group}: {most}개까지 적을 수 있습니다. 나머지는 서류로 제출합니다.", group=name, most=self.group.most)
        return FormError(self.group.name, name, "TOO_MANY", message, self.group.source, f"id_{self.group.name}")

    @property
    def cleaned(self) -> list[dict[str, Any]]:
        """What could be understood of each row that is not blank, by field."""
        return [row.cleaned_data for row in self.filled]

    @property
    def filled(self) -> list[RowForm]:
        """The posted rows in which something stands, each of them cleaned."""
        found = [row for row in self.forms if row.is_bound and not row.is_blank]
        for row in found:
            row.is_valid()  # cleans it, once
        return found


class GroupedForm(forms.Form):
    """A form with repeating groups. `rows` are those that stand already, `more` is the group that shows one blank row more."""

    groups: ClassVar[tuple[Group, ...]] = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        more: str = "",
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.rows: dict[str, Rows] = {}
        for group in self.groups:
            standing = (rows or {}).get(group.name, ())
            self.rows[group.name] = self._posted(group) if self.is_bound else self._standing(group, standing)
            self._add_blank(self.rows[group.name], more == group.name)

    def _posted(self, group: Group) -> Rows:
        kept = [
            form
            for index in indices(group.name, self.data)
            if not (form := group.row(self.data, prefix=f"{group.name}-{index}")).is_blank
        ]
        return Rows(group, kept[: group.most], too_many=len(kept) > group.most)

    def _standing(self, group: Group, rows: Sequence[Mapping[str, Any]]) -> Rows:
        forms_ = [group.row(initial=dict(row), prefix=f"{group.name}-{index}") for index, row in enumerate(rows)]
        return Rows(group, forms_)

    def _add_blank(self, rows: Rows, wanted: bool) -> None:
        if rows.may_add and (wanted or (rows.group.opens and not rows.forms)):
            following = max((form.index for form in rows.forms), default=-1) + 1
            rows.forms.append(rows.group.row(prefix=f"{rows.group.name}-{following}"))

    @property
    def row_errors(self) -> list[FormError]:
        """The refusals of all groups."""
        return [error for rows in self.rows.values() for error in rows.errors]

    @property
    def all_errors(self) -> list[FormError]:
        """The refusals of the form and of its groups."""
        return [*form_errors(self), *self.row_errors] if self.is_bound else []


def indices(group: str, data: Mapping[str, Any]) -> list[int]:
    """The numbers of the rows that were posted, in order."""
    pattern = re.compile(rf"{re.escape(group)}-(\d{{1,3}})-\w+", re.ASCII)
    return sorted({int(match[1]) for key in data if (match := pattern.fullmatch(key))})


def inputs_of(name: str, given: forms.Field) -> list[str]:
    """The names under which a field is posted."""
    return [name, f"{name}_unknown"] if isinstance(given, UnknownableField) else [name]


def written(name: str, given: forms.Field, value: Any) -> dict[str, str]:
    """What would have to be posted for the field to be cleaned to this value."""
    if value is None or value == "" or value == ():
        return {}
    if isinstance(value, Unknown):
        return {f"{name}_unknown": "on"} if isinstance(given, UnknownableField) else {name: UNKNOWN_VALUE}
    if isinstance(given, forms.BooleanField):
        return {name: "on"} if value else {}
    if isinstance(value, bool):
        return {name: "yes" if value else "no"}
    return {name: value.isoformat() if hasattr(value, "isoformat") else str(value)}


def written_rows(group: Group, rows: Sequence[Any]) -> dict[str, str]:
    """What would have to be posted for the group to have these rows; each has its fields as attributes."""
    data: dict[str, str] = {}
    for index, row in enumerate(rows):
        for name, given in group.row.base_fields.items():
            data |= {f"{group.name}-{index}-{key}": text for key, text in written(name, given, getattr(row, name)).items()}
    return data


@dataclass(frozen=True)
class Move:
    """What the pressed button does to a group: `kind` is add, remove or restore."""

    kind: str
    group: str
    index: int = 0

    @classmethod
    def of(cls, action: str, groups: Sequence[Group]) -> "Move | None":
        """Reads the button's value; None for one that is not about these groups."""
        match = ACTION.fullmatch(action)
        if match is None or match[2] not in {group.name for group in groups}:
            return None
        return cls(match[1], match[2], int(match[3] or 0))


def moved(
    data: Mapping[str, str], move: Move | None, kept: Mapping[str, Any] | None
) -> tuple[dict[str, str], dict[str, Any] | None]:
    """What was posted after the move, and the row that was taken out: `{"index": 0, "inputs": {"signed_on": "…"}}`.

    `kept`: the row taken out before, which a restore puts back where it stood.
    """
    if move is None or move.kind == "add":
        return dict(data), None
    others = {key: text for key, text in data.items() if not key.startswith(f"{move.group}-")}
    rows = [(index, row_inputs(move.group, index, data)) for index in indices(move.group, data)]
    rows = [(index, inputs) for index, inputs in rows if any(inputs.values())]
    taken: dict[str, Any] | None = None
    if move.kind == "remove":
        place = next((at for at, (index, _) in enumerate(rows) if index == move.index), None)
        if place is not None:
            taken = {"index": place, "inputs": rows.pop(place)[1]}
    elif kept:
        rows.insert(min(int(kept["index"]), len(rows)), (0, dict(kept["inputs"])))
    for index, (_, inputs) in enumerate(rows):
        others |= {f"{move.group}-{index}-{name}": text for name, text in inputs.items()}
    return others, taken


def row_inputs(group: str, index: int, data: Mapping[str, str]) -> dict[str, str]:
    """The inputs of one posted row, by name without the prefix."""
    prefix = f"{group}-{index}-"
    return {key.removeprefix(prefix): text for key, text in data.items() if key.startswith(prefix) and text}
