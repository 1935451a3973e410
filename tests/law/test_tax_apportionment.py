"""tax-apportionment: shares of the landlord's bills by standard value (전세사기피해자법 시행령 제3조·제4조)."""

import datetime as dt

import pytest

from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.receipt import is_intact
from teojeon.law.victims.tax_apportionment import check_rows, run

NOW = dt.date(2026, 11, 25)
BEFORE, SINCE = dt.date(2024, 11, 10), dt.date(2024, 11, 11)
SHIPPED = LawBook.shipped()
FIVE_PERCENT: dict[str, object] = {
    "filed_on": "2026-11-25",
    "house_value": 150_000_000,
    "all_houses_value": 3_000_000_000,
    "national": [],
    "local": [],
}
NOT_OWNED = ["HOUSE_NOT_OWNED_ON_BASE_DATE"]


def answer(on: dt.date = NOW, book: LawBook = SHIPPED, /, **changes: object) -> dict[str, object]:
    return run({**FIVE_PERCENT, **changes}, on, book)


def bill(kind: str, arrears: int | None, **more: object) -> dict[str, object]:
    return {"kind": kind, "arrears": arrears, **more}


def shares(found: dict[str, object]) -> list[tuple[object, object, object]]:
    listed = found["shares"]
    assert isinstance(listed, list)
    return [(each["kind"], each["exact"], each["amount"]) for each in listed]


def one(found: dict[str, object]) -> tuple[object, object]:
    [(_, exact, amount)] = shares(found)
    return exact, amount


def rule_of(found: dict[str, object]) -> str:
    listed = found["shares"]
    assert isinstance(listed, list)
    return str(listed[0]["rule"])


@pytest.mark.req("S1-TAX-02")
def test_five_percent_of_the_houses_bear_five_percent_or_what_was_imposed_on_this_one() -> None:
    found = answer(
        national=[bill("comprehensive_real_estate", 12_000_000, on_house=1_500_000), bill("other", 40_000_000)],
        local=[bill("property", 180_000, on_house=True), bill("other", 4_000_000)],
    )
    assert found["base_date"] == "2025-06-01"
    assert found["ratio"] == [1, 20]
    assert shares(found) == [
        ("comprehensive_real_estate", [1_500_000, 1], 1_500_000),
        ("other", [2_000_000, 1], 2_000_000),
        ("property", [180_000, 1], 180_000),
        ("other", [200_000, 1], 200_000),
    ]
    assert found["total"] == 3_880_000
    assert (found["missing"], found["warnings"]) == ([], [])


@pytest.mark.req("S1-TAX-02")
@pytest.mark.parametrize(
    ("filed_on", "base_date"),
    [("2026-01-01", "2025-06-01"), ("2026-12-31", "2025-06-01"), ("2027-01-01", "2026-06-01"), ("2023-07-02", "2022-06-01")],
)
def test_the_base_date_is_1_june_of_the_year_before_the_filing(filed_on: str, base_date: str) -> None:
    assert answer(filed_on=filed_on)["base_date"] == base_date


@pytest.mark.req("S1-TAX-02")
@pytest.mark.parametrize("kind", ["inheritance", "gift", "comprehensive_real_estate"])
@pytest.mark.parametrize(
    ("on_house", "amount", "rule"),
    [
        (599_999, 600_000, "share"),
        (600_000, 600_000, "share"),
        (600_001, 600_001, "on_house"),
        (0, 600_000, "share"),
        (None, 600_000, "share"),
    ],
)
def test_of_three_national_taxes_the_greater_of_share_and_part_on_the_house_counts(
    kind: str, on_house: int | None, amount: int, rule: str
) -> None:
    found = answer(national=[bill(kind, 12_000_000, on_house=on_house)])
    assert one(found) == ([amount, 1], amount)
    assert rule_of(found) == rule


@pytest.mark.req("S1-TAX-02")
def test_any_other_national_tax_is_its_share_alone() -> None:
    assert one(answer(national=[bill("other", 12_000_000, on_house=1_500_000)])) == ([600_000, 1], 600_000)


@pytest.mark.req("S1-TAX-02")
@pytest.mark.parametrize("kind", ["property", "fire_resource", "education_on_property"])
def test_local_taxes_of_this_house_are_collected_in_full_and_those_of_other_houses_are_shared(kind: str) -> None:
    assert one(answer(local=[bill(kind, 180_000, on_house=True)])) == ([180_000, 1], 180_000)
    assert one(answer(local=[bill(kind, 180_000, on_house=False)])) == ([9_000, 1], 9_000)
    assert one(answer(local=[bill(kind, 180_000)])) == ([9_000, 1], 9_000)


