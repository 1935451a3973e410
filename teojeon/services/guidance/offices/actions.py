"""Enter and approve an office that people can turn to; never by one person."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import action, record, require
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.offices.kinds import KINDS
from teojeon.services.guidance.offices.models import PROPOSED, PUBLISHED, REFUSED, Office
from teojeon.services.guidance.pages.actions import APPROVE, EDIT
from teojeon.services.guidance.pages.checks import SOURCE_PAGES

FIELDS = ("kind", "org_name", "dept", "tel", "region", "task", "is_sample", "valid_from", "replaces")


def enter(content: Mapping[str, Any], *, request: UUID | None = None) -> Office:
    """Proposes an entry; nobody sees it on the portal until another person approves it. Raises Refusal or Forbidden."""
    require(EDIT, "기관 등록")
    key = request or uuid.uuid4()
    if (twin := Office.objects.visible_to(current().actor).filter(pk=key).first()) is not None:
        return twin  # type: ignore[no-any-return]
    if refusal := _content_refusal(content):
        raise refusal
    event = record(MINISTRY_CODE, key, "guidance.office_enter", {"kind": content["kind"], "region": content["region"]})
    made: Office = Office.objects.create(
        id=key,
        controller=MINISTRY_CODE,
        handled_by=current().actor.organisation,
        state=PROPOSED,
        entered_by=current().person,
        entered_at=clock.business_now(),
        event=event,
        **{name: content[name] for name in FIELDS},
    )
    return made


def _content_refusal(content: Mapping[str, Any]) -> Refusal | None:
    if content["kind"] not in KINDS:
        return Refusal("BAD_VALUE", "목록에 있는 종류를 고릅니다.", "kind", SOURCE_PAGES)
    on = max(content["valid_from"], regions.TABLE_START)
    if content["region"] and content["region"] not in {region.code for region in regions.sidos(on)}:
        return Refusal("BAD_VALUE", "그날의 시·도 목록에서 고릅니다.", "region", SOURCE_PAGES)
    if content["replaces"] is None:
        return None
    replaced = Office.objects.visible_to(current().actor).filter(pk=content["replaces"], state=PUBLISHED, valid_to=None).first()
    if replaced is None or replaced.valid_from >= content["valid_from"]:
        message = "바꿀 항목이 없거나 시작일이 그 항목의 시작일보다 늦지 않습니다. 시작일을 고칩니다."
        return Refusal("BAD_DATE", message, "valid_from", SOURCE_PAGES)
    return None


def _another_person(row: Office, **data: Any) -> Refusal | None:
    if row.state != PROPOSED:
        return Refusal("ILLEGAL_TRANSITION", "이미 처리된 항목입니다.", source=SOURCE_PAGES)
    if row.entered_by == current().account:
        return Refusal("SAME_PERSON", "등록한 사람은 승인할 수 없습니다. 다른 담당자가 승인합니다.", source=SOURCE_PAGES)
    return None


@action("guidance.office_approve", "기관 승인", Office, box=APPROVE, guard=_another_person)
def approve(row: Office, *, event: UUID) -> Mapping[str, Any]:
    row.state, row.approved_by, row.approved_at = PUBLISHED, current().account, clock.business_now()
    if row.replaces is not None:
        last = row.valid_from - dt.timedelta(days=1)
        Office.objects.visible_to(current().actor).filter(pk=row.replaces, valid_to=None).update(valid_to=last)
    return {"state": row.state}


@action("guidance.office_refuse", "기관 반려", Office, box=APPROVE, guard=_another_person)
def refuse(row: Office, *, event: UUID) -> Mapping[str, Any]:
    row.state, row.approved_by, row.approved_at = REFUSED, current().account, clock.business_now()
    return {"state": row.state}
