"""Entering a case in the register of applications: without a click, when the office takes the filing, and after a transfer."""

import datetime as dt
import hashlib
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.documents.numbering import next_number
from teojeon.kernel.sides.scope import ScopedQuerySet
from teojeon.kernel.work.unit import current
from teojeon.services.victims.register.models import RegisterClosing, RegisterRow


def hold_book(organisation: str, year: int) -> None:
    """Until the unit ends nobody closes this book or enters anything in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"register {organisation} {year}"])


def book_of(organisation: str, received_on: dt.date) -> int:
    """The book of the legal receipt's year; once that is closed, the book that is open now."""
    if received_on.year < clock.business_today().year:  # a book that may be closed
        hold_book(organisation, received_on.year)
    # whether another province's book is closed is asked with the eyes of the principal, which the row policy knows
    closed = RegisterClosing.objects.narrowed(Q(handled_by=organisation, year=received_on.year))
    return clock.business_today().year if closed.exists() else received_on.year


def next_serial(organisation: str, year: int) -> int:
    """The next serial of a book, without gaps. The counter stays locked until the unit ends: ask late."""
    return next_number(f"register:{organisation}", year)


def enter(case: Case, event: UUID, *, basis: str = RegisterRow.HOUSE, came_from: str = "") -> RegisterRow:
    """Writes the row of the serial that the case carries, in the book of the province that handles it."""
    row: RegisterRow = RegisterRow.objects.create(
        case_id=case.pk,
        controller=case.controller,
        handled_by=case.handled_by,
        year=case.register_year,
        serial=case.register_serial,
        entered_on=clock.business_today(),
        basis=basis,
        came_from=came_from,
        event=event,
    )
    return row


def leave(case: Case, moved_to: str, kept: dict[str, Any]) -> None:
    """The row stays in this province's book with the remark 이송 and what it said on this day."""
    rows = RegisterRow.objects.visible_to(current().actor).filter(case_id=case.pk, handled_by=case.handled_by, left_on=None)
    for row in rows:
        row.left_on, row.moved_to, row.kept = clock.business_today(), moved_to, kept
        row.save()


def book_digest(rows: ScopedQuerySet) -> str:
    """SHA-256 of the serials and cases of a book, in their order."""
    digest = hashlib.sha256()
    for serial, case in rows.order_by("serial").values_list("serial", "case_id"):
        digest.update(f"{serial} {case}\n".encode())
    return digest.hexdigest()
