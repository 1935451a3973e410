"""What the office's worker does for this service."""

from teojeon.kernel.audit import looks
from teojeon.kernel.cases.looks import accounts_of
from teojeon.kernel.cases.rederive import rederive_open
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import jobs
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.assessment.office_tasks import reassess_after_values, reassess_lately
from teojeon.services.victims.decision.office_tasks import finalise_due
from teojeon.services.victims.intake import messages  # noqa: F401  (registers its handlers)


def advance_looks() -> None:
    """Counts who looked at whose data since the last time, for the persons' own page."""
    with unit_of_work(INTAKE_PRINCIPAL):
        looks.advance(accounts_of)


jobs.register()
jobs.repeat("rederive_deadlines", jobs.EACH_MINUTE, rederive_open)
jobs.repeat("advance_looks", jobs.EACH_MINUTE, advance_looks)
jobs.repeat("finalise_due", jobs.EACH_NIGHT, finalise_due)
jobs.repeat("reassess_after_values", jobs.EACH_MINUTE, reassess_after_values)
jobs.repeat("reassess_lately", jobs.EACH_NIGHT, reassess_lately)
