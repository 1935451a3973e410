"""The text of a stored PDF with the places of its letters and lines, taken in a process that reaches nothing of ours."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from teojeon.kernel.documents import copies
from teojeon.kernel.documents.checks import sandbox
from teojeon.kernel.documents.text_pages import TextPage, page_of

WORKER = "teojeon.kernel.documents.text_worker"
WALL_SECONDS = 30.0
MOST_BYTES = 24 * 1024 * 1024  # what the process may say of one document


def pages_of(content: Iterator[bytes]) -> tuple[TextPage, ...] | None:
    """The pages of a PDF, without letters where they are pictures. None where it cannot be read.

    Raises CheckUnavailable where the process does not start here, StoreFull, Unreadable.
    """
    with copies.plain_copies([content]) as (path,):
        target = path.with_suffix(".json")
        descriptor = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            answer = sandbox.run({}, [path], descriptor, module=WORKER, wall_seconds=WALL_SECONDS)
            size = os.fstat(descriptor).st_size
        finally:
            os.close(descriptor)
        if (answer.words or {}).get("pages") is None or not 0 < size <= MOST_BYTES:
            return None
        return believed(target)


def believed(path: Path) -> tuple[TextPage, ...] | None:
    """What the process wrote, if it is something that we could have written."""
    try:
        said = json.loads(path.read_bytes())
        return tuple(page_of(number, each) for number, each in enumerate(said["pages"], 1))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