@pytest.mark.req("S1-TAX-02")
def test_another_local_tax_is_shared_even_if_it_was_imposed_on_this_house() -> None:
    assert one(answer(local=[bill("other", 180_000, on_house=True)])) == ([9_000, 1], 9_000)


@pytest.mark.req("S1-TAX-02")
def test_the_share_is_an_exact_fraction_beside_the_won_cut_from_it() -> None:
    found = answer(house_value=100, all_houses_value=300, national=[bill("other", 100), bill("other", 200)])
    assert found["ratio"] == [1, 3]
    assert shares(found) == [("other", [100, 3], 33), ("other", [200, 3], 66)]
    assert found["total"] == 99
    assert found["total_exact"] == [100, 1]


@pytest.mark.req("S1-TAX-02")
@pytest.mark.parametrize(
    ("house", "houses", "ratio", "warnings"),
    [
        (150, 151, [150, 151], []),
        (150, 150, [1, 1], []),
        (150, 149, [1, 1], NOT_OWNED),
        (150, 0, [1, 1], NOT_OWNED),
        (0, 0, [1, 1], NOT_OWNED),
        (0, 1, [0, 1], []),
        (1, 1, [1, 1], []),
        (None, 0, [1, 1], NOT_OWNED),
        (None, 150, None, []),
        (150, None, None, []),
    ],
)
def test_a_house_worth_more_than_all_houses_is_flagged_and_the_ratio_is_one(
    house: int | None, houses: int | None, ratio: list[int] | None, warnings: list[str]
) -> None:
    found = answer(house_value=house, all_houses_value=houses, national=[bill("other", 1_000)])
    assert (found["ratio"], found["warnings"]) == (ratio, warnings)
    if ratio == [1, 1]:
        assert one(found) == ([1_000, 1], 1_000)


# 39,980 won × 5 % = 1,999 won; 40,000 won × 5 % = 2,000 won
SMALL, EDGE = bill("other", 39_980), bill("other", 40_000)


@pytest.mark.req("S1-TAX-02")
def test_until_2024_11_10_a_local_share_below_two_thousand_won_was_the_whole_bill() -> None:
    filed = {"filed_on": "2024-10-01"}
    assert one(answer(BEFORE, local=[SMALL], **filed)) == ([39_980, 1], 39_980)
    assert one(answer(BEFORE, local=[EDGE], **filed)) == ([2_000, 1], 2_000)
    assert one(answer(BEFORE, local=[bill("other", 39_999)], **filed)) == ([39_999, 1], 39_999)
    assert rule_of(answer(BEFORE, local=[SMALL], **filed)) == "small_share"


@pytest.mark.req("S1-TAX-02")
@pytest.mark.parametrize(
    ("filed_on", "sale_decision_on", "amount"),
    [
        ("2024-10-01", "2024-11-10", 39_980),
        ("2024-10-01", "2024-11-11", 1_999),
        ("2024-11-10", "2024-11-10", 39_980),
        ("2024-11-11", "2024-11-10", 1_999),
        ("2024-11-11", None, 1_999),
        ("2026-11-25", None, 1_999),
    ],
)
def test_the_old_rule_is_kept_for_sales_decided_before_2024_11_11(filed_on: str, sale_decision_on: str | None, amount: int) -> None:
    for on in (SINCE, NOW):
        found = answer(on, local=[SMALL], filed_on=filed_on, sale_decision_on=sale_decision_on)
        assert (one(found)[1], found["missing"]) == (amount, [])


@pytest.mark.req("S1-TAX-02")
def test_an_unknown_sale_decision_is_missing_only_where_it_decides() -> None:
    found = answer(filed_on="2024-11-10", local=[SMALL])
    assert (one(found), found["total"], found["missing"]) == ((None, None), None, ["sale_decision_on"])
    assert answer(filed_on="2024-11-10", local=[EDGE])["total"] == 2_000
    assert answer(filed_on="2024-11-11", local=[SMALL])["missing"] == []
    assert answer(filed_on="2024-11-10", national=[SMALL])["total"] == 1_999
    assert answer(filed_on="2024-11-10", local=[bill("property", 100, on_house=True)])["total"] == 100


