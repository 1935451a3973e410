import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teojeon.kernel.crypto.masking import mask_free_text, mask_name, mask_number, mask_phone

SEPARATORS = ["", "-", " ", " - ", "\n", "–", "－", "‑", ".", "\u200b"]
WORDS = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=30)


@pytest.mark.req("S1-XCT-05")
def test_a_resident_number_keeps_birth_date_and_first_digit_only() -> None:
    assert mask_number("900101-1234567") == mask_number("9001011234567") == "900101-1******"
    assert mask_number("900101-12345") == "*" * 12


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("홍길동", "홍*동"),
        ("김철", "김*"),
        ("김", "*"),
        ("", ""),
        ("남궁민수", "남**수"),
        (" 홍길동 ", "홍*동"),
        ("JOHN SMITH", "J*** ****H"),
        ("\u1112\u1169\u11bc\u1100\u1175\u11af\u1103\u1169\u11bc", "홍*동"),  # decomposed, as some systems send it
    ],
)
def test_a_name_keeps_its_ends(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@settings(deadline=None)
@given(st.text(st.characters(categories=["Lo", "Lu", "Ll"]), min_size=3, max_size=40))
def test_no_letter_between_the_ends_of_a_name_is_shown(name: str) -> None:
    masked = mask_name(name)
    assert set(masked[1:-1]) <= {"*"}


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("010-1234-5678", "010-****-5678"),
        ("01012345678", "010-****-5678"),
        ("０１０ １２３４ ５６７８", "010-****-5678"),
        ("011-234-5678", "011-***-5678"),
        ("02-123-4567", "02-***-4567"),
        ("0212345678", "02-****-5678"),
        ("044-201-0000", "044-***-0000"),
        ("1588-1234", "****-1234"),
        ("112", "***"),
        ("+82 10 1234 5678", "**********78"),
        ("", ""),
    ],
)
def test_a_phone_number_keeps_area_and_last_digits(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.req("S1-XCT-05")
@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_number_in_free_text_is_masked_with_a_warning(separator: str) -> None:
    text, warned = mask_free_text(f"임대인은 900101{separator}1234567입니다.")
    assert warned
    assert "234567" not in text
    assert text.startswith("임대인은 900101")
    assert text.endswith("1******입니다.")


@pytest.mark.parametrize(
    "text",
    [
        "계좌 1234567890123",  # month 34: no date, so no resident number
        "등기고유번호 11012023123456",  # 14 digits
        "2026-11-21 010-1234-5678",
        "보증금 200,000,000원",
        "900101-1******",
        "",
    ],
)
def test_a_text_without_a_resident_number_stays_as_it_is(text: str) -> None:
    assert mask_free_text(text) == (text, False)


def test_every_number_of_a_text_is_masked() -> None:
    text, _ = mask_free_text("900101-1234567, 850505-5234567 그리고 ９００１０１１２３４５６７")
    assert text == "900101-1******, 850505-5****** 그리고 ９００１０１-１******"


@pytest.mark.req("S1-XCT-05")
@settings(deadline=None)
@given(
    st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(1999, 12, 31)),
    st.integers(min_value=0, max_value=999999),
    st.sampled_from(SEPARATORS),
    WORDS,
    WORDS,
)
def test_no_number_survives_in_any_text(born: dt.date, rest: int, separator: str, before: str, after: str) -> None:
    secret = f"{rest:06d}"
    masked, warned = mask_free_text(f"{before}{born:%y%m%d}{separator}1{secret}{after}")
    assert warned
    assert f"1{secret}" not in masked
    assert masked.startswith(before)
    assert masked.endswith(after)
    assert mask_free_text(masked) == (masked, False)


@settings(deadline=None)
@given(WORDS)
def test_a_text_without_digits_is_never_changed(text: str) -> None:
    assert mask_free_text(text) == (text, False)
