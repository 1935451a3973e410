"""The law contract, "How `victim` reads its facts": each sentence as a test of its own."""

import datetime as dt

import pytest

from teojeon.law import victims
from teojeon.law.book import LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.victims.facts import INSOLVENCY_EVENT
from tests.law.victims import cases
from tests.law.victims.cases import DECIDED, DEFAULT, NEW, OLD
from tests.law.victims.tables.opposability import HELD, NOTHING
from tests.law.victims.tables.small_deposit import POSSIBLE

SHIPPED = LawBook.shipped()
COVER = [{"amount": 200_000_000, "state": "valid"}]


def value(code: str, on: dt.date = DECIDED, law: LawBook = SHIPPED, /, **facts: object) -> bool | None:
    """One finding of a case of which only these facts are known."""
    return victims.assess(facts, on, law).finding(code).value


@pytest.mark.req("S1-ASM-02")
def test_it_is_in_force_from_2023_06_01_without_an_end() -> None:
    with pytest.raises(LawError) as refused:
        victims.assess({}, dt.date(2023, 5, 31), SHIPPED)
    assert (refused.value.code, refused.value.field) == ("NOT_IN_FORCE", "on")
    for on in (dt.date(2023, 6, 1), dt.date(2027, 6, 1), dt.date(2039, 1, 2)):
        assert victims.conclude({**DEFAULT, "received_on": "2025-05-31"}, on, SHIPPED).outcome == "GA"


@pytest.mark.req("S1-ASM-05")
def test_a_list_of_events_says_these_and_certainly_no_others() -> None:
    assert value("R3", insolvency_events=["enforcement_title"], victim_count=2) is True
    assert value("R3", insolvency_events=[], victim_count=2) is False


@pytest.mark.req("S1-ASM-05")
def test_an_object_of_events_gives_each_code_its_own_value() -> None:
    assert value("R3", insolvency_events={"enforcement_title": True, "other_found": None}, victim_count=2) is True
    assert value("R3", insolvency_events={"enforcement_title": False, "other_found": None}, victim_count=2) is None
    assert value("R3", insolvency_events=dict.fromkeys(INSOLVENCY_EVENT.codes, False), victim_count=2) is False


@pytest.mark.req("S1-ASM-05")
def test_events_that_are_null_leave_every_code_unknown() -> None:
    assert value("R3", insolvency_events=None, victim_count=2) is None
    assert value("R3", insolvency_events={}, victim_count=2) is None


@pytest.mark.req("S1-ASM-03")
def test_r1_is_authority_and_either_the_four_limbs_or_a_registration() -> None:
    assert value("R1", **HELD) is True
    assert value("R1", **{**HELD, "lessor_authorised": False}) is False
    assert [value("R1", **{**NOTHING, name: True}) for name in ("leasehold_registered", "jeonse_right_registered")] == [True, True]
    assert value("R1", **NOTHING) is False


@pytest.mark.req("S1-ASM-03")
def test_a_jeonse_right_counts_for_r1_from_2024_09_10() -> None:
    facts = {**NOTHING, "jeonse_right_registered": True}
    assert [value("R1", on, **facts) for on in (OLD, NEW)] == [False, True]


@pytest.mark.req("S1-ASM-11")
def test_d1_counts_a_handover_that_was_impossible_from_2024_09_10() -> None:
    assert [value("D1", on, handover="impossible") for on in (OLD, NEW)] == [False, True]
    assert [value("D1", OLD, handover=state) for state in ("done", "past", "none")] == [True, True, False]


@pytest.mark.req("S1-ASM-11")
def test_d2_and_d3_are_the_two_facts_and_none_of_the_three_asks_for_authority() -> None:
    for code, fact in (("D1", {"handover": "past"}), ("D2", {"move_in_reported": True}), ("D3", {"fixed_date_obtained": True})):
        assert [value(code, **fact, lessor_authorised=known) for known in (True, False, None)] == [True, True, True]
        assert "lessor_authorised" not in victims.assess(DEFAULT, DECIDED, SHIPPED).finding(code).compared


@pytest.mark.req("S1-ASM-05")
def test_before_2024_09_10_two_victims_are_several_with_a10_named() -> None:
    finding = victims.assess({"insolvency_events": ["auction_commenced"], "victim_count": 2}, OLD, SHIPPED).finding("R3")
    assert finding.value is True
    assert "A-10" in {reading.code for reading in finding.readings}


@pytest.mark.req("S1-ASM-10")
def test_with_one_date_alone_the_other_date_decides_and_false_is_false() -> None:
    for known, unknown in (("sale_completed_on", "price_paid_on"), ("price_paid_on", "sale_completed_on")):
        assert value("AC", **{known: "2022-11-15", unknown: None}) is True
        assert value("AC", **{known: False, unknown: None}) is False
        assert value("AC", **{known: "2023-06-02", unknown: None}) is False


@pytest.mark.req("S1-ASM-10")
def test_with_both_known_false_counts_as_later_than_the_window() -> None:
    assert value("AC", sale_completed_on=False, price_paid_on="2023-06-02") is False
    assert value("AC", sale_completed_on=False, price_paid_on="2023-06-01") is None
    assert value("AC", sale_completed_on=False, price_paid_on=False) is False


