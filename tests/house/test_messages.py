"""Messages between the sides: the office may die at any moment, the portal goes on; all arrives once and in order.

The slow part runs the real processes with the real log-ins and kills them with SIGKILL. The fast part looks at single messages.
"""

import json
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection

from teojeon.command.demonstration.filing import file_application, register
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.sealing import Unopened
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work import messages
from teojeon.kernel.work.models import ToOffice
from teojeon.services.victims.application.models import PortalEntry
from teojeon.services.victims.mycase.actions import withdraw
from tests.support import databases, filings
from tests.support.house import House, finished, house_of_its_own, wait_until
from tests.support.people import unit
from tests.support.sides import as_side

AT_FIRST, WHILE_DOWN, WITHDRAWN = 60, 140, 20
EVERYBODY = AT_FIRST + WHILE_DOWN
FILE = "from tests.support.filings import file_many\nfile_many({count}, {count}, {first})"
WITHDRAW = """
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID
from django.db import connection
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.mycase.actions import withdraw
def one(pair):
    try:
        with unit_of_work(UUID(pair[0])):
            withdraw(UUID(pair[1]), reason="개인 사정")
    finally:
        connection.close()
with ThreadPoolExecutor(20) as pool:
    list(pool.map(one, {pairs}))
"""
STATUS = """
import datetime as dt
from uuid import UUID
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.unit import unit_of_work
for number in range({steps}):
    for account, subject in {pairs}:
        with unit_of_work(INTAKE_PRINCIPAL):
            event = record(MINISTRY_CODE, UUID(subject), "tests.status", {{}}, subject=UUID(subject))
            content = {{"step": f"step{{number:02d}}", "on": "2026-11-20", "due": None}}
            send(UUID(subject), UUID(account), "status", content, event=event)
"""


@dataclass
class Story:
    """What was filed, and the owner's eyes on what became of it."""

    house: House
    filed: list[dict[str, str]]
    taken_before_the_kill: int
    taken_while_down: int
    portal_answered: int
    office_answered: bool
    taken_before_the_second_kill: int

    def rows(self, query: str) -> list[Any]:
        return rows_of(self.house, query)


def rows_of(house: House, query: str) -> list[Any]:
    with psycopg.connect(databases.urls(house.database)["owner"]) as owner:
        return owner.execute(query).fetchall()


def count(house: House, table: str) -> int:
    return int(rows_of(house, f"SELECT count(*) FROM {table}")[0][0])


def filed_by(house: House, number: int, first: int, kill_after: int = 0) -> list[dict[str, str]]:
    """Files from as many threads as there are people; kills the office in the middle when asked to."""
    process = house.python(FILE.format(count=number, first=first), "portal")
    if kill_after:
        assert wait_until(lambda: count(house, "taken_by_office") >= kill_after, 90, every=0.02)
        house.kill("office", "office-worker")
    return [json.loads(line) for line in finished(process, 240).splitlines()]


