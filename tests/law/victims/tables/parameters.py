"""Appendix (c) of the catalogue, transcribed: what each parameter is on its first and its last day, and not a day before."""

import datetime as dt
from collections.abc import Iterator

from tests.law.victims.cases import day, day_after
from tests.law.victims.tables.small_deposit import CLASSES, TABLE

Fixed = tuple[str, str, str, object]
"""Code, scope, day, value in force that day; None: nothing is in force."""

_ACT = "2023-06-01"
# code: first day and value of each period; it holds until the day before the next, and without an end
_NATION: dict[str, tuple[tuple[str, object], ...]] = {
    "ACT_VALID_TO": ((_ACT, day("2025-05-31")), ("2025-05-20", day("2027-05-31"))),
    "FIRST_CONTRACT_LIMITED": ((_ACT, False), ("2025-05-20", True)),
    "FIRST_CONTRACT_MAX": (("2025-05-20", day("2025-05-31")),),
    "DEPOSIT_CAP_BASE": ((_ACT, 300_000_000), ("2024-09-10", 500_000_000)),
    "DEPOSIT_CAP_UPLIFT_MAX": ((_ACT, 200_000_000),),
    "R3_MIN_VICTIMS": ((_ACT, 2),),
    "R3_TWO_SUFFICE": ((_ACT, False), ("2024-09-10", True)),
    "R1_JEONSE_RIGHT": ((_ACT, False), ("2024-09-10", True)),
    "D1_IMPOSSIBLE": ((_ACT, False), ("2024-09-10", True)),
    "AC_WINDOW_FROM": ((_ACT, day("2021-06-01")),),
    "AC_WINDOW_TO": ((_ACT, day("2023-06-01")),),
    "DIRECT_NEGATIVE": ((_ACT, False), ("2024-09-10", True)),
    "TAX_BASE_MONTH": (("2023-07-02", 6),),
    "TAX_BASE_DAY": (("2023-07-02", 1),),
    "LOCAL_TAX_SMALL_SHARE": (("2023-07-02", 2_000), ("2024-11-11", None)),
    "RECOVERY_ROUNDING": ((_ACT, "one_won"),),
    "MIN_DECIDE_DAYS": (("2026-11-13", 90),),
    "MIN_EXTENSION_DAYS": (("2026-11-13", 30),),
    "MIN_NODEMAND_EXCLUSION_FROM": (("2026-11-13", day("2026-11-13")),),
    **{
        f"READING_{code}": ((_ACT, position),)
        for code, position in (
            ("A04", "both_dates"),
            ("A06", "demand_deadline"),
            ("A10", "count_suffices"),
            ("A11", "recoverable"),
            ("A12", "whole"),
            ("A13", "everyone"),
            ("A14", "required"),
            ("A15", "authority_needed"),
            ("A31", "committee"),
        )
    },
    "READING_A36": (("2026-11-13", "ten_won"),),
}


def _nation() -> Iterator[Fixed]:
    for code, periods in _NATION.items():
        before: object = None
        for first, value in periods:
            yield code, "nation", day_after(first, -1), before
            yield code, "nation", first, value
            before = value
        yield code, "nation", "2040-12-31", before


def _classes() -> Iterator[Fixed]:
    for place, name in enumerate(CLASSES):
        for part, code in enumerate(("SMALL_DEPOSIT_AMOUNT", "SMALL_DEPOSIT_THRESHOLD")):
            before: object = None
            for first, amounts in TABLE.items():
                value = amounts[place][part] * 10_000
                yield code, f"class:{name}", day_after(first, -1), before
                yield code, f"class:{name}", first, value
                before = value
            yield code, f"class:{name}", "2040-12-31", before


FIXED: tuple[Fixed, ...] = (*_nation(), *_classes())


def day_of(fixed: Fixed) -> dt.date:
    return dt.date.fromisoformat(fixed[2])
