import unicodedata

import pytest

from teojeon.kernel.crypto.lookup import NotOnThisSide, lookup_hash
from teojeon.kernel.sides.current import acting_as


def test_all_ways_of_writing_a_number_give_one_hash(office: None) -> None:
    ways = ["900101-1234567", "9001011234567", " 900101 1234567", "９００１０１－１２３４５６７"]
    assert len({lookup_hash("resident_number", way) for way in ways}) == 1


def test_the_hash_needs_the_key_and_differs_by_kind_and_side(office: None) -> None:
    as_phone = lookup_hash("phone", "010-1234-5678")
    assert as_phone != lookup_hash("account_number", "010-1234-5678")
    with acting_as("portal"):
        assert lookup_hash("phone", "010-1234-5678") != as_phone
    assert len(as_phone) == 32


@pytest.mark.req("S1-XCT-05")
def test_the_portal_hashes_no_resident_number(portal: None) -> None:
    with pytest.raises(NotOnThisSide):
        lookup_hash("resident_number", "900101-1234567")


def test_the_office_hashes_no_linking_information(office: None) -> None:
    with pytest.raises(NotOnThisSide):
        lookup_hash("ci", "abc")


def test_composed_and_decomposed_text_give_one_hash_and_letters_count(portal: None) -> None:
    assert lookup_hash("ci", unicodedata.normalize("NFD", "홍Ab")) == lookup_hash("ci", "홍Ab")
    assert lookup_hash("ci", "Ab") != lookup_hash("ci", "aB")
    assert lookup_hash("email", "A@example.kr") == lookup_hash("email", "a@example.kr")


def test_an_empty_value_has_no_hash(office: None) -> None:
    with pytest.raises(ValueError, match="empty"):
        lookup_hash("phone", " - ")
