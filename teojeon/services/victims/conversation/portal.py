"""The thread of an own case (누리집)."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.application.drafts import find_draft, find_filing
from teojeon.services.victims.conversation.forms import QuestionForm
from teojeon.services.victims.conversation.portal_thread import QUESTION, ask, promised_on, thread_of
from teojeon.services.victims.mycase.frame import frame
from teojeon.services.victims.papers import adding, portal_view
from teojeon.ui.requests import SeeOther, request_id_of

TITLE = "질문과 답변"
MASKED = "글에서 주민등록번호로 보이는 숫자를 찾아 뒤 여섯 자리를 가렸습니다."
CONFLICT, UNPROCESSABLE = 409, 422


@page()
def my_conversation(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Questions and answers of one own case; POST asks, or opens the place for papers beside the question."""
    filing, draft = find_filing(subject), find_draft(subject)
    here = reverse("my_conversation", kwargs={"subject": subject})
    if request.method == "POST" and "attach" in request.POST:
        adding.start(subject, filing.account, purpose=QUESTION)
        return SeeOther(here)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                result = ask(draft.pk, request=request_id_of(request) or uuid4(), text=form.cleaned_data["text"])
            except Refusal as refused:
                refusal, status = refused, CONFLICT
            else:
                messages.success(request, "질문을 보냈습니다.")
                if result["masked"] or form.was_masked:
                    messages.warning(request, MASKED)
                return SeeOther(here)
    context = {
        **frame(subject, filing.receipt_no, TITLE),
        "filing": filing,
        "thread": thread_of(subject),
        "form": form,
        "refusal": refusal.as_dict() if refusal else None,
        "promised_on": promised_on(clock.business_today()),
        "request_id": uuid4(),
        "back_url": reverse("my_case", kwargs={"subject": subject}),
    }
    bundle = adding.begun(subject, QUESTION)
    context["has_bundle"] = bundle is not None
    if bundle is not None:
        context |= portal_view.listed(bundle, None)
    return render(request, "victims/conversation/mine.html", context, status=status)


urls: list[URLPattern] = [path("my/<uuid:subject>/conversation/", my_conversation, name="my_conversation")]
