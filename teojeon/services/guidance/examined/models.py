"""What an examination of a published page found (S1-GUI-03): our own checks, or axe in a browser."""

import uuid

from django.db import models


class Examination(models.Model):
    """`page`: its address. `version`: the page version, none for pages of the program. `violations`: 0 = nothing found.

    `manual_by`: who also went through the page by hand with keyboard and screen reader, if anybody did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    page = models.CharField(max_length=200)
    version = models.UUIDField(null=True, blank=True)
    checked_at = models.DateTimeField()
    tool = models.CharField(max_length=60)
    violations = models.PositiveIntegerField()
    found = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    manual_by = models.CharField(max_length=60, blank=True)
    event = models.UUIDField()
