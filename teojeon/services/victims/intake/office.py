"""Pages of the worklist and of intake (업무시스템)."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Missing, Refusal, Stopped
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.flags import FLAGS
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.intake import office_acts, queries
from teojeon.services.victims.intake.actions import assign, confirm_receipt
from teojeon.services.victims.intake.forms import PURPOSES, BulkConfirmForm, ConfirmForm, PurposeForm
from teojeon.services.victims.intake.pages import UNPROCESSABLE, ActPage, answer, breadcrumb, doing
from teojeon.services.victims.intake.personal import FIELDS, unmask
from teojeon.services.victims.register.exporting import waiting_for_me
from teojeon.ui.requests import uuid_in

INTAKE_TAB = "intake"
BULK_ACTS = {INTAKE_TAB: confirm_receipt, "unassigned": assign}
BULK_TITLES = {INTAKE_TAB: "일괄 접수 확인·배정", "unassigned": "일괄 배정"}
BULK_NOTHING = {INTAKE_TAB: "접수를 확인할 사건을 고릅니다.", "unassigned": "배정할 사건을 고릅니다."}
BULK_DONE = {INTAKE_TAB: "접수를 확인하고 배정했습니다", "unassigned": "배정했습니다"}
UNMASKING_BOXES = ("P-INTAKE", "P-INV", "PM-DRAFT", "PM-SERVE")


@page(*queries.READERS)
def worklist(request: HttpRequest) -> HttpResponse:
    """Cases that wait for this official; tabs and filters stand in the URL."""
    actor = current().actor
    tabs = queries.tabs_of(actor)
    if not tabs:
        raise Missing("worklist")
    filters = _filters(request, tabs)
    rows, more = queries.page_of(actor, filters)
    act = BULK_ACTS.get(filters.tab.code)
    context: dict[str, Any] = {
        "page_title": "업무 목록",
        "tabs": [_tab_link(tab, filters) for tab in tabs],
        "filters": filters,
        "number": request.GET.get("number", "").strip()[:40],
        "due_filters": queries.DUE_FILTERS.items(),
        "sale_filters": queries.SALE_FILTERS.items(),
        "sorts": queries.SORTS.items(),
        "units": queries.units_of(actor),
        "flags": FLAGS.items(),
        "states": [(state, PROCEDURE.states[state]) for state in filters.tab.states] if len(filters.tab.states) > 1 else [],
        "rows": rows,
        "next_url": _url(request, filters, after=rows[-1].case) if more else "",
        "first_url": _url(request, filters) if filters.after else "",
        "is_filtered": bool(filters.due or filters.state or filters.numbers or filters.unit or filters.flag or filters.sale),
        "form": BulkConfirmForm(candidates=queries.candidates(actor)) if act and rows else None,
        "bulk": BULK_TITLES.get(filters.tab.code, ""),
        "exports_wait": waiting_for_me(),
    }
    return render(request, "victims/intake/worklist.html", context)


def _filters(request: HttpRequest, tabs: list[queries.Tab]) -> queries.Filters:
    """What the URL says; a word that means nothing is left out, never an error."""
    asked, actor = request.GET, current().actor
    first = next((each for each in tabs[:-1] if not each.tasks), tabs[0])  # the duty itself; the tab of all cases is the last
    tab = next((each for each in tabs if each.code == asked.get("tab")), first)
    number, sort = asked.get("number", "").strip(), _among(asked.get("sort"), queries.SORTS)
    return queries.Filters(
        tab=tab,
        state=_among(asked.get("state"), tab.states),
        due=_among(asked.get("due"), queries.DUE_FILTERS),
        sale=_among(asked.get("sale"), queries.SALE_FILTERS),
        unit=_among(asked.get("unit"), actor.organisations),
        flag=_among(asked.get("flag"), FLAGS),
        sort=sort,
        numbers=queries.numbers_meant(number, actor) if number else (),
        after=_after(asked.get("after", ""), sort),
    )


def _among(word: str | None, known: Collection[str]) -> str:
    return word if word is not None and word in known else ""


def _after(text: str, sort: str) -> tuple[dt.datetime | dt.date, UUID] | None:
    seen, _, key = text.rpartition("_")
    try:
        if sort == queries.BY_SALE:
            return dt.date.fromisoformat(seen), UUID(key)
        received_at = dt.datetime.fromisoformat(seen)
        return (received_at.astimezone(dt.UTC), UUID(key)) if received_at.tzinfo else None
    except (ValueError, OverflowError):  # the first and the last day of the calendar have no other time zone
        return None


FILTER_WORDS = ("state", "due", "sale", "unit", "flag", "sort", "number")


def _url(request: HttpRequest, filters: queries.Filters, after: Case | None = None) -> str:
    words = {"tab": filters.tab.code} | {name: request.GET.get(name, "") for name in FILTER_WORDS}
    if after:
        words["after"] = f"{getattr(after, filters.order[0]).isoformat()}_{after.pk}"
    return f"{reverse('worklist')}?{urlencode({name: word for name, word in words.items() if word})}"


def _tab_link(tab: queries.Tab, filters: queries.Filters) -> dict[str, Any]:
    return {"title": tab.title, "url": f"{reverse('worklist')}?tab={tab.code}", "current": tab == filters.tab}


@page("P-INTAKE", takes=case_in_url)
def confirm(request: HttpRequest, case: UUID) -> HttpResponse:
    """접수 확인·배정 of one case."""
    row = get_case(case)
    form = ConfirmForm(request.POST or None, version=row.version, candidates=queries.candidates(current().actor))
    act_page = ActPage(
        title=confirm_receipt.title,
        button=confirm_receipt.title,
        form=form,
        perform=doing(confirm_receipt, row),
        template="victims/intake/confirm.html",
        done="접수를 확인하고 조사자를 배정했습니다.",
        closed=confirm_receipt.refused_now(row, {}),
    )
    return answer(request, row, act_page)


@page("P-INTAKE")
def confirm_many(request: HttpRequest) -> HttpResponse:
    """일괄 접수 확인·배정, or 일괄 배정 after a transfer: first a preview with a result for each row, then the run, which is all or nothing."""
    if request.method != "POST":
        return redirect("worklist")
    kept = request.session.pop(_bulk_key(request.POST.get("preview", "")), None)
    if kept is not None:
        return _run_bulk(request, kept)
    actor = current().actor
    form = BulkConfirmForm(request.POST, candidates=queries.candidates(actor))
    chosen = [key for text in request.POST.getlist("cases")[: queries.ROWS_A_PAGE] if (key := uuid_in(text))]
    form.fields["cases"].choices = [(str(key), "") for key in chosen]  # type: ignore[attr-defined]
    tab = _among(request.POST.get("tab"), BULK_ACTS) or INTAKE_TAB
    if not form.is_valid() or not chosen:
        for text in [error for errors in form.errors.values() for error in errors] or [BULK_NOTHING[tab]]:
            messages.error(request, str(text))
        return redirect(f"{reverse('worklist')}?tab={tab}")
    return _preview_bulk(request, chosen, UUID(form.cleaned_data["investigator"]), tab)


def _preview_bulk(request: HttpRequest, chosen: list[UUID], investigator: UUID, tab: str, *, stopped: bool = False) -> HttpResponse:
    preview = BULK_ACTS[tab].preview(chosen, investigator=investigator)
    token = uuid.uuid4()
    request.session[_bulk_key(str(token))] = {
        "versions": {str(key): version for key, version in preview.versions.items()},
        "investigator": str(investigator),
        "tab": tab,
    }
    _deny_unseen(chosen)
    context = {
        "page_title": f"{BULK_TITLES[tab]} 미리 보기",
        "breadcrumb": [{"title": "업무 목록", "url": reverse("worklist")}, {"title": BULK_TITLES[tab]}],
        "bulk": BULK_TITLES[tab],
        "lines": _lines(chosen, preview.refused),
        "possible": len(preview.versions),
        "investigator": queries.names_of([investigator]).get(investigator, ""),
        "token": token,
        "stopped": stopped,
    }
    return render(request, "victims/intake/bulk_preview.html", context, status=409 if stopped else 200)


def _deny_unseen(keys: list[UUID]) -> None:
    """Cases of others leave the same *denied* event as on a page of their own (S1-XCT-04)."""
    unit = current()
    seen = set(Case.objects.visible_to(unit.actor).filter(pk__in=keys).values_list("pk", flat=True))
    for key in dict.fromkeys(keys):
        if key not in seen:
            unit.denied.append(denied_event(MINISTRY_CODE, key, actor=unit.account, organisation=unit.actor.organisation))


def _run_bulk(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    """A row that changed since the preview stops all: it is named, and a new preview is offered."""
    versions = {UUID(key): version for key, version in kept["versions"].items()}
    investigator, tab = UUID(kept["investigator"]), kept["tab"]
    try:
        BULK_ACTS[tab].run(versions, investigator=investigator)
    except Stopped as stop:
        for line in _lines(list(stop.rows), stop.rows):
            messages.error(request, f"{line['number']}: {line['result']}")
        return _preview_bulk(request, list(versions), investigator, tab, stopped=True)
    context = {
        "page_title": f"{BULK_TITLES[tab]} 결과",
        "breadcrumb": [{"title": "업무 목록", "url": reverse("worklist")}, {"title": f"{BULK_TITLES[tab]} 결과"}],
        "done": BULK_DONE[tab],
        "lines": _lines(list(versions), {}),
    }
    return render(request, "victims/intake/bulk_done.html", context)


def _lines(keys: list[UUID], refused: dict[UUID, Refusal]) -> list[dict[str, Any]]:
    """A result for each row; a row that is not visible has no number to show."""
    cases = {case.pk: case for case in Case.objects.visible_to(current().actor).filter(pk__in=keys)}
    for case in cases.values():
        current().show(case.controller, [case.pk])
    described = {row.case.pk: row for row in queries.described(list(cases.values()))}
    return [
        {
            "row": described.get(key),
            "number": cases[key].receipt_no if key in cases else "해당 없음",
            "result": refused[key].message if key in refused else "",
        }
        for key in keys
    ]


def _bulk_key(token: str) -> str:
    return f"confirm_many:{token}"


def _value_page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, "victims/intake/unmask.html", context, status=status)


@page(*UNMASKING_BOXES)
def unmask_field(request: HttpRequest, case: UUID, field: str) -> HttpResponse:
    """가림 해제: asks for the purpose, shows the value once, and records that this field was seen."""
    row = get_case(case)
    if field not in FIELDS:
        raise Missing("unmask")
    form = PurposeForm(request.POST or None)
    title = f"{FIELDS[field].title} 보기"
    context: dict[str, Any] = {
        "case": row,
        "page_title": title,
        "breadcrumb": breadcrumb(row, title),
        "field_title": FIELDS[field].title,
        "form": form,
        "back_url": reverse("case", args=[row.pk]),
    }
    if request.method != "POST":
        return _value_page(request, context, 200)
    if not form.is_valid():
        return _value_page(request, context, UNPROCESSABLE)
    purpose = form.cleaned_data["purpose"]
    current().purpose = purpose
    context |= {"value": unmask(row, field, purpose), "purpose": dict(PURPOSES)[purpose]}
    return _value_page(request, context, 200)


urls: list[URLPattern] = [
    path("worklist/", worklist, name="worklist"),
    path("worklist/confirm/", confirm_many, name="worklist_confirm"),
    path("cases/<uuid:case>/confirm/", confirm, name="case_confirm"),
    path("cases/<uuid:case>/unmask/<slug:field>/", unmask_field, name="case_unmask"),
    *office_acts.urls,
]
