"""Orders of additional investigation, and what was sent in answer (법§14④; S1 appendix (a) rows 13, 19, 20; S1-INV-07)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild

ORDERED, DRAFTED, REVIEWED, SENT = "ORDERED", "DRAFTED", "REVIEWED", "SENT"
STATES = {ORDERED: "조사 중", DRAFTED: "검토 대기", REVIEWED: "송부 대기", SENT: "송부함"}


class InvestigationOrder(CaseChild):
    """One order and its addendum. The first package stays as it was sent; the addendum has a hash of its own.

    `stage`: the state of the case when it was ordered. `questions`: what the committee needs to know, each {text, amendment}; a change
    that comes while the order stands may add one. `wanted_by`: the day by which the answer is wanted; no clock stops for it.
    `answer`, `facts_changed` (codes): what the investigator found. `content`, `sha256`: the addendum as it was sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    order_no = models.CharField(max_length=30, unique=True)
    stage = models.CharField(max_length=20)
    questions = models.JSONField(default=list)
    ordered_on = models.DateField()
    ordered_at = models.DateTimeField()
    ordered_by = models.UUIDField()
    wanted_by = models.DateField()
    event = models.UUIDField()
    state = models.CharField(max_length=10, default=ORDERED)
    answer = models.CharField(max_length=4000, default="", blank=True)
    facts_changed = models.JSONField(default=list)
    drafted_by = models.UUIDField(null=True, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)
    review_note = models.CharField(max_length=1000, default="", blank=True)
    reviewed_by = models.UUIDField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    content = models.TextField(default="", blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    sent_by = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=~Q(state="SENT"), name="one_order_stands"),
            models.CheckConstraint(condition=Q(wanted_by__gte=models.F("ordered_on")), name="order_wanted_after_it_was_made"),
            models.CheckConstraint(condition=~Q(state="SENT") | ~Q(sha256=""), name="addendum_sent_with_its_hash"),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "ordered_at"], name="orders_of_case")]
