"""What the office tells of demands, carried out on the portal: the demand, what became of it, the return."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import PortalDocument
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import PortalEntry
from teojeon.services.victims.mycase.allowed import kept_content
from teojeon.services.victims.service.reporting import report_stored
from teojeon.services.victims.supplement.models import PortalDemand
from teojeon.services.victims.supplement.portal_demands import LETTER_KINDS, Held, held

CLOSED_BY = {
    "continue_on_file": PortalDemand.CLOSED,
    "treat_as_withdrawn": PortalDemand.CLOSED,
    "undo_return": PortalDemand.CLOSED,
}
MORE_TIME = {"more_time": "GRANTED", "more_time_refused": "REFUSED", "more_time_late": "LATE", "more_time_asked": "WAITING"}


@handles("demand")
def take_demand(message: Letter) -> None:
    """A demand: shown from now on with its letter. Its term runs from the arrival, which the office records."""
    content = message.content
    demand = PortalDemand(
        id=UUID(content["demand"]),
        account=message.account,
        subject=message.subject,
        term_days=int(content["term_days"]),
        sent_on=dt.date.fromisoformat(content["on"]),
        message=message.id,
    )
    items = [{name: str(each.get(name, "")) for name in ("code", "title", "why")} for each in content["items"]]
    demand.box = Held(items).boxed(demand)
    with _kept_letter(message, "demand") as document:
        demand.document = document
        demand.save(force_insert=True)
        event = _record(message, "demand")
        _enter(message, "demand_supplement", demand.sent_on, None, content)
        report_stored(message, event)


@handles("demand_status")
def take_demand_status(message: Letter) -> None:
    """What became of a demand: it arrived, has a new last day, was answered, or the case goes on."""
    content, step = message.content, str(message.content["step"])
    due = _day(content.get("due"))
    _record(message, "demand_status")
    for demand in _demands(message, content):
        if step in MORE_TIME:
            demand.more_time = MORE_TIME[step]
        if due is not None:
            demand.due_on = due
        if step in CLOSED_BY and demand.state != PortalDemand.ANSWERED:
            demand.state = CLOSED_BY[step]
        if content.get("reason"):
            before = held(demand)
            demand.box = Held(before.items, before.text, str(content["reason"]), before.return_reason).boxed(demand)
        demand.save()
    _enter(message, step, dt.date.fromisoformat(content["on"]), due, content)


@handles("returned")
def take_return(message: Letter) -> None:
    """The application was returned: the reasons and the notice stand with the demands that were not answered."""
    content = message.content
    with _kept_letter(message, "returned") as document:
        event = _record(message, "returned")
        for demand in _demands(message, content):
            if str(demand.pk) in content["demands"] and demand.state == PortalDemand.OPEN:
                before = held(demand)
                demand.box = Held(before.items, before.text, before.refusal, str(content["reason"])).boxed(demand)
                demand.state, demand.document = PortalDemand.RETURNED, document
                demand.save()
        _enter(message, "return_application", dt.date.fromisoformat(content["on"]), None, content)
        report_stored(message, event)


def _demands(message: Letter, content: Mapping[str, Any]) -> list[PortalDemand]:
    rows = PortalDemand.objects.visible_to(current().actor).filter(subject=message.subject)
    return list(rows.filter(pk=UUID(content["demand"])) if content.get("demand") else rows)


def _day(text: object) -> dt.date | None:
    return dt.date.fromisoformat(text) if isinstance(text, str) and text else None


@contextmanager
def _kept_letter(message: Letter, kind: str) -> Iterator[UUID]:
    """Keeps the PDF of a message under the person's own key for as long as the block succeeds. Gives the document's key."""
    pdf = base64.b64decode(message.content["pdf"])
    if hashlib.sha256(pdf).hexdigest() != message.content["sha256"]:
        raise Refusal("LETTER_DAMAGED", "문서의 확인값이 다릅니다. 다시 보내야 합니다.", source="S1-NTF-01")
    file = store.put(message.account, pdf)
    try:
        document = PortalDocument(
            account=message.account,
            subject=message.subject,
            kind=LETTER_KINDS[kind],
            sha256=file.sha256,
            size=file.size,
            file_id=file.id,
            visible_from=clock.business_now(),
        )
        document.save(force_insert=True)
        yield document.pk
    except BaseException:
        store.remove(file.id)
        raise


def _enter(message: Letter, step: str, on: dt.date, due: dt.date | None, content: Mapping[str, Any]) -> None:
    PortalEntry.objects.create(
        account=message.account,
        subject=message.subject,
        step=step,
        on=on,
        due=due,
        content=kept_content(step, content),
        message=message.id,
        at=clock.business_now(),
    )


def _record(message: Letter, kind: str) -> UUID:
    return record(MINISTRY_CODE, message.subject, f"portal.{kind}", {"message": message.id}, subject=message.account)
