"""The fields refuse with a code, a sentence and the source; they never confuse empty, unknown and zero."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from teojeon.ui import forms as ours
from teojeon.ui.amounts import AmountError, parse_won
from teojeon.ui.dates import parse_date
from teojeon.ui.formats import korean_date, with_particle, won, won_reading


def refusal(field: forms.Field, value: Any) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    error = caught.value.error_list[0]
    return str(error.code), (error.params or {})["source"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("1,234,500", 1_234_500),
        ("1,234,500원", 1_234_500),
        (" 1 234 500 원 ", 1_234_500),
        ("１２３", 123),
        ("1억2천만", 120_000_000),
        ("1억 2,000만 원", 120_000_000),
        ("3천5백만", 35_000_000),
        ("천만원", 10_000_000),
        ("123만 4,500원", 1_234_500),
        ("1조", 10**12),
        ("1000000000000000", 10**15),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, amount: int) -> None:
    assert parse_won(text) == amount


@pytest.mark.parametrize("text", ["일억", "1,23,4", "12.5", "1억2억", "만억", "1e9", "٣", "원", "2만1만", "20천", "9" * 70])
def test_what_is_no_amount_is_refused_and_not_guessed(text: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_won(text)
    assert caught.value.code == "BAD_VALUE"


@pytest.mark.req("S1-XCT-03")
def test_a_negative_amount_and_an_enormous_one_are_refused_with_code_and_source() -> None:
    field = ours.WonField(label="보증금", source="법 제3조")
    assert refusal(field, "-1") == ("NEGATIVE_AMOUNT", "법 제3조")
    assert refusal(field, "△1,000") == ("NEGATIVE_AMOUNT", "법 제3조")
    assert refusal(field, str(10**15 + 1)) == ("BAD_VALUE", "법 제3조")
    assert refusal(field, "") == ("MISSING_VALUE", "법 제3조")


def test_zero_is_an_amount_and_no_missing_value() -> None:
    assert ours.WonField().clean("0") == 0
    assert ours.UnknownableField(ours.WonField()).clean(["0", False]) == 0


def test_unknown_missing_and_a_value_are_three_different_answers() -> None:
    field = ours.UnknownableField(ours.WonField(label="월세", source="법 제3조"), required=False)
    assert field.clean(["", True]) is ours.UNKNOWN
    assert field.clean(["", False]) is None
    assert field.clean(["5", False]) == 5


def test_a_required_answer_may_be_unknown_but_not_missing_or_contradictory() -> None:
    field = ours.UnknownableField(ours.WonField(label="월세", source="법 제3조"))
    assert field.clean(["", True]) is ours.UNKNOWN
    assert refusal(field, ["", False]) == ("MISSING_VALUE", "법 제3조")
    assert refusal(field, ["5", True]) == ("CONTRADICTION", "법 제3조")
    assert refusal(field, ["-5", False]) == ("NEGATIVE_AMOUNT", "법 제3조")


def test_three_answers_to_a_question_and_none() -> None:
    field = ours.TriStateField(label="살고 있습니까?", required=False)
    assert [field.clean(value) for value in ("yes", "no", "unknown", "")] == [True, False, ours.UNKNOWN, None]
    assert refusal(ours.TriStateField(label="살고 있습니까?"), "maybe")[0] == "BAD_VALUE"
    assert refusal(ours.TriStateField(label="살고 있습니까?"), "")[0] == "MISSING_VALUE"


@pytest.mark.parametrize(
    "text", ["2026-11-20", "2026. 11. 20.", "2026.11.20", "2026. 11. 20.(금)", "2026년 11월 20일", "20261120", "2026/11/20"]
)
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert parse_date(text) == dt.date(2026, 11, 20)
    assert ours.KoreanDateField().clean(text) == dt.date(2026, 11, 20)


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "0000-01-01", "어제", "2026-1", "20261131", "2026-11-20T00:00"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    assert refusal(ours.KoreanDateField(label="계약일", source="법 제3조"), text) == ("BAD_DATE", "법 제3조")


def test_a_date_outside_its_limits_is_refused_and_the_limits_themselves_are_not() -> None:
    field = ours.KoreanDateField(label="계약일", latest=lambda: dt.date(2026, 11, 20))
    assert field.clean("2026-11-20") == dt.date(2026, 11, 20)
    assert field.clean("1900-01-01") == dt.date(1900, 1, 1)
    assert refusal(field, "2026-11-21")[0] == "BAD_VALUE"
    assert refusal(field, "1899-12-31")[0] == "BAD_VALUE"


def test_text_is_composed_and_control_characters_are_refused() -> None:
    assert ours.TextField().clean("\u1112\u1169\u11bc") == "홍"
    assert refusal(ours.TextField(label="성명", source="법"), "홍\x00길동") == ("BAD_CHARACTERS", "법")
    assert refusal(ours.TextField(label="성명"), "홍\x07")[0] == "BAD_CHARACTERS"
    assert ours.FreeTextField().clean("첫 줄\r\n둘째 줄 😀") == "첫 줄\n둘째 줄 😀"


def test_text_that_is_too_long_is_refused_and_never_cut() -> None:
    field = ours.FreeTextField(label="경위", limit=10)
    assert field.clean("가" * 10) == "가" * 10
    assert refusal(field, "가" * 11)[0] == "TOO_LONG"
    assert refusal(field, "가" * 1_000_000)[0] == "TOO_LONG"


class TwoFields(forms.Form):
    """One field of ours, one of Django's."""

    deposit = ours.WonField(label="보증금 100%", source="법 제3조")
    plain = forms.CharField(label="이름", max_length=3)

    def clean(self) -> dict[str, Any] | None:
        raise ours.Refusal("둘이 맞지 않습니다. 다시 확인해 주십시오.", "CONTRADICTION", "법 제4조")


