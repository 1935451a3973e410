"""Two small doors for the tests of accounts: the accounts' own pages and one page of each kind of rule."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from teojeon.kernel.work.pages import page


def without_rule(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody should see this")


@page()
def any_account(request: HttpRequest) -> HttpResponse:
    return HttpResponse("signed in")


@page("P-INV", "P-REV")
def investigators(request: HttpRequest) -> HttpResponse:
    return HttpResponse("boxes")


@page(step_up=True)
def important(request: HttpRequest) -> HttpResponse:
    return HttpResponse("important")


pages: list[URLPattern] = [
    path("t/without-rule/", without_rule, name="without_rule"),
    path("t/any-account/", any_account, name="any_account"),
    path("t/investigators/", investigators, name="investigators"),
    path("t/important/", important, name="important"),
]
