"""Small acts for the tests of the duties. Each body is one line; all else is the kernel's."""

import datetime as dt
import time
from pathlib import Path
from uuid import UUID

from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Refusal

BOX = "P-INV"


def not_on_fridays(case: Case, *, day: str = "", **data: object) -> Refusal | None:
    """A guard that depends on what is asked."""
    return Refusal("FRIDAY", "금요일에는 하지 않습니다. 다른 날을 고릅니다.", "day", "§1") if day == "fri" else None


@case_action("tests.note", "메모", box=BOX, guard=not_on_fridays)
def note(case: Case, *, event: UUID, day: str = "mon") -> Effect:
    """Changes nothing but the version; says so in the timeline."""
    return Effect(answer={"day": day}, content={"day": day})


@case_action("tests.other", "다른 처리", box=BOX)
def other(case: Case, *, event: UUID) -> Effect:
    """Another act, for request numbers used twice."""
    return Effect()


@case_action("tests.tell", "알림", box=BOX)
def tell(case: Case, *, event: UUID, on: dt.date) -> Effect:
    """Tells the person something."""
    return Effect(on=on, tell=("status", {"step": "note", "on": on.isoformat(), "due": None}))


@case_action("tests.receive", "접수", box=BOX, move="confirm_receipt")
def receive(case: Case, *, event: UUID) -> Effect:
    """Moves the case."""
    return Effect()


@case_action("tests.breaks", "실패", box=BOX)
def breaks(case: Case, *, event: UUID) -> Effect:
    """A body that fails after it has changed the row."""
    case.receipt_no = "overwritten"
    case.save()
    raise ZeroDivisionError


@case_action("tests.slow", "느린 처리", box=BOX)
def slow(case: Case, *, event: UUID, log: str) -> Effect:
    """Notes when it begins and ends: bodies on one row never overlap."""
    with Path(log).open("a") as lines:
        lines.write("in\n")
        lines.flush()
        time.sleep(0.3)
        lines.write("out\n")
    return Effect()
