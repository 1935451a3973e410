"""Which side this code runs for. A door, a worker or a command belongs to one side for its whole life."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, cast

from django.conf import settings

Side = Literal["portal", "office"]
SIDES: tuple[Side, ...] = ("portal", "office")

_side: ContextVar[Side | None] = ContextVar("side", default=None)


class NoSide(RuntimeError):
    """Code that belongs to a side ran in a process of neither: say `acting_as(side)`."""


def side() -> Side:
    """The side of this process, or of the enclosing `acting_as`. Raises NoSide for the owner's commands."""
    chosen = _side.get() or getattr(settings, "SIDE", None)
    if chosen not in SIDES:
        raise NoSide
    return cast(Side, chosen)


@contextmanager
def acting_as(chosen: Side) -> Iterator[None]:
    """Commands and tests that serve both sides say which one they act for."""
    token = _side.set(chosen)
    try:
        yield
    finally:
        _side.reset(token)
