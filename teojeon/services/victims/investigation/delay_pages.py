"""Pages of investigations past their thirty days: the list, the month's figures, and these as a file (업무시스템)."""

import csv
import datetime as dt
import io
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.queries import units_of
from teojeon.services.victims.investigation import delays
from teojeon.services.victims.investigation.delays import Month

READERS = ("P-INTAKE", "P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-SEAL", "AU")
OVERDUE, DELAYS = "기한이 지난 조사", "조사 기한 현황"
COLUMNS = ("시·도", "마친 조사", "그중 기한을 넘긴 조사", "평균 일수", "기한이 지나 아직 마치지 않은 조사")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FIRST_YEAR, MONTHS_SHOWN = 2023, 12


@page(*READERS)
def overdue(request: HttpRequest) -> HttpResponse:
    """The list for the 시·도 and the ministry, the longest overdue first; filters stand in the URL."""
    actor = current().actor
    units = dict(units_of(actor))
    unit = request.GET.get("unit", "")
    unit = unit if unit in units else ""
    after = _after(request.GET.get("after", ""))
    rows, more = delays.overdue_page(actor, unit, after)
    last = rows[-1].case if more else None
    context = {
        "page_title": OVERDUE,
        "breadcrumb": [{"title": OVERDUE}],
        "rows": [{"row": row, "over": -(row.d_day or 0), "province": units.get(row.case.handled_by, "")} for row in rows],
        "counts": [
            {"name": name, "count": count, "url": f"{reverse('overdue')}?{urlencode({'unit': code})}", "current": code == unit}
            for code, name, count in delays.overdue_by_province(actor)
        ],
        "unit": unit,
        "all_url": reverse("overdue") if unit else "",
        "next_url": _url(unit, f"{last.next_due.isoformat()}_{last.pk}") if last and last.next_due else "",
        "first_url": _url(unit, "") if after else "",
        "delays_url": reverse("delays"),
    }
    return render(request, "victims/investigation/overdue.html", context)


def _url(unit: str, after: str) -> str:
    words = {name: word for name, word in (("unit", unit), ("after", after)) if word}
    return f"{reverse('overdue')}?{urlencode(words)}"


def _after(text: str) -> delays.After | None:
    day, _, key = text.rpartition("_")
    try:
        return dt.date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def _month(request: HttpRequest) -> Month:
    """The month in the URL; a word that means none is left out: then it is the one that runs."""
    year, _, month = request.GET.get("month", "").partition("-")
    today = clock.business_today()
    try:
        if year.isascii() and year.isdecimal() and len(year) == 4 and int(year) >= FIRST_YEAR:
            return Month.of(int(year), int(month))
    except ValueError:
        pass
    return Month.of(today.year, today.month)


@page(*READERS)
def delays_month(request: HttpRequest) -> HttpResponse:
    """The figures of a month."""
    month = _month(request)
    lines = delays.delays_of(current().actor, month)
    context = {
        "page_title": DELAYS,
        "breadcrumb": [{"title": DELAYS}],
        "month": month,
        "months": _months(),
        "columns": COLUMNS,
        "lines": lines,
        "total": delays.total_of(lines) if len(lines) > 1 else None,
        "csv_url": f"{reverse('delays_csv')}?{urlencode({'month': month.code})}",
        "overdue_url": reverse("overdue"),
    }
    return render(request, "victims/investigation/delays.html", context)


def _months() -> list[tuple[str, str]]:
    """The months that are offered, the one that runs first."""
    today = clock.business_today()
    found: list[tuple[str, str]] = []
    year, month = today.year, today.month
    while len(found) < MONTHS_SHOWN and year >= FIRST_YEAR:
        found.append((f"{year:04d}-{month:02d}", f"{year}년 {month}월"))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


@page(*READERS)
def delays_csv(request: HttpRequest) -> HttpResponse:
    """The same figures as a file."""
    month = _month(request)
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow([never_a_formula(column) for column in COLUMNS])
    for line in delays.delays_of(current().actor, month):
        cells = (line.name, line.finished, line.over, line.mean, line.open_over)
        writer.writerow([never_a_formula(str(cell)) for cell in cells])
    response = HttpResponse("\ufeff" + target.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="investigation-delays-{month.code}.csv"'
    return response


def never_a_formula(text: str) -> str:
    """A cell that no program computes: what begins like a formula is made a text by a leading apostrophe."""
    return f"'{text}" if text.startswith(FORMULA) else text


urls: list[URLPattern] = [
    path("overdue/", overdue, name="overdue"),
    path("delays/", delays_month, name="delays"),
    path("delays/delays.csv", delays_csv, name="delays_csv"),
]
