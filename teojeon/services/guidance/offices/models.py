"""Authorities and support centres that a person can turn to, each with the days on which the entry holds."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from teojeon.kernel.work.roots import Root
from teojeon.services.guidance.pages.models import PublishedOrOffice

PROPOSED, PUBLISHED, REFUSED = "PROPOSED", "PUBLISHED", "REFUSED"
STATES = {PROPOSED: "승인 대기", PUBLISHED: "게시", REFUSED: "반려"}


class Office(Root):
    """`region`: code of the 시·도 it serves, empty for the whole country. `tel` empty: not yet entered. `is_sample`: invented for a demo.

    `replaces`: the entry whose place it takes from its first day on.
    """

    scope = PublishedOrOffice()
    kind = models.CharField(max_length=8)
    org_name = models.CharField(max_length=80)
    dept = models.CharField(max_length=80, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    region = models.CharField(max_length=2, blank=True)
    task = models.CharField(max_length=200)
    is_sample = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    replaces = models.UUIDField(null=True, blank=True)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(entered_by=F("approved_by")), name="guidance_office_two_people"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="guidance_office_dates_in_order"
            ),
        ]
