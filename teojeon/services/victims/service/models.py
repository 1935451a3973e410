"""The record of a service (송달): what was sent to whom and how, what came back, when it arrived (행정절차법§14⑥)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.law.victims.service import METHODS, PLACES, RECEIVERS


class ServiceRecord(CaseChild):
    """One document on its way to one addressee. The periods of the person run from `arrived_on` (행정절차법§15).

    `purpose`: what is served (decision, supplement, …); `reference`: the row of that concept, `document`: its file where there is
    one; `title`: name of the document. `method`, `place`, `address`, `dispatched_on`, `tracking_no`: the attempt under way.
    `returns`: attempts that came back, each {place, method, dispatched_on, tracking_no, returned_on, reason}; `contacts`: tries to
    reach the person, each {on, channel, result}. `arrived_at`: the instant, for electronic service. `effective_on`: when the whole
    service took effect, once all addressees of the same reference have it.
    """

    WAITING, DISPATCHED, RETURNED, NOTICED, ARRIVED = "WAITING", "DISPATCHED", "RETURNED", "NOTICED", "ARRIVED"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service_no = models.CharField(max_length=30, unique=True)
    purpose = models.CharField(max_length=20)
    reference = models.UUIDField()
    document = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=100)
    addressee = models.CharField(max_length=60)
    addressee_kind = models.CharField(max_length=16, default="applicant")
    state = models.CharField(max_length=10, default="WAITING")
    method = models.CharField(max_length=13, choices=METHODS)
    place = models.CharField(max_length=12, choices=PLACES, default="service")
    address = models.CharField(max_length=200, default="", blank=True)
    dispatched_on = models.DateField(null=True, blank=True)
    tracking_no = models.CharField(max_length=40, default="", blank=True)
    returns = models.JSONField(default=list, blank=True)
    looked_up_on = models.DateField(null=True, blank=True)
    contacts = models.JSONField(default=list, blank=True)
    noticed_on = models.DateField(null=True, blank=True)
    notice_media = models.JSONField(default=list, blank=True)
    notice_internet = models.CharField(max_length=200, default="", blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    receiver = models.CharField(max_length=60, default="", blank=True)
    relation = models.CharField(max_length=16, choices=RECEIVERS, default="", blank=True)
    refused = models.BooleanField(default=False)
    proof = models.CharField(max_length=200, default="", blank=True)
    proof_file = models.UUIDField(null=True, blank=True)
    started_by = models.UUIDField(null=True, blank=True)
    started_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="ARRIVED", arrived_on__isnull=False) | (~Q(state="ARRIVED") & Q(arrived_on=None)),
                name="service_arrived_with_a_day",
            ),
            models.CheckConstraint(condition=Q(effective_on=None) | Q(arrived_on__isnull=False), name="service_effect_by_arrival"),
            models.CheckConstraint(condition=~Q(state="NOTICED") | Q(noticed_on__isnull=False), name="service_noticed_on_a_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "started_at"], name="service_of_case"),
            models.Index(fields=["handled_by", "started_at"], condition=~Q(state="ARRIVED"), name="service_open"),
            models.Index(fields=["purpose", "reference"], name="service_of_reference"),
        ]
