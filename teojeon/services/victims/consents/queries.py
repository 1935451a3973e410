"""Which consents stand on a case; acts that rest on one ask here."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.unit import current
from teojeon.services.victims.consents.models import Consent
from teojeon.services.victims.consents.texts import AGENCIES, Text, codes, text_of

WORDS = {True: "동의함", False: "동의하지 않음", None: "답하지 않음"}
WITHDRAWN = "철회함"


@dataclass(frozen=True)
class Line:
    """One consent as pages show it. `since`: when it was answered or withdrawn."""

    text: Text
    granted: bool | None
    since: dt.datetime
    withdrawn: bool

    @property
    def stands(self) -> bool:
        """Whether an act may rest on it now."""
        return self.granted is True and not self.withdrawn

    @property
    def says(self) -> bool | None:
        """The answer that holds: a withdrawn consent is a refusal."""
        return False if self.withdrawn else self.granted

    @property
    def word(self) -> str:
        """The answer in words."""
        return WITHDRAWN if self.withdrawn else WORDS[self.granted]


def granted(case: Case, code: str, at: dt.datetime | None = None) -> bool:
    """Whether a consent stands, now or at an instant (a withdrawal has effect for the future only, A-43).

    `C2` alone: all groups of agencies. The caller's page takes the person's waiting messages first (`page(takes=case_in_url)`).
    """
    wanted = [each for each in codes() if each == code or (code == AGENCIES and each.startswith(f"{AGENCIES}."))]
    if not wanted:
        raise KeyError(code)
    rows = Consent.objects.visible_to(current().actor).filter(case=case, consent_code__in=wanted, granted=True)
    stands = Q(withdrawn_at=None) if at is None else Q(at__lte=at) & (Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
    return set(rows.filter(stands).values_list("consent_code", flat=True)) == set(wanted)


def lines(case: Case) -> list[Line]:
    """What stands of each consent, in the order in which they are asked; none for a case filed before they were asked."""
    newest: dict[str, Consent] = {}
    for row in Consent.objects.visible_to(current().actor).filter(case=case).order_by("at"):
        newest[row.consent_code] = row
    return [
        Line(text_of(code, row.text_version), row.granted, row.withdrawn_at or row.at, row.withdrawn_at is not None)
        for code in codes()
        if (row := newest.get(code)) is not None
    ]
