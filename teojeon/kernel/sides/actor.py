"""Whose eyes and hands."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """Who acts in a unit of work. `organisations`: the own ones and those they supervise. `boxes`: permission boxes (S1-USR-09)."""

    account: UUID | None = None
    organisation: str = ""
    organisations: tuple[str, ...] = ()
    boxes: frozenset[str] = frozenset()
    reads_single_cases: bool = False  # has reader rows


NOBODY = Actor()
