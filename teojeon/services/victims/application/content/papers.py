"""Consents, each alone (S1-APP-08). Attachments are no answers: they stand with the papers of the draft."""

from dataclasses import dataclass

from teojeon.services.victims.application.content.values import Maybe


@dataclass(frozen=True)
class Consents:
    """c1 collection and use (form 2), c2_* provision to each group of support agencies (법§14⑦), c3 administrative information
    sharing, c4 electronic service (행정절차법§14③), c5 SMS. None: not answered, which is no consent. `e_service_address`: where to, for c4.
    """

    c1: Maybe[bool] = None
    c2_court: Maybe[bool] = None
    c2_tax: Maybe[bool] = None
    c2_housing: Maybe[bool] = None
    c2_finance: Maybe[bool] = None
    c2_local: Maybe[bool] = None
    c3: Maybe[bool] = None
    c4: Maybe[bool] = None
    c5: Maybe[bool] = None
    e_service_address: str = ""
