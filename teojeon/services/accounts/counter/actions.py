"""The office: a clerk sees a person's papers and prepares an account for them (S1-ACC-01, counter route; box P-REG)."""

import datetime as dt
import uuid
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from teojeon.kernel import clock
from teojeon.kernel.crypto.lookup import lookup_hash
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.logins.models import CounterRequest
from teojeon.kernel.work.action import record, require
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.accounts.counter.codes import new_code
from teojeon.services.accounts.linking import AtTheCounter, tell_of_counter

BOX, SOURCE = "P-REG", "S1-ACC-01"
VALID_FOR = dt.timedelta(days=30)
LISTED = 50
PAPERS = {
    "alien_card": "외국인등록증",
    "residence_card": "국내거소신고증",
    "passport": "여권",
    "resident_card": "주민등록증",
    "licence": "운전면허증",
}


@dataclass(frozen=True)
class Seen:
    """What the clerk read on the paper, and how the person can go on. `number`: digits, empty for a passport; only its keyed hash
    is kept. `online`: the person can prove identity online. `receipt_number`: of a paper case, to be linked later."""

    name: str
    birth_date: dt.date
    paper: str
    number: str
    mobile: str
    online: bool
    receipt_number: str = ""


def prepare(key: UUID, seen: Seen) -> str:
    """Sends the portal the account that is to be, and returns the code for the slip, which is kept nowhere.

    `key`: made with the page, so that pressing twice prepares one account. Raises Refusal ALREADY_PREPARED, REQUEST_REUSED;
    Forbidden.
    """
    require(BOX, "창구 계정 만들기")
    number_hash = lookup_hash("resident_number", seen.number) if seen.number else None
    if standing := _standing(number_hash):
        raise Refusal(
            "ALREADY_PREPARED",
            f"이 번호로 {clock.seoul_day(standing.created_at):%Y. %-m. %-d.}에 이미 계정을 준비했습니다. "
            "코드를 잃어버렸으면 아래 목록에서 취소하고 다시 준비합니다.",
            "number",
            SOURCE,
        )
    code, now, person = new_code(), clock.real_now(), uuid.uuid4()
    event = record(MINISTRY_CODE, key, "accounts.counter_account", {"paper": seen.paper, "online": seen.online}, subject=person)
    try:
        with transaction.atomic():
            row = CounterRequest.objects.create(
                id=key,
                person=person,
                organisation=str(current().actor.organisation),
                clerk=current().person,
                name=seen.name,
                birth_date=seen.birth_date,
                paper=seen.paper,
                number_hash=number_hash,
                receipt_number=seen.receipt_number,
                created_at=now,
                expires_at=now + VALID_FOR,
                event=event,
            )
    except IntegrityError:
        text = "이미 준비한 계정입니다. 코드는 한 번만 보입니다. 다시 만들려면 화면을 새로 엽니다."
        raise Refusal("REQUEST_REUSED", text, source=SOURCE) from None
    content = {
        "name": seen.name,
        "birth_date": seen.birth_date.isoformat(),
        "mobile": seen.mobile,
        "online": seen.online,
        "selector": code.selector,
        "code_hash": code.hashed,
        "expires_at": row.expires_at.isoformat(),
    }
    send(key, person, "counter_account", content, event=event)
    return code.shown


def _standing(number_hash: bytes | None) -> CounterRequest | None:
    """What was prepared for the same number and is in use, or can still be fetched."""
    if number_hash is None:
        return None
    rows = CounterRequest.objects.filter(number_hash=number_hash).order_by("-created_at")
    return next((row for row in rows if row.activated_at or row.expires_at > clock.real_now()), None)


def recall(key: UUID) -> None:
    """Takes back a code that nobody used: lost or given to the wrong person. Raises Refusal NOT_FOUND, ALREADY_ACTIVATED."""
    require(BOX, "창구 계정 만들기")
    row = own_requests().select_for_update(no_key=True).filter(pk=key).first()
    if row is None:
        raise Refusal("NOT_FOUND", "해당하는 계정이 없습니다.", source=SOURCE)
    if row.activated_at:
        raise Refusal("ALREADY_ACTIVATED", "이미 만든 계정이어서 취소할 수 없습니다.", source=SOURCE)
    if row.expires_at <= clock.real_now():
        return
    row.expires_at = clock.real_now()
    row.save(update_fields=["expires_at"])
    event = record(MINISTRY_CODE, key, "accounts.counter_recall", {}, subject=row.person)
    send(key, row.person, "counter_recalled", {}, event=event)


def own_requests() -> QuerySet[CounterRequest]:
    """What the signed-in clerk's own organisation prepared."""
    return CounterRequest.objects.filter(organisation=current().actor.organisation)


def listed() -> list[CounterRequest]:
    """The newest of them, for the page."""
    return list(own_requests().order_by("-created_at")[:LISTED])


@handles("counter_activated")
def take_counter_activated(message: Letter) -> None:
    """The person made the account."""
    CounterRequest.objects.filter(pk=message.subject).update(activated_at=dt.datetime.fromisoformat(message.content["at"]))
    record(MINISTRY_CODE, message.subject, "office.counter_activated", {"message": message.id}, subject=message.account)
    row = CounterRequest.objects.get(pk=message.subject)
    if row.receipt_number:
        tell_of_counter(AtTheCounter(message.account, row.name, row.birth_date, row.receipt_number))
