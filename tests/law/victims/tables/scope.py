"""G1–G5: who and what the act is about (S1-ASM-02)."""

from tests.law.victims.cases import DECIDED, Single, day

FIRST_DAY, LIMIT_EVE, LIMITED = day("2023-06-01"), day("2025-05-19"), day("2025-05-20")
NEVER_LIMITED = dict.fromkeys((FIRST_DAY, LIMIT_EVE), True)

SCOPE = (
    Single("a natural person", "G1", True, {"natural_person": True}),
    Single("a company", "G1", False, {"natural_person": False}),
    Single("person or company unknown", "G1", None, {}),
    Single("first contract on the last day", "G2", True, {"first_contract_on": "2025-05-31"}),
    Single("first contract the day before the last day", "G2", True, {"first_contract_on": "2025-05-30"}),
    Single("first contract the day after the last day", "G2", False, {"first_contract_on": "2025-06-01"}),
    Single("first contract unknown", "G2", None, {}),
    Single(
        "first contract after the last day, decided on the first day of the limit",
        "G2",
        False,
        {"first_contract_on": "2025-06-01"},
        LIMITED,
    ),
    Single(
        "first contract on the last day, decided on the first day of the limit",
        "G2",
        True,
        {"first_contract_on": "2025-05-31"},
        LIMITED,
    ),
    Single("first contract unknown on the first day of the limit", "G2", None, {}, LIMITED),
    *(
        Single(f"no first contract too late, decided {on}", "G2", value, {"first_contract_on": "2025-06-01"}, on)
        for on, value in NEVER_LIMITED.items()
    ),
    *(Single(f"first contract unknown, decided {on}", "G2", value, {}, on) for on, value in NEVER_LIMITED.items()),
    Single("a renewal date is no fact: an earlier first contract decides", "G2", True, {"first_contract_on": "2023-04-03"}),
    Single("received on the last day of the act", "G3", True, {"received_on": "2027-05-31"}, day("2027-07-14")),
    Single("received the day before the last day", "G3", True, {"received_on": "2027-05-30"}, day("2027-07-14")),
    Single("received the day after the act", "G3", False, {"received_on": "2027-06-01"}, day("2027-07-14")),
    Single("day of receipt unknown", "G3", None, {}),
    Single("received on the first last day, decided before the extension", "G3", True, {"received_on": "2025-05-31"}, LIMIT_EVE),
    Single(
        "received after the first last day, decided before the extension", "G3", False, {"received_on": "2025-06-01"}, LIMIT_EVE
    ),
    Single("received after the first last day, decided from the extension on", "G3", True, {"received_on": "2025-06-01"}, LIMITED),
    Single(
        "received on the extended last day, decided on the day of the extension", "G3", True, {"received_on": "2027-05-31"}, LIMITED
    ),
    Single(
        "received after the extended last day, decided on the day of the extension",
        "G3",
        False,
        {"received_on": "2027-06-01"},
        LIMITED,
    ),
    Single("received on the act's first day, decided the same day", "G3", True, {"received_on": "2023-06-01"}, FIRST_DAY),
    Single("received on the last day, decided on the act's first day", "G3", True, {"received_on": "2025-05-31"}, FIRST_DAY),
    Single("a home", "G4", True, {"residential": True}),
    Single("no home", "G4", False, {"residential": False}),
    Single("home or not unknown", "G4", None, {}),
    Single("not on the landlord's side", "G5", True, {"landlord_side": False}),
    Single("on the landlord's side", "G5", False, {"landlord_side": True}),
    Single("landlord's side unknown", "G5", None, {}, DECIDED),
)
