"""상정 of many cases: a preview with a result for each row, then a run that is all or nothing."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import worklist
from teojeon.kernel.committees import results
from teojeon.kernel.committees.actions import SECRETARY
from teojeon.kernel.committees.models import AgendaItem, Meeting
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.messages import SWEPT_DAYS
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Refusal, Stopped
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.agenda.actions import OPEN_MEETINGS, table, table_again
from teojeon.services.victims.agenda.forms import BY_OPINION, TableForm
from teojeon.services.victims.agenda.pages import breadcrumb, to_meeting
from teojeon.services.victims.agenda.view import meeting_for_eyes
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.intake.pages import CONFLICT, UNPROCESSABLE
from teojeon.services.victims.intake.queries import described
from teojeon.services.victims.opinions.models import Opinion
from teojeon.ui.forms import Refusal as FormRefusal

ROWS_A_PAGE = 100
TABLED_FROM = ("AGENDA", "TABLED")  # the second: deferred items
TITLE = "안건 상정"
FIRST, AGAIN = "first", "again"
ACTS: dict[str, CaseAct] = {FIRST: table, AGAIN: table_again}

Plan = dict[str, dict[str, Any]]  # case → {"act", "motion"}


def cases_with_waiting_messages(words: Mapping[str, Any]) -> list[UUID]:
    """`takes` of the page, whose URL does not say which cases are ticked: those that could be, and whose applicants wrote something
    that the office has not taken yet. A unit of its own.
    """
    since = clock.real_now() - dt.timedelta(days=SWEPT_DAYS)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit, connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM waiting(%s)", [since])
        waiting = [subject for (subject,) in cursor.fetchall()]
        rows = Case.objects.visible_to(unit.actor).filter(pk__in=waiting, state__in=TABLED_FROM)
        return list(rows.order_by("received_at", "id").values_list("pk", flat=True))


@page(SECRETARY, takes=cases_with_waiting_messages)
def meeting_table(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Chooses from the cases that wait for a meeting."""
    row = meeting_for_eyes(meeting)
    if request.method != "POST":
        return _choice(request, row, TableForm(), [])
    kept = request.session.pop(_key(request.POST.get("preview", "")), None)
    if kept is not None and kept["meeting"] == str(row.pk):
        return _run(request, row, kept)
    form = TableForm(request.POST)
    asked = request.POST.getlist("cases")[:ROWS_A_PAGE]
    form.fields["cases"].choices = [(each, "") for each in asked]  # type: ignore[attr-defined]
    if not form.is_valid() or not asked:
        if not asked:
            form.add_error(None, FormRefusal("상정할 사건을 고릅니다.", "MISSING_VALUE", "법§14②"))
        return _choice(request, row, form, asked, UNPROCESSABLE)
    return _preview(request, row, form.cleaned_data["cases"], form.cleaned_data["motion"])


def _choice(request: HttpRequest, row: Meeting, form: TableForm, ticked: Sequence[str], status: int = 200) -> HttpResponse:
    waiting = worklist(current().actor, ["AGENDA"], ROWS_A_PAGE)
    deferred = deferred_cases()
    opinions = opinions_on([case.pk for case in (*deferred, *waiting)])
    rows = [
        {"row": each, "is_deferred": each.case.state == "TABLED", "opinion": OUTCOMES.get(opinions.get(each.case.pk, ""), "")}
        for each in described([*deferred, *waiting])
    ]
    context = {
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "meeting": row,
        "form": form,
        "rows": rows,
        "ticked": set(ticked),
        "is_full": len(waiting) == ROWS_A_PAGE,
        "back_url": reverse("meeting", args=[row.pk]),
    }
    return render(request, "victims/agenda/table.html", context, status=status)


def deferred_cases() -> list[Case]:
    """Cases whose item was deferred by a meeting that is over, and that lie before no other."""
    actor = current().actor
    items = AgendaItem.objects.visible_to(actor)
    under_way = items.filter(~Q(result=results.DEFERRED) | Q(meeting__state__in=OPEN_MEETINGS)).values("matter")
    keys = items.filter(result=results.DEFERRED).exclude(matter__in=under_way).values("matter")
    cases = list(Case.objects.visible_to(actor).filter(pk__in=keys, state="TABLED").order_by("received_at", "id")[:ROWS_A_PAGE])
    for case in cases:
        current().show(case.controller, [case.pk])
    return cases


