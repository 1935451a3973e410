"""What the portal answers to a machine: signed, kept by no cache, and every error in one shape (S1-XCT-03)."""

import base64
import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from teojeon.kernel import clock
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.letterbox import protocol

ACCEPTED, CONFLICT = 202, 409
STATUS = {
    "SIGNATURE_MISSING": 401,
    "CLOCK_SKEW": 401,
    "UNKNOWN_CALLER": 401,
    "NONCE_USED": 401,
    "BODY_CHANGED": 400,
    "NOT_FOUND": 404,
    "METHOD": 405,
    "BOX_GONE": 410,
    "TOO_LARGE": 413,
    "NOT_A_BOX": 422,
    "DEFECT": 500,
}
"""Status of each refusal by its code; 409 for all others."""


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """`code`, `message` in Korean, `field`, `source`."""
    shape = {"code": refusal.code, "message": refusal.message, "field": refusal.field, "source": refusal.source}
    return said(request, shape, STATUS.get(refusal.code, CONFLICT))


def said(request: HttpRequest, content: dict[str, Any], status: int = 200) -> HttpResponse:
    """An answer in JSON."""
    return signed(request, JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False}))


def signed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The same answer with the portal's signature over its status, the call's nonce, the time and the body."""
    nonce, time = request.headers.get(protocol.NONCE, ""), protocol.written(clock.real_now())
    digest = hashlib.sha256(answer.content).hexdigest()
    signature = keyring().answer_key().sign(protocol.answer_text(answer.status_code, nonce, time, digest))
    answer[protocol.TIME], answer[protocol.BODY] = time, digest
    answer[protocol.SIGNATURE] = base64.b64encode(signature).decode()
    answer["Cache-Control"] = "no-store"
    return answer
