"""Scenarios of S1 appendix (e), recorded by people on a case and assessed from its file (S1-ASM-01 … S1-ASM-12)."""

from typing import Any
from uuid import UUID

import pytest

from teojeon.kernel.cases.queries import find_case
from teojeon.law.victims import Assessment
from teojeon.services.victims.assessment.assess import assess_matter, matter_of
from tests.support.assessments import AUCTION, COMPLETE, DECISION_DAY, FOUND, GUARANTEE, INTENT, NO, NO_EVENTS, put_on_file
from tests.support.factories import acting, make_case

pytestmark = pytest.mark.usefixtures("office_side")
NOT_ASKED: dict[str, Any] = {}


@pytest.fixture
def case(office_side: None) -> UUID:
    return make_case("INVESTIGATING")


def assessed(case: UUID, changed: dict[str, Any], found: dict[str, Any]) -> Assessment:
    """As if these values stood on file: what `put_on_file` records is shown to be the same by its own test."""
    with acting("auditor", read_only=True):
        matter = matter_of(find_case(case))
        for code, value in {**COMPLETE, **changed, **found}.items():
            matter = matter.with_value(code, value)
        return assess_matter(matter, DECISION_DAY)


SCENARIOS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("1 nothing changed", {}, {}, "GA"),
    ("2 the deposit is the cap", {"deposit_current": 500_000_000}, {}, "GA"),
    ("4 one won above the cap, no resolution", {"deposit_current": 500_000_001}, {}, "HOLD"),
    ("10 first contract one day late", {"first_contract_date": "2025-06-01"}, {}, "DISMISS"),
    ("9 first contract on the last day", {"first_contract_date": "2025-05-31"}, {}, "GA"),
    ("13 only one victim", {"victim_count": 1}, {}, "DA"),
    ("15 sold in the window, moved out, alone",
     {"occupying_at_reference": False, "victim_count": 1, "completion_document": "distribution", "price_paid_on": None, "sale_completed_on": "2022-11-15"}, {}, "GA"),
    ("18 sold after the window", {"completion_document": "distribution", "sale_completed_on": "2025-02-10"}, {}, "GA"),
    ("20 leasehold registered before moving out", {"occupying_at_reference": False, "leasehold_reg_done_on": "2026-02-20"}, {}, "GA"),
    ("22 registration only applied for", {"handover_state": "past", "occupying_at_reference": False}, {}, "DA"),
    ("23 jeonse right, no move-in report, no fixed date",
     {"jeonse_right_reg_on": "2023-05-02", "move_in_report_on": False, "fixed_date_on": False}, {}, "GA"),
    ("25 lessor without authority", {"lessor_authority": False}, {}, "DA"),
    ("27 key never given, no move-in report",
     {"handover_state": "impossible", "handover_on": False, "move_in_report_on": False, "occupying_at_reference": False}, {}, "REJECT"),
    ("28 guarantee of the whole deposit", {"guarantees": [GUARANTEE]}, {}, "EXCLUDE"),
    ("29 guarantee of a part", {"guarantees": [GUARANTEE | {"amount": 150_000_000}]}, {}, "GA"),
    ("31 claim pending", {"guarantees": [GUARANTEE | {"state": "pending"}]}, {}, "HOLD"),
    ("33 small deposit under the table of the mortgage", {"deposit_current": 50_000_000}, {}, "EXCLUDE"),
    ("34 above that table", {"deposit_current": 55_000_000}, {}, "GA"),
    ("35 no security right: the table of the decision", {"deposit_current": 55_000_000, "earliest_security_on": False}, {}, "EXCLUDE"),
    ("37 the value of the house is unknown",
     {"deposit_current": 55_000_000, "earliest_security_on": False, "house_value": None}, {}, "HOLD"),
    ("38 moved in after the petition was registered",
     {"deposit_current": 55_000_000, "earliest_security_on": False, "auction_entry_on": "2023-05-01"}, {}, "GA"),
    ("41 the committee finds that all can be recovered", {}, {"self_recovery_found": INTENT}, "EXCLUDE"),
    ("42 the committee was not asked about recovery", {}, {"self_recovery_found": None}, "HOLD"),
    ("43 a petition for bankruptcy only", {"events": NO_EVENTS | {"petition_only": True}}, {}, "DA"),
    ("45 an enforcement title", {"events": NO_EVENTS | {"enforcement_title": True}}, {}, "GA"),
    ("46 the committee was not asked about intent", {}, {"intent_found": None}, "HOLD"),
    ("46 the committee finds no intent", {}, {"intent_found": NO}, "REJECT"),
    ("47 no intent, whatever else is unknown", {"deposit_current": None, "victim_count": None}, {"intent_found": NO}, "HOLD"),
    ("51 a company", {"is_natural_person": False}, {}, "DISMISS"),
    ("54 an office used as a home", {"actual_use_residential": True}, {}, "GA"),
    ("57 monthly rent is not converted", {"deposit_current": 100_000_000, "monthly_rent": 1_500_000}, {}, "GA"),
    ("T4 another event that the committee found", {"events": NO_EVENTS | {"other_found": None}}, {"other_event_found": INTENT}, "GA"),
    ("T4 another event that nobody asked about", {"events": NO_EVENTS | {"other_found": None}}, {}, "HOLD"),
    ("a private attachment only", {"events": NO_EVENTS | {"private_attachment": True}}, {}, "DA"),
]  # fmt: skip


