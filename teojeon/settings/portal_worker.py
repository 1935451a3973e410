"""The worker of the portal: the same role and keys, no doors."""

from teojeon.settings.portal import *  # noqa: F403
