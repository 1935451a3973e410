"""Changes of a filed application before the decision: the portal's draft of one, and what the office received (S1-APP-09)."""

import uuid
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.kernel.sides.account_scope import ActingAccounts
from teojeon.kernel.work.roots import Root

OPEN, SENT = "DRAFT", "SENT"
UNREAD, NOTED, ADDENDUM, ORDERED = "UNREAD", "NOTED", "ADDENDUM", "ORDERED"


class PortalAmendment(Root):
    """A change that the applicant writes or has sent. `number`: the version of the application that it makes; the filing is version 1.

    `filing`: the case. `box`: while it is written the whole content under the amendment's own key; once sent, what changed (label, before,
    after) under the account's key. `reply_box`: what the office said of it.
    """

    scope = ActingAccounts("filing")
    account = models.UUIDField()
    filing = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    box = models.BinaryField(default=b"")
    reply_box = models.BinaryField(default=b"")
    outcome = models.CharField(max_length=10, default="", blank=True)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["filing", "number"], name="amendment_numbered"),
            models.UniqueConstraint(fields=["filing"], condition=Q(state="DRAFT"), name="one_amendment_is_written"),
        ]

    @property
    def subject(self) -> UUID:
        """The person: the log must name them when the amendment's own key is gone."""
        return self.account


class Amendment(CaseChild):
    """A change as the office received it. `id`: the portal's. `changes_box`: code, label, before and after, under the case's key.

    Papers that were added are read like a change: `id` is then their bundle, and without a `number` they make no version of the content.
    `state`: unread, noted with a reason, added to the committee's papers, or answered by an additional investigation. `stage`: the
    state of the case when it came, of one in additional investigation that from which it had come.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    changes_box = models.BinaryField()
    came_at = models.DateTimeField()
    stage = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default=UNREAD)
    reason = models.CharField(max_length=1000, default="", blank=True)
    read_by = models.UUIDField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    message = models.UUIDField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="amendment_of_case_numbered")]
        indexes: ClassVar = [models.Index(fields=["case"], condition=Q(state="UNREAD"), name="unread_amendments")]
