"""Orders to hand in a statement or documents (법§13②; S1-INV-02): the order, what came in answer, silence, the draft of a referral for a fine."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.services.victims.orders.limits import LONGEST_TERM, REASON, SHORTEST_TERM, TEXT
from teojeon.services.victims.papers.models import Paper

ROLES = (("tenant", "임차인"), ("landlord", "임대인등"), ("interested", "이해관계인"), ("witness", "참고인"))
KINDS = (("statement", "진술서"), ("documents", "자료"))
CHANNELS = (("post", "우편"), ("visit", "방문"), ("email", "전자우편"), ("fax", "팩스"))
SILENT, REFUSED_ANSWER, FALSE_ANSWER = "silent", "refused", "false"
GROUNDS = (
    (SILENT, "두 번 송달한 요구에 답하지 않음(기피)"),
    (REFUSED_ANSWER, "정당한 사유 없이 거부하거나 방해함"),
    (FALSE_ANSWER, "거짓의 진술서나 자료를 냄"),
)


class StatementOrder(CaseChild):
    """One order to one addressee. A 시·군·구 drafts, the 시·도 issues (A-27); `order_no` is given with the issue.

    `addressee`: the same for all orders of a case to one person; `name_box`, `address_box`: under the case's key. `term_days`: counted
    from `arrived_on`, `due_on`: the last day, both empty until its service record says that it arrived. `answered_on`: the day of the
    first answer, or of the refusal. `overdue_noted_on`: when the officials were reminded that nothing came.
    """

    DRAFTED, ISSUED, ANSWERED, REFUSED = "DRAFTED", "ISSUED", "ANSWERED", "REFUSED"
    WITHDRAWN, DROPPED = "WITHDRAWN", "DROPPED"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    order_no = models.CharField(max_length=30, default="", blank=True)
    state = models.CharField(max_length=10, default="DRAFTED")
    addressee = models.UUIDField()
    role = models.CharField(max_length=10, choices=ROLES)
    name_box = models.BinaryField()
    address_box = models.BinaryField()
    kind = models.CharField(max_length=10, choices=KINDS)
    questions = models.JSONField(default=list)
    term_days = models.PositiveSmallIntegerField()
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    issued_by = models.UUIDField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    overdue_noted_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(max_length=REASON, default="", blank=True)
    document = models.UUIDField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="order_numbered"),
            models.UniqueConstraint(fields=["order_no"], condition=~Q(order_no=""), name="order_no_once"),
            models.CheckConstraint(condition=Q(term_days__gte=SHORTEST_TERM, term_days__lte=LONGEST_TERM), name="order_term"),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFTED", "DROPPED"]) | (~Q(order_no="") & Q(issued_on__isnull=False)),
                name="order_issued_with_its_number",
            ),
            models.CheckConstraint(
                condition=Q(arrived_on=None, due_on=None) | Q(arrived_on__isnull=False, due_on__gt=F("arrived_on")),
                name="order_due_after_its_arrival",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ANSWERED", "REFUSED"]) | Q(answered_on__isnull=False), name="order_answered_on_a_day"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "addressee"], name="orders_to_addressee"),
            models.Index(fields=["handled_by", "state", "due_on"], name="orders_of_handler"),
            models.Index(
                fields=["due_on"], condition=Q(state="ISSUED", overdue_noted_on=None, due_on__isnull=False), name="orders_to_remind"
            ),
        ]


class OrderAnswer(CaseChild):
    """What came in answer to an order, late or not; its files are papers of the case. `reason`: of a refusal, as it was given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    order = models.ForeignKey(StatementOrder, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField()
    channel = models.CharField(max_length=8, choices=CHANNELS)
    is_refusal = models.BooleanField(default=False)
    reason = models.CharField(max_length=REASON, default="", blank=True)
    text = models.CharField(max_length=TEXT, default="", blank=True)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["order"], name="answers_of_order")]


class AnswerFile(CaseChild):
    """A file of an answer, kept as a paper of the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    answer = models.ForeignKey(OrderAnswer, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["paper"], name="answer_paper_once")]


class NoResponse(CaseChild):
    """An addressee was silent after two served orders. For the committee to read; it proves no requirement by itself.

    `services`: of each order {order_no, service_no, arrived_on, due_on}. `ended_on`: an answer came after all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    addressee = models.UUIDField()
    services = models.JSONField(default=list)
    noted_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()
    ended_on = models.DateField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "addressee"], condition=Q(ended_on=None), name="silent_once_an_addressee"),
        ]


class FineReferral(CaseChild):
    """The draft of a referral for a fine (과태료, 법§34). This system imposes none: it is printed for the authority that may."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral_no = models.CharField(max_length=30, unique=True)
    addressee = models.UUIDField()
    ground = models.CharField(max_length=8, choices=GROUNDS)
    orders = models.JSONField(default=list)
    reason = models.CharField(max_length=REASON)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    document = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "drafted_at"], name="fines_of_case")]
