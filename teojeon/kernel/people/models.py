"""Organisations, officials, grants of boxes, and the parties of a case. All written by the office."""

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q

from teojeon.kernel.people.boxes import BOXES, Kind
from teojeon.kernel.sides.case_scope import CaseScope
from teojeon.kernel.sides.scope import ScopedModel


class Organisation(models.Model):
    """The ministry, a province, a district, the committee, the operating agency. `is_controller`: 개인정보처리자."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    supervisor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    region = models.CharField(max_length=5, default="", blank=True)
    is_controller = models.BooleanField(default=False)


class Official(models.Model):
    """A person's post. The account holds the credentials; here stand name and organisation. One post, one account (S1-USR-01)."""

    account = models.UUIDField(primary_key=True)
    username = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=40)
    position = models.CharField(max_length=60, default="", blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    is_principal = models.BooleanField(default=False)  # a job's named principal, no person


class Grant(models.Model):
    """One permission box of one official, applied for by one person and approved by another (S1-USR-09)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    box = models.CharField(max_length=12, choices=[(code, box.title) for code, box in BOXES.items()])
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    applied_by = models.UUIDField()
    approved_by = models.UUIDField()
    conflict_noted = models.BooleanField(default=False)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(applied_by=F("approved_by")), name="grant_two_people"),
            models.CheckConstraint(
                condition=~Q(account=F("applied_by")) & ~Q(account=F("approved_by")), name="grant_not_for_oneself"
            ),
            ExclusionConstraint(
                name="grant_no_overlap",
                expressions=[
                    ("account", "="),
                    ("box", "="),
                    (
                        Func("valid_from", "valid_to", function="tstzrange", output_field=DateTimeRangeField()),
                        "&&",
                    ),
                ],
            ),
        ]


class Party(ScopedModel):
    """A person of a case, at one controller. Number and contact are boxes under the subject's data key.

    `number_hash`: keyed look-up for duplicates inside one controller. `number_masked`: what screens show.
    `address`: where letters go; `resident_address`: 주민등록지.
    """

    scope = CaseScope()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    controller = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)
    role = models.CharField(max_length=12, default="applicant")
    name = models.CharField(max_length=60)
    birth_date = models.DateField(null=True, blank=True)
    number_box = models.BinaryField(null=True, blank=True)
    number_masked = models.CharField(max_length=14, default="", blank=True)
    number_hash = models.BinaryField(null=True, blank=True)
    mobile_box = models.BinaryField(null=True, blank=True)
    mobile_masked = models.CharField(max_length=20, default="", blank=True)
    address = models.CharField(max_length=200, default="", blank=True)
    resident_address = models.CharField(max_length=200, default="", blank=True)
    is_natural_person = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case_id"], name="party_of_case")]
