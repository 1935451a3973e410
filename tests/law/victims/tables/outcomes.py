"""Classes and outcome beyond appendix (e): S1-ASM-12, A-05, A-13, A-31, the decision without the committee (S1-COM-10)."""

from collections.abc import Mapping

from tests.law.victims.cases import EXAMPLE, NEW, OLD, Whole, day, reading

COVERED: Mapping[str, object] = {"guarantees": [{"amount": 200_000_000, "state": "valid"}]}
COVERED_PARTLY: Mapping[str, object] = {"guarantees": [{"amount": 1, "state": "valid"}]}
SOLD: Mapping[str, object] = {"sale_completed_on": "2022-11-15"}
COMPANY: Mapping[str, object] = {"natural_person": False}
NOT_COMPLETED = (reading("A13", "not_completed_sales"),)
BY_MINISTER = (reading("A31", "minister"),)
FILED_2024: Mapping[str, object] = {"received_on": "2024-08-05"}
NO_R2: Mapping[str, object] = {"deposit": 700_000_001}
NO_R1: Mapping[str, object] = {"lessor_authorised": False}


def _open(says: str, change: Mapping[str, object], possible: tuple[str, ...], missing: tuple[str, ...], **how: object) -> Whole:
    return Whole(says, "HOLD", change, possible=possible, missing=missing, direct=None, **how)  # type: ignore[arg-type]


