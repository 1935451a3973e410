"""How a worker of either side goes about its papers: a few at once, one after the other, a failed one left to the next run."""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import close_old_connections

from teojeon.kernel.documents.checks import CheckUnavailable
from teojeon.kernel.documents.store import StoreFull

logger = logging.getLogger(__name__)

LOOKS_AT_ONCE = 2  # of a worker's jobs, so that messages and letters never wait for photos
AGAIN_AFTER = 2  # seconds
COPY_SECONDS = 15 * 60  # a plain copy older than this was left by a killed process
SCANS_A_RUN = 200
_looking = threading.BoundedSemaphore(LOOKS_AT_ONCE)
Paper = TypeVar("Paper")


def in_turn(look: Callable[[], None], later: Callable[[], None]) -> None:
    """A worker's job: looks into one paper, or plans to do so `later` where others are being looked into already.

    One that cannot be looked into now the sweep tries again.
    """
    close_old_connections()
    if not _looking.acquire(blocking=False):
        later()
        return
    try:
        look()
    except (CheckUnavailable, StoreFull):
        logger.exception("not checked")
    finally:
        _looking.release()


def each(papers: Iterable[Paper], work: Callable[[Paper], object]) -> int:
    """Works on each; one that fails is left to the next run, one that gives False ends it. Returns how many were done."""
    count = 0
    for paper in papers:
        try:
            if work(paper) is False:
                break
            count += 1
        except Exception:
            logger.exception("papers: %s failed", paper)
    return count
