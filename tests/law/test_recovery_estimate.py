"""recovery-estimate: who gets what from a supposed price, and what the tenant recovers (법§3②3, 주임법§3의2②, §8)."""

import datetime as dt
from typing import Any

import pytest

from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.receipt import is_intact
from teojeon.law.victims.recovery_estimate import FIRST_TABLE, MOST_CLAIMS, run

NOW = dt.date(2026, 12, 16)
SHIPPED = LawBook.shipped()
MILLION = 1_000_000
# a tenant who was first, one mortgage after him, and too high a deposit for a small one
SENIOR: dict[str, object] = {
    "price_low": 170 * MILLION,
    "price_base": 200 * MILLION,
    "price_high": 230 * MILLION,
    "price_source": "appraisal",
    "sale_costs": 0,
    "region_class": "seoul",
    "earliest_security_on": "2023-05-01",
    "deposit": 200 * MILLION,
    "right": "fixed_date",
    "opposable_on": "2023-04-03",
    "ranked_on": "2023-04-03",
    "small_deposit_right": True,
    "claims": [{"kind": "mortgage", "amount": 100 * MILLION, "ranked_on": "2023-05-01"}],
}
NO_SMALL: dict[str, object] = {"small_deposit_right": False}


def answer(book: LawBook = SHIPPED, on: dt.date = NOW, /, **changes: object) -> dict[str, Any]:
    return run({**SENIOR, **changes}, on, book)


def claim(kind: str, amount: int | None, on: str | None = None, **more: object) -> dict[str, object]:
    return {"kind": kind, "amount": amount, "ranked_on": on, **more}


def tenant(amount: int | None, on: str | None = None, *, small: bool | None = False, kind: str = "fixed_date") -> dict[str, object]:
    return claim(kind, amount, on, opposable_on=on if kind == "fixed_date" else None, small_deposit_right=small)


def at(price: int, *claims: dict[str, object], **changes: object) -> dict[str, Any]:
    """The distribution of one price, in won."""
    found = answer(price_low=None, price_base=price, price_high=None, claims=list(claims), **changes)
    base: dict[str, Any] = found["prices"][1]
    return base | {"missing": [name for name in found["missing"] if not name.startswith("price_")]}


def paid(price: dict[str, Any], number: int | None = None) -> int:
    return sum(line["paid"] for line in price["ranks"] if line["claim"] == number)


@pytest.mark.req("S1-ASM-09")
def test_a_senior_tenant_of_200_million_recovers_170_200_and_200_million() -> None:
    found = answer(first_encumbrance_on="2023-05-01")
    assert found["recovered"] == {"low": 170 * MILLION, "base": 200 * MILLION, "high": 200 * MILLION}
    assert [each["shortfall"] for each in found["prices"]] == [30 * MILLION, 0, 0]
    assert [each["left_to_buyer"] for each in found["prices"]] == [30 * MILLION, 0, 0]
    assert (found["opposes_buyer"], found["missing"]) == (True, [])
    assert paid(found["prices"][2], 0) == 30 * MILLION and found["prices"][2]["rest"] == 0


@pytest.mark.req("S1-ASM-09")
def test_it_never_says_whether_the_whole_deposit_can_be_recovered() -> None:
    assert not {"self_recovery_found", "X3", "outcome", "findings"} & answer().keys()


@pytest.mark.req("S1-ASM-09")
def test_without_a_source_of_the_prices_nothing_is_estimated() -> None:
    found = answer(price_source=None)
    assert found["recovered"] == {"low": None, "base": None, "high": None} and "price_source" in found["missing"]
    assert all(each["ranks"] is None and each["recovered_low"] is None for each in found["prices"])


@pytest.mark.req("S1-ASM-09")
@pytest.mark.parametrize(
    ("price", "recovered"), [(199_999_999, 199_999_999), (200_000_000, 200_000_000), (200_000_001, 200_000_000)]
)
def test_one_won_below_and_above_the_deposit(price: int, recovered: int) -> None:
    found = at(price, *SENIOR["claims"])  # type: ignore[misc]
    assert (found["recovered"], found["shortfall"]) == (recovered, 200_000_000 - recovered)
    assert paid(found, 0) == price - recovered


