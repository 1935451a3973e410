"""A reply beside what the applicant said, what the register shows and what stands on file (S1-INV-03, S1-BEY-05)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Statement
from teojeon.services.victims.assessment.fact_kinds import JsonValue
from teojeon.services.victims.assessment.facts import ALL
from teojeon.services.victims.investigation.models import Fact
from teojeon.services.victims.requests.models import ReplyRow
from teojeon.services.victims.requests.reply_fields import IN_REGISTER, PROVIDER_OF, Values, proposals

AGREES, DIFFERS, ALONE = "agrees", "differs", "alone"
TITLES = {AGREES: ("말·공부와 같음", "success"), DIFFERS: ("다름", "danger"), ALONE: ("견줄 것이 없음", "gray")}


@dataclass
class OnFile:
    """What is known of one case: newest fact of each code, the newest of those from the register, what was said."""

    facts: dict[str, Fact] = field(default_factory=dict)
    register: dict[str, JsonValue] = field(default_factory=dict)
    said: dict[str, JsonValue] = field(default_factory=dict)

    @property
    def values(self) -> Values:
        return {code: fact.value for code, fact in self.facts.items()}


def on_file(cases: Iterable[UUID]) -> dict[UUID, OnFile]:
    """By case, in two queries."""
    actor, keys = current().actor, list(cases)
    found = {key: OnFile() for key in keys}
    for fact in Fact.objects.visible_to(actor).filter(case__in=keys, code__in=ALL).order_by("number"):
        found[fact.case_id].facts[fact.code] = fact
        if fact.source == "register":
            found[fact.case_id].register[fact.code] = fact.value
    for said in Statement.objects.visible_to(actor).filter(case__in=keys, code__in=ALL).order_by("said_at", "id"):
        found[said.case_id].said[said.code] = said.value
    return found


def value_now(row: ReplyRow, known: Values) -> JsonValue:
    """What the row proposes beside what stands on file today: sets and lists take up what others found meanwhile."""
    if row.code == "guarantees" and not row.fields:
        provider, stands = PROVIDER_OF.get(row.request.agency), known.get("guarantees")
        return [each for each in stands if each["provider"] != provider] if isinstance(stands, list) else row.value
    made = proposals(row.request.item, row.request.agency, row.fields, known)
    if row.code in made:
        return made[row.code]
    return known.get("events") if row.code == "events" else row.value


def agreement(row: ReplyRow, file: OnFile) -> str:
    """Whether statement, register and reply agree. The register is asked for where it shows this fact."""
    said, register = file.said.get(row.code), file.register.get(row.code)
    newest = file.facts[row.code].value if row.code in file.facts else None
    known = [other for other in (said, register, newest) if other is not None]
    if any(not _fits(row, other) for other in known):
        return DIFFERS
    if said is None or (row.code in IN_REGISTER and register is None):
        return ALONE
    return AGREES


def _fits(row: ReplyRow, other: JsonValue) -> bool:
    """Of a set or a list the reply speaks for its own part only."""
    alone = proposals(row.request.item, row.request.agency, row.fields, {}).get(row.code, row.value)
    if row.code == "events" and isinstance(alone, Mapping) and isinstance(other, Mapping):
        return all(other.get(code) in (None, told) for code, told in alone.items() if told is not None)
    if row.code == "guarantees" and isinstance(alone, list) and isinstance(other, list):
        return all(each in other for each in alone) if alone else not _of_provider(row, other)
    return alone == other


def _of_provider(row: ReplyRow, rows: list[Any]) -> list[Any]:
    return [each for each in rows if each.get("provider") == PROVIDER_OF.get(row.request.agency)]
