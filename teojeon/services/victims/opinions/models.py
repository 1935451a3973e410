"""The ministry's review opinion: attachment 2 of the agenda item (법§14①2; S1-INV-08)."""

import uuid
from typing import ClassVar

from django.db import models

from teojeon.kernel.cases.models import CaseChild


class Opinion(CaseChild):
    """One signed opinion; never changed. A later one of the same case stands beside it, and the newest counts.

    `content`: the canonical text that was signed, with `sha256` over it; `package`: hash of the investigation results it is about.
    `findings`: each requirement as the province and as the ministry see it; `differs_in`: codes of the facts in which they differ.
    `cluster`: the same for all opinions that one act gave together; null for one written by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    outcome = models.CharField(max_length=10)
    agrees_with_province = models.BooleanField()
    differs_in = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    reason = models.TextField()
    package = models.CharField(max_length=64, default="", blank=True)
    cluster = models.UUIDField(null=True, blank=True)
    content = models.TextField(default="", blank=True)
    sha256 = models.CharField(max_length=64)
    signed_by = models.UUIDField()
    signed_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "signed_at"], name="opinions_of_case")]
