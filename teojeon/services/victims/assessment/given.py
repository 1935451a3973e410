"""From what is on file to what the rules of the Act read. Nothing is guessed: what does not follow stays unknown (S1-ASM-01)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from teojeon.services.victims.assessment.facts import FACTS, FINDINGS, NO_TRIGGER, OTHER_EVENT, JsonValue

LawFacts = dict[str, object]
DERIVED = ("earliest_security_on", "sido", "region_class", "handover", "occupying_at_reference", "insolvency_events", "guarantees")


CODES_OF: Mapping[str, tuple[str, ...]] = {
    **{fact.law_fact: (code,) for code, fact in {**FACTS, **FINDINGS}.items() if fact.law_fact},
    "move_in_reported": ("move_in_report_on",),
    "fixed_date_obtained": ("fixed_date_on",),
    "occupying_at_reference": ("occupying_at_reference", "reference_basis", "handover_on"),
    "leasehold_registered": ("leasehold_reg_done_on",),
    "jeonse_right_registered": ("jeonse_right_reg_on",),
    "insolvency_events": ("events", "other_event_found"),
    "sale_completed_on": ("sale_completed_on", "completion_document"),
    "price_paid_on": ("price_paid_on", "completion_document"),
    "small_deposit_right": ("handover_on", "move_in_report_on", "auction_entry_on", "earlier_leasehold_reg"),
    "has_security_right": ("earliest_security_on",),
}
"""What a fact of the law rests on: codes on file."""


def law_facts(
    recorded: Mapping[str, JsonValue],
    found: Mapping[str, JsonValue],
    *,
    received_on: dt.date,
    place: str | None,
    region: str | None,
) -> LawFacts:
    """Facts as the law command takes them.

    `recorded`: code of FACTS → value; `found`: code of FINDINGS → value. `place`: 시·도 of the house; `region`: its class in
    the small-deposit table as its address says, where no official recorded another.
    """
    given: LawFacts = {
        fact.law_fact: recorded.get(code) for code, fact in FACTS.items() if fact.law_fact and fact.law_fact not in DERIVED
    }
    first_security = recorded.get("earliest_security_on")
    return given | {
        "received_on": received_on,
        "sido": recorded.get("sido") or place,
        "handover": recorded.get("handover_state"),
        "move_in_reported": happened(recorded.get("move_in_report_on")),
        "fixed_date_obtained": happened(recorded.get("fixed_date_on")),
        "occupying_at_reference": _occupying(recorded),
        "leasehold_registered": happened(recorded.get("leasehold_reg_done_on")),
        "jeonse_right_registered": happened(recorded.get("jeonse_right_reg_on")),
        "insolvency_events": _events(recorded.get("events"), found.get("other_event_found")),
        "sale_completed_on": _proven(recorded, "sale_completed_on"),
        "price_paid_on": _proven(recorded, "price_paid_on"),
        "many_victims_found": judged(found.get("many_victims_found")),
        "intent_found": judged(found.get("intent_found")),
        "self_recovery_found": judged(found.get("self_recovery_found")),
        "guarantees": _guarantees(recorded.get("guarantees")),
        "small_deposit_right": small_deposit_right(recorded),
        "region_class": recorded.get("region_class") or region,
        "has_security_right": happened(first_security),
        "earliest_security_on": first_security,
    }


def happened(value: JsonValue) -> bool | None:
    """Whether something with a day took place: a day → yes, false → certainly not, unknown stays unknown."""
    return None if value is None else value is not False


def judged(value: JsonValue) -> bool | None:
    """A judgement of people; without one the question is open, whatever the investigator proposed (S1-ASM-06)."""
    return bool(value["found"]) if isinstance(value, dict) else None


def _occupying(recorded: Mapping[str, JsonValue]) -> bool | None:
    """Occupation without the day of handing over proves no R1 (S1-ASM-03: none of the three dates may be empty)."""
    occupied = recorded.get("occupying_at_reference")
    if occupied and not happened(recorded.get("handover_on")):
        return None
    return bool(occupied) if occupied is not None else None


def _events(events: JsonValue, other: JsonValue) -> dict[str, bool | None] | None:
    if not isinstance(events, dict) and other is None:
        return None
    ignored = {code for code, _ in NO_TRIGGER}
    listed: dict[str, Any] = dict(events) if isinstance(events, dict) else {}
    read = {code: value for code, value in listed.items() if code not in ignored}
    return read if other is None else read | {OTHER_EVENT: judged(other)}


def _proven(recorded: Mapping[str, JsonValue], code: str) -> object:
    """A day of completion counts with the document that proves it; "certainly not" needs none (S1-ASM-10)."""
    value = recorded.get(code)
    return value if value is False or recorded.get("completion_document") else None


def _guarantees(rows: JsonValue) -> list[dict[str, Any]] | None:
    if not isinstance(rows, list):
        return None
    return [{"amount": row["amount"], "state": row["state"]} for row in rows]


def small_deposit_right(recorded: Mapping[str, JsonValue]) -> bool | None:
    """Whether 인도 and 전입신고 were both made before the petition for auction was registered, and the lease does not follow
    another's leasehold registration (주임법 제8조제1항, 제3조의3제6항). The same day tells nothing about which came first.
    """
    requirements, entry = _both_made_on(recorded), recorded.get("auction_entry_on")
    in_time: bool | None = None
    if requirements is False:
        in_time = False
    elif isinstance(requirements, str) and entry is False:
        in_time = True
    elif isinstance(requirements, str) and isinstance(entry, str) and requirements != entry:
        in_time = requirements < entry
    after_another = recorded.get("earlier_leasehold_reg")
    if in_time is False or after_another is True:
        return False
    return True if in_time and after_another is False else None


def _both_made_on(recorded: Mapping[str, JsonValue]) -> str | bool | None:
    days = [recorded.get("handover_on"), recorded.get("move_in_report_on")]
    if False in days:
        return False
    return max(str(day) for day in days) if all(days) else None