@pytest.mark.req("S1-TAX-02")
def test_an_unknown_filing_day_is_missing_where_it_decides_between_the_old_rule_and_the_new() -> None:
    found = answer(filed_on=None, local=[SMALL])
    assert (one(found), found["total"], found["missing"]) == ((None, None), None, ["filed_on"])
    assert answer(filed_on=None, local=[EDGE])["total"] == 2_000


@pytest.mark.req("S1-TAX-02")
def test_a_bill_that_is_all_share_is_no_larger_under_the_old_rule() -> None:
    found = answer(filed_on="2024-11-10", all_houses_value=150_000_000, local=[bill("other", 1_999)])
    assert (one(found), found["missing"]) == (([1_999, 1], 1_999), [])


@pytest.mark.req("S1-XCT-02")
@pytest.mark.parametrize("code", ["TAX_BASE_MONTH", "TAX_BASE_DAY", "LOCAL_TAX_SMALL_SHARE"])
def test_what_the_calculator_reads_begins_with_the_articles(code: str) -> None:
    assert SHIPPED.in_force(code, dt.date(2023, 7, 2)).value
    with pytest.raises(LawError):
        SHIPPED.in_force(code, dt.date(2023, 7, 1))


@pytest.mark.req("S1-TAX-02")
def test_national_taxes_never_knew_the_two_thousand_won() -> None:
    assert one(answer(BEFORE, national=[SMALL], filed_on="2024-10-01")) == ([1_999, 1], 1_999)


@pytest.mark.req("S1-XCT-02")
def test_the_receipt_names_the_old_row_where_it_was_read_and_the_decree_of_the_day() -> None:
    old, new = answer(BEFORE, local=[SMALL], filed_on="2024-10-01"), answer(local=[SMALL])
    for found, rows, act in ((old, {"LOCAL_TAX_SMALL_SHARE"}, "대통령령 제33610호"), (new, set(), "대통령령 제34987호")):
        receipt = found["receipt"]
        assert isinstance(receipt, dict)
        assert is_intact(receipt)
        assert set(receipt["parameters"]) == {"TAX_BASE_MONTH", "TAX_BASE_DAY"} | rows
        assert [each["article"] for each in receipt["law"]] == ["제23조", "제24조", "제3조", "제4조"]
        assert receipt["law"][3]["act"] == act


@pytest.mark.req("S1-XCT-02")
def test_a_rule_that_is_kept_names_the_provision_that_keeps_it() -> None:
    kept = answer(local=[SMALL], filed_on="2024-10-01", sale_decision_on="2024-11-10")["receipt"]
    assert isinstance(kept, dict)
    assert [each["article"] for each in kept["law"]][-1] == "부칙(대통령령 제34987호) 제2조"
    assert kept["parameters"]["LOCAL_TAX_SMALL_SHARE"]["to"] == "2024-11-10"


def test_the_answer_names_the_reading_that_it_takes() -> None:
    assert [each["code"] for each in answer()["readings"]] == ["A-37"]  # type: ignore[attr-defined]


@pytest.mark.req("S1-TAX-02")
@pytest.mark.parametrize(
    ("changes", "missing", "amounts", "total"),
    [
        ({"house_value": None}, ["house_value"], [None, None, 180_000], None),
        ({"all_houses_value": None}, ["all_houses_value"], [None, None, 180_000], None),
        ({"house_value": None, "all_houses_value": None}, ["house_value", "all_houses_value"], [None, None, 180_000], None),
        ({"filed_on": None}, ["filed_on"], [600_000, 2_000_000, 180_000], 2_780_000),
        ({"national": None}, ["national"], [180_000], None),
        ({"local": None}, ["local"], [600_000, 2_000_000], None),
    ],
)
def test_each_unknown_fact_leaves_only_what_needs_it_unknown(
    changes: dict[str, object], missing: list[str], amounts: list[int | None], total: int | None
) -> None:
    bills: dict[str, object] = {
        "national": [bill("gift", 12_000_000, on_house=100_000), bill("other", 40_000_000)],
        "local": [bill("property", 180_000, on_house=True)],
    }
    found = answer(**{**bills, **changes})
    assert found["missing"] == missing
    assert [amount for _, _, amount in shares(found)] == amounts
    assert found["total"] == total


def test_without_any_bill_known_there_are_no_shares_to_list() -> None:
    found = run({}, NOW, SHIPPED)
    assert found["shares"] is None
    assert found["missing"] == ["house_value", "all_houses_value", "filed_on", "national", "local"]


def test_with_certainly_no_bill_nothing_is_shared() -> None:
    found = answer()
    assert (found["shares"], found["total"], found["missing"]) == ([], 0, [])


