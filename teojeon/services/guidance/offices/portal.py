"""Authorities and support centres, for everybody (운용규정§5②1, 법§11)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.services.guidance.offices.queries import offices_on, without_entry
from teojeon.services.guidance.pages.portal import INDEX_TITLE, head


@page(public=True)
def guide_offices(request: HttpRequest) -> HttpResponse:
    """Where to file, where to ask, who grants what."""
    today = clock.business_today()
    title = "담당 기관과 지원센터"
    context = head(
        request,
        title,
        "전세사기피해자 결정 신청을 받는 시·도, 전세피해지원센터, 지원을 맡은 기관의 부서와 전화번호를 봅니다.",
        breadcrumb=[{"title": INDEX_TITLE, "url": reverse("guide_index")}, {"title": title}],
        groups=offices_on(today),
        missing=without_entry(today),
    )
    return render(request, "guidance/offices.html", context)


urls: list[URLPattern] = [path("guide/offices/", guide_offices, name="guide_offices")]
