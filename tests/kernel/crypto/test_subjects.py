import uuid

import pytest
from django.db import ProgrammingError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from teojeon.kernel.crypto import subjects
from teojeon.kernel.crypto.models import DataKey, DataKeySecret
from teojeon.kernel.crypto.subjects import (
    KeyDestroyed,
    Unreadable,
    cached_keys,
    decrypt_for,
    decrypt_text,
    destroy,
    encrypt_for,
    encrypt_text,
    pseudonyms,
)
from teojeon.kernel.sides.current import acting_as

pytestmark = pytest.mark.usefixtures("office_database")
CONTEXT = "party/1/phone"


@pytest.mark.req("S1-XCT-05")
def test_what_is_encrypted_for_a_subject_is_read_for_that_subject_only() -> None:
    somebody, another = uuid.uuid4(), uuid.uuid4()
    box = encrypt_text(somebody, "010-1234-5678", CONTEXT)
    assert decrypt_text(somebody, box, CONTEXT) == "010-1234-5678"
    assert b"5678" not in box
    encrypt_text(another, "x", CONTEXT)
    with pytest.raises(Unreadable):
        decrypt_text(another, box, CONTEXT)


def test_a_box_moved_to_another_column_does_not_open() -> None:
    subject = uuid.uuid4()
    box = encrypt_for(subject, b"010", CONTEXT)
    with pytest.raises(Unreadable):
        decrypt_for(subject, box, "party/1/account")


def test_a_box_that_names_another_key_does_not_open() -> None:
    subject, another = uuid.uuid4(), uuid.uuid4()
    box, foreign = encrypt_for(subject, b"010", CONTEXT), encrypt_for(another, b"020", CONTEXT)
    with pytest.raises(Unreadable):
        decrypt_for(another, foreign[:17] + box[17:], CONTEXT)


@pytest.mark.parametrize("place", [0, 1, 17, 30, -1])
def test_a_box_with_a_changed_byte_does_not_open(place: int) -> None:
    subject = uuid.uuid4()
    box = bytearray(encrypt_for(subject, b"010", CONTEXT))
    box[place] ^= 1
    with pytest.raises(Unreadable):
        decrypt_for(subject, bytes(box), CONTEXT)


def test_a_subject_has_one_key_for_all_its_boxes() -> None:
    subject = uuid.uuid4()
    first, second = encrypt_for(subject, b"010", CONTEXT), encrypt_for(subject, b"010", CONTEXT)
    assert first[:17] == second[:17]
    assert first[17:] != second[17:]
    assert DataKey.objects.filter(subject=subject).count() == 1


@pytest.mark.req("S1-XCT-05")
def test_after_its_key_is_destroyed_a_subject_is_unreadable() -> None:
    gone, kept = uuid.uuid4(), uuid.uuid4()
    box, kept_box = encrypt_for(gone, b"010", CONTEXT), encrypt_for(kept, b"020", CONTEXT)
    assert destroy(gone)
    with pytest.raises(KeyDestroyed):
        decrypt_for(gone, box, CONTEXT)
    assert decrypt_for(kept, kept_box, CONTEXT) == b"020"
    assert not DataKeySecret.objects.filter(key__subject=gone).exists()
    assert DataKey.objects.get(subject=gone).destroyed_at is not None
    assert not destroy(gone)


def test_a_subject_that_comes_back_has_a_new_key_and_a_new_pseudonym() -> None:
    subject = uuid.uuid4()
    old_box, old_name = encrypt_for(subject, b"010", CONTEXT), pseudonyms([subject])[subject]
    destroy(subject)
    new_box = encrypt_for(subject, b"020", CONTEXT)
    assert decrypt_for(subject, new_box, CONTEXT) == b"020"
    assert pseudonyms([subject])[subject] != old_name
    with pytest.raises(KeyDestroyed):
        decrypt_for(subject, old_box, CONTEXT)


def test_one_side_cannot_destroy_the_keys_of_the_other() -> None:
    subject = uuid.uuid4()
    box = encrypt_for(subject, b"010", CONTEXT)
    key_id = DataKey.objects.get(subject=subject).id
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal")
        cursor.execute("SELECT destroy_key(%s)", [key_id])
        assert cursor.fetchone() == (False,)
        cursor.execute("SET LOCAL ROLE office")
    assert decrypt_for(subject, box, CONTEXT) == b"010"


def test_no_side_deletes_a_secret_by_hand() -> None:
    subject = uuid.uuid4()
    encrypt_for(subject, b"010", CONTEXT)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        DataKeySecret.objects.filter(key__subject=subject).delete()


def test_the_sides_have_keys_of_their_own_for_one_subject() -> None:
    subject = uuid.uuid4()
    box = encrypt_for(subject, b"010", CONTEXT)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal")
    with acting_as("portal"):
        encrypt_for(subject, b"010", CONTEXT)
        with pytest.raises(Unreadable):
            decrypt_for(subject, box, CONTEXT)


def test_pseudonyms_of_many_known_subjects_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    many = [uuid.uuid4() for _ in range(50)]
    made = pseudonyms(many)
    with django_assert_num_queries(1):
        assert pseudonyms(reversed(many)) == made
    assert len(set(made.values())) == 50
    assert not set(made) & set(made.values())


def test_a_live_key_whose_secret_is_not_here_is_never_replaced_in_silence() -> None:
    """A database restored without its secrets must not begin a second life under the same key."""
    subject = uuid.uuid4()
    encrypt_for(subject, b"010", CONTEXT)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")  # no side may delete a secret but through destroy_key
        DataKeySecret.objects.filter(key__subject=subject).delete()
        cursor.execute("SET LOCAL ROLE office")
    with pytest.raises(KeyDestroyed):
        encrypt_for(subject, b"020", CONTEXT)
    with pytest.raises(KeyDestroyed):
        pseudonyms([subject])


def test_within_a_unit_a_key_is_fetched_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    subject = uuid.uuid4()
    with cached_keys():
        box = encrypt_for(subject, b"010", CONTEXT)
        with django_assert_num_queries(0):
            assert decrypt_for(subject, box, CONTEXT) == b"010"
            pseudonyms([subject])


def test_the_units_cache_does_not_outlive_the_key() -> None:
    subject = uuid.uuid4()
    with cached_keys():
        box = encrypt_for(subject, b"010", CONTEXT)
        destroy(subject)
        with pytest.raises(KeyDestroyed):
            decrypt_for(subject, box, CONTEXT)


def test_a_key_made_in_an_inner_block_that_fails_encrypts_nothing_afterwards() -> None:
    subject = uuid.uuid4()
    with cached_keys():
        with pytest.raises(RuntimeError), transaction.atomic():
            encrypt_for(subject, b"010", CONTEXT)
            raise RuntimeError
        box = encrypt_for(subject, b"020", CONTEXT)
    assert DataKey.objects.filter(subject=subject, id=uuid.UUID(bytes=box[1:17])).exists()
    assert decrypt_for(subject, box, CONTEXT) == b"020"


def test_no_key_shows_itself_in_a_traceback() -> None:
    key = subjects.data_key(uuid.uuid4())
    assert repr(key.secret) not in repr(key)
    assert str(key.pseudonym) not in repr(key)
