"""small-deposit: the dated table of 주택임대차보호법 시행령 제10조제1항·제11조, a day to each side of every amendment."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.compiler import compiled
from teojeon.law.language.errors import LawError
from teojeon.law.receipt import is_intact
from teojeon.law.victims.small_deposit import SMALL_DEPOSIT, run

NOW = dt.date(2026, 12, 16)
SHIPPED = LawBook.shipped()
CLASSES = ("seoul", "overconcentration", "metropolitan", "other")
# in 10,000 won: (amount, threshold) of each class in the order above, from that day on
TABLE = {
    "2008-08-21": ((2_000, 6_000), (2_000, 6_000), (1_700, 5_000), (1_400, 4_000)),
    "2010-07-26": ((2_500, 7_500), (2_200, 6_500), (1_900, 5_500), (1_400, 4_000)),
    "2014-01-01": ((3_200, 9_500), (2_700, 8_000), (2_000, 6_000), (1_500, 4_500)),
    "2016-03-31": ((3_400, 10_000), (2_700, 8_000), (2_000, 6_000), (1_700, 5_000)),
    "2018-09-18": ((3_700, 11_000), (3_400, 10_000), (2_000, 6_000), (1_700, 5_000)),
    "2021-05-11": ((5_000, 15_000), (4_300, 13_000), (2_300, 7_000), (2_000, 6_000)),
    "2023-02-21": ((5_500, 16_500), (4_800, 14_500), (2_800, 8_500), (2_500, 7_500)),
}
BEGINS = [dt.date.fromisoformat(day) for day in TABLE]
DAY = dt.timedelta(days=1)


def answer(on: dt.date = NOW, book: LawBook = SHIPPED, /, **facts: object) -> dict[str, object]:
    return run(facts, on, book)


def amounts(region_class: str, reference_on: dt.date) -> tuple[object, object]:
    found = answer(region_class=region_class, reference_on=reference_on.isoformat())
    assert found["missing"] == []
    return found["protected_amount"], found["tenant_threshold"]


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize("number", range(4), ids=CLASSES)
@pytest.mark.parametrize("begins", TABLE)
def test_each_row_of_the_table_holds_from_its_first_day_on(begins: str, number: int) -> None:
    amount, threshold = TABLE[begins][number]
    assert amounts(CLASSES[number], dt.date.fromisoformat(begins)) == (amount * 10_000, threshold * 10_000)


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize("number", range(4), ids=CLASSES)
@pytest.mark.parametrize(("before", "begins"), list(pairwise(BEGINS)))
def test_on_the_day_before_an_amendment_the_earlier_amounts_hold(before: dt.date, begins: dt.date, number: int) -> None:
    amount, threshold = TABLE[before.isoformat()][number]
    assert amounts(CLASSES[number], begins - DAY) == (amount * 10_000, threshold * 10_000)


@pytest.mark.req("S1-ASM-08")
def test_the_amount_of_an_older_mortgage_is_not_that_of_today() -> None:
    assert amounts("overconcentration", dt.date(2020, 6, 1))[0] == 34_000_000
    assert amounts("overconcentration", dt.date(2023, 3, 2))[0] == 48_000_000


@pytest.mark.req("S1-ASM-08")
def test_the_day_of_decision_does_not_move_the_amounts_of_a_reference_date() -> None:
    early, late = dt.date(2021, 5, 11), dt.date(2030, 1, 1)
    for on in (early, NOW, late):
        assert answer(on, region_class="seoul", reference_on="2020-06-01")["protected_amount"] == 37_000_000


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize("facts", [{}, {"reference_on": None}])
def test_without_a_security_right_the_day_of_decision_is_the_reference(facts: dict[str, object]) -> None:
    assert answer(dt.date(2023, 2, 20), region_class="other", **facts)["protected_amount"] == 20_000_000
    assert answer(dt.date(2023, 2, 21), region_class="other", **facts)["protected_amount"] == 25_000_000


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize("region_class", CLASSES)
def test_a_reference_before_the_oldest_row_is_unknown_and_no_guess(region_class: str) -> None:
    found = answer(region_class=region_class, reference_on="2008-08-20")
    assert (found["protected_amount"], found["tenant_threshold"]) == (None, None)
    assert found["missing"] == ["reference_on"]


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize("facts", [{}, {"region_class": None}, {"region_class": None, "reference_on": "2020-06-01"}])
def test_an_unknown_class_is_unknown_and_no_guess(facts: dict[str, object]) -> None:
    found = answer(**facts)
    assert (found["protected_amount"], found["tenant_threshold"]) == (None, None)
    assert found["missing"] == ["region_class"]


def test_the_answer_keeps_the_order_of_the_contract() -> None:
    assert list(answer(region_class="seoul")) == ["on", "protected_amount", "tenant_threshold", "missing", "receipt"]


@pytest.mark.req("S1-XCT-02")
def test_the_receipt_holds_the_rows_of_the_reference_date_and_the_wording_of_the_decision() -> None:
    receipt = answer(region_class="seoul", reference_on="2020-06-01")["receipt"]
    assert isinstance(receipt, dict)
    assert is_intact(receipt)
    assert receipt["name"] == "small-deposit"
    assert {code: (row["from"], row["to"]) for code, row in receipt["parameters"].items()} == {
        "SMALL_DEPOSIT_AMOUNT": ("2018-09-18", "2021-05-10"),
        "SMALL_DEPOSIT_THRESHOLD": ("2018-09-18", "2021-05-10"),
    }
    assert [(each["article"], each["from"]) for each in receipt["law"]] == [("제10조제1항", "2023-02-21"), ("제11조", "2023-02-21")]


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"region_class": "busan"}, "BAD_VALUE", "region_class"),
        ({"region_class": 1}, "WRONG_TYPE", "region_class"),
        ({"reference_on": False}, "WRONG_TYPE", "reference_on"),
        ({"reference_on": "2023-02-29"}, "BAD_DATE", "reference_on"),
        ({"region": "seoul"}, "UNKNOWN_KEY", "region"),
    ],
)
def test_a_wrong_fact_is_refused_with_its_name(facts: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(LawError) as refused:
        run(facts, NOW, SHIPPED)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_decision_before_the_oldest_row_is_not_in_force() -> None:
    assert answer(dt.date(2008, 8, 21), region_class="seoul")["protected_amount"] == 20_000_000
    with pytest.raises(LawError) as refused:
        answer(dt.date(2008, 8, 20), region_class="seoul")
    assert (refused.value.code, refused.value.field) == ("NOT_IN_FORCE", "on")
    assert refused.value.source == SMALL_DEPOSIT.rules.in_force_source


@pytest.mark.req("S1-XCT-02")
def test_a_supposed_amount_enters_by_one_row_and_only_for_its_class() -> None:
    row = AuthorityRow("SMALL_DEPOSIT_AMOUNT", "class:seoul", 60_000_000, dt.date(2026, 1, 1), None, "개정안", "")
    book = SHIPPED.with_rows([row])
    supposed = answer(NOW, book, region_class="seoul")
    assert supposed["protected_amount"] == 60_000_000
    assert supposed["receipt"]["hypothetical"] is True  # type: ignore[index]
    assert answer(NOW, book, region_class="other")["protected_amount"] == 25_000_000
    assert answer(NOW, book, region_class="seoul", reference_on="2025-12-31")["protected_amount"] == 55_000_000


@settings(deadline=None)
@given(
    st.sampled_from(CLASSES),
    st.dates(dt.date(2008, 8, 21), dt.date(2040, 12, 31)),
    st.dates(dt.date(2008, 8, 21), dt.date(2040, 12, 31)),
)
def test_a_later_reference_never_protects_less(region_class: str, one: dt.date, other: dt.date) -> None:
    earlier, later = sorted((one, other))
    before, after = amounts(region_class, earlier), amounts(region_class, later)
    assert all(left <= right for left, right in zip(before, after, strict=True))  # type: ignore[operator]


@settings(deadline=None)
@given(
    st.sampled_from((None, *CLASSES)),
    st.none() | st.dates(dt.date(2005, 1, 1), dt.date(2030, 12, 31)),
    st.dates(dt.date(2008, 8, 21), dt.date(2040, 12, 31)),
)
def test_the_compiled_form_says_the_same(region_class: str | None, reference_on: dt.date | None, on: dt.date) -> None:
    facts = {"region_class": region_class, "reference_on": reference_on}
    found = run(facts, on, SHIPPED)
    for name, expression in SMALL_DEPOSIT.columns():
        assert compiled(expression, SHIPPED, on)(facts) == found[name]
