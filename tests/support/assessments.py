"""The case of S1 appendix (e) as an investigator and the committee put it on file, and what differs in a scenario."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.law.victims.facts import INSOLVENCY_EVENT
from teojeon.services.victims.assessment.actions import record_finding
from teojeon.services.victims.assessment.facts import FACTS
from tests.support.factories import acting, cast, record_all

NO_EVENTS: dict[str, bool | None] = {code: False for code, _ in FACTS["events"].options}
AUCTION = NO_EVENTS | {"auction_commenced": True}
INTENT = {"found": True, "indicators": ["I1"]}
NO = {"found": False, "indicators": []}
GUARANTEE = {"provider": "hug", "holder": "tenant", "state": "valid", "amount": 200_000_000}
COMPLETE: dict[str, Any] = {
    "is_natural_person": True,
    "applicant_landlord_side": False,
    "first_contract_date": "2023-04-03",
    "deposit_current": 200_000_000,
    "monthly_rent": 0,
    "actual_use_residential": True,
    "lessor_authority": True,
    "handover_state": "done",
    "handover_on": "2023-05-02",
    "move_in_report_on": "2023-05-02",
    "fixed_date_on": "2023-05-02",
    "reference_basis": "filing",
    "occupying_at_reference": True,
    "leasehold_reg_done_on": False,
    "jeonse_right_reg_on": False,
    "events": AUCTION,
    "victim_count": 5,
    "loss_state": "occurred",
    "intent_proposal": INTENT,
    "sale_completed_on": False,
    "price_paid_on": False,
    "auction_entry_on": "2026-05-11",
    "earlier_leasehold_reg": False,
    "guarantees": [],
    "earliest_security_on": "2022-08-01",
    "house_value": 300_000_000,
    "other_tenants_deposits": [],
}
"""All that the rules read, as in the default of appendix (e): 가 once the committee has found R4 and denied X3."""
FOUND: dict[str, Any] = {"intent_found": INTENT, "self_recovery_found": NO}
assert set(INSOLVENCY_EVENT.codes) < set(NO_EVENTS)


def put_on_file(case: UUID, changed: Mapping[str, Any] | None = None, investigator: UUID | None = None) -> None:
    """Records every fact, in the order of the register. Known ones with evidence and a note, so that no rule of evidence stops."""
    values = COMPLETE | dict(changed or {})
    record_all(case, investigator or cast("invest"), values)


def find(case: UUID, code: str, value: Mapping[str, Any], *, seen: int = 0, **more: Any) -> dict[str, Any]:
    """What the committee found, recorded by its secretary."""
    given: dict[str, Any] = {
        "resolution": "2026-제12차 안건 1번",
        "resolved_on": clock.business_today(),
        "reason": "조사 결과에 따릅니다.",
    } | more
    with acting("secretary"):
        return record_finding(case, code=code, value=dict(value), seen=seen, **given)


def find_all(case: UUID, found: Mapping[str, Any] | None = None) -> None:
    """Every finding of the default case, or others."""
    for code, value in (FOUND if found is None else found).items():
        find(case, code, value)


DECISION_DAY = dt.date(2026, 12, 16)
