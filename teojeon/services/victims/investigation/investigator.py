"""Who acts on an investigation, and what the person is told of a step."""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.actions import is_assigned
from teojeon.services.victims.investigation.models import Report

__all__ = ["acting", "is_assigned", "only_the_investigator", "told"]


def told(step: str, on: dt.date, due: dt.date | None) -> tuple[str, dict[str, Any]]:
    """What the person is told of a step: dates only."""
    return "status", {"step": step, "on": on.isoformat(), "due": due.isoformat() if due else None}


def acting() -> UUID:
    """The account that acts; every act here needs a box, which only an account holds."""
    account = current().account
    assert account is not None
    return account


def only_the_investigator(case: Case, **data: Any) -> Refusal | None:
    """Guard: the assigned investigator, who did not review this case."""
    unit = current()
    if Report.objects.visible_to(unit.actor).filter(case=case, reviewed_by=unit.account).exists():
        message = "이 사건의 보고를 검토한 사람은 조사할 수 없습니다. 다른 담당자가 조사합니다."
        return Refusal("SAME_PERSON", message, source="S1-USR-09")
    if not is_assigned(case):
        message = "이 사건에 배정된 조사자만 할 수 있습니다. 배정은 시·도의 접수 담당자가 합니다."
        return Refusal("NOT_ASSIGNED", message, source="S1-USR-09")
    return None