@pytest.mark.req("S1-ASM-10")
def test_dates_on_different_sides_of_an_edge_give_null() -> None:
    assert value("AC", sale_completed_on="2023-06-02", price_paid_on="2023-06-01") is None
    assert value("AC", sale_completed_on="2021-06-01", price_paid_on="2021-05-31") is None
    assert value("AC", sale_completed_on="2023-06-02", price_paid_on="2021-05-31") is None


@pytest.mark.req("S1-ASM-07")
def test_valid_cover_that_suffices_alone_is_true_whatever_else_is_pending() -> None:
    for other in ("pending", "refused", "cancelled", "lapsed", "paid", None):
        listed = [*COVER, {"amount": None, "state": other}]
        assert value("X1", deposit=200_000_000, guarantees=listed) is True


@pytest.mark.req("S1-ASM-07")
def test_an_unknown_amount_is_unknown_unless_the_guarantee_gives_nothing() -> None:
    by_state = {state: value("X1", deposit=1, guarantees=[{"amount": None, "state": state}]) for state in _states()}
    assert by_state == {
        "valid": None,
        "pending": None,
        "paid": None,
        None: None,
        "refused": False,
        "cancelled": False,
        "lapsed": False,
    }


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize(
    "false_limb",
    [{"deposit": 55_000_001}, {"small_deposit_right": False}, {"house_value": 95_999_999, "deposit": 48_000_000}],
)
def test_any_false_limb_of_x2_decides_though_the_others_are_unknown(false_limb: dict[str, object]) -> None:
    assert value("X2", **false_limb) is False


@pytest.mark.req("S1-ASM-08")
def test_x2_reads_the_sum_of_a_family_and_without_it_the_deposit() -> None:
    assert value("X2", **POSSIBLE) is True
    assert value("X2", **{**POSSIBLE, "family_deposit": 48_000_001}) is False
    assert value("X2", **{**POSSIBLE, "deposit": 48_000_001, "family_deposit": 48_000_000}) is True


@pytest.mark.req("S1-ASM-08")
def test_the_reference_date_is_the_earliest_right_or_the_decision_where_there_is_none() -> None:
    none = {**POSSIBLE, "deposit": 55_000_000, "region_class": "seoul", "has_security_right": False}
    del none["earliest_security_on"]
    assert value("X2", **none) is True
    assert value("X2", **{**none, "has_security_right": True, "earliest_security_on": "2023-02-20"}) is False


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize("gap", [{"region_class": None}, {"earliest_security_on": None}, {"earliest_security_on": "2008-08-20"}])
def test_above_the_greatest_amount_of_all_rows_x2_is_false_and_below_a_gap_is_null(gap: dict[str, object]) -> None:
    assert value("X2", **{**POSSIBLE, **gap, "deposit": 55_000_001}) is False
    assert value("X2", **{**POSSIBLE, **gap, "deposit": 55_000_000}) is None


@pytest.mark.req("S1-ASM-04")
def test_without_an_uplift_of_the_case_the_row_of_the_place_gives_the_difference_and_the_fact_wins() -> None:
    law = cases.book((cases.cap(650_000_000, "2026-01-01"), cases.cap(450_000_000, "2026-01-01", sido="26")))
    assert value("R2", DECIDED, law, deposit=650_000_000, sido="11") is True
    assert value("R2", DECIDED, law, deposit=650_000_001, sido="11") is False
    assert value("R2", DECIDED, law, deposit=500_000_001, sido="26") is False
    assert value("R2", DECIDED, law, deposit=650_000_000, sido="11", cap_uplift=0) is False
    assert value("R2", DECIDED, law, deposit=650_000_000) is None


def _states() -> tuple[str | None, ...]:
    return ("valid", "pending", "paid", None, "refused", "cancelled", "lapsed")


@pytest.mark.parametrize("name", ["sale_completed_on", "price_paid_on", "earliest_security_on"])
def test_three_dates_may_be_certainly_not(name: str) -> None:
    assert victims.read({name: False}, DECIDED, SHIPPED) == {name: False}


@pytest.mark.parametrize(("name", "given"), [("received_on", False), ("first_contract_on", False), ("sale_completed_on", True)])
def test_no_other_date_may_be_false_and_none_true(name: str, given: bool) -> None:
    with pytest.raises(LawError, match=f"WRONG_TYPE {name}"):
        victims.read({name: given}, DECIDED, SHIPPED)


def test_a_fact_that_is_null_is_as_unknown_as_one_that_is_absent() -> None:
    for name in DEFAULT:
        without = {other: known for other, known in DEFAULT.items() if other != name}
        assert victims.conclude(without, DECIDED, SHIPPED) == victims.conclude({**without, name: None}, DECIDED, SHIPPED)


@pytest.mark.parametrize("name", ["sido", "occupying_at_filing", "many_victims_found", "family_deposit"])
def test_a_fact_that_the_schema_lets_out_makes_nothing_unknown(name: str) -> None:
    fact = next(fact for fact in victims.VICTIM.facts if fact.name == name)
    assert fact.optional
    assert fact.default
    assert victims.conclude({**DEFAULT, name: None}, DECIDED, SHIPPED).outcome == "GA"