@pytest.mark.req("S1-ASM-09")
def test_costs_come_first_and_may_take_all() -> None:
    assert at(100, **NO_SMALL, sale_costs=40)["recovered"] == 60
    everything = at(100, **NO_SMALL, sale_costs=101)
    assert (everything["recovered"], everything["costs"], everything["rest"]) == (0, 100, 0)


@pytest.mark.req("S1-ASM-09")
@pytest.mark.parametrize(
    ("moved_in", "stamped", "mortgage", "recovered"),
    [
        ("2023-04-03", "2023-04-03", "2023-04-03", 0),  # effective on the 4th at 0:00
        ("2023-04-03", "2023-04-03", "2023-04-04", 100),
        ("2023-04-03", "2023-04-04", "2023-04-04", 50),  # a stamp and a register of one day rank together
        ("2023-04-03", "2023-04-05", "2023-04-04", 0),
        ("2023-04-03", "2023-04-01", "2023-04-04", 100),
    ],
)
def test_the_rank_is_the_later_of_the_stamp_and_the_day_after_moving_in(
    moved_in: str, stamped: str, mortgage: str, recovered: int
) -> None:
    days = {"opposable_on": moved_in, "ranked_on": stamped, "earliest_security_on": mortgage, "deposit": 100}
    assert at(100, claim("mortgage", 100, mortgage), **days, **NO_SMALL)["recovered"] == recovered


@pytest.mark.req("S1-ASM-09")
@pytest.mark.parametrize(("tax_on", "recovered"), [("2023-04-03", 0), ("2023-04-04", 0), ("2023-04-05", 100)])
def test_a_tax_goes_before_a_right_that_is_not_older_than_its_legal_day(tax_on: str, recovered: int) -> None:
    assert at(100, claim("tax", 100, tax_on), deposit=100, **NO_SMALL)["recovered"] == recovered


@pytest.mark.req("S1-ASM-09")
def test_registered_rights_of_one_day_follow_their_numbers_and_without_numbers_the_order_is_unknown() -> None:
    own = {"right": "leasehold_registration", "opposable_on": None, "ranked_on": "2023-05-01", "deposit": 100, **NO_SMALL}
    numbered = claim("mortgage", 80, "2023-05-01", receipt_no=7)
    assert at(100, numbered, **own, receipt_no=6)["recovered"] == 100
    assert at(100, numbered, **own, receipt_no=8)["recovered"] == 20
    unknown = at(100, numbered, **own)
    assert (unknown["recovered"], unknown["recovered_low"], unknown["recovered_high"]) == (None, 20, 100)
    assert "receipt_no" in unknown["missing"] and unknown["ranks"] is None
    assert at(180, numbered, **own)["recovered"] == 100, "enough for both: the order does not matter"


# small deposits: Seoul, right of 2022-08-01: 50,000,000 of a deposit up to 150,000,000
SMALL: dict[str, object] = {
    "earliest_security_on": "2022-08-01",
    "deposit": 150 * MILLION,
    "opposable_on": "2024-01-02",
    "ranked_on": "2024-01-02",
}
BIG = claim("mortgage", 10**12, "2022-08-01")


@pytest.mark.req("S1-ASM-08", "S1-ASM-09")
@pytest.mark.parametrize(
    ("deposit", "recovered"), [(150 * MILLION, 50 * MILLION), (150 * MILLION + 1, 0), (49_999_999, 49_999_999)]
)
def test_a_small_deposit_goes_before_the_mortgage_up_to_the_limit_of_its_day(deposit: int, recovered: int) -> None:
    assert at(200 * MILLION, BIG, **(SMALL | {"deposit": deposit}))["recovered"] == recovered