OUTCOMES = (
    _open("the contract's example", EXAMPLE, ("GA", "NA"), ("R2",)),
    *(
        Whole(
            f"the contract's example with 200 million and uplift {uplift}",
            "GA",
            {**EXAMPLE, "deposit": 200000000, "cap_uplift": uplift},
        )
        for uplift in (None, 0, 200_000_000)
    ),
    *(
        Whole(f"{fact} {value}: dismissed", "DISMISS", {fact: value})
        for fact, value in (("landlord_side", True), ("residential", False), ("natural_person", False))
    ),
    Whole("out of scope goes before exclusion", "DISMISS", {**COMPANY, **COVERED}),
    Whole(
        "out of scope decides though all else is unknown",
        "DISMISS",
        {**COMPANY, "intent_found": None, "deposit": None, "guarantees": None},
    ),
    _open("excluded or out of scope", {**COVERED, "natural_person": None}, ("EXCLUDE", "DISMISS"), ("G1",)),
    Whole("exclusion goes before the classes", "EXCLUDE", {**COVERED, "intent_found": False}, direct=True),
    Whole(
        "exclusion decides though the classes are open",
        "EXCLUDE",
        {**COVERED, "intent_found": None, "victim_count": None},
        direct=True,
    ),
    Whole(
        "exclusion reaches class 나", "EXCLUDE", {**NO_R2, "guarantees": [{"amount": 700_000_001, "state": "valid"}]}, direct=True
    ),
    Whole("exclusion reaches class 다", "EXCLUDE", {**NO_R1, **COVERED}, direct=True),
    Whole("exclusion reaches a completed sale (A-13)", "EXCLUDE", {**SOLD, **COVERED}, direct=True),
    Whole("A-13 the other way: a completed sale is not excluded", "GA", {**SOLD, **COVERED}, rows=NOT_COMPLETED),
    Whole("A-13 the other way: without a completed sale it is excluded", "EXCLUDE", COVERED, direct=True, rows=NOT_COMPLETED),
    _open(
        "A-13 the other way: sale unknown",
        {**COVERED, "sale_completed_on": None},
        ("GA", "EXCLUDE"),
        ("AC",),
        rows=NOT_COMPLETED,
    ),
    Whole("a completed sale lifts R1 and R3 for 가 only (A-05)", "REJECT", {**SOLD, **NO_R2, **NO_R1}),
    Whole("a completed sale lifts R1", "GA", {**SOLD, **NO_R1}),
    Whole("a completed sale lifts R3", "GA", {**SOLD, "victim_count": 1}),
    Whole("a completed sale does not lift R4", "REJECT", {**SOLD, "intent_found": False}),
    Whole("outside the window nothing is lifted", "DA", {"sale_completed_on": "2023-06-02", "victim_count": 1}),
    _open(
        "two dates on different sides of the window (A-04)",
        {**SOLD, "victim_count": 1, "price_paid_on": "2023-06-02"},
        ("GA", "DA"),
        ("AC",),
    ),
    Whole("class 나: deposit above every cap", "NA", NO_R2),
    Whole("class 나 needs R3", "REJECT", {**NO_R2, "victim_count": 1}),
    Whole("class 나 needs R1", "REJECT", {**NO_R2, **NO_R1}),
    Whole("class 나 needs R4", "REJECT", {**NO_R2, "intent_found": False}),
    Whole("class 다 needs R2", "REJECT", {**NO_R2, "victim_count": 1, **NO_R1}),
    Whole("class 다 needs a move-in report", "REJECT", {**NO_R1, "move_in_reported": False}),
    Whole("class 다 needs a fixed date", "REJECT", {**NO_R1, "fixed_date_obtained": False}),
    Whole("class 다 needs a handover", "REJECT", {**NO_R1, "handover": "none"}),
    Whole(
        "class 다: double lease, key never given, from 2024-09-10",
        "DA",
        {**FILED_2024, "handover": "impossible"},
        {"R1": False, "D1": True},
        on=NEW,
    ),
    Whole("the same until 2024-09-09", "REJECT", {**FILED_2024, "handover": "impossible"}, {"R1": False, "D1": False}, on=OLD),
    Whole("the same today, decided 2026-12-16", "DA", {"handover": "impossible"}, {"D1": True, "D2": True, "D3": True}),
    Whole("the same without a move-in report", "REJECT", {"handover": "impossible", "move_in_reported": False}, {"D2": False}),
    Whole(
        "A-14 the other way: class 다 without a move-in report",
        "DA",
        {"handover": "impossible", "move_in_reported": False},
        rows=(reading("A14", "waived"),),
    ),
    Whole("A-15 the other way: class 가 without the trustee's consent", "GA", NO_R1, rows=(reading("A15", "not_needed"),)),
    _open(
        "a deposit unknown keeps the exclusions open though no class is left",
        {"deposit": None, "intent_found": False},
        ("REJECT", "EXCLUDE"),
        ("X1", "X2"),
    ),
    _open("R1 unknown: 가 or 다", {"lessor_authorised": None}, ("GA", "DA"), ("R1",)),
    _open("D1 unknown with R1 false", {**NO_R1, "handover": None}, ("DA", "REJECT"), ("D1",)),
    _open(
        "R1, R3 and R2 unknown",
        {"lessor_authorised": None, "victim_count": None, "deposit": 600_000_000},
        ("GA", "NA", "DA", "REJECT"),
        ("R1", "R2", "R3"),
    ),
    _open("two exclusions open", {"guarantees": None, "self_recovery_found": None}, ("GA", "EXCLUDE"), ("X1", "X3")),
    Whole("X1 with X3: by number, so without the committee", "EXCLUDE", {**COVERED, "self_recovery_found": True}, direct=True),
    Whole("X3 alone never without the committee", "EXCLUDE", {"self_recovery_found": True}),
    Whole("X3 while X1 is unknown: not without the committee", "EXCLUDE", {"self_recovery_found": True, "guarantees": None}),
    Whole("X1 until 2024-09-09: only with the committee", "EXCLUDE", {**COVERED, **FILED_2024}, on=OLD),
    Whole("X1 on the act's first day: only with the committee", "EXCLUDE", {**COVERED, **FILED_2024}, on=day("2023-06-01")),
    Whole("X1 from 2024-09-10: without the committee", "EXCLUDE", {**COVERED, **FILED_2024}, direct=True, on=NEW),
    Whole("dismissal goes through the committee (A-31)", "DISMISS", COMPANY),
    Whole("A-31 the other way: the Minister dismisses", "DISMISS", COMPANY, direct=True, rows=BY_MINISTER),
    Whole("A-31 the other way does not reach a rejection", "REJECT", {"intent_found": False}, rows=BY_MINISTER),
    Whole(
        "A-12 the other way: partial cover excludes", "EXCLUDE", COVERED_PARTLY, direct=True, rows=(reading("A12", "any_cover"),)
    ),
    Whole("A-12 as taken: partial cover excludes nobody", "GA", COVERED_PARTLY),
)
