"""Choosing the language of the portal: works before sign-in, without JavaScript, and comes back to the same page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme

from teojeon.kernel.work.pages import page
from teojeon.ui import languages
from teojeon.ui.requests import SeeOther


@page(public=True)
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remembers the language of this device. A foreign address to come back to is not followed."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = SeeOther(back if safe else "/")
    if request.method == "POST":
        languages.keep(response, request.POST.get("language", ""), secure=settings.SECURE_COOKIES)
    return response


urls: list[URLPattern] = [path("language/", choose_language, name="choose_language")]
