"""The page on which the sources of each fact stand side by side (업무시스템)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import page
from teojeon.services.victims.intake.pages import breadcrumb
from teojeon.services.victims.intake.queries import READERS
from teojeon.services.victims.investigation.comparison import COLUMNS, compared

TITLE = "출처별로 견주어 보기"
DIFFERENT = "different"


@page(*READERS)
def compare(request: HttpRequest, case: UUID) -> HttpResponse:
    """Each fact with all its values by source, the newest first; `only=different` leaves the contradictions."""
    row = get_case(case)
    only = request.GET.get("only") == DIFFERENT
    groups = compared(row.pk)
    different = [line for _, lines in groups for line in lines if line.contradictions]
    shown = [(title, [line for line in lines if (line.contradictions if only else line.has_values)]) for title, lines in groups]
    context = {
        "case": row,
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "columns": COLUMNS.values(),
        "groups": [(title, lines) for title, lines in shown if lines],
        "different": different,
        "only": only,
        "all_url": reverse("case_compare", args=[row.pk]),
        "different_url": f"{reverse('case_compare', args=[row.pk])}?only={DIFFERENT}",
    }
    return render(request, "victims/investigation/compare.html", context)


urls: list[URLPattern] = [path("cases/<uuid:case>/compare/", compare, name="case_compare")]
