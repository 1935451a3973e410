"""The letter box between the office and agencies: what the office knows of each box, and what the portal holds (법§13③, §16②)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from teojeon.kernel.sides.scope import Organisation, OwnAccount, ScopedModel

# one request, as the office and the portal know it
WAITING, FETCHED, REPLIED, TAKEN = "WAITING", "FETCHED", "REPLIED", "TAKEN"
UNREADABLE, REFUSED, EXPIRED = "UNREADABLE", "REFUSED", "EXPIRED"
ENDED = (TAKEN, EXPIRED)
"""The letter box is done with these; a further reply is still passed on after TAKEN."""


class LinkedAgency(models.Model):
    """In the office: an agency whose machine is linked, for the days on which these keys hold, both ends included.

    `sealing_key`: X25519, requests are sealed to it; `signing_key`: Ed25519, its calls are checked with it; both public, 32 bytes.
    `applied_by`, `approved_by`: accounts of two officials.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    sealing_key = models.BinaryField()
    signing_key = models.BinaryField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    applied_by = models.UUIDField()
    approved_by = models.UUIDField()
    added_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="one_open_key_of_agency"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="linked_days_in_order"),
            models.CheckConstraint(condition=~Q(applied_by=F("approved_by")), name="agency_linked_by_two"),
        ]


class LetterboxDeposit(ScopedModel):
    """In the office: one request that lies, or lay, in the portal's letter box. `id`: the subject of its messages.

    `size`, `sha256`: of the sealed box. `problem`: code of the last refused reply, empty for none. Times are the portal's.
    """

    scope = Organisation()
    id = models.UUIDField(primary_key=True)
    request_no = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default=WAITING)
    problem = models.CharField(max_length=40, default="", blank=True)
    due_on = models.DateField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    deposited_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["handled_by", "-deposited_at"], name="deposits_of_handler")]


class PortalAgency(models.Model):
    """On the portal: by which key the calls of an agency are checked, and on which days, both ends included. Public knowledge."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    code = models.CharField(max_length=20)
    signing_key = models.BinaryField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account"], name="keys_of_agency")]


class PortalRequest(ScopedModel):
    """On the portal: the letter box of one request: number, agency, sizes, hashes and times, and the box that only the agency opens.

    `account`: the agency's. `box` is emptied when the office has taken the reply, and after `due_on`.
    `reply`: the attachment in which the reply waits for the office.
    """

    scope = OwnAccount()
    id = models.UUIDField(primary_key=True)
    account = models.UUIDField()
    agency = models.CharField(max_length=20)
    request_no = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, default=WAITING)
    problem = models.CharField(max_length=40, default="", blank=True)
    due_on = models.DateField()
    box = models.BinaryField(default=b"")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    deposited_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)
    reply = models.UUIDField(null=True, blank=True)
    reply_size = models.PositiveIntegerField(null=True, blank=True)
    reply_sha256 = models.CharField(max_length=64, default="", blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(state__in=["TAKEN", "EXPIRED"]) | Q(box=b""), name="ended_request_has_no_box"),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "-deposited_at"], name="requests_of_agency")]


class MachineNonce(ScopedModel):
    """On the portal: a nonce that an agency's machine has used. Kept for 15 minutes, so that no call is accepted twice."""

    scope = OwnAccount()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    nonce = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "nonce"], name="nonce_used_once")]
        indexes: ClassVar = [models.Index(fields=["account", "at"], name="nonces_of_agency")]
