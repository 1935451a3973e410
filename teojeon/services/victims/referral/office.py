"""Pages of referrals to the support centre (업무시스템): the list to be printed, the referrals of one case, the sheet of one."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import CONFLICT, UNPROCESSABLE, breadcrumb, carry_on
from teojeon.services.victims.intake.personal import party_of, telephone_of
from teojeon.services.victims.intake.tasks import URGENT, tasks_of
from teojeon.services.victims.referral import actions, queries
from teojeon.services.victims.referral.forms import ReferForm, ResultForm
from teojeon.services.victims.referral.models import CONTACT, NAME, WAITING
from teojeon.ui.forms import put_refusal
from teojeon.ui.requests import SeeOther

REFERRING, READING = ("P-INTAKE", "PM-STAY"), ("P-INTAKE", "PM-STAY", "P-INV", "AU")
TITLE, LIST_TITLE = "지원센터 의뢰", "지원센터 의뢰 목록"
SHOWN_DAYS = 30
TABS = {"waiting": "의뢰할 사건", "no-result": "결과를 기다리는 의뢰", "all": "의뢰 전체"}


@page(*REFERRING)
def referrals(request: HttpRequest) -> HttpResponse:
    """What has to be referred, and what was, for the province's officials and the ministry. Printed, it is the list of references."""
    today, tab = clock.business_today(), request.GET.get("tab", "")
    tab = tab if tab in TABS else "waiting"
    first = _day(request.GET.get("from", ""), today - dt.timedelta(days=SHOWN_DAYS))
    last = _day(request.GET.get("to", ""), today)
    lines, more = (
        queries.referred(current().actor, first, last, only_waiting=tab == "no-result") if tab != "waiting" else ([], False)
    )
    context = {
        "page_title": LIST_TITLE,
        "breadcrumb": [{"title": LIST_TITLE}],
        "tabs": [
            {"title": title, "url": f"{reverse('referrals')}?tab={code}", "current": code == tab} for code, title in TABS.items()
        ],
        "tab": tab,
        "tab_title": TABS[tab],
        "waiting": queries.not_referred(current().actor) if tab == "waiting" else [],
        "lines": lines,
        "more": more,
        "first": first,
        "last": last,
    }
    return render(request, "victims/referral/list.html", context)


def _day(text: str, otherwise: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return otherwise


@page(*READING, takes=case_in_url)
def case_referrals(request: HttpRequest, case: UUID) -> HttpResponse:
    """The referrals of one case, what came of each, and a further one."""
    row = get_case(case)
    if request.method != "POST":
        return _show(request, row)
    boxes = current().actor.boxes
    if not boxes & set(REFERRING):
        raise Forbidden("FORBIDDEN", f"권한 없음: {TITLE}. 권한이 필요하면 기관장에게 등록을 신청합니다.", source="S1-USR-09")
    is_result = request.POST.get("decision") == "result"
    form = (
        ResultForm(request.POST, auto_id=_id_of(request.POST.get("referral", ""))) if is_result else _refer_form(row, request.POST)
    )
    if not form.is_valid():
        return _show(request, row, form, UNPROCESSABLE)
    act = _act(is_result)
    try:
        act(row.pk, version=form.cleaned_data["version"], request=form.cleaned_data["request"], **form.data_of_act)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal)
        if isinstance(refusal, Stale):
            carry_on(form, row, refusal)
        return _show(request, get_case(case), form, CONFLICT)
    done = "결과를 기록했습니다." if is_result else "의뢰를 기록했습니다. 의뢰서를 인쇄하여 지원센터에 보내거나 전화로 알립니다."
    messages.success(request, done)
    return SeeOther(reverse("case_referrals", args=[row.pk]))


def _act(is_result: bool) -> CaseAct:
    in_province = "P-INTAKE" in current().actor.boxes
    if is_result:
        return actions.note_result if in_province else actions.note_result_as_ministry
    return actions.refer if in_province else actions.refer_as_ministry


def _refer_form(row: Case, data: Any = None) -> ReferForm:
    grounds = [code for task in tasks_of(row) if task["row"].kind == URGENT for code in task["row"].ground]
    return ReferForm(
        data,
        version=row.version,
        centres=queries.centres_for(row),
        may_pass_more=actions.may_pass_more(row),
        initial={"grounds": grounds},
    )


def _id_of(referral: str) -> str:
    return f"result-{referral[:8]}-%s"


def _show(request: HttpRequest, row: Case, form: ReferForm | ResultForm | None = None, status: int = 200) -> HttpResponse:
    may_refer = bool(current().actor.boxes & set(REFERRING))
    sent_back = form.referral_key if isinstance(form, ResultForm) else None
    shown = []
    for line in queries.lines(actions.referrals_of(row)):
        result = None
        if may_refer and line.row.result == WAITING:
            initial = {"referral": line.row.pk, "result_on": clock.business_today()}
            fresh = ResultForm(version=row.version, initial=initial, auto_id=_id_of(str(line.row.pk)))
            result = form if line.row.pk == sent_back else fresh
        shown.append({"line": line, "form": result})
    refused = _act(False).refused_now(row, {}) if may_refer else None
    context = {
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "case": row,
        "shown": shown,
        "form": (form if isinstance(form, ReferForm) else _refer_form(row)) if may_refer else None,
        "closed": refused if not isinstance(form, ReferForm) else None,
        "form_with_errors": form,
        "may_pass_more": actions.may_pass_more(row),
        "back_url": reverse("case", args=[row.pk]),
    }
    return render(request, "victims/referral/case.html", context, status=status)


@page(*REFERRING, takes=case_in_url)
def case_referral_sheet(request: HttpRequest, case: UUID, referral: UUID) -> HttpResponse:
    """What the centre gets, to be printed. Name and number stand there only while the consent stands, and the look is noted."""
    row = get_case(case)
    found = actions.referral_of(row, referral)
    if found is None:
        raise Missing("referral")
    [line] = queries.lines([found])
    passed = set(found.passed) if actions.may_pass_more(row) else set()
    party = party_of(row.pk) if passed & {NAME, CONTACT} else None
    telephone = telephone_of(row, party) if party and CONTACT in passed else ""
    if party is not None:
        fields = [f"party.{name}" for code, name in ((NAME, "name"), (CONTACT, "mobile")) if code in passed]
        current().show(row.controller, [row.pk], fields=fields)
    context = {
        "page_title": "지원센터 의뢰서",
        "breadcrumb": breadcrumb(row, "지원센터 의뢰서"),
        "line": line,
        "name": party.name if party and NAME in passed else "",
        "telephone": telephone,
        "consent_ended": bool(set(found.passed) & {NAME, CONTACT}) and not passed,
        "back_url": reverse("case_referrals", args=[row.pk]),
    }
    return render(request, "victims/referral/sheet.html", context)


urls: list[URLPattern] = [
    path("referrals/", referrals, name="referrals"),
    path("cases/<uuid:case>/referrals/", case_referrals, name="case_referrals"),
    path("cases/<uuid:case>/referrals/<uuid:referral>/", case_referral_sheet, name="case_referral_sheet"),
]
