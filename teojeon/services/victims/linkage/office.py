"""Pages of linkage (업무시스템): whom a case is linked with, as a picture and a table, and what an investigator says on it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import ActPage, answer, breadcrumb, doing
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.linkage import actions, queries
from teojeon.services.victims.linkage.counting import counts_of
from teojeon.services.victims.linkage.drawing import draw
from teojeon.services.victims.linkage.forms import DecideForm, EnterForm, MergeForm, PartForm, ReasonForm
from teojeon.services.victims.linkage.models import BASES, KINDS, REJECTED
from teojeon.ui.requests import uuid_in

READING = ("P-INTAKE", "P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "AU")
"""Who reads the graph (appendix (d), «Linkage graph»): the local and the ministry's officials and the auditor, not the committee."""
TITLE = "같은 임대인의 사건"
DONE = "기록했습니다. 피해 임차인 수를 다시 셌습니다."
ACTS: tuple[tuple[str, CaseAct], ...] = (
    ("case_linkage_decide", actions.decide_node),
    ("case_linkage_enter", actions.enter_party),
    ("case_linkage_merge", actions.merge),
    ("case_linkage_part", actions.part),
)


@page(*READING)
def case_linkage(request: HttpRequest, case: UUID) -> HttpResponse:
    """Landlords, backers, buildings and brokers of a case with their numbers, and one of them as a picture and a table."""
    row = get_case(case)
    groups = queries.groups_of(row)
    chosen = _chosen(groups, uuid_in(request.GET.get("group", "")))
    context: dict[str, Any] = {
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "case": row,
        "groups": groups,
        "chosen": chosen,
        "words": _words(row),
        "acts": _acts(row),
        "back_url": reverse("case", args=[row.pk]),
    }
    if chosen:
        members = queries.members_of(chosen.id)
        hidden = queries.others_of(chosen.id, members)
        context |= {
            "members": members,
            "hidden": [{"sido": queries.sido_name(each.sido), "row": each} for each in hidden],
            "twins": queries.twins_of(members),
            "picture": draw(chosen.title, members, hidden, row.pk),
        }
    return render(request, "victims/linkage/case.html", context)


def _chosen(groups: list[queries.Group], wanted: UUID | None) -> queries.Group | None:
    """The group that the address names, else the first in which this case counts."""
    shown = [group for group in groups if group.link.state != REJECTED]
    asked = (group for group in shown if group.id == wanted)
    return next(asked, next((group for group in shown if group.holds), shown[0] if shown else None))


def _words(row: Case) -> list[dict[str, Any]]:
    words = queries.words_of(row)
    names = names_of(word.row.by for word in words)
    return [{"word": word, "by": names.get(word.row.by, "")} for word in words]


def _acts(row: Case) -> list[dict[str, str]]:
    """Links to the acts that are open to this person now."""
    if "P-INV" not in current().actor.boxes:
        return []
    return [{"url": reverse(name, args=[row.pk]), "title": act.title} for name, act in ACTS if act.refused_now(row, {}) is None]


def _act(request: HttpRequest, row: Case, act: CaseAct, form: ReasonForm, button: str, **context: Any) -> HttpResponse:
    act_page = ActPage(
        title=act.title,
        button=button,
        form=form,
        perform=doing(act, row),
        done=DONE,
        closed=act.refused_now(row, {}),
        template="victims/linkage/act.html",
        context={"back_url": reverse("case_linkage", args=[row.pk]), "beside": [], **context},
    )
    return answer(request, row, act_page)


@page("P-INV", takes=case_in_url)
def case_linkage_enter(request: HttpRequest, case: UUID) -> HttpResponse:
    """임대인·동일인·중개사 더하기."""
    row = get_case(case)
    return _act(request, row, actions.enter_party, EnterForm(request.POST or None, version=row.version), "더하기")


@page("P-INV", takes=case_in_url)
def case_linkage_decide(request: HttpRequest, case: UUID) -> HttpResponse:
    """임대인·건물·중개사의 연결 확인."""
    row = get_case(case)
    links = [
        (str(group.link.pk), f"{group.kind_title} {group.title} ({group.state}, {group.basis})") for group in queries.groups_of(row)
    ]
    form = DecideForm(request.POST or None, version=row.version, links=links)
    return _act(request, row, actions.decide_node, form, "확인 저장")


@page("P-INV", takes=case_in_url)
def case_linkage_merge(request: HttpRequest, case: UUID) -> HttpResponse:
    """같은 사람·건물로 합치기: what may be one stands side by side."""
    row = get_case(case)
    found = [*actions.candidates(row), *actions.buildings_beside(row)]
    counts = counts_of({node.group for link, other, _ in found for node in (link.node, other)})
    pairs = [(f"{link.node_id}_{node.pk}", f"{link.label} = {label} ({dict(KINDS)[node.kind]})") for link, node, label in found]
    beside = [
        {
            "kind": dict(KINDS)[node.kind],
            "sides": [
                {"label": link.label, "basis": BASES[link.node.basis], "count": counts[link.node.group]},
                {"label": label, "basis": BASES[node.basis], "count": counts[node.group]},
            ],
        }
        for link, node, label in found
    ]
    form = MergeForm(request.POST or None, version=row.version, pairs=pairs)
    return _act(request, row, actions.merge, form, "합치기", beside=beside)


@page("P-INV", takes=case_in_url)
def case_linkage_part(request: HttpRequest, case: UUID) -> HttpResponse:
    """합친 것을 나누기."""
    row = get_case(case)
    nodes = [(str(node.pk), f"{dict(KINDS)[node.kind]} {label} ({BASES[node.basis]})") for node, label in actions.parts(row)]
    return _act(request, row, actions.part, PartForm(request.POST or None, version=row.version, nodes=nodes), "나누기")


urls: list[URLPattern] = [
    path("cases/<uuid:case>/linkage/", case_linkage, name="case_linkage"),
    path("cases/<uuid:case>/linkage/enter/", case_linkage_enter, name="case_linkage_enter"),
    path("cases/<uuid:case>/linkage/decide/", case_linkage_decide, name="case_linkage_decide"),
    path("cases/<uuid:case>/linkage/merge/", case_linkage_merge, name="case_linkage_merge"),
    path("cases/<uuid:case>/linkage/part/", case_linkage_part, name="case_linkage_part"),
]
