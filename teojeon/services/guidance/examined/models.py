"""What an examination of a published page found (S1-GUI-03): our own checks, axe in a browser, or a person with a screen reader."""

import uuid

from django.db import models


class Examination(models.Model):
    """`page`: its address. `version`: the page version, none for pages of the program. `violations`: 0 = nothing found.

    `manual_by`, `reader`, `checked_on`: the person who went through the page by hand, with which screen reader and browser, and when;
    blank where a program examined it. `checked_at`: when the result was stored.
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
    reader = models.CharField(max_length=80, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    event = models.UUIDField()
