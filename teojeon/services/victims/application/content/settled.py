"""Answers that follow from others. A draft keeps only what was entered, so that what follows changes with it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from teojeon.services.victims.application.content.lease import Contract
from teojeon.services.victims.application.content.whole import Content


def settled(content: Content) -> Content:
    """The content with what follows filled in: from the contracts the first day, the deposit and the rent (A-07, A-08); the
    registered address where letters go there.
    """
    applicant, lease = content.applicant, content.lease
    if applicant.service_at_resident and applicant.resident_address:
        applicant = replace(applicant, service_address=applicant.resident_address)
    open_answers = {name: value for name, value in from_contracts(lease.contracts).items() if getattr(lease, name) is None}
    return replace(content, applicant=applicant, lease=replace(lease, **open_answers))


def from_contracts(contracts: Sequence[Contract]) -> dict[str, Any]:
    """What the contracts say of the lease as a whole, by the name of the answer; nothing where they say nothing."""
    last = last_of(contracts)
    said = {
        "first_contract_date": first_signed(contracts),
        "deposit_current": last.deposit if last else None,
        "monthly_rent": last.monthly_rent if last else None,
    }
    return {name: value for name, value in said.items() if value is not None}


def first_signed(contracts: Sequence[Contract]) -> dt.date | None:
    """The earliest day on which one was signed."""
    return min((row.signed_on for row in contracts if isinstance(row.signed_on, dt.date)), default=None)


def last_of(contracts: Sequence[Contract]) -> Contract | None:
    """The contract that begins last, among those with a day; without days the one entered last."""
    dated = [(begins, place) for place, row in enumerate(contracts) if (begins := _begins(row))]
    if dated:
        return contracts[max(dated)[1]]
    return contracts[-1] if contracts else None


def _begins(row: Contract) -> dt.date | None:
    return next((day for day in (row.term_from, row.signed_on) if isinstance(day, dt.date)), None)
