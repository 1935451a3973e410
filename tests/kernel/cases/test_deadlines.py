"""Deadlines follow from events: the tables of `derive`, and an index that can be built anew at any time."""

import datetime as dt
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from teojeon.kernel.cases.deadlines import DeadlineRule, derive, rules_of
from teojeon.kernel.cases.rebuild import rebuild_deadlines
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.law.calendar import rule_version
from teojeon.services.victims.case.procedure import KIND, PROCEDURE
from tests.support import databases
from tests.support.filings import bare_case
from tests.support.house import finished, house_of_its_own
from tests.support.people import unit

RULE = DeadlineRule("PERIOD", "기간", "begin", 30, ("end", "stop"), "§1")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("base", "nominal", "effective", "why"),
    [
        ("03-03", "04-02", "04-02", "the day of the event does not count; the last day is a Thursday"),
        ("03-05", "04-04", "04-06", "a Saturday moves to Monday"),
        ("03-06", "04-05", "04-06", "a Sunday moves to Monday"),
        ("04-05", "05-05", "05-06", "Children's Day moves to Wednesday"),
        ("08-26", "09-25", "09-28", "Chuseok on Friday moves over the weekend"),
        ("12-02", "01-01", "01-04", "New Year's Day 2027 is a Friday"),
    ],
)
def test_thirty_days_end_on_a_working_day(base: str, nominal: str, effective: str, why: str) -> None:
    (derived,) = derive([RULE], [("begin", day(base))])
    year = "2027" if nominal < base else "2026"
    assert (derived.nominal, derived.effective) == (
        dt.date.fromisoformat(f"{year}-{nominal}"),
        dt.date.fromisoformat(f"{year}-{effective}"),
    ), why
    assert derived.base_on == day(base)
    assert derived.rule_version == rule_version()
    assert (derived.base_event, derived.length, derived.unit, derived.excluded) == ("begin", 30, "day", [])


@pytest.mark.parametrize(
    ("events", "closed_on", "why"),
    [
        ([("begin", "03-03")], None, "nothing has ended it"),
        ([("begin", "03-03"), ("other", "03-04")], None, "another event ends nothing"),
        ([("begin", "03-03"), ("end", "03-20")], "03-20", "the ending event's day"),
        ([("begin", "03-03"), ("stop", "03-19"), ("end", "03-20")], "03-19", "the first of the endings"),
        ([("begin", "03-03"), ("end", "03-03")], "03-03", "on the very day"),
        ([("begin", "03-03"), ("end", "05-20")], "05-20", "late is ended too"),
        ([("end", "03-01"), ("begin", "03-03")], None, "an end before it began closes nothing"),
        ([("begin", "03-03"), ("end", "03-20"), ("begin", "04-01")], None, "it began anew"),
        ([("begin", "03-03"), ("begin", "04-01"), ("end", "04-02")], "04-02", "the last beginning counts"),
    ],
)
def test_an_end_closes_the_period_that_began_before_it(events: list[tuple[str, str]], closed_on: str | None, why: str) -> None:
    (derived,) = derive([RULE], [(kind, day(on)) for kind, on in events])
    assert derived.closed_on == (day(closed_on) if closed_on else None), why


def test_a_new_beginning_starts_the_period_anew() -> None:
    (derived,) = derive([RULE], [("begin", day("03-03")), ("begin", day("03-10"))])
    assert derived.base_on == day("03-10")


def test_without_its_beginning_a_period_does_not_exist() -> None:
    assert derive([RULE], [("end", day("03-03"))]) == []
    assert derive([RULE], []) == []


@pytest.mark.req("S1-XCT-01")
def test_the_three_periods_of_a_case_that_went_all_the_way() -> None:
    history = [
        ("filed", "03-03"),
        ("approve_report", "03-27"),
        ("send", "03-27"),
        ("table", "04-08"),
        ("resolve", "04-08"),
        ("serve", "04-20"),
    ]
    derived = derive(rules_of(KIND), [(kind, day(on)) for kind, on in history])
    assert [(each.code, each.base_on, each.effective, each.closed_on) for each in derived] == [
        ("INVESTIGATION", day("03-03"), day("04-02"), day("03-27")),
        ("COMMITTEE", day("04-08"), day("05-08"), day("04-08")),
        ("OBJECTION", day("04-20"), day("05-20"), None),
    ]


