"""Invented tenants who sign up and file through the portal's own acts."""

import datetime as dt
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection

from teojeon.command.demonstration.filing import Tenant, file_application, register
from teojeon.kernel import clock
from teojeon.kernel.cases import deadlines
from teojeon.kernel.cases.actions import enter_timeline
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.application import actions

PASSWORD = "han-gang-2026"
KIND = "victims.decision"


def tenant(number: int, sido: str = "11", sigungu: str = "11620") -> Tenant:
    """The n-th invented tenant; all of them live in Seoul unless said otherwise."""
    return Tenant(
        username=f"tenant{number:06d}",
        name=f"김가{'나다라마바사아자차카'[number % 10]}",
        birth_date=dt.date(1991, 3, 4) + dt.timedelta(days=number % 9000),
        mobile=f"010{12_340_000 + number:08d}",
        sido=sido,
        sigungu=sigungu,
        legal_dong="",
        address=f"신림로 {number}, 101호",
        first_contract=dt.date(2023, 4, 3),
        deposit=180_000_000,
    )


def start_draft(account: UUID) -> UUID:
    """An unfinished application of a person who has nothing else open. In an open unit of work of the portal."""
    return UUID(str(actions.start(account, None).pk))


def bare_case(handled_by: str = "SD-11", state: str = "SUBMITTED", *, filed_on: dt.date | None = None, came_from: str = "") -> Case:
    """A case without content, as intake makes it, in the open unit of work of the intake principal."""
    now = clock.business_now()
    received_at = dt.datetime.combine(filed_on, dt.time(10), clock.SEOUL) if filed_on else now
    key = uuid.uuid4()
    event = record(MINISTRY_CODE, key, "tests.case", {}, subject=key)
    case: Case = Case.objects.create(
        id=key,
        controller=MINISTRY_CODE,
        handled_by=handled_by,
        kind=KIND,
        state=state,
        came_from=came_from,
        account=uuid.uuid4(),
        receipt_no=f"T-{key.hex[:20]}",
        register_year=received_at.year,
        register_serial=key.int % 2_000_000_000,
        received_at=received_at,
        entered_state_at=received_at,
        procedure_version=1,
    )
    enter_timeline(case, "filed", event, on=clock.seoul_day(received_at))
    deadlines.refresh(case, current().actor)
    case.save()
    return case


def file_many(count: int, threads: int, first: int = 1) -> None:
    """In a process of the portal: signs people up, then files for all of them from many threads, each with its own connection.

    Prints a JSON line for each filing: account, subject, receipt number, resident number, seconds.
    """
    people = [tenant(number) for number in range(first, first + count)]
    with ThreadPoolExecutor(threads) as pool:
        accounts = list(pool.map(_sign_up, people))
        for filed in pool.map(_file, people, accounts):
            print(json.dumps(filed), flush=True)


def _sign_up(person: Tenant) -> UUID:
    try:
        with unit_of_work(None):
            return register(person, PASSWORD)
    finally:
        connection.close()


def _file(person: Tenant, account: UUID) -> dict[str, str]:
    began = time.monotonic()
    try:
        with unit_of_work(account):
            subject, receipt_no = file_application(person, account)
    finally:
        connection.close()
    return {
        "account": str(account),
        "subject": str(subject),
        "receipt_no": receipt_no,
        "number": person.number.digits,
        "seconds": f"{time.monotonic() - began:.3f}",
    }
