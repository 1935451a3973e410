"""Registering organisations, officials and their permission boxes (S1-USR-01, S1-USR-09; 운용규정§8).

An account gives no right: rights are boxes, each applied for by one person and approved by another. All acts here are done by a
named principal, the registrar, and chained in the ministry's audit.
"""

import datetime as dt
import unicodedata
import uuid
from dataclasses import dataclass, field
from typing import NoReturn
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import get_random_string

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE, NAMESPACE
from teojeon.kernel.people.boxes import BOXES, Box, Kind, conflicts_of
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.people.models import Grant, Official, Organisation
from teojeon.kernel.work.action import record, require
from teojeon.kernel.work.refusals import Refusal

REGISTERING = "SYSTEM"  # what a principal holds instead of a box
AUDITOR = "AU"
KIND_TITLES = {
    Kind.MINISTRY: "국토교통부",
    Kind.PROVINCE: "시·도",
    Kind.DISTRICT: "시·군·구",
    Kind.COMMITTEE: "위원회",
    Kind.OPERATOR: "운용기관",
}
# without the letters and digits that look alike: it is read from a screen or a sheet
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # noqa: S105
PASSWORD_LENGTH = 16
NAME_LIMIT = 40
POSITION_LIMIT = 60


@dataclass(frozen=True)
class NewOfficial:
    """A registered official and the first password, which is kept nowhere else."""

    official: Official
    password: str = field(repr=False)


def create_organisation(code: str, name: str, kind: Kind, *, supervisor: str = "", region: str = "") -> Organisation:
    """Registers an organisation. The ministry, the provinces and the committee stand from the first migration on.

    `supervisor`: its people see this organisation's cases; the ministry's code unless given. `region`: code of the 시·도 or
    시·군·구. Raises Refusal BAD_CODE, BAD_NAME, SUPERVISOR_MISSING, UNKNOWN_ORGANISATION, ALREADY_REGISTERED; Forbidden.
    """
    require(REGISTERING, "기관 등록")
    if not 2 <= len(code) <= 20 or not code.isascii() or not code.replace("-", "").isalnum():
        _refuse("BAD_CODE", "기관 코드는 영문, 숫자, 붙임표(-) 2~20자로 적습니다.", "code")
    if kind == Kind.MINISTRY or Organisation.objects.filter(code=code).exists():
        _refuse("ALREADY_REGISTERED", "이미 등록된 기관입니다. teojeon people list로 확인합니다.", "code")
    if kind == Kind.DISTRICT and not supervisor:
        _refuse("SUPERVISOR_MISSING", "시·군·구는 상급 시·도의 기관 코드를 함께 적습니다.", "supervisor")
    above = Organisation.objects.filter(code=supervisor or MINISTRY_CODE).first()
    if above is None:
        _refuse("UNKNOWN_ORGANISATION", "상급 기관이 등록되어 있지 않습니다. 먼저 등록합니다.", "supervisor")
    row = Organisation(code=code, name=_clean_name(name, 80), kind=kind, supervisor=above, region=region)
    row.save(force_insert=True)
    data = {"code": row.code, "kind": row.kind, "supervisor": row.supervisor_id, "region": row.region}
    record(MINISTRY_CODE, uuid5(NAMESPACE, row.code), "people.create_organisation", data)
    return row


def create_official(username: str, name: str, organisation: str, *, position: str = "") -> NewOfficial:
    """Registers a person's post with an account of the office. The account can sign in but holds no box.

    One post, one account: a person with two posts gets two (S1-USR-01). Raises Refusal BAD_USERNAME, BAD_NAME,
    UNKNOWN_ORGANISATION, ALREADY_REGISTERED; Forbidden.
    """
    require(REGISTERING, "담당자 등록")
    name = _clean_name(name, NAME_LIMIT)
    position = _clean_name(position, POSITION_LIMIT, "position") if position.strip() else ""
    try:
        Account._meta.get_field("username").run_validators(username)
    except ValidationError as error:
        _refuse("BAD_USERNAME", error.messages[0], "username")
    place = Organisation.objects.filter(code=organisation).first()
    if place is None:
        _refuse("UNKNOWN_ORGANISATION", "등록되지 않은 기관입니다. 먼저 기관을 등록합니다.", "organisation")
    password = get_random_string(PASSWORD_LENGTH, PASSWORD_LETTERS)
    try:
        with transaction.atomic():
            account = Account.objects.create_user(username, password, created_at=clock.real_now())
            official = Official.objects.create(
                account=account.pk, username=username, name=name, position=position, organisation=place
            )
    except IntegrityError:
        _refuse("ALREADY_REGISTERED", "이미 쓰이는 아이디입니다. 다른 아이디를 정합니다.", "username")
    data = {"username": username, "organisation": organisation, "position": position}
    record(MINISTRY_CODE, account.pk, "people.create_official", data, subject=account.pk)
    return NewOfficial(official, password)


