"""What the office tells of demands, carried out on the portal: the demand, what became of it, the return."""

import datetime as dt
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from teojeon.kernel.work.messages import Letter, handles
from teojeon.kernel.work.unit import current
from teojeon.services.victims.mycase.keeping import enter, kept, note, pdf_of
from teojeon.services.victims.service.reporting import report_stored
from teojeon.services.victims.supplement.models import PortalDemand
from teojeon.services.victims.supplement.portal_demands import LETTER_KINDS, Held, held

CLOSED_BY = {"continue_on_file": PortalDemand.CLOSED, "treat_as_withdrawn": PortalDemand.CLOSED}
ANSWERED_BY = frozenset({"answer_supplement", "supplement_partly", "supplement_kept", "supplement_too_late", "undo_return"})
"""A supplement reached the office; one that came on paper was not answered here."""
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
    with _letter(message, "demand") as document:
        demand.document = document
        demand.save(force_insert=True)
        event = note(message, "demand")
        enter(message, "demand_supplement", demand.sent_on)
        report_stored(message, event)


@handles("demand_status")
def take_demand_status(message: Letter) -> None:
    """What became of a demand: it arrived, has a new last day, was answered, or the case goes on."""
    content, step = message.content, str(message.content["step"])
    due = _day(content.get("due"))
    note(message, "demand_status")
    for demand in _demands(message, content):
        if step in MORE_TIME:
            demand.more_time = MORE_TIME[step]
        if due is not None:
            demand.due_on = due
        if step in ANSWERED_BY and demand.state != PortalDemand.ANSWERED:
            demand.state, demand.answered_on = PortalDemand.ANSWERED, dt.date.fromisoformat(content["on"])
        if step in CLOSED_BY and demand.state != PortalDemand.ANSWERED:
            demand.state = CLOSED_BY[step]
        if content.get("reason"):
            before = held(demand)
            demand.box = Held(before.items, before.text, str(content["reason"]), before.return_reason).boxed(demand)
        demand.save()
    enter(message, step, dt.date.fromisoformat(content["on"]), due)


@handles("returned")
def take_return(message: Letter) -> None:
    """The application was returned: the reasons and the notice stand with the demands that were not answered."""
    content = message.content
    with _letter(message, "returned") as document:
        event = note(message, "returned")
        for demand in _demands(message, content):
            if str(demand.pk) in content["demands"] and demand.state == PortalDemand.OPEN:
                before = held(demand)
                demand.box = Held(before.items, before.text, before.refusal, str(content["reason"])).boxed(demand)
                demand.state, demand.document = PortalDemand.RETURNED, document
                demand.save()
        enter(message, "return_application", dt.date.fromisoformat(content["on"]))
        report_stored(message, event)


def _demands(message: Letter, content: Mapping[str, Any]) -> list[PortalDemand]:
    rows = PortalDemand.objects.visible_to(current().actor).filter(subject=message.subject)
    return list(rows.filter(pk=UUID(content["demand"])) if content.get("demand") else rows)


def _day(text: object) -> dt.date | None:
    return dt.date.fromisoformat(text) if isinstance(text, str) and text else None


def _letter(message: Letter, kind: str) -> AbstractContextManager[UUID]:
    return kept(message, LETTER_KINDS[kind], pdf_of(message, "문서의 확인값이 다릅니다. 다시 보내야 합니다.", "S1-NTF-01"))
