"""Values that tests enter and approve, and what they look at in the cases afterwards."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest

from teojeon.kernel.cases import deadlines
from teojeon.kernel.cases.actions import enter_timeline
from teojeon.kernel.cases.codes import YES
from teojeon.kernel.cases.models import Case, Deadline, TimelineEntry
from teojeon.kernel.cases.moves import MOVED
from teojeon.kernel.parameters import actions
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.law.calendar import due
from tests.support.factories import acting

DAY = dt.timedelta(days=1)


def entered(first: dt.date, last: dt.date | None = None, **changed: Any) -> UUID:
    """A proposal, by default of a holiday for the nation, by the one who enters."""
    given: dict[str, Any] = {
        "controller": MINISTRY_CODE,
        "organisation": MINISTRY_CODE,
        "code": "AD_HOC_HOLIDAY",
        "area": "nation",
        "value": YES,
        "valid_from": first,
        "valid_to": last or first,
        "resolution": "인사혁신처공고 제2026-1호",
        "reason": "연휴 사이의 하루입니다.",
    }
    with acting("param"):
        return UUID(str(actions.enter(**(given | changed)).pk))


def approved(first: dt.date, last: dt.date | None = None, **changed: Any) -> UUID:
    """The same, approved by another person."""
    key = entered(first, last, **changed)
    with acting("sealer"):
        actions.approve(key)
    return key


def refused(*days: dt.date, **changed: Any) -> str:
    """The code with which an entry is refused."""
    with pytest.raises(Refusal) as caught:
        entered(*days, **changed)
    return caught.value.code


def last_day(case: UUID, code: str = "INVESTIGATION") -> dt.date:
    """The newest deadline of this code as the index holds it."""
    with acting("sealer", read_only=True) as unit:
        row = Deadline.objects.visible_to(unit.actor).filter(case=case, code=code).latest("base_on")
    day: dt.date = row.effective
    return day


def moves(case: UUID) -> list[dict[str, Any]]:
    """The change log of a case."""
    with acting("sealer", read_only=True) as unit:
        rows = TimelineEntry.objects.visible_to(unit.actor).filter(case=case, kind=MOVED).order_by("id")
        return list(rows.values_list("content", flat=True))


def next_working_day(day: dt.date, *extra: dt.date) -> dt.date:
    """The first working day after `day`, without those of `extra`."""
    return due(day, 0, extra_holidays={day, *extra}).effective


def served(case: UUID) -> None:
    """The decision reached the person today: the case's own period to object begins."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        row = read_case(case)
        enter_timeline(row, "serve", uuid4())
        deadlines.refresh(row, unit.actor)
        row.save()


def read_case(case: UUID) -> Any:
    """The case with the eyes of the open unit."""
    return Case.objects.visible_to(current().actor).get(pk=case)


def close(case: UUID) -> None:
    """The investigation ends today."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        row = read_case(case)
        enter_timeline(row, "approve_report", uuid4())
        deadlines.refresh(row, unit.actor)
        row.save()
