"""Reading meetings."""

import datetime as dt
from uuid import UUID

from django.db.models import Q

from teojeon.kernel.committees.models import AgendaItem, Meeting, Member, Vote
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.refusals import Missing


def members_on(committee: str, day: dt.date) -> list[Member]:
    """Members in office on a day: 재적위원."""
    term = Q(appointed_on__lte=day) & (Q(term_to=None) | Q(term_to__gte=day))
    return list(Member.objects.filter(term, committee=committee).order_by("-is_chair", "name", "id"))


def get_meeting(pk: UUID, actor: Actor) -> Meeting:
    """Raises Missing."""
    meeting = Meeting.objects.visible_to(actor).filter(pk=pk).first()
    if meeting is None:
        raise Missing("meeting")
    return meeting  # type: ignore[no-any-return]


def items_of(meeting: Meeting, actor: Actor) -> list[AgendaItem]:
    """In the order of the agenda."""
    return list(AgendaItem.objects.visible_to(actor).filter(meeting=meeting).order_by("position"))


def item_of(meeting: Meeting, item: UUID, actor: Actor) -> AgendaItem:
    """Raises Missing for an item of another meeting."""
    found = AgendaItem.objects.visible_to(actor).filter(meeting=meeting, pk=item).first()
    if found is None:
        raise Missing("item")
    return found  # type: ignore[no-any-return]


def votes_on(item: AgendaItem, actor: Actor) -> list[Vote]:
    """Votes on the motion that stands now."""
    return list(Vote.objects.visible_to(actor).filter(item=item, round=item.round).order_by("id"))


def voters_at(meeting: Meeting, item: AgendaItem) -> list[UUID]:
    """Members present who may vote on this item."""
    return [account for account in meeting.present if account not in item.excluded]
