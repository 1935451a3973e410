import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from teojeon.kernel.crypto.sealing import OVERHEAD_BYTES, Unopened, key_id, seal, unseal

OURS, EARLIER, THEIRS = (X25519PrivateKey.generate() for _ in range(3))
RING = {key_id(key.public_key()): key for key in (OURS, EARLIER)}
CONTEXT = "draft/7e0c/number"


@settings(deadline=None)
@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_was_sealed_opens_in_its_own_context(content: bytes, context: str) -> None:
    box = seal(content, OURS.public_key(), context)
    assert unseal(box, RING, context) == content
    assert len(box) == len(content) + OVERHEAD_BYTES


def test_a_box_sealed_to_the_key_before_the_present_one_still_opens() -> None:
    assert unseal(seal(b"9001011234567", EARLIER.public_key(), CONTEXT), RING, CONTEXT) == b"9001011234567"


@pytest.mark.req("S1-XCT-05")
def test_a_box_moved_to_another_place_does_not_open() -> None:
    box = seal(b"9001011234567", OURS.public_key(), CONTEXT)
    with pytest.raises(Unopened):
        unseal(box, RING, "draft/7e0d/number")


def test_a_box_for_somebody_else_does_not_open() -> None:
    box = seal(b"9001011234567", THEIRS.public_key(), CONTEXT)
    with pytest.raises(Unopened):
        unseal(box, RING, CONTEXT)


def test_a_box_that_names_our_key_but_was_sealed_to_another_does_not_open() -> None:
    box = seal(b"9001011234567", THEIRS.public_key(), CONTEXT)
    forged = box[:1] + key_id(OURS.public_key()) + box[9:]
    with pytest.raises(Unopened):
        unseal(forged, RING, CONTEXT)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=OVERHEAD_BYTES + 12), st.integers(min_value=1, max_value=255))
def test_a_box_with_any_changed_byte_does_not_open(place: int, change: int) -> None:
    box = bytearray(seal(b"9001011234567", OURS.public_key(), CONTEXT))
    box[place] ^= change
    with pytest.raises(Unopened):
        unseal(bytes(box), RING, CONTEXT)


@settings(deadline=None)
@given(st.binary(max_size=120))
def test_bytes_that_are_no_box_do_not_open(content: bytes) -> None:
    with pytest.raises(Unopened):
        unseal(content, RING, CONTEXT)


def test_two_boxes_of_the_same_number_have_nothing_in_common_but_the_key() -> None:
    first, second = (seal(b"9001011234567", OURS.public_key(), CONTEXT) for _ in range(2))
    assert first[:9] == second[:9]
    assert first[9:] != second[9:]
