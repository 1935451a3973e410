"""Pages of cases that belong together: what was found, and linking by receipt number."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.services.victims.intake.pages import ActPage, answer, doing
from teojeon.services.victims.links.actions import decide_link, enter_link
from teojeon.services.victims.links.forms import DecideForm, EnterForm
from teojeon.services.victims.links.queries import links_of


@page("P-INTAKE", takes=case_in_url)
def case_links(request: HttpRequest, case: UUID) -> HttpResponse:
    """이어진 사건 확인: each case that was found, and the official's word."""
    row = get_case(case)
    found = links_of(row)
    form = DecideForm(request.POST or None, version=row.version, found=[(str(each.row.pk), each.words) for each in found])
    act_page = ActPage(
        title=decide_link.title,
        button="확인 저장",
        form=form,
        perform=doing(decide_link, row),
        done="이어진 사건인지 확인했습니다. 두 사건의 화면에 보입니다.",
        closed=decide_link.refused_now(row, {}),
    )
    return answer(request, row, act_page)


@page("P-INTAKE", takes=case_in_url)
def case_link_new(request: HttpRequest, case: UUID) -> HttpResponse:
    """접수번호로 사건 잇기."""
    row = get_case(case)
    form = EnterForm(request.POST or None, version=row.version)
    act_page = ActPage(
        title=enter_link.title,
        button="사건 잇기",
        form=form,
        perform=doing(enter_link, row),
        done="두 사건을 이었습니다. 두 사건의 화면에 보입니다.",
        closed=enter_link.refused_now(row, {}),
    )
    return answer(request, row, act_page)


urls: list[URLPattern] = [
    path("cases/<uuid:case>/links/", case_links, name="case_links"),
    path("cases/<uuid:case>/links/new/", case_link_new, name="case_link_new"),
]
