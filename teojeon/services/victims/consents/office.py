"""The consents of a case in the office: what stands, and what came on paper."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.unit import current
from teojeon.services.victims.consents.office_actions import record_consent
from teojeon.services.victims.consents.office_forms import RecordForm
from teojeon.services.victims.consents.queries import lines
from teojeon.services.victims.consents.texts import statutory
from teojeon.services.victims.intake.pages import ActPage, answer


def consents_panel(case: Case) -> dict[str, Any]:
    """For the case page (`victims/consents/_panel.html`): read-only."""
    return {"consents": lines(case), "statutory": statutory(), "may_record_consent": "P-INTAKE" in current().actor.boxes}


@page("P-INTAKE", takes=case_in_url)
def record(request: HttpRequest, case: UUID) -> HttpResponse:
    """동의·철회 기록."""
    row = get_case(case)
    form = RecordForm(request.POST or None, version=row.version)
    act_page = ActPage(
        title=record_consent.title,
        button="기록",
        form=form,
        perform=lambda checked: record_consent(
            row.pk,
            version=checked.cleaned_data["version"],
            request=checked.cleaned_data["request"],
            code=checked.cleaned_data["code"],
            granted=checked.cleaned_data["granted"],
        ),
        template="victims/consents/record.html",
        done="동의·철회를 기록했습니다. 지금부터 효력이 있습니다.",
        context=consents_panel(row),
    )
    return answer(request, row, act_page)


urls: list[URLPattern] = [path("cases/<uuid:case>/consents/", record, name="case_consents")]
