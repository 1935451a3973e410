"""Won is written and read as people do, without any fraction."""

import pytest

from teojeon.law import money


@pytest.mark.parametrize(
    ("amount", "written", "read"),
    [
        (0, "0원", "0원"),
        (1, "1원", "1원"),
        (9_999, "9,999원", "9,999원"),
        (10_000, "10,000원", "1만원"),
        (1_234_500, "1,234,500원", "123만 4,500원"),
        (100_000_000, "100,000,000원", "1억원"),
        (500_000_001, "500,000,001원", "5억 1원"),
        (123_456_789_012, "123,456,789,012원", "1,234억 5,678만 9,012원"),
        (10**15, "1,000,000,000,000,000원", "1,000조원"),
        (-500, "-500원", "-500원"),
        (-10_001, "-10,001원", "-1만 1원"),
    ],
)
def test_won_is_written_with_commas_and_read_in_ten_thousands(amount: int, written: str, read: str) -> None:
    assert money.won(amount) == written
    assert money.reading(amount) == read


@pytest.mark.parametrize(("amount", "accepted"), [(-1, False), (0, True), (10**15, True), (10**15 + 1, False)])
def test_amounts_from_zero_to_ten_to_the_fifteenth_are_in_range(amount: int, accepted: bool) -> None:
    assert money.in_range(amount) is accepted
