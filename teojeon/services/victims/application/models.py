"""The application (결정신청서, 규칙 form 1): the portal's draft and filing, the office's application and statements."""

import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from teojeon.kernel.cases.models import CaseChild
from teojeon.kernel.sides.account_scope import ActingAccounts
from teojeon.kernel.sides.scope import ScopedModel
from teojeon.kernel.work.roots import Root


class Draft(Root):
    """A person's unfinished application, on the portal. Its key becomes the case's key.

    `box`: all answers as JSON under the draft's own data key, which is destroyed when the office has acknowledged the filing.
    The resident number stands in it only as a box sealed to the office, and masked.
    """

    scope = ActingAccounts()
    account = models.UUIDField()
    form_version = models.PositiveSmallIntegerField(default=1)
    box = models.BinaryField(default=b"")
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-saved_at"], name="draft_of_account")]

    @property
    def subject(self) -> UUID:
        """The person, not the draft: the draft's key will be destroyed, the log must still name the person."""
        return self.account

    def snapshot(self) -> dict[str, Any]:
        return {"version": self.version, "saved_at": self.saved_at}


class Filing(ScopedModel):
    """What was filed, as the applicant may see it: numbers masked. On the portal.

    `box`: the masked answers under the account's data key. `signed_hash`: SHA-256 of the content that went to the office.
    `prior`: an earlier filing of the same person that this one takes up again (prior_case_id).
    """

    scope = ActingAccounts()
    id = models.UUIDField(primary_key=True)
    account = models.UUIDField()
    receipt_no = models.CharField(max_length=30, unique=True)
    received_at = models.DateTimeField()
    form_version = models.PositiveSmallIntegerField()
    box = models.BinaryField()
    signed_hash = models.CharField(max_length=64)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    prior = models.UUIDField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-received_at"], name="filing_of_account")]


class PortalEntry(ScopedModel):
    """One line of the person's timeline, on the portal: a step and its dates, no finding, opinion or official's name."""

    scope = ActingAccounts("subject")
    id = models.BigAutoField(primary_key=True)
    account = models.UUIDField()
    subject = models.UUIDField()
    step = models.CharField(max_length=30)
    on = models.DateField()
    due = models.DateField(null=True, blank=True)
    content = models.JSONField(default=dict)
    message = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "id"], name="portal_entry_of_case"),
            models.Index(fields=["account", "id"], name="portal_entry_of_account"),
        ]


class LaterSupport(ScopedModel):
    """Answers for later support, given after the filing and all of them optional (개인정보 보호법§16). On the portal.

    `box`: the answers under the account's data key, so that nothing is asked again.
    """

    scope = ActingAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    subject = models.UUIDField()
    box = models.BinaryField()
    at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "at"], name="later_support_of_case")]


class Application(CaseChild):
    """The filing as the office received it: where the house lies, how it came, what was signed.

    `flags`: codes of the soft checks that stayed open at submission, for the authority to decide (S1-XCT-03).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    form_version = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=12, default="internet")
    signed_hash = models.CharField(max_length=64)
    sido = models.CharField(max_length=2)
    sigungu = models.CharField(max_length=5, default="", blank=True)
    legal_dong = models.CharField(max_length=40, default="", blank=True)
    address = models.CharField(max_length=200)
    address_matched = models.BooleanField()
    flags = models.JSONField(default=list)
    withdrawal_reason = models.CharField(max_length=1000, default="", blank=True)
    message = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case"], name="one_application_a_case")]


class Statement(CaseChild):
    """What the applicant said about one fact; never changed. `value` null = 모름."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40)
    value = models.JSONField(null=True, blank=True)
    said_at = models.DateTimeField()
    message = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "code", "message"], name="statement_once_a_message"),
        ]
