"""Who acts on an investigation, and what the person is told of a step."""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel.cases.models import Assignment, Case
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.additional.models import InvestigationOrder
from teojeon.services.victims.intake.actions import INVESTIGATOR, is_assigned
from teojeon.services.victims.investigation.models import Fact, Report
from teojeon.services.victims.investigation.people import reviewer_refusal

__all__ = ["acting", "has_investigated", "is_assigned", "only_the_investigator", "told"]


def told(step: str, on: dt.date, due: dt.date | None) -> tuple[str, dict[str, Any]]:
    """What the person is told of a step: dates only."""
    return "status", {"step": step, "on": on.isoformat(), "due": due.isoformat() if due else None}


def acting() -> UUID:
    """The account that acts; every act here needs a box, which only an account holds."""
    account = current().account
    assert account is not None
    return account


def has_investigated(case: Case) -> bool:
    """Whether the acting official is or ever was the investigator of this case, or wrote anything of its investigation.

    A former investigator too: what was asked, seen and judged then is part of what is reviewed now.
    """
    unit = current()
    for rows in (
        Assignment.objects.visible_to(unit.actor).filter(case=case, role=INVESTIGATOR, account=unit.account),
        Fact.objects.visible_to(unit.actor).filter(case=case, author=unit.account),
        Report.objects.visible_to(unit.actor).filter(case=case, drafted_by=unit.account),
        InvestigationOrder.objects.visible_to(unit.actor).filter(case=case, drafted_by=unit.account),
    ):
        if rows.exists():
            return True
    return False


def only_the_investigator(case: Case, **data: Any) -> Refusal | None:
    """Guard: the assigned investigator, who did not review this case."""
    if refusal := reviewer_refusal(case, current().account):
        return refusal
    if not is_assigned(case):
        message = "이 사건에 배정된 조사자만 할 수 있습니다. 배정은 시·도의 접수 담당자가 합니다."
        return Refusal("NOT_ASSIGNED", message, source="S1-USR-09")
    return None
