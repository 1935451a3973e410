"""What the office's worker does with what came on paper: carries it out."""

from uuid import UUID

from django.db import close_old_connections
from procrastinate.contrib.django import app

from teojeon.kernel.work import jobs
from teojeon.services.victims.supplement.office_actions import CARRY_OUT
from teojeon.services.victims.supplement.on_paper import carry_out, carry_out_left


@app.task(name=CARRY_OUT, queue=jobs.PAPERS)  # type: ignore[untyped-decorator]
def carry_out_paper(entry: str) -> None:
    """One entry; the sweep takes what this leaves."""
    close_old_connections()
    carry_out(UUID(entry))


jobs.repeat("carry_out_papers_left", jobs.EACH_MINUTE, carry_out_left)
