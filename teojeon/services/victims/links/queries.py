"""The cases that belong to one case, as far as these eyes see both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Statement
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.links.models import CO_TENANT, CONFIRMED, GROUNDS, KINDS, PRIOR, PROPOSED, REJECTED, STATES, CaseLink
from teojeon.ui.formats import won

TAKEN_UP_AGAIN = "다시 낸 신청"
TONES = {PROPOSED: "warning", CONFIRMED: "success", REJECTED: "gray"}
OWN, DEPOSIT = "own_deposit_share", "deposit_current"


@dataclass(frozen=True)
class Linked:
    """One link from the side of one of its cases. `other`: the case at its other end."""

    row: CaseLink
    other: Case
    title: str

    @property
    def state(self) -> str:
        return dict(STATES)[self.row.state]

    @property
    def tone(self) -> str:
        return TONES[self.row.state]

    @property
    def stage(self) -> str:
        """How far the other case is."""
        return PROCEDURE.states[self.other.state]

    @property
    def grounds(self) -> list[str]:
        return [GROUNDS.get(code, code) for code in self.row.grounds]

    @property
    def words(self) -> str:
        """The link as an answer of a form."""
        return f"{self.title}: {self.other.receipt_no} ({', '.join([self.state, *self.grounds])})"


def links_of(case: Case) -> list[Linked]:
    """All links of a case whose other case these eyes may see; the oldest first. Notes whose data was looked at."""
    actor = current().actor
    rows = list(CaseLink.objects.visible_to(actor).filter(Q(case=case) | Q(other=case)).order_by("proposed_at", "id"))
    if not rows:
        return []
    ends = {row.pk: row.other_id if row.case_id == case.pk else row.case_id for row in rows}
    cases = Case.objects.visible_to(actor).in_bulk(set(ends.values()))
    found = [Linked(row, cases[ends[row.pk]], _title(row, case)) for row in rows if ends[row.pk] in cases]
    for each in found:
        current().show(each.other.controller, [each.other.pk])
    return found


def _title(row: CaseLink, case: Case) -> str:
    return TAKEN_UP_AGAIN if row.kind == PRIOR and row.other_id == case.pk else dict(KINDS)[row.kind]


def links_panel(case: Case) -> dict[str, Any]:
    """For the template `victims/links/_panel.html`: what is linked and what is proposed, and the parts of the one deposit."""
    found = [each for each in links_of(case) if each.row.state != REJECTED]
    together = [each.other.pk for each in found if (each.row.kind, each.row.state) == (CO_TENANT, CONFIRMED)]
    return {
        "linked": found,
        "shares_note": shares_note(case.pk, together) if together else "",
        "may_link": "P-INTAKE" in current().actor.boxes,
    }


def shares_note(case: UUID, others: Iterable[UUID]) -> str:
    """What the tenants of one contract say they paid, where it is more than the one deposit; a question, never a refusal."""
    rows = Statement.objects.visible_to(current().actor).filter(case__in=[case, *others], code__in=[OWN, DEPOSIT])
    said = {(each.case_id, each.code): each.value for each in rows.order_by("said_at", "id")}
    paid = sum(value for (_, code), value in said.items() if code == OWN and isinstance(value, int))
    deposit = said.get((case, DEPOSIT))
    if not isinstance(deposit, int) or paid <= deposit:
        return ""
    return f"공동임차인들이 각자 적은 금액의 합({won(paid)})이 보증금({won(deposit)})보다 많습니다. 보증금은 하나이므로 금액을 확인합니다."
