"""What a helper sees: where the application stands and what was filled in, without consents and numbers (S1-APP-02)."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.people import access
from teojeon.kernel.sides.account_scope import SharedAccounts
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import Consents, Content, load, load_filed
from teojeon.services.victims.application.drafts import FILED, SHARED, find_shared_draft, find_shared_filing
from teojeon.services.victims.application.models import Filing, PortalEntry
from teojeon.services.victims.application.summary import Part, parts
from teojeon.services.victims.mycase.allowed import STEPS
from teojeon.services.victims.mycase.queries import NextDate, next_date, now_of

SHARED_SUBJECTS = SharedAccounts("subject")
NOT_FILED = "작성하고 있습니다"
CONSENTS = "papers"
"""The step that asks for consents; papers themselves are listed elsewhere."""


@dataclass(frozen=True)
class Helped:
    """One application in the list."""

    subject: UUID
    title: str
    since: dt.datetime


@dataclass(frozen=True)
class HelpedPage:
    """All that the page shows. `content`: the answers without consents, which the check-list of papers follows."""

    subject: UUID
    is_filed: bool
    receipt_no: str
    now: str
    next: NextDate | None
    statements: list[dict[str, Any]]
    content: Content


def helped_lines() -> list[Helped]:
    """The applications with which the signed-in person helps."""
    rows = access.helped()
    filings = Filing.objects.narrowed(SHARED.condition(current().actor)).filter(pk__in=[each.subject for each in rows])
    numbers = dict(filings.values_list("pk", "receipt_no"))
    return [Helped(each.subject, numbers.get(each.subject, NOT_FILED), each.since) for each in rows]


def helped_page(subject: UUID) -> HelpedPage:
    """One application with which the signed-in person helps, or for which the person acts. Raises Missing."""
    draft = find_shared_draft(subject)
    if draft.state != FILED:
        content = replace(load(draft), consents=Consents())
        return HelpedPage(subject, False, "", NOT_FILED, None, _shown(parts(content, clock.business_today())), content)
    filing = find_shared_filing(subject)
    entries = PortalEntry.objects.narrowed(SHARED_SUBJECTS.condition(current().actor)).filter(subject=subject, step__in=list(STEPS))
    steps = list(entries.order_by("id"))
    content = replace(load_filed(filing).content, consents=Consents())
    shown = _shown(parts(content, clock.seoul_day(filing.received_at)))
    return HelpedPage(subject, True, filing.receipt_no, now_of(steps), next_date(steps), shown, content)


def _shown(shown: list[Part]) -> list[dict[str, Any]]:
    """Titles and values; the part about consents is left out whole."""
    return [
        {"title": part.title, "pairs": [{"term": row.label, "value": row.value} for row in part.answered]}
        for part in shown
        if part.slug != CONSENTS and part.answered
    ]
