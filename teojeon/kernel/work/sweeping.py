"""What a worker's regular jobs share: one piece of work for each of many, where one that fails holds up no other."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

logger = logging.getLogger(__name__)
Key = TypeVar("Key", bound=UUID)


def each(keys: Iterable[Key], work: Callable[[Key], int], failed: str) -> int:
    """Does the work for each key. What fails is logged with its key and left to the next run. Returns the sum of what was done."""
    count = 0
    for key in keys:
        try:
            count += work(key)
        except Exception:
            logger.exception("%s: %s", failed, key)
    return count