@pytest.mark.req("S1-ASM-08", "S1-ASM-09")
@pytest.mark.parametrize(
    ("price", "recovered"), [(100 * MILLION, 50 * MILLION), (100 * MILLION - 1, 49_999_999), (80 * MILLION, 40 * MILLION)]
)
def test_a_small_deposit_is_cut_to_half_the_price_less_costs(price: int, recovered: int) -> None:
    assert at(price + 7, BIG, sale_costs=7, **SMALL)["recovered"] == recovered


@pytest.mark.req("S1-ASM-08", "S1-ASM-09")
def test_small_deposits_of_several_tenants_share_half_the_price_by_their_amounts() -> None:
    other = tenant(20 * MILLION, "2024-02-01", small=True)
    found = at(100 * MILLION, BIG, other, **SMALL)
    # half is 50 million for parts of 50 and 20 million: 5/7 and 2/7
    assert found["ranks"][0]["exact"] == [250_000_000, 7] and found["recovered"] == 35_714_285
    assert paid(found, 1) == 14_285_714
    assert at(100 * MILLION, BIG, other | {"small_deposit_right": False}, **SMALL)["recovered"] == 50 * MILLION
    assert at(140 * MILLION, BIG, other, **SMALL)["recovered"] == 50 * MILLION


@pytest.mark.req("S1-ASM-08", "S1-ASM-09")
def test_without_a_security_right_the_table_of_the_decision_day_counts_and_before_the_first_table_nothing_is_known() -> None:
    none = SMALL | {"earliest_security_on": False, "right": "none"}
    assert at(200 * MILLION, claim("wage", 100 * MILLION), **none)["ranks"][0]["paid"] == 55 * MILLION
    early = (FIRST_TABLE - dt.timedelta(days=1)).isoformat()
    found = at(200 * MILLION, claim("mortgage", 10**12, early), **(SMALL | {"earliest_security_on": early}))
    assert found["recovered"] is None and "earliest_security_on" in found["missing"]
    assert (found["recovered_low"], found["recovered_high"]) == (0, 55 * MILLION)
    rich = at(
        200 * MILLION, claim("mortgage", 10**12, early), **(SMALL | {"earliest_security_on": early, "deposit": 165 * MILLION + 1})
    )
    assert (rich["recovered"], rich["missing"]) == (0, []), "above every limit there is"


@pytest.mark.req("S1-ASM-09")
def test_last_wages_share_with_small_deposits() -> None:
    found = at(100, claim("wage", 80), claim("mortgage", 100, "2022-08-01"), **(SMALL | {"deposit": 50}))
    assert found["ranks"][0]["exact"] == [500, 13] and paid(found, 0) == 61


@pytest.mark.req("S1-ASM-09")
@pytest.mark.parametrize(("tax_on", "recovered", "tax"), [("2023-04-03", 70, 30), ("2023-04-04", 100, 0)])
def test_a_right_older_than_the_tax_of_the_house_takes_its_place(tax_on: str, recovered: int, tax: int) -> None:
    found = at(100, claim("house_tax", 30, tax_on), claim("mortgage", 50, "2023-05-01"), deposit=100, **NO_SMALL)
    assert (found["recovered"], paid(found, 0), paid(found, 1)) == (recovered, tax, 0)


@pytest.mark.req("S1-ASM-09")
@pytest.mark.parametrize(("deposit", "taken"), [(70, 0), (71, 1), (110, 40), (111, 40)])
def test_it_takes_what_it_lacks_from_one_tax_after_the_other_and_no_more(deposit: int, taken: int) -> None:
    taxes = claim("house_tax", 30, "2023-04-04"), claim("house_tax", 10, "2023-05-04")
    found = at(110, *taxes, deposit=deposit, **NO_SMALL)
    assert (found["recovered"], paid(found, 0) + paid(found, 1)) == (70 + taken, 40 - taken)
    assert None not in [line["paid"] for line in found["ranks"]]


