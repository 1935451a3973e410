"""The portal's part: a question goes to the office, which alone knows whose number it is. Tries are counted by person."""

import datetime as dt
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.crypto.lookup import lookup_hash
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.identity import Verified
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.enquiry.models import LINK, STATUS, PortalEnquiry
from teojeon.services.victims.mycase.allowed import STEPS
from teojeon.ui.languages import worded

TRIES, LOCKED_FOR, KEPT_FOR = 5, dt.timedelta(minutes=30), dt.timedelta(days=1)
SOURCE = "S1-RES-02"


def person_of(person: Verified) -> UUID:
    """The id of a person without an account: the same for one 연계정보, and nothing can be read from it without the portal's key."""
    return UUID(bytes=lookup_hash("enquiry", person.ci or f"{person.name}|{person.birth_date}")[:16], version=5)


def ask(person: Verified, receipt_no: str, *, purpose: str = STATUS, code: str = "") -> PortalEnquiry:
    """Sends the question in the open unit, which acts as the person. Raises Refusal LOCKED.

    Unanswered questions count as tries: with the office out of reach right and wrong numbers are alike.
    """
    account, now = current().person, clock.business_now()
    own = PortalEnquiry.objects.visible_to(current().actor)
    lately = own.filter(asked_at__gt=now - LOCKED_FOR).exclude(result__in=["found", "linked"])
    if lately.count() >= TRIES:
        message = "{tries}번 맞지 않아 {minutes}분 동안 조회할 수 없습니다. 접수증의 접수번호를 확인하고 나중에 다시 조회합니다."
        minutes = int(LOCKED_FOR.total_seconds() // 60)
        raise Refusal("LOCKED", worded(message, tries=TRIES, minutes=minutes), "receipt_no", SOURCE)
    row: PortalEnquiry = PortalEnquiry.objects.create(account=account, purpose=purpose, receipt_no=receipt_no, asked_at=now)
    event = record(MINISTRY_CODE, row.pk, f"enquiry.{purpose}", {"receipt_no": receipt_no}, subject=account)
    content = {
        "purpose": purpose,
        "receipt_no": receipt_no,
        "name": person.name,
        "birth_date": person.birth_date.isoformat(),
        **({"code": code} if purpose == LINK else {}),
    }
    send(row.pk, account, "enquiry", content, event=event)
    return row


def find(pk: UUID) -> PortalEnquiry:
    """The own question. Raises Missing."""
    row: PortalEnquiry | None = PortalEnquiry.objects.visible_to(current().actor).filter(pk=pk).first()
    if row is None:
        raise Missing("enquiry")
    return row


def last() -> PortalEnquiry | None:
    """The newest question of the acting person; None where there is none."""
    newest: PortalEnquiry | None = PortalEnquiry.objects.visible_to(current().actor).order_by("-asked_at").first()
    return newest


@handles("enquiry_answer")
def take_answer(message: Letter) -> None:
    """The office answered; of what it says only steps that may be shown and their days are kept."""
    content, now = message.content, clock.business_now()
    due = dt.date.fromisoformat(content["due"]) if content.get("due") else None
    steps = [{"step": each["step"], "on": each["on"]} for each in content.get("steps", []) if each["step"] in STEPS]
    own = PortalEnquiry.objects.visible_to(current().actor)
    own.filter(pk=message.subject, answered_at=None).update(result=content["result"], steps=steps, due=due, answered_at=now)
    own.filter(asked_at__lt=now - KEPT_FOR).delete()
    record(MINISTRY_CODE, message.subject, "portal.enquiry_answer", {"message": message.id}, subject=message.account)
