"""What of each case leaves the house with a request: no more than the item needs, and no key of the case (법§31, 개보법§3)."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.requests.items import Item
from teojeon.services.victims.requests.models import DataRequest, RequestCase

FORM = "teojeon-request/1"
LANDLORD_NAME = "landlord_name"
LANDLORD_REF = "0"
"""Stands for the landlord: what is said of it holds for all cases that the request covers."""


def landlord_said(cases: Sequence[Case]) -> str:
    """The landlord's name where all who said one said the same, else empty."""
    rows = Statement.objects.visible_to(current().actor).filter(case__in=cases, code=LANDLORD_NAME).order_by("said_at", "id")
    said = {row.case_id: str(row.value or "").strip() for row in rows}
    names = set(said.values()) - {""}
    return names.pop() if len(names) == 1 else ""


def subjects_of(item: Item, cases: Sequence[Case]) -> dict[Any, dict[str, str]]:
    """By the case's key: the tenant by name, birth date and house for a lease, the house alone for a house, nothing for a landlord."""
    if item.about == "landlord":
        return {case.pk: {} for case in cases}
    actor = current().actor
    houses = dict(Application.objects.visible_to(actor).filter(case__in=cases).values_list("case_id", "address"))
    found: dict[Any, dict[str, str]] = {case.pk: {"house": houses.get(case.pk, "")} for case in cases}
    if item.about == "lease":
        keys = [case.pk for case in cases]
        for party in Party.objects.visible_to(actor).filter(case_id__in=keys, role="applicant"):
            found[party.case_id] |= {"name": party.name, "birth_date": _written(party.birth_date)}
    return found


def listed(row: DataRequest, item: Item, covered: Sequence[RequestCase]) -> list[dict[str, str]]:
    """The subjects as the machine form and the letter list them: the landlord alone, or each lease or house by its number."""
    if item.about == "landlord":
        return [{"ref": LANDLORD_REF, "kind": "landlord", **landlord_of(row.keys)}]
    return [{"ref": str(one.ref), "kind": item.about, "name": "", "birth_date": "", "house": "", **one.subject} for one in covered]


def machine_form(row: DataRequest, item: Item, covered: Sequence[RequestCase]) -> bytes:
    """The request as an agency's machine reads it; only its own key opens the box in which it goes."""
    assert row.due_on is not None  # it is being sent
    content = {
        "form": FORM,
        "request_no": row.request_no,
        "agency": row.agency,
        "item": row.item,
        "legal_basis": row.legal_basis,
        "due_on": row.due_on.isoformat(),
        "period": {"from": row.keys.get("period_from", ""), "to": row.keys.get("period_to", "")},
        "landlord": landlord_of(row.keys),
        "subjects": listed(row, item, covered),
    }
    return json.dumps(content, ensure_ascii=False).encode()


def landlord_of(keys: Mapping[str, Any]) -> dict[str, str]:
    """Name and birth date of the landlord as the request says them; empty where it names none."""
    return {"name": str(keys.get("landlord_name", "")), "birth_date": str(keys.get("landlord_birth_date", ""))}


def _written(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
