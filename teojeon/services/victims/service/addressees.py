"""To whom a document goes: to the representatives where there are any, to each of them (행정절차법§11⑥, §12, §14①)."""

from dataclasses import dataclass

from django.db.models import Q

from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.unit import current
from teojeon.services.victims.mandates.models import Mandate
from teojeon.services.victims.mandates.rules import HEIR


@dataclass(frozen=True)
class Addressee:
    """One who must have the document. `kind`: applicant or representative; `address`: empty where none is known."""

    name: str
    kind: str
    address: str


def addressees_of(case: Case) -> list[Addressee]:
    """The representatives whose mandate an official has accepted and that has not ended; else the applicant.

    The heirs' representative also while a paper is missing: the tenant is dead, and the demand for the paper must reach somebody. One
    without an address of the own is written to at the tenant's.
    """
    actor = current().actor
    stands = Q(state=Mandate.ACCEPTED) | Q(state=Mandate.STATED, mandate_type=HEIR)
    accepted = Mandate.objects.visible_to(actor).filter(stands, case=case, ended_at=None)
    parties = {party.pk: party for party in Party.objects.visible_to(actor).filter(case_id=case.pk)}
    acting = [parties[key] for key in accepted.order_by("began_at").values_list("party", flat=True) if key in parties]
    applicant = next((party for party in parties.values() if party.role == "applicant"), None)
    fallback = applicant.address if applicant else ""
    if acting:
        return [Addressee(party.name, "representative", party.address or fallback) for party in acting]
    return [Addressee(applicant.name if applicant else "", "applicant", fallback)]
