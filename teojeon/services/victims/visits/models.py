"""Visits to the house and interviews (규칙§4①; S1-INV-04), with the photos that were taken there."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.services.victims.papers.models import Paper
from teojeon.services.victims.visits.limits import NAME, NOTE, SUMMARY, TEXT

ON_SITE = "on_site"
WAYS = ((ON_SITE, "주택 방문"), ("phone", "전화 면담"), ("video", "영상 면담"))
OCCUPANCY = (
    ("tenant", "임차인이 살고 있음"),
    ("other", "다른 사람이 살고 있음"),
    ("empty", "비어 있음"),
    ("unseen", "확인하지 못함"),
)
METERS = (("electricity", "전기"), ("water", "수도"), ("gas", "가스"))


class Visit(CaseChild):
    """One visit, or an interview by telephone or video. Never changed: what was wrong is said by a later one.

    `number`: 1, 2, … per case. `visitors`, `present`: who went, who was met there. `notified_on`: when it was announced; a visit
    without notice has `no_notice_reason`. `meters`: readings by the codes of METERS, as read. `way_note`: why by telephone or
    video, and how it was made sure who spoke.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8, choices=WAYS)
    way_note = models.CharField(max_length=NOTE, default="", blank=True)
    visit_at = models.DateTimeField()
    visitors = models.JSONField(default=list)
    present = models.JSONField(default=list)
    notified_on = models.DateField(null=True, blank=True)
    no_notice_reason = models.CharField(max_length=NOTE, default="", blank=True)
    occupancy = models.CharField(max_length=8, choices=OCCUPANCY)
    condition = models.CharField(max_length=TEXT, default="", blank=True)
    meters = models.JSONField(default=dict)
    interview_with = models.CharField(max_length=NAME, default="", blank=True)
    interview_summary = models.CharField(max_length=SUMMARY, default="", blank=True)
    signed_by_interviewee = models.BooleanField(default=False)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="visit_numbered"),
            models.UniqueConstraint(fields=["id", "case"], name="visit_of_its_case"),
            models.CheckConstraint(condition=Q(visit_at__lte=models.F("recorded_at")), name="visit_was_before_its_record"),
            models.CheckConstraint(
                condition=~Q(way="on_site") | ~Q(no_notice_reason="", notified_on=None), name="visit_announced_or_why_not"
            ),
        ]


class VisitPhoto(CaseChild):
    """One photo of a visit: a paper of the case. `number`: 1, 2, … per visit.

    The copy that screens show holds neither time nor place (kernel/documents/checks). What the camera wrote stands here: `taken_at`,
    in Seoul time unless the camera says another, and `place_box`, latitude and longitude in degrees under the case's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField(null=True, blank=True)
    place_box = models.BinaryField(default=b"")
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "number"], name="visit_photo_numbered"),
            models.UniqueConstraint(fields=["paper"], name="visit_photo_once"),
        ]
