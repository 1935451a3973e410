"""tax-apportionment over invented cases: no share exceeds its bill, shares add up, knowledge never flips a result."""

import datetime as dt
from fractions import Fraction
from math import gcd

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teojeon.law.victims.tax_apportionment import run
from tests.law.test_tax_apportionment import SHIPPED, answer, bill, shares

WON = st.integers(0, 10**15) | st.integers(0, 100_000)
NATIONAL = st.builds(
    lambda kind, arrears, on_house: bill(kind, arrears, on_house=on_house % (arrears + 1)),
    st.sampled_from(["inheritance", "gift", "comprehensive_real_estate", "other"]),
    WON,
    WON,
)
LOCAL = st.builds(
    lambda kind, arrears, on_house: bill(kind, arrears, on_house=on_house),
    st.sampled_from(["property", "fire_resource", "education_on_property", "other"]),
    WON,
    st.booleans(),
)
DAYS = st.dates(dt.date(2023, 7, 2), dt.date(2027, 12, 31))
CASES = st.fixed_dictionaries(
    {
        "house_value": WON,
        "all_houses_value": WON,
        "filed_on": DAYS,
        "national": st.lists(NATIONAL, max_size=4),
        "local": st.lists(LOCAL, max_size=4),
        "sale_decision_on": DAYS,
    }
)


@pytest.mark.req("S1-TAX-02")
@settings(deadline=None)
@given(CASES, DAYS)
def test_no_share_exceeds_its_bill_and_the_shares_add_up(case: dict[str, list[dict[str, int]]], on: dt.date) -> None:
    found = run(case, on, SHIPPED)
    listed, ratio = found["shares"], found["ratio"]
    assert isinstance(listed, list)
    assert isinstance(ratio, list)
    least = Fraction(*ratio)
    assert 0 <= least <= 1
    bills = [*case["national"], *case["local"]]
    assert len(listed) == len(bills)
    for share, given_bill in zip(listed, bills, strict=True):
        exact = Fraction(*share["exact"])
        assert gcd(*share["exact"]) == 1
        assert given_bill["arrears"] * least <= exact <= given_bill["arrears"]
        assert share["amount"] <= exact < share["amount"] + 1
    assert found["total"] == sum(share["amount"] for share in listed)
    assert found["total_exact"] == [
        (total := sum((Fraction(*share["exact"]) for share in listed), Fraction(0))).numerator,
        total.denominator,
    ]


@pytest.mark.req("S1-TAX-02")
@settings(deadline=None)
@given(WON, st.lists(WON, min_size=1, max_size=6))
def test_the_shares_of_all_houses_together_are_the_bill(arrears: int, houses: list[int]) -> None:
    every = sum(houses)
    if not 0 < every <= 10**15:
        return
    found = [answer(house_value=each, all_houses_value=every, national=[bill("other", arrears)])["total_exact"] for each in houses]
    assert sum(Fraction(*each) for each in found) == arrears  # type: ignore[misc]


@settings(deadline=None)
@given(
    CASES, st.sets(st.sampled_from(["house_value", "all_houses_value", "filed_on", "national", "local", "sale_decision_on"])), DAYS
)
def test_more_knowledge_never_flips_a_decided_result(case: dict[str, object], forgotten: set[str], on: dt.date) -> None:
    full = run(case, on, SHIPPED)
    partial = run({name: value for name, value in case.items() if name not in forgotten}, on, SHIPPED)
    for name in ("base_date", "ratio", "total", "total_exact"):
        assert partial[name] is None or partial[name] == full[name]
    if not forgotten & {"national", "local"}:
        for one_share, other in zip(shares(partial), shares(full), strict=True):
            assert one_share[1] is None or one_share == other
    assert set(partial["missing"]) <= forgotten  # type: ignore[call-overload]
