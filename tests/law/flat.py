"""One case's facts as a row of the table form, after the contract's words: lists and "certainly not" laid flat."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from teojeon.law.language.kinds import Date, YesNo
from teojeon.law.table.columns import declared, is_number
from teojeon.law.victims.rules import VICTIM

COLUMNS = {
    column.name: column
    for column in declared(VICTIM.facts, [requirement.test for requirement in VICTIM.requirements])
    if column.name not in ("id", "on")
}
_MAY_BE_NOT = ("sale_completed_on", "price_paid_on", "earliest_security_on")
_COVERING, _OPEN, _NOTHING = ("valid", "paid"), ("pending", None), ("refused", "cancelled", "lapsed")


def columns_of(fact: str) -> tuple[str, ...]:
    """The columns that stand for one fact."""
    match fact:
        case "insolvency_events":
            return tuple(name for name in COLUMNS if name.startswith("event_"))
        case "guarantees":
            return ("guarantee_valid", "guarantee_pending", "guarantees_known")
        case "other_tenants_deposits":
            # as many as the cases here need: each column is read through the whole table of amounts
            return ("other_tenant_1", "other_tenant_2", "other_tenant_3", "other_tenants_known")
    return (fact, f"{fact}_not") if fact in _MAY_BE_NOT else (fact,)


def flat(facts: Mapping[str, Any]) -> dict[str, object]:
    """The row of a case whose facts are typed (see `read_facts`)."""
    row: dict[str, object] = {}
    for name, value in facts.items():
        match name:
            case "insolvency_events":
                row |= {f"event_{code}": known for code, known in (value or {}).items()}
            case "guarantees":
                row |= _guarantees(value)
            case "other_tenants_deposits":
                row |= _others(value)
            case _ if name in _MAY_BE_NOT:
                row |= {name: None if value is False else value, f"{name}_not": None if value is None else value is False}
            case _:
                row[name] = value
    return row


def _guarantees(listed: Sequence[Mapping[str, Any]] | None) -> dict[str, object]:
    entries = listed or ()
    complete = listed is not None and all(each["amount"] is not None or each["state"] in _NOTHING for each in entries)
    sums = {
        name: sum(each["amount"] or 0 for each in entries if each["state"] in states)
        for name, states in (("guarantee_valid", _COVERING), ("guarantee_pending", _OPEN))
    }
    return {**sums, "guarantees_known": True if complete else None}


def _others(listed: Sequence[int | None] | None) -> dict[str, object]:
    known = [each for each in listed or () if each is not None]
    complete = listed is not None and len(known) == len(listed)
    return {
        **{f"other_tenant_{number}": each for number, each in enumerate(known, 1)},
        "other_tenants_known": True if complete else None,
    }


def table(rows: Iterable[Mapping[str, object]], names: Iterable[str]) -> pl.DataFrame:
    """These columns of the rows, typed as the rule declares them."""
    rows, schema = list(rows), {name: _dtype(name) for name in names}
    data = {name: [row.get(name) for row in rows] for name in schema}
    return pl.DataFrame(data, schema=schema)


def _dtype(name: str) -> Any:
    kind = COLUMNS[name].kind
    if kind == YesNo:
        return pl.Boolean
    if kind == Date:
        return pl.Date
    return pl.Int64 if is_number(kind) else pl.String
