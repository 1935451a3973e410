"""Pages of replies (업무시스템): taking a file or a paper in, deciding on its rows, the rows of one case."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.crypto.subjects import data_key
from teojeon.kernel.documents import store, uploads
from teojeon.kernel.documents.checks.limits import MAX_FILE_BYTES
from teojeon.kernel.documents.incoming import EncryptingHandler, KeptFile, read_files
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stale
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.pages import CONFLICT, UNPROCESSABLE, breadcrumb
from teojeon.services.victims.requests import actions, deciding, letter, queries
from teojeon.services.victims.requests.forms import ReplyFileForm, RowForm, TypedReplyForm
from teojeon.services.victims.requests.items import ITEMS
from teojeon.services.victims.requests.models import DRAFTED, DROPPED, FILE, SCAN, DataRequest, RequestReply
from teojeon.services.victims.requests.replies import ReplyResult, take_reply, typed
from teojeon.services.victims.requests.subjects import LANDLORD_REF
from teojeon.ui.forms import put_refusal
from teojeon.ui.requests import SeeOther

READING = ("P-INV", "P-INTAKE", "P-REV", "P-SEND", "PM-AGENDA", "AU")
SENDING = ("P-INV", "P-INTAKE")
TITLE, CASE_TITLE = "회신 받기", "자료 요청과 회신"
TABLES, PAPERS = ".xlsx,.csv,.json", (b"%PDF-", b"\x89PNG\r\n", b"\xff\xd8\xff")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def receive_reply(request: HttpRequest, words: dict[str, Any], account: UUID) -> None:
    """Before the unit: the file lies under the request's key when the view begins, never in clear."""
    if request.method != "POST":
        return
    with unit_of_work(account, read_only=True) as unit:
        if not DataRequest.objects.visible_to(unit.actor).filter(pk=words["data_request"]).exists():
            return  # the view says so
        key = data_key(words["data_request"])
    read_files(request, key, 0)


def _files(request: HttpRequest) -> tuple[list[KeptFile], list[Refusal]]:
    handler = next((one for one in request.upload_handlers if isinstance(one, EncryptingHandler)), None)
    files = [file for file in request.FILES.getlist("files") if isinstance(file, KeptFile)]
    return files, list(handler.refused) if handler else []


@page(*SENDING, receives=receive_reply)
def data_request_reply(request: HttpRequest, data_request: UUID) -> HttpResponse:
    """A reply as a file, or a paper with what is typed from it beside. Both end in take_reply."""
    row = queries.find_request(data_request)
    is_typed = request.POST.get("decision") == SCAN
    first = {"replied_on": clock.business_today()}
    file_form = ReplyFileForm(None if is_typed else request.POST or None, initial=first, auto_id="file-%s")
    typed_form = TypedReplyForm(
        request.POST if is_typed else None, item=row.item, refs=_refs(row), initial=first, auto_id="typed-%s"
    )
    form: ReplyFileForm = typed_form if is_typed else file_form
    status, refusals = 200, list[Refusal]()
    if request.method == "POST":
        files, refusals = _files(request)
        status = UNPROCESSABLE
        if not files and not refusals and not is_typed:
            refusals = [Refusal("MISSING_VALUE", "회신 파일을 고릅니다.", "files", "S1-INV-03")]
        if form.is_valid() and not refusals:
            try:
                return _taken(request, row, form, files)
            except Forbidden:
                raise
            except Refusal as refusal:
                put_refusal(form, refusal)
                status = CONFLICT
    context = {
        "page_title": TITLE,
        "breadcrumb": _breadcrumb(row),
        "line": queries.line_of(row),
        "row": row,
        "form": form,
        "file_form": file_form,
        "typed_form": typed_form,
        "refusals": refusals,
        "is_typed": is_typed,
        "tables": TABLES,
        "file_limit": uploads.in_megabytes(MAX_FILE_BYTES),
        "back_url": reverse("data_request", args=[row.pk]),
    }
    return render(request, "victims/requests/reply.html", context, status=status)


def _breadcrumb(row: DataRequest) -> list[dict[str, str]]:
    own = reverse("data_request", args=[row.pk])
    return [{"title": "자료 요청", "url": reverse("requests")}, {"title": row.request_no or "초안", "url": own}, {"title": TITLE}]


