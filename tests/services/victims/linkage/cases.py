"""Filings about the dwellings of one landlord."""

import base64
from dataclasses import replace
from typing import Any
from uuid import UUID

from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import seal
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.actions import digest
from teojeon.services.victims.intake.messages import take_filing
from teojeon.services.victims.linkage.models import LANDLORD
from teojeon.services.victims.linkage.queries import Group, groups_of
from tests.support.factories import acting, filing, reload_in_unit

LANDLORDS_NUMBER, BUSINESS = "8001011234567", "2208162517"
DEPOSIT = 100_000_000


def lease(
    unit: int = 1, *, name: str = "", sido: str = "11", number: str = LANDLORDS_NUMBER, house: str = "효자로 12", **said: Any
) -> UUID:
    """A filing about one dwelling of a landlord; each unit is a lease of its own. Returns the case."""
    stated: dict[str, Any] = {"deposit_current": DEPOSIT, "landlord_name": "김임대"} | said
    letter = filing(sido, name=name or f"임차인{unit}", **stated)
    statements = dict(letter.content["statements"])
    if number:
        box = seal(number.encode(), keyring().sealing_key(), f"draft/{letter.subject}/landlord_number")
        statements["landlord_number"] = {"masked": "800101-1******", "box": base64.b64encode(box).decode()}
    kept = {key: value for key, value in letter.content.items() if key != "signed_hash"}
    content = {
        **kept,
        "statements": statements,
        "party": {**letter.content["party"], "number_box": ""},
        "house": {**letter.content["house"], "address": f"{house}, {unit}호"},
    }
    with unit_of_work(INTAKE_PRINCIPAL):
        take_filing(replace(letter, content=content | {"signed_hash": digest(content)}))
    return letter.subject


def of(case: UUID, kind: str = LANDLORD, who: str = "invest", sido: str = "11") -> Group:
    """The first group of that kind, as an investigator sees it."""
    with acting(who, sido, read_only=True):
        return next(group for group in groups_of(reload_in_unit(case)) if group.kind == kind)
