"""Letting another account in to what the portal keeps of a subject, and shutting one out (S1-ACC-03, S1-APP-02 helper).

The rows never move and keep the account that made them; who reaches them stands here. The database decides: its functions ask who
may (access.sql), the row policies follow at once.
"""

import datetime as dt
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from teojeon.kernel import clock
from teojeon.kernel.crypto.lookup import lookup_hash
from teojeon.kernel.crypto.subjects import decrypt_for, encrypt_for
from teojeon.kernel.people.models import Access, CodeTries, Invitation
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read as another
GROUPS, GROUP_LENGTH = 3, 4
CODE_HOURS, COUNTER_CODE_DAYS = 24, 14
MOST_FAILURES, LOCK_MINUTES = 5, 30
SOURCE = "S1-ACC-03"
ACCEPT = "SELECT subject, owner, kind, invitation, terms FROM accept_invitation(%s)"


@dataclass(frozen=True)
class Opened:
    """What a code opened. `owner`: the account under which the rows stand. `terms`: what was said of a mandate."""

    subject: UUID
    owner: UUID
    kind: str
    terms: dict[str, Any]


def new_code() -> str:
    """A one-time code of 59 bits, as people read it: KM4P-7QXA-2RTB."""
    signs = [secrets.choice(LETTERS) for _ in range(GROUPS * GROUP_LENGTH)]
    return "-".join("".join(signs[start : start + GROUP_LENGTH]) for start in range(0, len(signs), GROUP_LENGTH))


def plain_code(typed: str) -> str:
    """A code however it was typed: small letters, spaces, hyphens."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def invite(
    subject: UUID,
    owner: UUID,
    kind: str,
    code: str,
    *,
    made_by: UUID | None,
    until: dt.datetime,
    terms: Mapping[str, Any] | None = None,
    access_until: dt.datetime | None = None,
) -> Invitation:
    """Keeps the hash of a code that opens the subject to whoever enters it first. Older open codes of that kind end."""
    now = clock.business_now()
    open_rows = Invitation.objects.visible_to(current().actor).filter(subject=subject, kind=kind, used_by=None, ended_at=None)
    open_rows.update(ended_at=now)
    key = uuid.uuid4()
    made: Invitation = Invitation.objects.create(
        id=key,
        terms_box=encrypt_for(owner, json.dumps(terms, ensure_ascii=False).encode(), _context(key)) if terms else b"",
        subject=subject,
        owner=owner,
        kind=kind,
        code_hash=lookup_hash("invitation", plain_code(code)),
        made_by=made_by,
        made_at=now,
        expires_at=until,
        access_until=access_until,
    )
    return made


def invitation_of(code: str) -> Opened | None:
    """Uses a code up and opens its subject to the acting account. None for a wrong one, which is counted.

    Raises Refusal while the account is locked: five wrong codes in a row lock it for half an hour. The count must outlive the refusal,
    so this returns and the caller answers.
    """
    account, now = current().person, clock.business_now()
    CodeTries.objects.visible_to(current().actor).filter(locked_until__lte=now).update(failures=0, locked_until=None)
    if CodeTries.objects.visible_to(current().actor).filter(locked_until__gt=now).exists():
        raise locked()
    signs = plain_code(code)
    found = None
    if signs:
        with connection.cursor() as cursor:
            cursor.execute(ACCEPT, [lookup_hash("invitation", signs)])
            found = cursor.fetchone()
    if found is None:
        _count_failure(account, now)
        return None
    CodeTries.objects.visible_to(current().actor).filter(account=account).update(failures=0, locked_until=None)
    subject, owner, kind, invitation, box = found
    terms = json.loads(decrypt_for(owner, bytes(box), _context(invitation))) if box else {}
    return Opened(subject, owner, kind, terms)


def _context(invitation: UUID) -> str:
    return f"invitation/{invitation}/terms"


def locked() -> Refusal:
    """Too many wrong codes."""
    return Refusal(
        "CODE_LOCKED",
        f"초대 번호가 {MOST_FAILURES}번 틀려 잠겼습니다. {LOCK_MINUTES}분 뒤에 다시 입력합니다.",
        "code",
        SOURCE,
    )


def _count_failure(account: UUID, now: dt.datetime) -> None:
    tries, _ = CodeTries.objects.visible_to(current().actor).get_or_create(account=account)
    CodeTries.objects.visible_to(current().actor).filter(account=account).update(failures=F("failures") + 1)
    if tries.failures + 1 >= MOST_FAILURES:
        until = now + dt.timedelta(minutes=LOCK_MINUTES)
        CodeTries.objects.visible_to(current().actor).filter(account=account).update(locked_until=until)


def is_open() -> Q:
    """Rows that open now."""
    return Q(until=None) | Q(until__gt=clock.business_now())


def open_to(subject: UUID) -> list[Access]:
    """Who else reaches a subject now, in the order in which they came; the owner who left is not among them."""
    rows = Access.objects.visible_to(current().actor).filter(is_open(), subject=subject).exclude(kind=Access.LEFT)
    return list(rows.order_by("since"))


def own_access(subject: UUID) -> Access | None:
    """The open row by which the acting account reaches a subject that it does not own."""
    found: Access | None = Access.objects.narrowed(
        is_open() & Q(account=current().account, subject=subject) & ~Q(kind=Access.LEFT)
    ).first()
    return found


def helped() -> list[Access]:
    """The subjects that the acting account helps with."""
    rows = Access.objects.narrowed(is_open() & Q(account=current().account, kind=Access.HELPER))
    return list(rows.order_by("since"))


def end(access: UUID) -> bool:
    """Shuts one account out, at once. False where the acting account may not, or nothing was open."""
    return _answer("SELECT end_access(%s)", [access])


def close_to_owner(subject: UUID, owner: UUID) -> bool:
    """Shuts out the account that filed. False where nobody has taken over, or the acting account may not."""
    return _answer("SELECT close_to_owner(%s, %s)", [subject, owner])


def stands_for_the_person(subject: UUID, owner: UUID) -> bool:
    """Whether the acting account is the person or stands in the person's place: not a proxy, not a helper."""
    return _answer("SELECT stands_for(%s, %s)", [subject, owner])


def _answer(statement: str, words: list[UUID]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, words)
        return bool(cursor.fetchone()[0])


def has_left(subject: UUID, owner: UUID) -> bool:
    """Whether the account that made the rows no longer reaches them."""
    rows = Access.objects.visible_to(current().actor).filter(subject=subject, account=owner, kind=Access.LEFT, until=None)
    return bool(rows.exists())
