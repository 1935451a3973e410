"""Applications on paper: what is being keyed in, the same steps as on the portal, registration, the receipt (S1-APP-01)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.models import Organisation
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application import pages as application
from teojeon.services.victims.application import saving
from teojeon.services.victims.application.content import load
from teojeon.services.victims.application.questions import questions
from teojeon.services.victims.application.steps import (
    BY_SLUG,
    DONE,
    REVIEW,
    REVIEW_TITLE,
    STEPS,
    Reading,
    Step,
    gaps,
    state_of,
)
from teojeon.services.victims.application.summary import parts
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.counter import actions, scan_pages
from teojeon.services.victims.counter.forms import RegisterForm, StartForm
from teojeon.services.victims.counter.models import CHANNELS, OPEN, OPENED, CounterDraft
from teojeon.services.victims.intake.queries import READERS
from teojeon.ui.requests import SeeOther

TITLE = "종이 신청서"
CONFLICT, UNPROCESSABLE, LISTED = 409, 422, 50
DESK = saving.Desk(actions.find, load, actions.save_step)


@page(actions.BOX)
def counter(request: HttpRequest) -> HttpResponse:
    """What is being keyed in, and what was registered lately."""
    rows = list(CounterDraft.objects.visible_to(current().actor).order_by("state", "-saved_at")[:LISTED])
    current().show(MINISTRY_CODE, [row.pk for row in rows])
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": TITLE}],
        "rows": [{"row": row, "channel": CHANNELS[row.channel], "is_open": row.state == OPEN} for row in rows],
        "first": STEPS[0].slug,
    }
    return render(request, "victims/counter/list.html", context)


@page(actions.BOX)
def counter_new(request: HttpRequest) -> HttpResponse:
    """The arrival stamp first: it is the legal receipt."""
    form, refusal = StartForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.start(form.cleaned_data["channel"], form.arrived_at, form.cleaned_data["session_no"])
            return SeeOther(_url(draft.pk, STEPS[0].slug))
        except Refusal as refused:
            refusal = refused.as_dict()
    context = {"page_title": "종이 신청서 등록 시작", "breadcrumb": _trail("시작"), "form": form, "refusal": refusal}
    return render(
        request, "victims/counter/new.html", context, status=CONFLICT if refusal else UNPROCESSABLE if form.errors else 200
    )


@page(actions.BOX)
def counter_step(request: HttpRequest, draft: UUID, step: str) -> HttpResponse:
    """One step of the form; every button but «다음» and «덜 채우고 다음으로» saves and stays."""
    which, row = _step(step), _open(draft)
    if row is None:
        return HttpResponseRedirect(reverse("counter_done", kwargs={"draft": draft}))
    content = load(row)
    if request.method != "POST":
        return _show(request, row, which, saving.asked(request, which, content))
    reading = saving.reading_of(request, which, content, draft)
    try:
        DESK.save(request, draft, reading)
    except Refusal as refusal:
        return _show(request, actions.find(draft), which, DESK.refused(refusal, draft, reading), status=CONFLICT)
    return _after_save(request, actions.find(draft), reading)


def _after_save(request: HttpRequest, row: CounterDraft, reading: Reading) -> HttpResponse:
    slug, content = reading.step.slug, load(row)
    if found := saving.searched(request, reading.step, content):
        return _show(request, row, reading.step, found)
    if (place := saving.stays_at(request, reading)) is not None:
        return SeeOther(_url(row.pk, slug) + place)
    if request.POST.get("action") == "save":
        return SeeOther(_url(row.pk, slug))
    if stops := saving.stops(request, reading):
        return _show(request, row, reading.step, {"form": reading.form, "errors": stops}, status=UNPROCESSABLE)
    for notice in application.notices(reading):
        messages.warning(request, notice)
    following = application.after(reading.step, content)
    return SeeOther(reverse("counter_register", kwargs={"draft": row.pk}) if following == REVIEW else _url(row.pk, following))


@page(actions.BOX)
def counter_save(request: HttpRequest, draft: UUID, step: str) -> HttpResponse:
    """Saving by itself, answered as JSON."""
    which, row = _step(step), _open(draft)
    if row is None or request.method != "POST":
        raise Http404
    return DESK.save_by_itself(request, draft, saving.reading_of(request, which, load(row), draft))


@page(actions.BOX)
def counter_register(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Everything once more, what the paper leaves open, and the registration."""
    row = _open(draft)
    if row is None:
        return HttpResponseRedirect(reverse("counter_done", kwargs={"draft": draft}))
    form = RegisterForm(
        request.POST if request.method == "POST" else None,
        version=row.version,
        at_the_counter=row.channel in actions.AT_THE_COUNTER,
    )
    refusal: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        seen = bool(form.cleaned_data.get("identity_seen"))
        try:
            actions.register(draft, version=form.cleaned_data["version"], request=form.cleaned_data["request"], identity_seen=seen)
            return SeeOther(reverse("counter_done", kwargs={"draft": draft}))
        except Refusal as refused:
            refusal = refused.as_dict()
    content, arrived_on = load(row), clock.seoul_day(row.arrived_at)
    context = {
        **_frame(row, REVIEW, "확인과 등록"),
        "form": form,
        "refusal": refusal,
        "parts": [{"part": part, "url": f"{_url(draft, part.slug)}?check=1"} for part in parts(content, clock.business_today())],
        "gaps": gaps(content),
        "questions": questions(content, arrived_on),
        "channel": CHANNELS[row.channel],
    }
    current().show(MINISTRY_CODE, [row.pk])
    return render(
        request, "victims/counter/register.html", context, status=CONFLICT if refusal else UNPROCESSABLE if form.errors else 200
    )


