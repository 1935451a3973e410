"""What the applicant said, by the catalogue's codes (S1-APP-02 to 06), as it goes to the office.

Null is 모름; a code that is absent was not answered. Codes that the case file compares with facts (assessment/facts.py) carry the value
in the form of that fact; the lists behind them stand whole under codes of their own (`event_list`, `guarantee_list` …).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from teojeon.services.victims.application.content import Content, Damage, Lease, Occupancy
from teojeon.services.victims.application.forms.fields import TickField
from teojeon.services.victims.application.steps import PAGES
from teojeon.ui.formats import Unknown

NOT_STATEMENTS = frozenset(
    # with the party: name, numbers, addresses; with the mandate: who acts; with the consents: each alone
    [
        "name",
        "birth_date",
        "number",
        "landlord_number",
        "service_address",
        "resident_address",
        "service_at_resident",
        "mobile",
        "phone",
        "email",
    ]
)
OWN_MESSAGE_PART = frozenset({"actor", "consents"})
RENAMED = {
    "lessor_authority": "lessor_authority_kind",
    "events": "event_list",
    "guarantees": "guarantee_list",
    "leasehold_reg": "leasehold_reg_state",
    "sigungu": "sigungu_code",
    "address": "house_address",
}
"""Answers whose own name stands for a fact in another form, or would be read as something else."""
EVENT_OF_FACT = {
    "bankruptcy_opened": "bankruptcy_opened",
    "rehabilitation_opened": "rehabilitation_opened",
    "auction_opened": "auction_commenced",
    "public_sale_opened": "public_sale_commenced",
    "national_tax_seizure": "national_tax_seizure",
    "local_tax_seizure": "local_tax_seizure",
    "enforcement_title": "enforcement_title",
}
AUTHORISED = {"owner": True, "agent": True, "no_authority": False, "double": False}
COMPLETE = ("provider", "holder", "state")


def statements(content: Content) -> dict[str, Any]:
    """Everything that was said and is asked of this person, by code."""
    return {**dict(_said(content)), **dict(_as_facts(content))}


def _said(content: Content) -> Iterator[tuple[str, Any]]:
    for step in PAGES:
        if step.form.section in OWN_MESSAGE_PART:
            continue
        groups = {group.name for group in step.form.groups}
        for name in step.form.asked_names(content):
            if name in NOT_STATEMENTS or name == "mandate_type":
                continue
            value = content.answer(step.slug, name)
            if value is None or value in ("", ()) or (value is False and isinstance(step.form.base_fields[name], TickField)):
                continue
            yield RENAMED.get(name, name), rows(value) if name in groups else plain(value)


def _as_facts(content: Content) -> Iterator[tuple[str, Any]]:
    """Answers in the form in which the case file compares them with what the investigator finds."""
    yield from _lease_facts(content.lease)
    yield from _occupancy_facts(content.occupancy)
    yield from _damage_facts(content.damage)
    if content.actor.mandate_type == "heir_representative":
        yield "is_deceased", True
    if content.landlord_number:
        # the box is sealed to the office: `draft/<draft>/landlord_number`
        yield "landlord_number", {"masked": content.landlord_number.masked, "box": content.landlord_number.box}
    if content.house.est_market_price is not None:
        yield "house_value", plain(content.house.est_market_price)


def _lease_facts(lease: Lease) -> Iterator[tuple[str, Any]]:
    if lease.lessor_authority is not None:
        yield "lessor_authority", None if isinstance(lease.lessor_authority, Unknown) else AUTHORISED[lease.lessor_authority]


def _occupancy_facts(occupancy: Occupancy) -> Iterator[tuple[str, Any]]:
    if occupancy.leasehold_reg in ("none", "applied"):
        yield "leasehold_reg_done_on", False
    elif isinstance(occupancy.leasehold_reg, Unknown):
        yield "leasehold_reg_done_on", None
    if occupancy.jeonse_right is False:
        yield "jeonse_right_reg_on", False
    if occupancy.handover_state == "none":
        yield "handover_on", False
    if occupancy.any_senior_rights is False:
        yield "earliest_security_on", False
    elif occupancy.any_senior_rights is True and occupancy.senior_rights:
        days = [right.acquired_on for right in occupancy.senior_rights]
        known = [day for day in days if isinstance(day, dt.date)]
        # one right whose day is not known may be the first
        yield "earliest_security_on", min(known).isoformat() if len(known) == len(days) else None
    if occupancy.building_tenants:
        yield "other_tenants_deposits", [plain(each.deposit) for each in occupancy.building_tenants]


def _damage_facts(damage: Damage) -> Iterator[tuple[str, Any]]:
    if damage.any_events is not None:
        said = {EVENT_OF_FACT[each.kind] for each in damage.events if isinstance(each.kind, str) and each.kind in EVENT_OF_FACT}
        none = damage.any_events is False
        yield "events", {code: code in said if none or code in said else None for code in EVENT_OF_FACT.values()}
    if isinstance(damage.other_victims, int):
        yield "victim_count", damage.other_victims + 1
    elif damage.other_victims is not None:
        yield "victim_count", None
    if damage.distribution_closed_on is not None and damage.has_sale:
        yield "sale_completed_on", plain(damage.distribution_closed_on)
    if damage.any_guarantees is False:
        yield "guarantees", []
    elif damage.any_guarantees is True:
        complete = [each for each in damage.guarantees if all(isinstance(getattr(each, name), str) for name in COMPLETE)]
        is_whole = bool(complete) and len(complete) == len(damage.guarantees)
        yield (
            "guarantees",
            [{**{name: getattr(each, name) for name in COMPLETE}, "amount": plain(each.covered_amount)} for each in complete]
            if is_whole
            else None,
        )
    elif damage.any_guarantees is not None:
        yield "guarantees", None


def rows(value: Any) -> list[dict[str, Any]]:
    """A group as a JSON list; in a row, null is 모름 and an absent key was not answered."""
    return [
        {each.name: plain(given) for each in fields(row) if (given := getattr(row, each.name)) is not None and given != ""}
        for row in value
    ]


def plain(value: Any) -> Any:
    """One answer as JSON; 모름 is null."""
    if isinstance(value, Unknown) or value is None:
        return None
    return value if isinstance(value, bool | int | str) else value.isoformat()
