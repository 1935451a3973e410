"""A version of a guidance page, in one language, with the days on which it is shown (S1-GUI-01)."""

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q

from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.roots import Root

DRAFT, SUBMITTED, PUBLISHED = "DRAFT", "SUBMITTED", "PUBLISHED"
STATES = {DRAFT: "작성 중", SUBMITTED: "승인 대기", PUBLISHED: "게시"}
LANGUAGES = {"ko": "한국어", "en": "English", "zh-hans": "简体中文", "vi": "Tiếng Việt"}
RECORD = "ko"


class PublishedOrOffice:
    """The portal sees what was published, officials see drafts too: guidance holds no data of a person."""

    def condition(self, actor: Actor) -> Q:
        return Q() if side() == "office" else Q(state=PUBLISHED)


def days_of(first: str, last: str) -> Func:
    """The days of a row as a range, both ends included."""
    return Func(first, last, models.Value("[]"), function="daterange", output_field=DateRangeField())


class PageVersion(Root):
    """`number` counts the published versions of a page in one language. `effective_to` is the last day it is shown; none = open.

    `body`: the closed markup (pages/markup.py); `html`: what it came to when it was published. `measures`: codes of the table of
    support whose days the page tells. `known_warnings`: cited places that are not in force on the first day, and why that is right.
    `follows`: number of the Korean version from which a translation was made; 0 for Korean itself, and where there was none.
    """

    scope = PublishedOrOffice()
    slug = models.SlugField(max_length=60)
    language = models.CharField(max_length=8, default=RECORD)
    number = models.PositiveIntegerField(default=0)
    section = models.CharField(max_length=8, default="guide")
    position = models.PositiveSmallIntegerField(default=100)
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=200)
    body = models.TextField()
    law_basis = models.CharField(max_length=300, blank=True)
    measures = models.JSONField(default=list)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    known_warnings = models.JSONField(default=list)
    warning_reason = models.CharField(max_length=300, blank=True)
    html = models.TextField(blank=True)
    follows = models.PositiveIntegerField(default=0)
    author = models.UUIDField()
    written_at = models.DateTimeField()
    approver = models.UUIDField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.CharField(max_length=1000, blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(author=F("approver")), name="guidance_page_two_people"),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")), name="guidance_page_dates_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state=PUBLISHED) | (Q(approver__isnull=False) & Q(number__gte=1)), name="guidance_page_approved"
            ),
            models.UniqueConstraint(
                fields=["slug", "language", "number"], condition=Q(state=PUBLISHED), name="guidance_page_number"
            ),
            ExclusionConstraint(
                name="guidance_page_one_a_day",
                expressions=[("slug", "="), ("language", "="), (days_of("effective_from", "effective_to"), "&&")],
                condition=Q(state=PUBLISHED),
            ),
        ]


class Picture(models.Model):
    """A picture of guidance pages, made anew from what was uploaded: nothing hidden in the file came along. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.SlugField(max_length=60, unique=True)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    author = models.UUIDField()
    stored_at = models.DateTimeField()
    event = models.UUIDField()
