"""The duty of secrecy before the work: shown at the first log-in and each year, and no page of work opens without it (S1-XCT-05)."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from teojeon.kernel import clock
from teojeon.kernel.people import secrecy
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.unit import current
from teojeon.ui.forms import ConsentField

TITLE = "비밀준수 의무 확인"
UNTIL = "secrecy_until"  # in the session, so that not every page asks the database


class SecrecyForm(forms.Form):
    """One tick, never set beforehand."""

    use_required_attribute = False
    read = ConsentField(label="위 내용을 읽고 이해하였습니다.", source="법§31")


def is_acknowledged(request: HttpRequest) -> bool:
    """Whether the signed-in official's acknowledgement stands now."""
    now = clock.real_now().timestamp()
    if float(request.session.get(UNTIL, 0)) > now:
        return True
    until = secrecy.acknowledged_until(current().person)
    if until is None:
        return False
    request.session[UNTIL] = until.timestamp()
    return True


@page()
def secrecy_duty(request: HttpRequest) -> HttpResponse:
    """The duty with its penalty; «확인» opens the work."""
    form = SecrecyForm(request.POST if request.method == "POST" else None)
    back = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    if request.method == "POST" and form.is_valid():
        request.session[UNTIL] = secrecy.acknowledge(current().person).timestamp()
        response = HttpResponseRedirect(back if safe else reverse("home"))
        response.status_code = 303
        return response
    duty = secrecy.duty_of(current().person)
    context = {
        "page_title": TITLE,
        "form": form,
        "duty": duty,
        "also_official": secrecy.ALSO_OFFICIAL if duty.also_official else "",
    }
    return render(request, "accounts/secrecy.html", context, status=422 if form.errors else 200)


urls: list[URLPattern] = [path("secrecy/", secrecy_duty, name="secrecy_duty")]
