"""Applying for the determination: start, task list, the steps that save themselves (S1-APP-01 to 06, S1-BEY-04)."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account, Identity
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.accounts.public import identity_of
from teojeon.services.victims.application import pages, portal_filing, saving
from teojeon.services.victims.application.actions import save_step, start
from teojeon.services.victims.application.content import Content, load
from teojeon.services.victims.application.drafts import OPEN, find_draft, own_drafts
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.application.period import LAST_FILING_DAY, filed_in_time
from teojeon.services.victims.application.steps import (
    BY_SLUG,
    REVIEW,
    STEPS,
    Reading,
    Step,
    revealed,
)
from teojeon.services.victims.application.urgent import urgency
from teojeon.services.victims.papers.portal_view import attachments
from teojeon.ui.languages import translated
from teojeon.ui.requests import SeeOther

DESK = saving.Desk(find_draft, load, save_step)
UNAUTHENTICATED = 401
NEWLY_ASKED = "답하신 내용에 따라 더 여쭙는 항목이 있습니다. 모르면 ‘모름’으로 답하거나 비워 두어도 됩니다."


@page()
def application_start(request: HttpRequest) -> HttpResponse:
    """Who may apply and what is needed; then a draft."""
    if request.method == "POST":
        account = cast(Account, request.user)
        draft = start(account.pk, _verified(account))
        return SeeOther(pages.url_of(draft.pk, STEPS[0].slug))
    context = {
        "page_title": pages.SERVICE,
        "breadcrumb": [{"title": pages.SERVICE}],
        "drafts": own_drafts(),
        "last_filing_day": LAST_FILING_DAY,
        "expired": not filed_in_time(clock.business_today()),
    }
    return render(request, "victims/application/start.html", context)


@page()
def application_tasks(request: HttpRequest, draft: UUID) -> HttpResponse:
    """All steps with how far each is; where a person comes back to."""
    row = find_draft(draft)
    if row.state != OPEN:
        return HttpResponseRedirect(reverse("my_case", kwargs={"subject": draft}))
    content = load(row)
    context = {
        "page_title": pages.titled("할 일"),
        "breadcrumb": pages.trail("할 일"),
        "draft": row,
        "tasks": pages.tasks(draft, content),
        "is_ready": pages.is_ready(content),
        "review_url": reverse("application_review", kwargs={"draft": draft}),
        "delete_url": reverse("application_delete", kwargs={"draft": draft}),
    }
    return render(request, "victims/application/tasks.html", context)


@page()
def application_step(request: HttpRequest, draft: UUID, step: str) -> HttpResponse:
    """One step. «다음» saves and goes on; «덜 채우고 다음으로» goes on with gaps; every other button saves and stays."""
    which = BY_SLUG.get(step)
    if which is None:
        raise Http404
    row = find_draft(draft)
    if row.state != OPEN:
        return HttpResponseRedirect(reverse("my_case", kwargs={"subject": draft}))
    content = load(row)
    if request.method != "POST":
        return _show_step(request, row, which, content, saving.asked(request, which, content))
    reading = saving.reading_of(request, which, content, draft)
    try:
        DESK.save(request, draft, reading)
    except Refusal as refusal:
        shown = DESK.refused(refusal, draft, reading)
        return _show_step(request, find_draft(draft), which, content, shown, status=saving.CONFLICT)
    return _after_save(request, draft, reading, content)


def _after_save(request: HttpRequest, draft: UUID, reading: Reading, before: Content) -> HttpResponse:
    wish = request.POST.get("action", "next")
    fresh = find_draft(draft)
    content = load(fresh)
    here = pages.url_of(draft, reading.step.slug)
    if found := saving.searched(request, reading.step, content):
        return _show_step(request, fresh, reading.step, content, found)
    place, stops = saving.stays_at(request, reading), saving.stops(request, reading)
    if place is not None or stops:
        for notice in pages.notices(reading):
            messages.warning(request, notice)
    if place is not None:
        return SeeOther(here + place)
    if stops:
        shown = {"form": reading.form, "errors": stops}
        return _show_step(request, fresh, reading.step, content, shown, status=saving.UNPROCESSABLE)
    asked = revealed(reading, before, content, request.POST.get("seen", "")) if wish == "next" else ""
    following = reading.step.slug if wish == "save" or asked else pages.after(reading.step, content)
    pages.tell(request, reading, pages.open_questions(before), pages.open_questions(content), to_review=following == REVIEW)
    if wish == "save":
        messages.success(request, "임시 저장했습니다. 나중에 ‘나의 사건’에서 이어서 쓸 수 있습니다.")
    if asked:
        messages.info(request, NEWLY_ASKED)
        return SeeOther(f"{here}#asked-{asked}")
    return SeeOther(pages.url_of(draft, following))


def _show_step(
    request: HttpRequest, row: Draft, step: Step, content: Content, shown: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    back = pages.before(step, content)
    context = {
        **pages.frame(row, content, step.slug, step.title),
        **DESK.frame(request, row, step),
        "back_url": pages.url_of(row.pk, back) if back else reverse("application_start"),
        "save_url": reverse("application_save", kwargs={"draft": row.pk, "step": step.slug}),
        "questions": [each for each in pages.open_questions(content) if each.step == step.slug],
        "urgency": urgency(content, clock.business_today()) if step.slug == "damage" else None,
        **(attachments(row, content) if step.slug == "papers" else {}),
        **shown,
    }
    return render(request, "victims/application/step.html", context, status=status)


@page(public=True)
def application_save(request: HttpRequest, draft: UUID, step: str) -> HttpResponse:
    """Saving by itself, answered as JSON. Public only so that a page whose session has ended is told so and keeps its answers."""
    if not request.user.is_authenticated:
        message = "로그인 시간이 끝났습니다. 새 창에서 로그인한 뒤 다시 저장해 주십시오. 입력하신 내용은 이 화면에 그대로 있습니다."
        return JsonResponse(
            {"error": "SIGNED_OUT", "message": translated(message), "sign_in": reverse("account_login")}, status=UNAUTHENTICATED
        )
    which = BY_SLUG.get(step)
    if which is None or request.method != "POST":
        raise Http404
    row = find_draft(draft)
    if row.state != OPEN:
        return JsonResponse({"error": "ALREADY_FILED", "message": translated("이미 제출한 신청서입니다.")}, status=saving.CONFLICT)
    return DESK.save_by_itself(request, draft, saving.reading_of(request, which, load(row), draft))


def _verified(account: Account) -> Verified | None:
    try:
        return identity_of(account)
    except Identity.DoesNotExist:
        return None


_DRAFT = "applications/<uuid:draft>"
urls: list[URLPattern] = [
    path("applications/new/", application_start, name="application_start"),
    path(f"{_DRAFT}/", application_tasks, name="application_tasks"),
    *portal_filing.urls,
    path(f"{_DRAFT}/<slug:step>/", application_step, name="application_step"),
    path(f"{_DRAFT}/<slug:step>/save/", application_save, name="application_save"),
]
