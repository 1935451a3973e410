"""Plain copies of stored files for programs that read files (checks, pictures): in a private folder, never longer than needed."""

import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

from teojeon.kernel import clock
from teojeon.kernel.documents import store
from teojeon.kernel.documents.store import FULL, StoreFull
from teojeon.kernel.sides.current import side

Streams = Sequence[Iterator[bytes]]


def streams_of(subject: UUID, file_ids: Sequence[UUID]) -> list[Iterator[bytes]]:
    """The contents of these files. The keys are fetched now: what follows needs no database. Raises what `store.get` raises."""
    return [store.get(subject, file_id) for file_id in file_ids]


@contextmanager
def plain_copies(streams: Streams) -> Iterator[list[Path]]:
    """The contents as files, in a folder of their own that the block may fill further; gone when it ends, whatever happens.

    What a killed process leaves is taken by `sweep`. Raises StoreFull, and Unreadable for a damaged file.
    """
    folder = _folder() / uuid.uuid4().hex
    folder.mkdir(parents=True, mode=0o700)
    try:
        paths = [folder / f"{number:03d}" for number in range(len(streams))]
        for path, stream in zip(paths, streams, strict=True):
            _write(path, stream)
        yield paths
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(older_than: float) -> int:
    """Takes away copies older than so many seconds, which a killed process left. Returns how many folders."""
    now, gone = clock.real_now().timestamp(), 0
    for folder in _folder().glob("*"):
        try:
            is_old = now - folder.stat().st_mtime > older_than
        except FileNotFoundError:
            continue  # its own process has just taken it away
        if is_old:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone


def _folder() -> Path:
    return Path(settings.FILES_DIR) / side() / "copies"


def _write(path: Path, stream: Iterator[bytes]) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in stream:
                file.write(chunk)
    except OSError as error:
        if error.errno in FULL:
            raise StoreFull(error.errno, StoreFull.message) from error
        raise
