"""The offset between the two faces of the clock."""

from django.db import models


class ClockOffset(models.Model):
    """One row: how many seconds the legal instant runs ahead of the machine's. Absent in production."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seconds = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="clock_offset_one_row")]
