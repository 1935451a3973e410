"""Reading the register: one province's book of one year, by serial."""

from dataclasses import dataclass

from django.http import HttpRequest

from teojeon.kernel import clock
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.models import Organisation
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.register.lines import Line, lines
from teojeon.services.victims.register.models import RegisterRow

ROWS_A_PAGE = 50
FIRST_YEAR, LAST_YEAR = 2023, 2100


@dataclass(frozen=True)
class Book:
    """A province's book. `organisation`: its code; `name`: in words."""

    organisation: str
    name: str
    year: int


def provinces_of(actor: Actor) -> list[tuple[str, str]]:
    """Whose books these eyes read: the own province's, a district's province's, for the ministry all."""
    own = Organisation.objects.filter(code=actor.organisation).values_list("kind", "supervisor").first()
    codes = [str(own[1])] if own and own[0] == Kind.DISTRICT else list(actor.organisations)
    return list(Organisation.objects.filter(code__in=codes, kind=Kind.PROVINCE).order_by("code").values_list("code", "name"))


def book_in(request: HttpRequest) -> Book:
    """Which book the URL names; the own province's of this year unless it says another that these eyes read. Raises Missing."""
    provinces = dict(provinces_of(current().actor))
    if not provinces:
        raise Missing("register")
    asked, year = request.GET.get("sido", ""), request.GET.get("year", "")
    code = asked if asked in provinces else next(iter(provinces))
    known = year.isascii() and year.isdecimal() and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR
    return Book(code, provinces[code], int(year) if known else clock.business_today().year)


def own_book(request: HttpRequest) -> Book:
    """The own organisation's book that the URL names. Raises Missing."""
    book = book_in(request)
    if book.organisation != current().actor.organisation:
        raise Missing("register")
    return book


def years_of(organisation: str) -> list[int]:
    """The years of which there is a book, the newest first."""
    rows = RegisterRow.objects.visible_to(current().actor).filter(handled_by=organisation)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def last_serial(book: Book) -> int:
    """The newest row's serial; 0 for an empty book."""
    rows = RegisterRow.objects.visible_to(current().actor).filter(handled_by=book.organisation, year=book.year)
    last: int | None = rows.order_by("-serial").values_list("serial", flat=True).first()
    return last or 0


def page_of(book: Book, after: int = 0, count: int = ROWS_A_PAGE) -> tuple[list[Line], bool]:
    """The rows of one page and whether more follow; notes the persons shown."""
    rows = RegisterRow.objects.visible_to(current().actor).filter(handled_by=book.organisation, year=book.year, serial__gt=after)
    found = list(rows.order_by("serial")[: count + 1])
    shown = found[:count]
    for row in shown:
        current().show(row.controller, [row.case_id])
    return lines(shown), len(found) > count


def whole(book: Book, first: int, last: int) -> list[Line]:
    """The rows of a range of serials, both included; notes the persons in them."""
    made, after = [], first - 1
    while True:
        found, more = page_of(book, after, 500)
        found = [line for line in found if line.serial <= last]
        made += found
        if not more or not found or found[-1].serial >= last:
            return made
        after = found[-1].serial
