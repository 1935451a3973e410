"""The minutes (회의록): drawn up from what happened, signed by secretary and chair, then locked."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.committees import results
from teojeon.kernel.committees.actions import (
    CHAIR,
    SECRETARY,
    SOURCE,
    first_refusal,
    in_session,
    of_the_secretary,
    reason_missing,
)
from teojeon.kernel.committees.models import AgendaItem, Meeting, Vote
from teojeon.kernel.committees.queries import items_of, members_on
from teojeon.kernel.committees.quorum import quorum
from teojeon.kernel.work.action import action
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current

SIGNING = "S1-COM-09"


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sheet_sha256(sheet: Mapping[str, Any]) -> str:
    """What the minutes say about an assessment sheet, so that the sheet is bound with them."""
    return sha256_of(json.dumps(sheet, ensure_ascii=False, sort_keys=True))


def _all_decided(meeting: Meeting, **data: Any) -> Refusal | None:
    for item in items_of(meeting, current().actor):
        if not item.result:
            return Refusal(
                "ITEM_OPEN", f"안건 {item.position}번이 의결되지 않았습니다. 표결을 마감하거나 보류합니다.", source="법§14②"
            )
        if not item.reason and item.result != results.FULL_GRANT:
            return reason_missing(item)
    return None


@action("committees.close", "폐회", Meeting, box=SECRETARY, guard=first_refusal(of_the_secretary, in_session, _all_decided))
def close_meeting(meeting: Meeting, *, event: UUID, remarks: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """`remarks`: by the matter's key, what became known after its vote, e.g. that the applicant withdrew."""
    meeting.state, meeting.closed_at = Meeting.CLOSED, clock.business_now()
    meeting.minutes = drawn_up(meeting, remarks or {})
    meeting.minutes_sha256 = sha256_of(meeting.minutes)
    return {"minutes_sha256": meeting.minutes_sha256}


def drawn_up(meeting: Meeting, remarks: Mapping[str, str]) -> str:
    """Canonical JSON: what was decided, by whom, on which sheet. Cases stand in it by their key, not by name."""
    names = {member.account: member.name for member in members_on(meeting.handled_by, meeting.held_on)}
    place = {account: position for position, account in enumerate(names)}
    votes: dict[UUID, list[Vote]] = {}
    for vote in Vote.objects.visible_to(current().actor).filter(meeting=meeting).order_by("id"):
        votes.setdefault(vote.item_id, []).append(vote)
    for cast in votes.values():
        cast.sort(key=lambda vote: (vote.round, place[vote.member]))
    content = {
        "number": meeting.number,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "members_in_office": meeting.members_in_office,
        "quorum": quorum(meeting.members_in_office),
        "present": [name for account, name in names.items() if account in meeting.present],
        "items": [_line(item, votes.get(item.pk, []), names, remarks) for item in items_of(meeting, current().actor)],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _line(item: AgendaItem, votes: list[Vote], names: Mapping[UUID, str], remarks: Mapping[str, str]) -> dict[str, Any]:
    return {
        "position": item.position,
        "matter": str(item.matter),
        "result": item.result,
        "reason": item.reason,
        "remark": remarks.get(str(item.matter), ""),
        "sheet": sheet_sha256(item.sheet),
        "tally": item.tally,
        "excluded": [name for account, name in names.items() if account in item.excluded],
        "votes": [{"round": vote.round, "member": names[vote.member], "choice": vote.choice, "how": vote.how} for vote in votes],
    }


def is_intact(meeting: Meeting) -> bool:
    """Whether the text of the minutes is still the one that was hashed at closing."""
    return bool(meeting.minutes) and sha256_of(meeting.minutes) == meeting.minutes_sha256


def line_on(meeting: Meeting, matter: UUID) -> dict[str, Any] | None:
    """What the minutes say about one matter; None where they do not name it."""
    lines = json.loads(meeting.minutes)["items"] if meeting.minutes else []
    found: dict[str, Any] | None = next((line for line in lines if line["matter"] == str(matter)), None)
    return found


def _as_read(meeting: Meeting, sha256: str | None = None, **data: Any) -> Refusal | None:
    """A signature binds the text that the signer read: a page sends its hash."""
    if meeting.state != Meeting.CLOSED:
        return Refusal("ILLEGAL_TRANSITION", "폐회한 회의의 회의록에만 서명합니다.", source=SIGNING)
    if not is_intact(meeting) or sha256 not in (None, meeting.minutes_sha256):
        return Refusal("MINUTES_CHANGED", "회의록이 읽은 것과 다릅니다. 서명하지 말고 운영자에게 알립니다.", source=SIGNING)
    return None


def _not_signed_by_secretary(meeting: Meeting, **data: Any) -> Refusal | None:
    return Refusal("ALREADY_SIGNED", "이미 서명했습니다.", source=SIGNING) if meeting.signed_by_secretary_at else None


@action(
    "committees.sign_secretary",
    "회의록 서명(간사)",
    Meeting,
    box=SECRETARY,
    guard=first_refusal(of_the_secretary, _as_read, _not_signed_by_secretary),
)
def sign_as_secretary(meeting: Meeting, *, event: UUID, sha256: str | None = None) -> None:
    meeting.signed_by_secretary_at = clock.business_now()


def _for_the_chair(meeting: Meeting, **data: Any) -> Refusal | None:
    if not meeting.signed_by_secretary_at:
        return Refusal("SECRETARY_FIRST", "간사가 먼저 서명합니다.", source=SIGNING)
    if current().account not in meeting.present:
        return Refusal("NOT_PRESENT", "회의에 출석한 위원장이 서명합니다.", source=SOURCE)
    return None


@action("committees.sign_chair", "회의록 서명(위원장)", Meeting, box=CHAIR, guard=first_refusal(_as_read, _for_the_chair))
def sign_as_chair(meeting: Meeting, *, event: UUID, sha256: str | None = None) -> Mapping[str, Any]:
    """With the second signature the minutes are locked; the service then carries out what was resolved."""
    meeting.state = Meeting.SIGNED
    meeting.signed_by_chair, meeting.signed_by_chair_at = current().account, clock.business_now()
    return {"state": meeting.state, "event": str(event)}
