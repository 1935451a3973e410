"""The worker of the office: the same role and keys, no doors."""

from teojeon.settings.office import *  # noqa: F403
