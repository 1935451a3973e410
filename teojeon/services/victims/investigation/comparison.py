"""What each source says of a fact, side by side, and where sources contradict each other (S1-INV-01)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Statement
from teojeon.services.victims.assessment.facts import FACTS, GROUPS, JsonValue, in_words
from teojeon.services.victims.intake.models import ResidentCheck
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.intake.resident import EVIDENCE, MOVE_IN
from teojeon.services.victims.investigation.models import Fact

SAID, REGISTER = "said", "register"
COLUMNS: dict[str, str] = {
    SAID: "신청인의 진술",
    REGISTER: "공부",
    "agency": "기관 회신",
    "visit": "현장",
    "testimony": "그 밖의 진술",
    "application": "조사자가 신청서에서 적음",
}
"""Where values come from, in the order in which they stand side by side."""


@dataclass(frozen=True)
class Value:
    """What one source said of one fact at one time. `by`: who wrote it; empty for the applicant and the register itself."""

    source: str
    value: JsonValue
    words: str
    on: dt.date
    at: dt.datetime
    evidence: str = ""
    note: str = ""
    by: str = ""


@dataclass(frozen=True)
class Compared:
    """One fact. `cells`: the values of each source, the newest first; `contradictions`: pairs that cannot both be true, in words."""

    code: str
    title: str
    cells: list[list[Value]]
    contradictions: list[str] = field(default_factory=list)

    @property
    def has_values(self) -> bool:
        return any(self.cells)

    @property
    def verdict(self) -> str:
        """What the comparison comes to, in words."""
        known = sum(any(each.value is not None for each in cell[:1]) for cell in self.cells)
        if self.contradictions:
            return "서로 다름"
        return "모두 같음" if known > 1 else "견줄 값이 하나뿐" if known else "아는 값이 없음"


def compared(case: UUID) -> list[tuple[str, list[Compared]]]:
    """All facts of a case by group, for these eyes. Four queries, however many values."""
    found = _values([case]).get(case, {})
    lines = {code: _line(code, found.get(code, [])) for code in FACTS}
    return [(title, [lines[code] for code, fact in FACTS.items() if fact.group == group]) for group, title in GROUPS.items()]


def contradictions(cases: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Of each case the facts in which sources contradict each other, in words. Cases without one are left out."""
    found: dict[UUID, list[str]] = {}
    for case, facts in _values(cases).items():
        lines = [_line(code, facts[code]) for code in FACTS if code in facts]
        if words := [f"{line.title}: {each}" for line in lines for each in line.contradictions]:
            found[case] = words
    return found


def _values(cases: Sequence[UUID]) -> dict[UUID, dict[str, list[Value]]]:
    actor, found = current().actor, {case: dict[str, list[Value]]() for case in cases}
    statements = list(Statement.objects.visible_to(actor).filter(case__in=cases, code__in=FACTS).order_by("said_at", "id"))
    for said in statements:
        found[said.case_id].setdefault(said.code, []).append(
            Value(SAID, said.value, in_words(said.code, said.value), clock.seoul_day(said.said_at), said.said_at)
        )
    checks = list(ResidentCheck.objects.visible_to(actor).filter(case__in=cases).order_by("checked_at", "id"))
    for check in checks:
        if (value := _registered(check, found[check.case_id].get(MOVE_IN, []))) is not None:
            found[check.case_id].setdefault(MOVE_IN, []).append(value)
    facts = list(Fact.objects.visible_to(actor).filter(case__in=cases, code__in=FACTS).order_by("id"))
    names = names_of(fact.author for fact in facts)
    for fact in facts:
        found[fact.case_id].setdefault(fact.code, []).append(_recorded(fact, names))
    return found


def _registered(check: ResidentCheck, said: Sequence[Value]) -> Value | None:
    """What the resident register says of the day of moving in: the day that differed, or the one that matched."""
    differs = {each["code"]: each["register"] for each in check.discrepancies}
    before = [each.value for each in said if each.source == SAID and each.at <= check.checked_at]
    value = differs.get(MOVE_IN, before[-1] if before else None)
    if value is None:
        return None
    on = clock.seoul_day(check.checked_at)
    return Value(REGISTER, value, in_words(MOVE_IN, value), on, check.checked_at, evidence=EVIDENCE)


def _recorded(fact: Fact, names: Mapping[UUID, str]) -> Value:
    words = in_words(fact.code, fact.value)
    return Value(fact.source, fact.value, words, fact.as_of, fact.at, fact.evidence, fact.note, names.get(fact.author, ""))


def _line(code: str, values: Sequence[Value]) -> Compared:
    newest_first = sorted(values, key=lambda each: each.at, reverse=True)
    cells = [[each for each in newest_first if each.source == source] for source in COLUMNS]
    return Compared(code, FACTS[code].title, cells, _pairs(cell[0] for cell in cells if cell))


def _pairs(newest: Iterable[Value]) -> list[str]:
    """Sources whose newest known values differ. What is unknown contradicts nothing."""
    known = [each for each in newest if each.value is not None]
    return [
        f"{COLUMNS[one.source]} {one.words} ↔ {COLUMNS[other.source]} {other.words}"
        for place, one in enumerate(known)
        for other in known[place + 1 :]
        if differs(one.value, other.value)
    ]


def differs(one: JsonValue, other: JsonValue) -> bool:
    """Whether two known values cannot both be true; in a set of codes only what both know is compared."""
    if isinstance(one, dict) and isinstance(other, dict):
        shared: set[Any] = {key for key in one.keys() & other.keys() if one[key] is not None and other[key] is not None}
        return any(one[key] != other[key] for key in shared)
    return one != other or isinstance(one, bool) is not isinstance(other, bool)
