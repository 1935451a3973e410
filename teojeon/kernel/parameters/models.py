"""A dated value with its resolution."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q

from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.roots import Root

PROPOSED, APPROVED, REFUSED = "PROPOSED", "APPROVED", "REFUSED"


class ApprovedOrOwn:
    """Approved values are law for every official; proposals belong to the organisation that made them."""

    def condition(self, actor: Actor) -> Q:
        return Q(state=APPROVED) | Q(handled_by__in=actor.organisations)


class ParameterValue(Root):
    """`area`: `nation`, `sido:11` or `case:<uuid>`. `value`: whole won, days or a count, as the code's unit says.

    `valid_to` is the last day it holds; none = open.
    """

    scope = ApprovedOrOwn()
    code = models.CharField(max_length=40)
    area = models.CharField(max_length=60)
    value = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=80)
    resolution = models.CharField(max_length=60)
    reason = models.TextField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    event = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(entered_by=F("approved_by")), name="parameter_two_people"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="parameter_dates_in_order"),
            ExclusionConstraint(
                name="parameter_no_overlap",
                expressions=[
                    ("code", "="),
                    ("area", "="),
                    (
                        Func(
                            "valid_from",
                            "valid_to",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                condition=Q(state=APPROVED),
            ),
        ]
