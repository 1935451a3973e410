import hashlib
import io
import resource
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from teojeon.kernel.crypto.subjects import KeyDestroyed, Unreadable, destroy
from teojeon.kernel.documents import store
from teojeon.kernel.documents.store import CHUNK_BYTES, FileMissing, StoreFull

pytestmark = pytest.mark.usefixtures("office_database")
CONTENT = bytes(range(256)) * 1024  # four chunks
NUMBER = b"900101-1234567"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def subject() -> uuid.UUID:
    return uuid.uuid4()


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_a_file_comes_back_as_it_was_put(subject: uuid.UUID, size: int) -> None:
    content = CONTENT[:size]
    stored = store.put(subject, content)
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(content).digest())
    assert store.read(subject, stored.id) == content


@hypothesis_settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=1, max_value=CHUNK_BYTES))
def test_a_source_that_gives_its_bytes_in_pieces_is_stored_whole(subject: uuid.UUID, piece: int) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(piece, size if size is not None and size >= 0 else piece))

    content = CONTENT[: 3 * piece + 1]
    assert store.read(subject, store.put(subject, Slow(content)).id) == content


@pytest.mark.req("S1-XCT-05")
def test_nothing_of_the_content_lies_readable_on_the_disk(subject: uuid.UUID, folder: Path) -> None:
    stored = store.put(subject, NUMBER * 1000)
    (path,) = on_disk(folder)
    assert NUMBER not in path.read_bytes()
    assert path.name == stored.id.hex
    assert path.stat().st_mode & 0o077 == 0
    assert path.is_relative_to(folder / "office")


@pytest.mark.req("S1-XCT-05")
def test_with_the_subjects_key_destroyed_nobody_reads_its_files(subject: uuid.UUID) -> None:
    stored = store.put(subject, CONTENT)
    destroy(subject)
    with pytest.raises(KeyDestroyed):
        store.get(subject, stored.id)


def test_another_subject_cannot_open_the_file(subject: uuid.UUID) -> None:
    stored = store.put(subject, CONTENT)
    with pytest.raises(Unreadable):
        store.get(uuid.uuid4(), stored.id)


def test_a_file_put_in_the_place_of_another_does_not_open(subject: uuid.UUID) -> None:
    first, second = store.put(subject, b"one"), store.put(subject, b"two")
    store._path(first.id).replace(store._path(second.id))
    with pytest.raises(Unreadable):
        store.read(subject, second.id)


def shortened_by_a_chunk(box: bytes) -> bytes:
    return box[: store.HEADER_BYTES + 2 * (CHUNK_BYTES + store.TAG_BYTES)]


def shortened_by_a_byte(box: bytes) -> bytes:
    return box[:-1]


def lengthened(box: bytes) -> bytes:
    return box + b"\0"


def reordered(box: bytes) -> bytes:
    at, step = store.HEADER_BYTES, CHUNK_BYTES + store.TAG_BYTES
    return box[:at] + box[at + step : at + 2 * step] + box[at : at + step] + box[at + 2 * step :]


def flipped(box: bytes) -> bytes:
    return box[:-100] + bytes([box[-100] ^ 1]) + box[-99:]


def without_its_mark(box: bytes) -> bytes:
    return b"X" + box[1:]


def emptied(box: bytes) -> bytes:
    return b""


@pytest.mark.parametrize(
    "damage",
    [shortened_by_a_chunk, shortened_by_a_byte, lengthened, reordered, flipped, without_its_mark, emptied],
)
def test_a_damaged_file_is_never_read_to_its_end(subject: uuid.UUID, damage: object) -> None:
    assert callable(damage)
    stored = store.put(subject, CONTENT)
    path = store._path(stored.id)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(Unreadable):
        store.read(subject, stored.id)


def test_a_removed_file_is_missing(subject: uuid.UUID, folder: Path) -> None:
    stored = store.put(subject, CONTENT)
    assert store.remove(stored.id)
    assert not store.remove(stored.id)
    assert on_disk(folder) == []
    with pytest.raises(FileMissing):
        store.get(subject, stored.id)


@pytest.fixture
def room_for_100_kilobytes() -> Iterator[None]:
    """The kernel itself refuses to write more, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.req("S1-XCT-03")
@pytest.mark.usefixtures("room_for_100_kilobytes")
def test_a_full_disk_is_said_in_plain_words_and_nothing_half_written_stays(subject: uuid.UUID, folder: Path) -> None:
    with pytest.raises(StoreFull) as refusal:
        store.put(subject, CONTENT)
    assert refusal.value.code == "STORE_FULL"
    assert "저장 공간이 부족" in refusal.value.message
    assert on_disk(folder) == []
    assert store.read(subject, store.put(subject, b"small").id) == b"small"


def test_a_source_that_breaks_off_leaves_nothing(subject: uuid.UUID, folder: Path) -> None:
    class Breaks(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > CHUNK_BYTES:
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        store.put(subject, Breaks(CONTENT))
    assert on_disk(folder) == []
