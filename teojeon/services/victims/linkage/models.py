"""Whom and what a case has in common with others: landlord, backer, building, broker, by keyed hash (S1-INV-05; 법§2.2, §3①3)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from teojeon.kernel.cases.models import CaseChild

LANDLORD, BACKER, BUILDING, BROKER = "landlord", "backer", "building", "broker"
KINDS = ((LANDLORD, "임대인"), (BACKER, "동일인"), (BUILDING, "건물"), (BROKER, "공인중개사"))
NUMBER, BIRTH, ADDRESS, PHONE, NAME = "number", "birth", "address", "phone", "name"
BASES = {
    NUMBER: "번호가 같음",
    BIRTH: "이름과 생년월일이 같음",
    ADDRESS: "주소가 같음",
    PHONE: "이름과 연락처가 같음",
    NAME: "이름만 같음",
}
"""What two cases have to agree in to meet in one node. A name alone only proposes it."""
STATED, SUCCESSOR, ENTERED = "stated", "successor", "entered"
GROUNDS = ((STATED, "신청서에 적힘"), (SUCCESSOR, "집주인이 바뀜(신청서)"), (ENTERED, "담당자가 확인하여 더함"))
SURE, PROPOSED, CONFIRMED, REJECTED = "SURE", "PROPOSED", "CONFIRMED", "REJECTED"
STATES = ((SURE, "이어짐"), (PROPOSED, "확인 전"), (CONFIRMED, "확인함"), (REJECTED, "이어지지 않음"))
COUNTED = (SURE, CONFIRMED)
JOIN, LEAVE, MERGE, PART = "join", "leave", "merge", "part"
WORDS = ((JOIN, "이 사건이 맞음"), (LEAVE, "이 사건이 아님"), (MERGE, "같은 사람·건물로 합침"), (PART, "다른 사람·건물로 나눔"))


class LinkNode(models.Model):
    """A landlord, backer, building or broker, known by a keyed hash alone: who it is stands only in the cases (`CaseNode.label`).

    `basis`: what was hashed into `key`; `name`: hash of the name, for proposals; `group`: the nodes that officials merged carry the
    key of the first of them. National and without a row policy: it says nothing without the key of the look-ups.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10, choices=KINDS)
    basis = models.CharField(max_length=10)
    key = models.BinaryField(max_length=32)
    name = models.BinaryField(max_length=32, null=True, blank=True)
    group = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="one_node_a_key")]
        indexes: ClassVar = [
            models.Index(fields=["group"], name="node_of_group"),
            models.Index(fields=["kind", "name"], condition=Q(name__isnull=False), name="node_of_name"),
        ]


class NodePair(models.Model):
    """The newest word on whether two nodes are one (`same`). Who said it and why stands in `LinkageWord`, for those who see that case."""

    id = models.BigAutoField(primary_key=True)
    one = models.ForeignKey(LinkNode, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(LinkNode, on_delete=models.PROTECT, related_name="+")
    same = models.BooleanField()
    organisation = models.CharField(max_length=20)
    at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="one_word_a_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["other"], name="pair_of_other")]


class CaseNode(CaseChild):
    """That a case has to do with a node: on what ground, since when, until when. `label`: its name as this case says it.

    Counts where `state` is one of COUNTED.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    node = models.ForeignKey(LinkNode, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=GROUNDS)
    label = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=STATES)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "node"], condition=Q(until=None), name="node_once_a_case"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["node"], condition=Q(until=None), name="cases_of_node"),
            models.Index(fields=["case"], name="nodes_of_case"),
        ]


class CaseTally(CaseChild):
    """What counting reads of a case, so that a landlord of 400 leases is counted without opening one file (A-09).

    `lease`: digest of house and first contract date (as `Matter.lease`), empty where either is unknown; `house`: keyed hash of the
    dwelling; `deposit` in won, null where unknown; `loss`: a loss, occurred or expected, stands as a fact with evidence; `repaid`:
    the applicant says that the whole deposit was paid back. `number`: hash of the landlord's, from the statement `number_said`, so
    that a sealed number is opened once.
    """

    id = models.BigAutoField(primary_key=True)
    lease = models.CharField(max_length=64, default="", blank=True)
    house = models.CharField(max_length=64, default="", blank=True)
    sido = models.CharField(max_length=2, default="", blank=True)
    deposit = models.BigIntegerField(null=True, blank=True)
    loss = models.BooleanField(default=False)
    repaid = models.BooleanField(default=False)
    number = models.BinaryField(max_length=32, null=True, blank=True)
    number_said = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case"], name="one_tally_a_case")]


class LinkageWord(CaseChild):
    """What an official said on a link, and why; never changed, the newest counts. `case`: the file on which it was said.

    `join` and `leave` speak of this case and `node`; `merge` and `part` of `node` and `other`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=5, choices=WORDS)
    node = models.ForeignKey(LinkNode, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(LinkNode, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.CharField(max_length=500)
    by = models.UUIDField()
    organisation = models.CharField(max_length=20)
    at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="linkage_words_of_case")]
