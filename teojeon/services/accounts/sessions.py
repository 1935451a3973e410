"""What a session says about its person: how and when they proved who they are, and when they were last here (S1-ACC-02)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal
from uuid import uuid5

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from teojeon.kernel import clock
from teojeon.kernel.people.actors import NAMESPACE
from teojeon.kernel.sides.current import Side, side

# Idle time: 30 minutes for the general public, 10 for officials.
IDLE: dict[Side, dt.timedelta] = {"portal": dt.timedelta(minutes=30), "office": dt.timedelta(minutes=10)}
NOTED_EVERY = dt.timedelta(minutes=1)  # a session is a row: not written for each page
LAST_ACTIVE = "last_active_at"
ENDED = "ended"  # why the session before this log-in ended, for a word after it

# Subjects whose data keys keep a side's own secrets: wrapped anew at each rotation of the master key, as all data keys.
SECOND_FACTORS = uuid5(NAMESPACE, "second-factors")
SIGN_UPS = uuid5(NAMESPACE, "sign-ups")

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
Proof = Literal["password", "factor", "whole"]


def proof_of(record: Mapping[str, Any]) -> Proof:
    """What one proof counts for. A passkey is two factors at once, since it asks for the finger, face or PIN of its device;
    the word of an identity provider counts like the one at sign-up."""
    if record["method"] == "identity" or record.get("type") == Authenticator.Type.WEBAUTHN:
        return "whole"
    return "factor" if record["method"] == "mfa" else "password"


def missing_proof(request: HttpRequest) -> Proof | None:
    """What the person must give again before an important act, or None where it was given within `step_up_minutes`.

    Whoever signs in with a second factor gives both again.
    """
    oldest = clock.real_now().timestamp() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    fresh = {proof_of(record) for record in records if float(record["at"]) > oldest}
    if "whole" in fresh:
        return None
    if "password" not in fresh:
        return "password"
    has_factor = any(proof_of(record) == "factor" for record in records)
    return "factor" if has_factor and "factor" not in fresh else None


def authenticated_recently(request: HttpRequest) -> bool:
    """Whether the signed-in person proved who they are within `step_up_minutes`."""
    return missing_proof(request) is None


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this person signs in with a second factor. Asks the database only in the session of the enrolment."""
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "mfa" for record in records):
        return True
    return bool(is_mfa_enabled(request.user, list(FACTORS)))


def seconds_left(request: HttpRequest) -> int:
    """Seconds until the session ends unless the person does something. Never more than the limit of this side."""
    limit = IDLE[side()].total_seconds()
    now = clock.real_now().timestamp()
    return int(max(0.0, limit - (now - float(request.session.get(LAST_ACTIVE, now)))))


def was_idle(request: HttpRequest) -> bool:
    """Whether the person was away for longer than this side allows."""
    last = request.session.get(LAST_ACTIVE)
    return last is not None and clock.real_now().timestamp() - float(last) > IDLE[side()].total_seconds()


def note_activity(request: HttpRequest) -> None:
    """Remembers that the person is here. The row is written after the unit, beside the access event, at most once a minute."""
    now = clock.real_now().timestamp()
    if now - float(request.session.get(LAST_ACTIVE, 0)) > NOTED_EVERY.total_seconds():
        request.session[LAST_ACTIVE] = now


def safe_next(request: HttpRequest, url: str) -> str:
    """An address of this very door, or nothing."""
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()) else ""
