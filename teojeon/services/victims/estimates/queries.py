"""The estimates of a case, and what the file offers for a new one."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.unit import current
from teojeon.law.receipt import is_intact
from teojeon.services.victims.assessment.assess import house_of, newest_facts
from teojeon.services.victims.assessment.facts import JsonValue
from teojeon.services.victims.assessment.given import small_deposit_right
from teojeon.services.victims.assessment.region import class_of
from teojeon.services.victims.estimates.models import Estimate
from teojeon.services.victims.extracts.queries import served_by

CLAIM_OF_ENTRY = {
    "mortgage": "mortgage",
    "jeonse": "jeonse_right",
    "leasehold": "leasehold_registration",
    "attachment": "attachment",
}
"""Kinds of entries of an extract that are claims here. A seizure names no legal day and no amount: people add the tax."""
ENDED_BY_SALE = ("mortgage", "attachment", "seizure", "auction_voluntary", "auction_compulsory", "public_sale")


def estimates_of(case: Case) -> list[Estimate]:
    """All estimates for these eyes, the newest first."""
    return list(Estimate.objects.visible_to(current().actor).filter(case=case).order_by("-number"))


def newest_estimate(case: Case) -> Estimate | None:
    """The estimate that counts; None where nobody made one."""
    found: Estimate | None = Estimate.objects.visible_to(current().actor).filter(case=case).order_by("-number").first()
    return found


def is_unchanged(row: Estimate) -> bool:
    """Whether the receipt still fits its content and is the one that was kept."""
    made = row.result["receipt"]
    return is_intact(made) and made["sha256"] == row.receipt_sha256


def from_the_file(case: Case) -> dict[str, Any]:
    """What is on file already, as the law command takes it; nothing is guessed. The other tenants' kinds of right stay open."""
    values = {code: fact.value for code, fact in newest_facts(case.pk).items()}
    region = class_of(house_of(case.pk), values, clock.business_today())
    right, ranked_on = _right(values)
    registered, first = _registered(case, values.get("leasehold_reg_done_on"))
    both = [values.get("handover_on"), values.get("move_in_report_on")]
    found: dict[str, Any] = {
        "price_base": values.get("house_value"),
        "deposit": values.get("deposit_current"),
        "region_class": values.get("region_class") or (region.class_ if region else None),
        "earliest_security_on": values.get("earliest_security_on"),
        "right": right,
        "ranked_on": ranked_on,
        "opposable_on": max(str(day) for day in both) if all(isinstance(day, str) for day in both) else None,
        "small_deposit_right": small_deposit_right(values),
        "first_encumbrance_on": first,
        "claims": _claims(values, registered),
    }
    return {name: value for name, value in found.items() if value is not None}


def _right(values: Mapping[str, JsonValue]) -> tuple[str | None, JsonValue]:
    """What the tenant's priority rests on, and since when: the earliest of what is on file."""
    named = (
        ("fixed_date", "fixed_date_on"),
        ("leasehold_registration", "leasehold_reg_done_on"),
        ("jeonse_right", "jeonse_right_reg_on"),
    )
    days = [(right, str(values[code])) for right, code in named if isinstance(values.get(code), str)]
    if days:
        return days[0]
    return ("none", None) if all(values.get(code) is False for _, code in named) else (None, None)


def _registered(case: Case, own: JsonValue) -> tuple[list[dict[str, Any]] | None, str | None]:
    """What people confirmed of the newest extract of the house, without what was struck out and without the applicant's own
    registration; and the day of the first right that a sale ends. None where there is no extract, or it was not read to its end.
    """
    newest = next(iter(served_by(case)), None)
    if newest is None:
        return None, None
    rows, ended = [], []
    for each in newest.standing:
        on = each.received_on.isoformat() if each.received_on else None
        if each.cancelled != "no":
            continue
        if each.kind in ENDED_BY_SALE and on:
            ended.append(on)
        if each.kind in CLAIM_OF_ENTRY and not (each.kind == "leasehold" and on is not None and on == own):
            number = int(each.received_no) if each.received_no.isdecimal() and len(each.received_no) < 9 else None
            rows.append({"kind": CLAIM_OF_ENTRY[each.kind], "amount": each.amount, "ranked_on": on, "receipt_no": number})
    return rows, min(ended) if ended and newest.is_whole else None


def _claims(values: Mapping[str, JsonValue], registered: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    """The rights of the register, or the earliest security right alone, and the other tenants' deposits: a person completes them."""
    first, others = values.get("earliest_security_on"), values.get("other_tenants_deposits")
    rows = list(registered or ())
    if not rows and isinstance(first, str):
        rows.append({"kind": "mortgage", "amount": None, "ranked_on": first})
    if isinstance(others, list):
        rows += [{"kind": "", "amount": amount} for amount in others]
    return rows or ([] if first is False and others == [] else None)


def as_day(value: object) -> dt.date | None:
    """A day of the facts, which stand there as ISO text."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else None
