"""Acts on a meeting: convene, open, put to the vote, vote, close an item. The meeting is what each of them locks.

A meeting has one secretary: who convened it does all that the secretary does, so that nobody can be secretary and drafter of
the same case (S1-USR-09).
"""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Reader
from teojeon.kernel.committees import results
from teojeon.kernel.committees.models import AgendaItem, Meeting, RollRecord, Vote
from teojeon.kernel.committees.queries import item_of, items_of, members_on, open_roll, voters_at, votes_on
from teojeon.kernel.committees.quorum import count, quorum
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.work.action import action, record, require
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current

SECRETARY, MEMBER, CHAIR = "PM-SEC", "CM", "CM-CHAIR"
SOURCE = "법§6⑦"
CHOICES = frozenset(dict(Vote.CHOICES))
PLACE_LIMIT, REASON_LIMIT = 80, 4000

MeetingGuard = Callable[..., Refusal | None]


def _item(meeting: Meeting, item: UUID) -> AgendaItem:
    return item_of(meeting, item, current().actor)


def _votes(item: AgendaItem) -> list[Vote]:
    return votes_on(item, current().actor)


def _roll(item: AgendaItem) -> RollRecord | None:
    return open_roll(item, current().actor)


def convene(*, controller: str, committee: str, held_on: dt.date, place: str) -> Meeting:
    """Calls a meeting; who convenes is its secretary. Raises Forbidden, Refusal."""
    require(SECRETARY, "위원회 소집")
    if held_on < clock.business_today():
        raise Refusal("BAD_DATE", "회의 날짜를 오늘이나 그 뒤로 정합니다.", "held_on", "법§6")
    if not place.strip():
        raise Refusal("MISSING_VALUE", "회의 장소를 적습니다.", "place", "법§6")
    if len(place) > PLACE_LIMIT:
        raise Refusal("TOO_LONG", f"회의 장소는 {PLACE_LIMIT}자까지 적습니다.", "place", "S1-XCT-03")
    key, secretary = uuid.uuid4(), current().account
    assert secretary is not None  # a box was asked for
    record(controller, key, "committees.convene", {"held_on": held_on})
    number = next_number(f"meeting:{committee}", held_on.year)
    meeting = Meeting(
        id=key,
        controller=controller,
        handled_by=committee,
        state=Meeting.CONVENED,
        number=f"{held_on.year}-제{number}차",
        held_on=held_on,
        place=place.strip(),
        secretary=secretary,
    )
    meeting.save(force_insert=True)
    return meeting


def first_refusal(*guards: MeetingGuard) -> MeetingGuard:
    """One guard of several: the first that refuses answers."""

    def guard(meeting: Meeting, **data: Any) -> Refusal | None:
        return next((refusal for each in guards if (refusal := each(meeting, **data))), None)

    return guard


def of_the_secretary(meeting: Meeting, **data: Any) -> Refusal | None:
    if meeting.secretary == current().account:
        return None
    return Refusal(
        "NOT_THE_SECRETARY", "이 회의의 간사만 할 수 있습니다. 회의를 소집한 간사에게 요청합니다.", source="S1-COM-09, S1-USR-09"
    )


def _state(wanted: str, message: str) -> MeetingGuard:
    def guard(meeting: Meeting, **data: Any) -> Refusal | None:
        return None if meeting.state == wanted else Refusal("ILLEGAL_TRANSITION", message, source=SOURCE)

    return guard


convened = _state(Meeting.CONVENED, "이미 열렸거나 끝난 회의입니다.")
in_session = _state(Meeting.OPEN, "열려 있는 회의에서만 할 수 있습니다.")


def _enough_present(meeting: Meeting, present: Sequence[UUID] = (), **data: Any) -> Refusal | None:
    if meeting.held_on != clock.business_today():
        return Refusal("BAD_DATE", f"회의는 {meeting.held_on:%Y. %-m. %-d.}에 열 수 있습니다.", source=SOURCE)
    members = members_on(meeting.handled_by, meeting.held_on)
    if strangers := set(present) - {member.account for member in members}:
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
    if not any(member.is_chair and member.account in present for member in members):
        return Refusal("NO_CHAIR", "회의록에 서명할 위원장이 출석해야 엽니다.", "present", "S1-COM-09")
    return None


