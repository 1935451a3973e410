"""An invented tenant, what the tenant types, and the hands that fill in the draft."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from teojeon.kernel import clock
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.messages import send, take
from teojeon.kernel.work.models import ToOffice
from teojeon.kernel.work.unit import Unit, unit_of_work
from teojeon.services.accounts.actions import Agreement, sign_up
from teojeon.services.victims.application.actions import save_step, start, submit
from teojeon.services.victims.application.content import load
from teojeon.services.victims.application.drafts import find_draft
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.application.steps import BY_SLUG, Reading, read
from tests.support.sides import as_side

PASSWORD = "han-gang-2026"
PERSON = Verified("ci-1", "강한결", dt.date(1991, 3, 2), "01012345678", "simulator")
NUMBER = "910302-2345678"

ANSWERS: dict[str, dict[str, str]] = {
    "applicant": {
        "is_natural_person": "yes",
        "name": "강한결",
        "birth_date": "1991-03-02",
        "number": NUMBER,
        "service_address": "서울특별시 종로구 대학로 1, 201호",
        "mobile": "010-1234-5678",
    },
    "house": {"sido": "11", "sigungu": "11110", "legal_dong": "혜화동", "address": "대학로 1, 201호"},
    "lease": {"first_contract_date": "2023-04-01", "deposit_current": "2억 1천만", "monthly_rent": "0"},
    "occupancy": {
        "handover_state": "done",
        "handover_on": "2023-04-10",
        "move_in_report_on": "2023-04-10",
        "fixed_date_on_unknown": "on",
    },
    "damage": {"any_events": "unknown", "any_guarantees": "no", "other_victims": "3"},
    "papers": {"c3": "yes", "c5": "no"},
}


def new_account(username: str = "tenant01", person: Verified = PERSON) -> Account:
    """A person who signed up. As the portal, outside a unit."""
    with unit_of_work(None):
        return sign_up(person, username, PASSWORD, Agreement(sms_opt_in=False))


def at(monkeypatch: pytest.MonkeyPatch, *moment: int) -> dt.datetime:
    """Stops the clock at this moment in Seoul."""
    instant = dt.datetime(*moment, tzinfo=clock.SEOUL)  # type: ignore[misc, arg-type]
    monkeypatch.setattr(clock, "real_now", lambda: instant.astimezone(dt.UTC))
    return instant


@contextmanager
def acting(account: Account) -> Iterator[Unit]:
    with unit_of_work(account.pk) as unit:
        yield unit


def filled(draft: Draft, answers: dict[str, dict[str, str]] | None = None) -> Draft:
    """Saves the given steps. Inside a unit."""
    for slug, inputs in (answers or ANSWERS).items():
        keep(draft.pk, slug, inputs)
    return find_draft(draft.pk)


def keep(pk: UUID, slug: str, inputs: dict[str, str], page: str = "page") -> Reading:
    """Reads and saves one step of the own draft."""
    draft = find_draft(pk)
    reading = read(BY_SLUG[slug], inputs, load(draft), pk)
    save_step(pk, version=draft.version, **reading.as_saved(page))
    return reading


def with_answers(**changed: dict[str, str]) -> dict[str, dict[str, str]]:
    """The tenant's answers with some inputs replaced, by step."""
    return {slug: {**inputs, **changed.get(slug, {})} for slug, inputs in ANSWERS.items()}


def new_draft(account: Account, answers: dict[str, dict[str, str]] | None = None) -> UUID:
    """A draft with all answers, in a unit of its own."""
    with acting(account):
        draft = start(account.pk, PERSON)
        return filled(draft, answers).pk


def file(account: Account, draft: UUID, *, insist: bool = False, request: UUID | None = None) -> dict[str, Any]:
    """Submits in a unit of its own."""
    with acting(account):
        return submit(draft, request=request or uuid.uuid4(), insist=insist)


def sign_in(client: Client, username: str = "tenant01") -> None:
    client.post("/sign-in/", {"login": username, "password": PASSWORD})


def sent_to_office(subject: UUID) -> list[ToOffice]:
    return list(ToOffice.objects.filter(subject=subject).order_by("number"))


def told_by_office(subject: UUID, account: Account, kind: str, content: dict[str, Any]) -> None:
    """The office writes a message and the portal takes it. As the portal, outside a unit."""
    with other_side(), unit_of_work(INTAKE_PRINCIPAL):
        send(subject, account.pk, kind, content, event=uuid.uuid4())
    assert take(subject, account.pk) == 1


@contextmanager
def other_side() -> Iterator[None]:
    """As the office within a test of the portal."""
    with as_side("office"):
        yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal; SET LOCAL search_path = portal_side, public")


@contextmanager
def as_owner() -> Iterator[None]:
    """As the owner of the database within a test of the portal."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield
        cursor.execute("SET LOCAL ROLE portal; SET LOCAL search_path = portal_side, public")
