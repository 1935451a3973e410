"""Papers of a case in the office: two of them side by side, page by page, or one beside what the applicant said."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header, urlencode

from teojeon.kernel.audit.events import read_event
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.crypto.subjects import pseudonyms
from teojeon.kernel.documents import pages, store
from teojeon.kernel.documents.checks import CheckUnavailable
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Statement
from teojeon.services.victims.assessment.facts import ALL, in_words
from teojeon.services.victims.intake.forms import PurposeForm
from teojeon.services.victims.intake.pages import breadcrumb
from teojeon.services.victims.intake.queries import READERS
from teojeon.services.victims.papers import queries, scan_pages, scans
from teojeon.services.victims.papers.kinds import kind_of
from teojeon.services.victims.papers.models import Paper
from teojeon.services.victims.papers.queries import PaperLine

PAGE_WIDTH = 1240  # pixels: A4 at 150 dpi
UNPROCESSABLE, CONFLICT, UNAVAILABLE = 422, 409, 503
SIDES = (("left", "왼쪽"), ("right", "오른쪽"))
DOWNLOADING = ("P-INTAKE", "P-INV", "P-REV", "PM-AGENDA", "AU")


@dataclass(frozen=True)
class Pane:
    """One side of the viewer: a paper at a page, or nothing. URLs are empty where there is nowhere to go."""

    side: str
    title: str
    line: PaperLine | None
    page: int
    picture_url: str
    before_url: str
    after_url: str


@page(*READERS)
def case_papers(request: HttpRequest, case: UUID) -> HttpResponse:
    """The list, and two panes. What stands in them is in the address, so that it can be sent on and come back to."""
    row = get_case(case)
    lines = queries.papers_of(row)
    panes = _panes(row, lines, request)
    context: dict[str, Any] = {
        "case": row,
        "page_title": f"서류 {row.receipt_no}",
        "breadcrumb": breadcrumb(row, "서류"),
        "lines": [{"line": line, "links": _links(row, line, panes)} for line in lines],
        "panes": panes,
        "missing": queries.missing(row),
        "statements": _statements(row) if not panes[1].line else [],
        "back_url": reverse("case", args=[row.pk]),
        "may_scan": bool(current().actor.boxes & {scans.REGISTERING, scans.INTAKE}),
        "may_download": bool(current().actor.boxes & set(DOWNLOADING)),
    }
    return render(request, "victims/papers/case.html", context)


@page(*READERS)
def case_paper_page(request: HttpRequest, case: UUID, paper: UUID, number: int) -> HttpResponse:
    """One page of the defused copy as a picture. Each is a look of its own (S1-XCT-04)."""
    row, found = _opened(case, paper)
    if not 1 <= number <= queries.pages_of(found):
        raise Missing("page")
    assert found.safe_file_id is not None  # it has pages
    if found.safe_mime in queries.IMAGES:
        content = b"".join(store.get(row.pk, found.safe_file_id))
        return _picture(content, found.safe_mime)
    try:
        drawn = pages.picture(store.get(row.pk, found.safe_file_id), number, PAGE_WIDTH)
    except CheckUnavailable:
        return HttpResponse(status=UNAVAILABLE)
    if drawn is None:
        raise Missing("page")
    return _picture(drawn, "image/png")


@page(*READERS)
def case_paper_copy(request: HttpRequest, case: UUID, paper: UUID) -> HttpResponseBase:
    """The whole defused copy, to be kept or opened by its own program: without script, macro and place."""
    row, found = _opened(case, paper)
    if found.safe_file_id is None:
        raise Missing("copy")
    endings = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
    name = f"{kind_of(found.doc_type).title}.{endings.get(found.safe_mime, 'hwpx')}"
    return _download(StreamingHttpResponse(store.get(row.pk, found.safe_file_id), content_type=found.safe_mime), name)


@page(*DOWNLOADING)
def case_paper_original(request: HttpRequest, case: UUID, paper: UUID, sheet: UUID) -> HttpResponseBase:
    """The file as it was handed in, with a purpose, and only once a scan found it clean."""
    row = get_case(case)
    found = queries.paper_of(row, paper)
    chosen = queries.sheet_of(found, sheet)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    refusal = _why_not(found)
    status = 200
    if request.method == "POST":
        if refusal is None and form.is_valid():
            assert chosen.file_id is not None  # sheet_of
            _note_original(row, found, form.cleaned_data["purpose"])
            name = queries.name_of(chosen) or "서류"
            return _download(StreamingHttpResponse(store.get(row.pk, chosen.file_id), content_type=OCTETS), name)
        status = CONFLICT if refusal else UNPROCESSABLE
    context = {
        "case": row,
        "page_title": "원본 내려받기",
        "breadcrumb": breadcrumb(row, "원본 내려받기"),
        "kind": kind_of(found.doc_type),
        "name": queries.name_of(chosen),
        "form": form,
        "refusal": refusal.as_dict() if refusal else None,
        "back_url": reverse("case_papers", args=[row.pk]),
    }
    return render(request, "victims/papers/original.html", context, status=status)


OCTETS = "application/octet-stream"


def _why_not(paper: Paper) -> Refusal | None:
    if paper.scan == "clean":
        return None
    message = "바이러스가 발견된 원본은 내려받을 수 없습니다." if paper.scan == "infected" else (
        "바이러스 검사를 하지 않은 원본은 내려받을 수 없습니다. 안전한 사본을 봅니다. 원본이 필요하면 운영자에게 검사를 요청합니다."
    )  # fmt: skip
    return Refusal("NOT_SCANNED_CLEAN", message, source="S1-APP-07")


def _note_original(case: Case, paper: Paper, purpose: str) -> None:
    """Chained with this unit, so that no download goes unrecorded."""
    unit = current()
    unit.purpose = purpose
    unit.events.append(
        read_event(
            case.controller,
            page="case_paper_original",
            actor=unit.account,
            organisation=unit.actor.organisation,
            purpose=purpose,
            subjects=[pseudonyms([case.pk])[case.pk]],
            fields=[f"paper.{paper.doc_type}"],
        )
    )


def _opened(case: UUID, paper: UUID) -> tuple[Case, Paper]:
    row = get_case(case)
    found = queries.paper_of(row, paper)
    current().show(row.controller, [row.pk], fields=[f"paper.{found.doc_type}"])
    return row, found


def _panes(case: Case, lines: list[PaperLine], request: HttpRequest) -> list[Pane]:
    by_key = {str(line.paper.pk): line for line in lines if line.pages or line.has_copy}
    asked = {side: (by_key.get(request.GET.get(side, "")), _number(request.GET.get(f"{side}-page", ""))) for side, _ in SIDES}
    if asked["left"][0] is None and by_key:
        asked["left"] = (next(iter(by_key.values())), 1)
    return [_pane(case, side, title, asked) for side, title in SIDES]


def _pane(case: Case, side: str, title: str, asked: dict[str, tuple[PaperLine | None, int]]) -> Pane:
    line, number = asked[side]
    last = line.pages if line else 0
    number = min(max(number, 1), last) if last else 0
    picture = reverse("case_paper_page", args=[case.pk, line.paper.pk, number]) if line and number else ""

    def turned(to: int) -> str:
        return _url(case, {**asked, side: (line, to)}) if 1 <= to <= last else ""

    return Pane(side, title, line, number, picture, turned(number - 1), turned(number + 1))


def _links(case: Case, line: PaperLine, panes: list[Pane]) -> list[dict[str, str]]:
    """Where to put this paper: left or right, the other pane as it stands."""
    if not line.pages and not line.has_copy:
        return []
    standing = {pane.side: (pane.line, pane.page) for pane in panes}
    return [{"title": title, "url": _url(case, {**standing, side: (line, 1)})} for side, title in SIDES]


def _url(case: Case, asked: dict[str, tuple[PaperLine | None, int]]) -> str:
    words: dict[str, str] = {}
    for side, (line, number) in asked.items():
        if line:
            words |= {side: str(line.paper.pk), f"{side}-page": str(max(number, 1))}
    return f"{reverse('case_papers', args=[case.pk])}?{urlencode(words)}"


def _statements(case: Case) -> list[dict[str, str]]:
    """What the applicant said, in words, for the other side of a paper."""
    rows = Statement.objects.visible_to(current().actor).filter(case=case, code__in=list(ALL)).order_by("said_at", "id")
    said = {row.code: row for row in rows}
    return [{"term": ALL[code].title, "value": in_words(code, row.value)} for code, row in said.items()]


def _picture(content: bytes, mime: str) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _download(response: StreamingHttpResponse, name: str) -> StreamingHttpResponse:
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


_CASE = "cases/<uuid:case>/papers"
urls: list[URLPattern] = [
    *scan_pages.urls,
    path(f"{_CASE}/", case_papers, name="case_papers"),
    path(f"{_CASE}/<uuid:paper>/pages/<int:number>/", case_paper_page, name="case_paper_page"),
    path(f"{_CASE}/<uuid:paper>/copy/", case_paper_copy, name="case_paper_copy"),
    path(f"{_CASE}/<uuid:paper>/sheets/<uuid:sheet>/original/", case_paper_original, name="case_paper_original"),
]
