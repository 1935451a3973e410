"""What every step is: a form of one section, with groups of rows, parts that fold, and questions asked only where they matter.

Nothing here knows where a draft is kept: the portal and the office's paper filing use the same forms.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from teojeon.kernel import clock, regions
from teojeon.services.victims.application.content import ELSEWHERE, Content
from teojeon.ui.forms import FormError
from teojeon.ui.groups import GroupedForm, Rows, inputs_of, written, written_rows

__all__ = ["Part", "ShownPart", "StepForm", "When", "inputs_of", "written"]

FOREIGNER, HEIR, PROXY, OTHER = "@foreigner", "@heir", "@proxy", "@other"


@dataclass(frozen=True)
class When:
    """A question is asked where the input `name` holds one of `values`. `*` stands for any row; `@` begins what the content knows."""

    name: str
    values: tuple[str, ...] = ("yes",)

    def holds(self, inputs: Mapping[str, str]) -> bool:
        """Whether these inputs ask for it."""
        head, star, tail = self.name.partition("*")
        if not star:
            return inputs.get(self.name, "") in self.values
        return any(text in self.values for name, text in inputs.items() if name.startswith(head) and name.endswith(tail))

    def __str__(self) -> str:
        return f"{self.name}={'|'.join(self.values)}"


@dataclass(frozen=True)
class Part:
    """Some fields and groups of a step under a heading. `folded`: optional ones that open by a press."""

    title: str
    names: tuple[str, ...]
    folded: bool = False
    help_text: str = ""


@dataclass
class Item:
    """One field or group on the page."""

    name: str
    bound: Any = None
    rows: Rows | None = None
    when: str = ""
    is_hidden: bool = False


@dataclass
class ShownPart:
    """A part as the page shows it; a folded one opens where it holds an answer or a refusal."""

    part: Part
    is_open: bool
    items: list[Item] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        return all(item.is_hidden for item in self.items)


class StepForm(GroupedForm):
    """One step. `section`: the part of the content it fills. `apart`: numbers, which are sealed and never kept as typed.

    `shown_when`: fields and groups asked only where all conditions hold. `layout`: every field and group once, in order.
    """

    section: ClassVar[str]
    apart: ClassVar[frozenset[str]] = frozenset()
    layout: ClassVar[tuple[Part, ...]] = ()
    shown_when: ClassVar[Mapping[str, tuple[When, ...]]] = {}
    use_required_attribute = False  # a draft may be saved with gaps; the server lists them all at once

    def __init__(self, data: Mapping[str, Any] | None = None, *, content: Content, more: str = "") -> None:
        self.content, self.derived = content, set[str]()
        rows = {group.name: [_row(row) for row in self.standing(group.name, content)] for group in self.groups}
        super().__init__(data, rows=rows, more=more)
        self.inputs = {**(self.inputs_from(content) if data is None else data), **known(content)}
        self.hidden = {
            name for name, conditions in self.shown_when.items() if not all(each.holds(self.inputs) for each in conditions)
        }
        self.fit()

    def fit(self) -> None:
        """Adapts the fields to what is known already."""

    @classmethod
    def kept_fields(cls) -> list[str]:
        """Names of the fields that the section keeps."""
        return [name for name in cls.base_fields if name not in cls.apart]

    @classmethod
    def standing(cls, group: str, content: Content) -> Sequence[Any]:
        """The rows of a group that the content holds."""
        return tuple(getattr(getattr(content, cls.section), group))

    @classmethod
    def inputs_from(cls, content: Content) -> dict[str, str]:
        """The inputs of this step as the content holds them: what was understood, and what was not as it was typed."""
        data: dict[str, str] = {}
        for name in cls.kept_fields():
            value = getattr(getattr(content, ELSEWHERE.get(name, cls.section)), name)
            data |= written(name, cls.base_fields[name], value)
        for group in cls.groups:
            data |= written_rows(group, cls.standing(group.name, content))
        data |= content.unclear.get(cls.section, {})
        if data.get("sido"):
            standing = regions.successor(data["sido"], clock.business_today())
            data["sido"] = standing.code if standing else data["sido"]
        return data

    @classmethod
    def asked_names(cls, content: Content) -> list[str]:
        """Fields and groups that are asked of this person, in order."""
        inputs = {**cls.inputs_from(content), **known(content)}
        names = [name for part in cls.layout for name in part.names]
        return [name for name in names if all(each.holds(inputs) for each in cls.shown_when.get(name, ()))]

    def full_clean(self) -> None:
        """A question that is not asked is never refused, whatever stands in it."""
        super().full_clean()
        for name in self.hidden:
            self.errors.pop(name, None)

    @property
    def row_errors(self) -> list[FormError]:
        return [error for name, rows in self.rows.items() if name not in self.hidden for error in rows.errors]

    def missing(self, name: str) -> bool:
        """Whether this field was refused only because nothing stands in it."""
        found = self.errors.as_data().get(name, [])
        return bool(found) and all(error.code in {"MISSING_VALUE", "MISSING"} for error in found)

    def supply(self, name: str, value: Any) -> None:
        """Takes an answer that follows from others, in place of the refusal that it is missing. The draft does not keep it."""
        if value not in (None, "") and (self.missing(name) or self.cleaned_data.get(name) in (None, "")) and not self._typed(name):
            self.errors.pop(name, None)
            self.cleaned_data[name] = value
            self.derived.add(name)

    def _typed(self, name: str) -> bool:
        return any(self.data.get(key) for key in inputs_of(name, self.fields[name]))

    @property
    def parts(self) -> Iterator[ShownPart]:
        """The page, part by part."""
        for part in self.layout:
            items = [self._item(name) for name in part.names]
            yield ShownPart(part, not part.folded or any(self._has_something(item) for item in items), items)

    def _item(self, name: str) -> Item:
        when = ";".join(str(each) for each in self.shown_when.get(name, ()))
        bound = None if name in self.rows else self[name]
        return Item(name, bound, self.rows.get(name), when, name in self.hidden)

    def _has_something(self, item: Item) -> bool:
        if item.rows is not None:
            return item.rows.has_errors or any(row.initial or (row.is_bound and not row.is_blank) for row in item.rows)
        names = inputs_of(item.name, self.fields[item.name])
        # an unbound form is not cleaned: it has no errors to open for
        return any(self.inputs.get(name) for name in names) or (self.is_bound and item.name in self.errors)


def known(content: Content) -> dict[str, str]:
    """What the content knows of the person, as inputs of conditions."""
    mandate = content.actor.mandate_type
    facts = {
        FOREIGNER: content.is_foreigner,
        OTHER: bool(mandate),
        PROXY: mandate == "proxy",
        HEIR: mandate == "heir_representative",
    }
    return {name: "yes" if holds else "no" for name, holds in facts.items()}


def _row(row: Any) -> dict[str, Any]:
    return {each.name: getattr(row, each.name) for each in fields(row)}


def label_of(name: str, form: type[StepForm]) -> str:
    """The words of a field or group."""
    for group in form.groups:
        if group.name == name:
            return str(group)
    return str(form.base_fields[name].label)


def ordered(first: dt.date | object, last: dt.date | object) -> bool:
    """Whether two days, where both are known, follow each other; the same day does."""
    return not (isinstance(first, dt.date) and isinstance(last, dt.date) and last < first)
