"""The investigation file: facts, methods, report, the package sent to the ministry."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from teojeon.kernel.cases.models import CaseChild

SOURCES = (
    ("application", "신청"),
    ("register", "공부"),
    ("agency", "기관 회신"),
    ("visit", "현장"),
    ("testimony", "진술"),
)
"""Where an investigator's fact comes from."""
COMMITTEE_SOURCE = ("committee", "위원회 의결")
ALL_SOURCES = (*SOURCES, COMMITTEE_SOURCE)
CONFIDENCES = (("high", "확실함"), ("medium", "보통"), ("low", "더 확인할 필요가 있음"))
"""How sure the investigator is of a value; may be left open."""
METHODS = (
    ("visit", "현장 방문"),
    ("interview", "면담·통화"),
    ("fact_inquiry", "사실 조회"),
    ("document_review", "서류 검토"),
)
"""By what an investigation is carried out (규칙§4①)."""


class Fact(CaseChild):
    """One value of one fact (S1-INV-01). Rows are never changed: the newest of a code counts, earlier ones stay readable.

    `value` null = unknown. A known value without evidence is refused (S1-ASM-01). `number`: 1, 2, … per case and code.
    `confidence`: a code of CONFIDENCES, empty where the investigator said nothing of it.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    value = models.JSONField(null=True, blank=True)
    source = models.CharField(max_length=12, choices=ALL_SOURCES)
    evidence = models.CharField(max_length=200, default="", blank=True)
    as_of = models.DateField()
    note = models.CharField(max_length=1000, default="", blank=True)
    confidence = models.CharField(max_length=6, choices=CONFIDENCES, default="", blank=True)
    author = models.UUIDField()
    at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "code", "number"], name="fact_numbered"),
            models.CheckConstraint(condition=Q(value=None) | ~Q(evidence=""), name="fact_with_evidence"),
        ]


class MethodEntry(CaseChild):
    """One step of the investigation: what was done on which day, by whom, and what came of it (S1-INV-01, 규칙§4①). Never changed."""

    id = models.BigAutoField(primary_key=True)
    method = models.CharField(max_length=15, choices=METHODS)
    done_on = models.DateField()
    note = models.CharField(max_length=1000)
    author = models.UUIDField()
    at = models.DateTimeField()
    event = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "done_on"], name="methods_of_case")]


class Report(CaseChild):
    """The investigator's report and its review by another person (S1-INV-06).

    `facts`: code → number of the row it rests on. `findings`: what the rules made of them that day, each requirement with what the
    investigator proposes where only people find it (investigation/findings.py).
    """

    DRAFTED, RETURNED, APPROVED = "DRAFTED", "RETURNED", "APPROVED"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="DRAFTED")
    opinion = models.CharField(max_length=10)
    reason = models.TextField()
    open_unknowns = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    reviewed_by = models.UUIDField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="report_numbered"),
            models.CheckConstraint(condition=~Q(drafted_by=F("reviewed_by")), name="report_two_people"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["reviewed_at"], condition=Q(state="APPROVED"), name="reports_approved"),
        ]


class Package(CaseChild):
    """What was sent to the ministry, frozen: canonical JSON and its SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    event = models.UUIDField()
