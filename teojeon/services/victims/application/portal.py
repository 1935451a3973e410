"""Applying for the determination: start, four steps that save themselves, review, submission, completion (S1-APP-01 to 05)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock, regions
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.people.logins.models import Account, Identity
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.accounts.public import identity_of
from teojeon.services.victims.application import pages
from teojeon.services.victims.application.actions import Duplicate, Incomplete, delete_draft, save_step, start, submit
from teojeon.services.victims.application.content import Content, encode, load
from teojeon.services.victims.application.documents import filing_pdf
from teojeon.services.victims.application.drafts import OPEN, find_draft, find_filing, own_drafts
from teojeon.services.victims.application.models import Draft, PortalEntry
from teojeon.services.victims.application.period import LAST_FILING_DAY, filed_in_time
from teojeon.services.victims.application.steps import (
    BY_SLUG,
    REVIEW,
    REVIEW_TITLE,
    STEPS,
    Reading,
    Step,
    blank_form,
    checked_form,
    gaps,
    read,
)
from teojeon.services.victims.application.summary import parts, rows_of
from teojeon.ui.formats import korean_datetime
from teojeon.ui.forms import FormError

CONFLICT, UNPROCESSABLE, UNAUTHENTICATED, SEE_OTHER = 409, 422, 401, 303


class SeeOther(HttpResponseRedirect):
    """After a writing request: the next page is fetched with GET."""

    status_code = SEE_OTHER


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
        "first_step": STEPS[0].slug,
        "last_filing_day": LAST_FILING_DAY,
        "expired": not filed_in_time(clock.business_today()),
    }
    return render(request, "victims/application/start.html", context)


@page()
def application_step(request: HttpRequest, draft: UUID, step: str) -> HttpResponse:
    """One step. «다음» saves and goes on; «덜 채우고 다음으로» goes on with gaps; «시·군·구 불러오기» saves and stays."""
    which = BY_SLUG.get(step)
    if which is None:
        raise Http404
    row = find_draft(draft)
    if row.state != OPEN:
        return HttpResponseRedirect(reverse("my_case", kwargs={"subject": draft}))
    content = load(row)
    if request.method != "POST":
        form = checked_form(which, content) if "check" in request.GET else blank_form(which, content)
        return _show_step(request, row, which, content, {"form": form})
    reading = read(which, posted(request), content, draft)
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
    if wish == "regions":
        return SeeOther(f"{pages.url_of(draft, reading.step.slug)}#id_sigungu")
    following = reading.step.slug if wish == "save" else pages.after(reading.step)
    stops = reading.errors if wish == "next" else reading.unreadable if wish == "skip" else []
    if stops:
        for notice in pages.notices(reading):
            messages.warning(request, notice)
        shown = {"form": reading.form, "errors": stops}
        return _show_step(request, fresh, reading.step, content, shown, status=UNPROCESSABLE)
    pages.tell(request, reading, pages.open_questions(before), pages.open_questions(content), to_review=following == REVIEW)
    if wish == "save":
        messages.success(request, "임시 저장했습니다. 나중에 ‘나의 사건’에서 이어서 쓸 수 있습니다.")
    return SeeOther(pages.url_of(draft, following))


def _save(request: HttpRequest, draft: UUID, reading: Reading) -> dict[str, Any]:
    """Raises Stale when another page saved since this one was opened; a page is never stale against itself."""
    page_id = request.POST.get("page", "")[:36]
    for last_try in (False, False, True):
        row = find_draft(draft)
        saved_here = bool(page_id) and load(row).saved_by == page_id
        try:
            return save_step(
                draft,
                version=row.version if saved_here else _version(request),
                step=reading.step.slug,
                values={name: encode(value) for name, value in reading.values.items()},
                unclear=reading.unclear,
                number=asdict(reading.number) if reading.number else None,
                page=page_id,
            )
        except Stale:
            # this page's own autosave may have come in between
            if last_try or load(find_draft(draft)).saved_by != page_id:
                raise
    raise AssertionError("the last try returns or raises")


def _show_step(
    request: HttpRequest, row: Draft, step: Step, content: Content, shown: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    back = pages.before(step)
    context = {
        **pages.frame(row, step.slug, step.title),
        "step": step,
        "back_url": pages.url_of(row.pk, back) if back else reverse("application_start"),
        "save_url": reverse("application_save", kwargs={"draft": row.pk, "step": step.slug}),
        "questions": [each for each in pages.open_questions(content) if each.step == step.slug],
        "page_id": request.POST.get("page") or None,
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
        _save(request, draft, reading)
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


@page(step_up=True)
def application_review(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Everything once more, what can still be changed, and the submission."""
    row = find_draft(draft)
    if row.state != OPEN:
        return HttpResponseRedirect(reverse("application_done", kwargs={"subject": draft}))
    if request.method != "POST":
        return _show_review(request, row, {"gaps": gaps(load(row))})
    try:
        submit(draft, version=_version(request), request=_request_id(request), insist=bool(request.POST.get("insist")))
    except Incomplete as refusal:
        return _show_review(request, row, {"gaps": refusal.gaps, "refusal": refusal}, status=UNPROCESSABLE)
    except Duplicate as refusal:
        return _show_review(request, row, {"refusal": refusal, "twin": refusal.filing}, status=CONFLICT)
    except Refusal as refusal:
        row = find_draft(draft)
        if row.state != OPEN:  # the other press of the same button was first
            return SeeOther(reverse("application_done", kwargs={"subject": draft}))
        stale = isinstance(refusal, Stale)
        return _show_review(request, row, {"refusal": refusal, "stale": stale, "gaps": gaps(load(row))}, status=CONFLICT)
    return SeeOther(reverse("application_done", kwargs={"subject": draft}))


