"""One process that plays both sides: the owner takes a side's role for each unit of work. Development only."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import get_hashers, get_hashers_by_algorithm
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from teojeon.kernel import clock
from teojeon.kernel.sides.current import Side, acting_as
from teojeon.kernel.sides.models import ClockOffset
from teojeon.kernel.work.unit import Unit, unit_of_work


@contextmanager
def playing(side: Side) -> Iterator[None]:
    """Within this block the connection has the side's role and schema, with its real rights and row policies."""
    if settings.ENV != "development":
        raise ImproperlyConfigured("시연 자료는 TEOJEON_ENV=development 에서만 만듭니다.")
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {side}; SET search_path = {side}_side, public")
    try:
        with acting_as(side):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE; SET search_path = public")


@contextmanager
def unit(side: Side, account: UUID, at: dt.datetime) -> Iterator[Unit]:
    """A unit of work of one account, at a legal instant of the story."""
    set_clock(at)
    with playing(side), unit_of_work(account) as opened:
        yield opened


@contextmanager
def quick_hashing() -> Iterator[None]:
    """For throw-away passwords only: each is replaced by the one real hash of the demo before anybody can sign in."""
    slow = settings.PASSWORD_HASHERS
    _hash_with(["django.contrib.auth.hashers.MD5PasswordHasher", *slow])
    try:
        yield
    finally:
        _hash_with(slow)


def _hash_with(hashers: list[str]) -> None:
    settings.PASSWORD_HASHERS = hashers
    for cached in (get_hashers, get_hashers_by_algorithm):
        cached.cache_clear()  # type: ignore[union-attr]


def set_clock(at: dt.datetime) -> None:
    """Moves the legal instant, as the owner."""
    seconds = round((at - clock.real_now()).total_seconds())
    ClockOffset.objects.update_or_create(id=1, defaults={"seconds": seconds})


def real_time() -> None:
    """The legal instant is the machine's again."""
    ClockOffset.objects.all().delete()


def instant(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """A moment of a day in Seoul."""
    return dt.datetime.combine(day, dt.time(hour, minute), clock.SEOUL)