def _refs(row: DataRequest) -> list[tuple[str, str]]:
    """Whom a paper may be about: the landlord, or one of the cases these eyes see."""
    if ITEMS[row.item].about == "landlord":
        return [(LANDLORD_REF, "임대인(이 요청의 모든 사건)")]
    covered = [each for each in queries.covered_shown(row) if each.left_on is None]
    return [(str(each.ref), f"{each.ref}번 {each.case.receipt_no}") for each in covered]


def _taken(request: HttpRequest, row: DataRequest, form: ReplyFileForm, files: list[KeptFile]) -> HttpResponse:
    """Raises the refusals of take_reply."""
    if row.request_no is None:
        raise Refusal("NOT_SENT", "보내지 않은 요청입니다. 먼저 보냅니다.", source="S1-INV-03")
    replied_at = _at(form.cleaned_data["replied_on"])
    if isinstance(form, TypedReplyForm):
        words = form.cleaned_data
        scan = _scan(row, files[0]) if files else None
        content = typed(row.request_no, words["ref"] or "", form.said, state=words["state"], reason=words["reason"] or "")
        result = take_reply(row.request_no, content, channel=SCAN, replied_at=replied_at, scan=scan)
        if files and not result.twice:
            files[0].kept = True
    else:
        content = store.read(row.pk, files[0].stored.id)
        result = take_reply(row.request_no, content, channel=FILE, replied_at=replied_at)
    _tell(request, result)
    return SeeOther(reverse("data_request", args=[row.pk]))


def _at(day: dt.date) -> dt.datetime:
    """A paper's day as an instant: now where it is today, else the day's last minute."""
    now = clock.business_now()
    end = dt.datetime.combine(day, dt.time(23, 59), clock.SEOUL)
    return min(now, end)


def _scan(row: DataRequest, file: KeptFile) -> UUID:
    """The stored paper. Raises Refusal for what is neither PDF nor picture."""
    begin = store.slice_of(row.pk, file.stored.id, 0, 8)
    if not begin.startswith(PAPERS):
        raise Refusal("BAD_FILE", "스캔한 회신은 PDF, PNG, JPG로 올립니다.", "files", "S1-INV-03")
    return file.stored.id


def _tell(request: HttpRequest, result: ReplyResult) -> None:
    if result.twice:
        messages.warning(request, "같은 파일을 이미 받았습니다. 다시 반영하지 않았습니다.")
        return
    if result.state in ("REFUSED", "ESCALATED"):
        words = "기관이 거절한 것을 기록했습니다. 사실은 그대로 둡니다."
        messages.warning(
            request, words if result.state == "REFUSED" else f"{words} 이유가 없으므로 다시 요구하거나 상급 기관에 알립니다."
        )
    else:
        messages.success(request, f"회신을 받았습니다. 사건 {result.taken}건에 반영할 값을 확인합니다.")
    if result.late:
        messages.warning(request, "회신 기한이 지나 온 회신입니다. 받은 것으로 기록하고 늦었다고 표시했습니다.")
    if result.left_out:
        messages.warning(request, f"반영하지 않은 줄이 {len(result.left_out)}건 있습니다. 아래에서 까닭을 확인합니다.")


@page(*READING)
def data_request_form(request: HttpRequest, data_request: UUID) -> HttpResponse:
    """The table in which the agency answers."""
    row = queries.find_request(data_request)
    if row.state in (DRAFTED, DROPPED):
        raise Missing("form")
    covered = [each for each in queries.covered_shown(row) if each.left_on is None]
    return _attached(letter.reply_table(row, ITEMS[row.item], covered), XLSX, f"{row.request_no}.xlsx")


@page(*READING)
def data_request_original(request: HttpRequest, data_request: UUID, reply: UUID) -> HttpResponse:
    """The bytes as they came, or the scanned paper (`?scan=1`); handed out to be saved, never opened in the browser."""
    row = queries.find_request(data_request)
    found: RequestReply | None = RequestReply.objects.visible_to(current().actor).filter(request=row, pk=reply).first()
    if found is None:
        raise Missing("reply")
    file: UUID | None = found.scan_file if request.GET.get("scan") == "1" else found.file
    if file is None:
        raise Missing("reply")
    queries.covered_shown(row)  # whose data it holds
    return _attached(store.read(row.pk, file), "application/octet-stream", f"{row.request_no}-{found.sha256[:8]}.bin")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page("P-INV")
