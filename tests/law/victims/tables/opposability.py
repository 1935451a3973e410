"""R1 (제3조제1항제1호) and D1–D3 (제2조제4호다목): S1-ASM-03, S1-ASM-11."""

from collections.abc import Mapping
from dataclasses import replace

from tests.law.victims.cases import DECIDED, NEW, OLD, Single, day, reading

FIRST_DAY = day("2023-06-01")
HELD: Mapping[str, object] = {
    "lessor_authorised": True,
    "handover": "done",
    "move_in_reported": True,
    "fixed_date_obtained": True,
    "occupying_at_reference": True,
    "leasehold_registered": False,
    "jeonse_right_registered": False,
}
NOTHING: Mapping[str, object] = {
    **HELD,
    "handover": "none",
    "move_in_reported": False,
    "fixed_date_obtained": False,
    "occupying_at_reference": False,
}
LIMBS = ("move_in_reported", "fixed_date_obtained", "occupying_at_reference")
REGISTRATIONS = ("leasehold_registered", "jeonse_right_registered")


def _r1(says: str, value: bool | None, change: Mapping[str, object], **how: object) -> Single:
    return Single(says, "R1", value, {**HELD, **change}, **how)  # type: ignore[arg-type]


def _none(says: str, value: bool | None, change: Mapping[str, object], **how: object) -> Single:
    return Single(says, "R1", value, {**NOTHING, **change}, **how)  # type: ignore[arg-type]


_R1 = (
    _r1("handover, move-in report and fixed date, still living there", True, {}),
    _r1("handed over in the past, still registered at the reference date", True, {"handover": "past"}),
    _r1("handover impossible", False, {"handover": "impossible"}),
    _r1("never handed over", False, {"handover": "none"}),
    _r1("handover unknown", None, {"handover": None}),
    *(_r1(f"without {limb} and without a registration", False, {limb: False}) for limb in LIMBS),
    *(_r1(f"{limb} unknown", None, {limb: None}) for limb in LIMBS),
    _r1("one missing limb decides while another is unknown", False, {"move_in_reported": False, "fixed_date_obtained": None}),
    _r1("moved out without registration, sale not begun", False, {"handover": "past", "occupying_at_reference": False}),
    _none("nothing but a completed leasehold registration", True, {"leasehold_registered": True}),
    _none("nothing but a leasehold registration, unknown whether completed", None, {"leasehold_registered": None}),
    _none("nothing but a jeonse right, from 2024-09-10", True, {"jeonse_right_registered": True}, on=NEW),
    _none("nothing but a jeonse right, today", True, {"jeonse_right_registered": True}, on=DECIDED),
    _none("nothing but a jeonse right, until 2024-09-09", False, {"jeonse_right_registered": True}, on=OLD),
    _none("nothing but a jeonse right, on the act's first day", False, {"jeonse_right_registered": True}, on=FIRST_DAY),
    _none("an unknown jeonse right does not count until 2024-09-09", False, {"jeonse_right_registered": None}, on=OLD),
    _none("an unknown jeonse right counts from 2024-09-10", None, {"jeonse_right_registered": None}, on=NEW),
    _none("a completed leasehold registration until 2024-09-09", True, {"leasehold_registered": True}, on=OLD),
    _none("a completed leasehold registration on the act's first day", True, {"leasehold_registered": True}, on=FIRST_DAY),
    _r1("everything held until 2024-09-09", True, {}, on=OLD),
    _none("nothing at all", False, {}),
    _none("nothing at all until 2024-09-09", False, {}, on=OLD),
    _r1("a lessor without authority and without the owner's consent", False, {"lessor_authorised": False}),
    _r1(
        "a lessor without authority, though the leasehold is registered",
        False,
        {"lessor_authorised": False, "leasehold_registered": True},
    ),
    _r1("the lessor's authority unknown", None, {"lessor_authorised": None}),
    _none("authority unknown and nothing held", False, {"lessor_authorised": None}),
    _r1(
        "reading A-15 the other way: a lease without authority can be opposable",
        True,
        {"lessor_authorised": False},
        rows=(reading("A15", "not_needed"),),
    ),
    _none(
        "reading A-15 the other way does not replace the limbs",
        False,
        {"lessor_authorised": True},
        rows=(reading("A15", "not_needed"),),
    ),
    _r1(
        "reading A-06 the other way: living there on the day of filing counts",
        True,
        {"occupying_at_reference": False, "occupying_at_filing": True},
        rows=(reading("A06", "filing"),),
    ),
    _r1(
        "reading A-06 the other way: gone on the day of filing",
        False,
        {"occupying_at_filing": False},
        rows=(reading("A06", "filing"),),
    ),
    _r1("reading A-06 the other way, day of filing unknown: the reference date", True, {}, rows=(reading("A06", "filing"),)),
    _r1(
        "reading A-06 the other way, day of filing unknown and gone at the reference date",
        False,
        {"occupying_at_reference": False},
        rows=(reading("A06", "filing"),),
    ),
    _r1("reading A-06 as taken: the day of filing says nothing", True, {"occupying_at_filing": False}),
    _r1(
        "reading A-06 as taken: living there only on the day of filing",
        False,
        {"occupying_at_reference": False, "occupying_at_filing": True},
    ),
)

