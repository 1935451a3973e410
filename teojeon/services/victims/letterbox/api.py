"""The agencies' machines at the portal's letter box: what waits, one request's box, the reply (법§13③④; doors/api maps the addresses).

No session, no cookie, no page: each call is signed by the agency, each answer by the portal (callers.py, answers.py).
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from teojeon.kernel.clock import SEOUL
from teojeon.kernel.crypto.sealing import OVERHEAD_BYTES
from teojeon.kernel.crypto.sealing import VERSION as BOX_VERSION
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.letterbox import keeping
from teojeon.services.victims.letterbox.answers import ACCEPTED, refused, said, signed
from teojeon.services.victims.letterbox.callers import admit, call_of
from teojeon.services.victims.letterbox.models import REPLIED, PortalRequest
from teojeon.services.victims.letterbox.openapi import DOCUMENT

logger = logging.getLogger(__name__)

BOX_TYPE = "application/octet-stream"
SOURCE = "법§13③④"
PROBLEMS = {
    "SEALED_TO_ANOTHER_KEY": "회신을 업무시스템의 공개키로 봉인하지 않아 열 수 없습니다. 공개키를 확인하고 다시 봉인하여 보냅니다.",
    "WRONG_REQUEST": "회신에 적힌 요청 번호가 다릅니다. 그 번호의 요청에 회신합니다.",
    "ALREADY_ANSWERED": "이미 회신을 받은 요청입니다. 고칠 것이 있으면 요청한 시·도에 새로 요청받습니다.",
}
OTHER_PROBLEM = "회신을 받아들이지 않았습니다. 부호와 함께 요청한 시·도에 문의합니다."
Machine = Callable[..., HttpResponse]


def machine(method: str) -> Callable[[Machine], Machine]:
    """A view for machines: admitted by signature, one method, every failure in the one shape. What it wrote is undone on a refusal."""

    def mark(view: Machine) -> Machine:
        @wraps(view)
        def run(request: HttpRequest, **words: Any) -> HttpResponse:
            try:
                if request.method != method:
                    raise Refusal("METHOD", f"이 주소는 {method} 요청만 받습니다.", "method", SOURCE)
                return view(request, **words)
            except Refusal as refusal:
                current().failed = True
                answer = refused(request, refusal)
                if refusal.code == "METHOD":
                    answer["Allow"] = method
                return answer
            except Exception:
                logger.exception("a machine's call failed: %s", view.__name__)
                current().failed = True
                return refused(request, Refusal("DEFECT", "처리하지 못했습니다. 잠시 뒤 다시 보냅니다."))

        page(admits=admit)(run)  # the rule stands on the view itself
        return csrf_exempt(run)

    return mark


@machine("GET")
def requests(request: HttpRequest) -> HttpResponse:
    """What waits for the calling agency, and whose reply has not been taken yet."""
    return said(request, {"requests": [_line(row) for row in keeping.waiting()]})


@machine("GET")
def one_request(request: HttpRequest, request_no: str) -> HttpResponse:
    """State of one request, also when the letter box is done with it."""
    return said(request, _line(_own(request_no)))


@machine("GET")
def request_box(request: HttpRequest, request_no: str) -> HttpResponse:
    """The sealed request. 410 where it was destroyed: fetched or not, its last day has passed, or it is answered."""
    row = _own(request_no, lock=True)
    if not keeping.is_laid_out(row):
        message = "회신 기한이 지났거나 끝난 요청이어서 내용을 지웠습니다. 필요하면 요청한 시·도에 다시 요청받습니다."
        raise Refusal("BOX_GONE", message, "request_no", SOURCE)
    return signed(request, HttpResponse(keeping.fetch(row), content_type=BOX_TYPE))


@machine("POST")
def request_reply(request: HttpRequest, request_no: str) -> HttpResponse:
    """A reply, sealed to the office. The same box sent again, because an answer was lost, is the same reply."""
    row, box = _own(request_no, lock=True), call_of(request).body
    if len(box) < OVERHEAD_BYTES or not box.startswith(BOX_VERSION):
        raise Refusal("NOT_A_BOX", "봉인한 회신이 아닙니다. 업무시스템의 공개키로 봉인하여 보냅니다.", "body", SOURCE)
    if row.reply_sha256 == call_of(request).body_sha256 and row.state == REPLIED:
        return said(request, _line(row), ACCEPTED)
    if row.state == REPLIED:
        message = "앞서 보낸 회신을 업무시스템이 아직 열지 않았습니다. 결과를 확인한 뒤 다시 보냅니다."
        raise Refusal("REPLY_WAITS", message, "request_no", SOURCE)
    if row.state not in keeping.ANSWERABLE:
        message = "끝난 요청이어서 회신을 받지 않습니다. 필요하면 요청한 시·도에 공문으로 보냅니다."
        raise Refusal("REQUEST_ENDED", message, "request_no", SOURCE)
    keeping.post(row, box)
    return said(request, _line(row), ACCEPTED)


@never_cache
@page(public=True)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of this interface, for everybody."""
    return JsonResponse(DOCUMENT, json_dumps_params={"ensure_ascii": False})


def _own(request_no: str, *, lock: bool = False) -> PortalRequest:
    """Another agency's request answers like one that does not exist."""
    row = keeping.find(request_no, lock=lock)
    if row is None:
        raise Refusal("NOT_FOUND", "이 기관에 온 요청 가운데 그런 번호가 없습니다.", "request_no", SOURCE)
    return row


def _line(row: PortalRequest) -> dict[str, Any]:
    problem = {"code": row.problem, "message": PROBLEMS.get(row.problem, OTHER_PROBLEM)} if row.problem else None
    return {
        "request_no": row.request_no,
        "state": row.state.lower(),
        "due_on": row.due_on.isoformat(),
        "deposited_at": row.deposited_at.astimezone(SEOUL).isoformat(timespec="seconds"),
        "size": row.size,
        "sha256": row.sha256,
        "can_be_fetched": keeping.is_laid_out(row),
        "reply_sha256": row.reply_sha256 or None,
        "problem": problem,
    }


urls: list[URLPattern] = [
    path("api/openapi.json", openapi, name="api_openapi"),
    path("api/requests", requests, name="api_requests"),
    path("api/requests/<str:request_no>", one_request, name="api_request"),
    path("api/requests/<str:request_no>/box", request_box, name="api_request_box"),
    path("api/requests/<str:request_no>/reply", request_reply, name="api_request_reply"),
]
