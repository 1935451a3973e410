"""From the answers of the self-check to the facts of the law. What was not answered is unknown and stays out."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from teojeon.law.book import LawBook
from teojeon.law.victims.facts import INSOLVENCY_EVENT
from teojeon.law.victims.values import AC_WINDOW_FROM
from teojeon.ui.forms import UNKNOWN

EARLY_SALE, NOTHING = "early_sale", "nothing"
REGISTERED = ("leasehold_registered", "jeonse_right_registered")
_PLAIN = (
    "natural_person", "landlord_side", "residential", "first_contract_on", "deposit", "lessor_authorised", "handover",
    "move_in_reported", "fixed_date_obtained",
)  # fmt: skip
SEOUL = "11"


def facts_of(answers: Mapping[str, Any], on: dt.date, book: LawBook) -> dict[str, object]:
    """`answers`: cleaned form data. The day of filing is that day, since filing would be today."""
    facts: dict[str, object] = {"received_on": on}
    for name in _PLAIN:
        value = answers.get(name)
        if value is not None and value is not UNKNOWN:
            facts[name] = value
    if answers.get("occupying") in (True, False):
        facts["occupying_at_reference"] = answers["occupying"]
    if answers.get("sido"):
        facts["sido"] = answers["sido"]
    if answers.get("sido") == SEOUL:
        facts["region_class"] = "seoul"  # elsewhere the class depends on the 법정동 and the day of the mortgage
    return facts | _registration(answers) | _events(answers, on, book) | _victims(answers) | _guarantee(answers, facts)


def _registration(answers: Mapping[str, Any]) -> dict[str, object]:
    chosen = answers.get("registration")
    if chosen in REGISTERED:
        return {str(chosen): True}
    return dict.fromkeys(REGISTERED, False) if chosen == NOTHING else {}


def _events(answers: Mapping[str, Any], on: dt.date, book: LawBook) -> dict[str, object]:
    """An event that was not ticked may still have happened unknown to the tenant: only «none» says no to all."""
    chosen = set(answers.get("events") or [])
    if not chosen or str(UNKNOWN.value) in chosen:
        return {}
    codes = [code for code, _ in INSOLVENCY_EVENT.options]
    facts: dict[str, object] = {"sale_completed_on": False, "price_paid_on": False}
    if chosen == {NOTHING}:
        # that the committee recognises another ground can never be excluded beforehand
        return facts | {"insolvency_events": {code: None if code == "other_found" else False for code in codes}}
    if EARLY_SALE in chosen:
        within = book.in_force(AC_WINDOW_FROM.code, on).value
        facts = {"sale_completed_on": within, "price_paid_on": within}
        chosen |= {"auction_commenced"}
    return facts | {"insolvency_events": {code: True if code in chosen else None for code in codes}}


def _victims(answers: Mapping[str, Any]) -> dict[str, object]:
    """«None» is what the tenant knows of: the authority may find others, so it stays unknown."""
    return {"victim_count": 2} if answers.get("victims") == "two" else {}


def _guarantee(answers: Mapping[str, Any], facts: Mapping[str, object]) -> dict[str, object]:
    chosen, deposit = answers.get("guarantee"), facts.get("deposit")
    if chosen in (NOTHING, "void"):
        return {"guarantees": []}
    if chosen == "whole":
        # with the deposit unknown any amount above every deposit says the same: all of it is covered
        return {"guarantees": [{"amount": deposit if isinstance(deposit, int) else 10**15, "state": "valid"}]}
    if chosen == "part" and isinstance(deposit, int) and deposit > 0:
        return {"guarantees": [{"amount": deposit - 1, "state": "valid"}]}
    return {"guarantees": [{"amount": None, "state": "pending"}]} if chosen == "pending" else {}
