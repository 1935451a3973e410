"""Applications on paper and at the counter, while an official keys them in. The key becomes the case's key."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.scope import ScopedModel
from teojeon.kernel.work.roots import Root

OPEN, FILED, OPENED = "DRAFT", "FILED", "OPENED"
CHANNELS = {"visit": "방문", "post": "우편", "on_site": "현장접수"}


class Counter:
    """What lies at a counter: for the organisation itself, those that supervise it, and the principal that opens the cases of all."""

    def condition(self, actor: Actor) -> Q:
        return ~Q(pk__in=[]) if actor.account == INTAKE_PRINCIPAL else Q(handled_by__in=actor.organisations)


class CounterDraft(Root):
    """An application as it is keyed in (S1-APP-01). Belongs to the organisation at whose counter it arrived.

    `arrived_at`: the arrival stamp, which is the legal receipt. `identity_seen`: an identity document was looked at; no copy is kept.
    `box`: all answers under the key of the case to come; once that is open, as the applicant may see them. `code_…`: the slip with which
    the person links the case to an account of the portal; of the code only a hash is kept.
    """

    scope = Counter()
    author = models.UUIDField()
    channel = models.CharField(max_length=12, choices=list(CHANNELS.items()))
    session_no = models.CharField(max_length=30, default="", blank=True)
    arrived_at = models.DateTimeField()
    identity_seen = models.BooleanField(default=False)
    form_version = models.PositiveSmallIntegerField()
    box = models.BinaryField(default=b"")
    receipt_no = models.CharField(max_length=30, default="", blank=True)
    code_selector = models.CharField(max_length=6, default="", blank=True)
    code_hash = models.CharField(max_length=128, default="", blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    code_tries_left = models.PositiveSmallIntegerField(default=0)
    linked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt_no"], condition=~models.Q(receipt_no=""), name="counter_receipt_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["handled_by", "state", "-saved_at"], name="paper_of_organisation")]


class CounterScan(ScopedModel):
    """A file scanned from a paper at the counter, under the key of the case to come, until the case has it.

    `paper`: files of the same one are sheets of one document. `taken_at`: since then the case has it; the file is the case's.
    """

    scope = Counter()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    handled_by = models.CharField(max_length=20)
    draft = models.ForeignKey(CounterDraft, on_delete=models.CASCADE, related_name="+")
    paper = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    doc_type = models.CharField(max_length=40)
    issued_on = models.DateField(null=True, blank=True)
    name_box = models.BinaryField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    file_id = models.UUIDField(null=True, blank=True)
    author = models.UUIDField()
    scanned_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "sha256"], name="scan_of_counter_once")]
        indexes: ClassVar = [models.Index(fields=["scanned_at"], name="scan_of_counter_waits", condition=Q(taken_at=None))]
