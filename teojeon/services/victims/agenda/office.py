"""Pages of the committee's meetings (S1-COM-03…09). Reading: ministry and committee; for all others there is no meeting."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.committees import actions, minutes, results
from teojeon.kernel.committees.models import Meeting
from teojeon.kernel.committees.queries import members_on
from teojeon.kernel.committees.quorum import quorum
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.agenda import annex, items, tabling
from teojeon.services.victims.agenda.actions import (
    cases_of_open_items,
    close_meeting,
    sign_and_resolve,
)
from teojeon.services.victims.agenda.forms import (
    AttendanceForm,
    CallOffForm,
    NewMeetingForm,
    SignForm,
)
from teojeon.services.victims.agenda.pages import MeetingForm, answer, breadcrumb, button, meeting_shown, to_meeting
from teojeon.services.victims.agenda.view import CHOICE_WORDS, READERS, STATES, meeting_for_eyes, tallies_of, view_of
from teojeon.services.victims.foundation import COMMITTEE_CODE
from teojeon.services.victims.intake.pages import CONFLICT, UNPROCESSABLE
from teojeon.ui.forms import put_refusal

ROWS_A_PAGE = 30


@page(*READERS)
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings of the own committee, newest first."""
    rows = Meeting.objects.visible_to(current().actor).filter(_behind(request.GET.get("after", "")))
    shown = list(rows.order_by("-held_on", "-id")[: ROWS_A_PAGE + 1])
    last = shown[:ROWS_A_PAGE][-1] if len(shown) > ROWS_A_PAGE else None
    context = {
        "page_title": "위원회 회의",
        "rows": [{"meeting": row, "state": STATES[row.state]} for row in shown[:ROWS_A_PAGE]],
        "may_convene": actions.SECRETARY in current().actor.boxes,
        "next_url": f"{reverse('meetings')}?after={last.held_on.isoformat()}_{last.pk}" if last else "",
        "first_url": reverse("meetings") if request.GET.get("after") else "",
    }
    return render(request, "victims/agenda/meetings.html", context)


def _behind(after: str) -> Q:
    """The rows behind the last one of the page before; a word that means nothing is left out."""
    day, _, key = after.partition("_")
    try:
        held_on, pk = dt.date.fromisoformat(day), UUID(key)
    except ValueError:
        return Q()
    return Q(held_on__lt=held_on) | Q(held_on=held_on, pk__lt=pk)


@page(actions.SECRETARY)
def meeting_new(request: HttpRequest) -> HttpResponse:
    """소집."""
    form = NewMeetingForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                made = actions.convene(controller=MINISTRY_CODE, committee=COMMITTEE_CODE, **form.cleaned_data)
            except Forbidden:
                raise
            except Refusal as refusal:
                put_refusal(form, refusal)
                status = CONFLICT
            else:
                messages.success(request, f"{made.number} 회의를 소집했습니다. 안건을 상정합니다.")
                return redirect("meeting", made.pk)
    context = {
        "page_title": "회의 소집",
        "breadcrumb": [{"title": "회의", "url": reverse("meetings")}, {"title": "회의 소집"}],
        "form": form,
        "button": "소집",
        "back_url": reverse("meetings"),
    }
    return render(request, "victims/agenda/form.html", context, status=status)


@page()
def meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The agenda with the assessment sheets, attendance, votes and results."""
    return meeting_shown(request, meeting_for_eyes(meeting))


@page(actions.SECRETARY)
def meeting_open(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """개의: attendance."""
    row = meeting_for_eyes(meeting)
    members = members_on(row.handled_by, row.held_on)
    needed = quorum(len(members))
    form = AttendanceForm(request.POST or None, members=members, version=row.version)
    return answer(
        request,
        row,
        MeetingForm(
            title="개의",
            button="개의 선언",
            form=form,
            perform=lambda checked: actions.open_meeting(
                row.pk,
                version=checked.cleaned_data["version"],
                request=checked.cleaned_data["request"],
                present=checked.cleaned_data["present"],
            ),
            done=lambda result: "회의를 열었습니다.",
            context={"notice": f"재적위원 {len(members)}명, 의사정족수 {needed}명입니다. 출석한 위원을 모두 표시합니다."},
        ),
    )


@page(actions.SECRETARY)
def meeting_call_off(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """유회: from the meeting's day on, where it was not opened."""
    row = meeting_for_eyes(meeting)
    return answer(
        request,
        row,
        MeetingForm(
            title="유회",
            button="유회 기록",
            tone="danger",
            form=CallOffForm(request.POST or None, version=row.version),
            perform=lambda checked: actions.call_off(
                row.pk,
                version=checked.cleaned_data["version"],
                request=checked.cleaned_data["request"],
                reason=checked.cleaned_data["reason"],
            ),
            done=lambda result: "유회를 기록했습니다. 안건은 모두 보류되어 다음 회의에 다시 상정할 수 있습니다.",
            context={"notice": "회의를 열지 못한 채 끝냅니다. 되돌릴 수 없습니다. 위원회 심의 기한은 바뀌지 않습니다."},
        ),
    )


