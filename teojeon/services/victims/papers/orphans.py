"""Stored files that no row names: a killed process wrote them, or a unit that named them was rolled back. Each side sweeps its own.

Which columns name files the catalogue of the database says, so that a new table is not forgotten (function `files_unnamed`).
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from teojeon.kernel import clock
from teojeon.kernel.documents import store
from teojeon.kernel.sides.current import side

logger = logging.getLogger(__name__)

AGE = timedelta(days=1)  # a younger file may belong to a request or job that is not yet committed
FEW, ASKED_AT_ONCE = 100, 500
HALF_WRITTEN = ".*.new"


def sweep() -> int:
    """Each night: takes away encrypted files older than a day that no row names. Returns how many.

    Where most files seem to be nobody's, it is the wrong database or the wrong folder: then nothing is taken, and the log says so.
    """
    before = clock.real_now().timestamp() - AGE.total_seconds()
    count, unnamed = 0, []
    for ids in _batches(_stored_before(before)):
        count += len(ids)
        unnamed += _unnamed(ids)
    if len(unnamed) > FEW and 2 * len(unnamed) > count:
        logger.error("stored files: %s of %s are named by no row, nothing is removed", len(unnamed), count)
        return 0
    for file_id in unnamed:
        store.remove(file_id)
    if unnamed:
        logger.warning("stored files: %s that no row named were removed", len(unnamed))
    return len(unnamed)


def _stored_before(moment: float) -> Iterator[UUID]:
    """The ids of files whose last byte is older; what was left half-written so long ago is removed on the way."""
    for folder in sorted((Path(settings.FILES_DIR) / side()).glob("[0-9a-f][0-9a-f]")):
        for left in folder.glob(HALF_WRITTEN):
            if _is_older(left, moment):
                left.unlink(missing_ok=True)
        for path in folder.glob("[0-9a-f]" * 32):
            if _is_older(path, moment):
                yield UUID(path.name)


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime < moment
    except FileNotFoundError:
        return False  # its owner has just taken it away


def _batches(ids: Iterator[UUID]) -> Iterator[list[UUID]]:
    batch: list[UUID] = []
    for each in ids:
        batch.append(each)
        if len(batch) == ASKED_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _unnamed(ids: Sequence[UUID]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT files_unnamed(%s::uuid[])", [list(ids)])
        return [row[0] for row in cursor.fetchall()]
