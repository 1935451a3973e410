"""Changing a filed application from «my case»: choose a step, change it, see both versions, send (S1-APP-09)."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.amendments import actions
from teojeon.services.victims.amendments.changes import CHANGEABLE, SLUGS, changes
from teojeon.services.victims.amendments.models import OPEN, PortalAmendment
from teojeon.services.victims.amendments.outcomes import OUTCOMES
from teojeon.services.victims.application import pages, saving
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.drafts import find_filing
from teojeon.services.victims.application.steps import BY_SLUG, Reading, Step
from teojeon.services.victims.mycase.frame import frame
from teojeon.ui.languages import translated
from teojeon.ui.requests import SeeOther, request_id_of, version_of

TITLE = "신청 내용 고치기"
DESK = saving.Desk(actions.find, actions.content_of, actions.save_step)
CONFLICT, UNPROCESSABLE = 409, 422


@page()
def my_changes(request: HttpRequest, subject: UUID) -> HttpResponse:
    """What was changed so far and what became of it; «고치기 시작» makes a change to write on."""
    filing = find_filing(subject)
    refusal: dict[str, Any] | None = None
    if request.method == "POST":
        try:
            return SeeOther(_review(actions.begin(subject)))
        except Refusal as refused:
            refusal = refused.as_dict()
    written = PortalAmendment.objects.visible_to(current().actor).filter(filing=subject, state=OPEN).first()
    sent = [
        {"row": row, "changes": actions.changes_of(row), "reply": actions.reply_of(row), "outcome": OUTCOMES.get(row.outcome, "")}
        for row in actions.sent_of(subject)
    ]
    context = {
        **frame(subject, filing.receipt_no, TITLE),
        "filing": filing,
        "written": written,
        "written_url": _review(written) if written else "",
        "sent": sent,
        "refusal": refusal,
    }
    return render(request, "victims/amendments/mine.html", context, status=CONFLICT if refusal else 200)


@page()
def change_step(request: HttpRequest, amendment: UUID, step: str) -> HttpResponse:
    """One step of the filed application; every button saves."""
    which, row = _step(step), actions.find(amendment)
    if row.state != OPEN:
        return HttpResponseRedirect(reverse("my_changes", kwargs={"subject": row.filing}))
    content = actions.content_of(row)
    if request.method != "POST":
        return _show(request, row, which, saving.asked(request, which, content))
    reading = saving.reading_of(request, which, content, row.filing)
    try:
        DESK.save(request, amendment, reading)
    except Refusal as refusal:
        return _show(request, actions.find(amendment), which, DESK.refused(refusal, amendment, reading), status=CONFLICT)
    return _after_save(request, actions.find(amendment), reading)


def _after_save(request: HttpRequest, row: PortalAmendment, reading: Reading) -> HttpResponse:
    here = reverse("change_step", kwargs={"amendment": row.pk, "step": reading.step.slug})
    for notice in pages.notices(reading):
        messages.warning(request, notice)
    if found := saving.searched(request, reading.step, actions.content_of(row)):
        return _show(request, row, reading.step, found)
    if (place := saving.stays_at(request, reading)) is not None:
        return SeeOther(here + place)
    if request.POST.get("action") == "save":
        return SeeOther(here)
    if stops := reading.unreadable:
        return _show(request, row, reading.step, {"form": reading.form, "errors": stops}, status=UNPROCESSABLE)
    return SeeOther(_review(row))


@page()
def change_save(request: HttpRequest, amendment: UUID, step: str) -> HttpResponse:
    """Saving by itself, answered as JSON."""
    which, row = _step(step), actions.find(amendment)
    if row.state != OPEN or request.method != "POST":
        raise Http404
    return DESK.save_by_itself(request, amendment, saving.reading_of(request, which, actions.content_of(row), row.filing))


@page(step_up=True)
def change_review(request: HttpRequest, amendment: UUID) -> HttpResponse:
    """Both versions side by side, and the sending."""
    row = actions.find(amendment)
    if row.state != OPEN:
        return HttpResponseRedirect(reverse("my_changes", kwargs={"subject": row.filing}))
    refusal: dict[str, Any] | None = None
    if request.method == "POST":
        try:
            if request.POST.get("action") == "drop":
                actions.drop(amendment)
                messages.success(request, "쓰던 변경을 지웠습니다. 제출한 신청은 그대로입니다.")
            else:
                actions.send_amendment(amendment, version=version_of(request), request=request_id_of(request))
                messages.success(request, "고친 내용을 제출했습니다. 담당 기관이 확인하면 알려 드립니다.")
            return SeeOther(reverse("my_changes", kwargs={"subject": row.filing}))
        except Refusal as refused:
            refusal = refused.as_dict()
    filing = find_filing(row.filing)
    content = actions.content_of(row)
    context = {
        **frame(row.filing, filing.receipt_no, TITLE),
        "row": row,
        "request_id": uuid4(),
        "steps": [
            {"title": step.title, "url": reverse("change_step", kwargs={"amendment": row.pk, "step": step.slug})}
            for step in CHANGEABLE
        ],
        "changes": changes(load_filed(filing).content, content, clock.business_today()),
        "refusal": refusal,
        "back_url": reverse("my_changes", kwargs={"subject": row.filing}),
    }
    return render(request, "victims/amendments/review.html", context, status=CONFLICT if refusal else 200)


def _show(request: HttpRequest, row: PortalAmendment, step: Step, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    filing = find_filing(row.filing)
    context = {
        **frame(row.filing, filing.receipt_no, f"{translated(TITLE)}: {translated(step.title)}"),
        **DESK.frame(request, row, step),
        "save_url": reverse("change_save", kwargs={"amendment": row.pk, "step": step.slug}),
        "back_url": _review(row),
        **shown,
    }
    return render(request, "victims/amendments/step.html", context, status=status)


def _review(row: PortalAmendment) -> str:
    return reverse("change_review", kwargs={"amendment": row.pk})


def _step(slug: str) -> Step:
    if slug not in SLUGS:
        raise Http404
    return BY_SLUG[slug]


urls: list[URLPattern] = [
    path("my/<uuid:subject>/changes/", my_changes, name="my_changes"),
    path("changes/<uuid:amendment>/", change_review, name="change_review"),
    path("changes/<uuid:amendment>/<slug:step>/", change_step, name="change_step"),
    path("changes/<uuid:amendment>/<slug:step>/save/", change_save, name="change_save"),
]
