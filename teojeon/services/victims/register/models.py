"""The register of applications (결정신청 접수대장, 규칙 form 4): one row a case and book; a transferred case has one in each."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from teojeon.kernel.sides.case_scope import CaseScope
from teojeon.kernel.sides.scope import Organisation, ScopedModel
from teojeon.kernel.work.roots import Root


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


class RegisterExport(Root):
    """A request to take a part of an own book out of the system unmasked; another official of the same 시·도 decides (S1-XCT-04).

    `first`, `last`: serials, both included, of rows that stood in the book when it was asked. `purpose`: a code; `note`: what for
    exactly. `valid_to`: the last day on which the asker may take it. `reason`: why it was refused. `event`: of the asking.
    """

    WAITING, APPROVED, REFUSED, TAKEN_BACK = "WAITING", "APPROVED", "REFUSED", "TAKEN_BACK"
    scope = Organisation()
    year = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    format = models.CharField(max_length=10)
    purpose = models.CharField(max_length=30)
    note = models.CharField(max_length=300)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, default="", blank=True)
    valid_to = models.DateField(null=True, blank=True)
    event = models.UUIDField(unique=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__gte=1, last__gte=F("first")), name="export_range"),
            models.CheckConstraint(condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="export_by_another"),
            models.CheckConstraint(
                condition=~Q(state="APPROVED") | Q(decided_by__isnull=False, valid_to__isnull=False), name="export_approved_until"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["handled_by", "state", "-asked_at"], name="exports_of_organisation")]


class ExportDownload(ScopedModel):
    """One taking of an approved export: how many rows it held, and which bytes. `sha256`: of what was handed out, hexadecimal."""

    scope = Organisation()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    controller = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)
    export = models.ForeignKey(RegisterExport, on_delete=models.PROTECT, related_name="+")
    by = models.UUIDField()
    at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    event = models.UUIDField(unique=True)