@action("committees.open", "개의", Meeting, box=SECRETARY, guard=first_refusal(of_the_secretary, convened, _enough_present))
def open_meeting(meeting: Meeting, *, event: UUID, present: Sequence[UUID]) -> Mapping[str, Any]:
    meeting.state, meeting.opened_at = Meeting.OPEN, clock.business_now()
    meeting.present = sorted(set(present))
    meeting.members_in_office = len(members_on(meeting.handled_by, meeting.held_on))
    return {"state": meeting.state}


def _undecided(meeting: Meeting, item: UUID, **data: Any) -> Refusal | None:
    if _item(meeting, item).result:
        return Refusal("ALREADY_DECIDED", "이미 처리된 안건입니다.", source=SOURCE)
    return None


def _no_votes_yet(meeting: Meeting, item: UUID, **data: Any) -> Refusal | None:
    if _votes(_item(meeting, item)):
        return Refusal("VOTING_BEGAN", "표결이 시작된 안건은 바꿀 수 없습니다. 표결을 마친 뒤 다시 합니다.", source=SOURCE)
    return None


def _motion_fits(meeting: Meeting, item: UUID, motion: str, reason: str, **data: Any) -> Refusal | None:
    row = _item(meeting, item)
    if motion not in results.outcomes():
        return Refusal("BAD_VALUE", "의결안을 목록에서 고릅니다.", "motion", "법§14②")
    if len(reason) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"이유는 {REASON_LIMIT:,}자까지 적습니다.", "reason", "S1-XCT-03")
    if row.result in results.WITHOUT_VOTE or (row.result and motion != row.motion):
        return Refusal("ALREADY_DECIDED", "이미 처리된 안건의 의결안은 바꿀 수 없습니다.", "motion", SOURCE)
    if row.result and not reason.strip() and row.result != results.FULL_GRANT:
        return reason_missing(row)
    return None if motion == row.motion else _no_votes_yet(meeting, item)


@action(
    "committees.motion", "의결안 정하기", Meeting, box=SECRETARY, guard=first_refusal(of_the_secretary, in_session, _motion_fits)
)
def set_motion(meeting: Meeting, *, event: UUID, item: UUID, motion: str, reason: str) -> Mapping[str, Any]:
    """What is put to the vote, and the reason for the letter; the reason may still be worded after the vote."""
    row = _item(meeting, item)
    masked, was_masked = mask_free_text(reason.strip())
    if row.motion != motion and _roll(row):
        row.round += 1  # a roll that nobody confirmed falls with its motion
    row.motion, row.reason = motion, masked
    row.save()
    return {"masked": was_masked}


def _member_of_this_meeting(meeting: Meeting, member: UUID, **data: Any) -> Refusal | None:
    if member in {each.account for each in members_on(meeting.handled_by, meeting.held_on)}:
        return None
    return Refusal("NOT_A_MEMBER", "재적위원을 고릅니다.", "member", "법§8")


@action(
    "committees.exclude",
    "제척·회피",
    Meeting,
    box=SECRETARY,
    guard=first_refusal(of_the_secretary, in_session, _undecided, _no_votes_yet, _member_of_this_meeting),
)
def exclude(meeting: Meeting, *, event: UUID, item: UUID, member: UUID) -> None:
    """An excluded member neither votes nor reads the case any longer (법§8)."""
    row = _item(meeting, item)
    if _roll(row):
        row.round += 1
    row.excluded = sorted({*row.excluded, member})
    row.save()
    now = clock.business_now()
    Reader.objects.filter(case_id=row.matter, account=member, until__gt=now).update(until=now)


def _enough_at_item(meeting: Meeting, item: UUID, **data: Any) -> Refusal | None:
    here, needed = len(voters_at(meeting, _item(meeting, item))), quorum(meeting.members_in_office)
    if here >= needed:
        return None
    return Refusal(
        "NO_QUORUM",
        f"이 안건의 출석 {here}명이 의결정족수 {needed}명에 못 미칩니다. 보류하여 다음 회의에서 심의합니다.",
        source=SOURCE,
    )


votable = first_refusal(in_session, _undecided, _enough_at_item)


