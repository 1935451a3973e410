"""Acts on a meeting: convene, open, put to the vote, vote, close. The meeting is what each of them locks."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Reader
from teojeon.kernel.committees.models import AgendaItem, Meeting, RollRecord, Vote
from teojeon.kernel.committees.queries import item_of, members_on, voters_at, votes_on
from teojeon.kernel.committees.quorum import count, quorum
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.work.action import action, record, require
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current

SECRETARY, MEMBER, CHAIR = "PM-SEC", "CM", "CM-CHAIR"
SOURCE = "법§6⑦"
CHOICES = frozenset({"yes", "no", "abstain"})


def convene(*, controller: str, committee: str, held_on: dt.date, place: str) -> Meeting:
    """Calls a meeting; who convenes is its secretary."""
    require(SECRETARY, "위원회 소집")
    if held_on < clock.business_today():
        raise Refusal("BAD_DATE", "회의 날짜를 오늘이나 그 뒤로 정합니다.", "held_on", "법§6")
    if not place.strip():
        raise Refusal("MISSING", "회의 장소를 적습니다.", "place", "법§6")
    key = uuid.uuid4()
    record(controller, key, "committees.convene", {"held_on": held_on})
    number = next_number(f"meeting:{committee}", held_on.year)
    return Meeting.objects.create(
        id=key,
        controller=controller,
        handled_by=committee,
        state=Meeting.CONVENED,
        number=f"{held_on.year}-제{number}차",
        held_on=held_on,
        place=place.strip(),
        secretary=current().account,
    )


def _state(wanted: str, message: str) -> Any:
    def guard(meeting: Meeting, **data: Any) -> Refusal | None:
        if meeting.state == wanted:
            return None
        return Refusal("ILLEGAL_TRANSITION", message, source=SOURCE)

    return guard


convened = _state(Meeting.CONVENED, "이미 열렸거나 끝난 회의입니다.")
in_session = _state(Meeting.OPEN, "열려 있는 회의에서만 할 수 있습니다.")


def _enough_present(meeting: Meeting, present: Sequence[UUID], **data: Any) -> Refusal | None:
    if refusal := convened(meeting):
        return refusal
    if meeting.held_on != clock.business_today():
        return Refusal("BAD_DATE", f"회의는 {meeting.held_on:%Y. %-m. %-d.}에 열 수 있습니다.", source=SOURCE)
    members = {member.account for member in members_on(meeting.handled_by, meeting.held_on)}
    if strangers := set(present) - members:
        return Refusal(
            "NOT_A_MEMBER", f"재적위원이 아닌 사람이 {len(strangers)}명 있습니다. 출석 명단을 확인합니다.", "present", SOURCE
        )
    if len(set(present)) < quorum(len(members)):
        return Refusal(
            "NO_QUORUM",
            f"재적 {len(members)}명의 과반수 {quorum(len(members))}명이 출석해야 엽니다 (출석 {len(set(present))}명).",
            "present",
            SOURCE,
        )
    return None


@action("committees.open", "개의", Meeting, box=SECRETARY, guard=_enough_present)
def open_meeting(meeting: Meeting, *, event: UUID, present: Sequence[UUID]) -> Mapping[str, Any]:
    meeting.state, meeting.opened_at = Meeting.OPEN, clock.business_now()
    meeting.present = sorted(set(present))
    meeting.members_in_office = len(members_on(meeting.handled_by, meeting.held_on))
    return {"state": meeting.state}


def _not_yet_decided(meeting: Meeting, item: UUID, **data: Any) -> Refusal | None:
    if refusal := in_session(meeting):
        return refusal
    if item_of(meeting, item, current().actor).result:
        return Refusal("ALREADY_DECIDED", "이미 의결된 안건입니다.", source=SOURCE)
    return None


def _no_votes_yet(meeting: Meeting, item: UUID, **data: Any) -> Refusal | None:
    if refusal := _not_yet_decided(meeting, item):
        return refusal
    if votes_on(item_of(meeting, item, current().actor), current().actor):
        return Refusal("VOTING_BEGAN", "표결이 시작된 안건은 바꿀 수 없습니다. 표결을 마친 뒤 다시 상정합니다.", source=SOURCE)
    return None


@action("committees.motion", "의결안 정하기", Meeting, box=SECRETARY, guard=_no_votes_yet)
def set_motion(meeting: Meeting, *, event: UUID, item: UUID, motion: str, reason: str) -> None:
    row = item_of(meeting, item, current().actor)
    row.motion, row.reason = motion, reason.strip()
    row.save()


@action("committees.exclude", "제척", Meeting, box=SECRETARY, guard=_no_votes_yet)
def exclude(meeting: Meeting, *, event: UUID, item: UUID, member: UUID) -> None:
    """An excluded member neither votes nor reads the case any longer (법§8)."""
    row = item_of(meeting, item, current().actor)
    row.excluded = sorted({*row.excluded, member})
    row.save()
    Reader.objects.filter(case_id=row.matter, account=member, until__gt=clock.business_now()).update(until=clock.business_now())


def _may_vote(meeting: Meeting, item: UUID, choice: str, **data: Any) -> Refusal | None:
    if refusal := _not_yet_decided(meeting, item):
        return refusal
    row, account = item_of(meeting, item, current().actor), current().account
    if account in row.excluded:
        return Refusal("EXCLUDED", "이 안건에서 제척되어 표결할 수 없습니다.", source="법§8")
    if account not in meeting.present:
        return Refusal("NOT_PRESENT", "출석으로 기록된 위원만 표결합니다. 간사에게 출석을 확인합니다.", source=SOURCE)
    if choice not in CHOICES:
        return Refusal("BAD_VALUE", "찬성·반대·기권 가운데 하나를 고릅니다.", "choice", SOURCE)
    if any(vote.member == account for vote in votes_on(row, current().actor)):
        return Refusal("ALREADY_VOTED", "이미 표결했습니다.", source=SOURCE)
    return None


@action("committees.vote", "표결", Meeting, box=MEMBER, guard=_may_vote)
def vote(meeting: Meeting, *, event: UUID, item: UUID, choice: str) -> None:
    _keep_votes(meeting, item_of(meeting, item, current().actor), {str(current().account): choice}, "self", event)


def _whole_roll(meeting: Meeting, item: UUID, votes: Mapping[str, str], **data: Any) -> Refusal | None:
    if refusal := _no_votes_yet(meeting, item):
        return refusal
    row = item_of(meeting, item, current().actor)
    voters = {str(account) for account in voters_at(meeting, row)}
    if set(votes) != voters or not set(votes.values()) <= CHOICES:
        return Refusal("ROLL_INCOMPLETE", "출석한 위원 모두의 찬성·반대·기권을 한 사람씩 적습니다.", "votes", SOURCE)
    if RollRecord.objects.visible_to(current().actor).filter(item=row, round=row.round).exists():
        return Refusal("ROLL_EXISTS", "이미 적은 표결 기록이 있습니다. 위원장이 확인합니다.", "votes", SOURCE)
    return None


@action("committees.roll", "거수 표결 기록", Meeting, box=SECRETARY, guard=_whole_roll)
def enter_roll(meeting: Meeting, *, event: UUID, item: UUID, votes: Mapping[str, str]) -> None:
    """A show of hands, member by member; without effect until the chair confirms."""
    row = item_of(meeting, item, current().actor)
    RollRecord.objects.create(
        **_of(meeting),
        item=row,
        round=row.round,
        votes=dict(votes),
        entered_by=current().account,
        entered_at=clock.business_now(),
    )


def _open_roll(meeting: Meeting, item: UUID, **data: Any) -> Refusal | None:
    if refusal := _no_votes_yet(meeting, item):
        return refusal
    if current().account not in meeting.present:
        return Refusal("NOT_PRESENT", "출석으로 기록된 위원장만 확인합니다.", source=SOURCE)
    row = item_of(meeting, item, current().actor)
    if not RollRecord.objects.visible_to(current().actor).filter(item=row, round=row.round, confirmed_by=None).exists():
        return Refusal("NO_ROLL", "확인할 표결 기록이 없습니다.", source=SOURCE)
    return None


@action("committees.confirm_roll", "거수 표결 확인", Meeting, box=CHAIR, guard=_open_roll)
def confirm_roll(meeting: Meeting, *, event: UUID, item: UUID) -> None:
    row = item_of(meeting, item, current().actor)
    roll = RollRecord.objects.visible_to(current().actor).get(item=row, round=row.round)
    roll.confirmed_by, roll.confirmed_at = current().account, clock.business_now()
    roll.save()
    _keep_votes(meeting, row, roll.votes, "roll", event)


def _all_voted(meeting: Meeting, item: UUID, **data: Any) -> Refusal | None:
    if refusal := _not_yet_decided(meeting, item):
        return refusal
    row = item_of(meeting, item, current().actor)
    missing = set(voters_at(meeting, row)) - {vote.member for vote in votes_on(row, current().actor)}
    if missing:
        return Refusal("VOTES_MISSING", f"아직 표결하지 않은 위원이 {len(missing)}명 있습니다.", source=SOURCE)
    return None


@action("committees.close_item", "표결 마감", Meeting, box=SECRETARY, guard=_all_voted)
def close_item(meeting: Meeting, *, event: UUID, item: UUID) -> Mapping[str, Any]:
    """Counts the votes. A motion that fails leaves the item open for another motion."""
    row = item_of(meeting, item, current().actor)
    votes = votes_on(row, current().actor)
    tally = count(meeting.members_in_office, len(voters_at(meeting, row)), (vote.choice for vote in votes))
    row.tally = {**row.tally, str(row.round): {"motion": row.motion, **tally.as_dict()}}
    if tally.passed:
        row.result, row.decided_at = row.motion, clock.business_now()
    else:
        row.round += 1
    row.save()
    return {"passed": tally.passed}


def _of(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "controller": meeting.controller, "handled_by": meeting.handled_by}


def _keep_votes(meeting: Meeting, item: AgendaItem, votes: Mapping[str, str], how: str, event: UUID) -> None:
    Vote.objects.bulk_create(
        Vote(
            **_of(meeting),
            item=item,
            round=item.round,
            member=UUID(account),
            choice=choice,
            how=how,
            at=clock.business_now(),
            event=event,
        )
        for account, choice in sorted(votes.items())
    )
