"""Pages of the thread (업무시스템): open questions, one case's thread, the log of calls."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.conversation.actions import BOXES, calls_of, log_call, reply, thread_of, window_of
from teojeon.services.victims.conversation.models import OUTCOMES
from teojeon.services.victims.conversation.office_forms import CallForm, ReplyForm
from teojeon.services.victims.conversation.queries import count_open, open_questions
from teojeon.services.victims.conversation.windows import words_of
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, breadcrumb, carry_on
from teojeon.services.victims.intake.queries import names_of
from teojeon.ui.forms import put_refusal

TITLE, LIST_TITLE = "질문과 답변·통화", "답할 질문"


@page(*BOXES)
def questions(request: HttpRequest) -> HttpResponse:
    """Questions that wait, the earliest promise first."""
    actor = current().actor
    context = {
        "page_title": LIST_TITLE,
        "breadcrumb": [{"title": LIST_TITLE}],
        "lines": open_questions(actor),
        "count": count_open(actor),
    }
    return render(request, "victims/conversation/questions.html", context)


@page(*BOXES, takes=case_in_url)
def case_conversation(request: HttpRequest, case: UUID) -> HttpResponse:
    """The thread of one case; POST replies."""
    row = get_case(case)
    if request.method != "POST":
        return _shown(request, row)
    form = ReplyForm(request.POST, auto_id="reply-%s")
    return _act(request, row, "reply", form, "답변을 보냈습니다. 신청인이 누리집에서 읽습니다.")


@page(*BOXES, takes=case_in_url)
def case_call(request: HttpRequest, case: UUID) -> HttpResponse:
    """Notes a call."""
    row = get_case(case)
    if request.method != "POST":
        return redirect("case_conversation", row.pk)
    return _act(request, row, "call", CallForm(request.POST, auto_id="call-%s"), "통화를 기록했습니다.")


def _act(request: HttpRequest, case: Case, name: str, form: ActForm, done: str) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, case, name, form, UNPROCESSABLE)
    data = form.cleaned_data
    try:
        if name == "reply":
            result = reply(case.pk, version=data["version"], request=data["request"], text=data["text"])
        else:
            given = {key: data[key] for key in ("called_at", "outcome", "note", "reason")}
            result = log_call(case.pk, version=data["version"], request=data["request"], **given)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal)
        if isinstance(refusal, Stale):
            carry_on(form, case, refusal)
        return _shown(request, get_case(case.pk), name, form, CONFLICT)
    messages.success(request, done)
    if result.get("masked"):
        messages.warning(request, MASKED)
    return redirect("case_conversation", case.pk)


def _shown(request: HttpRequest, case: Case, name: str = "", form: ActForm | None = None, status: int = 200) -> HttpResponse:
    entries, calls = thread_of(case), calls_of(case)
    names = names_of([*(entry.by for entry in entries), *(call.by for call in calls)])
    forms: dict[str, ActForm] = {
        "reply": ReplyForm(version=case.version, auto_id="reply-%s"),
        "call": CallForm(version=case.version, auto_id="call-%s"),
    }
    if form is not None:
        forms[name] = form
    context: dict[str, Any] = {
        "page_title": TITLE,
        "breadcrumb": breadcrumb(case, TITLE),
        "case": case,
        "entries": [{"entry": entry, "by": names.get(entry.by, "") if entry.by else ""} for entry in entries],
        "calls": [{"call": call, "by": names.get(call.by, ""), "outcome": dict(OUTCOMES)[call.outcome]} for call in calls],
        "window": words_of(window_of(case)),
        "forms": forms,
        "form": form,
        "back_url": reverse("case", args=[case.pk]),
    }
    return render(request, "victims/conversation/case.html", context, status=status)


CASE = "cases/<uuid:case>"
urls: list[URLPattern] = [
    path("questions/", questions, name="questions"),
    path(f"{CASE}/conversation/", case_conversation, name="case_conversation"),
    path(f"{CASE}/calls/", case_call, name="case_call"),
]
