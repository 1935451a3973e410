"""The portal's first page, and all pages of the accounts of the general public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from teojeon.kernel.work.pages import page
from teojeon.services.accounts import identifying, mailing, recovering, signing_in, signing_up
from teojeon.services.accounts.counter import portal as activation


@page(public=True)
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the two ways in."""
    return render(request, "accounts/home.html", {"page_title": "전세사기피해자 결정 신청"})


urls: list[URLPattern] = [
    path("", home, name="home"),
    *activation.urls,
    *signing_up.urls,
    *identifying.urls,
    *recovering.urls,
    *signing_in.urls,
    *mailing.urls,
]
