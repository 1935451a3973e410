"""Applying for the determination: start, task list, the steps that save themselves (S1-APP-01 to 06, S1-BEY-04)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock, regions
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account, Identity
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal, Stale
from teojeon.services.accounts.public import identity_of
from teojeon.services.victims.application import address_search, pages, portal_filing
from teojeon.services.victims.application.actions import save_step, start
from teojeon.services.victims.application.content import Content, encode, load
from teojeon.services.victims.application.drafts import OPEN, find_draft, own_drafts
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.application.period import LAST_FILING_DAY, filed_in_time
from teojeon.services.victims.application.steps import (
    BY_SLUG,
    REVIEW,
    STEPS,
    Reading,
    Step,
    blank_form,
    checked_form,
    read,
    revealed,
)
from teojeon.services.victims.application.summary import rows_of
from teojeon.services.victims.application.urgent import urgency
from teojeon.services.victims.papers.portal_view import attachments
from teojeon.ui.formats import korean_datetime
from teojeon.ui.requests import SeeOther, posted, version_of

CONFLICT, UNPROCESSABLE, UNAUTHENTICATED = 409, 422, 401
FORWARD = ("next", "skip")
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
        "page_title": f"{pages.SERVICE}: 할 일",
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
        more = request.GET.get("more", "")
        form = checked_form(which, content) if "check" in request.GET else blank_form(which, content, more)
        return _show_step(request, row, which, content, {"form": form})
    sent = posted(request)
    if sent.get("action") == "use_address":
        sent |= address_search.chosen(sent.get("found", ""))
    reading = read(which, sent, content, draft)
    try:
        _save(request, draft, reading)
    except Stale:
        shown = {"form": reading.form, "differences": pages.differences(reading, load(find_draft(draft)))}
        return _show_step(request, find_draft(draft), which, content, shown, status=CONFLICT)
    except Refusal as refusal:
        shown = {"form": reading.form, "refusal": refusal.as_dict()}
        return _show_step(request, find_draft(draft), which, content, shown, status=CONFLICT)
    return _after_save(request, draft, reading, content)


def _after_save(request: HttpRequest, draft: UUID, reading: Reading, before: Content) -> HttpResponse:
    wish = request.POST.get("action", "next")
    fresh = find_draft(draft)
    content = load(fresh)
    here = pages.url_of(draft, reading.step.slug)
    if wish == "find":
        found = address_search.search(request.POST.get("address_query", ""))
        return _show_step(request, fresh, reading.step, content, {"form": blank_form(reading.step, content), "found": found})
    if reading.move or wish in ("regions", "use_address"):
        for notice in pages.notices(reading):
            messages.warning(request, notice)
        return SeeOther(here + _place(reading, wish))
    stops = reading.errors if wish == "next" else reading.unreadable if wish == "skip" else []
    if stops:
        for notice in pages.notices(reading):
            messages.warning(request, notice)
        return _show_step(request, fresh, reading.step, content, {"form": reading.form, "errors": stops}, status=UNPROCESSABLE)
    asked = revealed(reading, before, content, request.POST.get("seen", "")) if wish == "next" else ""
    following = reading.step.slug if wish == "save" or asked else pages.after(reading.step, content)
    pages.tell(request, reading, pages.open_questions(before), pages.open_questions(content), to_review=following == REVIEW)
    if wish == "save":
        messages.success(request, "임시 저장했습니다. 나중에 ‘나의 사건’에서 이어서 쓸 수 있습니다.")
    if asked:
        messages.info(request, NEWLY_ASKED)
        return SeeOther(f"{here}#asked-{asked}")
    return SeeOther(pages.url_of(draft, following))


def _place(reading: Reading, wish: str) -> str:
    """Where on the page the person goes on after a button that stays there."""
    if reading.move is None:
        return "#id_sigungu" if wish == "regions" else "#id_building_dong"
    group = reading.move.group
    if reading.move.kind == "add":
        return f"?more={group}#id_{group}-{len(reading.values[group])}"
    return f"#id_{group}"


def _save(request: HttpRequest, draft: UUID, reading: Reading, *, by_itself: bool = False) -> dict[str, Any]:
    """Raises Stale when another page saved since this one was opened; a page is never stale against itself."""
    page_id = request.POST.get("page", "")[:36]
    others = {name: asdict(number) for name, number in reading.numbers.items() if name != "number"}
    for last_try in (False, False, True):
        row = find_draft(draft)
        saved_here = bool(page_id) and load(row).saved_by == page_id
        try:
            return save_step(
                draft,
                version=row.version if saved_here else version_of(request),
                step=reading.step.slug,
                values={name: encode(value) for name, value in reading.values.items()},
                unclear=reading.unclear,
                number=asdict(reading.number) if reading.number else None,
                page=page_id,
                other_numbers=others,
                removed=reading.removed,
                passed=not by_itself and request.POST.get("action", "next") in FORWARD,
            )
        except Stale:
            # this page's own autosave may have come in between
            if last_try or load(find_draft(draft)).saved_by != page_id:
                raise
    raise AssertionError("the last try returns or raises")


def _show_step(
    request: HttpRequest, row: Draft, step: Step, content: Content, shown: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    back = pages.before(step, content)
    context = {
        **pages.frame(row, step.slug, step.title),
        "step": step,
        "is_asked": bool(step.form.asked_names(content)),
        "back_url": pages.url_of(row.pk, back) if back else reverse("application_start"),
        "save_url": reverse("application_save", kwargs={"draft": row.pk, "step": step.slug}),
        "questions": [each for each in pages.open_questions(content) if each.step == step.slug],
        "urgency": urgency(content, clock.business_today()) if step.slug == "damage" else None,
        "page_id": request.POST.get("page") or None,
        "found": None,
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
            {"error": "SIGNED_OUT", "message": message, "sign_in": reverse("account_login")}, status=UNAUTHENTICATED
        )
    which = BY_SLUG.get(step)
    if which is None or request.method != "POST":
        raise Http404
    row = find_draft(draft)
    if row.state != OPEN:
        return JsonResponse({"error": "ALREADY_FILED", "message": "이미 제출한 신청서입니다."}, status=CONFLICT)
    content = load(row)
    reading = read(which, posted(request), content, draft)
    try:
        _save(request, draft, reading, by_itself=True)
    except Stale as refusal:
        return JsonResponse({**refusal.as_dict(), **_both(reading, load(find_draft(draft)))}, status=CONFLICT)
    except Refusal as refusal:
        return JsonResponse(refusal.as_dict(), status=CONFLICT)
    fresh = find_draft(draft)
    sido = reading.values.get("sido")
    return JsonResponse(
        {
            "saved_at": korean_datetime(fresh.saved_at),
            "version": fresh.version,
            "number": reading.number.masked if reading.number else None,
            "notices": pages.notices(reading),
            "sigungu": [[each.code, each.name] for each in regions.sigungus(sido, clock.business_today())] if sido else [],
        }
    )


def _both(reading: Reading, theirs: Content) -> dict[str, Any]:
    today = clock.business_today()
    mine = rows_of(reading.step, reading.into(theirs), today)
    return {
        "mine": {row.label: row.value for row in mine},
        "theirs": {row.label: row.value for row in rows_of(reading.step, theirs, today)},
    }


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
