"""Committees of any size and their meetings, by the acts; and the owner's hand, for tests of what happens to changed rows."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import override_settings

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.committees import actions, minutes
from teojeon.kernel.committees.members import appoint
from teojeon.kernel.committees.models import AgendaItem, Meeting
from teojeon.kernel.committees.queries import get_meeting, items_of
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.sides.current import acting_as
from teojeon.kernel.sides.models import ClockOffset
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import send, take
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.agenda.actions import sign_and_resolve, table
from tests.support.factories import COMMITTEE, acting, cast, make_case, reload

DAY = 86_400
REASON = "조사 결과 확인한 사실에 따라 의결합니다."


@contextmanager
def as_owner() -> Iterator[None]:
    """Within this block of a test of the office the connection is the owner's, who may change any row."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; SET LOCAL search_path = public")
        yield
        cursor.execute("SET LOCAL ROLE office; SET LOCAL search_path = office_side, public")


def move_clock(days: int) -> None:
    """From now on the legal instant of each unit of work runs ahead, until the end of the test."""
    with as_owner():
        ClockOffset.objects.update_or_create(id=1, defaults={"seconds": days * DAY})


def sql(statement: str, *words: Any) -> list[tuple[Any, ...]]:
    """A statement of the owner."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement, words)
        return cursor.fetchall() if cursor.description else []


def denied() -> int:
    """How many looks at other people's rows were refused and kept."""
    return int(sql("SELECT count(*) FROM audit_event WHERE body LIKE %s", '%"kind":"denied"%')[0][0])


def seat(count: int) -> list[UUID]:
    """A committee of so many members. The chair can sign in; the others are names, who vote by a roll record."""
    today = clock.business_today()
    people = [cast("chair"), *(uuid.uuid4() for _ in range(count - 1))]
    with acting("secretary"):
        for place, account in enumerate(people):
            appoint(
                controller=MINISTRY_CODE,
                committee=COMMITTEE,
                account=account,
                name=f"위원{place:02d}",
                category=place % 4 + 1,
                appointed_on=today,
                is_chair=place == 0,
            )
    return people


def convened(held_on: dt.date | None = None) -> UUID:
    """A meeting, today unless said otherwise."""
    with acting("secretary"):
        day = held_on or clock.business_today()
        meeting = actions.convene(controller=MINISTRY_CODE, committee=COMMITTEE, held_on=day, place="대회의실")
    return UUID(str(meeting.pk))


def placed(meeting: UUID, position: int = 1, motion: str = "GA", matter: UUID | None = None) -> UUID:
    """An item about a matter that need not be a case: for tests of the meeting itself."""
    with acting("secretary"):
        item = AgendaItem(
            **actions.belonging(get_meeting(meeting, current().actor)),
            position=position,
            matter=matter or uuid.uuid4(),
            sheet={"receipt_no": f"2026-서울-{position:06d}"},
            motion=motion,
        )
        item.save(force_insert=True)
    return item.pk


def opened(present: Sequence[UUID], *, items: int = 1) -> tuple[UUID, list[UUID]]:
    """A meeting in session with these present, and its items."""
    meeting = convened()
    placed_items = [placed(meeting, position) for position in range(1, items + 1)]
    with acting("secretary"):
        actions.open_meeting(meeting, present=list(present))
    return meeting, placed_items


def voted(meeting: UUID, item: UUID, voters: Sequence[UUID], yes: int, no: int = 0) -> None:
    """A show of hands that the chair confirmed: the first say yes, then no, the rest abstain."""
    choices = ["yes"] * yes + ["no"] * no
    choices += ["abstain"] * (len(voters) - len(choices))
    votes = {str(account): choice for account, choice in zip(voters, choices, strict=True)}
    with acting("secretary"):
        actions.enter_roll(meeting, item=item, votes=votes)
    with acting("chair"):
        actions.confirm_roll(meeting, item=item)


def counted(meeting: UUID, item: UUID) -> bool:
    """Closes the item and says whether its motion passed."""
    with acting("secretary"):
        return bool(actions.close_item(meeting, item=item)["passed"])


def worded(meeting: UUID, item: UUID, motion: str, reason: str = REASON) -> None:
    with acting("secretary"):
        actions.set_motion(meeting, item=item, motion=motion, reason=reason)


def read_meeting(meeting: UUID) -> Meeting:
    """As it stands, for the eyes of the secretary."""
    with acting("secretary", read_only=True) as unit:
        return get_meeting(meeting, unit.actor)


def meeting_of(case: UUID) -> UUID:
    """The newest meeting before which a case lies."""
    rows = sql("SELECT meeting_id FROM committees_agendaitem WHERE matter = %s ORDER BY decided_at DESC", case)
    return UUID(str(rows[0][0]))


def read_items(meeting: UUID) -> list[AgendaItem]:
    with acting("secretary", read_only=True) as unit:
        return items_of(get_meeting(meeting, unit.actor), unit.actor)


def signed(meeting: UUID) -> None:
    """Both signatures; what was resolved takes effect."""
    with acting("secretary"):
        minutes.sign_as_secretary(meeting)
    with acting("chair"):
        sign_and_resolve(meeting)


def tabled(count: int = 1, *, outcome: str = "GA", days: int = 1) -> tuple[UUID, list[UUID]]:
    """Cases before a meeting some days ahead; then the clock moves to its day, so that members may read them."""
    cases = [make_case("AGENDA", outcome=outcome) for _ in range(count)]
    meeting = convened(clock.business_today() + dt.timedelta(days=days))
    with acting("secretary"):
        for case in cases:
            table(case, meeting=meeting, motion=outcome)
    move_clock(days)
    return meeting, cases


def in_session(count: int = 1, *, members: int = 5, outcome: str = "GA") -> tuple[UUID, list[UUID], list[UUID]]:
    """A meeting in session, its cases, and its members, all of them present."""
    people = seat(members)
    meeting, cases = tabled(count, outcome=outcome)
    with acting("secretary"):
        actions.open_meeting(meeting, present=people)
    return meeting, cases, people


def withdrawn(case: UUID) -> None:
    """The applicant withdraws on the portal; the office has not taken the message yet."""
    row: Case = reload(case)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal; SET LOCAL search_path = portal_side, public")
    with acting_as("portal"), override_settings(SIDE="portal"), unit_of_work(row.account):
        event = record(MINISTRY_CODE, case, "tests.withdraw", {}, subject=row.account)
        send(case, row.account, "withdrawal", {"reason": ""}, event=event)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE office; SET LOCAL search_path = office_side, public")


def taken(case: UUID) -> None:
    """The office takes what waits for a case."""
    take(case, case)


SYSTEM = INTAKE_PRINCIPAL
