"""The assessment of one case: the facts on file, the values of authorities, the law of a day → findings with a receipt.

What the applicant said does not count as a fact; what is not on file is unknown, and nothing is guessed (S1-ASM-01).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.parameters.queries import authority_rows
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.victims import Assessment, assess
from teojeon.law.victims.values import DEPOSIT_CAP, RESOLVED_CAP
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.assessment.facts import ALL, FACTS, FINDINGS, JsonValue
from teojeon.services.victims.assessment.given import LawFacts, law_facts
from teojeon.services.victims.assessment.region import House, class_of
from teojeon.services.victims.investigation.models import Fact


@dataclass(frozen=True)
class Matter:
    """All that the assessment of a case reads. `values`: code → value of what is on file, facts and findings of people."""

    case: Case
    values: Mapping[str, JsonValue]
    house: House | None
    rows: tuple[AuthorityRow, ...]

    @property
    def scope(self) -> str:
        return f"case:{self.case.pk}"

    def with_value(self, code: str, value: JsonValue) -> "Matter":
        """As if this value stood on file."""
        return replace(self, values={**self.values, code: value})

    def without_row(self, row: AuthorityRow) -> "Matter":
        """As if this value of an authority were not in force."""
        return replace(self, rows=tuple(each for each in self.rows if each != row))


def matter_of(case: Case, facts: Mapping[str, Fact] | None = None, house: House | None = None) -> Matter:
    """Reads the file; for a caller that has the rows already, only the values of authorities."""
    facts = newest_facts(case.pk) if facts is None else facts
    house = house_of(case.pk) if house is None else house
    values = {code: fact.value for code, fact in facts.items()}
    place = values.get("sido") or (house.sido if house else None)
    rows = authority_rows([f"sido:{place}", "nation", f"case:{case.pk}"])
    return Matter(case, values, house, rows)


def assess_case(case: Case, on: dt.date) -> Assessment:
    """Findings and receipt under the law of `on`, the day of the decision (처분 당시). Raises Refusal with the law's code
    (NOT_IN_FORCE, BAD_VALUE …) where the facts cannot be assessed.
    """
    return assess_matter(matter_of(case), on)


def assess_matter(matter: Matter, on: dt.date) -> Assessment:
    """As `assess_case`, for a matter that was read already."""
    try:
        book = book_with(matter.rows)
        return assess(given_to_the_law(matter, book, on), on, book)
    except LawError as error:
        raise Refusal(error.code, error.message, error.field or "", error.source or "") from error


@lru_cache(maxsize=256)
def book_with(rows: tuple[AuthorityRow, ...]) -> LawBook:
    """The law with these values of authorities. Kept: what is compiled for a book serves all cases under it. Raises LawError."""
    return LawBook.shipped().with_rows(rows)


def given_to_the_law(matter: Matter, book: LawBook, on: dt.date) -> LawFacts:
    """The facts as the rules take them. Raises LawError (NOT_IN_FORCE) for a day before the law."""
    answer = class_of(matter.house, matter.values, on)
    given = law_facts(
        {code: value for code, value in matter.values.items() if code in FACTS},
        {code: value for code, value in matter.values.items() if code in FINDINGS},
        received_on=clock.seoul_day(matter.case.received_at),
        place=matter.house.sido if matter.house else None,
        region=answer.class_ if answer else None,
    )
    uplift = resolved_uplift(matter.rows, matter.scope, book, on)
    return given if uplift is None else given | {"cap_uplift": uplift}


def resolved_uplift(rows: tuple[AuthorityRow, ...], scope: str, book: LawBook, on: dt.date) -> int | None:
    """What a resolution for this very case adds to the cap on that day, in won; 0 where it was refused; None without one."""
    for row in rows:
        if (row.code, row.scope) == (RESOLVED_CAP.code, scope) and row.from_ <= on and (row.to is None or on <= row.to):
            base = book.in_force(DEPOSIT_CAP.code, on).value
            assert isinstance(row.value, int)
            assert isinstance(base, int)
            return max(0, row.value - base)
    return None


def newest_facts(case: UUID) -> dict[str, Fact]:
    """The row that counts of each code, in the order of the register: facts, then findings of people."""
    rows = Fact.objects.visible_to(current().actor).filter(case=case, code__in=ALL).order_by("number")
    newest: dict[str, Fact] = {row.code: row for row in rows}
    return {code: newest[code] for code in ALL if code in newest}


def house_of(case: UUID) -> House | None:
    """The place of the house as the office received it."""
    application: Application | None = Application.objects.visible_to(current().actor).filter(case=case).first()
    return House.of(application)
