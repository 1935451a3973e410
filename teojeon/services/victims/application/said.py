"""What the applicant said, read back from the statements of a case: for officials, in the words of the form."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from django import forms

from teojeon.services.victims.application.content import ELSEWHERE, ROWS, SECTIONS, Content, SealedNumber
from teojeon.services.victims.application.forms.fields import TickField
from teojeon.services.victims.application.models import Statement
from teojeon.services.victims.application.statements import NOT_STATEMENTS, OWN_MESSAGE_PART, RENAMED
from teojeon.services.victims.application.steps import PAGES
from teojeon.services.victims.application.summary import Part, parts
from teojeon.ui.formats import UNKNOWN
from teojeon.ui.forms import KoreanDateField, UnknownableField

APART = frozenset({"actor", "papers"})
"""Steps whose answers stand with the mandate and the consents of the case."""


def said_parts(statements: Iterable[Statement], on: dt.date) -> list[Part]:
    """The answers by step, only what was said; of a code the newest. Name, addresses and consents stand with the party and the case."""
    newest = {row.code: row.value for row in sorted(statements, key=lambda row: (row.said_at, row.pk))}
    shown = [part for part in parts(content_of(newest), on) if part.slug not in APART]
    told = [
        replace(part, rows=tuple(row for row in part.answered if row.field not in NOT_STATEMENTS | set(ELSEWHERE)))
        for part in shown
    ]
    return [part for part in told if part.rows]


def content_of(said: Mapping[str, Any]) -> Content:
    """The content as far as the statements tell it. Null is 모름; what no form knows is left out."""
    content = Content()
    for step in PAGES:
        section = step.form.section
        if section in OWN_MESSAGE_PART:
            continue
        known = {each.name for each in fields(SECTIONS[section])}
        answers: dict[str, Any] = {}
        for name, given in step.form.base_fields.items():
            code = RENAMED.get(name, name)
            if name in known and name not in NOT_STATEMENTS and code in said:
                answers[name] = _value(given, said[code])
        for group in step.form.groups:
            answers[group.name] = tuple(
                _row(group.name, group.row.base_fields, row) for row in said.get(RENAMED.get(group.name, group.name)) or ()
            )
        changed: dict[str, Any] = {section: replace(getattr(content, section), **answers)}
        content = replace(content, **changed)
    number = said.get("landlord_number")
    return replace(content, landlord_number=SealedNumber("", number["masked"])) if isinstance(number, Mapping) else content


def _row(group: str, given: Mapping[str, forms.Field], row: Mapping[str, Any]) -> Any:
    known = {each.name for each in fields(ROWS[group])}
    return ROWS[group](**{name: _value(given[name], value) for name, value in row.items() if name in known and name in given})


def _value(given: forms.Field, value: Any) -> Any:
    if value is None:
        return UNKNOWN
    inner = given.fields[0] if isinstance(given, UnknownableField) else given
    if isinstance(inner, KoreanDateField):
        return dt.date.fromisoformat(value) if isinstance(value, str) else None  # false: it never happened, another answer says so
    return bool(value) if isinstance(given, TickField) else value