OPPOSABILITY = (
    *_R1,
    # until 2024-09-09 the same limbs stand without the jeonse right
    *(
        replace(case, says=f"{case.says}, decided 2024-09-09", on=OLD)
        for case in _R1
        if case.on == DECIDED and not case.facts["jeonse_right_registered"]
    ),
)


_STATES = {"done": (True, True), "past": (True, True), "impossible": (False, True), "none": (False, False), None: (None, None)}
WAIVED = (reading("A14", "waived"),)


def _fixed(code: str, fact: str) -> tuple[Single, ...]:
    """D2 or D3: the fact alone, and the reading that spares it where the handover was impossible (A-14)."""
    return (
        Single(f"{fact} holds", code, True, {fact: True}),
        Single(f"{fact} does not hold", code, False, {fact: False}),
        Single(f"{fact} unknown", code, None, {}),
        Single(
            f"{fact} is needed even where the handover was impossible (A-14)", code, False, {fact: False, "handover": "impossible"}
        ),
        Single(f"{fact}: neither owner nor lessor is asked", code, True, {fact: True, "lessor_authorised": False}),
        Single(f"{fact}: reading A-14 the other way spares it", code, True, {fact: False, "handover": "impossible"}, rows=WAIVED),
        Single(f"{fact}: reading A-14 the other way after a handover", code, False, {fact: False, "handover": "done"}, rows=WAIVED),
        Single(
            f"{fact}: reading A-14 the other way, handed over once", code, False, {fact: False, "handover": "past"}, rows=WAIVED
        ),
        Single(
            f"{fact}: reading A-14 the other way, never handed over", code, False, {fact: False, "handover": "none"}, rows=WAIVED
        ),
        Single(f"{fact}: reading A-14 the other way, handover unknown", code, None, {fact: False}, rows=WAIVED),
        Single(f"{fact}: reading A-14 the other way where it holds", code, True, {fact: True, "handover": "none"}, rows=WAIVED),
    )


CLASS_DA = (
    *(Single(f"handover {state} until 2024-09-09", "D1", old, {"handover": state}, OLD) for state, (old, _) in _STATES.items()),
    *(Single(f"handover {state} from 2024-09-10", "D1", new, {"handover": state}, NEW) for state, (_, new) in _STATES.items()),
    *(Single(f"handover {state} today", "D1", new, {"handover": state}) for state, (_, new) in _STATES.items()),
    Single("handover impossible on the act's first day", "D1", False, {"handover": "impossible"}, FIRST_DAY),
    Single("D1 does not ask the lessor's authority", "D1", True, {"handover": "done", "lessor_authorised": False}),
    *_fixed("D2", "move_in_reported"),
    *_fixed("D3", "fixed_date_obtained"),
)
