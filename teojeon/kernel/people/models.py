"""Organisations, officials, grants of boxes, and the parties of a case. All written by the office."""

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q

from teojeon.kernel.people.boxes import BOXES, Kind
from teojeon.kernel.sides.account_scope import ActingAccounts
from teojeon.kernel.sides.case_scope import CaseScope
from teojeon.kernel.sides.scope import OwnAccount, ScopedModel


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


class SecrecyAcknowledgement(models.Model):
    """That an official has read the duty of secrecy in one version of its text (법§31). `at`: real time."""

    id = models.BigAutoField(primary_key=True)
    account = models.UUIDField()
    text_version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    event = models.UUIDField(unique=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-at"], name="secrecy_of_account")]


class Party(ScopedModel):
    """A person of a case, at one controller. Number and contact are boxes under the subject's data key.

    `number_hash`: keyed look-up for duplicates inside one controller. `number_masked`: what screens show.
    `address`: where letters go; `resident_address`: 주민등록지. `role`: the applicant is the tenant, also where somebody else acts
    (`actor`, a proxy or representative); `until`: from when on an actor no longer acts. `contact_window`: when we may call.
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
    died_on = models.DateField(null=True, blank=True)
    nationality = models.CharField(max_length=3, default="", blank=True)
    phone_box = models.BinaryField(null=True, blank=True)
    phone_masked = models.CharField(max_length=20, default="", blank=True)
    email_box = models.BinaryField(null=True, blank=True)
    e_service_box = models.BinaryField(null=True, blank=True)
    contact_window = models.CharField(max_length=100, default="", blank=True)
    contact_channel = models.CharField(max_length=20, default="", blank=True)
    workplace_barred = models.BooleanField(default=False)
    preferred_language = models.CharField(max_length=5, default="", blank=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case_id"], name="party_of_case")]


class Access(ScopedModel):
    """Opens what the portal keeps of one subject to another account, or closes it to the account that made it.

    `owner`: the account under which the rows were made; they never move. `kind`: a helper sees and uploads; proxy, principal, legal and
    heir act; `left` closes the owner's own rows to the owner. Open until `until`, or until it is ended. Written by functions of the database
    alone (access.sql), which ask who may.
    """

    HELPER, PROXY, PRINCIPAL, LEGAL, HEIR, LEFT = "helper", "proxy", "principal", "legal", "heir", "left"

    scope = ActingAccounts("subject", own="owner")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.UUIDField()
    owner = models.UUIDField()
    account = models.UUIDField()
    kind = models.CharField(max_length=10)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "account"], condition=Q(until=None), name="access_open_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account"], name="access_of_account"),
            models.Index(fields=["owner"], name="access_of_owner"),
        ]


class Invitation(ScopedModel):
    """A one-time code that lets another account in. Only its keyed hash is kept; who enters it must be signed in.

    `access_until`: the end of a mandate with a last day. `terms_box`: of a mandate what was said of it (relation, scope, days), under the owner's key. `made_by` empty: made by the office.
    """

    scope = ActingAccounts("subject", own="owner")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.UUIDField()
    owner = models.UUIDField()
    kind = models.CharField(max_length=10)
    code_hash = models.BinaryField()
    terms_box = models.BinaryField(default=b"", blank=True)
    made_by = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    access_until = models.DateTimeField(null=True, blank=True)
    used_by = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["code_hash"], name="invitation_code_once")]
        indexes: ClassVar = [models.Index(fields=["subject"], name="invitation_of_subject")]


class CodeTries(ScopedModel):
    """How often an account entered a wrong code in a row, and until when it is locked."""

    scope = OwnAccount()
    account = models.UUIDField(primary_key=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
