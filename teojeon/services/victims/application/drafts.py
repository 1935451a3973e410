"""Reading one's own drafts and filings. Another person's answers as one that does not exist."""

from uuid import UUID

from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.models import Draft, Filing, PortalEntry
from teojeon.ui.formats import Unknown

OPEN, FILED = "DRAFT", "FILED"
# After these the matter rests: the same house may be filed for again.
RESTING_STEPS = frozenset({"withdraw", "become_final"})


def find_draft(pk: UUID) -> Draft:
    """The own draft. Raises Missing and leaves a *denied* event."""
    draft: Draft | None = Draft.objects.visible_to(current().actor).filter(pk=pk).first()
    if draft is None:
        _deny(pk)
        raise Missing("draft")
    return draft


def find_filing(pk: UUID) -> Filing:
    """The own filing. Raises Missing and leaves a *denied* event."""
    filing: Filing | None = Filing.objects.visible_to(current().actor).filter(pk=pk).first()
    if filing is None:
        _deny(pk)
        raise Missing("filing")
    return filing


def own_drafts() -> list[Draft]:
    """Unfinished applications, the newest first."""
    return list(Draft.objects.visible_to(current().actor).filter(state=OPEN).order_by("-saved_at"))


def own_filings() -> list[Filing]:
    """Filed applications, the newest first."""
    return list(Filing.objects.visible_to(current().actor).order_by("-received_at"))


def same_matter(draft: Draft, sido: str, address: tuple[str, ...], first_contract: object) -> Filing | None:
    """An active filing of this account for the same house and first contract date (S1-APP-01). 모름 is like nothing."""
    if isinstance(first_contract, Unknown) or first_contract is None:
        return None
    filings = [filing for filing in own_filings() if filing.pk != draft.pk]
    resting = set(
        PortalEntry.objects.visible_to(current().actor)
        .filter(subject__in=[filing.pk for filing in filings], step__in=RESTING_STEPS)
        .values_list("subject", flat=True)
    )
    for filing in filings:
        content = load_filed(filing).content
        house = content.house
        there = tuple(plain(text) for text in (house.sigungu, house.legal_dong, house.address))
        same_house = house.sido == sido and there == tuple(plain(text) for text in address)
        if filing.pk not in resting and same_house and content.lease.first_contract_date == first_contract:
            return filing
    return None


def plain(text: str) -> str:
    """An address without what people write in different ways: spaces, commas, case."""
    return "".join(sign for sign in text.casefold() if sign.isalnum() or sign == "-")


def _deny(pk: UUID) -> None:
    unit = current()
    unit.denied.append(denied_event(MINISTRY_CODE, pk, actor=unit.account, organisation=None))
