"""The unit of work: one transaction that knows who acts, and chains what was done as its last statement."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db import connection, transaction

from teojeon.kernel import clock
from teojeon.kernel.audit.events import Event, append
from teojeon.kernel.crypto.subjects import cached_keys
from teojeon.kernel.sides.actor import NOBODY, Actor
from teojeon.kernel.sides.current import Side, side

ActorLoader = Callable[[UUID], Actor]
_loaders: dict[Side, ActorLoader] = {}

OPEN = """SELECT set_config('app.account', %s, true), set_config('transaction_read_only', %s, true),
          (SELECT seconds FROM sides_clockoffset)"""


def load_actors_with(which: Side, loader: ActorLoader) -> None:
    """Registers how a side turns an account into an actor. Called once, by the room that keeps people."""
    _loaders[which] = loader


@dataclass
class Unit:
    """What one transaction knows: who acts, what was done, whom was looked at."""

    account: UUID | None
    read_only: bool
    purpose: str = ""
    events: list[Event] = field(default_factory=list)
    seen: dict[str, set[UUID]] = field(default_factory=dict)  # controller: subjects shown
    denied: list[Event] = field(default_factory=list)
    failed: bool = False

    @cached_property
    def actor(self) -> Actor:
        """Asked for inside the transaction, so that row policies already know the account."""
        return _loaders[side()](self.account) if self.account else NOBODY

    def show(self, controller: str, subjects: Iterable[UUID]) -> None:
        """Notes whose data this page shows; the access event is written after the transaction."""
        self.seen.setdefault(controller, set()).update(subjects)


_unit: ContextVar[Unit] = ContextVar("unit")


def current() -> Unit:
    """The open unit of work. Raises LookupError where none is open."""
    return _unit.get()


@contextmanager
def unit_of_work(account: UUID | None, *, read_only: bool = False, purpose: str = "") -> Iterator[Unit]:
    """One transaction of one account. A read-only one is always rolled back: it has nothing to keep."""
    unit = Unit(account, read_only, purpose)
    token = _unit.set(unit)
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(OPEN, [str(account or ""), "on" if read_only else "off"])
            seconds = cursor.fetchone()[2] or 0
            with clock.shifted(dt.timedelta(seconds=seconds)), cached_keys():
                yield unit
                _close(unit)
    finally:
        _unit.reset(token)


def _close(unit: Unit) -> None:
    if unit.read_only or unit.failed:
        transaction.set_rollback(True)
    elif unit.events and not connection.needs_rollback:
        # else deferred checks take their locks behind the heads' locks, and two commits wait for each other
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        append(unit.events)
