import uuid

import pytest

from teojeon.kernel.crypto import boxes, commands, subjects
from teojeon.kernel.crypto.commands import rotate
from teojeon.kernel.crypto.keyring import KeyMissing, forget_cached, keyring
from teojeon.kernel.crypto.models import DataKeySecret
from teojeon.kernel.crypto.subjects import decrypt_for, encrypt_for, pseudonyms
from teojeon.kernel.sides.current import acting_as

pytestmark = pytest.mark.usefixtures("office_database")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "REWRAP_BATCH", 3)


@pytest.mark.usefixtures("small_batches")
def test_after_a_rotation_everything_is_readable_and_the_old_master_key_is_gone() -> None:
    many = [uuid.uuid4() for _ in range(8)]
    sealed = {subject: encrypt_for(subject, subject.bytes, "c") for subject in many}
    names = pseudonyms(many)
    old_name, old_master = keyring().current_master()
    wrapped_before = {row.key_id: bytes(row.wrapped) for row in DataKeySecret.objects.all()}

    done = rotate("office")

    assert (done.wrapped, done.destroyed, done.resumed) == (8, (old_name,), False)
    forget_cached()
    assert keyring().master_ids() == [done.master_key] != [old_name]
    with pytest.raises(KeyMissing):
        keyring().master(old_name)
    assert {subject: decrypt_for(subject, box, "c") for subject, box in sealed.items()} == {
        subject: subject.bytes for subject in many
    }
    assert pseudonyms(many) == names
    for row in DataKeySecret.objects.all():
        assert bytes(row.wrapped) != wrapped_before[row.key_id]
        with pytest.raises(boxes.Unreadable):
            boxes.unwrap(bytes(row.wrapped), row.key_id, old_master)


@pytest.mark.usefixtures("small_batches")
def test_a_rotation_that_stopped_is_finished_by_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [uuid.uuid4() for _ in range(8)]
    sealed = {subject: encrypt_for(subject, b"x", "c") for subject in many}
    wraps = 0
    wrap = boxes.wrap

    def stops_at_the_fifth(key: bytes, key_id: uuid.UUID, master: bytes) -> bytes:
        nonlocal wraps
        wraps += 1
        if wraps == 5:
            raise KeyboardInterrupt
        return wrap(key, key_id, master)

    with monkeypatch.context() as patch:
        patch.setattr(boxes, "wrap", stops_at_the_fifth)
        with pytest.raises(KeyboardInterrupt):
            rotate("office")
    assert len(keyring().master_ids()) == 2
    assert all(decrypt_for(subject, box, "c") == b"x" for subject, box in sealed.items())

    done = rotate("office")

    assert done.resumed
    assert done.wrapped == 5  # three were committed before it stopped
    assert keyring().master_ids() == [done.master_key]
    assert all(decrypt_for(subject, box, "c") == b"x" for subject, box in sealed.items())


def test_a_process_that_was_running_before_a_rotation_goes_on_reading_and_writing() -> None:
    subject, later = uuid.uuid4(), uuid.uuid4()
    box = encrypt_for(subject, b"x", "c")
    running = keyring()
    forget_cached()  # the rotation is another process, with a keyring of its own
    done = rotate("office")
    assert keyring() is not running
    assert running.current_master()[0] == done.master_key
    assert decrypt_for(subject, box, "c") == b"x"
    encrypt_for(later, b"y", "c")
    assert DataKeySecret.objects.get(key__subject=later).master_key == done.master_key


def test_a_rotation_of_one_side_leaves_the_other_alone() -> None:
    with acting_as("portal"):
        before = keyring().current_master()
    rotate("office")
    with acting_as("portal"):
        assert keyring().current_master() == before


def test_the_report_says_that_old_key_backups_are_worthless_now() -> None:
    assert "새로 백업하십시오" in rotate("office").text


def test_the_command_destroys_a_subjects_key_once() -> None:
    subject = uuid.uuid4()
    encrypt_for(subject, b"x", "c")
    assert commands.destroy("office", subject)
    assert not commands.destroy("office", subject)
