"""The page on which the committee's secretary records what the committee found."""

import uuid
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.assessment.actions import record_finding
from teojeon.services.victims.assessment.assess import newest_facts
from teojeon.services.victims.assessment.facts import FINDINGS, in_words
from teojeon.services.victims.assessment.forms import FindingForm
from teojeon.services.victims.intake.pages import ActPage, answer, plain_words
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.investigation.models import Fact

PROPOSALS = {"intent_found": "intent_proposal", "expected_loss_found": "loss_state", "other_event_found": "events"}
"""Finding → what the investigator recorded about it."""


@page("PM-SEC", takes=case_in_url)
def finding(request: HttpRequest, case: UUID, code: str) -> HttpResponse:
    """위원회의 판단: what was proposed, what stands, and a new row with the resolution."""
    row = get_case(case)
    if code not in FINDINGS:
        raise Missing("finding")
    facts = newest_facts(row.pk)
    newest, registered = facts.get(code), FINDINGS[code]
    first = {"seen": newest.number if newest else 0, "resolved_on": clock.business_today(), "request": uuid.uuid4()}
    form = FindingForm(request.POST or None, finding=registered, initial=first)
    proposed = facts.get(PROPOSALS.get(code, ""))
    act_page = ActPage(
        title=f"위원회의 판단 기록: {registered.title}",
        button="판단 저장",
        form=form,
        perform=lambda checked: record_finding(
            row.pk,
            request=checked.cleaned_data["request"],
            code=code,
            **{name: checked.cleaned_data[name] for name in ("value", "resolution", "resolved_on", "reason", "seen")},
        ),
        template="victims/assessment/finding.html",
        done=f"위원회의 판단을 저장했습니다: {registered.title}",
        closed=record_finding.refused_now(row, {}),
        words=lambda name, value: _words(code, name, value),
        context={
            "fact": registered,
            "history": _history(row, code),
            "proposed": in_words(proposed.code, proposed.value) if proposed else "",
            "proposed_note": proposed.note if proposed else "",
        },
    )
    return answer(request, row, act_page)


def _words(code: str, name: str, value: Any) -> tuple[str, str]:
    labels = {"value": "판단", "evidence": "의결 번호", "as_of": "의결한 날", "note": "이유"}
    if name not in labels:
        return "", ""
    return labels[name], in_words(code, value) if name == "value" else plain_words(name, value)[1]


def _history(row: Case, code: str) -> list[dict[str, Any]]:
    rows = list(Fact.objects.visible_to(current().actor).filter(case=row, code=code).order_by("-number"))
    names = names_of(each.author for each in rows)
    return [{"row": each, "value": in_words(code, each.value), "author": names.get(each.author, "")} for each in rows]


urls: list[URLPattern] = [path("cases/<uuid:case>/findings/<slug:code>/", finding, name="case_finding")]
