"""What the meeting page shows, for one pair of eyes. A fixed number of queries, however many items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.committees import results
from teojeon.kernel.committees.actions import CHAIR, MEMBER
from teojeon.kernel.committees.models import AgendaItem, Meeting, Member, RollRecord, Vote
from teojeon.kernel.committees.queries import get_meeting, item_of, items_of, members_on, refuse_look, voters_at
from teojeon.kernel.committees.quorum import quorum
from teojeon.kernel.crypto.masking import mask_name
from teojeon.kernel.people.models import Official, Party
from teojeon.kernel.sides.case_scope import opened_to
from teojeon.kernel.work.unit import current
from teojeon.services.victims.agenda.addenda import Addendum, addenda_of
from teojeon.services.victims.agenda.forms import VoteForm
from teojeon.services.victims.assessment.outcomes import OUTCOMES

READERS = ("PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "PM-SERVE", "CM", "CM-CHAIR", "AU")
"""Boxes whose holders read meetings, each within what the row policies lay open."""
OFFICE_READERS = frozenset(READERS) - {MEMBER, CHAIR}
"""Who reads the agenda for the ministry. All others reach it as members, for as long as they may read the case (S1-USR-08)."""
EXCLUDED, READING_ENDED = "EXCLUDED", "READING_ENDED"

STATES = {
    Meeting.CONVENED: ("소집", "information"),
    Meeting.OPEN: ("진행 중", "primary"),
    Meeting.CLOSED: ("폐회, 서명 대기", "warning"),
    Meeting.SIGNED: ("서명 완료", "success"),
    Meeting.CALLED_OFF: ("유회", "gray"),
}
CHOICE_WORDS = dict(Vote.CHOICES)


@dataclass(frozen=True)
class TallyLine:
    """One motion that was voted on."""

    title: str
    present: int
    quorum: int
    yes: int
    no: int
    abstain: int
    passed: bool


@dataclass
class ItemView:
    """One item. `barred`: why nothing of the case is told to this reader; empty where it is told."""

    item: AgendaItem
    barred: str
    applicant: str
    is_withdrawn: bool
    voters: list[UUID]
    voted: dict[UUID, str]
    waiting: list[str]
    excluded: list[str]
    roll: RollRecord | None
    tallies: list[TallyLine]
    addenda: list[Addendum] = field(default_factory=list)
    vote_form: VoteForm | None = None

    @property
    def is_hidden(self) -> bool:
        return bool(self.barred)

    @property
    def receipt_no(self) -> str:
        return str(self.item.sheet.get("receipt_no", ""))

    @property
    def motion(self) -> str:
        return results.title_of(self.item.motion)

    @property
    def result(self) -> str:
        return results.title_of(self.item.result)

    @property
    def result_tone(self) -> str:
        return "success" if results.is_resolution(self.item.result) else "gray"

    @property
    def is_open(self) -> bool:
        return not self.item.result

    @property
    def findings(self) -> list[dict[str, Any]]:
        return list(self.item.sheet.get("shown", []))

    @property
    def assessed_on(self) -> str:
        return str(self.item.sheet.get("assessment", {}).get("on", ""))

    @property
    def opinions(self) -> list[tuple[str, str, str]]:
        """Whose opinion, what it says, why."""
        named = (("시·도 조사의견(붙임 1)", "investigation"), ("국토교통부 검토의견(붙임 2)", "review"))
        found = [(title, self.item.sheet.get(key)) for title, key in named]
        return [(title, OUTCOMES.get(each["opinion"], each["opinion"]), each["reason"]) for title, each in found if each]

    @property
    def may_close(self) -> bool:
        """Whether every voter has voted, so that the secretary may count."""
        return bool(self.voters) and not self.waiting

    @property
    def request_id(self) -> UUID:
        return uuid4()

    @property
    def my_vote(self) -> str:
        account = current().account
        return CHOICE_WORDS.get(self.voted.get(account, ""), "") if account else ""


@dataclass
class MeetingView:
    """A meeting and its items. `roles`: what the reader is in it."""

    meeting: Meeting
    members: list[Member]
    items: list[ItemView]
    secretary: str
    chair: str
    roles: frozenset[str]
    names: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def state(self) -> str:
        return STATES[self.meeting.state][0]

    @property
    def tone(self) -> str:
        return STATES[self.meeting.state][1]

    @property
    def in_office(self) -> int:
        """N: as it was at the opening, or on the meeting's day (재적위원)."""
        return self.meeting.members_in_office or len(self.members)

    @property
    def quorum(self) -> int:
        return quorum(self.in_office)

    @property
    def present(self) -> list[str]:
        """In the order of the register."""
        return [name for account, name in self.names.items() if account in self.meeting.present]

    @property
    def is_secretary(self) -> bool:
        return "secretary" in self.roles

    @property
    def is_chair(self) -> bool:
        return "chair" in self.roles

    @property
    def may_call_off(self) -> bool:
        """Whether the meeting's day has come without an opening, and the reader is its secretary."""
        return self.is_secretary and self.meeting.state == Meeting.CONVENED and self.meeting.held_on <= clock.business_today()

    @property
    def may_sign(self) -> bool:
        """Whether it is this reader's turn: the secretary first, then the chair."""
        if self.meeting.state != Meeting.CLOSED:
            return False
        return self.is_chair if self.meeting.signed_by_secretary_at else self.is_secretary

    @property
    def request_id(self) -> UUID:
        return uuid4()


