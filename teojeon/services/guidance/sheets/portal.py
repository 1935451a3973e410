"""The list of forms, for everybody (운용규정§5②4)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.work.pages import page
from teojeon.services.guidance.pages.portal import INDEX_TITLE, head
from teojeon.services.guidance.sheets.reader import sheets_on

GROUPS = {
    "rule": "「전세사기피해자 지원 및 주거안정에 관한 특별법 시행규칙」의 서식",
    "directive": "「전세사기피해자 지원관리정보체계 운용 규정」의 서식",
}


@page(public=True)
def guide_forms(request: HttpRequest) -> HttpResponse:
    """The forms that are valid today."""
    today = clock.business_today()
    context = head(
        request,
        "서식",
        "전세사기피해자 결정 신청과 지원에 쓰는 법정 서식의 목록과 시행일을 봅니다.",
        breadcrumb=[{"title": INDEX_TITLE, "url": reverse("guide_index")}, {"title": "서식"}],
        groups=[(title, sheets_on(today, code)) for code, title in GROUPS.items()],
    )
    return render(request, "guidance/forms.html", context)


urls: list[URLPattern] = [path("guide/forms/", guide_forms, name="guide_forms")]
