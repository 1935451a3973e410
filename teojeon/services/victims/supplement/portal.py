"""Pages of one own demand (누리집): what is asked and by when, the answer, more time (S1-INT-03)."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.documents import store
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.drafts import find_draft, find_filing
from teojeon.services.victims.mycase.frame import frame
from teojeon.services.victims.papers import adding
from teojeon.services.victims.papers.portal_view import listed
from teojeon.services.victims.supplement.items import papers_wanted
from teojeon.services.victims.supplement.models import PortalDemand
from teojeon.services.victims.supplement.portal_demands import (
    PURPOSE,
    REASON_LIMIT,
    TEXT_LIMIT,
    answer,
    ask_more_time,
    find_own,
    has_papers,
    held,
    letter_of,
    may_answer,
)
from teojeon.ui.forms import FreeTextField, KoreanDateField
from teojeon.ui.requests import SeeOther, request_id_of

TITLE, TIME_TITLE = "보완 요구", "보완 기한 연장 요청"
MASKED = "글에서 주민등록번호로 보이는 숫자를 찾아 뒤 여섯 자리를 가렸습니다."
START = "start"  # the button that begins a list of papers
CONFLICT, UNPROCESSABLE = 409, 422


class AnswerForm(forms.Form):
    """What the person says to the demand; papers are uploaded beside it."""

    use_required_attribute = False
    text = FreeTextField(
        label="보완하는 내용",
        limit=TEXT_LIMIT,
        required=False,
        source="규칙§3⑤",
        help_text="물어본 내용의 답을 적습니다. 서류만 낼 때에는 비워 둡니다.",
    )


class TimeForm(forms.Form):
    """Why the term is too short, and which day would do."""

    use_required_attribute = False
    reason = FreeTextField(label="기한 안에 내기 어려운 까닭", limit=REASON_LIMIT, source="민원처리법 시행령§24 준용")
    until = KoreanDateField(
        label="바라는 날", required=False, earliest=clock.business_today, help_text="담당 기관이 정합니다. 모르면 비워 둡니다."
    )


def _context(subject: UUID, demand: PortalDemand, title: str) -> dict[str, Any]:
    """What both pages of a demand need."""
    filing, content = find_filing(subject), held(demand)
    left = (demand.due_on - clock.business_today()).days if demand.due_on and demand.state == PortalDemand.OPEN else None
    return {
        **frame(subject, filing.receipt_no, title),
        "demand": demand,
        "held": content,
        "filing": filing,
        "days_left": left,
        "may_answer": may_answer(demand),
        "may_ask": demand.state == PortalDemand.OPEN and demand.more_time != "WAITING" and (left is None or left >= 0),
        "request_id": uuid4(),
        "back_url": reverse("my_case", kwargs={"subject": subject}),
    }


@page()
def my_demand(request: HttpRequest, subject: UUID, demand: UUID) -> HttpResponse:
    """What is asked, by when, what follows if I do nothing; the answer."""
    row = find_own(subject, demand)
    if request.method == "POST" and START in request.POST and may_answer(row):
        adding.start(subject, row.account, purpose=PURPOSE, reference=row.pk)
        return SeeOther(f"{reverse('my_demand', kwargs={'subject': subject, 'demand': demand})}#papers")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                done = answer(
                    find_draft(subject).pk,
                    request=request_id_of(request),
                    demand=row.pk,
                    text=form.cleaned_data["text"] or "",
                    with_papers=has_papers(row),
                )
            except Refusal as refused:
                refusal, status = refused, CONFLICT
            else:
                return _done(request, subject, "보완한 내용을 보냈습니다. 담당 기관이 확인합니다.", done["masked"])
    context = {**_context(subject, row, TITLE), "form": form, "refusal": refusal.as_dict() if refusal else None}
    bundle = adding.begun(subject, PURPOSE, row.pk)
    if bundle is not None:
        context |= listed(bundle, None, wanted=papers_wanted(context["held"].items))
    context["has_bundle"] = bundle is not None
    return render(request, "victims/supplement/my_demand.html", context, status=status)


@page()
def my_demand_extension(request: HttpRequest, subject: UUID, demand: UUID) -> HttpResponse:
    """보완 기한 연장 요청."""
    row = find_own(subject, demand)
    form = TimeForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                done = ask_more_time(
                    find_draft(subject).pk,
                    request=request_id_of(request),
                    demand=row.pk,
                    reason=form.cleaned_data["reason"],
                    until=form.cleaned_data["until"],
                )
            except Refusal as refused:
                refusal, status = refused, CONFLICT
            else:
                return _done(
                    request, subject, "기한을 늘려 달라고 요청했습니다. 답이 오면 이 화면에 알려 드립니다.", done["masked"]
                )
    context = {**_context(subject, row, TIME_TITLE), "form": form, "refusal": refusal.as_dict() if refusal else None}
    return render(request, "victims/supplement/my_extension.html", context, status=status)


@page()
def my_demand_pdf(request: HttpRequest, subject: UUID, demand: UUID) -> HttpResponse:
    """The demand, or the notice of return, as it was sent."""
    row = find_own(subject, demand)
    document = letter_of(row)
    if document is None:
        raise Http404
    response = HttpResponse(store.read(document.account, document.file_id), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="supplement.pdf"'
    return response


def _done(request: HttpRequest, subject: UUID, text: str, was_masked: bool) -> HttpResponse:
    messages.success(request, text)
    if was_masked:
        messages.warning(request, MASKED)
    return SeeOther(reverse("my_case", kwargs={"subject": subject}))


urls: list[URLPattern] = [
    path("my/<uuid:subject>/demands/<uuid:demand>/", my_demand, name="my_demand"),
    path("my/<uuid:subject>/demands/<uuid:demand>/letter.pdf", my_demand_pdf, name="my_demand_pdf"),
    path("my/<uuid:subject>/demands/<uuid:demand>/extension/", my_demand_extension, name="my_demand_extension"),
]
