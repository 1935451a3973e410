"""Real databases for tests: one server, one migrated template, a copy for each process.

The template's name is the digest of everything that shapes it, so it is made once per state of the code.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from teojeon.command import database
from teojeon.embedded import EmbeddedDatabase

ROOT = Path(__file__).resolve().parents[2]
TEST_DATA = ROOT / ".data" / "test"
BUILDING = 7_306_011


def administrator() -> str:
    """Address of the administrator of the tests' server, which is started when needed."""
    TEST_DATA.mkdir(parents=True, exist_ok=True)
    if "DATABASE_URL" not in os.environ:
        EmbeddedDatabase(TEST_DATA / "pg", fast=True).start()
    return database.administrator_url(TEST_DATA)


def shape() -> str:
    """Digest of all migrations, SQL and registers of rights."""
    digest = hashlib.sha256()
    files = [
        path
        for pattern in ("**/migrations/*.py", "**/*.sql", "**/*rights.py", "**/*scope.py")
        for path in (ROOT / "teojeon").glob(pattern)
    ]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def template() -> str:
    """Name of the migrated template database, made when it is not there."""
    server, name = administrator(), f"teojeon_template_{shape()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        building = f"{name}_building"
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(building)))
        database.prepare_cluster(server, passwords=passwords())
        database.create_database(server, building)
        database.prepare_database(urls(building)["owner"], building)
        command = [sys.executable, "-m", "teojeon.command.main", "migrate"]
        result = subprocess.run(command, env=environment(building), capture_output=True, text=True, cwd=ROOT)
        if result.returncode:
            raise RuntimeError(result.stdout + result.stderr)
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name)))
    return name


def roles_home() -> Path:
    """On the machine's own server the roles belong to the whole server: tests use the passwords that `make run` uses."""
    return ROOT / ".data" if "DATABASE_URL" in os.environ else TEST_DATA


def passwords() -> dict[str, str] | None:
    return database.role_passwords(roles_home(), create=True) if "DATABASE_URL" in os.environ else None


def copy(purpose: str) -> str:
    """A fresh copy of the template for this process; what killed processes left behind goes."""
    source, name = template(), f"teojeon_{purpose}_{os.getpid()}"
    with psycopg.connect(administrator(), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [BUILDING])  # a template may have one copier at a time
        for (left,) in connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^teojeon_.*_[0-9]+$'").fetchall():
            if not Path(f"/proc/{left.rsplit('_', 1)[1]}").exists():
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(left)))
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER owner TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
        # a copy brings the schemas' rights along, but not those of the database itself
        connection.execute(sql.SQL("REVOKE TEMPORARY, CREATE ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    return name


def drop(name: str) -> None:
    with psycopg.connect(administrator(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def urls(name: str) -> dict[str, str]:
    """Addresses of a test database per role."""
    return {role: database.with_database(url, name) for role, url in database.urls(roles_home()).items()}


def environment(name: str, **more: str) -> dict[str, str]:
    """The environment of a process that works on this database with the real log-ins."""
    addresses = {database.VARIABLES[role]: url for role, url in urls(name).items()}
    return {**os.environ, "PYTHONPATH": str(ROOT), "TEOJEON_ENV": "development", **addresses, **more}
