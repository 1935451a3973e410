"""The record of a service (송달): what was sent to whom and how, what came back, when it arrived (행정절차법§14⑥)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.law.victims.service import METHODS, PLACES, RECEIVERS
from teojeon.services.victims.papers.models import Paper

PROOF_KINDS = (
    ("delivery", "등기 배달증명"),
    ("receipt", "수령확인서"),
    ("notice", "공고문"),
    ("returned", "반송된 봉투"),
    ("other", "그 밖의 증명"),
)


class ServiceRecord(CaseChild):
    """One document on its way to one addressee. The periods of the person run from `arrived_on` (행정절차법§15).

    `purpose`: what is served (decision, supplement, …); `reference`: the row of that concept, `document`: its file where there is
    one; `title`: name of the document. `method`, `place`, `address`, `dispatched_on`, `tracking_no`: the attempt under way.
    `returns`: attempts that came back, each {place, method, dispatched_on, tracking_no, returned_on, reason}; `contacts`: tries to
    reach the person, each {on, channel, result}, and the taking-off of the notice with its instant `at`. `arrived_at`: the instant, for electronic service. `effective_on`: when the whole
    service took effect, once all addressees of the same reference have it.

    A public notice: `printed_on` in the media of `notice_media`; `receive_at`: where the document is handed out; `posted_at`: when the
    portal posted it, `noticed_on`: the day that counts, empty until then (행정절차법§14④ asks for both). `notice_internet`: where else on
    the internet it stands. `ENDED`: the notice was taken off because the case, or the demand that was served, had ended.
    """

    WAITING, DISPATCHED, RETURNED, NOTICED, ARRIVED = "WAITING", "DISPATCHED", "RETURNED", "NOTICED", "ARRIVED"
    ENDED = "ENDED"
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
    printed_on = models.DateField(null=True, blank=True)
    receive_at = models.CharField(max_length=200, default="", blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(condition=~Q(state="NOTICED") | Q(printed_on__isnull=False), name="service_notice_printed"),
            models.CheckConstraint(condition=Q(noticed_on=None) | Q(posted_at__isnull=False), name="service_notice_posted"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "started_at"], name="service_of_case"),
            models.Index(fields=["handled_by", "started_at"], condition=~Q(state="ARRIVED"), name="service_open"),
            models.Index(fields=["purpose", "reference"], name="service_of_reference"),
            models.Index(
                fields=["handled_by", "started_at"],
                condition=Q(state="ARRIVED") & ~Q(method="electronic"),
                name="service_to_be_proven",
            ),
        ]


class ServiceProof(CaseChild):
    """A file that proves a service: a proof of delivery, a signed receipt, a copy of the notice. It is kept as a paper of the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.ForeignKey(ServiceRecord, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PROOF_KINDS)
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["paper"], name="proof_paper_once")]
        indexes: ClassVar = [models.Index(fields=["record"], name="proofs_of_service")]


class PostedNotice(models.Model):
    """On the portal, for everybody: a public notice that is posted (행정절차법§14④⑤). `id`: the service.

    As little of the person as lets that person find it: the case's number and a masked name. From `posted_from` to `posted_to`, both
    included; the row is destroyed afterwards, the office keeps the record.
    """

    id = models.UUIDField(primary_key=True)
    service_no = models.CharField(max_length=30)
    receipt_no = models.CharField(max_length=30)
    document = models.CharField(max_length=100)
    addressee = models.CharField(max_length=60)
    authority = models.CharField(max_length=100)
    receive_at = models.CharField(max_length=200)
    posted_at = models.DateTimeField()
    posted_from = models.DateField()
    posted_to = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(posted_to__gte=F("posted_from")), name="posted_notice_days_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["posted_to", "posted_from"], name="posted_notices")]
