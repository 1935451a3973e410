"""Pages of the ministry's review: the docket, one opinion, and an opinion as it was signed (업무시스템)."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.assessment.facts import ALL, in_words
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.intake.pages import ActPage, answer, breadcrumb, doing
from teojeon.services.victims.intake.queries import names_of, units_of
from teojeon.services.victims.investigation.actions import newest_report, package_of
from teojeon.services.victims.investigation.findings import WORDS, stands
from teojeon.services.victims.investigation.package import sha256_of
from teojeon.services.victims.opinions import actions, bulk, queries
from teojeon.services.victims.opinions.forms import AgreeForm, OpinionForm
from teojeon.services.victims.opinions.models import Opinion
from teojeon.services.victims.opinions.queries import Docket
from teojeon.ui.requests import uuid_in

TITLE = "검토의견"
FILTERS = ("by", "stage", "sale", "unit", "opinion", "like")


@page("PM-AGENDA")
def opinions(request: HttpRequest) -> HttpResponse:
    """Cases that wait for the ministry's opinion, those of one landlord or building together."""
    actor, asked = current().actor, request.GET
    units = units_of(actor)
    docket = Docket(
        by=_among(asked.get("by"), queries.GROUPINGS) or queries.LANDLORD,
        stage=_among(asked.get("stage"), queries.STAGES),
        sale=_among(asked.get("sale"), queries.SALES),
        unit=_among(asked.get("unit"), [code for code, _ in units]),
        opinion=_among(asked.get("opinion"), OUTCOMES),
        like=uuid_in(asked.get("like", "")),
        after=uuid_in(asked.get("after", "")),
    )
    lines, more = queries.page_of(actor, docket)
    context = {
        "page_title": TITLE,
        "breadcrumb": [{"title": TITLE}],
        "docket": docket,
        "groupings": queries.GROUPINGS.items(),
        "stages": queries.STAGES.items(),
        "sales": queries.SALES.items(),
        "units": units,
        "outcomes": OUTCOMES.items(),
        "lines": [{"line": each, "like_url": _url(docket, like=each.row.case.pk, after=None)} for each in lines],
        "is_grouped": docket.by in queries.UNNAMED,
        "form": AgreeForm() if lines and docket.stage == queries.NEW else None,
        "all_url": _url(docket, like=None, after=None) if docket.like else "",
        "next_url": _url(docket, after=lines[-1].row.case.pk) if more else "",
        "first_url": _url(docket, after=None) if docket.after else "",
        "is_filtered": bool(docket.sale or docket.unit or docket.opinion or docket.like),
    }
    return render(request, "victims/opinions/docket.html", context)


def _among(word: str | None, known: Collection[str]) -> str:
    return word if word is not None and word in known else ""


def _url(docket: Docket, **changed: UUID | None) -> str:
    words = {name: getattr(docket, name) for name in (*FILTERS, "after")} | changed
    return f"{reverse('opinions')}?{urlencode({name: str(word) for name, word in words.items() if word})}"


@page("PM-AGENDA", takes=case_in_url)
def opinion(request: HttpRequest, case: UUID) -> HttpResponse:
    """검토의견과 안건 작성; after an addendum, the opinion on it."""
    row = get_case(case)
    act = actions.review_again if row.state == "AGENDA" else actions.to_agenda
    package, report, facts = package_of(row), newest_report(row), newest_facts(row.pk)
    findings = [each | {"stands": stands(each)} for each in actions.province_findings(package)] if package else []
    form = OpinionForm(
        request.POST or None,
        version=row.version,
        facts=[(code, f"{ALL[code].title}: {in_words(code, fact.value)}") for code, fact in facts.items()],
        findings=findings,
    )
    act_page = ActPage(
        title="검토의견",
        button="검토의견에 서명" if row.state == "AGENDA" else "서명하고 안건으로 올리기",
        form=form,
        perform=doing(act, row),
        closed=act.refused_now(row, {}),
        done="검토의견에 서명했습니다." if row.state == "AGENDA" else "검토의견에 서명하고 안건으로 올렸습니다.",
        template="victims/opinions/opinion.html",
        context={
            "package": package,
            "report": report,
            "report_opinion": OUTCOMES.get(report.opinion, "") if report else "",
            "findings": [_asked(row, each) for each in findings],
            "addendum": actions.newer_addendum(row, actions.newest_opinion(row)),
            "additional_url": reverse("case_additional", args=[row.pk]),
            "signed_url": reverse("case_opinion_signed", args=[row.pk]) if row.state == "AGENDA" else "",
        },
    )
    return answer(request, row, act_page)


def _asked(row: Case, finding: dict[str, Any]) -> dict[str, Any]:
    """A requirement in words, and where the province is asked about it (법§14④)."""
    link = f"{reverse('case_additional', args=[row.pk])}?{urlencode({'finding': finding['code']})}"
    is_proposal = finding["value"] is None and finding["proposed"] is not None
    return finding | {"word": WORDS[finding["stands"]], "is_proposal": is_proposal, "ask_url": link}


@page(*queries.READERS)
def opinion_signed(request: HttpRequest, case: UUID) -> HttpResponse:
    """붙임 2 as it was signed, the newest first, each with the check of its hash."""
    row = get_case(case)
    rows = list(Opinion.objects.visible_to(current().actor).filter(case=row).order_by("-signed_at"))
    if not rows:
        raise Missing("opinion")
    names = names_of(each.signed_by for each in rows)
    context = {
        "page_title": "서명한 검토의견",
        "breadcrumb": breadcrumb(row, "서명한 검토의견"),
        "case": row,
        "opinions": [_shown(each, names) for each in rows],
    }
    return render(request, "victims/opinions/signed.html", context)


def _shown(row: Opinion, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "row": row,
        "outcome": OUTCOMES.get(row.outcome, row.outcome),
        "signed_by": names.get(row.signed_by, ""),
        "findings": [
            each | {"of_province": WORDS[each["province"]], "of_ministry": WORDS[each["ministry"]]} for each in row.findings
        ],
        "differs_in": [ALL[code].title if code in ALL else code for code in row.differs_in],
        "is_intact": sha256_of(row.content) == row.sha256 if row.content else None,
    }


urls: list[URLPattern] = [
    path("opinions/", opinions, name="opinions"),
    path("opinions/agree/", bulk.opinions_agree, name="opinions_agree"),
    path("cases/<uuid:case>/opinion/", opinion, name="case_opinion"),
    path("cases/<uuid:case>/opinion/signed/", opinion_signed, name="case_opinion_signed"),
]