def data_request_accept(request: HttpRequest, data_request: UUID) -> HttpResponse:
    """All rows of the request where statement, register and reply agree, of the cases one investigates."""
    row = queries.find_request(data_request)
    if request.method == "POST":
        bulk = deciding.accept_agreeing([each for each in queries.covered_shown(row) if each.left_on is None])
        if bulk.accepted:
            messages.success(request, f"일치하는 {bulk.accepted}건을 사실로 적었습니다.")
        for case, refusal in bulk.refused[:10]:
            messages.error(request, f"{case.receipt_no}: {refusal.message}")
        if len(bulk.refused) > 10:
            messages.error(request, f"그 밖에 {len(bulk.refused) - 10}건을 적지 못했습니다.")
        if bulk.left:
            messages.warning(request, f"{bulk.left}건이 남았습니다. 다시 누릅니다.")
        if not bulk.accepted and not bulk.refused:
            messages.warning(request, "일치하는 줄이 없습니다.")
    return SeeOther(reverse("data_request", args=[row.pk]))


# the rows of one case


@page(*READING, takes=case_in_url)
def case_requests(request: HttpRequest, case: UUID) -> HttpResponse:
    """What was asked for this case, what came, and the decision on each row."""
    row = get_case(case)
    if request.method != "POST":
        return _show(request, row)
    decision = request.POST.get("decision", "")
    form = ActForm(request.POST) if decision == "accept" else RowForm(request.POST)
    if not form.is_valid() or decision not in DONE:
        return _show(request, row, form, UNPROCESSABLE)
    words = form.cleaned_data
    once = {"version": words["version"], "request": words["request"]}
    try:
        if decision == "accept":
            chosen = [int(key) for key in request.POST.getlist("rows") if key.isascii() and key.isdecimal() and len(key) < 19]
            deciding.accept(row.pk, chosen, **once)
        elif decision == "set-aside":
            deciding.set_aside(row.pk, row=words["row"], reason=words["reason"] or "", **once)
        elif not deciding.undo(row.pk, words["row"], reason=words["reason"] or "", **once):
            messages.warning(request, "그 뒤에 고쳐 적은 값이 있어 사실은 그대로 두었습니다.")
    except Forbidden:
        raise
    except Stale:
        messages.error(request, "다른 담당자가 먼저 저장했습니다. 바뀐 내용을 확인하고 다시 고릅니다.")
        return SeeOther(reverse("case_requests", args=[row.pk]))
    except Refusal as refusal:
        put_refusal(form, refusal)
        return _show(request, get_case(case), form, CONFLICT)
    messages.success(request, DONE[decision])
    return SeeOther(reverse("case_requests", args=[row.pk]))


DONE = {
    "accept": "회신의 값을 사실로 적었습니다. 출처는 기관 회신입니다.",
    "set-aside": "쓰지 않는 것으로 기록했습니다.",
    "undo": "되돌렸습니다.",
}


def _show(request: HttpRequest, row: Case, form: ActForm | None = None, status: int = 200) -> HttpResponse:
    lines = queries.row_lines(deciding.rows_of(row))
    may_decide = "P-INV" in current().actor.boxes
    shown = [
        {"line": line, "form": RowForm(version=row.version, initial={"row": line.row.pk}, auto_id=f"row{line.row.pk}-%s")}
        for line in lines
    ]
    open_rows = [each for each in shown if each["line"].is_open]  # type: ignore[attr-defined]
    context = {
        "page_title": CASE_TITLE,
        "breadcrumb": breadcrumb(row, CASE_TITLE),
        "case": row,
        "requests": queries.requests_of([row]),
        "open_rows": open_rows,
        "other_rows": [each for each in shown if not each["line"].is_open],  # type: ignore[attr-defined]
        "form": ActForm(version=row.version),
        "sent_back": form,
        "may_decide": may_decide,
        "may_ask": may_decide and row.state in actions.OPEN_STATES,
        "new_url": f"{reverse('requests_new')}?case={row.pk}",
        "back_url": reverse("case", args=[row.pk]),
    }
    return render(request, "victims/requests/case.html", context, status=status)


urls: list[URLPattern] = [
    path("requests/<uuid:data_request>/reply/", data_request_reply, name="data_request_reply"),
    path("requests/<uuid:data_request>/reply.xlsx", data_request_form, name="data_request_form"),
    path("requests/<uuid:data_request>/replies/<uuid:reply>/", data_request_original, name="data_request_original"),
    path("requests/<uuid:data_request>/accept/", data_request_accept, name="data_request_accept"),
    path("cases/<uuid:case>/requests/", case_requests, name="case_requests"),
]
