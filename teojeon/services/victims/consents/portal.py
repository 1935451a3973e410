"""The consents of an own case: what was answered, giving one later, taking one back (S1-APP-08)."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.drafts import find_filing
from teojeon.services.victims.consents.actions import answer_consent
from teojeon.services.victims.consents.portal_view import own_consents
from teojeon.services.victims.consents.texts import statutory
from teojeon.services.victims.mycase.frame import frame
from teojeon.ui.formats import in_record
from teojeon.ui.requests import SeeOther, request_id_of

TITLE = "동의와 철회"
YES, NO = "yes", "no"  # the buttons
CONFLICT = 409


@page(step_up=True)
def my_consents(request: HttpRequest, subject: UUID) -> HttpResponse:
    """One form for each consent: none is answered along with another."""
    filing = find_filing(subject)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _answer(request, subject)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "바꾼 내용을 저장했습니다. 지금부터 효력이 있습니다.")
            return SeeOther(reverse("my_consents", kwargs={"subject": subject}))
    context = {
        **frame(subject, filing.receipt_no, TITLE),
        "filing": filing,
        "consents": [(each, uuid4()) for each in own_consents(filing)],
        "statutory": statutory(),
        "is_record": in_record(),
        "refusal": refusal.as_dict() if refusal else None,
        "back_url": reverse("my_case", kwargs={"subject": subject}),
    }
    return render(request, "victims/consents/mine.html", context, status=CONFLICT if refusal else 200)


def _answer(request: HttpRequest, subject: UUID) -> None:
    answer, version = request.POST.get("answer", ""), request.POST.get("version", "")
    if answer not in (YES, NO):
        raise Refusal("MISSING_VALUE", "동의하는지 철회하는지 선택합니다.", "answer", "개보법§22")
    answer_consent(
        subject,
        request=request_id_of(request),
        code=request.POST.get("code", ""),
        granted=answer == YES,
        text_version=int(version) if version.isascii() and version.isdecimal() and len(version) < 5 else 0,
    )


urls: list[URLPattern] = [path("my/<uuid:subject>/consents/", my_consents, name="my_consents")]
