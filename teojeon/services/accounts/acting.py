"""Acting for an account that was made just now: the unit of work began with nobody, and its row policies know nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from teojeon.kernel.work.unit import current

SET = "SELECT set_config('app.account', %s, true)"


@contextmanager
def acting_for(account: UUID) -> Iterator[None]:
    """Within this block the open unit acts as the person who has just proved to be the owner of this account."""
    unit = current()
    before = unit.account
    _become(unit.__dict__, account)
    try:
        yield
    finally:
        if not connection.needs_rollback:  # a broken transaction takes no word, and is rolled back
            _become(unit.__dict__, before)


def _become(unit: dict[str, object], account: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET, [str(account or "")])
    unit["account"] = account
    unit.pop("actor", None)  # loaded anew when it is asked for
