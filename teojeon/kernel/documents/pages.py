"""One page of a stored document as a picture, drawn in a process that reaches nothing of ours."""

import os
from collections.abc import Iterator

from teojeon.kernel.documents import copies
from teojeon.kernel.documents.checks import sandbox

WORKER = "teojeon.kernel.documents.page_worker"
PNG = b"\x89PNG\r\n"
WALL_SECONDS = 20.0


def picture(content: Iterator[bytes], page: int, width: int) -> bytes | None:
    """Page `page` (from 1) of a PDF as a PNG, at most `width` pixels wide. None where there is no such page, or it cannot be drawn.

    Raises CheckUnavailable where the process does not start here, StoreFull, Unreadable.
    """
    with copies.plain_copies([content]) as (path,):
        target = path.with_suffix(".png")
        descriptor = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            answer = sandbox.run({"page": page, "width": width}, [path], descriptor, module=WORKER, wall_seconds=WALL_SECONDS)
        finally:
            os.close(descriptor)
        drawn = target.read_bytes() if (answer.words or {}).get("drawn") is True else b""
    return drawn if drawn.startswith(PNG) else None
