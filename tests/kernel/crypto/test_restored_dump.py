"""Dump, destroy, restore: what was destroyed stays unreadable in every backup that remains."""

import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from psycopg import sql
from pytest_django import DjangoDbBlocker

from teojeon.embedded.binaries import find_binaries
from teojeon.kernel.crypto.subjects import KeyDestroyed, decrypt_text, destroy, encrypt_text

CONTEXT = "party/1/number"
NUMBER = "900101-1234567"
ADDRESS = {"host": "host", "port": "port", "username": "user"}  # of pg_dump and of psycopg


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker, office: None) -> Iterator[None]:
    """pg_dump sees only what was committed. Of the test's rows nothing stays; other rows are not touched."""
    with django_db_blocker.unblock():
        execute("CREATE TABLE dumped_box (subject uuid, box bytea)")
        try:
            yield
        finally:
            execute(
                "DELETE FROM crypto_datakeysecret WHERE key_id IN"
                " (SELECT id FROM crypto_datakey WHERE subject IN (SELECT subject FROM dumped_box))"
            )
            execute("DELETE FROM crypto_datakey WHERE subject IN (SELECT subject FROM dumped_box)")
            execute("DROP TABLE dumped_box")
            connection.close()


def execute(statement: str | sql.Composed, parameters: list[object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)  # type: ignore[arg-type]  # psycopg's composed statements are accepted


def stored_box(subject: uuid.UUID) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT box FROM dumped_box WHERE subject = %s", [subject])
        row = cursor.fetchone()
    assert row is not None
    return bytes(row[0])


def run(program: str, database: str, *arguments: str) -> None:
    known = connection.get_connection_params()
    address = [f"--{option}={known[key]}" for option, key in ADDRESS.items() if key in known]
    environment = {"PGPASSWORD": str(known.get("password", "")), "PATH": ""}
    subprocess.run([find_binaries() / program, *address, f"--dbname={database}", *arguments], check=True, env=environment)


@contextmanager
def restored_database(*dumps: Path) -> Iterator[None]:
    """Within this block Django reads a database that was restored from the dumps, in their order."""
    original = connection.settings_dict["NAME"]
    copy = f"{original}_restored"
    execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(copy)))
    try:
        for dump in dumps:
            run("psql", copy, "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", f"--file={dump}")
        connection.close()
        connection.settings_dict["NAME"] = copy
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(copy)))


@pytest.mark.slow
@pytest.mark.req("S1-XCT-05")
def test_a_destroyed_key_does_not_come_back_with_a_restored_dump(committed: None, tmp_path: Path) -> None:
    gone, kept = uuid.uuid4(), uuid.uuid4()
    for subject in (gone, kept):
        box = encrypt_text(subject, NUMBER, CONTEXT)
        execute("INSERT INTO dumped_box VALUES (%s, %s)", [subject, box])
    database = connection.settings_dict["NAME"]
    everything, ordinary, secrets = (tmp_path / name for name in ("everything.sql", "ordinary.sql", "secrets.sql"))
    run("pg_dump", database, f"--file={everything}")
    run("pg_dump", database, "--exclude-table-data=crypto_datakeysecret", f"--file={ordinary}")

    with transaction.atomic():
        execute("SET LOCAL ROLE office")
        assert destroy(gone)
    run("pg_dump", database, "--data-only", "--table=crypto_datakeysecret", f"--file={secrets}")

    # The dump that holds secrets would bring the number back: it is why the ordinary one leaves them out.
    with restored_database(everything):
        assert decrypt_text(gone, stored_box(gone), CONTEXT) == NUMBER
    with restored_database(ordinary):
        for subject in (gone, kept):
            with pytest.raises(KeyDestroyed):
                decrypt_text(subject, stored_box(subject), CONTEXT)
    with restored_database(ordinary, secrets):
        assert decrypt_text(kept, stored_box(kept), CONTEXT) == NUMBER
        with pytest.raises(KeyDestroyed):
            decrypt_text(gone, stored_box(gone), CONTEXT)
    for written in (NUMBER, NUMBER.encode().hex()):
        assert written not in everything.read_text() + ordinary.read_text()
