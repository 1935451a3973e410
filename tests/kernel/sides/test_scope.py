"""Whose eyes a query is for: what Django asks for and what the row policies let through are the same rows."""

import datetime as dt
import re
import uuid
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case, Reader, TimelineEntry
from teojeon.kernel.cases.queries import worklist
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, REGISTRAR_PRINCIPAL
from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.people.officials import create_organisation
from teojeon.kernel.sides import rights
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.current import NoSide, acting_as, side
from teojeon.kernel.sides.scope import Unscoped
from teojeon.kernel.work.unit import current
from tests.support.filings import bare_case
from tests.support.people import official, unit

DAY = dt.timedelta(days=1)


@pytest.fixture
def cases(db: None, keys: Path) -> dict[str, UUID]:
    """Two cases of Seoul, one of Busan."""
    with unit("office", INTAKE_PRINCIPAL):
        return {"seoul": bare_case("SD-11").pk, "seoul too": bare_case("SD-11").pk, "busan": bare_case("SD-26").pk}


@pytest.fixture
def district(db: None, keys: Path) -> UUID:
    with unit("office", REGISTRAR_PRINCIPAL):
        create_organisation("SGG-11110", "종로구", Kind.DISTRICT, supervisor="SD-11", region="11110")
    return official("jongno01", "SGG-11110", "P-INV")


def open_case(case: UUID, *, since: dt.timedelta = -DAY, until: dt.timedelta | None = None, **who: object) -> None:
    """A reader row, from … to, counted from now."""
    now = clock.real_now()
    Reader.objects.create(
        case_id=case,
        controller="MOLIT",
        since=now + since,
        until=now + until if until is not None else None,
        ground="시험",
        received_at=now,
        event=uuid.uuid4(),
        **who,
    )


def seen(account: UUID) -> set[UUID]:
    """What this account sees; Django's condition and the database's policy must agree, on cases and on their children."""
    with unit("office", account, read_only=True), connection.cursor() as cursor:
        actor = current().actor
        asked = set(Case.objects.visible_to(actor).values_list("pk", flat=True))
        cursor.execute("SELECT id FROM cases_case")
        allowed = {key for (key,) in cursor.fetchall()}
        cursor.execute("SELECT DISTINCT case_id FROM cases_timelineentry")
        children = {key for (key,) in cursor.fetchall()}
        entries = set(TimelineEntry.objects.visible_to(actor).values_list("case_id", flat=True))
        listed = {row.pk for row in worklist(actor, ["SUBMITTED"], 50)}
    assert asked == allowed == children == entries == listed
    return asked


@pytest.mark.req("S1-USR-08")
@pytest.mark.parametrize(
    ("organisation", "expected"),
    [("SD-11", {"seoul", "seoul too"}), ("SD-26", {"busan"}), ("MOLIT", {"seoul", "seoul too", "busan"}), ("CMT", set())],
)
def test_an_organisation_sees_its_own_cases_and_the_ministry_all(
    cases: dict[str, UUID], organisation: str, expected: set[str]
) -> None:
    assert seen(official("looks01", organisation)) == {cases[name] for name in expected}


def test_a_district_sees_only_what_was_laid_open_to_it(cases: dict[str, UUID], district: UUID) -> None:
    assert seen(district) == set()
    open_case(cases["seoul too"], organisation_id="SGG-11110")
    assert seen(district) == {cases["seoul too"]}


@pytest.mark.parametrize(
    ("since", "until", "is_open"),
    [(-DAY, None, True), (-DAY, DAY, True), (-2 * DAY, -DAY, False), (DAY, 2 * DAY, False), (DAY, None, False)],
)
def test_a_case_is_open_to_a_reader_from_the_first_instant_to_the_last(
    cases: dict[str, UUID], since: dt.timedelta, until: dt.timedelta | None, is_open: bool
) -> None:
    member = official("member01", "CMT", "CM")
    open_case(cases["busan"], since=since, until=until, account=member)
    assert seen(member) == ({cases["busan"]} if is_open else set())