def test_an_unknown_amount_or_kind_of_a_bill_is_named_with_its_place() -> None:
    found = answer(
        national=[bill("other", 1_000_000), bill("other", None)], local=[{"kind": None, "arrears": 180_000, "on_house": True}]
    )
    assert found["missing"] == ["national[1].arrears", "local[0].kind"]
    assert found["total"] is None


def test_an_unknown_kind_is_no_obstacle_where_every_kind_comes_to_the_same() -> None:
    assert answer(national=[{"arrears": 12_000_000, "on_house": 600_000}])["total"] == 600_000
    assert answer(national=[{"arrears": 12_000_000, "on_house": 600_001}])["missing"] == ["national[0].kind"]
    assert answer(local=[{"arrears": 180_000}])["total"] == 9_000


def test_a_bill_imposed_on_this_house_alone_needs_no_ratio() -> None:
    assert answer(house_value=None, national=[bill("gift", 700_000, on_house=700_000)])["total"] == 700_000


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"house_value": -1}, "NEGATIVE_AMOUNT", "house_value"),
        ({"all_houses_value": 10**15 + 1}, "BAD_VALUE", "all_houses_value"),
        ({"national": [bill("other", -1)]}, "NEGATIVE_AMOUNT", "national[0].arrears"),
        ({"national": [bill("gift", 1, on_house=2)]}, "BAD_VALUE", "national[0].on_house"),
        ({"national": [bill("gift", 1), bill("gift", 1, on_house=True)]}, "WRONG_TYPE", "national[1].on_house"),
        ({"national": [bill("income", 1)]}, "BAD_VALUE", "national[0].kind"),
        ({"local": [bill("gift", 1)]}, "BAD_VALUE", "local[0].kind"),
        ({"local": [bill("property", 1, on_house=1)]}, "WRONG_TYPE", "local[0].on_house"),
        ({"local": [bill("property", 1, share=1)]}, "UNKNOWN_KEY", "local[0].share"),
        ({"local": {"kind": "property"}}, "WRONG_TYPE", "local"),
        ({"filed_on": "2026-02-30"}, "BAD_DATE", "filed_on"),
        ({"filed_on": 20261125}, "WRONG_TYPE", "filed_on"),
        ({"sale_decision_on": False}, "WRONG_TYPE", "sale_decision_on"),
        ({"house": 1}, "UNKNOWN_KEY", "house"),
    ],
)
def test_a_wrong_fact_is_refused_with_its_place(changes: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(LawError) as refused:
        answer(**changes)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.source is not None or code == "UNKNOWN_KEY"


def test_the_part_on_the_house_may_be_the_whole_bill_and_not_one_won_more() -> None:
    assert answer(national=[bill("gift", 700_000, on_house=700_000)])["total"] == 700_000
    with pytest.raises(LawError):
        answer(national=[bill("gift", 700_000, on_house=700_001)])


@pytest.mark.req("S1-TAX-02")
def test_apportionment_is_law_from_2023_07_02_on_for_decision_and_filing() -> None:
    first = dt.date(2023, 7, 2)
    assert answer(first, filed_on="2023-07-02")["base_date"] == "2022-06-01"
    for on, filed_on, field in ((first - dt.timedelta(days=1), "2023-07-02", "on"), (NOW, "2023-07-01", "filed_on")):
        with pytest.raises(LawError) as refused:
            answer(on, filed_on=filed_on)
        assert (refused.value.code, refused.value.field) == ("NOT_IN_FORCE", field)
        assert refused.value.source is not None


@pytest.mark.req("S1-XCT-02")
def test_another_base_date_may_be_supposed_if_every_year_has_it() -> None:
    def book(code: str, value: int) -> LawBook:
        return SHIPPED.with_rows([AuthorityRow(code, "nation", value, dt.date(2026, 1, 1), None, "개정안", "")])

    supposed = book("TAX_BASE_MONTH", 7)
    check_rows(supposed)
    assert answer(NOW, supposed)["base_date"] == "2025-07-01"
    check_rows(book("TAX_BASE_DAY", 28))
    for code, value in (("TAX_BASE_MONTH", 0), ("TAX_BASE_MONTH", 13), ("TAX_BASE_DAY", 0), ("TAX_BASE_DAY", 29)):
        with pytest.raises(LawError) as refused:
            check_rows(book(code, value))
        assert (refused.value.code, refused.value.field) == ("BAD_VALUE", code)
