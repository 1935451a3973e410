"""Who may do what in the database: live rights equal the register, and hostile statements of a side get nothing."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from teojeon.kernel.sides import rights
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.sides.scope import ScopedModel, Unscoped
from tests.support import databases
from tests.support.sides import as_side

OFFICE_SECRETS = [
    "SELECT password FROM office_side.logins_account",
    "SELECT data FROM office_side.mfa_authenticator",
    "SELECT session_data FROM office_side.django_session",
    "SELECT choice FROM committees_vote",
    "SELECT reason FROM victims_opinion",
    "SELECT opinion FROM victims_report",
    "SELECT value FROM victims_fact",
    "SELECT number_box FROM people_party",
    "SELECT name FROM people_official",
    "SELECT box FROM people_grant",
    "SELECT body FROM audit_event",
    "SELECT * FROM cases_case",
    "SELECT args FROM office_side.procrastinate_jobs",
]
FORBIDDEN_WRITES = [
    "INSERT INTO cases_case DEFAULT VALUES",
    "UPDATE cases_case SET state = 'SERVED'",
    "DELETE FROM victims_fact",
    "INSERT INTO people_grant DEFAULT VALUES",
    "INSERT INTO to_portal DEFAULT VALUES",
    "UPDATE to_office SET box = ''",
    "DELETE FROM to_office",
    "INSERT INTO audit_event DEFAULT VALUES",
    "UPDATE audit_head SET number = 0",
    "CREATE TEMPORARY TABLE cases_case (id int)",
    "CREATE TABLE public.mine (id int)",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "DELETE FROM crypto_datakeysecret",
    "ALTER TABLE to_office DISABLE TRIGGER ALL",
    "SET ROLE office",
    "SET ROLE owner",
]


def test_live_rights_are_those_of_the_register(db: None) -> None:
    assert rights.live() == rights.wanted()


def test_a_right_that_nobody_declared_is_found(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT (value) ON victims_fact TO portal")
    assert ("victims_fact.value", "portal", "SELECT") in rights.live() - rights.wanted()


def test_a_table_that_nobody_declared_is_an_error(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE undeclared (id int)")
    with pytest.raises(KeyError, match="undeclared"):
        rights.wanted()


@pytest.fixture(scope="module")
def real_house() -> Iterator[dict[str, str]]:
    """Addresses of a database of its own, reached with the real log-ins."""
    name = databases.copy("rights")
    yield databases.urls(name)
    databases.drop(name)


@pytest.mark.parametrize("statement", OFFICE_SECRETS)
def test_the_portals_log_in_reads_nothing_of_the_office(real_house: dict[str, str], statement: str) -> None:
    with psycopg.connect(real_house["portal"]) as portal, pytest.raises(psycopg.errors.InsufficientPrivilege):
        portal.execute(statement)


@pytest.mark.parametrize("statement", FORBIDDEN_WRITES)
def test_the_portals_log_in_changes_nothing_of_the_house(real_house: dict[str, str], statement: str) -> None:
    with psycopg.connect(real_house["portal"]) as portal, pytest.raises(psycopg.errors.InsufficientPrivilege):
        portal.execute(statement)


@pytest.mark.parametrize(
    "statement",
    ["SELECT password FROM portal_side.logins_account", "SELECT box FROM victims_draft", "UPDATE victims_fact SET value = '1'"],
)
def test_the_offices_log_in_reads_no_draft_and_changes_no_fact(real_house: dict[str, str], statement: str) -> None:
    with psycopg.connect(real_house["office"]) as office, pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.execute(statement)


def scoped_models() -> list[type[ScopedModel]]:
    return [model for model in apps.get_models() if issubclass(model, ScopedModel)]


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.label)
def test_a_query_that_never_said_whose_eyes_raises(model: type[ScopedModel], db: None) -> None:
    with pytest.raises(Unscoped):
        model.objects.count()
    with pytest.raises(Unscoped):
        list(model.objects.all())
    with pytest.raises(Unscoped):
        model.objects.all().update(pk=uuid.uuid4())
    with pytest.raises(Unscoped):
        model.objects.all().delete()


@pytest.mark.parametrize("table", sorted(name for name, table in rights.declared_tables().items() if table.rows))
def test_without_a_unit_a_side_sees_no_row_of_a_personal_table(real_house: dict[str, str], table: str) -> None:
    declared = rights.declared_tables()[table]
    for side in declared.rows:
        if declared.rows[side] == rights.EVERY_ROW or table.startswith(("crypto_", "documents_numberseries")):
            continue  # those are the side's own, not a person's
        with psycopg.connect(real_house[side]) as connection_of_side:
            rows = connection_of_side.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert rows == (0,)


def test_an_actor_without_organisation_sees_no_case(office_side: None) -> None:
    from teojeon.kernel.cases.models import Case

    assert not Case.objects.visible_to(Actor()).exists()


def test_every_table_of_a_side_has_a_policy_where_rows_belong_to_somebody(db: None) -> None:
    for model in scoped_models():
        declared = rights.declared_tables()[model._meta.db_table]
        assert declared.rows, f"{model._meta.db_table} has scoped rows but no row policy"


def test_both_sides_act_under_their_own_role(db: None) -> None:
    for side in ("portal", "office"):
        with as_side(side), connection.cursor() as cursor:
            cursor.execute("SELECT current_user, acting_side()")
            assert cursor.fetchone() == (side, side)
