"""The public notices on the portal: readable without signing in, never indexed by search engines (행정절차법§14④⑤)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.services.victims.service.posting import posted_on

TITLE = "공시송달 공고"


@page(public=True)
def public_notices(request: HttpRequest) -> HttpResponse:
    """What stands today."""
    context = {"page_title": TITLE, "breadcrumb": [{"title": TITLE}], "notices_posted": posted_on(clock.business_today())}
    response = render(request, "victims/service/notices.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


urls: list[URLPattern] = [path("public-notices/", public_notices, name="public_notices")]