@pytest.mark.req("S1-ASM-12")
@pytest.mark.parametrize(("changed", "found", "outcome"), [each[1:] for each in SCENARIOS], ids=[each[0] for each in SCENARIOS])
def test_a_scenario_of_the_catalogue(case: UUID, changed: dict[str, Any], found: dict[str, Any], outcome: str) -> None:
    result = assessed(case, changed, FOUND | found)
    assert (result.outcome, result.missing if outcome == "HOLD" else ()) == (outcome, result.missing)


@pytest.mark.req("S1-ASM-03")
@pytest.mark.parametrize("day", [None, False])
def test_without_the_day_of_handing_over_r1_is_not_true_and_d1_stands(case: UUID, day: bool | None) -> None:
    result = assessed(case, {"handover_on": day}, FOUND)
    assert (result.finding("R1").value, result.finding("D1").value) == (None, True)


@pytest.mark.req("S1-ASM-03")
@pytest.mark.parametrize("code", ["move_in_report_on", "fixed_date_on"])
def test_r1_is_open_without_each_of_the_other_two_dates_and_false_without_the_act(case: UUID, code: str) -> None:
    assert assessed(case, {code: None}, FOUND).finding("R1").value is None
    assert assessed(case, {code: False}, FOUND).finding("R1").value is False


@pytest.mark.req("S1-ASM-07")
@pytest.mark.parametrize(("state", "value"), [("valid", True), ("pending", None), ("refused", False), ("cancelled", False), ("lapsed", False)])  # fmt: skip
def test_x1_is_true_only_for_cover_that_is_valid(case: UUID, state: str, value: bool | None) -> None:
    assert assessed(case, {"guarantees": [GUARANTEE | {"state": state}]}, FOUND).finding("X1").value is value


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize("code", ["earliest_security_on", "house_value"])
def test_x2_is_never_true_without_reference_day_or_value(case: UUID, code: str) -> None:
    assert assessed(case, {"deposit_current": 50_000_000, code: None}, FOUND).finding("X2").value is None


@pytest.mark.req("S1-ASM-08")
@pytest.mark.parametrize(
    ("entry", "right"),
    [(False, True), ("2023-05-03", True), ("2023-05-02", None), ("2023-05-01", False), (None, None)],
)
def test_the_right_of_a_small_deposit_follows_from_the_days(case: UUID, entry: Any, right: bool | None) -> None:
    result = assessed(case, {"auction_entry_on": entry}, FOUND)
    assert result.receipt["facts"].get("small_deposit_right") is right  # type: ignore[attr-defined]


@pytest.mark.req("S1-ASM-10")
def test_a_completed_sale_counts_only_with_its_document(case: UUID) -> None:
    changed = {"price_paid_on": None, "sale_completed_on": "2022-11-15"}
    assert assessed(case, changed, FOUND).finding("AC").value is not True
    assert assessed(case, changed | {"completion_document": "distribution"}, FOUND).finding("AC").value is True


@pytest.mark.req("S1-ASM-06")
def test_the_investigators_proposal_is_no_finding(case: UUID) -> None:
    result = assessed(case, {"intent_proposal": INTENT}, {"self_recovery_found": NO})
    assert result.finding("R4").value is None


@pytest.mark.req("S1-ASM-12")
def test_what_is_recorded_by_the_acts_gives_the_same_as_the_values(case: UUID) -> None:
    put_on_file(case)
    with acting("auditor", read_only=True):
        recorded = assess_matter(matter_of(find_case(case)), DECISION_DAY)
    assert recorded.receipt["sha256"] == assessed(case, {}, {}).receipt["sha256"]
    assert AUCTION["auction_commenced"] is True
