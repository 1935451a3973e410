"""All answers of one application, form version 2."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from teojeon.services.victims.application.content.damage import (
    Damage,
    DamageStatement,
    Event,
    Guarantee,
    IntentFact,
    Recovery,
)
from teojeon.services.victims.application.content.house import House
from teojeon.services.victims.application.content.lease import (
    Contract,
    CoTenant,
    LandlordChange,
    LandlordHeir,
    Lease,
    RelatedParty,
)
from teojeon.services.victims.application.content.occupancy import BuildingTenant, Occupancy, Seizure, SeniorRight
from teojeon.services.victims.application.content.papers import Consents
from teojeon.services.victims.application.content.person import Actor, Applicant, Heir
from teojeon.services.victims.application.content.values import SealedNumber, decode

FORM_VERSION = 2
SECTIONS: dict[str, type[Any]] = {
    "applicant": Applicant,
    "actor": Actor,
    "house": House,
    "lease": Lease,
    "occupancy": Occupancy,
    "damage": Damage,
    "statement": DamageStatement,
    "consents": Consents,
}
SECTION_OF = {"papers": "consents"}
"""Step → section, where they have different names."""
ELSEWHERE = {"mandate_type": "actor"}
"""Answers that another step asks than the one of their section: who files is asked before anything else."""
ROWS: dict[str, type[Any]] = {
    "heirs": Heir,
    "contracts": Contract,
    "co_tenants": CoTenant,
    "landlord_heir_list": LandlordHeir,
    "landlord_changes": LandlordChange,
    "related_parties": RelatedParty,
    "senior_rights": SeniorRight,
    "seizures": Seizure,
    "building_tenants": BuildingTenant,
    "events": Event,
    "intent_facts": IntentFact,
    "guarantees": Guarantee,
    "recovered": Recovery,
}
NUMBERS = ("number", "landlord_number")
SAVED, PASSED = "saved", "passed"


@dataclass(frozen=True)
class Content:
    """All answers of one application.

    `verified_name`, `verified_birth_date`: what the identity provider vouched for when the draft was made. `unclear`: inputs that
    could not be read, as they were typed, by section and input. `removed`: the row last taken out of each group, to be put back.
    `progress`: by step, "saved" or "passed" (left forward). `saved_by`: the page that saved last.
    """

    applicant: Applicant = field(default_factory=Applicant)
    house: House = field(default_factory=House)
    lease: Lease = field(default_factory=Lease)
    occupancy: Occupancy = field(default_factory=Occupancy)
    number: SealedNumber | None = None
    verified_name: str = ""
    verified_birth_date: dt.date | None = None
    unclear: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    saved_by: str = ""
    actor: Actor = field(default_factory=Actor)
    damage: Damage = field(default_factory=Damage)
    statement: DamageStatement = field(default_factory=DamageStatement)
    consents: Consents = field(default_factory=Consents)
    landlord_number: SealedNumber | None = None
    removed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    progress: Mapping[str, str] = field(default_factory=dict)

    def with_step(
        self,
        step: str,
        values: Mapping[str, Any],
        unclear: Mapping[str, str],
        numbers: Mapping[str, Mapping[str, str]],
        page: str,
        removed: Mapping[str, Mapping[str, Any] | None] | None = None,
        passed: bool = False,
    ) -> Self:
        """The content after one step was saved. A number that was not typed again stays.

        `values` as JSON; `numbers` sealed, by name; `page`: which page of the browser saved; `removed`: by group the row taken out
        (None: put back); `passed`: the step was left forward.
        """
        section = SECTION_OF.get(step, step)
        by_section: dict[str, dict[str, Any]] = {section: {}}
        for name, value in values.items():
            by_section.setdefault(ELSEWHERE.get(name, section), {})[name] = decode(value, ROWS.get(name))
        changed: dict[str, Any] = {name: replace(getattr(self, name), **some) for name, some in by_section.items()}
        others = {name: inputs for name, inputs in self.unclear.items() if name != section}
        kept = {**others, section: dict(unclear)} if unclear else others
        progress = {**self.progress, step: PASSED if passed else self.progress.get(step, SAVED)}
        content = replace(self, **changed, unclear=kept, saved_by=page, progress=progress)
        content = content.with_numbers({name: SealedNumber(**number) for name, number in numbers.items()})
        for group, row in (removed or {}).items():
            content = content.with_removed(group, row)
        return content

    def with_numbers(self, numbers: Mapping[str, SealedNumber]) -> Self:
        """With the numbers of others that were typed now."""
        changed: dict[str, Any] = {name: number for name, number in numbers.items() if name in NUMBERS}
        return replace(self, **changed)

    def with_removed(self, group: str, row: Mapping[str, Any] | None) -> Self:
        """Remembers the row last taken out of a group; None: it was put back."""
        others = {name: each for name, each in self.removed.items() if name != group}
        return replace(self, removed={**others, group: row} if row else others)

    def for_the_applicant(self) -> Self:
        """As the portal keeps it after filing: numbers masked only, nothing unread."""
        masked = {name: SealedNumber("", kept.masked) for name in NUMBERS if (kept := getattr(self, name))}
        return replace(self, unclear={}, removed={}, progress={}, saved_by="").with_numbers(masked)

    def answer(self, step: str, name: str) -> Any:
        """The answer under this name in a step, wherever it stands; a number in its masked form."""
        if name in NUMBERS:
            number: SealedNumber | None = getattr(self, name)
            return number.masked if number else None
        return getattr(getattr(self, ELSEWHERE.get(name, SECTION_OF.get(step, step))), name)

    @property
    def is_foreigner(self) -> bool:
        """Whether the number that was given is a foreigner's: its seventh digit is 5 to 8."""
        return bool(self.number and self.number.masked[7:8] in tuple("5678"))
