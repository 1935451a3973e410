"""Templates of information messages, the messages on their way, and what the development's outbox shows."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.sides.case_scope import CaseScope
from teojeon.kernel.sides.scope import ScopedModel

CHANNELS = (("sms", "문자"), ("email", "전자우편"))


class Template(models.Model):
    """One version of a text. The newest version of an event and channel is sent; none = the shipped text (version 0)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    event_code = models.CharField(max_length=30)
    channel = models.CharField(max_length=5, choices=CHANNELS)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=80, default="", blank=True)
    text = models.CharField(max_length=500)
    saved_by = models.UUIDField()
    saved_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event_code", "channel", "version"], name="notice_template_version"),
        ]


class Notice(ScopedModel):
    """One message to one person: the applicant of a case, or an official (`official`, no case).

    `cause`: what it tells about, so that it is written once. `words`: values of the template's placeholders; no personal data.
    `demand`: legally needed, so that refusing SMS does not stop it and three failures end in a letter by post. `claimed_at`: when
    a worker began to hand it over; `code`: the provider's answer. `post`: a letter by post is needed, or was sent.
    """

    QUEUED, SENDING, SENT, FAILED = "QUEUED", "SENDING", "SENT", "FAILED"
    MAYBE_SENT, NOT_WANTED = "MAYBE_SENT", "NOT_WANTED"
    POST_NEEDED, POST_DONE = "NEEDED", "DONE"
    scope = CaseScope()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    controller = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)
    case_id = models.UUIDField(null=True, blank=True)
    official = models.UUIDField(null=True, blank=True)
    event_code = models.CharField(max_length=30)
    channel = models.CharField(max_length=5, choices=CHANNELS)
    demand = models.BooleanField(default=False)
    words = models.JSONField(default=dict, blank=True)
    template_version = models.PositiveIntegerField(null=True, blank=True)
    cause = models.UUIDField()
    state = models.CharField(max_length=10, default="QUEUED")
    tries = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=60, default="", blank=True)
    provider_id = models.CharField(max_length=80, default="", blank=True)
    post = models.CharField(max_length=6, default="", blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cause", "event_code", "channel"], name="notice_once_a_cause"),
            models.CheckConstraint(
                condition=Q(case_id=None, official__isnull=False) | Q(case_id__isnull=False, official=None), name="notice_to_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], condition=Q(state__in=["QUEUED", "SENDING"]), name="notice_waiting"),
            models.Index(
                fields=["handled_by", "queued_at"], condition=Q(state="MAYBE_SENT") | Q(post="NEEDED"), name="notice_asks"
            ),
            models.Index(fields=["case_id"], name="notice_of_case"),
        ]


class OutboxEntry(models.Model):
    """What the development's outbox caught instead of sending it. `recipient`: masked."""

    id = models.UUIDField(primary_key=True)
    channel = models.CharField(max_length=5, choices=CHANNELS)
    recipient = models.CharField(max_length=80)
    subject = models.CharField(max_length=80, default="", blank=True)
    text = models.CharField(max_length=500)
    at = models.DateTimeField()


class OfficialAddress(models.Model):
    """Where an official wants the daily digest sent; entered by the official."""

    account = models.UUIDField(primary_key=True)
    email = models.CharField(max_length=120)
    event = models.UUIDField()
