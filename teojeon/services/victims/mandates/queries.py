"""Who acts on a case, to whom letters go, and what is missing of a mandate."""

from collections.abc import Sequence
from dataclasses import dataclass

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.unit import current
from teojeon.services.victims.mandates import rules
from teojeon.services.victims.mandates.models import Heir, Mandate
from teojeon.services.victims.mandates.recording import APPLICANT
from teojeon.services.victims.papers.models import Paper

SUPPLEMENT_DAYS = 14  # 규칙§3⑤: at most
ITEMS = {
    rules.MANDATE_DOC: ("mandate", ""),
    rules.LEGAL_DOC: ("representative_proof", ""),
    rules.HEIR_DOC: ("heir_proof", ""),
    rules.SELECTION_DOC: ("other", "유족 대표 선정서(같은 순위의 유족 모두가 서명)"),
}
"""Kind of paper → the item of a demand, and what it is called there."""
HANDED_IN = ("awaited", "received", "ready")
"""States of a paper that was handed in; one that is rejected, missing or not there was not."""


@dataclass(frozen=True)
class Acting:
    """One who acts for the tenant: the mandate, the person, the heirs stated with it, and what keeps it from being accepted."""

    mandate: Mandate
    party: Party
    heirs: tuple[Heir, ...]
    defects: tuple[rules.Defect, ...]

    @property
    def title(self) -> str:
        """As what this person acts."""
        return rules.KINDS[self.mandate.mandate_type]

    @property
    def state(self) -> str:
        """How far the mandate is, in words."""
        return dict(Mandate.STATES)[self.mandate.state]


@dataclass(frozen=True)
class Proposed:
    """A paper to demand (규칙§3⑤). `doc_type`: kind of paper; `term_days`: at most 14."""

    code: str
    doc_type: str
    reason: str
    source: str
    term_days: int = SUPPLEMENT_DAYS

    @property
    def item(self) -> dict[str, str]:
        """As an item of a demand (supplement/items.py)."""
        code, what = ITEMS[self.doc_type]
        return {"code": code, "what": what, "why": f"{self.reason} ({self.source})"}


def mandates_of(case: Case, *, ended: bool = False) -> list[Mandate]:
    """The mandates that run, or those that ended, the oldest first."""
    rows = Mandate.objects.visible_to(current().actor).filter(case=case)
    rows = rows.filter(state=Mandate.ENDED) if ended else rows.exclude(state=Mandate.ENDED)
    return list(rows.order_by("began_at"))


def acting_on(case: Case) -> list[Acting]:
    """Who acts for the tenant now, with what is missing."""
    actor, mandates = current().actor, mandates_of(case)
    if not mandates:
        return []
    parties = {party.pk: party for party in Party.objects.visible_to(actor).filter(case_id=case.pk)}
    heirs = list(Heir.objects.visible_to(actor).filter(case=case, mandate__in=mandates).order_by("rank", "birth_date"))
    papers = papers_of(case)
    tenant = next((party for party in parties.values() if party.role == APPLICANT), None)
    return [
        Acting(
            mandate,
            parties[mandate.party],
            own := tuple(heir for heir in heirs if heir.mandate_id == mandate.pk),
            defects_of(case, mandate, own, tenant, papers),
        )
        for mandate in mandates
    ]


def papers_of(case: Case) -> frozenset[str]:
    """The kinds of paper that were handed in on a case."""
    rows = Paper.objects.visible_to(current().actor).filter(case=case, state__in=HANDED_IN)
    return frozenset(rows.values_list("doc_type", flat=True))


def defects_of(
    case: Case, mandate: Mandate, heirs: Sequence[Heir], tenant: Party | None, papers: frozenset[str]
) -> tuple[rules.Defect, ...]:
    """What keeps a mandate from being accepted. A paper that an official ticked as seen counts as handed in."""
    has_paper = mandate.doc_seen or mandate.doc_type in papers
    began_on = clock.seoul_day(mandate.began_at)
    if mandate.mandate_type == rules.PROXY:
        return rules.proxy_defects(
            has_mandate=has_paper,
            valid_from=mandate.valid_from,
            valid_to=mandate.valid_to,
            on=began_on,
            today=clock.business_today(),
        )
    if mandate.mandate_type == rules.LEGAL:
        born = tenant.birth_date if tenant else None
        return rules.legal_defects(born=born, on=clock.seoul_day(case.received_at), has_proof=has_paper)
    return rules.heir_defects([as_stated(heir) for heir in heirs], has_certificate=has_paper)


def as_stated(row: Heir) -> rules.Heir:
    """A row as the rules read it."""
    return rules.Heir(
        name=row.name,
        relation=row.relation,
        birth_date=row.birth_date,
        is_alive=row.is_alive,
        renounced=row.renounced,
        signed=row.signed,
        is_representative=row.is_representative,
        degree=row.degree,
    )


def proposed_supplements(case: Case) -> list[Proposed]:
    """The papers to demand because of who acts, each once; the demand itself is intake's (S1-INT-03)."""
    found = {
        (defect.code, defect.doc_type): Proposed(defect.code, defect.doc_type, defect.message, defect.source)
        for each in acting_on(case)
        for defect in each.defects
        if defect.remedy == "supplement"
    }
    return list(found.values())


def questions(case: Case) -> list[rules.Defect]:
    """What the authority must judge of those who act, e.g. a rank before theirs."""
    return [defect for each in acting_on(case) for defect in each.defects if defect.remedy == "question"]
