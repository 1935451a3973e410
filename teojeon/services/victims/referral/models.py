"""Referrals of urgent cases to the support centre for victims of jeonse fraud (S1-APP-06, 법§11)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from teojeon.kernel.cases.models import CaseChild

WAITING = ""
RESULTS = (
    ("advised", "상담하거나 도왔음"),
    ("declined", "신청인이 바라지 않음"),
    ("unreached", "신청인과 연락이 닿지 않음"),
    ("elsewhere", "다른 기관에 알림"),
)
GROUNDS = (
    ("stay_wanted", "경매·공매 유예를 바람"),
    ("sale_soon", "매각기일이 가까움"),
    ("eviction", "퇴거를 요구받음"),
    ("other", "그 밖에 급한 사정"),
)
RECEIPT_NO, NAME, CONTACT = "receipt_no", "name", "contact"
PASSED = ((RECEIPT_NO, "접수번호"), (NAME, "이름"), (CONTACT, "연락처"))


class Referral(CaseChild):
    """One referral: who, when, why, what was passed on, and what came of it. One a case and day.

    `centre`: name of the support centre; `grounds`, `passed`: codes. `result` stays empty until the centre has said something.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral_no = models.CharField(max_length=30, unique=True)
    centre = models.CharField(max_length=100)
    grounds = models.JSONField(default=list)
    note = models.CharField(max_length=500, default="", blank=True)
    passed = models.JSONField(default=list)
    referred_on = models.DateField()
    referred_at = models.DateTimeField()
    referred_by = models.UUIDField()
    organisation = models.CharField(max_length=20)
    event = models.UUIDField()
    result = models.CharField(max_length=10, choices=RESULTS, default=WAITING, blank=True)
    result_note = models.CharField(max_length=500, default="", blank=True)
    result_on = models.DateField(null=True, blank=True)
    result_by = models.UUIDField(null=True, blank=True)
    result_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "referred_on"], name="referred_once_a_day"),
            models.CheckConstraint(condition=Q(result="", result_on=None) | (~Q(result="") & Q(result_on__isnull=False)),
                                   name="referral_result_with_a_day"),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["case", "referred_on"], name="referrals_of_case"),
            models.Index(fields=["handled_by", "referred_on"], name="referrals_of_handler"),
        ]
