"""Doors and people of the guidance tests."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import Client
from django.urls import set_urlconf

from teojeon.kernel import clock
from teojeon.kernel.sides.models import ClockOffset
from tests.support.sides import as_side

Moving = Callable[[dt.date], None]


def move_to(day: dt.date) -> None:
    """Noon of that day, for both sides. Called as the owner."""
    at = dt.datetime.combine(day, dt.time(12), clock.SEOUL)
    seconds = round((at - clock.real_now()).total_seconds())
    ClockOffset.objects.update_or_create(id=1, defaults={"seconds": seconds})


@contextmanager
def visiting() -> Iterator[Client]:
    """A visitor at the portal who is not signed in."""
    with as_side("portal"):
        set_urlconf(None)
        yield Client()


@pytest.fixture
def house(db: None, keys: Path) -> None:
    """A database with keys; the test says which side it acts for."""
