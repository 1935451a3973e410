"""Pages of the office about who acts on a case."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.people.access import COUNTER_CODE_DAYS, new_code
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import ActPage, answer
from teojeon.services.victims.mandates.models import Mandate
from teojeon.services.victims.mandates.office_actions import accept_mandate, change_actor
from teojeon.services.victims.mandates.office_forms import FEWEST_ROWS, MOST_ROWS, AcceptForm, ChangeActorForm
from teojeon.services.victims.mandates.queries import acting_on


def actors_panel(case: Case) -> dict[str, Any]:
    """For the case page: who acts, the heirs, and what is missing (`victims/mandates/_panel.html`)."""
    return {"acting": acting_on(case), "may_change_actor": "P-INTAKE" in current().actor.boxes}


@page("P-INTAKE", takes=case_in_url)
def accept(request: HttpRequest, case: UUID) -> HttpResponse:
    """대리·대표 확인."""
    row = get_case(case)
    acting = acting_on(row)
    candidates = [
        (str(each.mandate.pk), f"{each.title} {each.party.name}") for each in acting if each.mandate.state == Mandate.STATED
    ]
    form = AcceptForm(request.POST or None, version=row.version, candidates=candidates)
    act_page = ActPage(
        title=accept_mandate.title,
        button="확인 완료",
        form=form,
        perform=lambda checked: accept_mandate(
            row.pk,
            version=checked.cleaned_data["version"],
            request=checked.cleaned_data["request"],
            mandate=checked.cleaned_data["mandate"],
            doc_seen=checked.cleaned_data["doc_seen"],
        ),
        template="victims/mandates/accept.html",
        done="대리·대표를 확인했습니다.",
        closed=accept_mandate.refused_now(row, {}),
        context={"acting": acting},
    )
    return answer(request, row, act_page)


@page("P-INTAKE", takes=case_in_url)
def change(request: HttpRequest, case: UUID) -> HttpResponse:
    """Death notice, heirs, a proxy appointed or dismissed on paper (row 33)."""
    row = get_case(case)
    form = ChangeActorForm(request.POST or None, version=row.version, rows=_rows(request))

    def perform(checked: ChangeActorForm) -> Any:
        code = new_code() if checked.cleaned_data["let_in"] else ""
        result = change_actor(
            row.pk,
            version=checked.cleaned_data["version"],
            reason=checked.cleaned_data["reason"],
            died_on=checked.cleaned_data["died_on"],
            stated=checked.stated,
            code=code,
        )
        if code:  # shown once, stored nowhere here
            text = (
                f"초대 번호는 {code}입니다. 본인임을 확인한 사람에게 적어 줍니다. {COUNTER_CODE_DAYS}일 동안 한 번 쓸 수 있습니다."
            )
            messages.warning(request, text)
        return {**result, "masked": checked.was_masked}

    act_page = ActPage(
        title=change_actor.title,
        button="변경 기록",
        form=form,
        perform=perform,
        template="victims/mandates/change.html",
        done="행위자 변경을 기록했습니다. 그 전에 보낸 통지는 그대로 효력이 있습니다.",
        context={"acting": acting_on(row), "more_rows": min(form.rows + FEWEST_ROWS, MOST_ROWS)},
    )
    return answer(request, row, act_page)


def _rows(request: HttpRequest) -> int:
    text = request.GET.get("heirs", "")
    return min(max(int(text), FEWEST_ROWS), MOST_ROWS) if text.isascii() and text.isdecimal() and len(text) < 4 else FEWEST_ROWS


urls: list[URLPattern] = [
    path("cases/<uuid:case>/actors/accept/", accept, name="case_mandate_accept"),
    path("cases/<uuid:case>/actors/change/", change, name="case_actor_change"),
]
