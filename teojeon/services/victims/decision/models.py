"""The decision letter (결정문). Its service is a record like that of any other document (service/models.py)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.law.victims.service import METHODS


class Letter(CaseChild):
    """A decision letter, from the draft to the authentic copy.

    `content`: what the letter says, drawn from the minutes; `sha256`: of the sealed PDF; `minutes_sha256`: what it was drawn from.
    """

    DRAFTED, SEALED, DISPATCHED = "DRAFTED", "SEALED", "DISPATCHED"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision_no = models.CharField(max_length=30, unique=True)
    state = models.CharField(max_length=10, default="DRAFTED")
    outcome = models.CharField(max_length=10)
    content = models.JSONField()
    minutes_sha256 = models.CharField(max_length=64)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    sealed_by = models.UUIDField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    document = models.UUIDField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    dispatched_by = models.UUIDField(null=True, blank=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    method = models.CharField(max_length=12, choices=METHODS[:3], default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], name="one_letter_a_case"),
            models.CheckConstraint(condition=~Q(drafted_by=F("sealed_by")), name="letter_two_people"),
        ]
