"""Files on disk, encrypted under their subject's key, in constant memory.

A file is: mark (4 bytes), id of the data key (16), then chunks of 64 KiB, each AES-256-GCM with its tag. The file's own
key is derived from the data key and the file's id; the nonce is the chunk's number and whether it is the last one. So a
file put in another's place, shortened, lengthened or reordered does not open, and with the data key destroyed nobody
reads it.
"""

import errno
import hashlib
import io
import os
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from teojeon.kernel.crypto import subjects
from teojeon.kernel.crypto.subjects import Unreadable
from teojeon.kernel.sides.current import side

MARK = b"TJF\x01"
HEADER_BYTES = len(MARK) + 16
CHUNK_BYTES, TAG_BYTES = 64 * 1024, 16
# The disk, the quota or the process's limit: for the person who uploads it is the same.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class StoreFull(OSError):
    """There is no room for the file; nothing of it was kept."""

    code = "STORE_FULL"
    message = "저장 공간이 부족하여 파일을 저장하지 못했습니다. 입력하신 내용은 그대로 있습니다. 잠시 뒤에 다시 올려 주십시오."


class FileMissing(LookupError):
    """No file of that id lies on this side's disk."""


@dataclass(frozen=True)
class StoredFile:
    """`sha256` (32 bytes) and `size` (bytes) are of the plain content."""

    id: UUID
    sha256: bytes
    size: int


def put(subject: UUID, content: bytes | BinaryIO) -> StoredFile:
    """Encrypt and keep a file under a new id. When this returns, the file is on the disk whole; when it raises, nothing
    is. Raises StoreFull. A unit that fails afterwards leaves a file that no row names: `remove` it, or nobody will."""
    key = subjects.data_key(subject)
    file_id = uuid.uuid4()
    path = _path(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    header = MARK + key.id.bytes
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(header)
            digest, size = _write_chunks(source, file, _file_cipher(key.secret, file_id), header)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _keep_folder(path.parent)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in FULL:
            raise StoreFull(error.errno, StoreFull.message) from error
        raise
    return StoredFile(file_id, digest, size)


def get(subject: UUID, file_id: UUID) -> Iterator[bytes]:
    """The plain content, chunk by chunk. The key is fetched now, so that the stream needs no database later. Raises
    FileMissing and KeyDestroyed now; Unreadable now or, for a damaged chunk, when the stream reaches it (what came
    before was genuine)."""
    path = _path(file_id)
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
    except FileNotFoundError as error:
        raise FileMissing(file_id) from error
    if len(header) != HEADER_BYTES or header[: len(MARK)] != MARK:
        raise Unreadable
    key = subjects.data_key_named(subject, UUID(bytes=header[len(MARK) :]))
    return _read_chunks(path, _file_cipher(key.secret, file_id), header)


def read(subject: UUID, file_id: UUID) -> bytes:
    """The whole plain content, for files that are known to be small. Raises what `get` raises."""
    return b"".join(get(subject, file_id))


def remove(file_id: UUID) -> bool:
    """Take the file off the disk; False when it was not there. Its bytes stay unreadable once its subject's key is
    destroyed."""
    path = _path(file_id)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    _keep_folder(path.parent)
    return True


def _path(file_id: UUID) -> Path:
    return Path(settings.FILES_DIR) / side() / file_id.hex[:2] / file_id.hex


def _file_cipher(data_key: bytes, file_id: UUID) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, salt=file_id.bytes, info=b"teojeon file").derive(data_key))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _write_chunks(source: BinaryIO, target: BinaryIO, cipher: AESGCM, header: bytes) -> tuple[bytes, int]:
    digest, size, number = hashlib.sha256(), 0, 0
    chunk = _read_full(source, CHUNK_BYTES)
    while True:
        following = _read_full(source, CHUNK_BYTES)
        digest.update(chunk)
        size += len(chunk)
        target.write(cipher.encrypt(_nonce(number, not following), chunk, header))
        if not following:
            return digest.digest(), size
        chunk, number = following, number + 1


def _read_chunks(path: Path, cipher: AESGCM, header: bytes) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(HEADER_BYTES)
        number = 0
        box = file.read(CHUNK_BYTES + TAG_BYTES)
        while True:
            following = file.read(CHUNK_BYTES + TAG_BYTES)
            try:
                yield cipher.decrypt(_nonce(number, not following), box, header)
            except InvalidTag as error:
                raise Unreadable from error
            if not following:
                return
            box, number = following, number + 1


def _read_full(source: BinaryIO, size: int) -> bytes:
    """A socket or an upload may give less than asked for before its end."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _keep_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