def _show_review(request: HttpRequest, row: Draft, shown: Mapping[str, Any], status: int = 200) -> HttpResponse:
    content = load(row)
    found = shown.get("gaps", [])
    context = {
        **pages.frame(row, REVIEW, REVIEW_TITLE),
        "parts": [
            {"part": part, "url": f"{pages.url_of(row.pk, part.slug)}?check=1", "pairs": _pairs(part)}
            for part in parts(content, clock.business_today())
        ],
        "questions": pages.open_questions(content),
        "errors": [FormError(gap.field, gap.label, gap.code, gap.message, gap.source, f"part-{gap.step}") for gap in found],
        "back_url": pages.url_of(row.pk, STEPS[-1].slug),
        **shown,
    }
    return render(request, "victims/application/review.html", context, status=status)


def _pairs(part: Any) -> list[dict[str, str]]:
    return [{"term": row.label, "value": row.value, "note": row.note} for row in part.rows]


@page()
def application_done(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Receipt number, what happens next and by when, the PDF of what was filed."""
    filing = find_filing(subject)
    filed = PortalEntry.objects.visible_to(current().actor).filter(subject=subject, step="filed").first()
    context = {
        "page_title": "신청이 접수되었습니다",
        "breadcrumb": pages.trail("접수 완료"),
        "filing": filing,
        "due": filed.due if filed else None,
    }
    return render(request, "victims/application/done.html", context)


@page()
def application_pdf(request: HttpRequest, subject: UUID) -> HttpResponse:
    """What was filed, as a PDF: blanks as 정보 없음, the number masked."""
    filing = find_filing(subject)
    response = HttpResponse(filing_pdf(filing), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="application-{clock.seoul_day(filing.received_at):%Y%m%d}.pdf"'
    return response


@page()
def application_delete(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Asks once, then takes the draft away for good."""
    row = find_draft(draft)
    if request.method == "POST":
        delete_draft(draft)
        messages.success(request, "임시 저장한 신청서를 지웠습니다.")
        return SeeOther(reverse("my_cases"))
    context = {
        "page_title": "임시 저장한 신청서 지우기",
        "breadcrumb": pages.trail("지우기"),
        "draft": row,
        "back_url": pages.url_of(draft, STEPS[0].slug),
    }
    return render(request, "victims/application/delete.html", context)


def posted(request: HttpRequest) -> dict[str, str]:
    """The posted inputs, the last of each name."""
    data: QueryDict = request.POST
    return {name: str(data[name]) for name in data}


def _verified(account: Account) -> Verified | None:
    try:
        return identity_of(account)
    except Identity.DoesNotExist:
        return None


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _request_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("request", ""))
    except ValueError:
        return None


_DRAFT = "applications/<uuid:draft>"
urls: list[URLPattern] = [
    path("applications/new/", application_start, name="application_start"),
    path(f"{_DRAFT}/review/", application_review, name="application_review"),
    path(f"{_DRAFT}/delete/", application_delete, name="application_delete"),
    path("applications/<uuid:subject>/done/", application_done, name="application_done"),
    path(f"{_DRAFT}/<slug:step>/", application_step, name="application_step"),
    path(f"{_DRAFT}/<slug:step>/save/", application_save, name="application_save"),
    path("my/<uuid:subject>/application.pdf", application_pdf, name="application_pdf"),
]
