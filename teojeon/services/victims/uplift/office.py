"""Pages of the dated values that an authority fixes: entered by one person, approved by another (S1-XCT-02, S1-ASM-04)."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.db.models.functions import Cast, Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.models import Case
from teojeon.kernel.parameters import actions
from teojeon.kernel.parameters.models import APPROVED, PROPOSED, REFUSED, ParameterValue
from teojeon.kernel.parameters.queries import typed
from teojeon.kernel.work.action import Act
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import MASKED
from teojeon.services.victims.intake.queries import READERS, names_of
from teojeon.services.victims.uplift.entry import CAP, KINDS, EntryForm, EntryKind
from teojeon.services.victims.uplift.forms import DecideForm
from teojeon.ui.forms import Refusal as FormRefusal
from teojeon.ui.forms import put_refusal

STATES = {PROPOSED: ("승인 대기", "warning"), APPROVED: ("승인", "success"), REFUSED: ("반려", "gray")}
SHOWN = 200
FOR_A_CASE = "case:"


@page(actions.ENTER, actions.APPROVE, *READERS)
def parameters(request: HttpRequest) -> HttpResponse:
    """All values, the newest first. Proposals are seen by the organisation that made them only, a value for one case by those who may
    see the case.
    """
    actor = current().actor
    rows = list(_values().order_by("-entered_at", "pk")[:SHOWN])
    cases = _receipt_numbers(rows)
    names = names_of(account for row in rows for account in (row.entered_by, row.approved_by))
    context = {
        "page_title": "기준값",
        "rows": [_line(row, cases, names) for row in rows],
        "kinds": _choices() if actions.ENTER in actor.boxes else [],
        "may_decide": actions.APPROVE in actor.boxes,
    }
    return render(request, "victims/uplift/parameters.html", context)


def _values() -> models.QuerySet[ParameterValue]:
    """What these eyes may see; without the values for single cases that are not theirs (S1-USR-08)."""
    actor = current().actor
    key = models.Case(models.When(area__startswith=FOR_A_CASE, then=Cast(Substr("area", len(FOR_A_CASE) + 1), models.UUIDField())))
    own = models.Exists(Case.objects.visible_to(actor).filter(pk=models.OuterRef("of_case")))
    rows = ParameterValue.objects.visible_to(actor).alias(of_case=key)
    found: models.QuerySet[ParameterValue] = rows.filter(models.Q(of_case=None) | own)
    return found


def _choices(chosen: EntryKind | None = None) -> list[dict[str, Any]]:
    """What this person may enter, to choose from."""
    address = reverse("parameter_enter")
    return [{"title": kind.title, "url": f"{address}?kind={name}", "is_chosen": kind is chosen} for name, kind in KINDS.items()]


def _line(row: ParameterValue, cases: dict[str, str], names: dict[UUID, str]) -> dict[str, Any]:
    state, tone = STATES[row.state]
    declared = actions.CODES.get(row.code)
    return {
        "row": row,
        "title": declared.title if declared else row.code,
        "value": typed(row.code, row.value),
        "in_won": declared is not None and declared.unit == "원",
        "area": _area(row, cases),
        "state": state,
        "tone": tone,
        "is_open": row.state == PROPOSED,
        "entered_by": names.get(row.entered_by, ""),
        "approved_by": names.get(row.approved_by, "") if row.approved_by else "",
    }


def _area(row: ParameterValue, cases: dict[str, str]) -> str:
    kind, _, key = row.area.partition(":")
    if kind == "sido":
        region = regions.find(key, max(row.valid_from, regions.TABLE_START))
        return region.name if region else key
    return f"사건 {cases.get(key, '')}" if kind == "case" else "전국"


def _receipt_numbers(rows: list[ParameterValue]) -> dict[str, str]:
    """Case → receipt number, for the cases that these eyes may see."""
    keys = [row.area.removeprefix(FOR_A_CASE) for row in rows if row.area.startswith(FOR_A_CASE)]
    if not keys:
        return {}
    found = Case.objects.visible_to(current().actor).filter(pk__in=keys).values_list("pk", "receipt_no")
    return {str(key): number for key, number in found}


@page(actions.ENTER)
def enter(request: HttpRequest) -> HttpResponse:
    """Proposes a value of the chosen kind: `?kind=holiday`, `?kind=deadline`; without one a resolution's cap."""
    kind = KINDS.get(request.GET.get("kind", CAP))
    if kind is None:
        raise Missing("parameter")
    form = kind.form(request.POST or None, initial={"valid_from": clock.business_today()})
    if request.method == "POST":
        if not form.is_valid():
            return _entering(request, kind, form, 422)
        try:
            proposed = kind.propose(form.cleaned_data)
        except Forbidden:
            raise
        except Refusal as refusal:
            put_refusal(form, refusal)
            return _entering(request, kind, form, 409)
        messages.success(request, "기준값을 등록했습니다. 다른 담당자가 승인하면 적용됩니다.")
        if any(getattr(proposed, name) != form.cleaned_data[name].strip() for name in ("resolution", "reason")):
            messages.warning(request, MASKED)
        return redirect("parameters")
    return _entering(request, kind, form, 200)


def _entering(request: HttpRequest, kind: EntryKind, form: EntryForm, status: int) -> HttpResponse:
    context = {
        "page_title": kind.title,
        "breadcrumb": [{"title": "기준값", "url": reverse("parameters")}, {"title": kind.title}],
        "intro": kind.intro,
        "kinds": _choices(kind),
        "form": form,
        "back_url": reverse("parameters"),
    }
    return render(request, "victims/uplift/enter.html", context, status=status)


@page(actions.APPROVE)
def decide(request: HttpRequest, value: UUID) -> HttpResponse:
    """Approves or refuses a proposal; never the person who entered it."""
    row: ParameterValue | None = _values().filter(pk=value).first()
    if row is None:
        raise Missing("parameter")
    form = DecideForm(request.POST or None, initial={"version": row.version, "request": uuid.uuid4()})
    if request.method != "POST":
        return _deciding(request, row, form, 200)
    if not form.is_valid():
        return _deciding(request, row, form, 422)
    given = form.cleaned_data
    act: Act = actions.approve if given["decision"] == "approve" else actions.refuse
    try:
        act(row.pk, version=given["version"], request=given["request"])
    except Forbidden:
        raise
    except Refusal as refusal:
        form.add_error(None, FormRefusal(refusal.message, refusal.code, refusal.source))
        return _deciding(request, row, form, 409)
    messages.success(request, "기준값을 승인했습니다." if act is actions.approve else "기준값을 반려했습니다.")
    return redirect("parameters")


def _deciding(request: HttpRequest, row: ParameterValue, form: DecideForm, status: int) -> HttpResponse:
    refused = actions.approve.refused_now(row, {}) if status == 200 else None
    # what stops an approval because of another value does not stop a refusal
    closed = actions.refuse.refused_now(row, {}) if status == 200 else None
    context = {
        "page_title": "기준값 승인",
        "breadcrumb": [{"title": "기준값", "url": reverse("parameters")}, {"title": "승인"}],
        "line": _line(row, _receipt_numbers([row]), names_of([row.entered_by, row.approved_by])),
        "form": form,
        "refused": refused,
        "closed": closed,
        "back_url": reverse("parameters"),
    }
    return render(request, "victims/uplift/decide.html", context, status=status)


urls: list[URLPattern] = [
    path("parameters/", parameters, name="parameters"),
    path("parameters/enter/", enter, name="parameter_enter"),
    path("parameters/<uuid:value>/decide/", decide, name="parameter_decide"),
]
