"""The owner: migrations and rights only. Three aliases that differ in the schema they write to;
a side's own list of migrations lies in its schema, so `public` stays out of its search path."""

from teojeon.settings.base import *  # noqa: F403
from teojeon.settings.base import database

SECRET_KEY = "the owner signs nothing"  # noqa: S105
ROOT_URLCONF = "teojeon.doors.none"
DATABASES = {
    "default": database("TEOJEON_OWNER_URL", "public"),
    "portal_side": database("TEOJEON_OWNER_URL", "portal_side"),
    "office_side": database("TEOJEON_OWNER_URL", "office_side"),
}
