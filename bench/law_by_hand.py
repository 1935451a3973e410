"""The outcome of `victim` on 2026-12-16 as someone would write it for Polars alone: a floor for what the rules' columns cost.

No checks of cells, no findings, no `possible`, no `missing`; the table of outcomes is taken from the rules.
"""

import datetime as dt

import polars as pl

from teojeon.law.book import LawBook
from teojeon.law.victims.facts import INSOLVENCY_EVENT
from teojeon.law.victims.outcome import Formulas, table
from teojeon.law.victims.values import SMALL_DEPOSIT_AMOUNT, SMALL_DEPOSIT_THRESHOLD

ON = dt.date(2026, 12, 16)
_CLASSES = ("seoul", "overconcentration", "metropolitan", "other")
_UNKNOWN = pl.lit(None, dtype=pl.Boolean)
_WINDOW = (dt.date(2021, 6, 1), dt.date(2023, 6, 1))
c = pl.col


def outcomes_by_hand(rows: pl.LazyFrame) -> pl.LazyFrame:
    """`id` and `outcome`."""
    read = rows.with_columns(reference=_reference(), closed=_or_later("sale_completed_on"), paid=_or_later("price_paid_on"))
    read = read.with_columns(protected=_in_table(SMALL_DEPOSIT_AMOUNT.code), threshold=_in_table(SMALL_DEPOSIT_THRESHOLD.code))
    states = table(Formulas(exclusions_reach_completed_sales=True))
    outcomes = pl.Series([state.outcome for state in states])
    state = sum((_digit(value) * 3**place for place, value in enumerate(_composites())), start=pl.lit(0, dtype=pl.Int16))
    return read.select("id", outcome=state.map_batches(outcomes.gather, return_dtype=pl.String, is_elementwise=True))


def _composites() -> list[pl.Expr]:
    handed_over = c("handover").is_in(["done", "past"])
    opposable = handed_over & c("occupying_at_reference") & c("move_in_reported") & c("fixed_date_obtained")
    trigger = pl.any_horizontal([f"event_{code}" for code in INSOLVENCY_EVENT.codes])
    return [
        c("natural_person")
        & (c("first_contract_on") <= dt.date(2025, 5, 31))
        & (c("received_on") <= dt.date(2027, 5, 31))
        & c("residential")
        & ~c("landlord_side"),
        c("lessor_authorised") & (opposable | c("leasehold_registered") | c("jeonse_right_registered")),
        (c("deposit") <= 500_000_000) | ((c("deposit") <= 700_000_000) & (c("deposit") <= 500_000_000 + c("cap_uplift"))),
        trigger & (c("victim_count") >= 2),
        c("intent_found"),
        _agreed(c("closed") >= _WINDOW[0], c("paid") >= _WINDOW[0]) & _agreed(c("closed") <= _WINDOW[1], c("paid") <= _WINDOW[1]),
        (handed_over | (c("handover") == "impossible")) & c("move_in_reported") & c("fixed_date_obtained"),
        _guaranteed() | _small_deposit() | c("self_recovery_found"),
    ]


def _guaranteed() -> pl.Expr:
    valid, pending = c("guarantee_valid").fill_null(0), c("guarantee_pending").fill_null(0)
    may_be = (c("deposit") <= valid + pending) | pl.when(c("guarantees_known")).then(False)
    return (c("deposit") <= valid) | (may_be & _UNKNOWN)


def _small_deposit() -> pl.Expr:
    own = pl.coalesce("family_deposit", "deposit")
    parts = [
        pl.when(c(name) <= c("threshold"))
        .then(pl.when(c(name) <= c("protected")).then(c(name)).otherwise(c("protected")))
        .otherwise(pl.when(c(name) > c("threshold")).then(0))
        for name in ("other_tenant_1", "other_tenant_2", "other_tenant_3")
    ]
    known = pl.all_horizontal([c(name).is_null() | part.is_not_null() for name, part in zip(_OTHERS, parts, strict=True)])
    whole = pl.when(c("other_tenants_known") & known).then(True)
    others = pl.sum_horizontal(parts)
    return (
        (own <= 55_000_000) & (own <= c("protected")) & c("small_deposit_right") & (2 * (own + others) <= c("house_value")) & whole
    )


_OTHERS = ("other_tenant_1", "other_tenant_2", "other_tenant_3")


def _reference() -> pl.Expr:
    day = pl.lit(ON)
    named = pl.when(c("earliest_security_on_not")).then(day).otherwise(c("earliest_security_on"))
    return pl.coalesce(named, pl.when(~c("has_security_right")).then(day))


def _or_later(name: str) -> pl.Expr:
    return pl.when(c(f"{name}_not")).then(dt.date(2023, 6, 2)).otherwise(c(name))


def _in_table(code: str) -> pl.Expr:
    rows = sorted(LawBook.shipped().rows(code), key=lambda row: row.from_)
    starts = sorted({row.from_ for row in rows})
    begun = sum(((c("reference") >= start).cast(pl.Int16) for start in starts), start=pl.lit(0, dtype=pl.Int16))
    number = c("region_class").replace_strict(_CLASSES, range(len(_CLASSES)), default=None, return_dtype=pl.Int16)
    values = pl.Series(
        [
            next((row.value for row in reversed(rows) if row.scope == f"class:{name}" and row.from_ <= start), None)
            for name in _CLASSES
            for start in (dt.date.min, *starts)
        ],
        dtype=pl.Int64,
    )
    place = number * (len(starts) + 1) + begun
    return place.map_batches(values.gather, return_dtype=pl.Int64, is_elementwise=True)


def _agreed(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    return pl.when(one != other).then(_UNKNOWN).otherwise(pl.coalesce(one, other))


def _digit(value: pl.Expr) -> pl.Expr:
    return (value.cast(pl.Int16) * 2).fill_null(1)
