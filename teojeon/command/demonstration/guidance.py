"""The guidance of the demo: the pages that ship, written by one official and approved by another, and invented offices."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from teojeon.command.demonstration import stage
from teojeon.services.guidance.seed.load import load, load_samples


def publish(author: UUID, approver: UUID, at: dt.datetime) -> tuple[int, int]:
    """Publishes all pages and offices at an instant of the story. Returns how many pages and offices."""

    @contextmanager
    def unit_of(account: UUID) -> Iterator[None]:
        with stage.unit("office", account, at):
            yield

    pages, _ = load(unit_of, author, approver)
    return pages, load_samples(unit_of, author, approver)
