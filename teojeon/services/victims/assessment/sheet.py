"""The whole assessment of one case as its page shows it: the result in words, what may still follow, who can settle what is missing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from teojeon.kernel.regions.small_deposit import ClassAnswer
from teojeon.kernel.work.refusals import Refusal
from teojeon.law import victims
from teojeon.law.language.errors import LawError
from teojeon.law.victims import Assessment
from teojeon.services.victims.assessment.assess import Matter, book_with, given_to_the_law
from teojeon.services.victims.assessment.facts import ALL, in_words
from teojeon.services.victims.assessment.given import CODES_OF
from teojeon.services.victims.assessment.outcomes import HOLD, RESULTS, TONES
from teojeon.services.victims.assessment.region import class_of
from teojeon.services.victims.assessment.shown import findings_shown
from teojeon.services.victims.investigation.models import ALL_SOURCES, Fact

ADDRESS = "주소로 정한 값"


@dataclass(frozen=True)
class Missing:
    """One unknown requirement that decides, and who can settle it."""

    code: str
    title: str
    settled_by: list[str]


@dataclass
class Sheet:
    """`may`: outcomes that some completion of the facts gives, in words; empty unless the result is HOLD."""

    on: dt.date
    refusal: Refusal | None = None
    assessment: Assessment | None = None
    may: list[str] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    region: ClassAnswer | None = None

    @property
    def result(self) -> str:
        return RESULTS[self.assessment.outcome] if self.assessment else ""

    @property
    def tone(self) -> str:
        return TONES.get(self.assessment.outcome, "danger") if self.assessment else "gray"

    @property
    def is_held(self) -> bool:
        return self.assessment is not None and self.assessment.outcome == HOLD

    @property
    def receipt_hash(self) -> str:
        return str(self.assessment.receipt["sha256"]) if self.assessment else ""


def sheet_of(matter: Matter, facts: Mapping[str, Fact], on: dt.date) -> Sheet:
    """Assesses, and says in words what came out. A refusal of the law is kept: the page stands with its reason."""
    try:
        book = book_with(matter.rows)
        given = given_to_the_law(matter, book, on)
        assessment = victims.assess(given, on, book)
        may = victims.reachable(given, on, book)
    except LawError as error:
        return Sheet(on, Refusal(error.code, error.message, error.field or "", error.source or ""))
    region = class_of(matter.house, matter.values, on)
    shown = findings_shown(assessment, _evidence(facts, region))
    wanted = set(assessment.missing)
    return Sheet(
        on,
        assessment=assessment,
        may=[RESULTS[outcome] for outcome in may],
        missing=[Missing(each["code"], each["title"], each["settled_by"]) for each in shown if each["code"] in wanted],
        findings=shown,
        region=region,
    )


def _evidence(facts: Mapping[str, Fact], region: ClassAnswer | None) -> dict[str, str]:
    """Fact of the law → the rows on file it rests on, with value and evidence."""
    sources = dict(ALL_SOURCES)
    found: dict[str, str] = {}
    for name, codes in CODES_OF.items():
        rows = [facts[code] for code in codes if code in facts]
        if rows:
            found[name] = " / ".join(_basis(row, sources, with_value=len(codes) > 1) for row in rows)
    if region is not None and "region_class" not in facts:
        found["region_class"] = f"{ADDRESS} · {region.reason} · {region.source}"
    return found


def _basis(row: Fact, sources: Mapping[str, str], *, with_value: bool) -> str:
    on = f"{ALL[row.code].title} {in_words(row.code, row.value)}" if with_value else ""
    return " · ".join(part for part in (on, sources.get(row.source, ""), row.evidence or row.note) if part)
