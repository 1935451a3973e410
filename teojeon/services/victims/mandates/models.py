"""Mandates and heirs of a case, in the office. The person who acts is a Party of the role `actor`."""

import uuid
from typing import ClassVar

from django.db import models

from teojeon.kernel.cases.models import CaseChild
from teojeon.services.victims.mandates.rules import KINDS, RELATIONS


class Mandate(CaseChild):
    """Somebody acts for the tenant of a case (규칙§3②③). `state`: as stated, accepted by an official, or ended.

    `party`: the person who acts; `access`: by what the portal let that account in, empty for the account that filed. `extent`: what was entrusted. `valid_from`, `valid_to`: both days included; empty = as long as the case. `message`: the portal's;
    empty for one entered at the counter. Notices sent before it began or ended stay valid (행정절차법§10⑤).
    """

    STATED, ACCEPTED, ENDED = "STATED", "ACCEPTED", "ENDED"
    STATES: ClassVar = ((STATED, "확인 전"), (ACCEPTED, "확인함"), (ENDED, "끝남"))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    mandate_type = models.CharField(max_length=24, choices=list(KINDS.items()))
    state = models.CharField(max_length=10, choices=STATES, default=STATED)
    party = models.UUIDField()
    access = models.UUIDField(null=True, blank=True)
    relation = models.CharField(max_length=60, default="", blank=True)
    extent = models.CharField(max_length=400, default="", blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    doc_type = models.CharField(max_length=40)
    doc_seen = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    message = models.UUIDField(null=True, blank=True)
    event = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "began_at"], name="mandate_of_case")]


class Heir(CaseChild):
    """A relative of the deceased tenant as stated with a mandate (민법§1000–1003). `signed`: stands in the selection document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    birth_date = models.DateField(null=True, blank=True)
    relation = models.CharField(max_length=12, choices=list(RELATIONS.items()))
    rank = models.PositiveSmallIntegerField()
    degree = models.PositiveSmallIntegerField(default=1)
    is_alive = models.BooleanField(default=True)
    renounced = models.BooleanField(default=False)
    signed = models.BooleanField(default=False)
    is_representative = models.BooleanField(default=False)
