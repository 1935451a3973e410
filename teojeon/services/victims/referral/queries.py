"""The list of references for the support centre, and the urgent cases that nobody has referred yet."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.models import Case
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.public import centres_of
from teojeon.services.victims.intake.models import Task
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.intake.tasks import GROUNDS as TASK_GROUNDS
from teojeon.services.victims.intake.tasks import URGENT
from teojeon.services.victims.referral.models import GROUNDS, PASSED, RESULTS, WAITING, Referral

A_PAGE = 200
UNLISTED = "전세피해 및 예방지원센터"


@dataclass(frozen=True)
class Line:
    """One referral in words. `days`: since it was made, while no result stands."""

    row: Referral
    receipt_no: str
    grounds: str
    passed: str
    result: str
    by: str
    result_by: str
    days: int


@dataclass(frozen=True)
class Waiting:
    """An urgent case without a referral. `late`: the workday after its filing has passed."""

    case: Case
    grounds: str
    due_on: dt.date
    late: bool


def lines(rows: Sequence[Referral]) -> list[Line]:
    """In words, with the officials' names."""
    names = names_of([*(row.referred_by for row in rows), *(row.result_by for row in rows)])
    today = clock.business_today()
    return [
        Line(
            row=row,
            receipt_no=row.case.receipt_no,
            grounds=words(row.grounds, GROUNDS),
            passed=words(row.passed, PASSED),
            result=dict(RESULTS).get(row.result, ""),
            by=names.get(row.referred_by, ""),
            result_by=names.get(row.result_by, "") if row.result_by else "",
            days=(today - row.referred_on).days,
        )
        for row in rows
    ]


def words(codes: Sequence[str], listed: Sequence[tuple[str, str]]) -> str:
    return ", ".join(dict(listed).get(code, code) for code in codes)


def referred(actor: Actor, first: dt.date, last: dt.date, *, only_waiting: bool = False) -> tuple[list[Line], bool]:
    """The referrals made from one day to another, both included, the newest first; whether there are more. Notes the persons shown."""
    rows = Referral.objects.visible_to(actor).filter(referred_on__range=(first, last)).select_related("case")
    if only_waiting:
        rows = rows.filter(result=WAITING)
    found = list(rows.order_by("-referred_at")[: A_PAGE + 1])
    for row in found[:A_PAGE]:
        current().show(row.controller, [row.case_id])
    return lines(found[:A_PAGE]), len(found) > A_PAGE


def not_referred(actor: Actor) -> list[Waiting]:
    """Cases whose urgent task stands open and that were never referred, the oldest first."""
    made = Referral.objects.visible_to(actor).filter(case=OuterRef("case"))
    rows = Task.objects.visible_to(actor).filter(kind=URGENT, done_at=None, box__in=actor.boxes).exclude(Exists(made))
    today, found = clock.business_today(), []
    for task in rows.select_related("case").order_by("due_on", "opened_on")[:A_PAGE]:
        current().show(task.controller, [task.case_id])
        found.append(Waiting(task.case, words(task.ground, list(TASK_GROUNDS.items())), task.due_on, task.due_on < today))
    return found


def centres_for(case: Case) -> list[tuple[str, str]]:
    """The centres to choose from: those entered for the 시·도 that handles the case, then the centre without an entry."""
    sido = case.handled_by.removeprefix("SD-")
    listed = centres_of(sido, clock.business_today()) if regions.find(sido, clock.business_today()) else []
    return [(name, name) for name in dict.fromkeys([*listed, UNLISTED])]
