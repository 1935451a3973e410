"""Who calls: an agency's machine proves itself by the key that the office has registered (mutual keys, S1-NET-03).

All of it before the unit of work opens: who cannot prove it costs no upload and no transaction, and a nonce stays used whatever
becomes of the call.
"""

import base64
import binascii
import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from teojeon.kernel import clock
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.letterbox import protocol
from teojeon.services.victims.letterbox.answers import refused
from teojeon.services.victims.letterbox.models import MachineNonce, PortalAgency

NONCE = re.compile(r"[0-9a-f]{32,64}")
SHA256 = re.compile(r"[0-9a-f]{64}")
EMPTY = hashlib.sha256(b"").hexdigest()
SOURCE = "S1-NET-03"
CALL = "teojeon.call"  # where the request carries what was proven


@dataclass(frozen=True)
class Call:
    """A call as its headers describe it; `body` is read when the caller is known."""

    agency: str
    time: str
    nonce: str
    body_sha256: str
    signature: bytes
    body: bytes = b""


def call_of(request: HttpRequest) -> Call:
    """The proven call. Raises KeyError where the caller was not admitted."""
    call: Call = request.META[CALL]
    return call


def admit(request: HttpRequest) -> UUID | HttpResponse:
    """The account of the agency that calls, or the answer that refuses the call."""
    try:
        call = _headers(request)
        account = protocol.account_of(call.agency)
        with unit_of_work(account):
            _prove(request, call, account)
        body = _body(request, call)
    except Refusal as refusal:
        return refused(request, refusal)
    request.META[CALL] = Call(call.agency, call.time, call.nonce, call.body_sha256, call.signature, body)
    return account


def _headers(request: HttpRequest) -> Call:
    given = request.headers
    try:
        signature = base64.b64decode(given.get(protocol.SIGNATURE, ""), validate=True)
    except binascii.Error:
        signature = b""
    agency, nonce, body = given.get(protocol.AGENCY, ""), given.get(protocol.NONCE, ""), given.get(protocol.BODY, "")
    if not (agency and signature and NONCE.fullmatch(nonce) and SHA256.fullmatch(body)):
        message = "서명한 요청이 아닙니다. 기관, 시각, 일회용 번호, 본문 해시, 서명 머리글을 모두 보냅니다."
        raise Refusal("SIGNATURE_MISSING", message, protocol.SIGNATURE, SOURCE)
    return Call(agency, given.get(protocol.TIME, ""), nonce, body, signature)


def _prove(request: HttpRequest, call: Call, account: UUID) -> None:
    """Raises Refusal CLOCK_SKEW, UNKNOWN_CALLER (no such agency, or a signature by another key), NONCE_USED."""
    now, said = clock.real_now(), protocol.read_time(call.time)
    if said is None or abs(now - said) > protocol.SKEW:
        message = "기관의 시각이 5분 넘게 다릅니다. 시계를 맞추고 새로 서명하여 보냅니다."
        raise Refusal("CLOCK_SKEW", message, protocol.TIME, SOURCE)
    path = request.path + (f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else "")
    text = protocol.call_text(request.method or "", path, call.agency, call.time, call.nonce, call.body_sha256)
    if not any(_fits(key, call.signature, text) for key in _keys(account, call.agency)):
        message = "등록된 기관의 서명이 아닙니다. 기관코드와 서명키를 확인하고, 계속되면 국토교통부에 문의합니다."
        raise Refusal("UNKNOWN_CALLER", message, protocol.SIGNATURE, SOURCE)
    MachineNonce.objects.narrowed(Q(account=account, at__lt=now - protocol.NONCE_KEPT)).delete()
    try:
        with transaction.atomic():
            MachineNonce.objects.create(account=account, nonce=call.nonce, at=now)
    except IntegrityError:
        message = "이미 쓴 일회용 번호입니다. 새 번호로 다시 서명하여 보냅니다."
        raise Refusal("NONCE_USED", message, protocol.NONCE, SOURCE) from None


def _keys(account: UUID, agency: str) -> list[Ed25519PublicKey]:
    today: dt.date = clock.business_today()
    rows = PortalAgency.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today), account=account, code=agency, valid_from__lte=today
    )
    return [Ed25519PublicKey.from_public_bytes(bytes(row.signing_key)) for row in rows]


def _fits(key: Ed25519PublicKey, signature: bytes, text: bytes) -> bool:
    try:
        key.verify(signature, text)
    except InvalidSignature:
        return False
    return True


def _body(request: HttpRequest, call: Call) -> bytes:
    """Read only for a caller that is known, and only up to the limit. Raises Refusal TOO_LARGE, BODY_CHANGED."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    size = int(announced) if announced.isdigit() else 0
    if size > protocol.MAX_REPLY_BYTES:
        limit = protocol.MAX_REPLY_BYTES // (1024 * 1024)
        raise Refusal("TOO_LARGE", f"회신은 {limit}MB까지 받습니다. 나누어 회신하거나 공문으로 보냅니다.", "body", "S1-INV-03")
    body = request.read(protocol.MAX_REPLY_BYTES + 1) if size else b""
    if len(body) > protocol.MAX_REPLY_BYTES or hashlib.sha256(body).hexdigest() != call.body_sha256:
        raise Refusal("BODY_CHANGED", "본문이 서명한 해시와 다릅니다. 처음부터 다시 보냅니다.", protocol.BODY, SOURCE)
    return body
