"""What intake adds to a case: tasks of the same day, flags that lists filter by, the check of the resident register."""

import uuid
from typing import ClassVar

from django.db import models

from teojeon.kernel.cases.models import CaseChild


class Task(CaseChild):
    """Something that a holder of `box` must do by `due_on`, e.g. a filing that needs an urgent stay. Overdue after that day.

    `kind`: what (intake/tasks.py). `ground`: codes of why. One open task of a kind, case and box.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=30)
    box = models.CharField(max_length=12)
    ground = models.JSONField(default=list)
    opened_on = models.DateField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.UUIDField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "box"], condition=models.Q(done_at=None), name="one_open_task"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["handled_by", "box", "due_on"], condition=models.Q(done_at=None), name="open_tasks"),
        ]


class CaseFlag(CaseChild):
    """A point that stands open on a case, for lists; the authority decides on each. Repeats the date of receipt, by which lists run."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=30)
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "code"], name="flag_once_a_case")]
        indexes: ClassVar = [
            models.Index(fields=["handled_by", "code", "received_at", "case"], name="flagged_of_handler"),
            models.Index(fields=["code", "received_at", "case"], name="flagged_of_all"),
        ]


class ResidentCheck(CaseChild):
    """One look into the resident register through 행정정보 공동이용 (규칙§3④): what matched and what differed, never the extract itself.

    `discrepancies`: [{code, said, register}].
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    checked_at = models.DateTimeField()
    checked_by = models.UUIDField()
    match = models.BooleanField()
    discrepancies = models.JSONField(default=list)
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "checked_at"], name="resident_checks_of_case")]


class Matter(CaseChild):
    """What a filing is about, to find others of the same person or the same lease among all (S1-APP-01).

    `person`: keyed hash of the resident or foreigner number, null where none was given; `lease`: digest of the house's address and
    the first contract date, empty where either is unknown; `name`: keyed hash of the applicant's name; `named`: those of the
    co-tenants whom the applicant names (hexadecimal).
    """

    id = models.BigAutoField(primary_key=True)
    person = models.BinaryField(null=True, blank=True)
    name = models.BinaryField(default=b"")
    named = models.JSONField(default=list)
    lease = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case"], name="one_matter_a_case")]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="matter_of_person"),
            models.Index(fields=["lease"], condition=~models.Q(lease=""), name="matter_of_lease"),
        ]