def opinions_on(cases: Iterable[UUID]) -> dict[UUID, str]:
    """The ministry's newest opinion on each case."""
    rows = Opinion.objects.visible_to(current().actor).filter(case__in=list(cases)).order_by("signed_at")
    return dict(rows.values_list("case", "outcome"))


def planned(keys: Sequence[UUID], motion: str) -> Plan:
    """Which act and which motion for each case. A case without an opinion has no motion, which its guard refuses."""
    states = dict(Case.objects.visible_to(current().actor).filter(pk__in=keys).values_list("pk", "state"))
    opinions = opinions_on(keys) if motion == BY_OPINION else {}
    return {
        str(key): {
            "act": AGAIN if states.get(key) == "TABLED" else FIRST,
            "motion": opinions.get(key, "") if motion == BY_OPINION else motion,
        }
        for key in keys
    }


def _groups(plan: Plan) -> dict[tuple[str, str], list[UUID]]:
    groups: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for key, each in plan.items():
        groups[each["act"], each["motion"]].append(UUID(key))
    return groups


def _preview(request: HttpRequest, row: Meeting, keys: Sequence[UUID], motion: str, *, stopped: bool = False) -> HttpResponse:
    plan = planned(keys, motion)
    versions: dict[str, int] = {}
    refused: dict[UUID, Refusal] = {}
    for (act, chosen), cases in _groups(plan).items():
        preview = ACTS[act].preview(cases, meeting=row.pk, motion=chosen)
        versions |= {str(key): version for key, version in preview.versions.items()}
        refused |= preview.refused
    token = uuid.uuid4()
    request.session[_key(str(token))] = {
        "meeting": str(row.pk),
        "versions": versions,
        "motion": motion,
        "plan": {key: each for key, each in plan.items() if key in versions},
    }
    context = {
        "page_title": f"{TITLE} 미리 보기",
        "breadcrumb": breadcrumb(row, TITLE),
        "meeting": row,
        "lines": _lines(keys, plan, refused),
        "possible": len(versions),
        "token": token,
        "stopped": stopped,
        "back_url": reverse("meeting_table", args=[row.pk]),
    }
    return render(request, "victims/agenda/table_preview.html", context, status=CONFLICT if stopped else 200)


def _run(request: HttpRequest, row: Meeting, kept: Mapping[str, Any]) -> HttpResponse:
    """A row that changed since the preview stops all: it is named, and a new preview is offered."""
    plan, versions = kept["plan"], kept["versions"]
    try:
        with transaction.atomic():
            for (act, motion), cases in _groups(plan).items():
                ACTS[act].run({key: versions[str(key)] for key in cases}, meeting=row.pk, motion=motion)
    except Stopped as stop:
        for line in _lines(list(stop.rows), plan, stop.rows):
            messages.error(request, f"{line['number']}: {line['result']}")
        return _preview(request, row, [UUID(key) for key in plan], kept["motion"], stopped=True)
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("meeting_table", row.pk)
    if not plan:
        messages.error(request, "상정할 수 있는 사건이 없습니다.")
        return to_meeting(row)
    context = {
        "page_title": f"{TITLE} 결과",
        "breadcrumb": breadcrumb(row, TITLE),
        "meeting": row,
        "lines": _lines([UUID(key) for key in plan], plan, {}),
        "back_url": reverse("meeting", args=[row.pk]),
    }
    return render(request, "victims/agenda/table_done.html", context)


def _lines(keys: Sequence[UUID], plan: Plan, refused: Mapping[UUID, Refusal]) -> list[dict[str, Any]]:
    """A result for each row; a row that is not visible has no number to show."""
    cases = {case.pk: case for case in Case.objects.visible_to(current().actor).filter(pk__in=keys)}
    for case in cases.values():
        current().show(case.controller, [case.pk])
    rows = {each.case.pk: each for each in described(list(cases.values()))}
    return [
        {
            "row": rows.get(key),
            "number": cases[key].receipt_no if key in cases else "해당 없음",
            "motion": OUTCOMES.get(plan.get(str(key), {}).get("motion", ""), ""),
            "result": refused[key].message if key in refused else "",
        }
        for key in keys
    ]


def _key(token: str) -> str:
    return f"meeting_table:{token}"
