"""A committee's members and meetings. Written and read by the office; rows belong to the committee (`handled_by`)."""

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Func, Q

from teojeon.kernel.sides.scope import Organisation, ScopedModel
from teojeon.kernel.work.roots import Root


class Member(models.Model):
    """A member's term (법§6③–⑥). `term_to`: last day; officials: while in post (none)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    committee = models.CharField(max_length=20)
    account = models.UUIDField()
    name = models.CharField(max_length=40)
    category = models.PositiveSmallIntegerField()
    is_chair = models.BooleanField(default=False)
    is_official = models.BooleanField(default=False)
    appointed_on = models.DateField()
    term_to = models.DateField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(category__range=(1, 10)), name="member_category"),
            ExclusionConstraint(
                name="member_terms_do_not_overlap",
                expressions=[
                    ("committee", "="),
                    ("account", "="),
                    (
                        Func(
                            "appointed_on",
                            "term_to",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
            ),
        ]


class Meeting(Root):
    """States: CONVENED → OPEN → CLOSED → SIGNED, or CONVENED → CALLED_OFF where it was not opened on its day (유회).

    `members_in_office`: N at opening, the base of the quorum (A-16).

    `minutes`: canonical JSON drawn up at closing; `minutes_sha256`: what chair and secretary signed.
    """

    CONVENED, OPEN, CLOSED, SIGNED, CALLED_OFF = "CONVENED", "OPEN", "CLOSED", "SIGNED", "CALLED_OFF"
    scope = Organisation()
    number = models.CharField(max_length=30, unique=True)
    held_on = models.DateField()
    place = models.CharField(max_length=80)
    secretary = models.UUIDField()
    members_in_office = models.PositiveSmallIntegerField(default=0)
    present = ArrayField(models.UUIDField(), default=list)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    minutes = models.TextField(default="", blank=True)
    minutes_sha256 = models.CharField(max_length=64, default="", blank=True)
    signed_by_secretary_at = models.DateTimeField(null=True, blank=True)
    signed_by_chair = models.UUIDField(null=True, blank=True)
    signed_by_chair_at = models.DateTimeField(null=True, blank=True)


class MeetingChild(ScopedModel):
    """What belongs to a meeting."""

    scope = Organisation()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    controller = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)

    class Meta:
        abstract = True


class AgendaItem(MeetingChild):
    """One matter on the agenda. `motion`: the result that is put to the vote; `sheet`: the assessment as it was tabled.

    `round`: rises with each new motion. `result`: the motion that passed; empty while open. `reason`: for the letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()
    matter = models.UUIDField()
    sheet = models.JSONField()
    motion = models.CharField(max_length=10)
    reason = models.TextField(default="", blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    excluded = ArrayField(models.UUIDField(), default=list)
    result = models.CharField(max_length=10, default="", blank=True)
    tally = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_in_order"),
            models.UniqueConstraint(fields=["meeting", "matter"], name="matter_once_a_meeting"),
        ]


class Vote(MeetingChild):
    """One member's vote on one motion. `how`: cast by the member, or from a roll record that the chair confirmed."""

    CHOICES = (("yes", "찬성"), ("no", "반대"), ("abstain", "기권"))
    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    member = models.UUIDField()
    choice = models.CharField(max_length=7, choices=CHOICES)
    how = models.CharField(max_length=4, default="self")
    at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "round", "member"], name="one_vote_a_motion"),
        ]


class RollRecord(MeetingChild):
    """A show of hands as the secretary recorded it, naming each member; takes effect when the chair confirms."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    votes = models.JSONField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "round"], name="one_roll_a_motion"),
            models.CheckConstraint(condition=~Q(entered_by=F("confirmed_by")), name="roll_two_people"),
        ]
