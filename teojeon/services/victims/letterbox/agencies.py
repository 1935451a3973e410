"""The register of linked agencies: entered on the word of two officials, each change known to the portal by message (법§16②).

A key is 32 bytes. What an agency signs is checked on the portal, what is sealed for it is sealed here; neither side has a private key.
"""

import datetime as dt
import re
import uuid
from typing import NoReturn
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.db.models import Q, QuerySet

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.models import Official
from teojeon.kernel.work.action import record, require
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.letterbox.models import LinkedAgency
from teojeon.services.victims.letterbox.protocol import account_of

SOURCE = "법§16②, S1-NET-03"
REGISTERING = "SYSTEM"
CODE = re.compile(r"[A-Z][A-Z0-9_-]{1,19}")
KEY_BYTES = 32


def valid_on(day: dt.date) -> QuerySet[LinkedAgency]:
    """The agencies that are linked on a day."""
    return LinkedAgency.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


def linked(agency: str, day: dt.date) -> LinkedAgency | None:
    """The entry of an agency on a day; None where it has no link."""
    return valid_on(day).filter(code=agency).order_by("-valid_from").first()


def sealing_key_of(row: LinkedAgency) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(bytes(row.sealing_key))


def add(
    code: str,
    name: str,
    *,
    sealing_key: bytes,
    signing_key: bytes,
    applied_by: str,
    approved_by: str,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> LinkedAgency:
    """Links an agency, or gives it new keys: an earlier entry then ends on the day before. By the registrar.

    `applied_by`, `approved_by`: user ids of two officials. Raises Refusal and Forbidden.
    """
    require(REGISTERING, "연계기관 등록")
    first = valid_from or clock.business_today()
    if not CODE.fullmatch(code):
        _refuse("BAD_CODE", "기관코드는 영문 대문자로 시작하는 2자에서 20자입니다.", "code")
    if not 1 <= len(name.strip()) <= 100:
        _refuse("BAD_NAME", "기관 이름을 100자까지 적습니다.", "name")
    if len(sealing_key) != KEY_BYTES or len(signing_key) != KEY_BYTES:
        _refuse("BAD_KEY", f"공개키는 {KEY_BYTES}바이트입니다. 기관이 준 파일을 다시 확인합니다.", "sealing_key")
    if valid_to is not None and valid_to < first:
        _refuse("BAD_DATE", "마지막 날을 첫날이나 그 뒤로 정합니다.", "valid_to")
    applicant, approver = _official(applied_by, "applied_by"), _official(approved_by, "approved_by")
    if applicant == approver:
        _refuse("SAME_PERSON", "신청한 사람은 승인할 수 없습니다. 서로 다른 두 사람을 적습니다.", "approved_by")
    _make_room(code, first)
    key = uuid.uuid4()
    data = {"code": code, "sealing_key": sealing_key.hex(), "signing_key": signing_key.hex(), "from": first, "to": valid_to}
    event = record(MINISTRY_CODE, key, "letterbox.link_agency", {**data, "applied_by": applicant, "approved_by": approver})
    row = LinkedAgency.objects.create(
        id=key,
        code=code,
        name=name.strip(),
        sealing_key=sealing_key,
        signing_key=signing_key,
        valid_from=first,
        valid_to=valid_to,
        applied_by=applicant,
        approved_by=approver,
        added_at=clock.business_now(),
        event=event,
    )
    tell_portal(code, event=event)
    return row


def end(code: str, last: dt.date) -> LinkedAgency:
    """The link of an agency ends; `last`: the last day on which its calls are accepted. Raises Refusal NOT_LINKED, BAD_DATE."""
    require(REGISTERING, "연계기관 등록")
    row = LinkedAgency.objects.select_for_update(no_key=True).filter(code=code).order_by("-valid_from").first()
    if row is None:
        _refuse("NOT_LINKED", "연계된 기관이 아닙니다. teojeon agency list로 확인합니다.", "code")
    if last < row.valid_from:
        _refuse("BAD_DATE", f"마지막 날을 {row.valid_from.isoformat()}이나 그 뒤로 정합니다.", "valid_to")
    row.valid_to = last
    row.save(update_fields=["valid_to"])
    event = record(MINISTRY_CODE, row.pk, "letterbox.unlink_agency", {"code": code, "to": last})
    tell_portal(code, event=event)
    return row


def tell_portal(code: str, *, event: UUID) -> None:
    """All keys of an agency with their days: the portal keeps these and no others."""
    account = account_of(code)
    keys = [
        {
            "signing_key": bytes(row.signing_key).hex(),
            "from": row.valid_from.isoformat(),
            "to": row.valid_to.isoformat() if row.valid_to else None,
        }
        for row in LinkedAgency.objects.filter(code=code).order_by("valid_from")
    ]
    send(account, account, "letterbox_agency", {"code": code, "keys": keys}, event=event)


def _make_room(code: str, first: dt.date) -> None:
    """Entries of one agency follow each other; a new one ends the one before. Raises Refusal OVERLAPS."""
    for row in LinkedAgency.objects.select_for_update(no_key=True).filter(code=code):
        if row.valid_to is not None and row.valid_to < first:
            continue
        if row.valid_from >= first:
            _refuse(
                "OVERLAPS", f"{row.valid_from.isoformat()}부터의 등록이 이미 있습니다. 그 뒤의 날부터 등록합니다.", "valid_from"
            )
        row.valid_to = first - dt.timedelta(days=1)
        row.save(update_fields=["valid_to"])


def _official(username: str, field: str) -> UUID:
    account = Official.objects.filter(username=username, is_principal=False).values_list("account", flat=True).first()
    if account is None:
        _refuse("UNKNOWN_OFFICIAL", "등록되지 않은 담당자입니다. 아이디를 확인합니다.", field)
    return account


def _refuse(code: str, message: str, field: str) -> NoReturn:
    raise Refusal(code, message, field, SOURCE)
