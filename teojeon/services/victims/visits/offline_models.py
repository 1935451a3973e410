"""What was written on a visit without a network, as it came: sealed boxes (규칙§4①; S1-INV-04; decision 0022)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild

REFUSED, RECORDED = "REFUSED", "RECORDED"


class VisitEntry(CaseChild):
    """One entry that a device sent. Its key is the number that the device gave it: the same entry sent again is the same row.

    `account`: who sealed it. `box`: the sealed words, emptied once they stand in the visit; `sha256` is its digest for good.
    `saved_at`: when it was saved, by the device's clock. `place_box`: where, under the case's key, only if the writer granted it.
    `code`, `message`: why it was refused as it is; `visit`: what was recorded from it.
    """

    id = models.UUIDField(primary_key=True)
    account = models.UUIDField()
    saved_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    box = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, default=REFUSED)
    code = models.CharField(max_length=40, default="", blank=True)
    message = models.CharField(max_length=500, default="", blank=True)
    place_box = models.BinaryField(default=b"")
    visit = models.UUIDField(null=True, blank=True)
    event = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=REFUSED, visit=None) | Q(state=RECORDED, visit__isnull=False),
                name="visit_entry_recorded_as_a_visit",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account"], condition=Q(state=REFUSED), name="visit_entries_to_correct"),
        ]


class VisitEntryPhoto(CaseChild):
    """A sealed photo of an entry, kept until the entry is recorded. It comes before the entry's words; `number`: 1, 2, … as there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    entry = models.UUIDField()
    account = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    box = models.BinaryField()
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "number"], name="visit_entry_photo_once")]
        indexes: ClassVar = [models.Index(fields=["received_at"], name="visit_entry_photos_by_age")]
