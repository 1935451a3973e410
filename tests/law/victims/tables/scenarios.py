"""Appendix (e) of the catalogue. Rows 49 and 50 (heirs' representative, supplement of a missing document) are no rules."""

from tests.law.victims.cases import NEW, OLD, Whole, cap, day

FILED_2024 = {
    "received_on": "2024-08-05",
    "deposit": 450_000_000,
    "cap_uplift": 0,
    "insolvency_events": ["auction_commenced"],
}
MOVED_OUT = {"handover": "past", "occupying_at_reference": False}
SOLE_AND_GONE = {**MOVED_OUT, "first_contract_on": "2019-03-04", "victim_count": 1}
NO_SECURITY = {"deposit": 55_000_000, "has_security_right": False, "earliest_security_on": None}
NOBODY_EXCLUDED = {"X1": False, "X2": False, "X3": False}
ALL_HOLD = dict.fromkeys(("G1", "G2", "G3", "G4", "G5", "R1", "R2", "R3", "R4", "D1", "D2", "D3"), True)

SCENARIOS = (
    Whole("1: nothing changed", "GA", findings={**ALL_HOLD, **NOBODY_EXCLUDED, "AC": False}),
    Whole("2: deposit 500,000,000", "GA", {"deposit": 500_000_000}, {"R2": True}),
    Whole("3: deposit 500,000,001, uplift refused", "NA", {"deposit": 500_000_001, "cap_uplift": 0}, {"R2": False}),
    Whole(
        "4: deposit 500,000,001, committee not yet asked",
        "HOLD",
        {"deposit": 500_000_001},
        {"R2": None},
        possible=("GA", "NA"),
        missing=("R2",),
        direct=None,
    ),
    Whole(
        "5: deposit 700,000,000, resolution of 700 million for Seoul in force",
        "GA",
        {"deposit": 700_000_000, "sido": "11"},
        {"R2": True},
        rows=(cap(700_000_000, "2026-01-01"),),
    ),
    Whole(
        "5: deposit 700,000,000, uplift granted for the case",
        "GA",
        {"deposit": 700_000_000, "cap_uplift": 200_000_000},
        {"R2": True},
    ),
    Whole("7: filed 2024-08-05, decided 2024-09-09, deposit 450 million, uplift refused", "NA", FILED_2024, {"R2": False}, on=OLD),
    Whole("8: as 7 but decided 2024-09-10", "GA", FILED_2024, {"R2": True}, on=NEW),
    Whole("9: first contract 2025-05-31", "GA", {"first_contract_on": "2025-05-31"}, {"G2": True}),
    Whole("10: first contract 2025-06-01", "DISMISS", {"first_contract_on": "2025-06-01"}, {"G2": False}),
    Whole("11: first contract 2023-04-03, renewed to 205 million", "GA", {"deposit": 205_000_000}, {"G2": True, "R2": True}),
    Whole("13: one victim", "DA", {"victim_count": 1}, {"R3": False, "D1": True, "D2": True, "D3": True}),
    Whole(
        "15: sale completed 2022-11-15, moved out, sole victim",
        "GA",
        {**SOLE_AND_GONE, "sale_completed_on": "2022-11-15"},
        {"AC": True, "R1": False, "R3": False, "R2": True, "R4": True},
    ),
    Whole(
        "17: sale completed 2021-06-01, moved out, sole victim",
        "GA",
        {**SOLE_AND_GONE, "sale_completed_on": "2021-06-01"},
        {"AC": True, "R1": False},
    ),
    Whole(
        "18: sale completed 2025-02-10, R1 held at the demand deadline",
        "GA",
        {"sale_completed_on": "2025-02-10"},
        {"AC": False, "R1": True, "R3": True},
    ),
    Whole("20: moved out, leasehold registration completed", "GA", {**MOVED_OUT, "leasehold_registered": True}, {"R1": True}),
    Whole(
        "22: moved out, leasehold registration only applied for", "DA", MOVED_OUT, {"R1": False, "D1": True, "D2": True, "D3": True}
    ),
    Whole(
        "23: jeonse right registered, neither move-in report nor fixed date",
        "GA",
        {"jeonse_right_registered": True, "move_in_reported": False, "fixed_date_obtained": False},
        {"R1": True},
    ),
    Whole(
        "25: trust house, settlor without the trustee's consent",
        "DA",
        {"lessor_authorised": False},
        {"R1": False, "D1": True, "D2": True, "D3": True},
    ),
    Whole(
        "27: double lease, key never given, move-in report impossible too, fixed date made",
        "REJECT",
        {"handover": "impossible", "occupying_at_reference": False, "move_in_reported": False},
        {"D1": True, "D2": False, "D3": True, "R1": False},
    ),
    Whole(
        "28: tenant's guarantee 200 million valid",
        "EXCLUDE",
        {"guarantees": [{"amount": 200_000_000, "state": "valid"}]},
        {"X1": True},
        direct=True,
    ),
    Whole("29: guarantee 150 million valid", "GA", {"guarantees": [{"amount": 150_000_000, "state": "valid"}]}, {"X1": False}),
    Whole(
        "31: guarantee 200 million, claim pending",
        "HOLD",
        {"guarantees": [{"amount": 200_000_000, "state": "pending"}]},
        {"X1": None},
        possible=("GA", "EXCLUDE"),
        missing=("X1",),
        direct=None,
    ),
    Whole("33: deposit 50,000,000, mortgage 2022-08-01", "EXCLUDE", {"deposit": 50_000_000}, {"X2": True}, direct=True),
    Whole("34: deposit 55,000,000, mortgage 2022-08-01", "GA", {"deposit": 55_000_000}, {"X2": False}),
    Whole("35: deposit 55,000,000, no security right", "EXCLUDE", NO_SECURITY, {"X2": True}, direct=True),
    Whole(
        "37: as 35, value unknown",
        "HOLD",
        {**NO_SECURITY, "house_value": None},
        {"X2": None},
        possible=("GA", "EXCLUDE"),
        missing=("X2",),
        direct=None,
    ),
    Whole(
        "38: as 35, move-in report after registration of the auction",
        "GA",
        {**NO_SECURITY, "small_deposit_right": False},
        {"X2": False},
    ),
    Whole(
        "41: senior tenant, the committee finds full recovery",
        "EXCLUDE",
        {"house_value": 400_000_000, "self_recovery_found": True},
        {"X1": False, "X2": False, "X3": True},
    ),
    Whole(
        "42: estimate 170 to 200 million, X3 open until the committee",
        "HOLD",
        {"self_recovery_found": None},
        {"X3": None},
        possible=("GA", "EXCLUDE"),
        missing=("X3",),
        direct=None,
    ),
    Whole("43: bankruptcy petition only", "DA", {"insolvency_events": []}, {"R3": False}),
    Whole(
        "45: final payment order, three tenants of the landlord",
        "GA",
        {"insolvency_events": ["enforcement_title"], "victim_count": 3},
        {"R3": True},
    ),
    Whole(
        "46: police report filed only, no finding",
        "HOLD",
        {"intent_found": None},
        {"R4": None},
        possible=("GA", "REJECT"),
        missing=("R4",),
        direct=None,
    ),
    Whole("46: the committee then finds no intent", "REJECT", {"intent_found": False}, {"R4": False}),
    Whole(
        "47: R4 certainly false, R3 and R2 unknown",
        "REJECT",
        {"intent_found": False, "insolvency_events": None, "deposit": 600_000_000},
        {"R4": False, "R3": None, "R2": None},
    ),
    Whole("51: the tenant is a company", "DISMISS", {"natural_person": False}, {"G1": False}),
    Whole("52: foreign national with residence-change report", "GA", {"move_in_reported": True}, {"R1": True}),
    Whole("54: officetel registered as an office, used as a home", "GA", {"residential": True}, {"G4": True}),
    Whole("55: filed 2027-05-31, decided 2027-07-14", "GA", {"received_on": "2027-05-31"}, {"G3": True}, on=day("2027-07-14")),
    Whole("56: filed 2027-06-01", "DISMISS", {"received_on": "2027-06-01"}, {"G3": False}, on=day("2027-07-14")),
    Whole("57: deposit 100 million and a monthly rent, which is not converted", "GA", {"deposit": 100_000_000}, {"R2": True}),
    Whole("60: fixed date obtained after the auction began", "GA", {"fixed_date_obtained": True}, {"R1": True, "X3": False}),
)