@pytest.mark.req("S1-ASM-01", "S1-ASM-09")
def test_a_tax_of_unknown_day_is_taken_at_best_by_the_tenant_alone() -> None:
    other = tenant(100, "2023-01-01")
    found = at(100, claim("house_tax", 30, None), other, deposit=30, **NO_SMALL)
    assert (found["recovered_low"], found["recovered_high"]) == (0, 30)


@pytest.mark.req("S1-ASM-01", "S1-ASM-09")
def test_another_tenant_whose_day_is_unknown_takes_the_place_of_the_tax_first_at_worst() -> None:
    found = at(60, claim("house_tax", 30, "2023-06-01"), tenant(100, None), deposit=30, **NO_SMALL)
    assert (found["recovered_low"], found["recovered_high"]) == (0, 30)


@pytest.mark.req("S1-ASM-09")
def test_taking_the_place_of_the_tax_leaves_the_mortgage_before_the_tenant_alone() -> None:
    mortgage = claim("mortgage", 60, "2023-01-01")
    found = at(100, claim("house_tax", 30, "2023-06-01"), mortgage, deposit=100, earliest_security_on="2023-01-01", **NO_SMALL)
    assert (paid(found, 1), paid(found, 0), found["recovered"]) == (60, 0, 40)


@pytest.mark.req("S1-ASM-09")
def test_a_right_younger_than_an_attachment_shares_with_it_and_an_older_one_does_not() -> None:
    attached = claim("attachment", 100, "2023-01-01")
    assert at(100, attached, deposit=100, **NO_SMALL)["recovered"] == 50
    assert at(100, claim("attachment", 100, "2023-06-01"), deposit=100, **NO_SMALL)["recovered"] == 100
    # what comes after the tenant is absorbed: 100 × 100 / 300 for the attachment, the rest for the tenant first
    junior = claim("mortgage", 100, "2023-05-01")
    found = at(100, attached, junior, deposit=100, **NO_SMALL)
    assert (found["recovered"], paid(found, 0), paid(found, 1)) == (66, 33, 0)


@pytest.mark.req("S1-ASM-09")
def test_a_tenant_without_priority_shares_with_the_other_creditors() -> None:
    found = at(90, claim("general", 50), claim("no_priority", 30, small_deposit_right=False), deposit=100, right="none", **NO_SMALL)
    assert (found["recovered"], paid(found, 0), paid(found, 1)) == (50, 25, 15)


@pytest.mark.req("S1-ASM-09")
@pytest.mark.parametrize(
    ("first", "opposable_on", "opposes"),
    [
        ("2023-04-04", "2023-04-03", True),
        ("2023-04-03", "2023-04-03", False),
        (None, "2023-04-03", None),
        ("2023-04-04", None, None),
    ],
)  # the second day is that of moving in
def test_the_buyer_is_opposed_from_the_day_after_moving_in(
    first: str | None, opposable_on: str | None, opposes: bool | None
) -> None:
    found = answer(first_encumbrance_on=first, opposable_on=opposable_on, claims=[])
    assert found["opposes_buyer"] is opposes
    if opposes is None:
        assert {"first_encumbrance_on", "opposable_on"} & set(found["missing"])
    elif not opposes:
        assert found["prices"][0]["left_to_buyer"] == 0


def test_a_mortgage_that_is_older_than_the_lease_ends_it_whatever_else_is_unknown() -> None:
    older = answer(earliest_security_on="2023-04-03", claims=[claim("mortgage", 1, "2023-04-03")])
    assert older["opposes_buyer"] is False
    same_day = answer(earliest_security_on="2023-04-04", claims=[claim("mortgage", 1, "2023-04-04")])
    assert same_day["opposes_buyer"] is None, "registered after 0:00 of the day from which the lease stands"


