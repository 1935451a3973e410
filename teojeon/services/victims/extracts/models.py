"""Registry extracts of a house, read into rows that a person confirms beside the page (S1-APP-05, S1-ASM-03, -05, -08)."""

import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import Case, CaseChild
from teojeon.kernel.sides.case_scope import CaseScope
from teojeon.kernel.work.roots import Root

OPEN, CONFIRMED = "OPEN", "CONFIRMED"
UNDECIDED, TAKEN, CORRECTED, LEFT_OUT, TYPED = "", "taken", "corrected", "left_out", "typed"
DECISIONS = {
    UNDECIDED: ("확인 전", "warning"),
    TAKEN: ("그대로 확인", "success"),
    CORRECTED: ("고쳐서 확인", "success"),
    LEFT_OUT: ("뺌", "gray"),
    TYPED: ("직접 적음", "success"),
}
STANDING = (TAKEN, CORRECTED, TYPED)


class Extract(Root):
    """One extract, kept with the case whose paper it is, and shown on every case of the house that the reader may see.

    `paper`: of the case. `unique_no`: 14 digits of the register, or empty. `building`: digest of 시·군·구 and road or lot number, by which
    cases of the house find it. `places`: as they stand on the extract. `coverage`: all, current, or empty. `fingerprint`: what makes it
    the same extract twice. `is_typed`: a scan, whose rows people type. `unread`: lines that fit nowhere, each {page, text};
    `unread_seen_by`: who looked at them. `other_reason`: why an extract whose house is not certainly that of the case is kept with it.
    """

    scope = CaseScope()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    paper = models.UUIDField()
    pages = models.PositiveSmallIntegerField()
    unique_no = models.CharField(max_length=14, default="", blank=True)
    building = models.CharField(max_length=64, default="", blank=True)
    kind = models.CharField(max_length=10, default="", blank=True)
    places = models.JSONField(default=list)
    coverage = models.CharField(max_length=8, default="", blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.CharField(max_length=60, default="", blank=True)
    fingerprint = models.CharField(max_length=64)
    is_typed = models.BooleanField(default=False)
    title_part = models.JSONField(default=list)
    empty = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    unread_seen_by = models.UUIDField(null=True, blank=True)
    unread_seen_at = models.DateTimeField(null=True, blank=True)
    other_reason = models.CharField(max_length=500, default="", blank=True)
    read_by = models.UUIDField()
    read_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "fingerprint"], name="extract_once"),
            models.UniqueConstraint(fields=["case", "paper"], name="extract_of_a_paper"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unique_no"], name="extracts_by_number", condition=~Q(unique_no="")),
            models.Index(fields=["building"], name="extracts_of_building", condition=~Q(building="")),
        ]

    @property
    def subject(self) -> UUID:
        return UUID(str(self.case_id))

    def snapshot(self) -> dict[str, Any]:
        return {"version": self.version}


class ExtractRow(CaseChild):
    """One entry of an extract. `section`: gap (갑구), eul (을구). `amount` in won. `cancelled`: yes, no, ask.

    `as_read`: what the machine read, {} for a typed row. `number`: how often it was decided or changed. `received_no`: digits.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    page = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=3)
    rank = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=120, default="", blank=True)
    holder = models.CharField(max_length=200, default="", blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    received_no = models.CharField(max_length=20, default="", blank=True)
    cause = models.CharField(max_length=300, default="", blank=True)
    cancelled = models.CharField(max_length=3)
    details = models.CharField(max_length=4000, default="", blank=True)
    doubts = models.JSONField(default=list)
    as_read = models.JSONField(default=dict)
    decision = models.CharField(max_length=10, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    number = models.PositiveSmallIntegerField(default=0)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["extract", "position"], name="extract_row_placed"),
            models.CheckConstraint(condition=Q(section__in=["gap", "eul"]), name="extract_row_section"),
            models.CheckConstraint(condition=Q(cancelled__in=["yes", "no", "ask"]), name="extract_row_cancelled"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="extract_row_amount"),
            models.CheckConstraint(condition=Q(decision="") | Q(decided_by__isnull=False), name="extract_row_decided_by"),
        ]
