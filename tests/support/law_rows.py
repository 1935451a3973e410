"""Random cases as table rows: every fact unknown now and then, amounts and days beside the borders of the law.

The same seed gives the same rows: a cell is chosen by a hash of row, column and seed.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from teojeon.law.victims.facts import HANDOVER, INSOLVENCY_EVENT, REGION_CLASS

EVENTS = tuple(f"event_{code}" for code in INSOLVENCY_EVENT.codes)
OTHER_TENANTS = 3
_YES_NO = (
    "natural_person",
    "landlord_side",
    "residential",
    "lessor_authorised",
    "move_in_reported",
    "fixed_date_obtained",
    "occupying_at_reference",
    "occupying_at_filing",
    "leasehold_registered",
    "jeonse_right_registered",
    "many_victims_found",
    "intent_found",
    "small_deposit_right",
    "has_security_right",
    "self_recovery_found",
    "guarantees_known",
    "other_tenants_known",
)
_SMALL = [0, 1, 14_000_000, 19_000_000, 20_000_000, 20_000_001, 25_000_000, 28_000_000, 48_000_000, 55_000_000, 55_000_001]
_THRESHOLDS = [40_000_000, 75_000_000, 85_000_001, 145_000_000, 165_000_000, 165_000_001]
_CAPS = [299_999_999, 300_000_000, 300_000_001, 500_000_000, 500_000_001, 699_999_999, 700_000_000, 700_000_001]
_SOLD = ["2021-05-31", "2021-06-01", "2022-03-03", "2023-06-01", "2023-06-02", "2025-01-01"]
_SECURED = [
    "2007-12-31",
    "2008-08-20",
    "2008-08-21",
    "2010-07-25",
    "2010-07-26",
    "2014-01-01",
    "2018-09-17",
    "2021-05-11",
    "2023-02-21",
    "2026-01-01",
]
_DECIDED = ["2023-06-01", "2024-09-09", "2024-09-10", "2025-05-19", "2025-05-20", "2026-12-16", "2028-02-29"]


def _days(texts: Sequence[str]) -> list[dt.date]:
    return [dt.date.fromisoformat(text) for text in texts]


def _mostly(value: bool) -> list[bool]:
    return [value] * 14 + [not value]


def _choices() -> dict[str, list[Any]]:
    """What each column is drawn from; unknown is drawn besides."""
    usual: dict[str, list[Any]] = {
        "received_on": _days(["2023-06-01", "2025-05-31", "2025-06-01", "2027-05-31", "2027-06-01"]) + _days(["2024-10-20"]) * 15,
        "first_contract_on": _days(["2025-05-30", "2025-05-31", "2025-06-01"]) + _days(["2019-01-01"]) * 15,
        "deposit": _SMALL + _CAPS + [165_000_000, 10**15],
        "cap_uplift": [0, 1, 100_000_000, 199_999_999, 200_000_000],
        "sido": ["11", "26", "51"],
        "handover": [*HANDOVER.codes, "done", "done", "done"],
        "victim_count": [1, 2, 2, 3, 5, 10**15],
        "sale_completed_on": _days(_SOLD),
        "price_paid_on": _days(_SOLD),
        "guarantee_valid": [0] * 6 + [1, 20_000_000, 300_000_000, 10**15],
        "guarantee_pending": [0, 0, 1, 20_000_000, 300_000_000],
        "region_class": list(REGION_CLASS.codes),
        "earliest_security_on": _days(_SECURED),
        "house_value": [0, 40_000_000, 80_000_000, 110_000_000, 110_000_001, 300_000_000, 10**15],
        "family_deposit": _SMALL,
    }
    usual |= {name: _mostly(name != "landlord_side") for name in _YES_NO}
    usual |= {name: [True, False, False] for name in EVENTS}
    usual |= {name: _mostly(False) for name in ("self_recovery_found", "many_victims_found", "leasehold_registered")}
    usual |= {f"{name}_not": _mostly(False) for name in ("sale_completed_on", "price_paid_on", "earliest_security_on")}
    usual |= {f"other_tenant_{number}": _SMALL + _THRESHOLDS for number in range(1, OTHER_TENANTS + 1)}
    return usual


def victim_rows(count: int, seed: int, *, own_day: bool = False, unknown: int = 5, start: int = 0) -> pl.LazyFrame:
    """`count` cases. One cell in `unknown` is empty. With `own_day` each row has its own date of decision.

    Nothing contradicts itself: where a "not" is drawn, the date falls away.
    """
    choices = _choices() | ({"on": _days(_DECIDED)} if own_day else {})
    row = pl.int_range(start, start + count, dtype=pl.Int64)
    columns = [
        row.alias("id"),
        *(_drawn(row, name, place, values, seed, unknown) for place, (name, values) in enumerate(choices.items())),
    ]
    rows = pl.LazyFrame({"one": [0]}).select(columns)
    for name in ("sale_completed_on", "price_paid_on", "earliest_security_on"):
        rows = rows.with_columns(pl.when(pl.col(f"{name}_not")).then(None).otherwise(pl.col(name)).alias(name))
    has, since, never = pl.col("has_security_right"), "earliest_security_on", "earliest_security_on_not"
    return rows.with_columns(
        pl.when(~has).then(None).otherwise(pl.col(since)).alias(since),
        pl.when(has & pl.col(never)).then(None).otherwise(pl.col(never)).alias(never),
    )


def _drawn(row: pl.Expr, name: str, place: int, values: Sequence[Any], seed: int, unknown: int) -> pl.Expr:
    mixed = (row * 101 + place).hash(seed)
    value = pl.lit(pl.Series(values)).gather(mixed % len(values))
    return pl.when((mixed // len(values)) % unknown == 0).then(None).otherwise(value).alias(name)


def facts(row: Mapping[str, Any]) -> dict[str, object]:
    """The facts of one row as the single case takes them: lists for flat columns, false for a true "not"."""
    known = dict(row)
    for absent in ("id", "on", "guarantees_known", "other_tenants_known", "guarantee_valid", "guarantee_pending"):
        known.pop(absent, None)
    known["guarantees"] = _guarantees(row)
    known["insolvency_events"] = {name.removeprefix("event_"): known.pop(name) for name in EVENTS if name in known}
    tenants = [known.pop(f"other_tenant_{number}") for number in range(1, OTHER_TENANTS + 1) if f"other_tenant_{number}" in known]
    complete = [] if row.get("other_tenants_known") else [None]
    known["other_tenants_deposits"] = [amount for amount in tenants if amount is not None] + complete
    for name in [name for name in known if name.endswith("_not")]:
        if known.pop(name):
            known[name.removesuffix("_not")] = False
    return known


def _guarantees(row: Mapping[str, Any]) -> list[dict[str, object]]:
    listed = [
        {"amount": row.get(f"guarantee_{state}") or 0, "state": state}
        for state in ("valid", "pending")
        if row.get(f"guarantee_{state}")
    ]
    return listed if row.get("guarantees_known") else [*listed, {"amount": None, "state": None}]
