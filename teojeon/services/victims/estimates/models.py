"""Estimates of what a tenant would recover from the sale of the house (S1-ASM-09, 법§3②3)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild


class Estimate(CaseChild):
    """One estimate as it was computed that day. Rows are never changed: the newest counts, earlier ones stay readable.

    `number`: 1, 2, … per case. `facts`: what was put in, as the law command takes it; `result`: its answer with the receipt.
    `price_evidence`: where the supposed prices come from, in words. It informs the committee and decides nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    facts = models.JSONField()
    price_evidence = models.CharField(max_length=200)
    result = models.JSONField()
    receipt_sha256 = models.CharField(max_length=64)
    author = models.UUIDField()
    at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="estimate_numbered"),
            models.CheckConstraint(condition=~Q(price_evidence=""), name="estimate_with_price_evidence"),
        ]
