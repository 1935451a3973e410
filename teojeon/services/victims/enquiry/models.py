"""Asking by receipt number, on the portal: the row of one question."""

import uuid
from typing import ClassVar

from django.db import models

from teojeon.kernel.sides.scope import OwnAccount, ScopedModel

STATUS, LINK = "status", "link"


class PortalEnquiry(ScopedModel):
    """One question by receipt number and verified identity (S1-RES-02). `purpose`: status, or link to the own account.

    `account`: of who asks; for a person without one an id that follows from the identity, so that tries are counted by person.
    `result`: empty until the office has answered, then found, not_found or linked. `steps`: steps and days, nothing else.
    """

    scope = OwnAccount()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    purpose = models.CharField(max_length=6)
    receipt_no = models.CharField(max_length=30)
    result = models.CharField(max_length=10, default="", blank=True)
    steps = models.JSONField(default=list)
    due = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-asked_at"], name="enquiry_of_person")]
