"""The demand to supplement (보완 요구): in the office the demand, its answers and requests for more time; on the portal what the person sees."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.kernel.sides.account_scope import ActingAccounts
from teojeon.kernel.sides.scope import ScopedModel


class Demand(CaseChild):
    """What the province asks for and by when (규칙§3⑤).

    `items`: [{code, title, why}]. `term_days`: 1–14, counted from `arrived_on`; `due_on`: the last day that stands, after a
    reminder or with more time. `answered_on`: the day on which the supplement arrived. `event`: of the act that issued it. How it
    was served stands in its service records (service/models.py).
    """

    DRAFTED, ISSUED, ANSWERED, CONTINUED = "DRAFTED", "ISSUED", "ANSWERED", "CONTINUED"
    RETURNED, WITHDRAWN, DROPPED = "RETURNED", "WITHDRAWN", "DROPPED"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="DRAFTED")
    items = models.JSONField(default=list)
    term_days = models.PositiveSmallIntegerField()
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    issued_by = models.UUIDField(null=True, blank=True)
    method = models.CharField(max_length=12, default="", blank=True)
    dispatched_on = models.DateField(null=True, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=2000, default="", blank=True)
    document = models.UUIDField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    event = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="demand_numbered"),
            models.CheckConstraint(condition=Q(term_days__gte=1, term_days__lte=14), name="demand_term"),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFTED", "DROPPED"]) | Q(dispatched_on__isnull=False), name="demand_sent"
            ),
        ]


class DemandAnswer(CaseChild):
    """What the person sent in answer to a demand. `on`: the day on which the portal stored it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(default="", blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    message = models.UUIDField(unique=True)


class MoreTime(CaseChild):
    """A request for more time; while it waits, nothing is returned. `granted_until`: the new last day."""

    WAITING, GRANTED, REFUSED, LATE, MOOT = "WAITING", "GRANTED", "REFUSED", "LATE", "MOOT"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    wanted_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, default="", blank=True)
    state = models.CharField(max_length=8, default="WAITING")
    granted_until = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=1000, default="", blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    message = models.UUIDField(unique=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["demand"], condition=Q(state="WAITING"), name="one_request_for_time"),
            models.CheckConstraint(condition=~Q(state="GRANTED") | Q(granted_until__isnull=False), name="time_granted_until"),
        ]


class PaperEntry(CaseChild):
    """What came on paper or was said at a counter about a case: an answer to a demand, a wish for more time, a withdrawal.

    `arrived_on`: the legal day. `handed_by`: who handed it in, `handed_name` where it was not the applicant. `seen`: identity or
    signature was looked at. `digest`: of what it says, so that the same paper is not entered twice. `taken_at`: since then the case
    has it, in the same way as if the portal had sent it; the message of the answer's or request's row is this row's key.
    """

    ANSWER, MORE_TIME, WITHDRAWAL = "answer", "more_time", "withdrawal"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12)
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    channel = models.CharField(max_length=12)
    arrived_on = models.DateField()
    handed_by = models.CharField(max_length=12)
    handed_name = models.CharField(max_length=60, default="", blank=True)
    seen = models.BooleanField(default=False)
    text = models.TextField(default="", blank=True)
    wanted_until = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    event = models.UUIDField(unique=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "digest"], name="paper_entered_once"),
            models.CheckConstraint(condition=Q(kind="withdrawal") | Q(demand__isnull=False), name="paper_of_a_demand"),
        ]
        indexes: ClassVar = [models.Index(fields=["entered_at"], name="papers_not_taken", condition=Q(taken_at=None))]


class PortalDemand(ScopedModel):
    """A demand as the person sees it. Its key is the office's. `box`: what is asked, and the own answer, under the account's key.

    `due_on` null: the demand has not arrived yet, the term runs from its arrival. `document`: the letter's row on the portal.
    """

    OPEN, ANSWERED, CLOSED, RETURNED = "OPEN", "ANSWERED", "CLOSED", "RETURNED"
    scope = ActingAccounts("subject")
    id = models.UUIDField(primary_key=True)
    account = models.UUIDField()
    subject = models.UUIDField()
    state = models.CharField(max_length=10, default="OPEN")
    box = models.BinaryField()
    term_days = models.PositiveSmallIntegerField()
    sent_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    more_time = models.CharField(max_length=8, default="", blank=True)
    document = models.UUIDField(null=True, blank=True)
    message = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "subject"], name="portal_demand_of_case")]
