"""The list of open questions, each with the last day of the promised answer."""

import datetime as dt
from dataclasses import dataclass

from teojeon.kernel import clock
from teojeon.kernel.crypto.masking import mask_name
from teojeon.kernel.people.models import Party
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.unit import current
from teojeon.services.victims.conversation.models import ThreadEntry

A_PAGE = 50
MOST_COUNTED = 200


@dataclass(frozen=True)
class OpenQuestion:
    """One question that waits."""

    entry: ThreadEntry
    receipt_no: str
    applicant: str
    d_day: int
    asked_on: dt.date


def open_questions(actor: Actor, count: int = A_PAGE) -> list[OpenQuestion]:
    """Questions that wait for an answer, the earliest promise first. Notes the persons shown."""
    rows = ThreadEntry.objects.visible_to(actor).filter(kind="question", answered_at=None).select_related("case")
    found = list(rows.order_by("due_on", "at")[:count])
    keys = [row.case_id for row in found]
    named = Party.objects.visible_to(actor).filter(case_id__in=keys, role="applicant")
    names = dict(named.values_list("case_id", "name"))
    today = clock.business_today()
    for row in found:
        current().show(row.controller, [row.case_id])
    return [
        OpenQuestion(
            entry=row,
            receipt_no=row.case.receipt_no,
            applicant=mask_name(names.get(row.case_id, "")),
            d_day=(row.due_on - today).days,
            asked_on=clock.seoul_day(row.at),
        )
        for row in found
    ]


def count_open(actor: Actor) -> str:
    """How many wait, as the list says it; never counted further than it helps."""
    rows = ThreadEntry.objects.visible_to(actor).filter(kind="question", answered_at=None)
    number = len(rows.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    return f"{MOST_COUNTED}건이 넘습니다" if number > MOST_COUNTED else f"{number}건"
