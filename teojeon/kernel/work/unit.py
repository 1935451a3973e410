"""The unit of work: one transaction that knows who acts, and chains what was done as its last statement."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from teojeon.kernel import clock
from teojeon.kernel.audit.events import Event, append
from teojeon.kernel.crypto.subjects import cached_keys
from teojeon.kernel.sides.actor import NOBODY, Actor
from teojeon.kernel.sides.current import Side, side

ActorLoader = Callable[[UUID], Actor]
_loaders: dict[Side, ActorLoader] = {}

OPEN = """SELECT set_config('app.account', %s, true), set_config('app.taking', %s, true),
          set_config('transaction_read_only', %s, true), (SELECT seconds FROM sides_clockoffset)"""


def load_actors_with(which: Side, loader: ActorLoader) -> None:
    """Registers how a side turns an account into an actor. Called once, by the room that keeps people."""
    _loaders[which] = loader


@dataclass(frozen=True, eq=False)
class _Mark:
    """Stands in the transaction's list of callbacks, from which the rollback of a savepoint takes it. Calls nothing."""

    event: Event

    def __call__(self) -> None: ...


class Deeds:
    """The unit's events in their order. One around which a savepoint was rolled back was not done, and is not among them."""

    def __init__(self) -> None:
        self._marks: list[_Mark] = []

    def append(self, event: Event) -> None:
        mark = _Mark(event)
        self._marks.append(mark)
        transaction.on_commit(mark)

    def __iter__(self) -> Iterator[Event]:
        standing = {id(entry[1]) for entry in connection.run_on_commit}
        return iter([mark.event for mark in self._marks if id(mark) in standing])


@dataclass
class Unit:
    """What one transaction knows: who acts, what was done, whom was looked at."""

    account: UUID | None
    read_only: bool
    purpose: str = ""
    events: Deeds = field(default_factory=Deeds)
    seen: dict[str, set[UUID]] = field(default_factory=dict)  # controller: subjects shown
    unmasked: set[str] = field(default_factory=set)  # fields shown in full, as the access event names them
    denied: list[Event] = field(default_factory=list)
    failed: bool = False
    untaken: bool = False  # a message of the person could not be carried out: no act may rest on the case

    @cached_property
    def actor(self) -> Actor:
        """Asked for inside the transaction, so that row policies already know the account."""
        return _loaders[side()](self.account) if self.account else NOBODY

    @property
    def person(self) -> UUID:
        """The acting account, where there must be one. Raises LookupError."""
        if self.account is None:
            raise LookupError("nobody acts in this unit of work")
        return self.account

    def show(self, controller: str, subjects: Iterable[UUID], *, fields: Iterable[str] = ()) -> None:
        """Notes whose data this page shows, and which fields unmasked; the access event is written after the transaction."""
        self.seen.setdefault(controller, set()).update(subjects)
        self.unmasked.update(fields)


_unit: ContextVar[Unit] = ContextVar("unit")


def current() -> Unit:
    """The open unit of work. Raises LookupError where none is open."""
    return _unit.get()


@contextmanager
def unit_of_work(account: UUID | None, *, read_only: bool = False, purpose: str = "", taking: UUID | None = None) -> Iterator[Unit]:
    """One transaction of one account. A read-only one is always rolled back: it has nothing to keep.

    `taking`: the subject whose message is carried out; what is told stays with the account that filed, also where that has left.
    """
    unit = Unit(account, read_only, purpose)
    token = _unit.set(unit)
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(OPEN, [str(account or ""), str(taking or ""), "on" if read_only else "off"])
            with clock.shifted(_offset(cursor.fetchall()[0][3])), cached_keys():
                yield unit
                _close(unit)
    finally:
        _unit.reset(token)


def _offset(seconds: int | None) -> dt.timedelta:
    """The clock's offset of this unit. Raises ImproperlyConfigured for one outside development."""
    if seconds is not None and settings.ENV != "development":
        raise ImproperlyConfigured("업무 시각은 개발에서만 옮길 수 있습니다: sides_clockoffset 행을 지웁니다.")
    return dt.timedelta(seconds=seconds or 0)


def _close(unit: Unit) -> None:
    if unit.read_only or unit.failed:
        transaction.set_rollback(True)
    elif connection.needs_rollback:
        # an error of the database was swallowed: what the caller takes for done would quietly be rolled back
        raise transaction.TransactionManagementError("a unit of work went on after an error of the database")
    elif events := list(unit.events):
        # else deferred checks take their locks behind the heads' locks, and two commits wait for each other
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        append(events)