def answers(house: House, door: str) -> int:
    try:
        with urllib.request.urlopen(house.url(door, "/sign-in/"), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.URLError:
        return 0


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Iterator[Story]:
    with house_of_its_own("messages", tmp_path_factory.mktemp("house"), keys) as house:
        house.start()
        filed = filed_by(house, AT_FIRST, 1, kill_after=5)
        before = count(house, "taken_by_office")
        filed += filed_by(house, WHILE_DOWN, AT_FIRST + 1)
        pairs = [(each["account"], each["subject"]) for each in filed[:WITHDRAWN]]
        finished(house.python(WITHDRAW.format(pairs=pairs), "portal"))
        down = count(house, "taken_by_office")
        portal, office = answers(house, "portal"), answers(house, "office")
        house.start("office", "office-worker")
        assert wait_until(lambda: count(house, "taken_by_office") >= down + 30, 90, every=0.02)
        house.kill("office-worker")
        second = count(house, "taken_by_office")
        house.start("office-worker")
        assert wait_until(lambda: count(house, "taken_by_office") == EVERYBODY + WITHDRAWN, 150), house.log("office-worker")[-3000:]
        everything = "SELECT count(*) FROM to_portal WHERE id NOT IN (SELECT message FROM taken_by_portal)"
        assert wait_until(lambda: rows_of(house, everything) == [(0,)], 150), house.log("portal-worker")[-3000:]
        yield Story(house, filed, before, down, portal, bool(office), second)


@pytest.mark.slow
@pytest.mark.req("S1-NET-01")
def test_the_portal_accepts_and_stamps_filings_while_the_office_is_dead(story: Story) -> None:
    assert 0 < story.taken_before_the_kill < AT_FIRST, "the office died in the middle of its work"
    assert story.taken_while_down == story.taken_before_the_kill
    assert story.portal_answered == 200
    assert not story.office_answered
    assert len(story.filed) == EVERYBODY
    assert len({each["receipt_no"] for each in story.filed}) == EVERYBODY


@pytest.mark.slow
def test_the_office_is_killed_a_second_time_in_the_middle(story: Story) -> None:
    assert story.taken_before_the_kill + 30 <= story.taken_before_the_second_kill < EVERYBODY + WITHDRAWN


@pytest.mark.slow
def test_each_filing_is_taken_once_and_becomes_one_case(story: Story) -> None:
    cases = story.rows("SELECT id::text, receipt_no, account::text FROM cases_case")
    assert sorted(cases) == sorted((each["subject"], each["receipt_no"], each["account"]) for each in story.filed)
    assert story.rows("SELECT count(*), count(DISTINCT message) FROM taken_by_office") == [(EVERYBODY + WITHDRAWN,) * 2]
    assert story.rows("SELECT kind, count(*) FROM to_office GROUP BY kind ORDER BY kind") == [
        ("filing", EVERYBODY),
        ("withdrawal", WITHDRAWN),
    ]


@pytest.mark.slow
def test_register_numbers_have_no_gap(story: Story) -> None:
    serials: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, year, serial in story.rows("SELECT handled_by, register_year, register_serial FROM cases_case"):
        serials[place, year].append(serial)
    for numbers in serials.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.slow
def test_the_legal_instant_is_that_of_the_portals_storing(story: Story) -> None:
    differing = "SELECT count(*) FROM cases_case c JOIN victims_filing f ON f.id = c.id WHERE c.received_at <> f.received_at"
    assert story.rows(differing) == [(0,)]
    late = """SELECT count(*) FROM cases_case c JOIN taken_by_office t ON t.subject = c.id AND t.number = 1
              WHERE t.taken_at <= c.received_at"""
    assert story.rows(late) == [(0,)]


@pytest.mark.slow
def test_every_filing_is_acknowledged_on_the_portal(story: Story) -> None:
    assert story.rows("SELECT count(*) FROM victims_filing WHERE acknowledged_at IS NULL") == [(0,)]
    assert story.rows("SELECT count(*) FROM victims_draft WHERE box <> ''") == [(0,)]
    entries = "SELECT count(*), count(DISTINCT subject) FROM victims_portalentry WHERE step = 'acknowledged'"
    assert story.rows(entries) == [(EVERYBODY, EVERYBODY)]


@pytest.mark.slow
def test_what_one_person_did_arrives_in_its_order(story: Story) -> None:
    withdrawn = {each["subject"] for each in story.filed[:WITHDRAWN]}
    assert {key for (key,) in story.rows("SELECT id::text FROM cases_case WHERE state = 'WITHDRAWN'")} == withdrawn
    order = "SELECT array_agg(number ORDER BY taken_at) FROM taken_by_office GROUP BY subject HAVING count(*) > 1"
    assert story.rows(order) == [([1, 2],)] * WITHDRAWN
    # tests run in any order: what the test of status messages sends to other people is none of this one's
    steps = """SELECT subject::text, array_agg(step ORDER BY id) FROM victims_portalentry
               WHERE message IN (SELECT id FROM to_portal) AND step NOT LIKE 'step%' GROUP BY subject HAVING count(*) > 1"""
    assert sorted(story.rows(steps)) == [(subject, ["acknowledged", "withdraw"]) for subject in sorted(withdrawn)]


@pytest.mark.slow
def test_status_messages_reach_the_portal_in_order_although_its_worker_is_killed(story: Story) -> None:
    steps, people = 12, [(each["account"], each["subject"]) for each in story.filed[-10:]]
    before = count(story.house, "taken_by_portal")
    sending = story.house.python(STATUS.format(steps=steps, pairs=people), "office")
    assert wait_until(lambda: count(story.house, "taken_by_portal") >= before + 20, 60, every=0.02)
    story.house.kill("portal-worker")
    finished(sending)
    assert count(story.house, "taken_by_portal") < before + steps * len(people)
    story.house.start("portal-worker")
    assert wait_until(lambda: count(story.house, "taken_by_portal") == before + steps * len(people), 150)
    expected = [f"step{number:02d}" for number in range(steps)]
    shown = "SELECT array_agg(step ORDER BY id) FROM victims_portalentry WHERE step LIKE 'step%' GROUP BY subject"
    assert story.rows(shown) == [(expected,)] * len(people)


@pytest.mark.slow
def test_the_audit_stands_after_all_of_it(story: Story) -> None:
    result = story.house.command("audit", "verify", check=False)
    assert result.returncode == 0, result.stdout


# single messages, inside the test's transaction


@dataclass(frozen=True)
class Filed:
    account: UUID
    subject: UUID


def file(number: int) -> Filed:
    person = filings.tenant(number)
    with unit("portal", None):
        account = register(person, filings.PASSWORD)
    with unit("portal", account):
        return Filed(account, file_application(person, account)[0])


@pytest.fixture
def two(db: None, keys: Path) -> tuple[Filed, Filed]:
    return file(1), file(2)


def swept(side: str) -> int:
    with as_side(side):  # type: ignore[arg-type]
        return messages.sweep()


def cases() -> set[UUID]:
    with unit("office", INTAKE_PRINCIPAL, read_only=True) as opened:
        return set(Case.objects.visible_to(opened.actor).values_list("pk", flat=True))


def execute(statement: str, *words: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, words)


def test_a_message_that_fails_holds_up_its_own_subject_only(two: tuple[Filed, Filed]) -> None:
    stuck, other = two
    execute("UPDATE to_office SET kind = 'nobody-knows-this' WHERE subject = %s", stuck.subject)
    with unit("portal", stuck.account):
        withdraw(stuck.subject, reason="개인 사정")
    assert swept("office") == 1
    assert cases() == {other.subject}, "the later message of the stuck subject must not overtake the earlier"
    execute("UPDATE to_office SET kind = 'filing' WHERE subject = %s AND number = 1", stuck.subject)
    assert swept("office") == 2
    with unit("office", INTAKE_PRINCIPAL, read_only=True) as opened:
        assert Case.objects.visible_to(opened.actor).get(pk=stuck.subject).state == "WITHDRAWN"


def opens(subject: UUID) -> bool:
    """Whether the message itself opens; the number within is sealed once more."""
    with as_side("office"):
        try:
            messages.opened(ToOffice.objects.get(subject=subject))
        except Unopened:
            return False
    return True


def test_a_box_that_was_moved_to_another_subject_does_not_open(two: tuple[Filed, Filed]) -> None:
    first, second = two
    assert opens(first.subject)
    execute(
        "UPDATE to_office SET box = (SELECT box FROM to_office WHERE subject = %s) WHERE subject = %s",
        second.subject,
        first.subject,
    )
    assert not opens(first.subject)
    with as_side("office"), pytest.raises(Unopened):
        messages.take(first.subject, first.account)
    assert cases() == set()
    assert swept("office") == 1
    assert cases() == {second.subject}


def test_a_message_that_was_moved_to_another_subject_does_not_open(two: tuple[Filed, Filed]) -> None:
    stolen = uuid4()
    execute("UPDATE to_office SET subject = %s WHERE subject = %s", stolen, two[0].subject)
    assert not opens(stolen)
    with as_side("office"), pytest.raises(Unopened):
        messages.take(stolen, two[0].account)
    assert cases() == set()


def test_a_message_that_nobody_was_woken_for_is_taken_by_the_sweep(two: tuple[Filed, Filed]) -> None:
    with as_side("office"):
        execute("RESET ROLE; DELETE FROM procrastinate_jobs")
    assert swept("office") == 2
    assert cases() == {each.subject for each in two}


def test_a_job_that_comes_twice_does_no_harm(two: tuple[Filed, Filed]) -> None:
    with as_side("office"):
        assert [messages.take(two[0].subject, two[0].account) for _ in range(3)] == [1, 0, 0]
    assert cases() == {two[0].subject}


def test_a_withdrawal_of_another_persons_case_is_not_carried_out(two: tuple[Filed, Filed]) -> None:
    swept("office")
    with unit("portal", two[0].account):
        withdraw(two[0].subject, reason="개인 사정")
    execute("UPDATE to_office SET account = %s WHERE subject = %s AND number = 2", two[1].account, two[0].subject)
    assert swept("office") == 0
    with unit("office", INTAKE_PRINCIPAL, read_only=True) as opened:
        assert Case.objects.visible_to(opened.actor).get(pk=two[0].subject).state == "SUBMITTED"


def test_what_the_office_tells_is_shown_in_the_order_of_the_acts(two: tuple[Filed, Filed]) -> None:
    swept("office")
    with unit("portal", two[0].account):
        withdraw(two[0].subject, reason="개인 사정")
    swept("office")
    assert swept("portal") == 3
    with unit("portal", two[0].account, read_only=True) as opened:
        steps = PortalEntry.objects.visible_to(opened.actor).order_by("id").values_list("step", flat=True)
        assert list(steps) == ["filed", "withdrawal_sent", "acknowledged", "withdraw"]
