"""What a session says about its person: how and when they proved who they are, and when they were last here (S1-ACC-02)."""

import datetime as dt
from uuid import uuid5

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from teojeon.kernel import clock
from teojeon.kernel.people.actors import NAMESPACE
from teojeon.kernel.sides.current import Side, side

# Idle time: 30 minutes for the general public, 10 for officials.
IDLE: dict[Side, dt.timedelta] = {"portal": dt.timedelta(minutes=30), "office": dt.timedelta(minutes=10)}
NOTED_EVERY = dt.timedelta(minutes=1)  # a session is a row: not written for each page
LAST_ACTIVE = "last_active_at"

# Subjects whose data keys keep a side's own secrets: wrapped anew at each rotation of the master key, as all data keys.
SECOND_FACTORS = uuid5(NAMESPACE, "second-factors")
SIGN_UPS = uuid5(NAMESPACE, "sign-ups")


def authenticated_recently(request: HttpRequest) -> bool:
    """Whether the signed-in person gave a password or code within `step_up_minutes`."""
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0.0)
    age = clock.real_now().timestamp() - float(latest)
    return age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this person signs in with a second factor. Asks the database only in the session of the enrolment."""
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "mfa" for record in records):
        return True
    return bool(is_mfa_enabled(request.user, [Authenticator.Type.TOTP]))


def was_idle(request: HttpRequest) -> bool:
    """Whether the person was away for longer than this side allows."""
    last = request.session.get(LAST_ACTIVE)
    return last is not None and clock.real_now().timestamp() - last > IDLE[side()].total_seconds()


def note_activity(request: HttpRequest) -> None:
    """Remembers that the person is here."""
    now = clock.real_now().timestamp()
    if now - request.session.get(LAST_ACTIVE, 0) > NOTED_EVERY.total_seconds():
        request.session[LAST_ACTIVE] = now
