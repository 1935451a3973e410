"""Requests for data to agencies: what was asked of whom for which cases, what came back, what became of each row (S1-INV-03, S1-BEY-05)."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.scope import ScopedModel
from teojeon.kernel.work.roots import Root

DRAFTED, SENT, ANSWERED, NONE, REFUSED, ESCALATED, DROPPED = (
    "DRAFTED", "SENT", "ANSWERED", "NONE", "REFUSED", "ESCALATED", "DROPPED",
)  # fmt: skip
STATES = {
    DRAFTED: "초안", SENT: "회신을 기다림", ANSWERED: "회신", NONE: "해당없음", REFUSED: "거절", ESCALATED: "이유 없는 거절", DROPPED: "거둠"
}  # fmt: skip
WAITING = (SENT, REFUSED, ESCALATED)
"""States in which a reply is still taken: an agency that refused may give way."""
LINK, FILE, SCAN, LETTER = "link", "file", "scan", "letter"
CHANNELS = {LINK: "연계", FILE: "파일", SCAN: "종이", LETTER: "공문"}
PROPOSED, ACCEPTED, UNDONE, SET_ASIDE, NOTED = "PROPOSED", "ACCEPTED", "UNDONE", "SET_ASIDE", "NOTED"
ROW_STATES = {PROPOSED: "확인 전", ACCEPTED: "사실로 적음", UNDONE: "되돌림", SET_ASIDE: "쓰지 않음", NOTED: "참고"}


@dataclass(frozen=True)
class RequestScope:
    """Whoever works in the 시·도 that asks, the unit that drafted it, and whoever reads one of the cases it covers.

    `request`: the column with the request's key. The row policy in rights.py says the same.
    """

    request: str = "id"

    def condition(self, actor: Actor) -> Q:
        covered = RequestCase.objects.visible_to(actor).filter(request=OuterRef(self.request))
        return Q(handled_by__in=actor.organisations) | Q(drafted_in__in=actor.organisations) | Q(Exists(covered))


class DataRequest(Root):
    """One request to one agency for one item; it covers the cases of its RequestCase rows (법§13③).

    `request_no`: given when it is sent. `office`: the one of several of that kind, e.g. which court. `keys`: whom and which period it
    asks for. `drafted_in`: organisation of the drafter. `due_on`: last day of the house's own term (A-52). `chased_on`: [{on, by}].
    `channel`: link or letter; `letter_file`: the letter as it was sent, in the store under this row's own key. `is_late`: a reply came
    after the last day. `event`: of the sending.
    """

    scope = RequestScope()
    request_no = models.CharField(max_length=30, null=True, blank=True, unique=True)
    item = models.CharField(max_length=10)
    agency = models.CharField(max_length=20)
    office = models.CharField(max_length=80, default="", blank=True)
    legal_basis = models.CharField(max_length=120)
    keys = models.JSONField(default=dict)
    drafted_by = models.UUIDField()
    drafted_in = models.CharField(max_length=20)
    drafted_at = models.DateTimeField()
    issued_by = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    chased_on = models.JSONField(default=list)
    channel = models.CharField(max_length=10, default="", blank=True)
    letter_file = models.UUIDField(null=True, blank=True, unique=True)
    letter_sha256 = models.CharField(max_length=64, default="", blank=True)
    reply_at = models.DateTimeField(null=True, blank=True)
    refusal_reason = models.CharField(max_length=1000, default="", blank=True)
    is_late = models.BooleanField(default=False)
    event = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[DRAFTED, DROPPED])
                | Q(request_no__isnull=False, sent_at__isnull=False, due_on__isnull=False),
                name="request_sent_with_its_number",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["handled_by", "state", "-drafted_at"], name="requests_of_organisation"),
            models.Index(fields=["state", "-drafted_at"], name="requests_by_state"),
        ]


class RequestCase(CaseChild):
    """A case that a request covers. `ref`: the number that stands for it outside; no other key of the case leaves the house.

    `subject`: what the request says of it. `facts`: codes of facts that its reply fed. `left_on`: since when it is no longer covered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="+")
    ref = models.PositiveIntegerField()
    subject = models.JSONField(default=dict)
    facts = models.JSONField(default=list)
    answered_at = models.DateTimeField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "ref"], name="request_ref_once"),
            models.UniqueConstraint(fields=["request", "case"], name="request_covers_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["case"], name="requests_of_case")]


class RequestReply(ScopedModel):
    """What came, as it came. `sha256`, `size`, `file`: of its bytes, in the store under the request's key; the same bytes count once.

    `replied_at`: when the agency sent it, or when its paper arrived; `taken_by`: who took it in. `scan_file`: the scanned paper beside what
    was typed. `left_out`: refs of which nothing was taken, and why.
    """

    scope = RequestScope("request")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    controller = models.CharField(max_length=20)
    handled_by = models.CharField(max_length=20)
    drafted_in = models.CharField(max_length=20)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=1000, default="", blank=True)
    replied_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    taken_at = models.DateTimeField()
    taken_by = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    file = models.UUIDField(unique=True)
    scan_file = models.UUIDField(null=True, blank=True, unique=True)
    rows = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "sha256"], name="reply_taken_once")]


class ReplyRow(CaseChild):
    """What a reply proposes for one fact of one case, until an investigator decides; `code` empty: nothing that a fact keeps.

    `fields`: what the agency said. `fact_number`: the row of the fact that was recorded from it. `undone_number`: the row that took it
    back; null where somebody had recorded a later value already. `reason`: why it was undone or set aside.
    """

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="+")
    reply = models.ForeignKey(RequestReply, on_delete=models.PROTECT, related_name="+")
    ref = models.PositiveIntegerField()
    code = models.CharField(max_length=40, default="", blank=True)
    fields = models.JSONField(default=dict)
    value = models.JSONField(null=True, blank=True)
    as_of = models.DateField()
    state = models.CharField(max_length=10, default=PROPOSED)
    fact_number = models.PositiveIntegerField(null=True, blank=True)
    undone_number = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reply", "case", "code"], name="reply_row_once"),
            models.CheckConstraint(condition=~Q(state="ACCEPTED") | Q(fact_number__isnull=False), name="reply_row_with_its_fact"),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "state"], name="reply_rows_of_case")]
