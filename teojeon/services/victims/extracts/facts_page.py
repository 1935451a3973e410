"""The page of facts that an extract speaks for: proposals with their rows; what is ticked is recorded by the investigator."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.assessment.facts import FACTS, in_words
from teojeon.services.victims.extracts import queries
from teojeon.services.victims.extracts.forms import FactsForm
from teojeon.services.victims.extracts.places import dashed
from teojeon.services.victims.extracts.proposing import Matter, Proposal, label_of, named, proposals
from teojeon.services.victims.extracts.queries import Served
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, breadcrumb
from teojeon.services.victims.intake.personal import party_of
from teojeon.services.victims.investigation import recording
from teojeon.services.victims.investigation.models import Fact
from teojeon.ui.forms import put_refusal
from teojeon.ui.requests import SeeOther

TITLE = "등기에서 확인되는 사실"
ELSEWHERE = "이 사건의 집이 아닌 증명서입니다. 이 증명서에서는 사실을 제안하지 않습니다."
UNDECIDED = "아직 확인하지 않은 행이 있습니다. 모든 행을 확인한 뒤에 제안합니다."


@page("P-INV", takes=case_in_url)
def case_extract_facts(request: HttpRequest, case: UUID, extract: UUID) -> HttpResponse:
    """What the confirmed rows speak for beside what is on file; nothing is ticked beforehand."""
    row = get_case(case)
    this = queries.served(row, extract)
    facts = newest_facts(row.pk)
    found, questions = _proposed(row, this, facts)
    offered = {each.code: each for each in found if _says_more(each, facts)}
    seen = json.dumps({code: facts[code].number for code in offered if code in facts})
    choices = [(code, FACTS[code].title) for code in offered]
    form = FactsForm(request.POST if request.method == "POST" else None, codes=choices, version=row.version, seen=seen)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            refusal = _record(request, row, this, form, offered)
            if refusal is None:
                return SeeOther(reverse("case_extract_facts", args=[row.pk, extract]))
            put_refusal(form, refusal)
            status = CONFLICT
    context = {
        "case": row,
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "served": this,
        "form": form,
        "offered": [_line(each, facts) for each in offered.values()],
        "settled": [_line(each, facts) for each in found if each.code not in offered],
        "questions": questions,
        "closed": recording.record_facts.refused_now(row, {}),
        "back_url": reverse("case_extract", args=[row.pk, extract]),
    }
    return render(request, "victims/extracts/facts.html", context, status=status)


def _proposed(row: Case, this: Served, facts: dict[str, Fact]) -> tuple[list[Proposal], list[str]]:
    """Nothing from another house, and nothing while an entry waits that may be the first one."""
    if queries.is_of_another_house(this, row):
        return [], [ELSEWHERE]
    return ([], [UNDECIDED]) if this.open else proposals(this.standing, matter_of(row, this, facts))


def matter_of(case: Case, this: Served, facts: dict[str, Fact]) -> Matter:
    """What the rows are read for in this case."""
    party, first, events = party_of(case.pk), facts.get("first_contract_date"), facts.get("events")
    return Matter(
        tenant=(party.name or "") if party else "",
        first_contract_on=dt.date.fromisoformat(str(first.value)) if first and first.value else None,
        is_whole=this.is_whole,
        issued_on=this.row.issued_on,
        label=label_of(dashed(this.row.unique_no), this.row.issued_on),
        events=events.value if events and isinstance(events.value, dict) else None,
        event_codes=tuple(code for code, _ in FACTS["events"].options),
    )


def _says_more(each: Proposal, facts: dict[str, Fact]) -> bool:
    """Whether the file does not say so already."""
    standing = facts.get(each.code)
    return standing is None or standing.value != each.value


def _record(request: HttpRequest, row: Case, this: Served, form: FactsForm, offered: dict[str, Proposal]) -> Refusal | None:
    """Records what was ticked, each with the entries as its evidence. Returns why not."""
    codes = form.cleaned_data["codes"]
    if not codes:
        return Refusal("MISSING_VALUE", "사실로 적을 제안을 하나 이상 고릅니다.", "codes", "S1-INV-01")
    seen = _numbers(form.cleaned_data["seen"])
    rows: list[dict[str, Any]] = [
        {
            "code": code,
            "value": offered[code].value,
            "source": "register",
            "evidence": offered[code].evidence,
            "as_of": this.row.issued_on or clock.business_today(),
            "note": offered[code].remark,
            "seen": seen.get(code, 0),
        }
        for code in codes
    ]
    try:
        made = recording.record_facts(row.pk, request=form.cleaned_data["request"], rows=rows)
    except Forbidden:
        raise
    except Refusal as refusal:
        return refusal
    if made.get("masked"):
        messages.warning(request, MASKED)
    messages.success(request, f"{made['count']}개 사실을 적었습니다.")
    return None


def _numbers(text: str) -> dict[str, int]:
    """Which row of each fact stood on the page; what is no such list is none."""
    try:
        said = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(code): each for code, each in said.items() if type(each) is int} if isinstance(said, dict) else {}


def _line(each: Proposal, facts: dict[str, Fact]) -> dict[str, Any]:
    standing = facts.get(each.code)
    return {
        "proposal": each,
        "title": FACTS[each.code].title,
        "source": FACTS[each.code].source,
        "stands": in_words(each.code, standing.value) if standing else "",
        "rows": [{"row": row, "name": named(row)} for row in each.rows],
        "remark": each.remark,
    }
