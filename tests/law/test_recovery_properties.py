"""recovery-estimate over invented houses: nobody is paid twice, more price is never less, a junior takes nothing from a senior."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teojeon.law.victims.recovery_estimate import run
from tests.law.test_recovery_estimate import NOW, SHIPPED

WON = st.integers(0, 300_000_000)
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2022, 1, 12))
NUMBERS = st.integers(1, 5)
DATED = st.builds(
    lambda kind, amount, on, number: {"kind": kind, "amount": amount, "ranked_on": on, "receipt_no": number},
    st.sampled_from(["mortgage", "tax", "premium", "house_tax"]),
    WON,
    DAYS,
    NUMBERS,
)
ATTACHED = st.builds(lambda amount, on: {"kind": "attachment", "amount": amount, "ranked_on": on, "receipt_no": 1}, WON, DAYS)
PLAIN = st.builds(lambda kind, amount: {"kind": kind, "amount": amount}, st.sampled_from(["wage", "general"]), WON)
TENANTS = st.builds(
    lambda kind, amount, on, moved, small, number: {
        "kind": kind, "amount": amount, "ranked_on": on, "opposable_on": moved, "small_deposit_right": small, "receipt_no": number,
    },
    st.sampled_from(["fixed_date", "leasehold_registration", "no_priority"]), WON, DAYS, DAYS, st.booleans(), NUMBERS,
)  # fmt: skip
WITHOUT_ATTACHMENTS = st.lists(DATED | PLAIN | TENANTS, max_size=6)
CLAIMS = st.lists(DATED | PLAIN | TENANTS | ATTACHED, max_size=6)
OWN = st.fixed_dictionaries(
    {
        "deposit": WON,
        "right": st.sampled_from(["fixed_date", "leasehold_registration", "jeonse_right", "none"]),
        "ranked_on": DAYS,
        "opposable_on": DAYS,
        "receipt_no": NUMBERS,
        "small_deposit_right": st.booleans(),
        "sale_costs": st.integers(0, 1_000_000),
        "region_class": st.just("seoul"),
        "earliest_security_on": st.just(dt.date(2022, 1, 1)),
    }
)


def at(price: int, case: dict[str, Any], claims: list[dict[str, Any]]) -> dict[str, Any]:
    facts = {**case, "claims": claims, "price_base": price, "price_source": "appraisal"}
    found: dict[str, Any] = run(facts, NOW, SHIPPED)["prices"][1]  # type: ignore[index]
    return found


def exact(price: dict[str, Any], number: int | None) -> Fraction:
    return sum((Fraction(*line["exact"]) for line in price["ranks"] if line["claim"] == number), Fraction(0))


@pytest.mark.req("S1-ASM-09")
@settings(deadline=None)
@given(WON, OWN, CLAIMS)
def test_payments_add_up_to_the_price_and_nobody_gets_more_than_is_owed(
    price: int, case: dict[str, Any], claims: list[dict[str, Any]]
) -> None:
    found = at(price, case, claims)
    owed: dict[int | None, int] = {None: case["deposit"], **{number: each["amount"] for number, each in enumerate(claims)}}
    total = sum((exact(found, number) for number in owed), Fraction(0))
    assert found["costs"] + sum(line["paid"] for line in found["ranks"]) <= price
    assert found["rest"] <= price - found["costs"] - total < found["rest"] + 1
    assert found["rest"] == 0 or all(exact(found, number) == amount for number, amount in owed.items())
    for number, amount in owed.items():
        assert 0 <= exact(found, number) <= amount
    assert found["recovered"] + found["shortfall"] == case["deposit"]
    assert found["recovered"] <= exact(found, None) < found["recovered"] + 1


@pytest.mark.req("S1-ASM-09")
@settings(deadline=None)
@given(WON, st.integers(0, 1_000_000) | st.just(1), OWN, CLAIMS)
def test_a_higher_price_gives_nobody_less(price: int, more: int, case: dict[str, Any], claims: list[dict[str, Any]]) -> None:
    lower, higher = at(price, case, claims), at(price + more, case, claims)
    assert lower["recovered"] <= higher["recovered"]
    for number, each in enumerate(claims):
        if each["kind"] != "house_tax":  # whose place an older right takes, which has its turn before
            assert exact(lower, number) <= exact(higher, number)


@pytest.mark.req("S1-ASM-09")
@settings(deadline=None)
@given(WON, OWN, WITHOUT_ATTACHMENTS, WON, st.sampled_from(["mortgage", "tax", "premium", "attachment"]))
def test_a_junior_takes_nothing_from_a_senior(
    price: int, case: dict[str, Any], claims: list[dict[str, Any]], amount: int, kind: str
) -> None:
    junior = {"kind": kind, "amount": amount, "ranked_on": dt.date(2022, 3, 1), "receipt_no": 1}
    before, after = at(price, case, claims), at(price, case, [*claims, junior])
    seniors = [number for number, each in enumerate(claims) if each["kind"] not in ("general", "no_priority")]
    assert all(exact(before, number) == exact(after, number) for number in seniors)
    if case["right"] != "none":
        assert before["recovered"] == after["recovered"]


@pytest.mark.req("S1-ASM-01", "S1-ASM-09")
@settings(deadline=None)
@given(WON, OWN, CLAIMS, st.data())
def test_what_is_known_lies_within_what_was_possible_before_it_was_known(
    price: int, case: dict[str, Any], claims: list[dict[str, Any]], data: st.DataObject
) -> None:
    full = at(price, case, claims)["recovered"]
    names = [*case, *(f"{number}.{part}" for number, each in enumerate(claims) for part in each)]
    forgotten = data.draw(st.sets(st.sampled_from(names), max_size=4))
    rest = {name: value for name, value in case.items() if name not in forgotten}
    kept = [
        {part: value for part, value in each.items() if f"{number}.{part}" not in forgotten} for number, each in enumerate(claims)
    ]
    partial = at(price, rest, kept)
    assert partial["recovered"] in (None, full)
    if partial["recovered_low"] is not None:
        assert partial["recovered_low"] <= full <= partial["recovered_high"]
    lines = at(price, case, claims)["ranks"]
    assert None not in [line["paid"] for line in lines]
    for name, amounts in by_claim(partial["ranks"] or []).items():
        assert None in amounts or sum(amounts) == sum(by_claim(lines).get(name, []))


def by_claim(lines: list[dict[str, Any]]) -> dict[tuple[int | None, str], list[Any]]:
    found: dict[tuple[int | None, str], list[Any]] = {}
    for line in lines:
        found.setdefault((line["claim"], line["part"]), []).append(line["paid"])
    return found
