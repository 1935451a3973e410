"""Pages of one case in the office: the file with its assessment, and one page for each act of the investigation."""

import datetime as dt
import json
import uuid
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Statement
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.assessment.facts import ALL, FACTS, CaseFact, fact_of, in_words
from teojeon.services.victims.assessment.outcomes import OUTCOMES, RESULTS
from teojeon.services.victims.assessment.pictures import pictures_of
from teojeon.services.victims.assessment.runs import findings_of_people, news_for_me, runs_shown
from teojeon.services.victims.assessment.shown import labels, stored_findings_shown
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.consents.office import consents_panel
from teojeon.services.victims.intake import resident
from teojeon.services.victims.intake.beside import beside
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.office import UNMASKING_BOXES
from teojeon.services.victims.intake.pages import ActPage, answer, breadcrumb, doing, plain_words
from teojeon.services.victims.intake.personal import FIELDS, mask_address
from teojeon.services.victims.intake.queries import READERS, house_area, names_of
from teojeon.services.victims.investigation import actions, comparing, delay_pages, recording
from teojeon.services.victims.investigation.casefile import CaseFile, open_file_of
from teojeon.services.victims.investigation.findings import in_words as in_words_of_report
from teojeon.services.victims.investigation.forms import FactForm, MethodForm, ReportForm, ReturnForm, UnknownsForm
from teojeon.services.victims.investigation.models import ALL_SOURCES, SOURCES, Fact
from teojeon.services.victims.investigation.package import is_intact
from teojeon.services.victims.investigation.widgets import RowsWidget
from teojeon.services.victims.linkage.queries import panel as linkage_panel
from teojeon.services.victims.links.queries import links_panel
from teojeon.services.victims.mandates.office import actors_panel
from teojeon.services.victims.requests.queries import panel as requests_panel
from teojeon.ui.formats import UNKNOWN

DECIDED_STATES = ("DECIDED", "SERVED", "FINAL")
FACT_PAGE, MORE_ROWS = "victims/investigation/fact.html", "value-more"


@page(*READERS)
def case_page(request: HttpRequest, case: UUID) -> HttpResponse:
    """The case file on one side, the assessment on the other."""
    row = get_case(case)
    file = open_file_of(row)
    context: dict[str, Any] = {
        "case": row,
        "file": file,
        "page_title": f"사건 {row.receipt_no}",
        "breadcrumb": [{"title": "업무 목록", "url": reverse("worklist")}, {"title": row.receipt_no}],
        "state_title": PROCEDURE.states[row.state],
        "register_no": f"{row.register_year}-{row.register_serial}",
        "d_day": (row.next_due - clock.business_today()).days if row.next_due else None,
        "personal": _personal(file),
        "house": house_area(file.application, clock.seoul_day(row.received_at)),
        "sheet": file.sheet,
        "is_decided": row.state in DECIDED_STATES,
        "labels": labels(),
        "pictures": pictures_of(file.sheet),
        "people": findings_of_people(row, file.facts, file.names),
        "runs": runs_shown(file.runs, file.names),
        "news": news_for_me(row, file.runs),
        "has_unrecorded": file.may_record
        and any(line.is_mandatory and not line.fact for _, lines in file.groups for line in lines),
        "opinion": OUTCOMES.get(file.opinion.outcome) if file.opinion else None,
        "sale_days": (row.next_sale_on - clock.business_today()).days if row.next_sale_on else None,
        **beside(row),
        **consents_panel(row),
        **actors_panel(row),
        **links_panel(row),
        **linkage_panel(row),
        **requests_panel(row),
    }
    return render(request, "victims/investigation/case.html", context)


def _personal(file: CaseFile) -> list[dict[str, str]]:
    """The applicant's data as screens show them, with a way to each masked value for those who may unmask."""
    party = file.party
    if party is None:
        return []
    masked = {
        "number": party.number_masked,
        "mobile": party.mobile_masked,
        "address": mask_address(party.address) if party.address else "",
    }
    may_unmask = bool(current().actor.boxes & set(UNMASKING_BOXES))
    return [
        {
            "title": FIELDS[field].title,
            "value": value,
            "url": reverse("case_unmask", args=[file.case.pk, field]) if value and may_unmask else "",
        }
        for field, value in masked.items()
    ]


def _page_of(act: CaseAct, row: Case, form: ActForm, **more: Any) -> ActPage:
    """The page of an act that moves the case: version and request of the form, its data to the act."""
    return ActPage(
        title=act.title,
        button=more.pop("button", act.title),
        form=form,
        perform=doing(act, row),
        closed=act.refused_now(row, {}),
        **more,
    )


@page("P-INV", takes=case_in_url)
def open_file(request: HttpRequest, case: UUID) -> HttpResponse:
    """조사 착수."""
    row = get_case(case)
    form = ActForm(request.POST or None, version=row.version)
    return answer(request, row, _page_of(actions.open_file, row, form, done="조사를 시작했습니다."))


