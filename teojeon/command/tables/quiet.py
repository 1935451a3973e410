"""Keep what libraries write past Python (Rust's and Java's own messages) from standing between the lines for the user."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from teojeon.law.language.errors import LawError

_STDERR = 2


@contextmanager
def own_lines_only(err: TextIO) -> Iterator[TextIO]:
    """A stream for our own lines, while everything else that is written to standard error is held back.

    It is shown after all where the run ends in a defect of ours, and dropped where it ends in an answer or a refusal.
    """
    if not _is_standard_error(err):
        yield err
        return
    err.flush()
    kept = os.dup(_STDERR)
    with tempfile.TemporaryFile() as held_back, os.fdopen(kept, "w", encoding=err.encoding, errors="replace") as own:
        os.dup2(held_back.fileno(), _STDERR)
        try:
            yield own
        except LawError:
            raise
        except BaseException:
            held_back.seek(0)
            shutil.copyfileobj(held_back, own.buffer)
            raise
        finally:
            own.flush()
            os.dup2(own.fileno(), _STDERR)


def _is_standard_error(err: TextIO) -> bool:
    try:
        return err.fileno() == _STDERR
    except (OSError, ValueError):
        return False
