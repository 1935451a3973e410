"""Closing the book of a year: only after every message stamped in that year was taken (S1-INT-02)."""

import datetime as dt
import uuid

from django.db.models import Exists, Max, OuterRef

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.sides.scope import ScopedQuerySet
from teojeon.kernel.work.action import record, require
from teojeon.kernel.work.models import TakenByOffice, ToOffice
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.register.entering import book_digest, hold_book
from teojeon.services.victims.register.models import RegisterClosing, RegisterRow

CODE = "victims.close_register"
SOURCE = "규칙§3⑥"


def waiting_of(year: int) -> int:
    """Messages of the portal stamped in this year that the office has not taken. They are sealed: any of them may be a filing."""
    first, next_first = (dt.datetime(each, 1, 1, tzinfo=clock.SEOUL) for each in (year, year + 1))
    taken = TakenByOffice.objects.filter(message=OuterRef("pk"))
    return ToOffice.objects.filter(~Exists(taken), at__gte=first, at__lt=next_first).count()


def closing_of(organisation: str, year: int) -> RegisterClosing | None:
    """The closing of a book, where it was closed."""
    rows = RegisterClosing.objects.visible_to(current().actor).filter(handled_by=organisation, year=year)
    found: RegisterClosing | None = rows.first()
    return found


def refusal_to_close(organisation: str, year: int) -> Refusal | None:
    """Why the book cannot be closed now."""
    if year >= clock.business_today().year:
        return Refusal("YEAR_RUNS", f"{year}년이 끝난 뒤에 접수대장을 닫습니다.", "year", SOURCE)
    if closing_of(organisation, year) is not None:
        return Refusal("CLOSED_ALREADY", f"{year}년 접수대장은 이미 닫았습니다.", "year", SOURCE)
    if waiting := waiting_of(year):
        message = f"{year}년에 누리집에 저장된 신청 등 {waiting}건을 아직 받지 못했습니다. 모두 받은 뒤에 닫습니다."
        return Refusal("MESSAGES_WAIT", message, source=SOURCE)
    rows = _rows(organisation, year)
    if (rows.aggregate(last=Max("serial"))["last"] or 0) != rows.count():
        return Refusal("BOOK_HAS_GAPS", "접수대장의 연번에 빈 번호가 있습니다. 운영자에게 알립니다.", source=SOURCE)
    return None


def _rows(organisation: str, year: int) -> ScopedQuerySet:
    return RegisterRow.objects.visible_to(current().actor).filter(handled_by=organisation, year=year)


def close_book(year: int) -> RegisterClosing:
    """Closes the own province's book for good. Raises Refusal, Forbidden."""
    require("P-INTAKE", "접수대장 닫기")
    unit = current()
    organisation = unit.actor.organisation
    hold_book(organisation, year)
    if refusal := refusal_to_close(organisation, year):
        raise refusal
    rows, key = _rows(organisation, year), uuid.uuid4()
    digest, last = book_digest(rows), rows.count()
    event = record(MINISTRY_CODE, key, CODE, {"organisation": organisation, "year": year, "last": last, "sha256": digest})
    made: RegisterClosing = RegisterClosing.objects.create(
        id=key,
        controller=MINISTRY_CODE,
        handled_by=organisation,
        year=year,
        last_serial=last,
        sha256=digest,
        closed_by=unit.person,
        closed_at=clock.business_now(),
        event=event,
    )
    return made