def _may_vote(
    meeting: Meeting, item: UUID, choice: str, motion: str | None = None, round: int | None = None, **data: Any
) -> Refusal | None:
    row, account = _item(meeting, item), current().account
    if account in row.excluded:
        return Refusal("EXCLUDED", "이 안건에서 제척되어 표결할 수 없습니다.", source="법§8")
    if account not in meeting.present:
        return Refusal("NOT_PRESENT", "출석으로 기록된 위원만 표결합니다. 간사에게 출석을 확인합니다.", source=SOURCE)
    if choice not in CHOICES:
        return Refusal("BAD_VALUE", "찬성·반대·기권 가운데 하나를 고릅니다.", "choice", SOURCE)
    if motion is not None and (motion, round) != (row.motion, row.round):
        return Refusal("MOTION_CHANGED", "그사이 의결안이 바뀌었습니다. 새 의결안을 읽고 표결합니다.", "choice", SOURCE)
    if any(vote.member == account for vote in _votes(row)):
        return Refusal("ALREADY_VOTED", "이미 표결했습니다.", source=SOURCE)
    return None


@action("committees.vote", "표결", Meeting, box=MEMBER, guard=first_refusal(votable, _may_vote))
def vote(meeting: Meeting, *, event: UUID, item: UUID, choice: str, motion: str | None = None, round: int | None = None) -> None:
    """`motion`, `round`: what the member read on a page; a vote never counts for another motion."""
    _keep_votes(meeting, _item(meeting, item), {str(current().account): choice}, "self", event)


def _whole_roll(meeting: Meeting, item: UUID, votes: Mapping[str, str], **data: Any) -> Refusal | None:
    voters = {str(account) for account in voters_at(meeting, _item(meeting, item))}
    if set(votes) != voters or not set(votes.values()) <= CHOICES:
        return Refusal("ROLL_INCOMPLETE", "출석한 위원 모두의 찬성·반대·기권을 한 사람씩 적습니다.", "votes", SOURCE)
    return None


@action(
    "committees.roll",
    "거수 표결 기록",
    Meeting,
    box=SECRETARY,
    guard=first_refusal(of_the_secretary, votable, _no_votes_yet, _whole_roll),
)
def enter_roll(meeting: Meeting, *, event: UUID, item: UUID, votes: Mapping[str, str]) -> None:
    """A show of hands, member by member; without effect until the chair confirms. Until then it may be written anew."""
    row = _item(meeting, item)
    roll = _roll(row) or RollRecord(**belonging(meeting), item=row, round=row.round)
    account = current().account
    assert account is not None  # a box was asked for
    roll.votes, roll.entered_by, roll.entered_at = dict(votes), account, clock.business_now()
    roll.save()


def _roll_to_confirm(meeting: Meeting, item: UUID, votes: Mapping[str, str] | None = None, **data: Any) -> Refusal | None:
    row = _item(meeting, item)
    if current().account not in meeting.present or current().account in row.excluded:
        return Refusal("NOT_PRESENT", "이 안건에 출석으로 기록된 위원장만 확인합니다.", source=SOURCE)
    roll = _roll(row)
    if roll is None:
        return Refusal("NO_ROLL", "확인할 표결 기록이 없습니다.", source=SOURCE)
    if votes is not None and votes != roll.votes:
        return Refusal("ROLL_CHANGED", "그사이 간사가 표결 기록을 고쳤습니다. 고친 기록을 읽고 확인합니다.", source=SOURCE)
    return None


@action(
    "committees.confirm_roll",
    "거수 표결 확인",
    Meeting,
    box=CHAIR,
    guard=first_refusal(votable, _no_votes_yet, _roll_to_confirm),
)
def confirm_roll(meeting: Meeting, *, event: UUID, item: UUID, votes: Mapping[str, str] | None = None) -> None:
    """`votes`: the record that the chair read on a page."""
    row = _item(meeting, item)
    roll = _roll(row)
    assert roll is not None  # the guard saw it
    roll.confirmed_by, roll.confirmed_at = current().account, clock.business_now()
    roll.save()
    _keep_votes(meeting, row, roll.votes, "roll", event)


def reason_missing(item: AgendaItem) -> Refusal:
    return Refusal(
        "REASON_MISSING",
        f"안건 {item.position}번에 결정문에 쓸 이유를 적습니다. 가목 인용만 이유 없이 의결합니다.",
        "reason",
        "S1-COM-09",
    )