@pytest.mark.req("S1-ASM-01", "S1-ASM-09")
@pytest.mark.parametrize(
    ("claims", "low", "high", "missing"),
    [
        ([claim("mortgage", None, "2022-01-01")], 0, 100, ["claims[0].amount"]),
        ([claim("mortgage", 30, None)], 70, 100, ["claims[0].ranked_on"]),
        ([claim("mortgage", None, "2024-01-01")], 100, 100, []),
        ([claim("mortgage", 0, None)], 100, 100, []),
        ([claim("house_tax", 30, None)], 70, 100, ["claims[0].ranked_on"]),
        ([claim("house_tax", 30, None), claim("mortgage", 5, None)], 65, 100, ["claims[0].ranked_on", "claims[1].ranked_on"]),
        ([claim("wage", None)], 0, 100, ["claims[0].amount"]),
        ([tenant(40, None)], 60, 100, ["claims[0].opposable_on", "claims[0].ranked_on"]),
        ([claim("general", None)], 100, 100, []),
        ([{"kind": None, "amount": 1}], None, None, ["claims[0].kind"]),
        ([claim("attachment", 30, None)], None, None, ["claims[0].ranked_on"]),
        ([claim("attachment", 30, "2022-01-01"), claim("mortgage", None, "2024-01-01")], None, None, ["claims[1].amount"]),
        (None, None, None, ["claims"]),
    ],
)
def test_what_is_unknown_leaves_a_range_where_it_matters_and_is_never_zero(
    claims: list[dict[str, object]] | None, low: int | None, high: int | None, missing: list[str]
) -> None:
    found = answer(
        price_low=None, price_base=100, price_high=None, deposit=100, claims=claims, earliest_security_on=None, **NO_SMALL,
        first_encumbrance_on="2022-01-01",
    )  # fmt: skip
    base = found["prices"][1]
    assert (base["recovered_low"], base["recovered_high"]) == (low, high)
    assert base["recovered"] == (low if low == high else None)
    assert [name for name in found["missing"] if name not in ("price_low", "price_high")] == missing


@pytest.mark.req("S1-ASM-01", "S1-ASM-09")
@pytest.mark.parametrize(
    ("changes", "low", "high", "missing"),
    [
        ({"sale_costs": None}, 0, 100, "sale_costs"),
        ({"deposit": None}, None, None, "deposit"),
        ({"right": None}, None, None, "right"),
        ({"ranked_on": None}, 40, 100, "ranked_on"),
        ({"opposable_on": None}, 40, 100, "opposable_on"),
        ({"small_deposit_right": None, "region_class": "seoul", "opposable_on": "2024-01-01"}, 40, 80, "small_deposit_right"),
        ({"small_deposit_right": True, "region_class": None, "opposable_on": "2024-01-01"}, 40, 80, "region_class"),
    ],
)
def test_each_unknown_of_the_tenants_own_is_named(
    changes: dict[str, object], low: int | None, high: int | None, missing: str
) -> None:
    known = {"deposit": 100, "earliest_security_on": "2023-05-01", **NO_SMALL} | changes
    mortgage = claim("mortgage", 60, "2023-05-01")
    if "small_deposit_right" in changes:  # half of 160 is 80 for the small deposit; 100 are left to the mortgage and the tenant
        known["deposit"] = 100
        found = at(160, claim("mortgage", 120, "2023-05-01"), **known)
    else:
        found = at(100, mortgage, **known)
    assert (found["recovered_low"], found["recovered_high"]) == (low, high)
    assert missing in found["missing"]


def test_a_junior_of_unknown_amount_leaves_the_lines_before_it_known() -> None:
    found = at(100, claim("mortgage", 60, "2023-05-01"), claim("mortgage", None, "2023-06-01"), deposit=50, **NO_SMALL)
    assert [(line["claim"], line["paid"]) for line in found["ranks"]] == [(None, 50), (0, 50), (1, None)]
    assert (found["recovered"], found["rest"], found["missing"]) == (50, None, ["first_encumbrance_on"])


