"""What the office's worker does for the accounts."""

from teojeon.services.accounts import tasks_of_both
from teojeon.services.accounts.counter import actions  # noqa: F401  (registers its handlers)

tasks_of_both.register()
