"""Telling a person whose case has been silent for 14 days that it goes on (S1-BEY-03)."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, Deadline, TimelineEntry
from teojeon.kernel.notices import sending
from teojeon.kernel.work.models import ToPortal
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.progress.clock import ball_after

SILENT_DAYS = 14
TOLD_STATES = (
    "SUBMITTED", "RECEIVED", "INVESTIGATING", "REVIEW", "READY", "SENT", "AGENDA", "TABLED", "ADD_INVEST", "RESOLVED", "DECIDED",
)  # fmt: skip
"""States in which others have the ball. Of what is asked of the person the demand and its reminder speak."""


def last_told(case: UUID) -> dt.datetime | None:
    """When the office last wrote to the person of a case."""
    at: dt.datetime | None = ToPortal.objects.filter(subject=case).order_by("-at").values_list("at", flat=True).first()
    return at


def _was_silent(case: Case, **data: Any) -> Refusal | None:
    told = last_told(case.pk)
    since = clock.seoul_day(told or case.received_at)
    if (clock.business_today() - since).days < SILENT_DAYS:
        return Refusal("TOLD_LATELY", "지난 14일 안에 안내한 사건입니다.", source="S1-BEY-03")
    if case.state not in TOLD_STATES or holder_of(case) == "tenant":
        return Refusal("NOT_WAITING", "신청인이 기다리고 있는 사건이 아닙니다.", source="S1-BEY-03")
    return None


def holder_of(case: Case) -> str:
    """Who has the ball, from the office's timeline."""
    entries = TimelineEntry.objects.visible_to(current().actor).filter(case=case).order_by("id")
    return ball_after(list(entries.values_list("kind", "on")))


@case_action("victims.tell_silent", "진행 안내", box="SYSTEM", guard=_was_silent)
def tell_silent(case: Case, *, event: UUID) -> Effect:
    """One message that the case goes on; the page says who has it."""
    running = Deadline.objects.visible_to(current().actor).filter(case=case, closed_on=None).order_by("effective")
    due = running.exclude(code="OBJECTION").values_list("effective", flat=True).first()
    sending.queue(case, "silent", cause=event, words={"site": settings.SITE_NAME})
    told = {"step": "silent", "on": clock.business_today().isoformat(), "due": due.isoformat() if due else None}
    return Effect(tell=("status", told))
