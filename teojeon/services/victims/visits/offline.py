"""The visit form that works without a network, and what it sends (업무시스템; S1-INV-04; decision 0022).

The page is opened with a network; then a service worker of this page alone serves the empty page, which is the same for everybody and
names no case. What the device sends is sealed boxes; they are opened in the request that brings them.
"""

import base64
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.documents.checks.limits import MAX_FILE_BYTES
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import CONFLICT, UNPROCESSABLE, breadcrumb
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.visits import offline_taking as taking
from teojeon.services.victims.visits import uploading
from teojeon.services.victims.visits.actions import record_visit
from teojeon.services.victims.visits.forms import VisitForm
from teojeon.services.victims.visits.offline_models import RECORDED, VisitEntry
from teojeon.ui.requests import SeeOther

TITLE, CORRECT_TITLE = "현장조사 기록(네트워크 없이)", "방문 기록 고치기"
IDLE_MINUTES = 10  # as long as a session of the office (accounts/sessions.py)
BAD_REQUEST, SIGNED_OUT, TOO_LARGE = 400, 401, 413
WORKER = (Path(__file__).parents[1] / "static/victims/visits/worker.js").read_text(encoding="utf-8")
RECEIVED = "teojeon.visit_box"
"""Where the sealed box of a request lies once it was read."""


def receive_box(request: HttpRequest, words: dict[str, Any], account: UUID) -> None:
    """Before the unit: reads one sealed box whole, so that no transaction waits for a slow line. A cut one is none."""
    length = _length(request)
    if request.method not in ("PUT", "POST") or not 0 < length <= taking.MOST_BYTES:
        return
    try:
        content = request.read(length)
    except UnreadablePostError:
        return
    request.META[RECEIVED] = content if len(content) == length else None


# the page


@page("P-INV")
def visit_offline(request: HttpRequest, case: UUID) -> HttpResponse:
    """The form, opened with a network: for whom it seals, and to which key."""
    row, person = get_case(case), current().person
    context = _form_page(VisitForm(version=row.version, visitor=names_of([person]).get(person, ""))) | {
        "breadcrumb": breadcrumb(row, TITLE),
        "case": row,
        "person": person,
        "public_key": _in_base64(keyring().sealing_key().public_bytes_raw()),
        "closed": record_visit.refused_now(row, {}),
        "to_correct": taking.to_correct(row),
        "back_url": reverse("case_visits", args=[row.pk]),
    }
    return render(request, "victims/visits/offline.html", context)


@page(public=True)
def visit_empty_page(request: HttpRequest) -> HttpResponse:
    """The same form without case and person, for the service worker to keep. It is the same for everybody, whoever is signed in."""
    form = VisitForm(initial={"visit_on": None, "visitors": ""})
    nobody: dict[str, Any] = {"signed_in_as": "", "menu": [], "idle": None, "messages": [], "case": None}
    return render(request, "victims/visits/offline.html", _form_page(form) | nobody)


@page(public=True)
def visit_worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It may serve pages of cases; which one, its registration says (offline.js)."""
    response = HttpResponse(WORKER, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/cases/"
    return response


def _form_page(form: VisitForm) -> dict[str, Any]:
    return {
        **uploading.frame(),
        "page_title": TITLE,
        "form": form,
        "idle": None,  # its dialog would cover the form where no network can prolong the session
        "idle_minutes": IDLE_MINUTES,
        "photo_bytes": MAX_FILE_BYTES,
        "hours": int(taking.KEPT_FOR.total_seconds() // 3600),
    }


# what the device sends


@page(public=True)  # public only so that a device whose session has ended is told so as JSON
def visit_session(request: HttpRequest) -> HttpResponse:
    """Who is signed in on this browser, a token for writing, and the numbers of the person's entries that wait for correction."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "SIGNED_OUT", "message": "로그인이 끝났습니다."}, status=SIGNED_OUT)
    refused = [str(row.pk) for row in taking.to_correct()] if taking.BOX in current().actor.boxes else []
    return JsonResponse({"person": str(current().person), "token": get_token(request), "refused": refused})


