"""Which schema a table is migrated into."""

from typing import Any

# What libraries keep by user, and the job queue: once per side. All else lies in `public`.
SIDE_APPS = frozenset({"logins", "account", "mfa", "sessions", "axes", "procrastinate"})


class SchemaRouter:
    """Side apps go to `portal_side` and `office_side`, everything else to `default`."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (app_label in SIDE_APPS) == (db != "default")
