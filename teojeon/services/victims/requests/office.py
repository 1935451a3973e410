"""Pages of data requests (업무시스템): the list with its reminders, a new request, one request; replies are in reply_pages.py."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.documents import store
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import CONFLICT, UNPROCESSABLE
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.letterbox.queries import panel as letterbox_panel
from teojeon.services.victims.linkage.queries import cases_of
from teojeon.services.victims.requests import actions, letter, queries, reply_pages
from teojeon.services.victims.requests.forms import RequestForm
from teojeon.services.victims.requests.items import ITEMS, parts_on
from teojeon.services.victims.requests.models import DRAFTED, LETTER, SENT, WAITING, DataRequest
from teojeon.services.victims.requests.reading import ANSWERED as REPLIED
from teojeon.services.victims.requests.subjects import landlord_of, landlord_said
from teojeon.ui.forms import put_refusal
from teojeon.ui.requests import SeeOther, uuid_in, version_of

READING, SENDING = reply_pages.READING, reply_pages.SENDING
TITLE, NEW_TITLE = "자료 요청", "새 자료 요청"
SEND = "send"


@page(*READING)
def requests(request: HttpRequest) -> HttpResponse:
    """The requests of these eyes by what they wait for; which of them are to be chased today."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in queries.TABS else "waiting"
    only_chase = request.GET.get("chase") == "1"
    lines, more = queries.listed(tab, only_chase=only_chase)
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": TITLE}],
        "tabs": [
            {"title": title, "url": f"{reverse('requests')}?tab={code}", "current": code == tab}
            for code, (title, _) in queries.TABS.items()
        ],
        "tab_title": queries.TABS[tab][0],
        "lines": lines,
        "more": more,
        "only_chase": only_chase,
        "to_chase": queries.waiting_to_chase(clock.business_today()),
        "to_send": queries.waiting_to_send() if actions.may_send() else 0,
    }
    return render(request, "victims/requests/list.html", context)


@page("P-INV")
def requests_new(request: HttpRequest) -> HttpResponse:
    """One request for the cases that the address names: `?case=` once or more, or `?group=` for all of a landlord, building or broker
    that these eyes see. A district drafts, the province sends at once.
    """
    posted = request.method == "POST"
    group = uuid_in(request.GET.get("group", ""))
    keys = _keys(request.POST.get("cases", "").split(".") if posted else request.GET.getlist("case"))
    if not posted and group is not None:
        keys = tuple(dict.fromkeys([*keys, *(case.pk for case in cases_of(group))]))
    cases = actions.cases_asked(keys)
    covered = [case for case in cases if case.state in actions.OPEN_STATES]
    sends = actions.may_send()
    first = {"landlord_name": landlord_said(covered)} if covered else {}
    form = RequestForm(request.POST if posted else None, initial=first)
    status = 200
    if posted:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                return _made(request, form, cases, sends and SEND in request.POST)
            except Forbidden:
                raise
            except Refusal as refusal:
                put_refusal(form, refusal)
                status = CONFLICT
    context = {
        "page_title": NEW_TITLE,
        "breadcrumb": [{"title": TITLE, "url": reverse("requests")}, {"title": NEW_TITLE}],
        "form": form,
        "cases": covered,
        "case_keys": ".".join(str(case.pk) for case in covered),
        "left_out": len(cases) - len(covered) if not posted else 0,
        "sends": sends,
        "back_url": reverse("case", args=[covered[0].pk]) if len(covered) == 1 else reverse("worklist"),
    }
    return render(request, "victims/requests/new.html", context, status=status)


def _keys(texts: Iterable[str]) -> tuple[UUID, ...]:
    """The keys among the texts; one that is none names no case of these eyes."""
    found = []
    for text in texts:
        if text:
            key = uuid_in(text)
            if key is None:
                raise Missing("case")
            found.append(key)
    return tuple(dict.fromkeys(found))


def _made(request: HttpRequest, form: RequestForm, cases: list[Case], is_sent: bool) -> HttpResponse:
    asked = form.asked(tuple(case.pk for case in cases))
    row = actions.draft(asked, request=form.cleaned_data["request"])
    if is_sent and row.state == DRAFTED:
        actions.issue(row.pk)
        row = queries.find_request(row.pk)
    messages.success(request, _sent_words(row) if is_sent else "초안을 저장했습니다. 시·도의 담당자가 확인하여 보냅니다.")
    return SeeOther(reverse("data_request", args=[row.pk]))


