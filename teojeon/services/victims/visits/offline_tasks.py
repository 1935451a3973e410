"""What the office's worker does with entries that were written without a network."""

from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.visits import offline_taking


def drop_left_photos() -> None:
    """Each night: takes away sealed photos whose entry never came."""
    with unit_of_work(INTAKE_PRINCIPAL):
        offline_taking.drop_left_photos()
