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
from contextlib import contextmanager, suppress
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
from teojeon.kernel.crypto.subjects import DataKeyInHand, Unreadable
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


class Writer:
    """A file on its way to the disk, under a new id, chunk by chunk. It asks no database: the key is in hand.

    Until `finish` nothing of it can be found; after `discard`, or when anything raises, nothing is left.
    """

    def __init__(self, key: DataKeyInHand) -> None:
        self.id = uuid.uuid4()
        self.size = 0
        self._digest, self._number, self._waiting = hashlib.sha256(), 0, bytearray()
        self._header, self._cipher = MARK + key.id.bytes, _file_cipher(key.secret, self.id)
        self._path = _path(self.id)
        self._temporary = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}.new")
        self._file: BinaryIO | None = None
        with self._cleaning():
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = os.fdopen(os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
            self._open_file.write(self._header)

    def write(self, content: bytes) -> None:
        """Takes the next bytes, however many. Raises StoreFull."""
        self._digest.update(content)
        self.size += len(content)
        self._waiting += content
        with self._cleaning():
            while len(self._waiting) > CHUNK_BYTES:  # what may be the last chunk waits: its nonce says so
                self._encrypt(bytes(self._waiting[:CHUNK_BYTES]), is_last=False)
                del self._waiting[:CHUNK_BYTES]

    def finish(self) -> StoredFile:
        """The file is on the disk whole. Raises StoreFull."""
        with self._cleaning():
            self._encrypt(bytes(self._waiting), is_last=True)
            self._open_file.flush()
            os.fsync(self._open_file.fileno())
            self._open_file.close()
            self._temporary.replace(self._path)
            _keep_folder(self._path.parent)
        return StoredFile(self.id, self._digest.digest(), self.size)

    def discard(self) -> None:
        """Takes away what was written so far."""
        if self._file:
            with suppress(OSError):  # what a full disk would not take is not wanted any more
                self._file.close()
        self._temporary.unlink(missing_ok=True)

    @property
    def _open_file(self) -> BinaryIO:
        assert self._file is not None  # since the constructor returned
        return self._file

    def _encrypt(self, chunk: bytes, *, is_last: bool) -> None:
        self._open_file.write(self._cipher.encrypt(_nonce(self._number, is_last), chunk, self._header))
        self._number += 1

    @contextmanager
    def _cleaning(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self.discard()
            if isinstance(error, OSError) and error.errno in FULL:
                raise StoreFull(error.errno, StoreFull.message) from error
            raise


def put(subject: UUID, content: bytes | BinaryIO | Iterator[bytes]) -> StoredFile:
    """Encrypt and keep a file under a new id. When this returns, the file is on the disk whole; when it raises, nothing
    is. Raises StoreFull. A unit that fails afterwards leaves a file that no row names: `remove` it, or nobody will."""
    writer = Writer(subjects.data_key(subject))
    try:
        for piece in _pieces(content):
            writer.write(piece)
        return writer.finish()
    except BaseException:
        writer.discard()
        raise


def _pieces(content: bytes | BinaryIO | Iterator[bytes]) -> Iterator[bytes]:
    if isinstance(content, Iterator) and not isinstance(content, io.IOBase):
        yield from content
        return
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    while piece := source.read(CHUNK_BYTES):
        yield piece


def get(subject: UUID, file_id: UUID) -> Iterator[bytes]:
    """The plain content, chunk by chunk. The key is fetched now, so that the stream needs no database later. Raises
    FileMissing and KeyDestroyed now; Unreadable now or, for a damaged chunk, when the stream reaches it (what came
    before was genuine)."""
    return _read_chunks(*_opened(subject, file_id))


def slice_of(subject: UUID, file_id: UUID, start: int, length: int) -> bytes:
    """`length` bytes of the plain content from `start` on, fewer at its end. Reads only the chunks that hold them.
    `start` is a multiple of CHUNK_BYTES. Raises what `get` raises, ValueError for another start."""
    if start % CHUNK_BYTES:
        raise ValueError("a slice begins with a chunk")
    parts, taken = [], 0
    for chunk in _read_chunks(*_opened(subject, file_id), start // CHUNK_BYTES):
        parts.append(chunk[: length - taken])
        taken += len(parts[-1])
        if taken >= length:
            break
    return b"".join(parts)


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


def _opened(subject: UUID, file_id: UUID) -> tuple[Path, AESGCM, bytes]:
    """Where the file lies, what opens it, and its header."""
    path = _path(file_id)
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
    except FileNotFoundError as error:
        raise FileMissing(file_id) from error
    if len(header) != HEADER_BYTES or header[: len(MARK)] != MARK:
        raise Unreadable
    key = subjects.data_key_named(subject, UUID(bytes=header[len(MARK) :]))
    return path, _file_cipher(key.secret, file_id), header


def _path(file_id: UUID) -> Path:
    return Path(settings.FILES_DIR) / side() / file_id.hex[:2] / file_id.hex


def _file_cipher(data_key: bytes, file_id: UUID) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, salt=file_id.bytes, info=b"teojeon file").derive(data_key))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _read_chunks(path: Path, cipher: AESGCM, header: bytes, number: int = 0) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(HEADER_BYTES + number * (CHUNK_BYTES + TAG_BYTES))
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


def _keep_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
