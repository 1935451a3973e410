"""Pages of one item of the agenda: motion, exclusion, votes, roll record, result."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from teojeon.kernel.committees import actions, results
from teojeon.kernel.committees.models import AgendaItem, Meeting
from teojeon.kernel.committees.queries import members_on, open_roll
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.unit import current
from teojeon.services.victims.agenda.actions import cases_of_open_items, close_item, set_motion
from teojeon.services.victims.agenda.forms import DeferForm, ExcludeForm, MotionForm, RollForm, VoteForm
from teojeon.services.victims.agenda.pages import MeetingForm, button, item_form
from teojeon.services.victims.agenda.view import CHOICE_WORDS, voters_among
from teojeon.services.victims.intake.forms import ActForm


@page(actions.SECRETARY)
def meeting_motion(request: HttpRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """의결안과 결정문에 쓸 이유."""

    def make(row: Meeting, found: AgendaItem) -> MeetingForm:
        initial = {"motion": found.motion, "reason": found.reason}
        return MeetingForm(
            title=f"안건 {found.position}번 의결안과 이유",
            button="저장",
            form=MotionForm(request.POST or None, initial=initial, version=row.version),
            perform=lambda checked: set_motion(
                row.pk,
                request=checked.cleaned_data["request"],
                item=found.pk,
                motion=checked.cleaned_data["motion"],
                reason=checked.cleaned_data["reason"],
            ),
            done=lambda result: f"안건 {found.position}번의 의결안과 이유를 저장했습니다.",
        )

    return item_form(request, meeting, item, make)


@page(actions.SECRETARY)
def meeting_exclude(request: HttpRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """제척·회피."""

    def make(row: Meeting, found: AgendaItem) -> MeetingForm:
        members = [each for each in members_on(row.handled_by, row.held_on) if each.account not in found.excluded]
        return MeetingForm(
            title=f"안건 {found.position}번 제척·회피",
            button="제척·회피 기록",
            tone="danger",
            form=ExcludeForm(request.POST or None, members=members, version=row.version),
            perform=lambda checked: actions.exclude(
                row.pk, request=checked.cleaned_data["request"], item=found.pk, member=checked.cleaned_data["member"]
            ),
            done=lambda result: "기록했습니다. 그 위원은 이 안건을 읽거나 표결할 수 없습니다.",
            context={"notice": "제척되거나 회피한 위원은 이 안건의 출석에 세지 않습니다. 재적위원 수는 그대로입니다."},
        )

    return item_form(request, meeting, item, make)


@page(actions.SECRETARY)
def meeting_defer(request: HttpRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """보류."""

    def make(row: Meeting, found: AgendaItem) -> MeetingForm:
        return MeetingForm(
            title=f"안건 {found.position}번 보류",
            button="보류",
            form=DeferForm(request.POST or None, version=row.version),
            perform=lambda checked: actions.defer(
                row.pk, request=checked.cleaned_data["request"], item=found.pk, reason=checked.cleaned_data["reason"]
            ),
            done=lambda result: f"안건 {found.position}번을 보류했습니다. 폐회한 뒤 다음 회의에 다시 상정합니다.",
            context={"notice": "보류해도 위원회 심의 기한은 바뀌지 않습니다."},
        )

    return item_form(request, meeting, item, make)


@page(actions.SECRETARY)
def meeting_roll(request: HttpRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """거수 표결 기록, member by member."""

    def make(row: Meeting, found: AgendaItem) -> MeetingForm:
        voters = voters_among(members_on(row.handled_by, row.held_on), found, row)
        roll = open_roll(found, current().actor)
        return MeetingForm(
            title=f"안건 {found.position}번 거수 표결 기록",
            button="기록하고 위원장에게 확인 요청",
            form=RollForm(request.POST or None, voters=voters, votes=roll.votes if roll else None, version=row.version),
            perform=lambda checked: actions.enter_roll(
                row.pk, request=checked.cleaned_data["request"], item=found.pk, votes=checked.votes
            ),
            template="victims/agenda/roll.html",
            done=lambda result: "표결을 기록했습니다. 위원장이 확인하면 효력이 생깁니다.",
            context={"motion": results.title_of(found.motion)},
        )

    return item_form(request, meeting, item, make)


@page(actions.CHAIR)
def meeting_roll_confirm(request: HttpRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """The chair reads what the secretary recorded, and confirms."""

    def make(row: Meeting, found: AgendaItem) -> MeetingForm:
        roll = open_roll(found, current().actor)
        names = {str(member.account): member.name for member in members_on(row.handled_by, row.held_on)}
        place = {who: position for position, who in enumerate(names)}
        read = dict(sorted(roll.votes.items(), key=lambda vote: place.get(vote[0], len(place)))) if roll else {}
        shown = request.POST.getlist("read") if request.method == "POST" else [f"{who}:{what}" for who, what in read.items()]
        votes = dict(each.split(":", 1) for each in shown if ":" in each)
        return MeetingForm(
            title=f"안건 {found.position}번 거수 표결 확인",
            button="확인",
            form=ActForm(request.POST or None, version=row.version),
            perform=lambda checked: actions.confirm_roll(
                row.pk, request=checked.cleaned_data["request"], item=found.pk, votes=votes
            ),
            template="victims/agenda/roll_confirm.html",
            done=lambda result: "표결 기록을 확인했습니다.",
            context={
                "motion": results.title_of(found.motion),
                "lines": [(names.get(who, ""), CHOICE_WORDS.get(what, ""), f"{who}:{what}") for who, what in read.items()],
            },
        )

    return item_form(request, meeting, item, make)


@page(actions.MEMBER)
def meeting_vote(request: HttpRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """One member's vote. No version: thirty members vote at the same time; the motion that was read is what counts."""
    return button(
        request,
        meeting,
        lambda row, form: actions.vote(
            row.pk,
            request=form.cleaned_data["request"],
            item=item,
            choice=form.cleaned_data["choice"],
            motion=form.cleaned_data["motion"],
            round=form.cleaned_data["round"],
        ),
        lambda result: "표결했습니다.",
        form_class=VoteForm,
        item=item,
    )


@page(actions.SECRETARY, takes=cases_of_open_items)
def meeting_item_close(request: HttpRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """표결 마감."""

    def done(result: Mapping[str, Any]) -> str:
        if result.get("struck"):
            return "신청인이 취하하여 안건에서 삭제했습니다."
        return "가결되었습니다." if result["passed"] else "부결되었습니다. 다른 의결안을 정하거나 보류합니다."

    return button(
        request,
        meeting,
        lambda row, form: close_item(row.pk, item=item, request=form.cleaned_data["request"]),
        done,
        item=item,
    )


ITEM = "meetings/<uuid:meeting>/items/<uuid:item>"
urls: list[URLPattern] = [
    path(f"{ITEM}/vote/", meeting_vote, name="meeting_vote"),
    path(f"{ITEM}/motion/", meeting_motion, name="meeting_motion"),
    path(f"{ITEM}/exclude/", meeting_exclude, name="meeting_exclude"),
    path(f"{ITEM}/defer/", meeting_defer, name="meeting_defer"),
    path(f"{ITEM}/roll/", meeting_roll, name="meeting_roll"),
    path(f"{ITEM}/roll/confirm/", meeting_roll_confirm, name="meeting_roll_confirm"),
    path(f"{ITEM}/close/", meeting_item_close, name="meeting_item_close"),
]