def _all_voted(meeting: Meeting, item: UUID, **data: Any) -> Refusal | None:
    row = _item(meeting, item)
    missing = set(voters_at(meeting, row)) - {vote.member for vote in _votes(row)}
    if missing:
        return Refusal("VOTES_MISSING", f"아직 표결하지 않은 위원이 {len(missing)}명 있습니다.", source=SOURCE)
    return None if row.reason or row.motion == results.FULL_GRANT else reason_missing(row)


@action("committees.close_item", "표결 마감", Meeting, box=SECRETARY, guard=first_refusal(of_the_secretary, votable, _all_voted))
def close_item(meeting: Meeting, *, event: UUID, item: UUID) -> Mapping[str, Any]:
    """Counts the votes. A motion that fails leaves the item open for another motion."""
    row = _item(meeting, item)
    tally = count(meeting.members_in_office, len(voters_at(meeting, row)), (vote.choice for vote in _votes(row)))
    row.tally = {**row.tally, str(row.round): {"motion": row.motion, **tally.as_dict()}}
    if tally.passed:
        row.result, row.decided_at = row.motion, clock.business_now()
    else:
        row.round += 1
    row.save()
    return {"passed": tally.passed}


def _with_reason(meeting: Meeting, reason: str, **data: Any) -> Refusal | None:
    if not reason.strip():
        return Refusal("REASON_MISSING", "보류하거나 유회하는 이유를 적습니다.", "reason", "S1-COM-09")
    if len(reason) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"이유는 {REASON_LIMIT:,}자까지 적습니다.", "reason", "S1-XCT-03")
    return None


@action(
    "committees.defer",
    "보류",
    Meeting,
    box=SECRETARY,
    guard=first_refusal(of_the_secretary, in_session, _undecided, _with_reason),
)
def defer(meeting: Meeting, *, event: UUID, item: UUID, reason: str) -> Mapping[str, Any]:
    """The item returns to a later agenda; the committee's deadline does not move (S1-COM-09)."""
    masked, was_masked = mask_free_text(reason.strip())
    _end_without_vote(_item(meeting, item), results.DEFERRED, masked)
    return {"masked": was_masked}


def _its_day_has_come(meeting: Meeting, **data: Any) -> Refusal | None:
    if meeting.held_on <= clock.business_today():
        return None
    return Refusal("BAD_DATE", f"유회는 회의 날인 {meeting.held_on:%Y. %-m. %-d.}부터 기록합니다.", source=SOURCE)


@action(
    "committees.call_off",
    "유회",
    Meeting,
    box=SECRETARY,
    guard=first_refusal(of_the_secretary, convened, _its_day_has_come, _with_reason),
)
def call_off(meeting: Meeting, *, event: UUID, reason: str) -> Mapping[str, Any]:
    """A meeting that was not opened on its day ends without minutes. The reason stands on each item, which may be tabled again."""
    masked, was_masked = mask_free_text(reason.strip())
    meeting.state = Meeting.CALLED_OFF
    for item in items_of(meeting, current().actor):
        _end_without_vote(item, results.DEFERRED, masked)
    return {"state": meeting.state, "masked": was_masked}


@action("committees.strike", "안건 삭제", Meeting, box=SECRETARY, guard=first_refusal(of_the_secretary, in_session, _undecided))
def strike(meeting: Meeting, *, event: UUID, item: UUID, remark: str) -> None:
    """Takes an item off the agenda; `remark` stands in the minutes. Whether it may go is for the service to say."""
    _end_without_vote(_item(meeting, item), results.STRUCK, remark)


def _end_without_vote(item: AgendaItem, result: str, reason: str) -> None:
    item.result, item.reason, item.decided_at = result, reason, clock.business_now()
    item.save()


def belonging(meeting: Meeting) -> dict[str, Any]:
    """The columns that every child of a meeting repeats."""
    return {"meeting": meeting, "controller": meeting.controller, "handled_by": meeting.handled_by}


def _keep_votes(meeting: Meeting, item: AgendaItem, votes: Mapping[str, str], how: str, event: UUID) -> None:
    Vote.objects.bulk_create(
        Vote(
            **belonging(meeting),
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
