"""Enter and approve a value. What the law allows for a code is said by whoever declares the code."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.parameters.models import APPROVED, PROPOSED, REFUSED, ParameterValue
from teojeon.kernel.work.action import action, record, require
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current

ENTER, APPROVE = "PM-PARAM", "PM-SEAL"


@dataclass(frozen=True)
class Code:
    """A parameter that an authority may fix. `check` answers a refusal for a value outside what the law allows."""

    code: str
    title: str
    unit: str
    source: str
    check: Callable[[int, dt.date], Refusal | None]


CODES: dict[str, Code] = {}


def declare(code: Code) -> None:
    CODES[code.code] = code


def enter(
    *,
    controller: str,
    organisation: str,
    code: str,
    area: str,
    value: int,
    valid_from: dt.date,
    valid_to: dt.date | None,
    resolution: str,
    reason: str,
) -> ParameterValue:
    """Proposes a value; it has no effect until another person approves it. Raises Refusal or Forbidden."""
    require(ENTER, "기준값 등록")
    declared = CODES.get(code)
    if declared is None:
        raise Refusal("UNKNOWN_PARAMETER", "등록된 기준값 코드를 선택합니다.", "code", "S1-XCT-02")
    if not resolution.strip() or not reason.strip():
        raise Refusal("REASON_MISSING", "의결 번호와 시·도 또는 피해자 사정의 이유를 적습니다.", "resolution", declared.source)
    if valid_to is not None and valid_to < valid_from:
        raise Refusal("BAD_DATE", "끝나는 날을 시작하는 날과 같거나 그 뒤로 정합니다.", "valid_to", declared.source)
    if refusal := declared.check(value, valid_from):
        raise refusal
    data: Mapping[str, Any] = {"code": code, "area": area, "value": value, "from": valid_from, "to": valid_to}
    key = uuid.uuid4()
    event = record(controller, key, "parameters.enter", data)
    return ParameterValue.objects.create(
        id=key,
        controller=controller,
        handled_by=organisation,
        state=PROPOSED,
        code=code,
        area=area,
        value=value,
        valid_from=valid_from,
        valid_to=valid_to,
        source=declared.source,
        resolution=resolution.strip(),
        reason=reason.strip(),
        entered_by=current().account,
        entered_at=clock.business_now(),
        event=event,
    )


def _another_person(row: ParameterValue, **data: Any) -> Refusal | None:
    if row.state != PROPOSED:
        return Refusal("ILLEGAL_TRANSITION", "이미 처리된 기준값입니다.", source="S1-XCT-02")
    if row.entered_by == current().account:
        return Refusal("SAME_PERSON", "등록한 사람은 승인할 수 없습니다. 다른 담당자가 승인합니다.", source="S1-XCT-02")
    return None


def _no_overlap(row: ParameterValue, **data: Any) -> Refusal | None:
    if refusal := _another_person(row):
        return refusal
    others = ParameterValue.objects.visible_to(current().actor).filter(code=row.code, area=row.area, state=APPROVED)
    for other in others:
        if (row.valid_to is None or other.valid_from <= row.valid_to) and (
            other.valid_to is None or row.valid_from <= other.valid_to
        ):
            return Refusal("OVERLAP", "같은 기간에 승인된 값이 있습니다. 기간을 나누어 다시 등록합니다.", "valid_from", "S1-XCT-02")
    return None


@action("parameters.approve", "기준값 승인", ParameterValue, box=APPROVE, guard=_no_overlap)
def approve(row: ParameterValue, *, event: UUID) -> Mapping[str, Any]:
    row.state, row.approved_by, row.approved_at = APPROVED, current().account, clock.business_now()
    return {"state": row.state}


@action("parameters.refuse", "기준값 반려", ParameterValue, box=APPROVE, guard=_another_person)
def refuse(row: ParameterValue, *, event: UUID) -> Mapping[str, Any]:
    row.state, row.approved_by, row.approved_at = REFUSED, current().account, clock.business_now()
    return {"state": row.state}
