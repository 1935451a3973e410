"""The office's page of the letter box: what was laid in for agencies, and what became of it. No content: that stands with the request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.work.pages import page
from teojeon.kernel.work.unit import current
from teojeon.services.victims.letterbox import queries

TITLE = "기관 편지함"


@page("P-INV", "P-INTAKE", "P-REV", "P-SEND", "PM-AGENDA", "AU")
def letterbox(request: HttpRequest) -> HttpResponse:
    """The own organisation's requests; first those at which somebody has to look."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in queries.TABS else "trouble"
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": TITLE}],
        "tabs": [
            {"title": title, "url": f"{reverse('letterbox')}?tab={code}", "current": code == tab}
            for code, title in queries.TABS.items()
        ],
        "tab_title": queries.TABS[tab],
        "lines": queries.deposits(current().actor, tab),
    }
    return render(request, "victims/letterbox/list.html", context)


urls: list[URLPattern] = [path("letterbox/", letterbox, name="letterbox")]
