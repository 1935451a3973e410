"""The register of applications (결정신청 접수대장, 규칙 form 4): one row a case and book; a transferred case has one in each."""

import uuid
from typing import ClassVar

from django.db import models

from teojeon.kernel.sides.case_scope import CaseScope
from teojeon.kernel.sides.scope import Organisation, ScopedModel


class RegisterRow(ScopedModel):
    """A serial of one province's book of one year. `handled_by`: whose book it is; it stays there when the case goes elsewhere.

    `left_on` and `moved_to`: the transfer; `kept`: what the row said then, since the case is no longer this province's to read.
    `came_from`: the province that transferred it here. `basis`: whether it was filed where the house lies or where the person is
    registered (A-28).
    """

    HOUSE, RESIDENCE = "house", "residence"
    scope = CaseScope()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    controller = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    entered_on = models.DateField()
    basis = models.CharField(max_length=10, default="house")
    came_from = models.CharField(max_length=20, default="", blank=True)
    left_on = models.DateField(null=True, blank=True)
    moved_to = models.CharField(max_length=20, default="", blank=True)
    kept = models.JSONField(default=dict)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handled_by", "year", "serial"], name="register_serial_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["case_id"], name="register_of_case")]


class RegisterClosing(ScopedModel):
    """A closed book: nothing is entered in it any more. `last_serial`: its last row; `sha256`: of all its serials and receipt numbers."""

    scope = Organisation()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    controller = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last_serial = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    closed_by = models.UUIDField()
    closed_at = models.DateTimeField()
    event = models.UUIDField(unique=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["handled_by", "year"], name="register_closed_once")]
