"""Cases that belong together: tenants of one contract, an earlier filing of the same person (S1-APP-01, S1-APP-04)."""

import uuid
from typing import ClassVar

from django.db import models

from teojeon.kernel.cases.models import Case, CaseChild

CO_TENANT, PRIOR, DUPLICATE = "co_tenant", "prior", "duplicate"
KINDS = (
    (CO_TENANT, "한 계약의 공동임차인"),
    (PRIOR, "앞선 신청"),
    (DUPLICATE, "같은 사람의 다른 신청"),
)
PROPOSED, CONFIRMED, REJECTED = "PROPOSED", "CONFIRMED", "REJECTED"
STATES = ((PROPOSED, "확인 전"), (CONFIRMED, "이어진 사건"), (REJECTED, "이어지지 않음"))
GROUNDS = {
    "lease": "같은 주택과 최초 계약일",
    "person": "같은 주민등록번호·외국인등록번호",
    "named": "신청서에 서로의 이름이 있음",
    "stated": "신청인이 누리집에서 고름",
    "entered": "담당자가 접수번호로 찾음",
}


class CaseLink(CaseChild):
    """`case`, filed later or changed last, and `other` belong together as `kind` says. A proposal until an official decides.

    A case of which the reader may see only one is not shown on the other's page. `grounds`: codes of what speaks for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    grounds = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=STATES, default=PROPOSED)
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "other"], name="linked_once"),
            models.CheckConstraint(condition=~models.Q(case=models.F("other")), name="linked_to_another_case"),
        ]
        indexes: ClassVar = [models.Index(fields=["other"], name="link_to_other")]