@pytest.mark.req("S1-XCT-03")
def test_all_refusals_of_a_form_are_listed_at_once_with_code_message_and_source() -> None:
    errors = ours.form_errors(TwoFields({"deposit": "열", "plain": ""}))
    assert [(each.field, each.code, each.source, each.anchor) for each in errors] == [
        ("", "CONTRADICTION", "법 제4조", ""),
        ("deposit", "BAD_VALUE", "법 제3조", "id_deposit"),
        ("plain", "MISSING_VALUE", "", "id_plain"),
    ]
    assert errors[1].message.startswith("보증금 100%")
    assert errors[2].message == "이름을 입력해 주십시오."


@pytest.mark.parametrize(
    ("amount", "reading"),
    [
        (0, "0원"),
        (9_999, "9,999원"),
        (10_000, "1만 원"),
        (1_234_500, "123만 4,500원"),
        (320_000_000, "3억 2,000만 원"),
        (100_000_001, "1억 1원"),
        (10**15, "1,000조 원"),
        (10**16, "1경 원"),
        (-50_000, "-5만 원"),
        (None, "정보 없음"),
        (ours.UNKNOWN, "모름"),
    ],
)
def test_an_amount_is_read_in_units_of_ten_thousand(amount: Any, reading: str) -> None:
    assert won_reading(amount) == reading


def test_amounts_dates_and_particles_are_written_for_people() -> None:
    assert won(1_234_500) == "1,234,500원"
    assert korean_date(dt.date(2026, 11, 20)) == "2026. 11. 20.(금)"
    assert korean_date(dt.datetime(2026, 11, 19, 15, 0, tzinfo=dt.UTC)) == "2026. 11. 20.(금)"
    assert korean_date(None) == "정보 없음"
    assert [with_particle(word, "을", "를") for word in ("보증금", "월세", "주택(동)", "PDF")] == [
        "보증금을",
        "월세를",
        "주택(동)을",
        "PDF을(를)",
    ]
