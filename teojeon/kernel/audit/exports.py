"""Where the exported heads lie: `<directory>/<side>/heads-00000001.jsonl`, one file an export, each with the hash of
the one before.
"""

import hashlib
from pathlib import Path

EMPTY = hashlib.sha256(b"").hexdigest()  # stands before the first file


def exported_files(directory: Path, side: str) -> list[Path]:
    """The exports of a side, oldest first."""
    return sorted((directory / side).glob("heads-*.jsonl"))


def sequence_of(path: Path) -> int:
    """The running number in a file's name."""
    return int(path.stem.removeprefix("heads-"))