@page(actions.BOX)
def counter_done(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The receipt (접수증): number, legal receipt, what comes next; and the case, once it is open."""
    row = actions.find(draft)
    if row.state == OPEN:
        return HttpResponseRedirect(_url(draft, STEPS[0].slug))
    return _show_receipt(request, row)


@page(actions.BOX)
def counter_code(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The slip's code for linking the case to an account: on this page once, and kept nowhere."""
    actions.find(draft)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("counter_done", kwargs={"draft": draft}))
    try:
        code = actions.issue_link_code(draft)["code"]
    except Refusal as refusal:
        return _show_receipt(request, actions.find(draft), refusal=refusal.as_dict(), status=CONFLICT)
    response = _show_receipt(request, actions.find(draft), code=code)
    response["Cache-Control"] = "no-store"
    return response


def _show_receipt(
    request: HttpRequest, row: CounterDraft, *, code: str = "", refusal: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    case: Case | None = Case.objects.visible_to(current().actor).filter(pk=row.pk).first()
    current().show(MINISTRY_CODE, [row.pk])
    context = {
        "page_title": "접수증",
        "breadcrumb": _trail("접수증"),
        "row": row,
        "channel": CHANNELS[row.channel],
        "case": case,
        "may_open": case is not None and bool(current().actor.boxes & READERS),
        "handled_by": _handler(case) if case else "",
        "state_title": PROCEDURE.states[case.state] if case else "",
        "is_opened": row.state == OPENED,
        "code": code,
        "refusal": refusal,
    }
    return render(request, "victims/counter/done.html", context, status=status)


def _handler(case: Case) -> str:
    return Organisation.objects.filter(code=case.handled_by).values_list("name", flat=True).first() or ""


@page(actions.BOX)
def counter_delete(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Asks once, then takes away what was started by mistake."""
    row = _open(draft)
    if row is None:
        return HttpResponseRedirect(reverse("counter_done", kwargs={"draft": draft}))
    if request.method == "POST":
        actions.delete(draft)
        messages.success(request, "옮겨 적던 신청서를 지웠습니다.")
        return SeeOther(reverse("counter"))
    context = {
        "page_title": "옮겨 적던 신청서 지우기",
        "breadcrumb": _trail("지우기"),
        "row": row,
        "back_url": _url(draft, STEPS[0].slug),
    }
    return render(request, "victims/counter/delete.html", context)


def _show(request: HttpRequest, row: CounterDraft, step: Step, shown: Mapping[str, Any], status: int = 200) -> HttpResponse:
    back = application.before(step, load(row))
    context = {
        **_frame(row, step.slug, step.title),
        **DESK.frame(request, row, step),
        "back_url": _url(row.pk, back) if back else reverse("counter"),
        "save_url": reverse("counter_save", kwargs={"draft": row.pk, "step": step.slug}),
        "delete_url": reverse("counter_delete", kwargs={"draft": row.pk}),
        **shown,
    }
    current().show(MINISTRY_CODE, [row.pk])
    return render(request, "victims/counter/step.html", context, status=status)


def _frame(row: CounterDraft, slug: str, title: str) -> dict[str, Any]:
    names = [*((step.slug, step.title) for step in STEPS), (REVIEW, REVIEW_TITLE)]
    content = load(row)
    steps = [
        {
            "title": name,
            "url": reverse("counter_register", kwargs={"draft": row.pk}) if key == REVIEW else _url(row.pk, key),
            "done": key != REVIEW and state_of(BY_SLUG[key], content) == DONE,
        }
        for key, name in names
    ]
    position = next((place for place, (key, _) in enumerate(names, 1) if key == slug), len(names) - 1)
    return {"page_title": f"{TITLE}: {title}", "breadcrumb": _trail(title), "draft": row, "steps": steps, "position": position}


def _open(draft: UUID) -> CounterDraft | None:
    row = actions.find(draft)
    return row if row.state == OPEN else None


def _step(slug: str) -> Step:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _url(draft: UUID, step: str) -> str:
    return reverse("counter_step", kwargs={"draft": draft, "step": step})


def _trail(title: str) -> list[dict[str, str]]:
    return [{"title": TITLE, "url": reverse("counter")}, {"title": title}]


_DRAFT = "counter/<uuid:draft>"
urls: list[URLPattern] = [
    path("counter/", counter, name="counter"),
    path("counter/new/", counter_new, name="counter_new"),
    path(f"{_DRAFT}/register/", counter_register, name="counter_register"),
    path(f"{_DRAFT}/done/", counter_done, name="counter_done"),
    path(f"{_DRAFT}/code/", counter_code, name="counter_code"),
    path(f"{_DRAFT}/delete/", counter_delete, name="counter_delete"),
    *scan_pages.urls,
    path(f"{_DRAFT}/<slug:step>/", counter_step, name="counter_step"),
    path(f"{_DRAFT}/<slug:step>/save/", counter_save, name="counter_save"),
]
