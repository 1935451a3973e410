"""Pages of exports of the register (업무시스템): asking, deciding by another official, taking the file in time (S1-XCT-04)."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.people.models import Organisation
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import MASKED
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.register import exporting, exports, queries
from teojeon.services.victims.register.forms import FORMATS, PDF, PRINT, PURPOSES, ExportForm, RefuseForm
from teojeon.services.victims.register.lines import COLUMNS
from teojeon.services.victims.register.models import RegisterExport
from teojeon.services.victims.register.queries import Book, own_book
from teojeon.ui.forms import Refusal as FormRefusal
from teojeon.ui.requests import SeeOther, request_id_of

READERS = ("P-INTAKE", "P-SEND", "AU")
DECIDERS = ("P-INTAKE", "P-SEND")
TITLE, LIST_TITLE = "접수대장", "접수대장 내보내기"
UNPROCESSABLE, CONFLICT, LISTED = 422, 409, 50
STATES = {
    RegisterExport.WAITING: ("승인을 기다림", "warning"),
    RegisterExport.APPROVED: ("승인함", "success"),
    RegisterExport.REFUSED: ("승인하지 않음", "danger"),
    RegisterExport.TAKEN_BACK: ("요청을 거둠", "gray"),
}
EXPIRED = ("기한 지남", "gray")


def _breadcrumb(*more: tuple[str, str]) -> list[dict[str, str]]:
    crumbs = [{"title": TITLE, "url": reverse("register")}]
    return [*crumbs, *({"title": title, "url": url} if url else {"title": title} for title, url in more)]


@page("P-INTAKE")
def register_export(request: HttpRequest) -> HttpResponse:
    """Asks for a range of serials, with its purpose; nothing goes out before another official has approved it."""
    book = own_book(request)
    form = ExportForm(request.POST if request.method == "POST" else None, last_serial=queries.last_serial(book))
    status = UNPROCESSABLE if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        words = {"first": data["first"], "last": data["last"], "form": data["format"], "purpose": data["purpose"]}
        try:
            row = exporting.ask(book, **words, note=data["note"], request=request_id_of(request))
        except Forbidden:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field or None, FormRefusal(refusal.message, refusal.code, refusal.source))
            status = CONFLICT
        else:
            messages.success(request, "내보내기 승인을 요청했습니다. 다른 담당자가 승인하면 내려받을 수 있습니다.")
            if mask_free_text(data["note"])[1]:
                messages.warning(request, MASKED)
            return SeeOther(reverse("register_export_one", args=[row.pk]))
    context = {
        "page_title": f"{book.year}년 접수대장 내보내기 요청",
        "breadcrumb": _breadcrumb(("내보내기 요청", "")),
        "book": book,
        "form": form,
        "deciders": exporting.deciders_of(book.organisation),
        "back_url": f"{reverse('register')}?{urlencode({'sido': book.organisation, 'year': book.year})}",
    }
    return render(request, "victims/register/export.html", context, status=status)


@page(*READERS)
def register_exports(request: HttpRequest) -> HttpResponse:
    """What was asked for, by whom, and what became of it; what waits for my decision comes first."""
    unit = current()
    rows = list(exporting.exports().order_by("-asked_at")[:LISTED])
    deciding = bool(unit.actor.boxes & exporting.DECIDING)
    shown = _shown(rows)
    context = {
        "page_title": LIST_TITLE,
        "breadcrumb": _breadcrumb(("내보내기", "")),
        "waiting": [each for each in shown if deciding and each["waits_for_me"]],
        "rows": shown,
        "ask_url": reverse("register_export") if "P-INTAKE" in unit.actor.boxes else "",
    }
    return render(request, "victims/register/exports.html", context)


def _shown(rows: list[RegisterExport]) -> list[dict[str, Any]]:
    unit, today = current(), clock.business_today()
    names = names_of(account for row in rows for account in (row.asked_by, row.decided_by))
    organisations = dict(Organisation.objects.filter(code__in={row.handled_by for row in rows}).values_list("code", "name"))
    return [
        {
            "row": row,
            "organisation": organisations.get(row.handled_by, ""),
            "asked_by": names.get(row.asked_by, ""),
            "decided_by": names.get(row.decided_by, "") if row.decided_by else "",
            "purpose": dict(PURPOSES).get(row.purpose, ""),
            "format": dict(FORMATS).get(row.format, ""),
            "count": row.last - row.first + 1,
            "state": EXPIRED if row.valid_to and row.valid_to < today else STATES[row.state],
            "waits_for_me": row.state == RegisterExport.WAITING
            and row.asked_by != unit.person
            and row.handled_by == unit.actor.organisation,
        }
        for row in rows
    ]


@page(*READERS)
def register_export_one(request: HttpRequest, export: UUID) -> HttpResponse:
    """One request: for the colleague the decision, for who asked the file while it may be taken, for all who took it when."""
    return _show_one(request, exporting.find(export), RefuseForm())


def _show_one(request: HttpRequest, row: RegisterExport, form: RefuseForm, status: int = 200) -> HttpResponse:
    unit = current()
    takings = exporting.downloads_of(row)
    names = names_of(each.by for each in takings)
    may_decide = exporting.approve.refused_now(row, {}) is None
    form.initial["version"] = row.version
    not_taken = exporting.why_not_taken(row)
    is_mine = row.asked_by == unit.person
    context = {
        "page_title": "내보내기 요청",
        "breadcrumb": _breadcrumb((LIST_TITLE, reverse("register_exports")), ("요청", "")),
        "each": _shown([row])[0],
        "row": row,
        "form": form,
        "may_decide": may_decide,
        "may_take": not_taken is None,
        "why_not": not_taken.message if not_taken and is_mine and row.state == RegisterExport.APPROVED else "",
        "may_take_back": is_mine and exporting.take_back.refused_now(row, {}) is None,
        "is_mine": is_mine,
        "deciders": exporting.deciders_of(row.handled_by, but=row.asked_by) if row.state == RegisterExport.WAITING else [],
        "takings": [{"row": each, "by": names.get(each.by, "")} for each in takings],
        "back_url": reverse("register_exports"),
    }
    return render(request, "victims/register/export_one.html", context, status=status)


@page(*DECIDERS)
def register_export_decide(request: HttpRequest, export: UUID) -> HttpResponse:
    """Approves, or does not with a reason."""
    row = exporting.find(export)
    if request.method != "POST":
        return SeeOther(reverse("register_export_one", args=[row.pk]))
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _show_one(request, row, form, UNPROCESSABLE)
    version, refusing = form.cleaned_data["version"], request.POST.get("decision") == "refuse"
    try:
        if refusing:
            result = exporting.refuse(row.pk, version=version, reason=form.cleaned_data["reason"] or "")
        else:
            result = exporting.approve(row.pk, version=version)
    except Forbidden:
        raise
    except Refusal as refusal:
        form.add_error(refusal.field or None, FormRefusal(refusal.message, refusal.code, refusal.source))
        return _show_one(request, exporting.find(export), form, CONFLICT)
    messages.success(
        request, "승인하지 않았습니다." if refusing else "내보내기를 승인했습니다. 요청한 사람이 내려받을 수 있습니다."
    )
    if result.get("masked"):
        messages.warning(request, MASKED)
    return SeeOther(reverse("register_export_one", args=[row.pk]))


@page("P-INTAKE")
def register_export_take_back(request: HttpRequest, export: UUID) -> HttpResponse:
    """Who asked needs it no longer."""
    row = exporting.find(export)
    if request.method == "POST":
        try:
            exporting.take_back(row.pk)
        except (Forbidden, Stale):
            raise
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "내보내기 요청을 거두었습니다.")
    return SeeOther(reverse("register_export_one", args=[row.pk]))


@page("P-INTAKE")
def register_export_file(request: HttpRequest, export: UUID) -> HttpResponse:
    """The approved rows as they stand now; each taking is logged with how many rows and which bytes, and all persons in them."""
    exporting.find(export)
    if request.method != "POST":
        return SeeOther(reverse("register_export_one", args=[export]))
    try:
        row = exporting.may_be_taken(export)
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return SeeOther(reverse("register_export_one", args=[export]))
    name = Organisation.objects.filter(code=row.handled_by).values_list("name", flat=True).first() or row.handled_by
    book = Book(row.handled_by, name, row.year)
    lines = queries.whole(book, row.first, row.last)
    response = _file(request, row, book, lines)
    exporting.note_download(row, len(lines), response.content)
    return response


def _file(request: HttpRequest, row: RegisterExport, book: Book, lines: list[Any]) -> HttpResponse:
    if row.format == PRINT:
        context = {
            "page_title": f"{book.year}년 {exports.TITLE}",
            "breadcrumb": _breadcrumb((LIST_TITLE, reverse("register_exports")), ("인쇄", "")),
            "book": book,
            "columns": COLUMNS.values(),
            "lines": lines,
            "note": exports.LAYOUT,
        }
        return render(request, "victims/register/print.html", context)
    if row.format == PDF:
        return _attached(exports.pdf(lines, book.name, book.year), "application/pdf", f"register-{book.year}.pdf")
    return _attached(exports.xlsx(lines, f"{book.year}"), exports.XLSX_TYPE, f"register-{book.year}.xlsx")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


urls: list[URLPattern] = [
    path("register/export/", register_export, name="register_export"),
    path("register/exports/", register_exports, name="register_exports"),
    path("register/exports/<uuid:export>/", register_export_one, name="register_export_one"),
    path("register/exports/<uuid:export>/decide/", register_export_decide, name="register_export_decide"),
    path("register/exports/<uuid:export>/take-back/", register_export_take_back, name="register_export_take_back"),
    path("register/exports/<uuid:export>/file/", register_export_file, name="register_export_file"),
]
