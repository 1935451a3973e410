"""Each run of the assessment that an event of the case set off, with what it changed (S1-ASM-13)."""

from typing import ClassVar

from django.db import models

from teojeon.kernel.cases.models import CaseChild

TRIGGERS = (
    ("fact", "사실의 기록"),
    ("finding", "위원회의 판단"),
    ("parameter", "기준값의 승인"),
    ("objection", "이의신청"),
    ("correction", "경정"),
    ("recovery", "회수 보고"),
)
"""The last three are used by the procedures beside the decision, which come later."""


class Reassessment(CaseChild):
    """A run whose result differs from the one without its trigger. Rows are never changed, and change no decision.

    `number`: 1, 2, … in a case. `subject`: codes of the facts, or code and key of the dated value, that set it off; a value sets off one
    row a case. `on`: the day whose law was applied. Results: outcome, possible, missing, value of each requirement, hash of
    the receipt. `differences`: one entry a requirement, old and new value. `told_to`: accounts and boxes who are told.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.PositiveIntegerField()
    trigger = models.CharField(max_length=10, choices=TRIGGERS)
    subject = models.TextField()
    on = models.DateField()
    run_at = models.DateTimeField()
    old_result = models.JSONField()
    new_result = models.JSONField()
    differences = models.JSONField(default=list)
    told_to = models.JSONField(default=list)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="reassessment_numbered"),
            models.UniqueConstraint(
                fields=["case", "subject"], condition=models.Q(trigger="parameter"), name="reassessed_once_a_value"
            ),
        ]
