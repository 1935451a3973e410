"""The assessment sheet as PDF: of an agenda item as it was tabled, and of a case for its officials."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.committees.models import AgendaItem
from teojeon.kernel.crypto.masking import mask_name
from teojeon.kernel.documents.typeset import MissingGlyph
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.agenda.actions import last_item, sheet
from teojeon.services.victims.agenda.view import item_for_eyes, meeting_for_eyes
from teojeon.services.victims.assessment.printed import FILE_NAME, is_printable, sheet_pdf
from teojeon.services.victims.intake.pages import UNPROCESSABLE
from teojeon.services.victims.intake.queries import READERS

PURPOSE = "sheet"
NOT_TABLED = "오늘까지 확인한 사실과 오늘의 법령에 따른 검토(상정한 검토표가 아님)"


@page()
def meeting_item_sheet(request: HttpRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """The annex as it was tabled, for those to whom the item is told; for all others it does not exist."""
    row = meeting_for_eyes(meeting)
    found = item_for_eyes(row, item)
    current().show(row.controller, [found.matter])
    return _as_pdf(request, found.sheet, found.matter, place_of(found), reverse("meeting", args=[row.pk]))


@page(*READERS)
def case_sheet(request: HttpRequest, case: UUID) -> HttpResponse:
    """The sheet of a case that these eyes may read: as it was tabled last, before that as the file stands today."""
    row = get_case(case)
    tabled = _tabled(row)
    back = reverse("case", args=[row.pk])
    if tabled is not None:
        return _as_pdf(request, tabled.sheet, row.pk, place_of(tabled), back)
    try:
        return _as_pdf(request, sheet(row), row.pk, NOT_TABLED, back)
    except Refusal as refusal:
        return _told(request, refusal.message, refusal.code, back)


def place_of(item: AgendaItem) -> str:
    return f"{item.meeting.number} 안건 {item.position}번"


def _tabled(case: Case) -> AgendaItem | None:
    """The newest item, unless this reader was excluded from it: then the case's page is closed to them as well."""
    item = last_item(case.pk)
    if item is not None and current().account in item.excluded:
        raise Missing("item")
    return item


def _as_pdf(request: HttpRequest, content: dict[str, object], matter: UUID, place: str, back: str) -> HttpResponse:
    if not is_printable(content):
        raise Missing("sheet")
    current().purpose = PURPOSE
    names = Party.objects.visible_to(current().actor).filter(case_id=matter, role="applicant").values_list("name", flat=True)
    try:
        pdf = sheet_pdf(
            content,
            applicant=mask_name(names.first() or ""),
            place=place,
            printed_on=clock.business_today().isoformat(),
        )
    except MissingGlyph as error:
        return _told(request, error.message, error.code, back)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    return answer


def _told(request: HttpRequest, text: str, code: str, back: str) -> HttpResponse:
    context = {"title": "검토표를 만들지 못했습니다", "text": text, "code": code, "url": back, "url_label": "돌아가기"}
    return render(request, "ui/message.html", context, status=UNPROCESSABLE)


urls: list[URLPattern] = [
    path("meetings/<uuid:meeting>/items/<uuid:item>/sheet.pdf", meeting_item_sheet, name="meeting_item_sheet"),
    path("cases/<uuid:case>/sheet.pdf", case_sheet, name="case_sheet"),
]