@page(actions.SECRETARY, takes=cases_of_open_items)
def meeting_close(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """폐회: draws up the minutes."""
    return button(
        request,
        meeting,
        lambda row, form: close_meeting(row.pk, version=form.cleaned_data["version"], request=form.cleaned_data["request"]),
        lambda result: "폐회했습니다. 회의록을 확인하고 서명합니다.",
    )


@page(actions.SECRETARY, actions.CHAIR, step_up=True, takes=cases_of_open_items)
def meeting_sign(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """서명: the secretary first; with the chair's signature every item takes effect."""

    def perform(row: Meeting, form: Any) -> Mapping[str, Any]:
        sign = sign_and_resolve if actions.CHAIR in current().actor.boxes else minutes.sign_as_secretary
        data = form.cleaned_data
        return sign(row.pk, version=data["version"], request=data["request"], sha256=data["sha256"])

    return button(request, meeting, perform, lambda result: "회의록에 서명했습니다.", form_class=SignForm)


@page()
def meeting_minutes(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The minutes as they were signed, to read and to print. Excluded members see nothing of their item; after the days of reading
    members see how it was voted on, no longer whose case it is and why.
    """
    row = meeting_for_eyes(meeting)
    if not row.minutes:
        messages.warning(request, "회의록은 폐회할 때 만들어집니다.")
        return to_meeting(row)
    view = view_of(row)
    receipts = {str(each.item.matter): each for each in view.items}
    content = json.loads(row.minutes)
    lines = []
    for line in content["items"]:
        seen = receipts[line["matter"]]
        lines.append(
            {
                **line,
                "barred": seen.barred,
                "receipt_no": seen.receipt_no,
                "result_title": results.title_of(line["result"]),
                "votes": [vote | {"choice": CHOICE_WORDS[vote["choice"]], "motion": _motion(line, vote)} for vote in line["votes"]],
                "tallies": tallies_of(line["tally"]),
            }
        )
    context = {
        "page_title": f"{row.number} 회의록",
        "breadcrumb": breadcrumb(row, "회의록"),
        "meeting": row,
        "view": view,
        "content": content,
        "lines": lines,
        "is_intact": minutes.is_intact(row),
    }
    return render(request, "victims/agenda/minutes.html", context)


def _motion(line: Mapping[str, Any], vote: Mapping[str, Any]) -> str:
    return results.title_of(line["tally"].get(str(vote["round"]), {}).get("motion", ""))


MEETING = "meetings/<uuid:meeting>"
urls: list[URLPattern] = [
    path("meetings/", meetings, name="meetings"),
    path("meetings/new/", meeting_new, name="meeting_new"),
    path(f"{MEETING}/", meeting, name="meeting"),
    path(f"{MEETING}/open/", meeting_open, name="meeting_open"),
    path(f"{MEETING}/call-off/", meeting_call_off, name="meeting_call_off"),
    path(f"{MEETING}/table/", tabling.meeting_table, name="meeting_table"),
    path(f"{MEETING}/close/", meeting_close, name="meeting_close"),
    path(f"{MEETING}/sign/", meeting_sign, name="meeting_sign"),
    path(f"{MEETING}/minutes/", meeting_minutes, name="meeting_minutes"),
    *items.urls,
    *annex.urls,
]
