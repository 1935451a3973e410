"""How long cases of a province took lately. No person is in it; the portal reads it."""

from django.db import models


class ProgressFigure(models.Model):
    """Days from filing to the dispatch of the decision, over the decisions dispatched in the 90 days before `counted_on`.

    `cases`: how many; `p50`, `p90`: the days within which half and nine tenths of them were done.
    """

    organisation = models.CharField(max_length=20, primary_key=True)
    counted_on = models.DateField()
    cases = models.PositiveIntegerField()
    p50 = models.PositiveIntegerField()
    p90 = models.PositiveIntegerField()
