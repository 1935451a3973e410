"""The thread of a case: questions of the person, replies of the office, and the log of calls. No clock follows from any of it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild
from teojeon.kernel.sides.account_scope import ActingAccounts
from teojeon.kernel.sides.scope import ScopedModel

ANSWER_WORKDAYS = 2  # the promise for every question
KINDS = (("question", "질문"), ("reply", "답변"))
OUTCOMES = (("reached", "통화함"), ("no_answer", "받지 않음"), ("left_word", "말을 남김"), ("wrong_number", "다른 사람의 번호"))


class ThreadEntry(CaseChild):
    """One word of the thread in the office. `due_on`: the last day of the promised answer, for questions; `answered_at`: when it came.

    `by`: the official who replied. `papers`: files that came with it, by their ids. `message`: the portal's, for questions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=8, choices=KINDS)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    papers = models.JSONField(default=list, blank=True)
    message = models.UUIDField(null=True, blank=True, unique=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(kind="question") | Q(due_on__isnull=False), name="question_has_a_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "at"], name="thread_of_case"),
            models.Index(fields=["handled_by", "due_on"], condition=Q(kind="question", answered_at=None), name="questions_open"),
        ]


class Call(CaseChild):
    """A call to the person. `outside_window`: not in the hours that the person named; then `reason` says why it was made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    called_at = models.DateTimeField()
    by = models.UUIDField()
    outcome = models.CharField(max_length=12, choices=OUTCOMES)
    outside_window = models.BooleanField()
    reason = models.CharField(max_length=400, default="", blank=True)
    note = models.CharField(max_length=1000, default="", blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outside_window=False) | ~Q(reason=""), name="call_outside_has_a_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "called_at"], name="calls_of_case")]


class PortalThreadEntry(ScopedModel):
    """The same thread as the person sees it; the words lie under the account's key. `promised_on`: by when the office answers."""

    scope = ActingAccounts("subject")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.UUIDField()
    subject = models.UUIDField()
    kind = models.CharField(max_length=8, choices=KINDS)
    box = models.BinaryField()
    at = models.DateTimeField()
    promised_on = models.DateField(null=True, blank=True)
    message = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "at"], name="portal_thread_of_case")]