@page("P-INV", receives=receive_box)
def visit_entry_photo(request: HttpRequest, case: UUID, entry: UUID, number: int) -> HttpResponse:
    """PUT: one sealed photo of an entry."""
    row = get_case(case)
    if (box := _box(request, "PUT")) is None:
        return _unreadable(request)
    try:
        taking.take_photo(row, entry, number, box)
    except Forbidden:
        raise
    except Refusal as refusal:
        return JsonResponse(refusal.as_dict(), status=CONFLICT)
    return JsonResponse({"number": number})


@page("P-INV", takes=case_in_url, receives=receive_box)
def visit_entry_send(request: HttpRequest, case: UUID, entry: UUID) -> HttpResponse:
    """POST: the sealed words of an entry, after its photos. Says what became of it."""
    row = get_case(case)
    if (box := _box(request, "POST")) is None:
        return _unreadable(request)
    try:
        taken = taking.take_entry(row, entry, box)
    except Forbidden:
        raise
    except Refusal as refusal:
        return JsonResponse(refusal.as_dict(), status=CONFLICT)
    return JsonResponse(_became(row, taken))


def _became(case: Case, row: VisitEntry) -> dict[str, str]:
    if row.state == RECORDED:
        return {"state": "recorded", "message": "", "url": reverse("case_visit", args=[case.pk, row.visit])}
    return {"state": "refused", "message": row.message, "url": reverse("visit_entry", args=[case.pk, row.pk])}


# correcting


@page("P-INV", takes=case_in_url)
def visit_entry(request: HttpRequest, case: UUID, entry: UUID) -> HttpResponse:
    """An entry that could not be recorded as it was: the ordinary form with all that was written, for its writer alone."""
    row = get_case(case)
    kept = taking.own(row, entry, held=request.method == "POST")
    if kept.state == RECORDED:
        return SeeOther(reverse("case_visit", args=[row.pk, kept.visit]))
    written = taking.written_in(row, kept)
    form = VisitForm(request.POST, version=row.version) if request.method == "POST" else taking.form_of(row, entry, written)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                taking.correct(row, kept, form)
                messages.success(request, "방문 기록을 고쳐 저장했습니다.")
                return SeeOther(reverse("case_visit", args=[row.pk, kept.visit]))
            except Forbidden:
                raise
            except Refusal:
                status = CONFLICT  # it stands at its field
    current().show(row.controller, [row.pk])
    context = {
        "page_title": CORRECT_TITLE,
        "breadcrumb": breadcrumb(row, CORRECT_TITLE),
        "case": row,
        "entry": kept,
        "form": form,
        "photo_count": len(written.photo_names),
        "back_url": reverse("case_visits", args=[row.pk]),
    }
    return render(request, "victims/visits/offline_entry.html", context, status=status)


# inside


def _length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def _box(request: HttpRequest, method: str) -> bytes | None:
    content = request.META.get(RECEIVED)
    return content if request.method == method and isinstance(content, bytes) else None


def _unreadable(request: HttpRequest) -> HttpResponse:
    if _length(request) > taking.MOST_BYTES:
        words = {"error": "TOO_LARGE", "message": "사진 한 장이 너무 큽니다. 다른 사진을 고릅니다."}
        return JsonResponse(words, status=TOO_LARGE)
    return JsonResponse({"error": "BOX_UNREADABLE", "message": "끝까지 오지 않았습니다. 다시 보냅니다."}, status=BAD_REQUEST)


def _in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


_CASE = "cases/<uuid:case>/visits/offline"
urls: list[URLPattern] = [
    path(f"{_CASE}/", visit_offline, name="visit_offline"),
    path(f"{_CASE}/<uuid:entry>/", visit_entry, name="visit_entry"),
    path(f"{_CASE}/<uuid:entry>/photos/<int:number>/", visit_entry_photo, name="visit_entry_photo"),
    path(f"{_CASE}/<uuid:entry>/send/", visit_entry_send, name="visit_entry_send"),
    path("visits/offline/", visit_empty_page, name="visit_empty_page"),
    path("visits/worker.js", visit_worker, name="visit_worker"),
    path("visits/session/", visit_session, name="visit_session"),
]
