"""The minutes (회의록): drawn up from what happened, signed by secretary and chair, then locked."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.committees.actions import CHAIR, SECRETARY, SOURCE, in_session
from teojeon.kernel.committees.models import AgendaItem, Meeting, Vote
from teojeon.kernel.committees.queries import items_of, members_on
from teojeon.kernel.committees.quorum import quorum
from teojeon.kernel.work.action import action
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current

FULL_GRANT = "GA"


def _ready_to_close(meeting: Meeting, **data: Any) -> Refusal | None:
    if refusal := in_session(meeting):
        return refusal
    for item in items_of(meeting, current().actor):
        if not item.result:
            return Refusal("ITEM_OPEN", f"안건 {item.position}번이 의결되지 않았습니다.", source="법§14②")
        if not item.reason and item.result != FULL_GRANT:
            return Refusal("REASON_MISSING", f"안건 {item.position}번에 결정문에 쓸 이유를 적습니다.", source="S1-COM-09")
    return None


@action("committees.close", "회의 종료", Meeting, box=SECRETARY, guard=_ready_to_close)
def close_meeting(meeting: Meeting, *, event: UUID) -> Mapping[str, Any]:
    meeting.state, meeting.closed_at = Meeting.CLOSED, clock.business_now()
    meeting.minutes = drawn_up(meeting)
    meeting.minutes_sha256 = hashlib.sha256(meeting.minutes.encode()).hexdigest()
    return {"minutes_sha256": meeting.minutes_sha256}


def drawn_up(meeting: Meeting) -> str:
    """Canonical JSON: what was decided, by whom, on which sheet. Cases stand in it by their key, not by name."""
    actor = current().actor
    names = {member.account: member.name for member in members_on(meeting.handled_by, meeting.held_on)}
    votes: dict[UUID, list[Vote]] = {}
    for vote in Vote.objects.visible_to(actor).filter(meeting=meeting).order_by("id"):
        votes.setdefault(vote.item_id, []).append(vote)
    content = {
        "number": meeting.number,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "members_in_office": meeting.members_in_office,
        "quorum": quorum(meeting.members_in_office),
        "present": [names[account] for account in meeting.present],
        "items": [_line(item, votes.get(item.pk, []), names) for item in items_of(meeting, actor)],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _line(item: AgendaItem, votes: list[Vote], names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "position": item.position,
        "matter": str(item.matter),
        "result": item.result,
        "reason": item.reason,
        "sheet": hashlib.sha256(json.dumps(item.sheet, ensure_ascii=False, sort_keys=True).encode()).hexdigest(),
        "tally": item.tally,
        "excluded": [names.get(account, "") for account in item.excluded],
        "votes": [{"round": vote.round, "member": names[vote.member], "choice": vote.choice, "how": vote.how} for vote in votes],
    }


def _unsigned(meeting: Meeting, **data: Any) -> Refusal | None:
    if meeting.state != Meeting.CLOSED:
        return Refusal("ILLEGAL_TRANSITION", "끝난 회의의 회의록에만 서명합니다.", source="S1-COM-09")
    return None


def _for_the_secretary(meeting: Meeting, **data: Any) -> Refusal | None:
    if refusal := _unsigned(meeting):
        return refusal
    if meeting.secretary != current().account:
        return Refusal("NOT_THE_SECRETARY", "이 회의의 간사가 서명합니다.", source="S1-COM-09")
    if meeting.signed_by_secretary_at:
        return Refusal("ALREADY_SIGNED", "이미 서명했습니다.", source="S1-COM-09")
    return None


@action("committees.sign_secretary", "회의록 서명(간사)", Meeting, box=SECRETARY, guard=_for_the_secretary)
def sign_as_secretary(meeting: Meeting, *, event: UUID) -> None:
    meeting.signed_by_secretary_at = clock.business_now()


def _for_the_chair(meeting: Meeting, **data: Any) -> Refusal | None:
    if refusal := _unsigned(meeting):
        return refusal
    if not meeting.signed_by_secretary_at:
        return Refusal("SECRETARY_FIRST", "간사가 먼저 서명합니다.", source="S1-COM-09")
    if current().account not in meeting.present:
        return Refusal("NOT_PRESENT", "회의에 출석한 위원장이 서명합니다.", source=SOURCE)
    return None


@action("committees.sign_chair", "회의록 서명(위원장)", Meeting, box=CHAIR, guard=_for_the_chair)
def sign_as_chair(meeting: Meeting, *, event: UUID) -> Mapping[str, Any]:
    """With the second signature the minutes are locked; the service then carries out what was resolved."""
    meeting.state = Meeting.SIGNED
    meeting.signed_by_chair, meeting.signed_by_chair_at = current().account, clock.business_now()
    return {"state": meeting.state}
