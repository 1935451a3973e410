"""Reading meetings."""

import datetime as dt
from typing import NoReturn
from uuid import UUID

from django.db.models import Q

from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.committees.models import AgendaItem, Meeting, Member, RollRecord, Vote
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current


def members_on(committee: str, day: dt.date) -> list[Member]:
    """Members in office on a day: 재적위원."""
    term = Q(appointed_on__lte=day) & (Q(term_to=None) | Q(term_to__gte=day))
    return list(Member.objects.filter(term, committee=committee).order_by("-is_chair", "name", "id"))


def get_meeting(pk: UUID, actor: Actor) -> Meeting:
    """The meeting for these eyes. Raises Missing, and leaves a *denied* event, where it is not theirs."""
    meeting: Meeting | None = Meeting.objects.visible_to(actor).filter(pk=pk).first()
    if meeting is None:
        refuse_look(pk)
    return meeting


def locked_meeting(pk: UUID) -> Meeting:
    """The meeting, held until the unit ends, for acts that change more than one row of it. Raises Missing."""
    rows = Meeting.objects.visible_to(current().actor).filter(pk=pk)
    meeting: Meeting | None = rows.select_for_update(no_key=True, of=("self",)).first()
    if meeting is None:
        refuse_look(pk)
    return meeting


def refuse_look(pk: UUID) -> NoReturn:
    """Answers as if there were no such row, and keeps that somebody asked (S1-XCT-04)."""
    unit = current()
    unit.denied.append(denied_event(MINISTRY_CODE, pk, actor=unit.account, organisation=unit.actor.organisation))
    raise Missing("meeting")


def items_of(meeting: Meeting, actor: Actor) -> list[AgendaItem]:
    """In the order of the agenda."""
    return list(AgendaItem.objects.visible_to(actor).filter(meeting=meeting).order_by("position"))


def item_of(meeting: Meeting, item: UUID, actor: Actor) -> AgendaItem:
    """Raises Missing for an item of another meeting."""
    found: AgendaItem | None = AgendaItem.objects.visible_to(actor).filter(meeting=meeting, pk=item).first()
    if found is None:
        raise Missing("item")
    return found


def votes_on(item: AgendaItem, actor: Actor) -> list[Vote]:
    """Votes on the motion that stands now."""
    return list(Vote.objects.visible_to(actor).filter(item=item, round=item.round).order_by("id"))


def open_roll(item: AgendaItem, actor: Actor) -> RollRecord | None:
    """The roll record of the motion that stands now, as long as the chair has not confirmed it."""
    rows = RollRecord.objects.visible_to(actor).filter(item=item, round=item.round, confirmed_by=None)
    roll: RollRecord | None = rows.first()
    return roll


def voters_at(meeting: Meeting, item: AgendaItem) -> list[UUID]:
    """Members present who may vote on this item."""
    return [account for account in meeting.present if account not in item.excluded]