def meeting_for_eyes(pk: UUID) -> Meeting:
    """The meeting, for readers of the ministry and the committee only. Raises Missing and leaves a denied event."""
    actor = current().actor
    meeting = get_meeting(pk, actor)
    if not actor.boxes & set(READERS):
        refuse_look(pk)
    return meeting


def item_for_eyes(meeting: Meeting, item: UUID) -> AgendaItem:
    """The item, for those to whom its case is told. Raises Missing and leaves a denied event."""
    found = item_of(meeting, item, current().actor)
    if barred_from(meeting, [found]):
        refuse_look(found.pk)
    return found


def barred_from(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[UUID, str]:
    """Items of which this reader is told nothing, and why.

    Excluded members (법§8); members of whom no reader row on the case is valid now, or whose term is over. The chair reads until the
    minutes are signed.
    """
    unit = current()
    barred = {item.pk: EXCLUDED for item in items if unit.account in item.excluded}
    must_sign = meeting.state == Meeting.CLOSED and "chair" in _roles(meeting)
    if unit.actor.boxes & OFFICE_READERS or must_sign or len(barred) == len(items):
        return barred
    open_cases: set[UUID] = set()
    if any(member.account == unit.account for member in members_on(meeting.handled_by, clock.business_today())):
        rows = opened_to(unit.actor).filter(case_id__in=[item.matter for item in items])
        open_cases = set(rows.values_list("case_id", flat=True))
    return {item.pk: READING_ENDED for item in items if item.matter not in open_cases} | barred


def view_of(meeting: Meeting) -> MeetingView:
    """Reads everything of the meeting and notes whose cases were shown."""
    unit = current()
    actor = unit.actor
    members = members_on(meeting.handled_by, meeting.held_on)
    names = {member.account: member.name for member in members}
    items = items_of(meeting, actor)
    matters = [item.matter for item in items]
    withdrawn = set(Case.objects.visible_to(actor).filter(pk__in=matters, state="WITHDRAWN").values_list("pk", flat=True))
    applicants = dict(Party.objects.visible_to(actor).filter(case_id__in=matters, role="applicant").values_list("case_id", "name"))
    votes = list(Vote.objects.visible_to(actor).filter(meeting=meeting).order_by("id"))
    barred = barred_from(meeting, items)
    addenda = addenda_of([item.matter for item in items if item.pk not in barred])
    rolls = RollRecord.objects.visible_to(actor).filter(meeting=meeting, confirmed_by=None)
    rolls_of = {(roll.item_id, roll.round): roll for roll in rolls}
    people = dict(Official.objects.filter(account__in=[meeting.secretary, meeting.signed_by_chair]).values_list("account", "name"))
    views = []
    for item in items:
        view = ItemView(
            item=item,
            barred=barred.get(item.pk, ""),
            applicant="" if item.pk in barred else mask_name(applicants.get(item.matter, "")),
            is_withdrawn=item.matter in withdrawn,
            voters=voters_at(meeting, item),
            voted={vote.member: vote.choice for vote in votes if vote.item_id == item.pk and vote.round == item.round},
            waiting=[],
            excluded=[name for account, name in names.items() if account in item.excluded],
            roll=rolls_of.get((item.pk, item.round)),
            tallies=tallies_of(item.tally),
            addenda=addenda.get(item.matter, []),
        )
        may_vote = set(view.voters) - set(view.voted)
        view.waiting = [name for account, name in names.items() if account in may_vote]
        view.vote_form = _vote_form(meeting, view)
        views.append(view)
    unit.show(meeting.controller, [view.item.matter for view in views if not view.is_hidden])
    return MeetingView(
        meeting=meeting,
        members=members,
        items=views,
        secretary=people.get(meeting.secretary, ""),
        chair=people.get(meeting.signed_by_chair, "") if meeting.signed_by_chair else "",
        roles=_roles(meeting),
        names=names,
    )


def _roles(meeting: Meeting) -> frozenset[str]:
    unit = current()
    boxes = unit.actor.boxes
    held = {
        "secretary": "PM-SEC" in boxes and meeting.secretary == unit.account,
        "chair": "CM-CHAIR" in boxes and unit.account in meeting.present,
        "member": "CM" in boxes and unit.account in meeting.present,
    }
    return frozenset(role for role, is_held in held.items() if is_held)


def _vote_form(meeting: Meeting, view: ItemView) -> VoteForm | None:
    """Offered to a member who may vote now."""
    unit, item = current(), view.item
    may = meeting.state == Meeting.OPEN and view.is_open and unit.account in view.voters and unit.account not in view.voted
    if not may or view.is_hidden or "CM" not in unit.actor.boxes or len(view.voters) < quorum(meeting.members_in_office):
        return None
    return VoteForm(auto_id=f"item-{item.position}-%s", initial={"motion": item.motion, "round": item.round}, version=1)


def tallies_of(tally: Mapping[str, Mapping[str, Any]]) -> list[TallyLine]:
    """One line a motion, in the order in which they were put to the vote."""
    keys = ("present", "quorum", "yes", "no", "abstain", "passed")
    return [
        TallyLine(results.title_of(each["motion"]), **{key: each[key] for key in keys})
        for _, each in sorted(tally.items(), key=lambda pair: int(pair[0]))
    ]


def voters_among(members: Sequence[Member], item: AgendaItem, meeting: Meeting) -> list[Member]:
    """The members who may vote on an item, in the order of the register."""
    voters = set(voters_at(meeting, item))
    return [member for member in members if member.account in voters]
