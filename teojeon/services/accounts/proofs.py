"""The person whom a session proved to be, kept between two pages. No pages here: both doors' processes load it."""

import datetime as dt
from dataclasses import asdict

from django.http import HttpRequest

from teojeon.kernel.people.identity import Verified
from teojeon.services.accounts.kept import forget, keep, kept

FLOW, VERIFIED = "identity_flow", "identity_verified"  # names in the session


def verified_for(request: HttpRequest, *slugs: str) -> Verified | None:
    """The person whom this session proved to be for one of these purposes, not longer ago than half an hour."""
    words = kept(request, VERIFIED)
    if words is None or words.pop("purpose") not in slugs:
        return None
    return Verified(**{**words, "birth_date": dt.date.fromisoformat(words["birth_date"])})


def keep_verified(request: HttpRequest, purpose: str, person: Verified) -> None:
    """Keeps a verified person for a purpose."""
    keep(request, VERIFIED, {**asdict(person), "birth_date": person.birth_date.isoformat(), "purpose": purpose})


def drop_verified(request: HttpRequest) -> None:
    """The proof was used."""
    forget(request, VERIFIED, FLOW)