def test_beside_an_attachment_an_unknown_amount_leaves_the_others_lines_open() -> None:
    found = at(100, claim("attachment", 60, "2023-05-01"), claim("mortgage", None, "2023-06-01"), deposit=50, **NO_SMALL)
    assert (found["recovered"], [line["paid"] for line in found["ranks"]]) == (50, [None, None, None])


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"price_low": 200 * MILLION + 1}, "BAD_VALUE", "price_base"),
        ({"price_base": None, "price_high": 170 * MILLION - 1}, "BAD_VALUE", "price_high"),
        ({"deposit": -1}, "NEGATIVE_AMOUNT", "deposit"),
        ({"deposit": 10**15 + 1}, "BAD_VALUE", "deposit"),
        ({"price_source": "rumour"}, "BAD_VALUE", "price_source"),
        ({"right": "owner"}, "BAD_VALUE", "right"),
        ({"claims": [claim("lender", 1)]}, "BAD_VALUE", "claims[0].kind"),
        ({"claims": [claim("general", -1)]}, "NEGATIVE_AMOUNT", "claims[0].amount"),
        ({"claims": [claim("mortgage", 1, "2023-02-30")]}, "BAD_DATE", "claims[0].ranked_on"),
        ({"claims": [{"kind": "general", "name": "x"}]}, "UNKNOWN_KEY", "claims[0].name"),
        ({"claims": [claim("general", 1)] * (MOST_CLAIMS + 1)}, "BAD_VALUE", "claims"),
        ({"claims": [claim("mortgage", 1, "2023-04-30")]}, "BAD_VALUE", "claims[0].ranked_on"),
        ({"earliest_security_on": False}, "BAD_VALUE", "claims[0].ranked_on"),
        ({"first_encumbrance_on": "2023-05-02"}, "BAD_VALUE", "claims[0].ranked_on"),
        ({"opposable_on": False}, "WRONG_TYPE", "opposable_on"),
    ],
)
def test_a_wrong_fact_is_refused_with_its_place(changes: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(LawError) as refused:
        answer(**changes)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_the_edges_of_what_is_refused_are_taken() -> None:
    assert answer(claims=[claim("general", 1)] * MOST_CLAIMS, earliest_security_on=False)["recovered"]["base"] is not None
    assert answer(claims=[claim("mortgage", 1, "2023-05-01")], first_encumbrance_on="2023-05-01")["opposes_buyer"] is True


@pytest.mark.req("S1-ASM-09", "S1-XCT-02")
def test_the_receipt_names_the_law_the_table_and_the_rule_of_rounding() -> None:
    made = answer(first_encumbrance_on="2023-05-01")["receipt"]
    assert is_intact(made) and made["name"] == "recovery-estimate"
    assert set(made["parameters"]) == {"RECOVERY_ROUNDING", "SMALL_DEPOSIT_AMOUNT", "SMALL_DEPOSIT_THRESHOLD"}
    assert made["parameters"]["RECOVERY_ROUNDING"]["value"] == "one_won"
    assert {each["article"] for each in made["law"]} >= {"제3조의2제2항", "제3조의3제5항", "제8조제1항", "제10조", "제11조"}


@pytest.mark.req("S1-ASM-09")
def test_an_authority_may_round_to_ten_won() -> None:
    row = AuthorityRow("RECOVERY_ROUNDING", "nation", "ten_won", NOW, None, "지침", "제1호")
    facts = {"price_low": None, "price_base": 199, "price_high": None, "claims": [], **NO_SMALL}
    for book, recovered in ((SHIPPED, 199), (SHIPPED.with_rows([row]), 190)):
        assert answer(book, **facts)["recovered"]["base"] == recovered


def test_it_is_law_from_the_first_day_of_the_act() -> None:
    first = dt.date(2023, 6, 1)
    assert answer(SHIPPED, first)["recovered"]["base"] == 200 * MILLION
    with pytest.raises(LawError) as refused:
        answer(SHIPPED, first - dt.timedelta(days=1))
    assert (refused.value.code, refused.value.field) == ("NOT_IN_FORCE", "on")
