"""The files of one side's keys: written once, whole or not at all, readable by their owner only."""

import os
import secrets
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


class KeyMissing(RuntimeError):
    """A key that this process needs is not on the disk. The text names the key and what to do."""

    def __init__(self, what: str, path: Path) -> None:
        super().__init__(
            f"{what}이(가) 없습니다: {path}. 처음 설치라면 `make setup`을 실행하고, "
            f"운영 중이라면 열쇠 백업에서 이 파일을 되돌려 놓으십시오."
        )
        self.path = path


def make_folder(folder: Path) -> None:
    """The folder and those above it that are missing; the folder itself is closed to all others."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)


def write_whole(path: Path, content: bytes) -> None:
    """Write or replace a file so that a reader, or a machine that stops, sees the old content or the new, never a
    part."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _keep_folder(path.parent)


def write_if_missing(path: Path, content: bytes) -> bool:
    """True when the file was written, False when another was there first (also when two set-ups run at once)."""
    if path.exists():
        return False
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    write_whole(temporary, content)
    try:
        os.link(temporary, path)  # unlike a rename it never replaces what another process has just made
    except FileExistsError:
        return False
    finally:
        temporary.unlink(missing_ok=True)
    _keep_folder(path.parent)
    return True


def read_key(path: Path, what: str, size: int | None = None) -> bytes:
    """The content of a key file. Raises KeyMissing, also for a file of a wrong size: half a key is no key."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise KeyMissing(what, path) from error
    if size is not None and len(content) != size:
        raise KeyMissing(f"올바른 크기({size}바이트)의 {what}", path)
    return content


def erase(path: Path) -> None:
    """Overwrite the file and remove it. On disks that copy on write, what was there may lie on until the disk reuses
    it."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _keep_folder(path.parent)


def _keep_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
