import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teojeon.kernel.crypto.numbers import CENTURIES, BadNumber, NumberError, ResidentNumber


@pytest.mark.req("S1-APP-02")
@pytest.mark.parametrize(
    ("text", "born", "foreign"),
    [
        ("900101-1234567", dt.date(1990, 1, 1), False),
        ("9001011234567", dt.date(1990, 1, 1), False),
        ("900101 - 1234567", dt.date(1990, 1, 1), False),
        ("９００１０１－１２３４５６７", dt.date(1990, 1, 1), False),
        ("000229-3234567", dt.date(2000, 2, 29), False),
        ("990101-9234567", dt.date(1899, 1, 1), False),
        ("850505-5234567", dt.date(1985, 5, 5), True),
        ("050505-8234567", dt.date(2005, 5, 5), True),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, born: dt.date, foreign: bool) -> None:
    number = ResidentNumber.parse(text)
    assert (number.birth_date, number.is_foreigner) == (born, foreign)
    assert len(number.digits) == 13


@pytest.mark.req("S1-APP-02", "S1-XCT-03")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "MISSING"),
        (" - ", "MISSING"),
        ("910203-245678", "BAD_LENGTH"),
        ("900101-12345678", "BAD_LENGTH"),
        ("900101-123456A", "BAD_VALUE"),
        ("900101-1₂34567\0", "BAD_VALUE"),
        ("구공공일공일-1234567", "BAD_VALUE"),
        ("٩٠٠١٠١-١٢٣٤٥٦٧", "BAD_VALUE"),
        ("900230-1234567", "BAD_DATE"),
        ("901301-1234567", "BAD_DATE"),
        ("900100-1234567", "BAD_DATE"),
        ("000229-1234567", "BAD_DATE"),  # 1900 was no leap year
    ],
)
def test_an_impossible_number_is_refused_with_a_code_and_a_message(text: str, code: NumberError) -> None:
    with pytest.raises(BadNumber) as refusal:
        ResidentNumber.parse(text)
    assert refusal.value.code == code
    assert refusal.value.message.endswith("오.") or "예:" in refusal.value.message
    assert not text.strip(" -") or text not in refusal.value.message


def test_a_birth_after_the_day_of_filing_is_no_possible_date() -> None:
    assert ResidentNumber.parse("261121-3234567", on=dt.date(2026, 11, 21)).birth_date == dt.date(2026, 11, 21)
    with pytest.raises(BadNumber) as refusal:
        ResidentNumber.parse("261122-3234567", on=dt.date(2026, 11, 21))
    assert refusal.value.code == "BAD_DATE"


@pytest.mark.req("S1-APP-02")
def test_a_check_digit_that_does_not_hold_is_a_question_and_never_a_refusal() -> None:
    last_digits = [digit for digit in "0123456789" if ResidentNumber.parse(f"900101-123456{digit}").checksum_holds]
    assert last_digits == ["8"]
    foreign = [digit for digit in "0123456789" if ResidentNumber.parse(f"850505-523456{digit}").checksum_holds]
    assert len(foreign) == 1


@settings(deadline=None)
@given(
    st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2099, 12, 31)),
    st.data(),
)
def test_every_day_of_three_centuries_can_be_a_birth_date(born: dt.date, data: st.DataObject) -> None:
    seventh = data.draw(st.sampled_from([d for d, century in CENTURIES.items() if 0 <= born.year - century < 100]))
    rest = data.draw(st.integers(min_value=0, max_value=999999))
    assert ResidentNumber.parse(f"{born:%y%m%d}-{seventh}{rest:06d}").birth_date == born


@pytest.mark.req("S1-XCT-05")
def test_neither_text_nor_repr_of_a_number_shows_it() -> None:
    number = ResidentNumber.parse("900101-1234567")
    assert str(number) == "900101-1******"
    assert "234567" not in repr(number)