@page("P-INV", takes=case_in_url)
def fact(request: HttpRequest, case: UUID, code: str) -> HttpResponse:
    """One fact: what was said, what stands, and a new row."""
    row = get_case(case)
    if code not in FACTS:
        raise Missing("fact")
    registered, newest = fact_of(code), newest_facts(row.pk).get(code)
    first = {"seen": newest.number if newest else 0, "as_of": clock.business_today(), "request": uuid.uuid4()}
    if newest is not None:
        first["value"] = UNKNOWN if newest.value is None else newest.value
    elif found := resident.proposals(row).get(code):  # what the resident register says is offered, not decided (S1-INT-04)
        first |= {"value": found, "source": "register", "evidence": resident.EVIDENCE}
    if MORE_ROWS in request.POST:
        return render(request, FACT_PAGE, _asking_for_rows(request, row, registered, first))
    form = FactForm(request.POST or None, fact=registered, initial=first)
    act_page = ActPage(
        title=f"사실 기록: {registered.title}",
        button="사실 저장",
        form=form,
        perform=lambda checked: recording.record_fact(
            row.pk,
            request=checked.cleaned_data["request"],
            code=code,
            value=checked.value_of_act,
            confidence=checked.cleaned_data["confidence"] or "",
            **{name: checked.cleaned_data[name] for name in ("source", "evidence", "as_of", "note", "seen")},
        ),
        template=FACT_PAGE,
        done=f"사실을 저장했습니다: {registered.title}",
        closed=recording.record_fact.refused_now(row, {}),
        words=lambda name, value: _fact_words(code, name, value),
        context={"fact": registered, "history": _history(row, code), "said": _said(row, code)},
    )
    return answer(request, row, act_page)


def _asking_for_rows(request: HttpRequest, row: Case, registered: CaseFact, first: dict[str, Any]) -> dict[str, Any]:
    """The same form with everything typed and more empty rows; nothing is checked or saved yet."""
    blank = FactForm(fact=registered, initial=first)
    typed = {name: field.widget.value_from_datadict(request.POST, {}, name) for name, field in blank.fields.items()}
    widget = blank.fields["value"].widget
    if isinstance(widget, RowsWidget):
        typed["value"] = widget.with_more(typed["value"])
    title = f"사실 기록: {registered.title}"
    return {
        "case": row,
        "page_title": title,
        "breadcrumb": breadcrumb(row, title),
        "form": FactForm(fact=registered, initial=first | typed),
        "button": "사실 저장",
        "tone": "primary",
        "closed": None,
        "back_url": reverse("case", args=[row.pk]),
        "state_title": PROCEDURE.states[row.state],
        "fact": registered,
        "history": _history(row, registered.code),
        "said": _said(row, registered.code),
    }


@page("P-INV", takes=case_in_url)
def unknowns(request: HttpRequest, case: UUID) -> HttpResponse:
    """Facts that could not be found out, recorded as unknown with one note."""
    row = get_case(case)
    open_codes = recording.not_recorded(row)
    form = UnknownsForm(request.POST or None, version=row.version, codes=[(code, fact_of(code).title) for code in open_codes])
    act_page = _page_of(recording.record_unknowns, row, form, button="모름으로 기록", done="고른 사실을 모름으로 적었습니다.")
    act_page.title = "확인하지 못한 사실을 모름으로 기록"
    act_page.context["notice"] = "확인할 수 있는 사실은 하나씩 증거와 함께 적습니다. 모름은 ‘아니오’로 바뀌지 않습니다."
    return answer(request, row, act_page)


def _fact_words(code: str, name: str, value: Any) -> tuple[str, str]:
    labels_of = {"value": "값", "source": "출처", "evidence": "증거 자료", "as_of": "기준일", "note": "비고"}
    if name not in labels_of:
        return "", ""
    if name == "value":
        return "값", in_words(code, value)
    if name == "source":
        return "출처", dict(SOURCES).get(str(value), "")
    return labels_of[name], plain_words(name, value)[1]


def _history(row: Case, code: str) -> list[dict[str, Any]]:
    """All rows of one fact, the newest first: earlier ones stay readable."""
    rows = list(Fact.objects.visible_to(current().actor).filter(case=row, code=code).order_by("-number"))
    names = names_of(each.author for each in rows)
    return [
        {
            "row": each,
            "value": in_words(code, each.value),
            "source": dict(SOURCES).get(each.source, ""),
            "author": names.get(each.author, ""),
        }
        for each in rows
    ]


def _said(row: Case, code: str) -> str:
    said = Statement.objects.visible_to(current().actor).filter(case=row, code=code).order_by("-said_at", "-id").first()
    return in_words(code, said.value) if said else ""


