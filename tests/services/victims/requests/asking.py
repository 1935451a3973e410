"""Requests and replies for the tests of this room: cases of one landlord, one request, a reply in the machine form."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.requests import actions
from teojeon.services.victims.requests.actions import Asked
from teojeon.services.victims.requests.models import DataRequest, ReplyRow
from teojeon.services.victims.requests.replies import ReplyResult, take_reply
from tests.support.factories import acting, cast, make_case
from tests.support.meetings import SYSTEM

HUG_SAID: dict[str, Any] = {"holder": "tenant", "policy_state": "valid", "covered": 200_000_000}


def investigated(**statements: Any) -> UUID:
    """A case of Seoul under investigation."""
    return make_case("INVESTIGATING", **statements)


def asked(*cases: UUID, item: str = "11", agency: str = "HUG", **more: Any) -> Asked:
    landlord = {"landlord_name": "나임대"} if item not in ("1", "3", "5", "9", "11") else {}
    return Asked(item, agency, tuple(cases), **(landlord | more))


def drafted(*cases: UUID, who: UUID | str = "invest", **more: Any) -> DataRequest:
    with acting(who):
        return actions.draft(asked(*cases, **more))


def sent(*cases: UUID, who: UUID | str = "invest", **more: Any) -> DataRequest:
    """A request that was drafted and sent by the province's investigator."""
    row = drafted(*cases, who=who, **more)
    with acting(who):
        actions.issue(row.pk)
    return found(row.pk)


def found(pk: UUID) -> DataRequest:
    """As it stands."""
    with unit_of_work(SYSTEM, read_only=True) as unit:
        row: DataRequest = DataRequest.objects.visible_to(unit.actor).get(pk=pk)
    return row


def rows_of(case: UUID) -> list[ReplyRow]:
    with unit_of_work(SYSTEM, read_only=True) as unit:
        return list(ReplyRow.objects.visible_to(unit.actor).filter(case=case).select_related("request").order_by("id"))


def reply(row: DataRequest, rows: Sequence[tuple[str, dict[str, Any]]] = (("1", HUG_SAID),), **more: Any) -> bytes:
    """A reply in the machine form. `more`: state, reason, request_no."""
    given = {"form": "teojeon-reply/1", "request_no": row.request_no, "state": "answered", "reason": ""}
    listed = [{"ref": ref, "fields": fields} for ref, fields in rows] if more.get("state", "answered") == "answered" else []
    return json.dumps({**given, "rows": listed, **more}, ensure_ascii=False).encode()


def taken(
    row: DataRequest,
    content: bytes | None = None,
    *,
    who: UUID | str = "invest",
    channel: str = "file",
    replied_at: dt.datetime | None = None,
) -> ReplyResult:
    """The reply is taken in; over the link by the office's own job."""
    account = SYSTEM if channel == "link" else cast(who) if isinstance(who, str) else who
    with unit_of_work(account):
        at = replied_at or clock.business_now()
        return take_reply(row.request_no or "", content if content is not None else reply(row), channel=channel, replied_at=at)
