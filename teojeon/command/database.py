"""The database before the first migration: roles, the database itself, its schemas, what a role may reach by default.

Two homes. The embedded server of `.data/pg` trusts its socket, so roles have no passwords. The operator's own server
is named by `DATABASE_URL` (an administrator's address); its roles get random passwords, kept in `keys/database.json`.
"""

import json
import os
import secrets
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from teojeon.embedded import EmbeddedDatabase

DATABASE = "teojeon"
ROLES = ("owner", "portal", "office")
VARIABLES = {role: f"TEOJEON_{role.upper()}_URL" for role in ROLES}
CONNECT_SECONDS = 10
# taken while roles and databases are made: parallel test processes start at the same moment
PREPARING = 7_306_010


def prepare_cluster(superuser_url: str, *, passwords: Mapping[str, str] | None = None, for_development: bool = True) -> None:
    """Make or mend the three roles. `passwords` by role; without them roles log in by the socket's trust only.

    `for_development` lets `owner` act as the two others and make test databases; otherwise both are taken back.
    """
    with psycopg.connect(superuser_url, connect_timeout=CONNECT_SECONDS) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [PREPARING])
        connection.execute(_statements("cluster.sql"))
        connection.execute(_statements("cluster_development.sql" if for_development else "cluster_production.sql"))
        for role, password in (passwords or {}).items():
            # hashed here: the plain password reaches neither the wire nor the server's log
            hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
            command = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(hashed))
            connection.execute(command)


def create_database(superuser_url: str, name: str = DATABASE) -> bool:
    """Make the database `name` for `owner` unless it is there. True when it was made. C.UTF-8 sorts 가나다."""
    with psycopg.connect(superuser_url, autocommit=True, connect_timeout=CONNECT_SECONDS) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None:
            return False
        builtin = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'" if connection.info.server_version >= 170000 else ""
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' {}").format(
                sql.Identifier(name), sql.SQL(builtin)
            )
        )
        return True


def drop_database(superuser_url: str, name: str = DATABASE) -> None:
    """Throws the database away with all that is in it. Development only: the demo that was cut off."""
    if os.environ.get("TEOJEON_ENV") != "development":
        raise PermissionError("a database is dropped in development only")
    with psycopg.connect(superuser_url, autocommit=True, connect_timeout=CONNECT_SECONDS) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def prepare_database(owner_connection_url: str, name: str) -> None:
    """Schemas and default rights of the database `name`, as `owner`. The URL may name any database of that server."""
    with psycopg.connect(with_database(owner_connection_url, name), connect_timeout=CONNECT_SECONDS) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [PREPARING])
        connection.execute(_statements("database.sql"))


def prepare(data_dir: Path, *, for_development: bool = True) -> None:
    """Everything before the first migration, for the server this data folder uses. Runs again without harm."""
    administrator = administrator_url(data_dir)
    passwords = role_passwords(data_dir, create=True) if "DATABASE_URL" in os.environ else None
    prepare_cluster(administrator, passwords=passwords, for_development=for_development)
    create_database(administrator)
    prepare_database(urls(data_dir)["owner"], DATABASE)


def administrator_url(data_dir: Path) -> str:
    """`DATABASE_URL` when set, else the embedded server's superuser."""
    return os.environ.get("DATABASE_URL") or embedded(data_dir).url()


def embedded(data_dir: Path) -> EmbeddedDatabase:
    """The embedded server of this data folder."""
    return EmbeddedDatabase(data_dir / "pg")


def urls(data_dir: Path) -> dict[str, str]:
    """Address of the database per role. Raises LauncherError or FileNotFoundError before the first `prepare`."""
    server = os.environ.get("DATABASE_URL")
    if server is None:
        database = embedded(data_dir)
        return {role: database.url(DATABASE, role) for role in ROLES}
    passwords = role_passwords(data_dir)
    return {role: with_database(with_account(server, role, passwords[role]), DATABASE) for role in ROLES}


def environment(data_dir: Path) -> dict[str, str]:
    """The three addresses as the variables that the settings read."""
    return {VARIABLES[role]: url for role, url in urls(data_dir).items()}


def is_configured() -> bool:
    """Whether the operator has given the addresses. In production a process gets only those that it needs."""
    return any(variable in os.environ for variable in VARIABLES.values())


def with_database(url: str, name: str) -> str:
    """The same server and account, another database."""
    return urlunsplit(urlsplit(url)._replace(path="/" + quote(name, safe="")))


def with_account(url: str, user: str, password: str) -> str:
    """The same server and database, another account."""
    parts = urlsplit(url)
    server = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(user, safe='')}:{quote(password, safe='')}@{server}"))


def role_passwords(data_dir: Path, *, create: bool = False) -> dict[str, str]:
    """Passwords of the three roles on the operator's own server, kept in `keys/database.json`. Raises FileNotFoundError."""
    file = data_dir / "keys" / "database.json"
    if create and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half_made = file.with_suffix(".new")
        half_made.touch(mode=0o600)
        half_made.write_text(json.dumps({role: secrets.token_urlsafe(24) for role in ROLES}))
        half_made.replace(file)
    return {role: str(password) for role, password in json.loads(file.read_text()).items()}


def _statements(file: str) -> LiteralString:
    text: Any = (resources.files("teojeon.command") / file).read_text(encoding="utf-8")
    statements: LiteralString = text  # ours, not a visitor's
    return statements
