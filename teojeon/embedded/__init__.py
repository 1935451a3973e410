"""A PostgreSQL of one's own for development and tests. Standard library only.

`EmbeddedDatabase(home)` keeps everything under `home`; `python -m teojeon.embedded` does the same by hand.
"""

from teojeon.embedded.errors import LauncherError
from teojeon.embedded.launcher import EmbeddedDatabase

__all__ = ["EmbeddedDatabase", "LauncherError"]
