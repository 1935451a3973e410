"""Officials enter and approve the offices that the portal lists."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.action import Act
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.offices import actions
from teojeon.services.guidance.offices.forms import DecideForm, OfficeForm
from teojeon.services.guidance.offices.kinds import KINDS
from teojeon.services.guidance.offices.models import PROPOSED, PUBLISHED, REFUSED, STATES, Office
from teojeon.services.guidance.offices.queries import listed
from teojeon.services.guidance.pages.actions import APPROVE, EDIT
from teojeon.ui.forms import Refusal as FormRefusal
from teojeon.ui.forms import put_refusal

TONES = {PROPOSED: "warning", PUBLISHED: "success", REFUSED: "gray"}
TITLE = "담당 기관"
SHOWN = 500


def _line(row: Office) -> dict[str, Any]:
    shown = listed(row, max(row.valid_from, clock.business_today()))
    return {"row": row, "place": shown.place, "kind": KINDS[row.kind], "state": STATES[row.state], "tone": TONES[row.state]}


@page(EDIT, APPROVE, "AU")
def guidance_offices(request: HttpRequest) -> HttpResponse:
    """All entries, those that wait first."""
    rows = Office.objects.visible_to(current().actor).order_by("kind", "region", "org_name", "-valid_from")[:SHOWN]
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": "안내 관리", "url": reverse("guidance")}, {"title": TITLE}],
        "lines": sorted((_line(row) for row in rows), key=lambda line: line["row"].state != PROPOSED),
        "may_enter": EDIT in current().actor.boxes,
        "may_decide": APPROVE in current().actor.boxes,
    }
    return render(request, "guidance/office/offices.html", context)


@page(EDIT)
def guidance_office_new(request: HttpRequest) -> HttpResponse:
    """Proposes an entry."""
    form = OfficeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.enter(form.content, request=form.cleaned_data["request"])
            except Forbidden:
                raise
            except Refusal as refusal:
                status = 409
                put_refusal(form, refusal)
            else:
                messages.success(request, "기관을 등록했습니다. 다른 담당자가 승인하면 누리집에 보입니다.")
                return redirect("guidance_offices")
    context = {
        "page_title": "기관 등록",
        "breadcrumb": [{"title": TITLE, "url": reverse("guidance_offices")}, {"title": "기관 등록"}],
        "form": form,
        "back_url": reverse("guidance_offices"),
    }
    return render(request, "guidance/office/office_new.html", context, status=status)


@page(APPROVE)
def guidance_office_decide(request: HttpRequest, office: UUID) -> HttpResponse:
    """Approves or refuses an entry; never the person who made it."""
    row: Office | None = Office.objects.visible_to(current().actor).filter(pk=office).first()
    if row is None:
        raise Missing("guidance_office")
    form = DecideForm(request.POST if request.method == "POST" else None, initial={"version": row.version, "request": uuid.uuid4()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            act: Act = actions.approve if form.cleaned_data["decision"] == "approve" else actions.refuse
            try:
                act(row.pk, version=form.cleaned_data["version"], request=form.cleaned_data["request"])
            except Forbidden:
                raise
            except Refusal as refusal:
                status = 409
                form.add_error(None, FormRefusal(refusal.message, refusal.code, refusal.source))
            else:
                messages.success(request, "승인했습니다." if act is actions.approve else "반려했습니다.")
                return redirect("guidance_offices")
    context = {
        "page_title": "기관 승인",
        "breadcrumb": [{"title": TITLE, "url": reverse("guidance_offices")}, {"title": "승인"}],
        "line": _line(row),
        "form": form,
        "refused": actions.approve.refused_now(row, {}) if status == 200 else None,
        "back_url": reverse("guidance_offices"),
    }
    return render(request, "guidance/office/office_decide.html", context, status=status)


urls: list[URLPattern] = [
    path("guidance/offices/", guidance_offices, name="guidance_offices"),
    path("guidance/offices/new/", guidance_office_new, name="guidance_office_new"),
    path("guidance/offices/<uuid:office>/decide/", guidance_office_decide, name="guidance_office_decide"),
]
