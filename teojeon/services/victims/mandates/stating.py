"""Who acts for whom, as the filing message says it: from the application's step "actor" (S1-ACC-03)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from teojeon.services.victims.mandates.rules import DOCUMENTS, HEIR, KINDS

TEXTS = ("relation", "scope")
DATES = ("valid_from", "valid_to")
PERSON = ("name", "birth_date", "mobile", "service_address", "email")


def stated(content: Any) -> dict[str, Any] | None:
    """What was stated of the one who acts; None where the tenant applies in person. Nothing here refuses a filing.

    Read from `content.actor`: mandate_type, relation, scope, valid_from, valid_to, the person's name, birth_date, mobile,
    service_address, and heirs. An empty name is that of the account, which the identity provider vouched for.
    """
    actor = getattr(content, "actor", None)
    kind = getattr(actor, "mandate_type", "")
    if kind not in KINDS:
        return None
    person = {name: _plain(getattr(actor, name, None)) for name in PERSON}
    person["name"] = person["name"] or getattr(content, "verified_name", "")
    person["birth_date"] = person["birth_date"] or _plain(getattr(content, "verified_birth_date", None))
    heirs = [_heir(each) for each in getattr(actor, "heirs", ())] if kind == HEIR else []
    return {
        "mandate_type": kind,
        **{name: _plain(getattr(actor, name, None)) for name in (*TEXTS, *DATES)},
        "actor": person,
        "heirs": heirs,
        "died_on": _plain(getattr(getattr(content, "applicant", None), "death_date", None)) or None,
        "doc_type": DOCUMENTS[kind],
    }


def _heir(given: Any) -> dict[str, Any]:
    read = given.get if isinstance(given, Mapping) else lambda name, default=None: getattr(given, name, default)
    return {
        "name": str(read("name") or ""),
        "birth_date": _plain(read("birth_date")) or None,
        "relation": str(_plain(read("relation")) or ""),
        # 모름 counts as living and not renounced: the authority asks, nobody is passed over
        "is_alive": read("is_alive", True) is not False,
        "renounced": read("renounced", False) is True,
        "signed": read("signed", False) is True,
        "is_representative": read("is_representative", False) is True,
        "degree": degree if isinstance(degree := read("degree"), int) else 1,
    }


def _plain(value: Any) -> str:
    """A text or a day as JSON; 모름 and nothing are empty."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else ""
