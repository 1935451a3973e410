"""What the pages of a meeting share: a form that comes back with everything typed, the refusal on top, both versions of a stale save."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from teojeon.kernel.committees.models import AgendaItem, Meeting
from teojeon.kernel.work.refusals import Forbidden, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.agenda.forms import VoteForm
from teojeon.services.victims.agenda.view import STATES, item_for_eyes, meeting_for_eyes, view_of
from teojeon.services.victims.assessment.shown import labels
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, Compared
from teojeon.ui.forms import put_refusal


@dataclass
class MeetingForm:
    """One form page of a meeting. `perform`: calls the act with the checked form; its answer chooses the words of `done`."""

    title: str
    button: str
    form: forms.Form
    perform: Callable[[Any], Mapping[str, Any]]
    template: str = "victims/agenda/form.html"
    tone: str = "primary"
    done: Callable[[Mapping[str, Any]], str] = lambda answer: "처리했습니다."
    item: AgendaItem | None = None
    context: dict[str, Any] = field(default_factory=dict)


def breadcrumb(meeting: Meeting, title: str = "") -> list[dict[str, str]]:
    crumbs = [{"title": "회의", "url": reverse("meetings")}]
    if not title:
        return [*crumbs, {"title": meeting.number}]
    return [*crumbs, {"title": meeting.number, "url": reverse("meeting", args=[meeting.pk])}, {"title": title}]


def answer(request: HttpRequest, meeting: Meeting, page: MeetingForm) -> HttpResponse:
    """Shows the form, or does the act: redirect to the meeting, 422 for the form's errors, 409 for a refusal."""
    if request.method != "POST":
        return _form_shown(request, meeting, page, 200)
    if not page.form.is_valid():
        return _form_shown(request, meeting, page, UNPROCESSABLE)
    try:
        result = page.perform(page.form)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(page.form, refusal)
        if isinstance(refusal, Stale):
            page.context["compared"] = compared(refusal)
            _carry_on(page.form, refusal)
        return _form_shown(request, meeting, page, CONFLICT)
    messages.success(request, page.done(result))
    if result.get("masked"):
        messages.warning(request, MASKED)
    return to_meeting(meeting, page.item)


def to_meeting(meeting: Meeting, item: AgendaItem | None = None) -> HttpResponse:
    """Back to the page, at the item that was worked on."""
    url = reverse("meeting", args=[meeting.pk])
    return redirect(f"{url}#item-{item.position}" if item else url)


def _carry_on(form: forms.Form, refusal: Stale) -> None:
    """After comparing, the person may send once more: newest version, a request number of its own."""
    data = cast(QueryDict, form.data).copy()
    for name, value in (("request", uuid.uuid4()), ("version", refusal.theirs.get("version", ""))):
        if name in form.fields:
            data[form.add_prefix(name)] = str(value)
    form.data = data


def compared(refusal: Stale) -> list[Compared]:
    """What the person saw beside what stands there now."""
    state = STATES.get(refusal.theirs.get("state", ""), ("", ""))[0]
    return [Compared("회의 상태", "이 화면을 열었을 때의 상태", state)]


def _form_shown(request: HttpRequest, meeting: Meeting, page: MeetingForm, status: int) -> HttpResponse:
    context = {
        "meeting": meeting,
        "page_title": page.title,
        "breadcrumb": breadcrumb(meeting, page.title),
        "form": page.form,
        "button": page.button,
        "tone": page.tone,
        "back_url": reverse("meeting", args=[meeting.pk]),
        **page.context,
    }
    return render(request, page.template, context, status=status)


def meeting_shown(
    request: HttpRequest,
    meeting: Meeting,
    *,
    refusal: Refusal | None = None,
    errors: forms.Form | None = None,
    voted: tuple[UUID, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The meeting page; with a refusal on top where an act of one of its buttons was refused.

    `voted`: the item whose vote was refused, and the form with the choice that was made.
    """
    view = view_of(meeting)
    for each in view.items:
        if voted and each.item.pk == voted[0] and each.vote_form and voted[1].errors:
            each.vote_form = cast(VoteForm, voted[1])
        elif voted and each.item.pk == voted[0] and each.vote_form:
            each.vote_form.initial["choice"] = voted[1].data.get("choice")
    context = {
        "page_title": f"{meeting.number} 회의",
        "breadcrumb": breadcrumb(meeting),
        "view": view,
        "meeting": meeting,
        "labels": labels(),
        "refusal": {**refusal.as_dict(), "code": refusal.code} if refusal else None,
        "form": errors,
        "compared": compared(refusal) if isinstance(refusal, Stale) else [],
        "request_id": uuid.uuid4(),
    }
    return render(request, "victims/agenda/meeting.html", context, status=status)


def item_form(
    request: HttpRequest,
    meeting: UUID,
    item: UUID,
    make: Callable[[Meeting, AgendaItem], MeetingForm],
) -> HttpResponse:
    """A form page of one item of the agenda. Raises Missing where nothing of the item is told to this reader."""
    row = meeting_for_eyes(meeting)
    found = item_for_eyes(row, item)
    form_page = make(row, found)
    form_page.item = found
    form_page.context |= {"item": found, "receipt_no": found.sheet.get("receipt_no", "")}
    current().show(row.controller, [found.matter])
    return answer(request, row, form_page)


def button(
    request: HttpRequest,
    meeting: UUID,
    perform: Callable[[Meeting, Any], Mapping[str, Any]],
    done: Callable[[Mapping[str, Any]], str],
    *,
    form_class: type[ActForm] = ActForm,
    item: UUID | None = None,
) -> HttpResponse:
    """A button of the meeting page: the act, and back; a refusal shows the page again with the refusal on top."""
    row = meeting_for_eyes(meeting)
    found = item_for_eyes(row, item) if item else None
    if request.method != "POST":
        return to_meeting(row, found)
    form = form_class(request.POST)
    voted = (found.pk, form) if found else None
    if not form.is_valid():
        return meeting_shown(request, row, errors=form, voted=voted, status=UNPROCESSABLE)
    try:
        result = perform(row, form)
    except Forbidden:
        raise
    except Refusal as refusal:
        return meeting_shown(request, meeting_for_eyes(meeting), refusal=refusal, voted=voted, status=CONFLICT)
    messages.success(request, done(result))
    return to_meeting(row, found)
