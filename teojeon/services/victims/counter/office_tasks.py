"""What the office's worker does with registered applications on paper: opens their cases."""

from uuid import UUID

from django.db import close_old_connections
from procrastinate.contrib.django import app

from teojeon.kernel.work import jobs
from teojeon.services.victims.counter.actions import OPENING
from teojeon.services.victims.counter.opening import open_case, open_left
from teojeon.services.victims.counter.scanning import HAND_OVER, hand_over, hand_over_left


@app.task(name=OPENING, queue=jobs.PAPERS)  # type: ignore[untyped-decorator]
def open_paper_case(draft: str) -> None:
    """The case of one application; the sweep takes what this leaves."""
    close_old_connections()
    if open_case(UUID(draft)):
        hand_over(UUID(draft))


@app.task(name=HAND_OVER, queue=jobs.PAPERS)  # type: ignore[untyped-decorator]
def hand_over_scans(draft: str) -> None:
    """What was scanned after the registration; the sweep takes what this leaves."""
    close_old_connections()
    hand_over(UUID(draft))


jobs.repeat("open_paper_cases_left", jobs.EACH_MINUTE, open_left)
jobs.repeat("hand_over_scans_left", jobs.EACH_MINUTE, hand_over_left)
