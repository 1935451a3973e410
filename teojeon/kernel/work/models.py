"""Messages between the sides, what each side took of them, and the answers kept for repeated requests."""

import uuid
from typing import ClassVar

from django.db import models

from teojeon.kernel.sides.scope import OwnAccount, ScopedModel


class Message(models.Model):
    """What one side must do for the other: immutable, numbered per subject by the database.

    `subject`: the UUID that the portal gives a draft and the case keeps. `account`: the person of the portal.
    `box`: the content, sealed to the reader's key. `at`: the legal instant, of the writer's clock.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.UUIDField()
    account = models.UUIDField()
    number = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=40)
    box = models.BinaryField()
    at = models.DateTimeField()
    stored_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        abstract = True


class ToOffice(Message):
    """Written by the portal: a filing, an answer, a withdrawal."""

    class Meta:
        db_table = "to_office"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "number"], name="to_office_numbered"),
        ]
        indexes: ClassVar = [models.Index(fields=["stored_at"], name="to_office_stored")]


class ToPortal(Message):
    """Written by the office: an acknowledgement, a status, a letter."""

    class Meta:
        db_table = "to_portal"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "number"], name="to_portal_numbered"),
        ]
        indexes: ClassVar = [models.Index(fields=["stored_at"], name="to_portal_stored")]


class Part(models.Model):
    """A piece of a file on its way to the other side. A message that is sent after the last piece says how many there are.

    `attachment`: which file; `box`: the piece, sealed to whom it is for. Taken away once the file was put together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.UUIDField()
    account = models.UUIDField()
    attachment = models.UUIDField()
    number = models.PositiveIntegerField()
    box = models.BinaryField()
    stored_at = models.DateTimeField()

    class Meta:
        abstract = True


class ToOfficePart(Part):
    """Pieces of papers that the person handed in."""

    class Meta:
        db_table = "to_office_part"
        constraints: ClassVar = [models.UniqueConstraint(fields=["attachment", "number"], name="to_office_part_once")]


class ToPortalPart(Part):
    """Pieces of own papers that the person asked to see again."""

    class Meta:
        db_table = "to_portal_part"
        constraints: ClassVar = [models.UniqueConstraint(fields=["attachment", "number"], name="to_portal_part_once")]
        indexes: ClassVar = [models.Index(fields=["stored_at"], name="to_portal_part_stored")]


class Taken(models.Model):
    """A message that was carried out. Its key is the message: it cannot be taken twice."""

    message = models.UUIDField(primary_key=True)
    subject = models.UUIDField()
    number = models.PositiveIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        abstract = True


class TakenByOffice(Taken):
    class Meta:
        db_table = "taken_by_office"
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "number"], name="taken_by_office_order")]


class TakenByPortal(Taken):
    class Meta:
        db_table = "taken_by_portal"
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "number"], name="taken_by_portal_order")]


class StoredAnswer(ScopedModel):
    """The answer to a request that carried an idempotency key: the same key gets the same answer, one record.

    `digest`: of row and data, so that the key of one request never answers another.
    """

    scope = OwnAccount()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    side = models.CharField(max_length=6)
    account = models.UUIDField()
    request = models.UUIDField()
    act = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    event = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["side", "account", "request"], name="one_answer_per_request"),
        ]
