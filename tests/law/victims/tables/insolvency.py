"""R3 and R4 (제3조제1항제3호·제4호): S1-ASM-05, S1-ASM-06."""

from tests.law.victims.cases import NEW, OLD, Single, day, reading

FIRST_DAY = day("2023-06-01")
EVENTS = (
    "bankruptcy_opened",
    "rehabilitation_opened",
    "auction_commenced",
    "public_sale_commenced",
    "national_tax_seizure",
    "local_tax_seizure",
    "enforcement_title",
    "other_found",
)
ONE = ["auction_commenced"]
JUDGED = (reading("A10", "finding"),)


def _r3(says: str, value: bool | None, events: object, count: object, **how: object) -> Single:
    return Single(says, "R3", value, {"insolvency_events": events, "victim_count": count}, **how)  # type: ignore[arg-type]


def _unknown_but(**known: bool) -> dict[str, bool | None]:
    return {**dict.fromkeys(EVENTS), **known}


INSOLVENCY = (
    *(_r3(f"{event} alone is a trigger", True, [event], 2) for event in EVENTS),
    *(_r3(f"{event} alone is a trigger though all others are unknown", True, _unknown_but(**{event: True}), 2) for event in EVENTS),
    *(_r3(f"all but {event} excluded: unknown", None, {**dict.fromkeys(EVENTS, False), event: None}, 2) for event in EVENTS),
    _r3("an empty list: certainly no trigger", False, [], 2),
    _r3("an empty list decides though the number is unknown", False, [], None),
    _r3("all codes unknown", None, None, 2),
    _r3("an object that names one code as false leaves the others unknown", None, {"auction_commenced": False}, 2),
    _r3("one victim", False, ONE, 1),
    _r3("one victim decides though the trigger is unknown", False, None, 1),
    _r3("two victims", True, ONE, 2),
    _r3("three victims", True, ONE, 3),
    _r3("number of victims unknown", None, ONE, None),
    _r3("one victim until 2024-09-09", False, ONE, 1, on=OLD),
    _r3("two victims until 2024-09-09 are several (A-10)", True, ONE, 2, on=OLD),
    _r3("two victims on the act's first day (A-10)", True, ONE, 2, on=FIRST_DAY),
    _r3("number unknown until 2024-09-09", None, ONE, None, on=OLD),
    _r3("two victims from 2024-09-10", True, ONE, 2, on=NEW),
    _r3("A-10 the other way: two victims wait for the committee until 2024-09-09", None, ONE, 2, on=OLD, rows=JUDGED),
    _r3("A-10 the other way: one victim until 2024-09-09", False, ONE, 1, on=OLD, rows=JUDGED),
    _r3("three victims until 2024-09-09", True, ONE, 3, on=OLD),
    _r3("A-10 the other way: three victims wait for the committee too", None, ONE, 3, on=OLD, rows=JUDGED),
    _r3("A-10 the other way: nothing to find from 2024-09-10", True, ONE, 2, on=NEW, rows=JUDGED),
    *(
        Single(
            f"A-10 the other way: two victims, the committee finds {found}",
            "R3",
            found,
            {"insolvency_events": ONE, "victim_count": 2, "many_victims_found": found},
            OLD,
            JUDGED,
        )
        for found in (True, False)
    ),
    Single(
        "A-10 the other way: one victim, though the committee found many",
        "R3",
        False,
        {"insolvency_events": ONE, "victim_count": 1, "many_victims_found": True},
        OLD,
        JUDGED,
    ),
    Single(
        "A-10 as taken: a finding against many says nothing",
        "R3",
        True,
        {"insolvency_events": ONE, "victim_count": 2, "many_victims_found": False},
        OLD,
    ),
    Single("the committee found intent", "R4", True, {"intent_found": True}),
    Single("the committee found none", "R4", False, {"intent_found": False}),
    Single("the committee has not found yet", "R4", None, {}),
    Single("the committee found full recovery", "X3", True, {"self_recovery_found": True}),
    Single("the committee found no full recovery", "X3", False, {"self_recovery_found": False}),
    Single("recovery not yet found", "X3", None, {}),
)
