"""What the portal's worker does for the accounts."""

from teojeon.kernel.work import jobs
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts import tasks_of_both
from teojeon.services.accounts.counter.portal import drop_expired


def drop_activations() -> None:
    """Codes of the counter that nobody used in time."""
    with unit_of_work(None):
        drop_expired()


tasks_of_both.register()
jobs.repeat("drop_activations", jobs.EACH_NIGHT, drop_activations)