def _sent_words(row: DataRequest) -> str:
    if row.channel == LETTER:
        return f"{row.request_no} 요청을 보낸 것으로 기록했습니다. 공문을 인쇄하여 보냅니다."
    return f"{row.request_no} 요청을 연계된 기관에 보냈습니다."


@page(*READING)
def data_request(request: HttpRequest, data_request: UUID) -> HttpResponse:
    """One request: what was asked, which cases it covers, what came, which rows wait and which differ."""
    row = queries.find_request(data_request)
    item, covered = ITEMS[row.item], queries.covered_shown(row)
    lines = queries.rows_of_request(row)
    names = names_of([row.drafted_by, row.issued_by, *(UUID(each["by"]) for each in row.chased_on)])
    differing = queries.mismatches(lines)
    boxes = current().actor.boxes
    context = {
        "page_title": f"{TITLE} {row.request_no or '초안'}",
        "breadcrumb": [{"title": TITLE, "url": reverse("requests")}, {"title": row.request_no or "초안"}],
        "line": queries.line_of(row),
        "row": row,
        "item": item,
        "parts": ", ".join(parts_on(item, row.sent_on or clock.business_today())),
        "covered": covered,
        "elsewhere": max(0, int(row.keys.get("cases", 0)) - len(covered)),
        "landlord": landlord_of(row.keys),
        "replies": queries.replies_of(row),
        "lines": lines,
        "differing": differing,
        "agreeing": sum(1 for line in lines if line.is_open and line.match == "agrees"),
        "drafted_by": names.get(row.drafted_by, ""),
        "issued_by": names.get(row.issued_by, "") if row.issued_by else "",
        "chased": [{"on": each["on"], "by": names.get(UUID(each["by"]), "")} for each in row.chased_on],
        "may_issue": actions.issue.refused_now(row, {}) is None,
        "may_drop": actions.drop.refused_now(row, {}) is None,
        "may_chase": actions.chase.refused_now(row, {}) is None,
        "may_accept": "P-INV" in boxes,
        "may_take": bool(boxes & set(SENDING)) and row.state in WAITING,
        "waits": row.state == SENT,
        "replied": REPLIED,
        "letterbox": letterbox_panel(row.request_no) if row.request_no else None,
    }
    return render(request, "victims/requests/request.html", context)


ACTS: Mapping[str, tuple[Callable[..., Any], str]] = {
    "issue": (actions.issue, "요청을 보냈습니다."),
    "drop": (actions.drop, "초안을 거두었습니다."),
    "chase": (actions.chase, "재촉한 것을 기록했습니다."),
}


@page(*SENDING)
def data_request_act(request: HttpRequest, data_request: UUID) -> HttpResponse:
    """Sends a draft, gives it up, or notes that the agency was asked again."""
    row = queries.find_request(data_request)
    chosen = ACTS.get(request.POST.get("decision", ""))
    if request.method == "POST" and chosen is not None:
        act, done = chosen
        try:
            act(row.pk, version=version_of(request))
        except Forbidden:
            raise
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            sent = queries.find_request(row.pk)
            messages.success(request, _sent_words(sent) if act is actions.issue else done)
    return SeeOther(reverse("data_request", args=[row.pk]))


@page(*READING)
def data_request_letter(request: HttpRequest, data_request: UUID) -> HttpResponse:
    """The letter as it was sent; of a draft as it would be; `?again=1`: the reminder."""
    row = queries.find_request(data_request)
    if row.sent_on is None:
        raise Missing("letter")
    again = request.GET.get("again") == "1"
    if row.letter_file is not None and not again:
        pdf = store.read(row.pk, row.letter_file)
    else:
        covered = [each for each in queries.covered_shown(row) if each.left_on is None]
        pdf = letter.request_letter(row, ITEMS[row.item], covered, again=again)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.request_no}.pdf"'
    return response


urls: list[URLPattern] = [
    path("requests/", requests, name="requests"),
    path("requests/new/", requests_new, name="requests_new"),
    path("requests/<uuid:data_request>/", data_request, name="data_request"),
    path("requests/<uuid:data_request>/act/", data_request_act, name="data_request_act"),
    path("requests/<uuid:data_request>/letter.pdf", data_request_letter, name="data_request_letter"),
    *reply_pages.urls,
]
