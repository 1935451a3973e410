"""The register of tables whose rows carry the id of the event that made them: timeline rows, messages, stored
answers, documents.

An app declares its tables when it is ready. `verify` compares both ways: a row without its event, an event without
its row.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Trail:
    """`column` of `table` holds an event's id. Each event whose action is one of `actions` has a row here.

    `optional`: rows may lie here without an event (the column is NULL).
    """

    table: str
    column: str
    actions: frozenset[str] = frozenset()
    optional: bool = False


class TrailTwice(ValueError):
    """The same column was declared twice with different actions."""


_trails: dict[tuple[str, str], Trail] = {}


def trail(table: str, column: str, *, actions: Iterable[str] = (), optional: bool = False) -> None:
    """Declares a column that holds event ids. Raises TrailTwice when it was declared otherwise."""
    declared = Trail(table, column, frozenset(actions), optional)
    if _trails.setdefault((table, column), declared) != declared:
        raise TrailTwice(f"{table}.{column}")


def trails() -> tuple[Trail, ...]:
    """All declared trails, by table and column."""
    return tuple(declared for _, declared in sorted(_trails.items()))
