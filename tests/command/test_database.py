"""Roles, database and schemas are made once, mended always, and give each role no more than its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from teojeon.command import database
from teojeon.embedded import EmbeddedDatabase


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose server has been prepared twice."""
    folder = tmp_path_factory.mktemp("data")
    server = EmbeddedDatabase(folder / "pg", fast=True)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        database.prepare(folder)
        database.prepare(folder)
        yield folder
    server.stop()


def ask(url: str, question: str) -> object:
    """The one value that a question has as its answer."""
    with psycopg.connect(url) as connection:
        row = connection.execute(sql.SQL(question)).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize("role", ["owner", "portal", "office"])
def test_each_role_reaches_the_database_by_its_own_address(data: Path, role: str) -> None:
    url = database.urls(data)[role]

    assert ask(url, "SELECT current_user || ' ' || current_database()") == f"{role} teojeon"
    assert database.environment(data)[f"TEOJEON_{role.upper()}_URL"] == url


def test_the_database_is_the_owners_and_sorts_hangul(data: Path) -> None:
    owner = database.urls(data)["owner"]

    assert ask(owner, "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()") == "owner"
    assert ask(owner, "SELECT string_agg(x, '' ORDER BY x) FROM (VALUES ('하'), ('나'), ('가')) list (x)") == "가나하"
    assert ask(owner, "SHOW server_encoding") == "UTF8"


@pytest.mark.parametrize(
    "act",
    [
        "CREATE TABLE public.own (id int)",
        "CREATE TEMPORARY TABLE own (id int)",
        "CREATE SCHEMA own",
        "SELECT * FROM office_side.account",
        "CREATE TABLE portal_side.own (id int)",
        "SET ROLE office",
        "SET ROLE owner",
    ],
)
def test_the_portal_makes_nothing_and_sees_nothing_of_the_office(data: Path, act: str) -> None:
    with psycopg.connect(database.urls(data)["owner"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS office_side.account (id int)")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(database.urls(data)["portal"], act)


def test_a_side_reads_and_writes_what_the_owner_makes_in_its_schema(data: Path) -> None:
    with psycopg.connect(database.urls(data)["owner"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS portal_side.session (id bigserial, word text)")

    written = ask(database.urls(data)["portal"], "INSERT INTO portal_side.session (word) VALUES ('a') RETURNING word")

    assert written == "a"


def test_a_function_in_public_is_closed_until_the_register_opens_it(data: Path) -> None:
    with psycopg.connect(database.urls(data)["owner"]) as connection:
        connection.execute("CREATE OR REPLACE FUNCTION public.answer() RETURNS int LANGUAGE sql AS 'SELECT 42'")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(database.urls(data)["office"], "SELECT public.answer()")


def test_in_development_the_owner_may_act_as_a_side_and_in_production_not(data: Path) -> None:
    def is_member() -> object:
        return ask(database.urls(data)["owner"], "SELECT pg_has_role('owner', 'portal', 'MEMBER')")

    assert is_member() is True
    database.prepare_cluster(database.administrator_url(data), for_development=False)
    assert is_member() is False
    database.prepare_cluster(database.administrator_url(data))


def test_a_server_of_ones_own_gets_random_passwords_kept_closed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # an administrator who is no superuser, over the network, as hosted servers have it
    administrator = database.administrator_url(data)
    port = (data / "pg" / "port").read_text()
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute("DROP DATABASE teojeon")
        connection.execute("DROP ROLE owner, portal, office")
        connection.execute("CREATE ROLE administrator LOGIN CREATEROLE CREATEDB PASSWORD 'p'")
    monkeypatch.setenv("DATABASE_URL", f"postgresql://administrator:p@127.0.0.1:{port}/postgres")

    database.prepare(data)
    database.prepare(data)

    file = data / "keys" / "database.json"
    passwords = json.loads(file.read_text())
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(set(passwords.values())) == 3 and min(map(len, passwords.values())) >= 32
    for role, url in database.urls(data).items():
        assert f"{role}:{passwords[role]}@127.0.0.1:{port}/teojeon" in url
        assert ask(url, "SELECT current_user") == role
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(database.with_account(database.urls(data)["portal"], "portal", passwords["office"]))

    monkeypatch.delenv("DATABASE_URL")
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute("DROP DATABASE teojeon")
        connection.execute("DROP OWNED BY administrator")
        connection.execute("DROP ROLE owner, portal, office, administrator")
    database.prepare(data)
