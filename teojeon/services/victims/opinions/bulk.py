"""시·도의 의견과 같음 of many cases: a preview that names each row left out, then one act that is all or nothing (S1-INV-08)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.work.messages import SWEPT_DAYS
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Refusal, Stopped
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.intake.pages import CONFLICT
from teojeon.services.victims.intake.queries import described
from teojeon.services.victims.investigation.models import Report
from teojeon.services.victims.opinions.actions import to_agenda
from teojeon.services.victims.opinions.forms import AgreeForm
from teojeon.services.victims.opinions.queries import ROWS_A_PAGE
from teojeon.ui.requests import uuid_in

TITLE = "시·도 의견과 같음"
NOT_CHOSEN = "고르지 않았습니다. 따로 검토의견을 씁니다."


def cases_with_waiting_messages(words: Mapping[str, Any]) -> list[UUID]:
    """`takes` of the page, whose URL does not say which cases are ticked: those that wait for an opinion, and whose applicants wrote
    something that the office has not taken yet. A unit of its own."""
    since = clock.real_now() - dt.timedelta(days=SWEPT_DAYS)
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit, connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM waiting(%s)", [since])
        waiting = [subject for (subject,) in cursor.fetchall()]
        rows = Case.objects.visible_to(unit.actor).filter(pk__in=waiting, state="SENT")
        return list(rows.order_by("received_at", "id").values_list("pk", flat=True))


@page("PM-AGENDA", takes=cases_with_waiting_messages)
def opinions_agree(request: HttpRequest) -> HttpResponse:
    """First the preview with a result for each row, then the run."""
    if request.method != "POST":
        return redirect("opinions")
    kept = request.session.pop(_key(request.POST.get("preview", "")), None)
    if kept is not None:
        return _run(request, kept)
    form = AgreeForm(request.POST)
    listed = [key for text in request.POST.getlist("shown")[:ROWS_A_PAGE] if (key := uuid_in(text))]
    chosen = [key for text in request.POST.getlist("cases")[:ROWS_A_PAGE] if (key := uuid_in(text))]
    form.fields["cases"].choices = [(str(key), "") for key in chosen]  # type: ignore[attr-defined]
    if not form.is_valid() or not chosen:
        for text in [error for errors in form.errors.values() for error in errors] or ["같은 의견을 낼 사건을 고릅니다."]:
            messages.error(request, str(text))
        return redirect(_back(request))
    return _preview(request, chosen, listed, form.cleaned_data["reason"])


def _back(request: HttpRequest) -> str:
    """The same docket once more: of one landlord or building where it was narrowed to it."""
    by, like = request.POST.get("by", ""), uuid_in(request.POST.get("like", ""))
    narrowed = f"?by={by}&like={like}" if like and by in ("landlord", "building") else ""
    return f"{reverse('opinions')}{narrowed}"


def _opinions_of_provinces(keys: Iterable[UUID]) -> dict[UUID, str]:
    rows = Report.objects.visible_to(current().actor).filter(case__in=list(keys), state=Report.APPROVED).order_by("number")
    return dict(rows.values_list("case", "opinion"))


def _grouped(keys: Sequence[UUID]) -> dict[str, list[UUID]]:
    """By what the province thinks: agreeing means another class for each. A case without a report is refused by its guard."""
    opinions, groups = _opinions_of_provinces(keys), defaultdict(list)
    for key in keys:
        groups[opinions.get(key, "")].append(key)
    return groups


def _said(outcome: str, reason: str, cluster: str) -> dict[str, Any]:
    return {"outcome": outcome, "agrees_with_province": True, "reason": reason, "cluster": UUID(cluster)}


def _preview(
    request: HttpRequest, chosen: Sequence[UUID], listed: Sequence[UUID], reason: str, *, stopped: bool = False
) -> HttpResponse:
    token = str(uuid.uuid4())
    versions: dict[str, int] = {}
    refused: dict[UUID, Refusal] = {}
    for outcome, keys in _grouped(chosen).items():
        preview = to_agenda.preview(keys, **_said(outcome, reason, token))
        versions |= {str(key): version for key, version in preview.versions.items()}
        refused |= preview.refused
    request.session[_key(token)] = {"versions": versions, "listed": [str(key) for key in listed], "reason": reason}
    _deny_unseen(chosen)
    left_out = {key: Refusal("NOT_CHOSEN", NOT_CHOSEN) for key in listed if key not in chosen}
    context = {
        "page_title": f"{TITLE} 미리 보기",
        "breadcrumb": [{"title": "검토의견", "url": reverse("opinions")}, {"title": TITLE}],
        "lines": _lines([*chosen, *left_out], refused | left_out),
        "possible": len(versions),
        "left_out": len(refused) + len(left_out),
        "reason": reason,
        "token": token,
        "stopped": stopped,
    }
    return render(request, "victims/opinions/agree_preview.html", context, status=CONFLICT if stopped else 200)


def _deny_unseen(keys: Iterable[UUID]) -> None:
    """Cases of others leave the same *denied* event as on a page of their own (S1-XCT-04)."""
    unit, wanted = current(), list(dict.fromkeys(keys))
    seen = set(Case.objects.visible_to(unit.actor).filter(pk__in=wanted).values_list("pk", flat=True))
    for key in wanted:
        if key not in seen:
            unit.denied.append(denied_event(MINISTRY_CODE, key, actor=unit.account, organisation=unit.actor.organisation))


def _run(request: HttpRequest, kept: Mapping[str, Any]) -> HttpResponse:
    """A row that changed since the preview stops all: it is named, and a new preview is offered."""
    versions = {UUID(key): version for key, version in kept["versions"].items()}
    cluster = str(uuid.uuid4())
    try:
        with transaction.atomic():
            for outcome, keys in _grouped(list(versions)).items():
                to_agenda.run({key: versions[key] for key in keys}, **_said(outcome, kept["reason"], cluster))
    except Stopped as stop:
        for line in _lines(list(stop.rows), stop.rows):
            messages.error(request, f"{line['number']}: {line['result']}")
        return _preview(request, list(versions), [UUID(key) for key in kept["listed"]], kept["reason"], stopped=True)
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("opinions")
    if not versions:
        messages.error(request, "같은 의견을 낼 수 있는 사건이 없습니다.")
        return redirect("opinions")
    apart = [UUID(key) for key in kept["listed"] if key not in kept["versions"]]
    context = {
        "page_title": f"{TITLE} 결과",
        "breadcrumb": [{"title": "검토의견", "url": reverse("opinions")}, {"title": f"{TITLE} 결과"}],
        "lines": _lines(list(versions), {}),
        "apart": _lines(apart, {}),
    }
    return render(request, "victims/opinions/agree_done.html", context)


def _lines(keys: Sequence[UUID], refused: Mapping[UUID, Refusal]) -> list[dict[str, Any]]:
    """A result for each row; a row that is not visible has no number to show."""
    cases = {case.pk: case for case in Case.objects.visible_to(current().actor).filter(pk__in=keys)}
    for case in cases.values():
        current().show(case.controller, [case.pk])
    rows = {each.case.pk: each for each in described(list(cases.values()))}
    opinions = _opinions_of_provinces(cases)
    return [
        {
            "row": rows.get(key),
            "number": cases[key].receipt_no if key in cases else "해당 없음",
            "opinion": OUTCOMES.get(opinions.get(key, ""), ""),
            "result": refused[key].message if key in refused else "",
        }
        for key in keys
    ]


def _key(token: str) -> str:
    return f"opinions_agree:{token}"
