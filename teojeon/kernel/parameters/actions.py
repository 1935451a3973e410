"""Enter and approve a value. What the law allows for a code is said by whoever declares the code."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.parameters.models import APPROVED, PROPOSED, REFUSED, ParameterValue
from teojeon.kernel.work.action import action, record, require
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.book import shipped_parameters
from teojeon.law.language.errors import LawError

ENTER, APPROVE = "PM-PARAM", "PM-SEAL"
RESOLUTION_LIMIT, REASON_LIMIT = 60, 4000


def any_days(first: dt.date, last: dt.date | None) -> Refusal | None:
    return None


def nothing_follows(row: ParameterValue) -> None: ...


@dataclass(frozen=True)
class Code:
    """A parameter that an authority may fix. `check` answers a refusal for a value outside what the law allows, `days` for
    days between which it cannot hold, `fits` for a row that another row or a case forbids (asked again at the approval).

    `approved` does what follows at once from an approved row.
    """

    code: str
    title: str
    unit: str
    source: str
    check: Callable[[int, dt.date], Refusal | None]
    days: Callable[[dt.date, dt.date | None], Refusal | None] = any_days
    fits: Callable[[str, int, dt.date], Refusal | None] = lambda area, value, first: None
    approved: Callable[[ParameterValue], None] = nothing_follows


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
    request: UUID | None = None,
) -> ParameterValue:
    """Proposes a value; it has no effect until another person approves it. Raises Refusal or Forbidden.

    `request`: number of this request; the same number gives the same proposal, however often it arrives.
    """
    require(ENTER, "기준값 등록")
    key = request or uuid.uuid4()
    if (twin := ParameterValue.objects.visible_to(current().actor).filter(pk=key).first()) is not None:
        return twin  # type: ignore[no-any-return]
    declared = CODES.get(code)
    if declared is None:
        raise Refusal("UNKNOWN_PARAMETER", "등록된 기준값 코드를 선택합니다.", "code", "S1-XCT-02")
    if refusal := _entry_refusal(declared, area, value, valid_from, valid_to, resolution, reason):
        raise refusal
    data: Mapping[str, Any] = {"code": code, "area": area, "value": value, "from": valid_from, "to": valid_to}
    event = record(controller, key, "parameters.enter", data)
    made: ParameterValue = ParameterValue.objects.create(
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
        resolution=mask_free_text(resolution.strip())[0],
        reason=mask_free_text(reason.strip())[0],
        entered_by=current().person,
        entered_at=clock.business_now(),
        event=event,
    )
    return made


def _entry_refusal(
    declared: Code,
    area: str,
    value: int,
    valid_from: dt.date,
    valid_to: dt.date | None,
    resolution: str,
    reason: str,
) -> Refusal | None:
    if not _is_area_of(declared.code, area, valid_from):
        return Refusal("BAD_AREA", "이 기준값의 적용 범위를 다시 고릅니다.", "area", declared.source)
    if not resolution.strip():
        return Refusal("RESOLUTION_MISSING", "의결 번호를 적습니다.", "resolution", declared.source)
    if not reason.strip():
        return Refusal("REASON_MISSING", "이 값으로 정한 이유를 적습니다.", "reason", declared.source)
    if len(resolution.strip()) > RESOLUTION_LIMIT or len(reason.strip()) > REASON_LIMIT:
        message = f"의결 번호는 {RESOLUTION_LIMIT}자, 이유는 {REASON_LIMIT:,}자까지 적습니다."
        return Refusal("TOO_LONG", message, "reason", "S1-XCT-03")
    if valid_to is not None and valid_to < valid_from:
        return Refusal("BAD_DATE", "끝나는 날을 시작하는 날과 같거나 그 뒤로 정합니다.", "valid_to", declared.source)
    try:
        return declared.check(value, valid_from) or declared.days(valid_from, valid_to) or declared.fits(area, value, valid_from)
    except LawError as error:  # a day before the law, say
        return Refusal(error.code, error.message, "valid_from" if error.field == "on" else "value", declared.source)


def _is_area_of(code: str, area: str, on: dt.date) -> bool:
    """A row outside the scopes that the law declares would stop every assessment that reads it."""
    declaration = shipped_parameters().declared.get(code)
    if declaration is None or not declaration.allows(area):
        return False
    kind, _, key = area.partition(":")
    if kind == "sido":
        return any(region.code == key for region in regions.sidos(max(on, regions.TABLE_START)))
    return kind != "case" or _is_uuid(key)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


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


def _may_hold(row: ParameterValue, **data: Any) -> Refusal | None:
    if refusal := _no_overlap(row):
        return refusal
    declared = CODES.get(row.code)
    return declared.fits(row.area, row.value, row.valid_from) if declared else None


@action("parameters.approve", "기준값 승인", ParameterValue, box=APPROVE, guard=_may_hold)
def approve(row: ParameterValue, *, event: UUID) -> Mapping[str, Any]:
    row.state, row.approved_by, row.approved_at = APPROVED, current().account, clock.business_now()
    row.save()  # what follows reads it among the approved
    if declared := CODES.get(row.code):
        declared.approved(row)
    return {"state": row.state}


@action("parameters.refuse", "기준값 반려", ParameterValue, box=APPROVE, guard=_another_person)
def refuse(row: ParameterValue, *, event: UUID) -> Mapping[str, Any]:
    row.state, row.approved_by, row.approved_at = REFUSED, current().account, clock.business_now()
    return {"state": row.state}
