"""The answers in words, for the review page, the person's own case page and the PDF. Blanks are 정보 없음, unknowns 모름."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from teojeon.kernel import regions
from teojeon.services.victims.application.content import NO_SIGUNGU, Content
from teojeon.services.victims.application.forms import HANDOVER_STATES
from teojeon.services.victims.application.steps import STEPS, Step
from teojeon.ui.formats import NO_INFORMATION, UNKNOWN_WORD, Unknown, korean_date, won, won_reading

AMOUNTS = frozenset({"deposit_current", "monthly_rent"})
READ_FROM = 10_000  # won; below it the reading says nothing new


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


def parts(content: Content, on: dt.date) -> list[Part]:
    """All answers; region codes are named as on this day."""
    return [Part(step.slug, step.title, tuple(rows_of(step, content, on))) for step in STEPS]


def rows_of(step: Step, content: Content, on: dt.date) -> list[Row]:
    """The answers of one step, in the order of its fields."""
    rows = []
    section = getattr(content, step.slug)
    for name, field in step.form.base_fields.items():
        if name == "number":
            value: Any = content.number.masked if content.number else None
        else:
            value = getattr(section, name)
        unread = content.unclear.get(step.slug, {}).get(name)
        text = f"{unread} (다시 확인해 주십시오)" if unread and value in (None, "") else in_words(name, value, on)
        note = won_reading(value) if name in AMOUNTS and isinstance(value, int) and value >= READ_FROM else ""
        rows.append(Row(name, str(field.label), text, note))
    return rows


def in_words(name: str, value: Any, on: dt.date) -> str:
    """One value as people read it."""
    if value is None or value == "":
        return NO_INFORMATION
    if isinstance(value, Unknown):
        return UNKNOWN_WORD
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, dt.date):
        return korean_date(value)
    if name in AMOUNTS:
        return won(value)
    if name == "handover_state":
        return dict(HANDOVER_STATES)[value]
    if name in ("sido", "sigungu"):
        if value == NO_SIGUNGU:
            return "목록에 없음"
        region = regions.find(value, on)
        return region.name if region else value
    return str(value)
