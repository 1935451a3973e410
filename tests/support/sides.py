"""Acting for a side inside a test's transaction: the real role, the real search path, the real row policies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import override_settings

from teojeon.kernel.sides.current import Side, acting_as


@contextmanager
def as_side(side: Side) -> Iterator[None]:
    """Within this block the connection has a side's role; afterwards it is the owner's again.

    A read-only unit is rolled back to its savepoint, so one test may read and write in turn.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {side}; SET LOCAL search_path = {side}_side, public")
    try:
        with acting_as(side), override_settings(SIDE=side, ROOT_URLCONF=f"teojeon.doors.{side}.urls"):
            yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE; SET LOCAL search_path = public")
