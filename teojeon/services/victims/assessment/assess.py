"""The assessment of one case: the facts on file, the values of authorities, the law of a day → findings with a receipt.

Requirement R2 only; nothing else of 법§3 is computed, and nothing is guessed (S1-ASM-01, S1-ASM-04).
"""

import datetime as dt
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.parameters.queries import authority_rows
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.victims import Assessment, assess
from teojeon.law.victims.rules import DEPOSIT_CAP, RESOLVED_CAP
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.assessment.facts import FACTS
from teojeon.services.victims.investigation.models import Fact


def assess_case(case: Case, on: dt.date) -> Assessment:
    """Findings and receipt under the law of `on`, the day of the decision (처분 당시). What the applicant said does not count
    as a fact. Raises Refusal with the law's code (NOT_IN_FORCE, BAD_VALUE …) where the facts cannot be assessed.
    """
    return assess_facts(case, newest_facts(case.pk), house_sido(case.pk), on)


def assess_facts(case: Case, facts: dict[str, Fact], sido: str | None, on: dt.date) -> Assessment:
    """As `assess_case`, for a caller that has the rows already. `sido`: where the house lies as it was received."""
    recorded = facts.get("sido")
    place = recorded.value if recorded and recorded.value else sido
    rows = authority_rows([f"sido:{place}", "nation", f"case:{case.pk}"])
    given: dict[str, object] = {"received_on": clock.seoul_day(case.received_at), "sido": place}
    given |= {FACTS[code].law_fact: fact.value for code, fact in facts.items() if code != "sido" and FACTS[code].law_fact}
    try:
        book = LawBook.shipped().with_rows(rows)
        uplift = resolved_uplift(rows, f"case:{case.pk}", book, on)
        return assess(given if uplift is None else given | {"cap_uplift": uplift}, on, book)
    except LawError as error:
        raise Refusal(error.code, error.message, error.field or "", error.source or "") from error


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
    """The row that counts of each code, in the order of the register."""
    rows = Fact.objects.visible_to(current().actor).filter(case=case, code__in=FACTS).order_by("number")
    newest: dict[str, Fact] = {row.code: row for row in rows}
    return {code: newest[code] for code in FACTS if code in newest}


def house_sido(case: UUID) -> str | None:
    """The 시·도 in which the house lies, as the office received it."""
    rows = Application.objects.visible_to(current().actor).filter(case=case)
    sido: str | None = rows.values_list("sido", flat=True).first()
    return sido
