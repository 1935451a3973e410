"""Pages of the register of applications (업무시스템): the book and its closing; its export is in export_pages.py."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.register import export_pages, exporting, exports, queries
from teojeon.services.victims.register.closing import close_book, closing_of, refusal_to_close
from teojeon.services.victims.register.forms import CloseForm
from teojeon.services.victims.register.lines import COLUMNS
from teojeon.services.victims.register.queries import Book
from teojeon.ui.forms import Refusal as FormRefusal

READERS = ("P-INTAKE", "P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-SEAL", "AU")
TITLE = "접수대장"
UNPROCESSABLE, CONFLICT = 422, 409


def _url(name: str, book: Book, **more: Any) -> str:
    return f"{reverse(name)}?{urlencode({'sido': book.organisation, 'year': book.year, **more})}"


def _breadcrumb(book: Book, *more: str) -> list[dict[str, str]]:
    crumbs = [{"title": TITLE, "url": _url("register", book)}] if more else [{"title": TITLE}]
    return [*crumbs, *({"title": each} for each in more)]


@page(*READERS)
def register(request: HttpRequest) -> HttpResponse:
    """One book, row by row; names and addresses as lists show them."""
    book = queries.book_in(request)
    after = request.GET.get("after", "")
    place = int(after) if after.isascii() and after.isdecimal() and len(after) < 9 else 0
    lines, more = queries.page_of(book, place)
    closing = closing_of(book.organisation, book.year)
    mine = book.organisation == current().actor.organisation and "P-INTAKE" in current().actor.boxes
    context = {
        "page_title": TITLE,
        "breadcrumb": _breadcrumb(book),
        "book": book,
        "provinces": queries.provinces_of(current().actor),
        "years": sorted({*queries.years_of(book.organisation), clock.business_today().year}, reverse=True),
        "columns": COLUMNS.values(),
        "lines": [line.masked for line in lines],
        "next_url": _url("register", book, after=lines[-1].serial) if more else "",
        "first_url": _url("register", book) if place else "",
        "closing": closing,
        "export_url": _url("register_export", book) if mine and lines else "",
        "exports_url": reverse("register_exports") if current().actor.boxes & set(export_pages.READERS) else "",
        "exports_wait": exporting.waiting_for_me(),
        "close_url": _url("register_close", book) if mine and closing is None and book.year < clock.business_today().year else "",
        "note": exports.LAYOUT,
    }
    return render(request, "victims/register/register.html", context)


@page("P-INTAKE")
def register_close(request: HttpRequest) -> HttpResponse:
    """접수대장 닫기."""
    book = queries.own_book(request)
    form = CloseForm(request.POST if request.method == "POST" else None)
    closed, status = refusal_to_close(book.organisation, book.year), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                close_book(book.year)
            except Forbidden:
                raise
            except Refusal as refusal:
                form.add_error(None, FormRefusal(refusal.message, refusal.code, refusal.source))
                status = CONFLICT
            else:
                messages.success(request, f"{book.year}년 접수대장을 닫았습니다.")
                return redirect(_url("register", book))
    context = {
        "page_title": f"{book.year}년 접수대장 닫기",
        "breadcrumb": _breadcrumb(book, "닫기"),
        "book": book,
        "form": form,
        "closed": closed if request.method != "POST" else None,
        "back_url": _url("register", book),
    }
    return render(request, "victims/register/close.html", context, status=status)


urls: list[URLPattern] = [
    path("register/", register, name="register"),
    path("register/close/", register_close, name="register_close"),
    *export_pages.urls,
]
