"""What the rest of the house calls: `check` and `join_images`. Everything that reads a file runs in the sandbox."""

import logging
import os
import stat
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from teojeon.kernel.documents.checks import limits, sandbox
from teojeon.kernel.documents.checks.sandbox import CheckUnavailable
from teojeon.kernel.documents.checks.verdict import KINDS, MESSAGES, MIME, REMOVED_WORDS, SAFE_KINDS, Checked, Rejected, rejected

__all__ = ["CheckUnavailable", "check", "join_images"]

log = logging.getLogger(__name__)
_MARKS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG", "hwpx": b"PK\x03\x04"}


def check(path: Path, into: Path) -> Checked | Rejected:
    """Look into one file and make the copy that others open, in the folder `into` under a new name that tells nothing.

    The caller keeps or removes both files. Nothing of a rejected file is left in `into`. Takes at most
    limits.WALL_SECONDS and a few kilobytes of this process's memory. Raises CheckUnavailable when the checks cannot run
    here, OSError when the file cannot be read.
    """
    problem = _by_size(path)
    if problem is not None:
        return problem
    return _looked_into({"do": "check"}, [path], into)


def join_images(paths: Sequence[Path], into: Path) -> Checked | Rejected:
    """Make one PDF of photos, a page each (pages of a TIFF one after the other), in the order given. The result is at
    most limits.MAX_FILE_BYTES; raises what `check` raises."""
    if not paths:
        return rejected("NOTHING_TO_JOIN")
    if len(paths) > limits.MAX_JOINED:
        return rejected("TOO_MANY_PICTURES")
    for path in paths:
        problem = _by_size(path)
        if problem is not None:
            return problem
    return _looked_into({"do": "join"}, paths, into)


def _by_size(path: Path) -> Rejected | None:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError("not a plain file")
    if found.st_size == 0:
        return rejected("EMPTY")
    return rejected("TOO_LARGE") if found.st_size > limits.MAX_FILE_BYTES else None


def _looked_into(job: Mapping[str, Any], paths: Sequence[Path], into: Path) -> Checked | Rejected:
    safe = into / f"{uuid.uuid4().hex}.new"
    descriptor = os.open(safe, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    kept = False
    try:
        answer = sandbox.run(dict(job) | {"fonts": _font_folders()}, paths, descriptor)
        found = believed(answer.words, safe, os.fstat(descriptor).st_size, os.pread(descriptor, 8, 0))
        kept = isinstance(found, Checked)
    finally:
        os.close(descriptor)
        if not kept:
            safe.unlink(missing_ok=True)
    if isinstance(found, Checked):
        safe.rename(found.safe)
    return found


def believed(words: Mapping[str, Any] | None, safe: Path, size: int, mark: bytes) -> Checked | Rejected:
    """The answer, if it is one that we could have written. A process that died of the file is an answer too."""
    if words is None:
        return rejected("TOO_HEAVY")
    if "defect" in words:
        log.warning("a file met a case that the checks do not know: %.80r", words["defect"])
    refused = words.get("refused")
    if isinstance(refused, str) and refused in MESSAGES:
        return rejected(refused)
    kind, pages, safe_kind, removed = (words.get(name) for name in ("kind", "pages", "safe_kind", "removed"))
    is_sound = (
        isinstance(kind, str)
        and kind in KINDS
        and isinstance(safe_kind, str)
        and safe_kind in SAFE_KINDS.values()
        and 0 < size <= limits.SAFE_BYTES
        and mark.startswith(_MARKS[safe_kind])
        and (pages is None or (type(pages) is int and 1 <= pages <= limits.MAX_PAGES))
        and isinstance(removed, list)
        and len(removed) <= len(REMOVED_WORDS)
        and all(isinstance(code, str) and code in REMOVED_WORDS for code in removed)
    )
    if not is_sound:
        return rejected("UNREADABLE")
    assert isinstance(kind, str) and isinstance(safe_kind, str) and isinstance(removed, list)
    return Checked(kind, MIME[kind], pages, safe.with_suffix(f".{safe_kind}"), MIME[safe_kind], tuple(removed))


def _font_folders() -> list[str]:
    from django.conf import settings

    return [str(folder) for folder in settings.FONT_DIRS]
