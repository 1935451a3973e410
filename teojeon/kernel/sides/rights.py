"""The register of rights: what the run-time roles may do in `public`. Applied after every migration; a test holds live = wanted.

Each app declares its tables and functions in its `rights.py`, imported when the app is ready.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection, transaction
from psycopg import sql

from teojeon.kernel.sides.current import SIDES, Side

Right = tuple[str, str, str]  # object, role, privilege
OWN_ACCOUNT = "account = (SELECT acting_account())"  # the sub-select is computed once a query, a bare call once a row
EVERY_ROW = "true"


@dataclass(frozen=True)
class Table:
    """Who writes a table, who reads it besides, whether rows may ever change, and the row policy of each side.

    `takers`: read rows that the other side wrote, and take them away, but change none.

    `rows` maps a side to an SQL condition; where any side has one, a side without one sees no row. `seen`: rows besides these that
    a side may see, and neither change, lock nor add.
    """

    writers: tuple[Side, ...] = ()
    readers: tuple[Side, ...] = ()
    takers: tuple[Side, ...] = ()
    append_only: bool = False
    deletable: bool = False
    rows: Mapping[Side, str] = field(default_factory=dict)
    seen: Mapping[Side, str] = field(default_factory=dict)

    def privileges(self, side: Side) -> frozenset[str]:
        if side in self.writers:
            verbs = {"SELECT", "INSERT"} | (set() if self.append_only else {"UPDATE"})
            return frozenset(verbs | ({"DELETE"} if self.deletable else set()))
        if side in self.takers:
            return frozenset({"SELECT", "DELETE"})
        return frozenset({"SELECT"} if side in self.readers else ())


_tables: dict[str, Table] = {}
_functions: dict[str, tuple[Side, ...]] = {}


def table(name: str, declared: Table) -> None:
    """Declares one table by its name in the database."""
    if _tables.setdefault(name, declared) != declared:
        raise ValueError(f"table declared twice: {name}")


def function(signature: str, *sides: Side) -> None:
    """Declares one function as PostgreSQL spells it (`regprocedure`), and the sides that may call it."""
    _functions[signature] = sides


def wanted() -> set[Right]:
    """All rights by the register. Raises KeyError for a table or function that nobody declared."""
    rights: set[Right] = {(schema, side, "USAGE") for side in SIDES for schema in ("public", f"{side}_side")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, is_table FROM house_objects()")
        for name, is_table in cursor.fetchall():
            if is_table:
                rights |= {(name, side, verb) for side in SIDES for verb in _tables[name].privileges(side)}
            else:
                rights |= {(name, side, "EXECUTE") for side in _functions[name]}
    return rights


def live() -> set[Right]:
    """All rights as the database has them, PUBLIC and single columns too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, role, privilege FROM house_rights()")
        return set(cursor.fetchall())


def apply() -> None:
    """Makes the live rights and row policies equal to the register. Run by the owner."""
    present, needed = live(), wanted()
    with transaction.atomic():
        for command, rights, word in (("REVOKE", present - needed, "FROM"), ("GRANT", needed - present, "TO")):
            for name, role, privilege in sorted(rights):
                _change(command, name, role, privilege, word)
        for name, declared in _tables.items():
            _police(name, declared)


def _change(command: str, name: str, role: str, privilege: str, word: str) -> None:
    kind = {"EXECUTE": "FUNCTION", "USAGE": "SCHEMA"}.get(privilege, "TABLE")
    table_name, _, column = name.partition(".") if kind == "TABLE" else (name, "", "")
    # a function stands here as PostgreSQL spells it: already quoted
    target = sql.SQL(name) if kind == "FUNCTION" else sql.Identifier(table_name)
    right = sql.SQL("{} ({})").format(sql.SQL(privilege), sql.Identifier(column)) if column else sql.SQL(privilege)
    grantee = sql.SQL("PUBLIC") if role == "PUBLIC" else sql.Identifier(role)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("{} {} ON {} {} {} {}").format(sql.SQL(command), right, sql.SQL(kind), target, sql.SQL(word), grantee)
        )


def _police(table_name: str, declared: Table) -> None:
    on = sql.Identifier(table_name)
    with connection.cursor() as cursor:
        state = sql.SQL("ENABLE" if declared.rows else "DISABLE")
        cursor.execute(sql.SQL("ALTER TABLE {} {} ROW LEVEL SECURITY").format(on, state))
        for side in SIDES:
            for name, conditions, verb in (("rows", declared.rows, "ALL"), ("seen", declared.seen, "SELECT")):
                policy = sql.Identifier(f"{name}_{side}")
                cursor.execute(sql.SQL("DROP POLICY IF EXISTS {} ON {}").format(policy, on))
                if condition := conditions.get(side):
                    cursor.execute(
                        sql.SQL("CREATE POLICY {} ON {} FOR {} TO {} USING ({})").format(
                            policy, on, sql.SQL(verb), sql.Identifier(side), sql.SQL(condition)
                        )
                    )


def declared_tables() -> Mapping[str, Table]:
    """The register, for tests and for the operators' page."""
    return dict(_tables)
