"""Pages of registry extracts: those of a house, one with its rows beside the page, and the facts they speak for."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.documents import store, texts
from teojeon.kernel.documents.checks import CheckUnavailable
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.extracts import actions, facts_page, queries
from teojeon.services.victims.extracts.changes import summary
from teojeon.services.victims.extracts.forms import PressForm, ReadForm, RowForm, ScanForm, TypedForm
from teojeon.services.victims.extracts.models import DECISIONS, ExtractRow
from teojeon.services.victims.extracts.places import dashed
from teojeon.services.victims.extracts.queries import Served
from teojeon.services.victims.extracts.reading import ASK, SECTIONS, YES, Reading, read
from teojeon.services.victims.extracts.wording import KINDS
from teojeon.services.victims.intake.pages import CONFLICT, MASKED, UNPROCESSABLE, breadcrumb
from teojeon.services.victims.intake.queries import READERS, names_of
from teojeon.services.victims.papers.models import Paper
from teojeon.services.victims.papers.queries import PDF, pages_of
from teojeon.ui.formats import korean_date
from teojeon.ui.forms import put_refusal
from teojeon.ui.requests import SeeOther, uuid_in

TITLE = "등기사항증명서"
EMPTY_ROWS = 4
FIELDS_WORDS = {
    "kind": "종류",
    "holder": "권리자",
    "amount": "금액",
    "received_on": "접수일",
    "received_no": "접수번호",
    "cancelled": "말소 여부",
}


@page(*READERS, takes=case_in_url)
def case_extracts(request: HttpRequest, case: UUID) -> HttpResponse:
    """The extracts of the house, and the papers that wait to be read."""
    row = get_case(case)
    found = queries.served_by(row)
    papers = {str(each.pk): each for each in queries.papers_to_read(row, found)}
    choices = [(key, _paper_words(each)) for key, each in papers.items()]
    form: ReadForm = ReadForm(papers=choices)
    status = 200
    if request.method == "POST":
        form = (ScanForm if "is_scan" in request.POST else ReadForm)(request.POST, papers=choices)
        status = UNPROCESSABLE
        if form.is_valid():
            answered = _read(request, row, papers[form.cleaned_data["paper"]], form, choices)
            if isinstance(answered, HttpResponse):
                return answered
            form, status = answered
    context = {
        "case": row,
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "lines": [_line(row, each, found) for each in found],
        "form": form,
        "is_scan": isinstance(form, ScanForm),
        "has_papers": bool(papers),
        "closed": actions.read_extract.refused_now(row, {}),
        "back_url": reverse("case", args=[row.pk]),
    }
    return render(request, "victims/extracts/list.html", context, status=status)


def _paper_words(paper: Paper) -> str:
    issued = f", {korean_date(paper.issued_on)} 발급" if paper.issued_on else ""
    return f"등기사항증명서 {pages_of(paper)}쪽{issued} ({paper.sha256[:8]})"


def _read(
    request: HttpRequest, row: Case, paper: Paper, form: ReadForm, choices: list[tuple[str, str]]
) -> HttpResponse | tuple[ReadForm, int]:
    """Keeps the extract and opens it; a scan is asked for what no machine reads, a refusal comes back with the form."""
    if not isinstance(form, ScanForm):
        if (refusal := actions.read_extract.refused_now(row, {})) is not None:
            put_refusal(form, refusal)
            return form, CONFLICT
        try:
            reading = _reading(row, paper)
        except CheckUnavailable:
            put_refusal(
                form, Refusal("CHECK_AWAY", "지금은 글자를 읽을 수 없습니다. 잠시 뒤에 다시 합니다.", "paper", actions.SOURCE)
            )
            return form, CONFLICT
        if not reading.has_text or not (reading.rows or reading.unique_no):
            asked = ScanForm(papers=choices)
            asked.initial.update({"paper": str(paper.pk), "issued_on": paper.issued_on})
            messages.info(
                request, "글자가 들어 있지 않은 증명서입니다. 그림을 보고 아래 칸을 적으면 행을 자판으로 적는 표가 열립니다."
            )
            return asked, 200
        data = actions.as_data(reading)
    else:
        data = actions.as_data(Reading(max(pages_of(paper), 1), has_text=False)) | _typed_head(form)
    return _kept(request, row, paper, form, data)


def _kept(
    request: HttpRequest, row: Case, paper: Paper, form: ReadForm, data: Mapping[str, Any]
) -> HttpResponse | tuple[ReadForm, int]:
    words = form.cleaned_data
    given: dict[str, Any] = {"paper": paper.pk, "sha256": paper.sha256, "read": data, "reason": words["reason"] or ""}
    try:
        made = actions.read_extract(row.pk, request=words["request"], **given)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal)
        return form, CONFLICT
    if made["masked"]:
        messages.warning(request, MASKED)
    messages.success(request, f"증명서를 읽어 {made['rows']}개 행을 찾았습니다. 한 행씩 그림과 견주어 확인합니다.")
    return SeeOther(reverse("case_extract", args=[row.pk, made["extract"]]))


def _reading(row: Case, paper: Paper) -> Reading:
    """The rows of a paper; a picture has none. Raises CheckUnavailable."""
    pages = None
    if paper.safe_file_id is not None and paper.safe_mime == PDF:
        pages = texts.pages_of(store.get(row.pk, paper.safe_file_id))
    return read(pages) if pages else Reading(max(pages_of(paper), 1), has_text=False)


def _typed_head(form: ScanForm) -> dict[str, Any]:
    words = form.cleaned_data
    return {
        "kind": words["kind"],
        "unique_no": words["unique_no"],
        "places": [words["place"]],
        "issued_on": words["issued_on"].isoformat(),
        "coverage": words["coverage"],
    }


def _line(row: Case, each: Served, among: list[Served]) -> dict[str, Any]:
    former, changes = queries.changes_of(each, among)
    return {
        "served": each,
        "url": reverse("case_extract", args=[row.pk, each.row.pk]),
        "facts_url": reverse("case_extract_facts", args=[row.pk, each.row.pk]),
        "is_own": each.case.pk == row.pk,
        "former": former,
        "changes": summary(changes),
    }


# one extract


@page(*READERS, takes=case_in_url)
def case_extract(request: HttpRequest, case: UUID, extract: UUID) -> HttpResponse:
    """The picture of a page beside the row in hand; Enter takes it over and goes to the next."""
    row = get_case(case)
    this = queries.served(row, extract)
    if request.method != "POST":
        return _shown(request, row, this)
    decision = request.POST.get("decision", "")
    if decision == "type":
        return _type(request, row, this)
    if decision == "seen":
        return _see(request, row, this)
    return _decide(request, row, this, leave_out=decision == "leave_out")


def _decide(request: HttpRequest, row: Case, this: Served, *, leave_out: bool) -> HttpResponse:
    form = RowForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, this, form, status=UNPROCESSABLE)
    words = form.cleaned_data
    given = {"row": words["row"], "seen": words["seen"], "values": form.values, "leave_out": leave_out, "note": words["note"] or ""}
    try:
        made = actions.decide_row(this.row.pk, request=words["request"], case=row.pk, **given)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(form, refusal)
        return _shown(request, row, queries.served(row, this.row.pk), form, status=CONFLICT)
    if made["masked"]:
        messages.warning(request, MASKED)
    return SeeOther(
        f"{reverse('case_extract', args=[row.pk, this.row.pk])}{_after(queries.served(row, this.row.pk), words['row'])}"
    )


def _after(this: Served, done: UUID) -> str:
    """The next row that waits, from the one just done on; none: the page as it is."""
    place = next((each.position for each in this.rows if each.pk == done), 0)
    waiting = sorted(this.open, key=lambda each: (each.position < place, each.position))
    return f"?row={waiting[0].pk}#row" if waiting else ""


def _type(request: HttpRequest, row: Case, this: Served) -> HttpResponse:
    press = PressForm(request.POST, prefix="type")
    forms = _typed_forms(request.POST, this)
    is_valid = all([press.is_valid(), *(each.is_valid() for each in forms)])
    typed = [each.values for each in forms if is_valid and each.has_changed()]
    if not is_valid:
        return _shown(request, row, this, typed=forms, status=UNPROCESSABLE)
    try:
        made = actions.type_rows(this.row.pk, request=press.cleaned_data["request"], case=row.pk, rows=typed)
    except Forbidden:
        raise
    except Refusal as refusal:
        put_refusal(forms[0], refusal)
        return _shown(request, row, this, typed=forms, status=CONFLICT)
    messages.success(request, f"{made['count']}개 행을 적었습니다.")
    page_now = typed[-1]["page"]
    return SeeOther(f"{reverse('case_extract', args=[row.pk, this.row.pk])}?page={page_now}#typed")


def _see(request: HttpRequest, row: Case, this: Served) -> HttpResponse:
    press = PressForm(request.POST, prefix="see")
    if not press.is_valid():
        return _shown(request, row, this, status=UNPROCESSABLE)
    try:
        made = actions.see_lines(this.row.pk, request=press.cleaned_data["request"], case=row.pk)
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return _shown(request, row, this, status=CONFLICT)
    done = "모든 행과 줄을 확인했습니다." if made["confirmed"] else "읽지 못한 줄을 확인했습니다. 아직 확인하지 않은 행이 있습니다."
    messages.success(request, done)
    return SeeOther(reverse("case_extract", args=[row.pk, this.row.pk]))


def _typed_forms(data: Any, this: Served, number: int = 1) -> list[TypedForm]:
    return [TypedForm(data, place, number) for place in range(EMPTY_ROWS)]


def _shown(
    request: HttpRequest,
    row: Case,
    this: Served,
    form: RowForm | None = None,
    *,
    typed: list[TypedForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    chosen = _chosen(request, this, form)
    number = _page(request, this, chosen)
    closed = actions.may_work(row)
    may_work = closed is None and "P-INV" in current().actor.boxes
    if form is None and chosen is not None and may_work:
        form = RowForm(row=chosen)
        for name in chosen.doubts[:1] if not chosen.decision else []:
            form.fields[name].widget.attrs["autofocus"] = True
    former, changes = queries.changes_of(this, queries.served_by(row))
    names = names_of(each.decided_by for each in this.rows)
    context = {
        "case": row,
        "page_title": f"{TITLE} 확인",
        "breadcrumb": [
            *breadcrumb(row, TITLE)[:-1],
            {"title": TITLE, "url": reverse("case_extracts", args=[row.pk])},
            {"title": "확인"},
        ],
        "served": this,
        "number": dashed(this.row.unique_no),
        "is_own": this.case.pk == row.pk,
        "rows": [_row_line(row, this, each, names, chosen) for each in this.rows],
        "chosen": chosen,
        "doubts": [FIELDS_WORDS.get(name, "긴 글") for name in chosen.doubts] if chosen else [],
        "form": form if may_work else None,
        "typed": typed or _typed_forms(None, this, number),
        "typing": typed is not None,
        "type_press": PressForm(prefix="type"),
        "see_press": PressForm(prefix="see"),
        "may_work": may_work,
        "closed": closed,
        "former": former,
        "changes": changes,
        "facts_url": reverse("case_extract_facts", args=[row.pk, this.row.pk]),
        "back_url": reverse("case_extracts", args=[row.pk]),
        **_picture(row, this, number),
    }
    return render(request, "victims/extracts/extract.html", context, status=status)


def _chosen(request: HttpRequest, this: Served, form: RowForm | None) -> ExtractRow | None:
    """The row in hand: the one that was sent, the one of the address, else the first that waits (unless a page was asked for)."""
    asked = uuid_in(form.data.get("row", "")) if form is not None else uuid_in(request.GET.get("row", ""))
    found = next((each for each in this.rows if each.pk == asked), None)
    if found is not None or "page" in request.GET:
        return found
    return this.open[0] if this.open else None


def _page(request: HttpRequest, this: Served, chosen: ExtractRow | None) -> int:
    text = request.GET.get("page", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else chosen.page if chosen else 1
    return min(max(number, 1), max(this.row.pages, 1))


def _picture(row: Case, this: Served, number: int) -> dict[str, Any]:
    here = reverse("case_extract", args=[row.pk, this.row.pk])

    def turned(to: int) -> str:
        return f"{here}?page={to}" if 1 <= to <= this.row.pages else ""

    return {
        "page": number,
        "picture_url": reverse("case_paper_page", args=[this.row.case_id, this.row.paper, number]),
        "before_url": turned(number - 1),
        "after_url": turned(number + 1),
    }


def _row_line(row: Case, this: Served, each: ExtractRow, names: Mapping[UUID, str], chosen: ExtractRow | None) -> dict[str, Any]:
    state, tone = DECISIONS[each.decision]
    return {
        "row": each,
        "section": SECTIONS[each.section],
        "kind": KINDS.get(each.kind, each.kind),
        "state": state,
        "tone": tone,
        "is_cancelled": each.cancelled == YES,
        "is_asked": each.cancelled == ASK,
        "by": names.get(each.decided_by, "") if each.decided_by else "",
        "is_chosen": chosen is not None and chosen.pk == each.pk,
        "url": f"{reverse('case_extract', args=[row.pk, this.row.pk])}?row={each.pk}#row",
    }


urls: list[URLPattern] = [
    path("cases/<uuid:case>/extracts/", case_extracts, name="case_extracts"),
    path("cases/<uuid:case>/extracts/<uuid:extract>/", case_extract, name="case_extract"),
    path("cases/<uuid:case>/extracts/<uuid:extract>/facts/", facts_page.case_extract_facts, name="case_extract_facts"),
]