def grant(
    username: str,
    box: str,
    *,
    applied_by: str,
    approved_by: str,
    valid_to: dt.datetime | None = None,
    both_on_different_cases: bool = False,
) -> Grant:
    """Gives one permission box to one official (S1-USR-09). `applied_by`, `approved_by`: user ids of two other officials.

    `valid_to`: first instant at which it holds no longer; None = until revoked. `both_on_different_cases`: accepts a box of a
    conflict pair and notes it; on one case the acts' guards still refuse the second. Raises Refusal and Forbidden.
    """
    require(REGISTERING, "권한 등록")
    person = _official(username, "username", lock=True)
    applicant, approver = _official(applied_by, "applied_by"), _official(approved_by, "approved_by")
    _two_other_people(person, applicant, approver)
    wanted = BOXES.get(box)
    if wanted is None:
        _refuse("UNKNOWN_BOX", f"없는 권한입니다. 다음 가운데 하나를 적습니다: {', '.join(BOXES)}", "box")
    now = clock.business_now()
    if valid_to is not None and valid_to <= now:
        _refuse("BAD_DATE", "끝나는 날을 오늘이나 그 뒤로 정합니다.", "valid_to")
    _may_hold(person.organisation, wanted)
    held = boxes_of(person.account, now)
    conflicts = _conflicts(wanted, held, both_on_different_cases)
    key = uuid.uuid4()
    data = {
        "box": box,
        "applied_by": applicant.account,
        "approved_by": approver.account,
        "valid_to": valid_to,
        "conflicts": sorted(conflicts),
    }
    event = record(MINISTRY_CODE, key, "people.grant", data, subject=person.account)
    return Grant.objects.create(
        id=key,
        account=person.account,
        box=box,
        valid_from=now,
        valid_to=valid_to,
        applied_by=applicant.account,
        approved_by=approver.account,
        conflict_noted=bool(conflicts),
        event=event,
    )


def revoke(username: str, box: str) -> Grant:
    """Ends a box now. The row stays. Raises Refusal UNKNOWN_OFFICIAL, NOT_GRANTED; Forbidden."""
    require(REGISTERING, "권한 말소")
    person, now = _official(username, "username", lock=True), clock.business_now()
    row = valid_grants(now).filter(account=person.account, box=box).first()
    if row is None:
        _refuse("NOT_GRANTED", "지금 가진 권한이 아닙니다. teojeon people list로 확인합니다.", "box")
    row.valid_to = now
    row.save(update_fields=["valid_to"])
    record(MINISTRY_CODE, row.pk, "people.revoke", {"box": box}, subject=person.account)
    return row


def valid_grants(at: dt.datetime) -> QuerySet[Grant]:
    """The grants that hold at an instant."""
    return Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gt=at), valid_from__lte=at)


def boxes_of(account: UUID, at: dt.datetime) -> frozenset[str]:
    """The boxes that an official holds at an instant."""
    return frozenset(valid_grants(at).filter(account=account).values_list("box", flat=True))


def _official(username: str, field_name: str, *, lock: bool = False) -> Official:
    """A person among the officials. `lock`: two grants to one person do not run side by side, or each would miss the other."""
    rows = Official.objects.select_related("organisation").filter(username=username, is_principal=False)
    if lock:
        rows = rows.select_for_update(no_key=True, of=("self",))
    person = rows.first()
    if person is None:
        _refuse("UNKNOWN_OFFICIAL", "등록되지 않은 담당자입니다. 아이디를 확인합니다.", field_name)
    return person


def _two_other_people(person: Official, applicant: Official, approver: Official) -> None:
    if applicant.account == approver.account:
        _refuse("SAME_PERSON", "신청한 사람은 승인할 수 없습니다. 서로 다른 두 사람을 적습니다.", "approved_by")
    if person.account in (applicant.account, approver.account):
        _refuse("OWN_RIGHTS", "자기 권한은 신청하거나 승인할 수 없습니다. 다른 두 사람을 적습니다.", "username")


def _may_hold(organisation: Organisation, box: Box) -> None:
    if organisation.kind not in box.holders:
        who = ", ".join(KIND_TITLES[kind] for kind in Kind if kind in box.holders)
        _refuse("NOT_A_HOLDER", f"권한 없음: {box.title} ({who}). 다른 기관의 담당자에게 줄 수 없습니다.", "box", box.source)


def _conflicts(box: Box, held: frozenset[str], both_on_different_cases: bool) -> frozenset[str]:
    """The held boxes that exclude this one on one case. Raises Refusal unless that is accepted."""
    if box.code in held:
        _refuse("ALREADY_GRANTED", "이미 가진 권한입니다. 기간을 바꾸려면 먼저 말소합니다.", "box")
    if held and AUDITOR in {box.code, *held}:
        _refuse("AUDITOR_ONLY", "감사는 다른 권한과 함께 가질 수 없습니다. 다른 담당자에게 줍니다.", "box")
    conflicts = conflicts_of(box.code, held)
    if conflicts and not both_on_different_cases:
        others = ", ".join(sorted(conflicts))
        _refuse(
            "CONFLICT_PAIR",
            f"{box.code} 권한은 이미 가진 {others} 권한과 같은 사건에서 함께 쓸 수 없습니다. 다른 담당자에게 주거나, "
            f"사건을 나누어 맡는 경우에만 --both-on-different-cases를 붙입니다.",
            "box",
        )
    return conflicts


def _clean_name(name: str, limit: int, field_name: str = "name") -> str:
    cleaned = unicodedata.normalize("NFC", name).strip()
    if not 1 <= len(cleaned) <= limit or any(unicodedata.category(sign)[0] == "C" for sign in cleaned):
        _refuse("BAD_NAME", f"이름과 직위는 1자 이상 {limit}자 이하로 적습니다.", field_name)
    return cleaned


def _refuse(code: str, message: str, field_name: str, source: str = "S1-USR-09") -> NoReturn:
    raise Refusal(code, message, field_name, source)