def test_what_is_open_to_one_reader_is_not_open_to_another(cases: dict[str, UUID]) -> None:
    first, second = official("member01", "CMT", "CM"), official("member02", "CMT", "CM")
    open_case(cases["busan"], account=first)
    assert seen(first) == {cases["busan"]}
    assert seen(second) == set()


def test_own_cases_and_those_laid_open_stand_in_one_list_in_the_order_of_receipt(cases: dict[str, UUID]) -> None:
    person = official("looks01", "SD-11")
    open_case(cases["busan"], account=person)
    with unit("office", person, read_only=True) as opened:
        rows = worklist(opened.actor, ["SUBMITTED"], 50)
        assert [row.received_at for row in rows] == sorted(row.received_at for row in rows)
        assert {row.pk for row in rows} == set(cases.values())
        first = worklist(opened.actor, ["SUBMITTED"], 2)
        rest = worklist(opened.actor, ["SUBMITTED"], 2, after=(first[-1].received_at, first[-1].pk))
        assert [row.pk for row in first + rest] == [row.pk for row in rows]
        assert worklist(opened.actor, ["SERVED"], 50) == []


def test_nobody_sees_nothing(cases: dict[str, UUID]) -> None:
    with unit("office", uuid.uuid4(), read_only=True) as opened:
        assert not Case.objects.visible_to(opened.actor).exists()
        assert not Case.objects.visible_to(Actor()).exists()


def test_two_lists_are_joined_only_when_both_said_whose_eyes(cases: dict[str, UUID]) -> None:
    with unit("office", INTAKE_PRINCIPAL, read_only=True) as opened:
        mine = Case.objects.visible_to(opened.actor)
        assert (mine.filter(state="SUBMITTED") | mine.filter(state="SERVED")).count() == 3
        with pytest.raises(Unscoped):
            mine | Case.objects.filter(state="SERVED")
        with pytest.raises(Unscoped):
            Case.objects.filter(state="SERVED") | mine
        with pytest.raises(Unscoped):
            list(Case.objects.filter(pk__in=Case.objects.filter(state="SERVED")))


def test_a_side_that_nobody_named_is_an_error() -> None:
    with pytest.raises(NoSide):
        side()
    with acting_as("portal"):
        assert side() == "portal"
        with acting_as("office"):
            assert side() == "office"
        assert side() == "portal"


def test_a_table_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        rights.table("cases_case", rights.Table())


@pytest.mark.parametrize(
    "tampering",
    [
        "GRANT SELECT ON cases_case TO portal",
        "GRANT SELECT (value) ON victims_fact TO portal",
        "REVOKE INSERT ON cases_case FROM office",
        "GRANT DELETE ON audit_event TO office",
        "GRANT EXECUTE ON FUNCTION message_number() TO portal",
        "GRANT SELECT ON people_official TO PUBLIC",
    ],
)
def test_applying_the_register_mends_every_difference(db: None, tampering: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    assert rights.live() != rights.wanted()
    rights.apply()
    assert rights.live() == rights.wanted()


def test_applying_the_register_mends_a_row_policy_too(cases: dict[str, UUID]) -> None:
    stranger = official("looks01", "CMT")
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY rows_office ON cases_case; CREATE POLICY rows_office ON cases_case TO office USING (true)")
    with unit("office", stranger), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        assert cursor.fetchone() == (3,), "the tampering works"
    rights.apply()
    assert seen(stranger) == set()


def test_no_row_policy_compares_a_column_with_itself(db: None) -> None:
    """In a sub-query a bare column name is that of the inner table: such a policy opens every row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, qual FROM pg_policies")
        policies = cursor.fetchall()
    assert len(policies) > 20
    assert [table for table, condition in policies if re.search(r"\((\w+\.\w+) = \1\)", condition)] == []
