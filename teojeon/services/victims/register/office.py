"""Pages of the register of applications (업무시스템): the book, its print and export, its closing."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.register import exports, queries
from teojeon.services.victims.register.closing import close_book, closing_of, refusal_to_close
from teojeon.services.victims.register.forms import PDF, PRINT, CloseForm, ExportForm
from teojeon.services.victims.register.lines import COLUMNS
from teojeon.services.victims.register.queries import Book
from teojeon.ui.forms import Refusal as FormRefusal

READERS = ("P-INTAKE", "P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-SEAL", "AU")
TITLE = "접수대장"
EXPORTED = "victims.export_register"
UNPROCESSABLE, CONFLICT = 422, 409
FIRST_YEAR, LAST_YEAR = 2023, 2100


def _book(request: HttpRequest) -> Book:
    """Which book the URL names; the own province's of this year unless it says another that these eyes read."""
    provinces = dict(queries.provinces_of(current().actor))
    if not provinces:
        raise Missing("register")
    asked, year = request.GET.get("sido", ""), request.GET.get("year", "")
    code = asked if asked in provinces else next(iter(provinces))
    known = year.isascii() and year.isdecimal() and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR
    return Book(code, provinces[code], int(year) if known else clock.business_today().year)


def _url(name: str, book: Book, **more: Any) -> str:
    return f"{reverse(name)}?{urlencode({'sido': book.organisation, 'year': book.year, **more})}"


def _breadcrumb(book: Book, *more: str) -> list[dict[str, str]]:
    crumbs = [{"title": TITLE, "url": _url("register", book)}] if more else [{"title": TITLE}]
    return [*crumbs, *({"title": each} for each in more)]


@page(*READERS)
def register(request: HttpRequest) -> HttpResponse:
    """One book, row by row; names and addresses as lists show them."""
    book = _book(request)
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
        "close_url": _url("register_close", book) if mine and closing is None and book.year < clock.business_today().year else "",
        "note": exports.LAYOUT,
    }
    return render(request, "victims/register/register.html", context)


def _own_book(request: HttpRequest) -> Book:
    book = _book(request)
    if book.organisation != current().actor.organisation:
        raise Missing("register")
    return book


@page("P-INTAKE")
def register_export(request: HttpRequest) -> HttpResponse:
    """Print, PDF or XLSX of a range of serials, with its purpose; the export is logged with all persons in it."""
    book = _own_book(request)
    form = ExportForm(request.POST if request.method == "POST" else None, last_serial=queries.last_serial(book))
    if request.method == "POST" and form.is_valid():
        return _exported(request, book, form)
    context = {
        "page_title": f"{book.year}년 접수대장 내보내기",
        "breadcrumb": _breadcrumb(book, "내보내기"),
        "book": book,
        "form": form,
        "back_url": _url("register", book),
    }
    return render(request, "victims/register/export.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


def _exported(request: HttpRequest, book: Book, form: ExportForm) -> HttpResponse:
    data, unit = form.cleaned_data, current()
    lines = queries.whole(book, data["first"], data["last"])
    unit.purpose = data["purpose"]
    logged = {"book": f"{book.organisation}/{book.year}", "format": data["format"], "rows": len(lines), "purpose": data["purpose"]}
    record(MINISTRY_CODE, unit.person, EXPORTED, logged)
    if data["format"] == PRINT:
        context = {
            "page_title": f"{book.year}년 {exports.TITLE}",
            "breadcrumb": _breadcrumb(book, "인쇄"),
            "book": book,
            "columns": COLUMNS.values(),
            "lines": lines,
            "note": exports.LAYOUT,
        }
        return render(request, "victims/register/print.html", context)
    if data["format"] == PDF:
        return _file(exports.pdf(lines, book.name, book.year), "application/pdf", f"register-{book.year}.pdf")
    return _file(exports.xlsx(lines, f"{book.year}"), exports.XLSX_TYPE, f"register-{book.year}.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page("P-INTAKE")
def register_close(request: HttpRequest) -> HttpResponse:
    """접수대장 닫기."""
    book = _own_book(request)
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
    path("register/export/", register_export, name="register_export"),
    path("register/close/", register_close, name="register_close"),
]
