"""Events: what is written into the log, and the one call that writes it.

An event holds codes, ids, keyed pseudonyms and digests, never names, numbers or free text: destroying a person's
key makes the log anonymous and breaks no hash.
"""

import ipaddress
import json
import re
import secrets
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from teojeon.kernel import clock

ACT_LANES = 4
READ_LANES = 16
LONGEST_VALUE = 200  # characters of one code

_DIGEST = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_CODE = re.compile(r"[\x21-\x7e]*")  # printable ASCII without spaces: no Hangul, no sentences
_THIRTEEN_DIGITS = re.compile(r"(?:\d[-_.]?){12}\d")

Value = str | int | bool | None | Sequence["Value"]


class PersonalDataInEvent(ValueError):
    """A value of an event looks like a name, a number of a person or free text. The message names the field, never the
    value.
    """


@dataclass(frozen=True)
class Event:
    """One line of the log on its way into its chain. Raises PersonalDataInEvent or ValueError for a body that may not
    be kept.
    """

    id: UUID
    controller: str
    lane: str
    body: str

    def __post_init__(self) -> None:
        fields = json.loads(self.body)
        if canonical(fields) != self.body or fields.get("id") != str(self.id):
            raise ValueError("the body of an event is canonical JSON and carries its id")
        for name, value in fields.items():
            _refuse_personal(name, value)


def canonical(fields: dict[str, Value]) -> str:
    """JSON with sorted keys and without spaces: one text for one content."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def act_event(
    controller: str,
    case: UUID,
    *,
    action: str,
    actor: UUID | None,
    organisation: str | None,
    subject: UUID | None = None,
    key: UUID | None = None,
    version: int | None = None,
    digest: str | None = None,
    digest_before: str | None = None,
    role: str | None = None,
    purpose: str | None = None,
    id: UUID | None = None,
) -> Event:
    """Something was done. `case` chooses the lane, so that a case's acts stay in one chain, in their order.

    `subject`: keyed pseudonym of the person concerned; `key`: the row; `digest`, `digest_before`: SHA-256 of what
    was written and of what stood there, in hexadecimal; `id`: the event's id where a row already carries it.
    """
    return _event(
        "act",
        controller,
        f"a{case.int % ACT_LANES}",
        id,
        action=action,
        actor=actor,
        organisation=organisation,
        subject=subject,
        key=key,
        version=version,
        digest=digest,
        digest_before=digest_before,
        role=role,
        purpose=purpose,
    )


def read_event(
    controller: str,
    *,
    page: str,
    actor: UUID | None,
    organisation: str | None,
    purpose: str,
    subjects: Iterable[UUID],
    fields: Iterable[str] = (),
    role: str | None = None,
    origin: str | None = None,
) -> Event:
    """Persons were shown on a page. One event for a list, with the pseudonyms of all.

    `page`: name of the view, not the path; `fields`: unmasked fields, one event for each showing; `origin`: IP
    address of an official.
    """
    return _event(
        "read",
        controller,
        _read_lane(),
        None,
        page=page,
        actor=actor,
        organisation=organisation,
        purpose=purpose,
        subjects=sorted({str(subject) for subject in subjects}),
        fields=sorted(fields),
        role=role,
        origin=_address(origin),
    )


def denied_event(
    controller: str,
    key: UUID,
    *,
    actor: UUID | None,
    organisation: str | None,
    page: str | None = None,
    origin: str | None = None,
) -> Event:
    """Somebody asked for a row that is not theirs; `key` is the real one (S1-XCT-04, monthly report)."""
    return _event(
        "denied",
        controller,
        _read_lane(),
        None,
        key=key,
        actor=actor,
        organisation=organisation,
        page=page,
        origin=_address(origin),
    )


def access_event(
    controller: str,
    *,
    action: str,
    actor: UUID | None,
    organisation: str | None,
    purpose: str = "",
    subjects: Iterable[UUID] = (),
    key: UUID | None = None,
    digest: str | None = None,
    origin: str | None = None,
) -> Event:
    """Log-in, log-out, print, download, export: what is neither a page shown nor a change of a row (S1-XCT-04)."""
    return _event(
        "access",
        controller,
        _read_lane(),
        None,
        action=action,
        actor=actor,
        organisation=organisation,
        purpose=purpose,
        subjects=sorted({str(subject) for subject in subjects}),
        key=key,
        digest=digest,
        origin=_address(origin),
    )


def append(events: Iterable[Event]) -> None:
    """Writes the events into their chains. Called last in a transaction: the heads are locked, in order, until it
    commits.
    """
    batch = [{"id": str(event.id), "controller": event.controller, "lane": event.lane, "body": event.body} for event in events]
    if batch:
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit_append(%s::jsonb)", [json.dumps(batch)])


def _event(kind: str, controller: str, lane: str, given: UUID | None, **values: object) -> Event:
    key = given or uuid.uuid4()
    fields: dict[str, Value] = {name: _plain(value) for name, value in values.items() if value not in (None, "", [])}
    fields |= {
        "id": str(key),
        "kind": kind,
        "business_at": clock.business_now().isoformat(),
        "real_at": clock.real_now().isoformat(),
    }
    return Event(key, controller, lane, canonical(fields))


def _plain(value: object) -> Value:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str | int | list):
        return value
    raise PersonalDataInEvent(f"감사 기록에 넣을 수 없는 값의 종류: {type(value).__name__}")


def _read_lane() -> str:
    return f"r{secrets.randbelow(READ_LANES)}"


def _address(origin: str | None) -> str | None:
    return str(ipaddress.ip_address(origin)) if origin else None


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        raise PersonalDataInEvent("감사 기록의 값은 한 겹이어야 합니다")
    elif value is not None:
        yield str(value)


def _refuse_personal(name: str, value: Value) -> None:
    for text in (name, *_texts(value)):
        if _UUID.fullmatch(text) or _DIGEST.fullmatch(text):
            continue  # their digits are random
        if len(text) > LONGEST_VALUE or not _CODE.fullmatch(text) or _THIRTEEN_DIGITS.search(text):
            raise PersonalDataInEvent(f"감사 기록에 이름·번호·자유 서술로 보이는 값이 있습니다: {name}")
