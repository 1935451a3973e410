"""The answers in words, for the review page, the person's own case page and the PDF. Blanks are 정보 없음, unknowns 모름."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django import forms

from teojeon.kernel import regions
from teojeon.services.victims.application.content import NO_SIGUNGU, Content, settled
from teojeon.services.victims.application.forms.fields import TickField, countries
from teojeon.services.victims.application.forms.papers import consent_texts
from teojeon.services.victims.application.steps import PAGES, STEPS, Step
from teojeon.ui.formats import NO_INFORMATION, UNKNOWN_WORD, Unknown, korean_date, won, won_reading
from teojeon.ui.forms import KoreanChoiceField, UnknownableField, WonField
from teojeon.ui.groups import Group
from teojeon.ui.languages import translated, worded

READ_FROM = 10_000  # won; below it the reading says nothing new
NO_ROWS, NOT_TICKED = "적지 않음", "표시하지 않음"


@dataclass(frozen=True)
class Row:
    """One answer: `note` is the amount as it is read."""

    field: str
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Part:
    """The answers of one step."""

    slug: str
    title: str
    rows: tuple[Row, ...]

    @property
    def answered(self) -> tuple[Row, ...]:
        """The rows in which something was said."""
        return tuple(row for row in self.rows if row.value not in (NO_INFORMATION, NO_ROWS, NOT_TICKED))


def parts(content: Content, on: dt.date) -> list[Part]:
    """All answers; region codes are named as on this day. The statement of damage only where something was told."""
    pages = [
        step
        for step in PAGES
        if step in STEPS or getattr(content, step.form.section) != type(getattr(content, step.form.section))()
    ]
    found = [Part(step.slug, step.title, tuple(rows_of(step, content, on))) for step in pages]
    return [part for part in found if part.rows]


def rows_of(step: Step, content: Content, on: dt.date) -> list[Row]:
    """The answers of one step to what is asked of this person, in the order of the page, with what follows from others."""
    content = settled(content)
    groups = {group.name: group for group in step.form.groups}
    rows: list[Row] = []
    for name in step.form.asked_names(content):
        if name in groups:
            rows += _rows_of_group(groups[name], step, content, on)
        else:
            rows.append(_row_of_field(name, step, content, on))
    return rows


def _row_of_field(name: str, step: Step, content: Content, on: dt.date) -> Row:
    given = step.form.base_fields[name]
    value = content.answer(step.slug, name)
    unread = content.unclear.get(step.form.section, {}).get(name)
    text = (
        worded("{typed} (다시 확인해 주십시오)", typed=unread)
        if unread and value in (None, "")
        else in_words(given, name, value, on)
    )
    label = consent_texts()[name].title if step.slug == "papers" and name in consent_texts() else str(given.label)
    return Row(name, label, text, _note(given, value))


def _rows_of_group(group: Group, step: Step, content: Content, on: dt.date) -> Iterable[Row]:
    standing = step.form.standing(group.name, content)
    if not standing:
        return [Row(group.name, str(group), NO_ROWS)]
    unread = content.unclear.get(step.form.section, {})
    rows = []
    for index, row in enumerate(standing):
        prefix = f"{group.name}-{index}-"
        wrong = [worded("{typed} (다시 확인해 주십시오)", typed=text) for key, text in unread.items() if key.startswith(prefix)]
        rows.append(
            Row(f"{group.name}-{index}", f"{translated(group.title)} {index + 1}", "; ".join([*_told(group, row, on), *wrong]))
        )
    return rows


def _told(group: Group, row: Any, on: dt.date) -> list[str]:
    told, blank = [], type(row)()
    for each in fields(row):
        value = getattr(row, each.name)
        if value is None or value == getattr(blank, each.name):
            continue
        given = group.row.base_fields[each.name]
        told.append(f"{translated(given.label).rstrip('?')}: {translated(in_words(given, each.name, value, on))}")
    return told


def _note(given: forms.Field, value: Any) -> str:
    is_amount = isinstance(_inner(given), WonField) and isinstance(value, int) and not isinstance(value, bool)
    return won_reading(value) if is_amount and value >= READ_FROM else ""


def _inner(given: forms.Field) -> forms.Field:
    return given.fields[0] if isinstance(given, UnknownableField) else given


def in_words(given: forms.Field, name: str, value: Any, on: dt.date) -> str:
    """One value as people read it."""
    if name == "mandate_type":
        value = value or "self"
    if value is None or value == "":
        return NO_INFORMATION
    if isinstance(value, Unknown):
        return UNKNOWN_WORD
    if isinstance(given, TickField) and not value:
        return NOT_TICKED
    if isinstance(value, bool):
        return _yes_or_no(given, value)
    if isinstance(value, dt.date):
        return korean_date(value)
    if isinstance(_inner(given), WonField):
        return won(value)
    if name in ("sido", "sigungu"):
        return _region(value, on)
    if isinstance(given, KoreanChoiceField):
        titles = dict(countries()) if name == "nationality" else {str(code): str(title) for code, title in given.choices}  # type: ignore[misc, union-attr]
        return titles.get(value, str(value))
    return str(value)


def _yes_or_no(given: forms.Field, value: bool) -> str:
    titles = {str(code): str(title) for code, title in given.choices} if isinstance(given, KoreanChoiceField) else {}  # type: ignore[misc, union-attr]
    word = titles.get("yes" if value else "no", "예" if value else "아니오")
    return word.split(",")[0] if word.startswith(("예", "아니오")) else word


def _region(code: str, on: dt.date) -> str:
    if code == NO_SIGUNGU:
        return "목록에 없음"
    region = regions.find(code, on)
    return region.name if region else code
