"""What the office's worker does for this service."""

from teojeon.kernel.audit import looks
from teojeon.kernel.cases.looks import accounts_of
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import jobs
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.decision.office_tasks import finalise_due
from teojeon.services.victims.intake import messages  # noqa: F401  (registers its handlers)


def advance_looks() -> None:
    """Counts who looked at whose data since the last time, for the persons' own page."""
    with unit_of_work(INTAKE_PRINCIPAL):
        looks.advance(accounts_of)


jobs.register()
jobs.repeat("advance_looks", jobs.EACH_MINUTE, advance_looks)
jobs.repeat("finalise_due", jobs.EACH_NIGHT, finalise_due)
