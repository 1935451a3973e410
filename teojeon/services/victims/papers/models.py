"""Papers: what a person handed in on the portal, and what the office keeps of it under the case.

A paper is one document of one kind. It consists of sheets: one file, or several photos that are read as one document.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.kernel.sides.account_scope import ActingAccounts, SharedAccounts
from teojeon.kernel.sides.scope import ScopedModel


class PortalPaper(ScopedModel):
    """A paper on the portal. Its sheets are `documents.Upload` rows of the group `id`.

    `subject`: the draft, later the case. `bundle`: what is handed in together, and whose data key holds the files: the draft itself,
    or a later `Addition`. `state`: receiving, checking, accepted, rejected. `code`, `message`: why it was rejected, and what to do;
    `culprit`: for which of its sheets.
    `scan`: clean, infected, not_scanned; `scan_reason`: why it was not scanned («away» is tried again). `removed`: what the defused copy no longer holds. `passage`: empty, sent, taken (the office
    has it), refused (what arrived was not what was sent). `sent_parts`: how many pieces stand for the office. `by`: who uploaded it.
    """

    scope = SharedAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    subject = models.UUIDField()
    bundle = models.UUIDField()
    doc_type = models.CharField(max_length=40)
    issued_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default="receiving")
    code = models.CharField(max_length=40, default="", blank=True)
    message = models.CharField(max_length=400, default="", blank=True)
    culprit = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=8, default="", blank=True)
    mime = models.CharField(max_length=60, default="", blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    safe_file_id = models.UUIDField(null=True, blank=True)
    safe_mime = models.CharField(max_length=60, default="", blank=True)
    removed = models.JSONField(default=list)
    scan = models.CharField(max_length=12, default="", blank=True)
    scan_reason = models.CharField(max_length=8, default="", blank=True)
    passage = models.CharField(max_length=8, default="", blank=True)
    sent_parts = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    by = models.UUIDField()
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["receiving", "checking", "accepted", "rejected"]), name="portal_paper_state"
            ),
            models.CheckConstraint(condition=Q(passage__in=["", "sent", "taken", "refused"]), name="portal_paper_passage"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["bundle", "position"], name="portal_paper_of_bundle"),
            models.Index(fields=["subject", "created_at"], name="portal_paper_of_case"),
            models.Index(fields=["created_at"], name="portal_paper_unchecked", condition=Q(state="checking")),
            models.Index(fields=["checked_at"], name="portal_paper_unscanned", condition=Q(scan_reason="away")),
        ]


class PortalAbsence(ScopedModel):
    """«가지고 있지 않습니다»: a kind of paper that the person does not have, and why. `reason_box`: under the bundle's key."""

    scope = SharedAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    subject = models.UUIDField()
    bundle = models.UUIDField()
    doc_type = models.CharField(max_length=40)
    reason_box = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["bundle", "doc_type"], name="one_absence_a_kind")]


class Addition(ScopedModel):
    """Papers handed in after the filing, together: by themselves, or in answer to something. Its key is the data key's subject.

    `purpose`: addition, supplement, conversation. `reference`: what is answered. `state`: OPEN, SENT. `outcome`, `reply_box`: what the
    office did with an addition that it read before the decision, and why.
    """

    scope = SharedAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    subject = models.UUIDField()
    purpose = models.CharField(max_length=20)
    reference = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=5, default="OPEN")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, default="", blank=True)
    reply_box = models.BinaryField(default=b"")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "subject"], name="addition_of_case")]


class PaperCopy(ScopedModel):
    """An own paper that a person asked to see again: sealed by the office to a key of that person's session, and gone with it.

    `public_key`: of the session. `sheets`: what came, each with its attachment, size, mime and number of pieces.
    """

    scope = ActingAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    subject = models.UUIDField()
    paper = models.UUIDField()
    public_key = models.BinaryField(max_length=32)
    sheets = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)


class Paper(CaseChild):
    """A paper of a case, in the office. Its key is the one that the portal gave it.

    `state`: awaited (named by the filing, on its way), received (stored, being checked), ready, rejected, not_available (the person
    does not have it, `reason` says why), missing (the article asks for it, and nothing was said). `required`: the article asks for it.
    `safe_file_id`: the defused copy, the only one that pages open; the original lies with its sheets. `scan_reason`: as on the portal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    bundle = models.UUIDField()
    doc_type = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    required = models.BooleanField(default=False)
    state = models.CharField(max_length=14)
    reason = models.CharField(max_length=500, default="", blank=True)
    issued_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=8, default="", blank=True)
    mime = models.CharField(max_length=60, default="", blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    safe_file_id = models.UUIDField(null=True, blank=True)
    safe_mime = models.CharField(max_length=60, default="", blank=True)
    removed = models.JSONField(default=list)
    scan = models.CharField(max_length=12, default="", blank=True)
    scan_reason = models.CharField(max_length=8, default="", blank=True)
    code = models.CharField(max_length=40, default="", blank=True)
    message = models.CharField(max_length=400, default="", blank=True)
    culprit = models.UUIDField(null=True, blank=True)
    named_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["awaited", "received", "ready", "rejected", "not_available", "missing"]),
                name="paper_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "named_at", "position"], name="paper_of_case"),
            models.Index(fields=["received_at"], name="paper_unchecked", condition=Q(state="received")),
            models.Index(fields=["checked_at"], name="paper_unscanned", condition=Q(scan_reason="away")),
        ]


class PaperSheet(CaseChild):
    """One file of a paper as it was handed in: the evidence. `document`: its row among the case's documents, once it has come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    name_box = models.BinaryField(default=b"")
    document = models.UUIDField(null=True, blank=True)
    file_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["paper", "position"], name="sheet_of_paper")]
