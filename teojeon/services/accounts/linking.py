"""Who wants to know when an identity was verified: whatever was filed on paper may now be linked to the account."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from teojeon.kernel.people.identity import Verified

Handler = Callable[[UUID, Verified], None]
_handlers: list[Handler] = []


def on_identity_verified(handler: Handler) -> Handler:
    """Registers `handler(account, person)`, called in the unit of work in which an account is made of a verified identity,
    which acts as that account meanwhile: it may send messages to the office.

    `person.ci` is empty where a clerk saw the papers. A handler that raises keeps the account from being made.
    """
    if handler not in _handlers:
        _handlers.append(handler)
    return handler


@dataclass(frozen=True)
class AtTheCounter:
    """An account whose person a clerk has seen: what stood on the paper, and the number of the paper case to be linked."""

    account: UUID
    name: str
    birth_date: dt.date
    receipt_number: str


CounterHandler = Callable[[AtTheCounter], None]
_counter_handlers: list[CounterHandler] = []


def on_counter_activated(handler: CounterHandler) -> CounterHandler:
    """Registers `handler(seen)`, called in the office's unit that takes the news of an account made at the counter."""
    if handler not in _counter_handlers:
        _counter_handlers.append(handler)
    return handler


def tell_of_counter(seen: AtTheCounter) -> None:
    for handler in _counter_handlers:
        handler(seen)


def tell(account: UUID, person: Verified) -> None:
    for handler in _handlers:
        handler(account, person)