def test_the_procedure_names_the_same_beginnings_and_ends_as_the_rules() -> None:
    """The table's `starts` and `ends` are what people read; the rules are what counts."""
    for rule in rules_of(KIND):
        moves = PROCEDURE.by_code.keys()  # an act that is no move stands in no table
        assert {move.code for move in PROCEDURE.moves if rule.code in move.starts} == {rule.base} & moves
        assert {move.code for move in PROCEDURE.moves if rule.code in move.ends} == set(rule.ends)
        assert {move.code for move in PROCEDURE.moves if rule.code in move.stops} == set(rule.pauses) & moves
        assert {move.code for move in PROCEDURE.moves if rule.code in move.resumes} == set(rule.resumes) & moves


# the index in the database

TAMPERED = {
    "a day moved": "UPDATE cases_deadline SET effective = effective + 10 WHERE case_id = %(case)s",
    "closed by hand": "UPDATE cases_deadline SET closed_on = effective WHERE case_id = %(case)s",
    "deleted": "DELETE FROM cases_deadline WHERE case_id = %(case)s",
    "invented": "INSERT INTO cases_deadline (case_id, controller, handled_by, code, base_event, base_on, length, unit, excluded,"
    " nominal, effective, rule_version)"
    " SELECT id, controller, handled_by, 'OBJECTION', 'serve', '2026-11-02', 30, 'day', '[]', '2026-12-02', '2026-12-02', 'x'"
    " FROM cases_case"
    " WHERE id = %(case)s",
    "next day of the worklist moved": "UPDATE cases_case SET next_due = '2030-01-01' WHERE id = %(case)s",
    "next day of the worklist gone": "UPDATE cases_case SET next_due = NULL WHERE id = %(case)s",
    "a longer period told": "UPDATE cases_deadline SET length = 40 WHERE case_id = %(case)s",
    "another rule named": "UPDATE cases_deadline SET rule_version = 'period-0' WHERE case_id = %(case)s",
}


INDEX = (
    "SELECT case_id, code, base_event, base_on, length, unit, excluded, nominal, effective, closed_on, rule_version"
    " FROM cases_deadline ORDER BY 1, 2, 4",
    "SELECT id, next_due, version FROM cases_case ORDER BY 1",
)


def make_cases() -> list[UUID]:
    """Four cases, filed on four days."""
    return [bare_case("SD-11", filed_on=dt.date(2026, 11, 2) + dt.timedelta(days=number)).pk for number in range(4)]


def index() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    with connection.cursor() as cursor:
        for query in INDEX:
            cursor.execute(query)
            rows += cursor.fetchall()
    return rows


def rebuilt() -> tuple[int, int]:
    with unit("office", INTAKE_PRINCIPAL):
        return rebuild_deadlines()


@pytest.fixture
def filed(db: None, keys: Path) -> list[UUID]:
    with unit("office", INTAKE_PRINCIPAL):
        return make_cases()


def test_deriving_all_deadlines_anew_changes_nothing(filed: list[UUID]) -> None:
    before = index()
    assert [rebuilt(), rebuilt()] == [(4, 0), (4, 0)]
    assert index() == before
    assert len(before) == 8


@pytest.mark.parametrize("tampering", TAMPERED)
def test_an_index_that_was_tampered_with_is_mended_and_reported(filed: list[UUID], tampering: str) -> None:
    before = index()
    with connection.cursor() as cursor:
        cursor.execute(TAMPERED[tampering], {"case": filed[1]})
        assert cursor.rowcount == 1
    assert index() != before
    assert rebuilt() == (4, 1)
    assert index() == before
    assert rebuilt() == (4, 0)


# the real command with the office's log-in

CASES = """
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from tests.kernel.cases.test_deadlines import make_cases
with unit_of_work(INTAKE_PRINCIPAL):
    make_cases()
"""


def test_the_command_changes_nothing_on_a_sound_database_and_answers_1_where_it_mended(tmp_path: Path, keys: Path) -> None:
    with house_of_its_own("deadlines", tmp_path / "house", keys) as house:
        finished(house.python(CASES, "office"))
        sound = house.command("cases", "rebuild-deadlines", check=False)
        assert (sound.returncode, sound.stderr) == (0, "")
        assert "사건 4건" in sound.stdout and "달라진 사건: 0건" in sound.stdout
        with psycopg.connect(databases.urls(house.database)["owner"]) as owner:
            owner.execute("UPDATE cases_deadline SET effective = effective + 10")
        mended = house.command("cases", "rebuild-deadlines", check=False)
        assert mended.returncode == 1
        assert "달라진 사건: 4건" in mended.stdout
        assert house.command("cases", "rebuild-deadlines", check=False).returncode == 0
        assert house.command("cases", "forget", check=False).returncode == 2
