"""The bench by landlord or house (업무시스템): the list, and one screen for one of them (S1-BEY-05)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, reverse

from teojeon.kernel.work.pages import opens, page
from teojeon.kernel.work.unit import current
from teojeon.services.victims.landlords import queries
from teojeon.services.victims.linkage import queries as linkage
from teojeon.services.victims.linkage.counting import counts_of
from teojeon.services.victims.linkage.models import COUNTED, KINDS, LANDLORD
from teojeon.services.victims.linkage.office import READING
from teojeon.services.victims.requests.queries import requests_of

LIST_TITLE = "임대인별로 보기"


@page(*READING)
def landlords(request: HttpRequest) -> HttpResponse:
    """Landlords, buildings, backers or brokers with the most open cases in the own right."""
    asked = request.GET.get("kind", "")
    kind = asked if asked in dict(KINDS) else LANDLORD
    context = {
        "page_title": LIST_TITLE,
        "breadcrumb": [{"title": "업무 목록", "url": reverse("worklist")}, {"title": LIST_TITLE}],
        "tabs": [{"title": title, "url": f"{reverse('landlords')}?kind={code}", "current": code == kind} for code, title in KINDS],
        "kind_title": dict(KINDS)[kind],
        "lines": queries.most_open(current().actor, kind),
        "limit": queries.LISTED,
    }
    return render(request, "victims/landlords/list.html", context)


@page(*READING)
def landlord(request: HttpRequest, group: UUID) -> HttpResponse:
    """One landlord, house, backer or broker: cases, facts, contradictions, requests, reports due, load."""
    members = linkage.members_of(group)
    sure = [each for each in members if each.link.state in COUNTED]
    key, node = members[0].link.node.group, members[0].link.node
    names = linkage.titles_of(members)
    hidden = linkage.others_of(key, members)
    context: dict[str, Any] = {
        "page_title": names[0],
        "breadcrumb": [{"title": LIST_TITLE, "url": f"{reverse('landlords')}?kind={node.kind}"}, {"title": names[0]}],
        "kind_title": dict(KINDS)[node.kind],
        "other_names": names[1:],
        "count": counts_of([key])[key],
        "bench": queries.bench_of(sure),
        "fact_titles": queries.titles(),
        "proposed": [each for each in members if each.is_proposed],
        "hidden": [{"sido": linkage.sido_name(each.sido), "row": each} for each in hidden],
        "requests": requests_of([each.case for each in sure]),
        "new_request_url": _new_request(key),
        "back_url": f"{reverse('landlords')}?kind={node.kind}",
    }
    return render(request, "victims/landlords/landlord.html", context)


def _new_request(group: UUID) -> str:
    """Where one request for all these cases is drafted, for those who may."""
    try:
        url = reverse("requests_new")
    except NoReverseMatch:
        return ""
    return f"{url}?group={group}" if opens(url, current().actor.boxes) else ""


urls: list[URLPattern] = [
    path("landlords/", landlords, name="landlords"),
    path("landlords/<uuid:group>/", landlord, name="landlord"),
]