@page("P-INV", takes=case_in_url)
def method(request: HttpRequest, case: UUID) -> HttpResponse:
    """조사 방법 기록."""
    row = get_case(case)
    form = MethodForm(request.POST or None, version=row.version, initial={"done_on": clock.business_today()})
    return answer(request, row, _page_of(actions.log_method, row, form, button="조사 방법 저장", done="조사 방법을 적었습니다."))


@page("P-INV", takes=case_in_url)
def report(request: HttpRequest, case: UUID) -> HttpResponse:
    """조사보고 제출."""
    row = get_case(case)
    form = ReportForm(request.POST or None, version=row.version)
    return answer(request, row, _page_of(actions.submit_report, row, form, done="조사보고를 제출했습니다."))


@page("P-REV", takes=case_in_url)
def review(request: HttpRequest, case: UUID) -> HttpResponse:
    """조사 검토: approve, or return with a reason; two forms on one page, told apart by the button."""
    row = get_case(case)
    returning = request.POST.get("decision") == "return"
    act = actions.return_report if returning else actions.approve_report
    approving = ActForm(None if returning else request.POST or None, version=row.version)
    returned = ReturnForm(request.POST if returning else None, version=row.version)
    act_page = _page_of(
        act,
        row,
        returned if returning else approving,
        template="victims/investigation/review.html",
        done="보고를 반려했습니다." if returning else "보고를 확정했습니다.",
        context={"approving": approving, "returning": returned, "report": actions.newest_report(row), "outcomes": OUTCOMES},
    )
    act_page.title = "조사 검토"
    newest = actions.newest_report(row)
    act_page.context |= {
        "report_opinion": OUTCOMES.get(newest.opinion, "") if newest else "",
        "findings": in_words_of_report(newest.findings) if newest else [],
        "unknowns": [FACTS[code].title for code in newest.open_unknowns if code in FACTS] if newest else [],
    }
    return answer(request, row, act_page)


@page("P-SEND", takes=case_in_url)
def send(request: HttpRequest, case: UUID) -> HttpResponse:
    """국토교통부 송부: freezes the package."""
    row = get_case(case)
    form = ActForm(request.POST or None, version=row.version)
    notice = "송부하면 신청인의 진술, 확인한 사실, 요건 검토, 조사보고가 하나로 굳어져 더 고칠 수 없습니다."
    act_page = _page_of(
        actions.send, row, form, done="조사 결과를 국토교통부로 보냈습니다.", context={"notice": notice}, button="조사 결과 송부"
    )
    return answer(request, row, act_page)


@page(*READERS)
def package(request: HttpRequest, case: UUID) -> HttpResponse:
    """What was sent, read only, with the check of its hash."""
    row = get_case(case)
    sent = actions.package_of(row)
    if sent is None:
        raise Missing("package")
    content = json.loads(sent.content)
    context = {
        "case": row,
        "page_title": "송부한 조사 결과",
        "breadcrumb": breadcrumb(row, "송부한 조사 결과"),
        "package": sent,
        "is_intact": is_intact(sent),
        "content": content,
        "statements": [_spoken(each) for each in content["statements"]],
        "facts": [_spoken(each) | {"source_title": dict(ALL_SOURCES).get(each["source"], "")} for each in content["facts"]],
        "opinion": OUTCOMES.get(content["report"]["opinion"], content["report"]["opinion"]),
        "reported": in_words_of_report(content["report"].get("findings", [])),
        "result": RESULTS.get(content["assessment"].get("outcome", ""), ""),
        "findings": stored_findings_shown(content["assessment"]["findings"]),
        "assessed_on": dt.date.fromisoformat(content["assessment"]["on"]),
        "receipt_hash": content["assessment"]["receipt"]["sha256"],
        "labels": labels(),
        "sent_by": names_of([sent.sent_by]).get(sent.sent_by, ""),
    }
    return render(request, "victims/investigation/package.html", context)


def _spoken(each: dict[str, Any]) -> dict[str, Any]:
    known = ALL.get(each["code"])
    return each | {"title": known.title if known else each["code"], "words": in_words(each["code"], each["value"])}


urls: list[URLPattern] = [
    path("cases/<uuid:case>/", case_page, name="case"),
    path("cases/<uuid:case>/open/", open_file, name="case_open"),
    path("cases/<uuid:case>/facts/<slug:code>/", fact, name="case_fact"),
    path("cases/<uuid:case>/unknown-facts/", unknowns, name="case_unknowns"),
    path("cases/<uuid:case>/method/", method, name="case_method"),
    path("cases/<uuid:case>/report/", report, name="case_report"),
    path("cases/<uuid:case>/review/", review, name="case_review"),
    path("cases/<uuid:case>/send/", send, name="case_send"),
    path("cases/<uuid:case>/package/", package, name="case_package"),
    *comparing.urls,
    *delay_pages.urls,
]
